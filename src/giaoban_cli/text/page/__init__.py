"""The page: what a portal printed around a report, and the parts of the report itself."""
