"""The fields of a document in engines that take boolean clauses, and the tokens in them.

In: words and terms of words. Out: names and tokens that writing and asking agree upon.
"""

from __future__ import annotations

from functools import lru_cache

from giaoban_cli.index.segment import word_term

NAMES = ("official", "chair", "speaker", "author")
TEXTS = ("place", "organisation")
EXACT = ("kind", "level", "cites")

BETWEEN = "!"
"""Stands in a token where a word's term has a space."""


@lru_cache(1 << 16)
def token(word: str) -> str:
    """A word as a token."""
    return written(word_term(word))


def written(term: str) -> str:
    """The token of a word's term."""
    return term.replace(" ", BETWEEN)


def term_of(token: str) -> str:
    """The word's term in a token."""
    return token.replace(BETWEEN, " ")
