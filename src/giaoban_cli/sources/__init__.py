"""From folders to texts: what files there are, and what each of them says.

In: paths that a user named. Out: files to read (`walk`), and the text of one (`read`).
"""

from giaoban_cli.sources.reading import Document, read
from giaoban_cli.sources.registry import HEAD, delicate
from giaoban_cli.sources.text import encoding_name
from giaoban_cli.sources.walk import Found, Passed, place, walk

__all__ = [
    "HEAD",
    "Document",
    "Found",
    "Passed",
    "delicate",
    "encoding_name",
    "place",
    "read",
    "walk",
]
