"""The signs of the query language: a query string → its pieces, each with its place.

In: the string. Out: words, quoted phrases, field names, parentheses, AND, OR and NOT.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from giaoban_cli.errors import QueryError
from giaoban_cli.frozen import frozen
from giaoban_cli.text.fold import keys, unmarked

WIDEST_SLOP = 15
"""How many other words may stand within a phrase: fewer than lie between paragraphs."""

FIELDS = {
    "official": "official", "can-bo": "official", "nguoi": "official",
    "chair": "chair", "chu-tri": "chair",
    "speaker": "speaker", "phat-bieu": "speaker",
    "author": "author", "tac-gia": "author",
    "title": "title", "tieu-de": "title",
    "place": "place", "noi": "place", "dia-phuong": "place",
    "organisation": "organisation", "don-vi": "organisation", "co-quan": "organisation",
    "cites": "cites", "van-ban": "cites",
    "date": "date", "ngay": "date",
    "kind": "kind", "loai": "kind",
    "level": "level", "cap": "level",
}  # fmt: skip
"""What may stand before a colon, without marks → the field it names."""

_DASHES = "-‐‑‒–—−"
_QUOTES = '"“”„«»″'
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
# What ends a word: space, parenthesis, quote.
_CHUNK = re.compile(r"[^\s\u200b\ufeff()\"“”„«»″]+")
# A field before its value: `chair:Côi`, `chủ-trì:`, `ngay:`.
_FIELD = re.compile(r"([^\W\d_]{2,12}(?:-[^\W\d_]{1,12}){0,2}):")
# How far apart the words of a phrase may stand: `"…"~5`.
_SLOP = re.compile(r"~(\d{1,9})")

Sign = Literal["(", ")", "AND", "OR", "NOT", "phrase", "field", "word", "end"]


@frozen
class Piece:
    """A piece of the query string: what it is, its text, where it begins and ends."""

    sign: Sign
    text: str
    start: int
    end: int
    slop: int = 0


def plain_run(text: str) -> str | None:
    """The text when it is bare words only, without a sign of the query language."""
    bare = all(piece.sign in ("word", "end") and "*" not in piece.text for piece in pieces(text))
    return text if bare else None


def pieces(text: str) -> Iterator[Piece]:
    """Cut a query string into its pieces."""
    at = 0
    while at < len(text):
        if space := _SPACE.match(text, at):
            at = space.end()
            continue
        piece = _piece(text, at)
        if piece is not None:
            yield piece
        at = piece.end if piece else at + 1
    yield Piece("end", "", len(text), len(text))


def _piece(text: str, at: int) -> Piece | None:
    """The piece that begins at an offset; None for a dash that only parts words."""
    letter = text[at]
    if letter == "(" or letter == ")":
        return Piece("(" if letter == "(" else ")", letter, at, at + 1)
    if letter in _QUOTES:
        return _phrase(text, at)
    if letter in _DASHES:
        follows = text[at + 1 : at + 2]
        negates = follows == "(" or follows in _QUOTES or follows.isalnum()
        return Piece("NOT", letter, at, at + 1) if follows and negates else None
    if field := _field(text, at):
        return field
    chunk = _CHUNK.match(text, at)
    assert chunk is not None
    word = chunk.group()
    match word:
        case "AND" | "OR" | "NOT":
            return Piece(word, word, at, chunk.end())
        case _:
            return Piece("word", word, at, chunk.end())


def _phrase(text: str, at: int) -> Piece:
    """The quoted phrase that opens at an offset."""
    closing = next((i for i in range(at + 1, len(text)) if text[i] in _QUOTES), None)
    if closing is None:
        raise QueryError("query.open_quote", position=at)
    end, slop = closing + 1, 0
    if match := _SLOP.match(text, end):
        end, slop = match.end(), int(match[1])
        if slop > WIDEST_SLOP:
            raise QueryError("query.slop", position=match.start(), slop=slop, most=WIDEST_SLOP)
    return Piece("phrase", text[at + 1 : closing], at, end, slop)


def _field(text: str, at: int) -> Piece | None:
    """The field name with its colon that begins at an offset.

    A word with a colon that is no field is an error when something follows at once, for then a
    field was meant; before a space the colon is punctuation.
    """
    match = _FIELD.match(text, at)
    if match is None:
        return None
    name = "-".join(unmarked(key) for key in keys(match[1]))
    if name in FIELDS:
        return Piece("field", FIELDS[name], at, match.end())
    if text[match.end() : match.end() + 1].strip():
        raise QueryError(
            "query.unknown_field", position=at, name=match[1], known=", ".join(sorted(FIELDS))
        )
    return None
