"""Pure rules from bytes and strings to values: nothing here reads a file, a clock or a network."""

VERSION = 5
"""Raised whenever a rule changes what is read, so that archives read their texts again."""
