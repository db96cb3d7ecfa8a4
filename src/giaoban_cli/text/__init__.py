"""Pure rules from bytes and strings to values: nothing here reads a file, a clock or a network."""
