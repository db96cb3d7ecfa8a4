"""What web sites print around an article: data/chrome.tsv → one pattern for each kind of phrase."""

from __future__ import annotations

import re
from functools import cache

from giaoban_cli.data import table
from giaoban_cli.text.words.wordlist import either_case, one_of


@cache
def phrases(kind: str) -> re.Pattern[str]:
    """One pattern for all phrases of a kind, the longest first.

    Args:
        kind: a word of the table's first column. Labels and stamps are searched for in a line and
            are whole words; the others are matched at its beginning.
    """
    rows = [row[1].lower() for row in table("chrome") if row[0] == kind]
    if kind in ("label", "stamp"):
        letter = r"[^\W\d_]"
        return re.compile(rf"(?<!{letter}){either_case(rows)}(?!{letter})")
    return re.compile(rf"[\s\W\d]{{0,6}}{one_of(rows)}", re.IGNORECASE)
