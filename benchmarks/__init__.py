"""Measuring: a generator of reports, the quality of reading and searching, speed beside peers."""
