"""The truth: every report's text, what was read from it, and where it came from, in SQLite.

In: meetings packed by `rows.pack`, and corrections. Out: `Stored` values. Knows nothing of any
index: it counts generations, and tells what changed since one.
"""

from giaoban_cli.store.cards import Card, SourceRow
from giaoban_cli.store.rows import UNAMENDED, Content, Origin, as_corrected, named, pack
from giaoban_cli.store.store import Store
from giaoban_cli.store.writer import Writer

__all__ = [
    "UNAMENDED",
    "Card",
    "Content",
    "Origin",
    "SourceRow",
    "Store",
    "Writer",
    "as_corrected",
    "named",
    "pack",
]
