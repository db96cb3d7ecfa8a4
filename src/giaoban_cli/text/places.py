"""Places: provinces and districts by name, from the tables that ship.

In: a name or a text. Out: what the tables know of it. Lookups are exact apart from case and tone
placement; a name that several units share gives all of them.
"""

from __future__ import annotations

from functools import cache

from giaoban_cli.data import table
from giaoban_cli.text.wordlist import lowered


@cache
def _names() -> frozenset[str]:
    return frozenset(lowered(row[0]) for row in table("provinces"))


def known(name: str) -> bool:
    """Whether a name (any case) is one of a province or a district."""
    return lowered(name) in _names()
