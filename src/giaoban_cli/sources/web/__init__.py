"""From a web page to the report in it: its visible blocks, what it says of itself, its article."""
