"""What a document is made of in Tantivy: fields, tokens, and the numbers it is ordered by.

In: words, keys and days. Out: names and texts that writing and asking agree upon.
"""

from __future__ import annotations

from functools import lru_cache

from giaoban_cli.index.segment import PARAGRAPH_GAP, word_term

NAMES = ("official", "chair", "speaker", "author")
TEXTS = ("place", "organisation")
EXACT = ("kind", "level", "cites")

GAP = "/"
"""A token that is not indexed but leaves a position empty."""

BETWEEN = "!"
"""Stands in a token where a word's term has a space."""

UNDATED = 1 << 23
"""A day after all days, for meetings that have none."""

_PARAGRAPH = " ".join([GAP] * PARAGRAPH_GAP)

_KEY_BITS = 40
_KEYS = (1 << _KEY_BITS) - 1


@lru_cache(1 << 16)
def token(word: str | None) -> str:
    """A word as a token; the end of a paragraph as tokens that leave their positions empty."""
    return _PARAGRAPH if word is None else word_term(word).replace(" ", BETWEEN)


def written(term: str) -> str:
    """The token of a word's term."""
    return term.replace(" ", BETWEEN)


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
