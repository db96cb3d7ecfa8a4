"""When: days, years, stamps and periods."""
