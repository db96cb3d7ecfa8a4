"""What Tantivy orders documents by, and how it leaves gaps between words.

In: words, keys and days. Out: tokens and numbers that writing and asking agree upon.
"""

from __future__ import annotations

from giaoban_cli.index import fields
from giaoban_cli.index.segment import PARAGRAPH_GAP

GAP = "/"
"""A token that is not indexed but leaves a position empty."""

UNDATED = 1 << 23
"""A day after all days, for meetings that have none."""

_PARAGRAPH = " ".join([GAP] * PARAGRAPH_GAP)

_KEY_BITS = 40
_KEYS = (1 << _KEY_BITS) - 1


def token(word: str | None) -> str:
    """A word as a token; the end of a paragraph as tokens that leave their positions empty."""
    return _PARAGRAPH if word is None else fields.token(word)


def newest(day: int, key: int) -> int:
    """What orders meetings by date from the greatest down: newer first, then smaller keys."""
    return day << _KEY_BITS | _KEYS - key


def oldest(day: int, key: int) -> int:
    """What orders meetings by date from the least up: older first, undated last."""
    return (day or UNDATED) << _KEY_BITS | key


def key_of_newest(number: int) -> int:
    """The key in what `newest` made."""
    return _KEYS - (number & _KEYS)


def key_of_oldest(number: int) -> int:
    """The key in what `oldest` made."""
    return number & _KEYS
