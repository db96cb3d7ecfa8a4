"""What web sites print around an article: data/chrome.tsv → one pattern for each kind of phrase."""

from __future__ import annotations

import re
from functools import cache

from giaoban_cli.data import table


@cache
def phrases(kind: str) -> re.Pattern[str]:
    """One pattern for all phrases of a kind, the longest first.

    Args:
        kind: a word of the table's first column. Labels and stamps are searched for in a line and
            are whole words; the others are matched at its beginning.
    """
    rows = sorted((row[1] for row in table("chrome") if row[0] == kind), key=len, reverse=True)
    body = "|".join(re.escape(row).replace(r"\ ", r"\s{1,3}") for row in rows)
    if kind in ("label", "stamp"):
        return re.compile(rf"(?<![^\W\d_])(?:{body})(?![^\W\d_])", re.IGNORECASE)
    return re.compile(rf"[\s\W\d]{{0,6}}(?:{body})", re.IGNORECASE)
