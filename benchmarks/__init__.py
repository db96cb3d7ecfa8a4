"""Measuring tools: a generator of reports, the quality of reading and searching, speed side by side."""
