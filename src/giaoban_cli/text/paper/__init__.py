"""Official papers: what their form tells, above and below what they say (handbook 7)."""
