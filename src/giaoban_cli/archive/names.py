"""Ids of meetings, minted once; and words as bare ASCII, for ids and for keys of names.

In: a meeting's day, place or title, and the hash of its text. Out: `2024-04-16-khe-linh-3f9a1c`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from giaoban_cli.models import Count
from giaoban_cli.text.fold import keys, plain_key

_LONGEST = 40
"""Characters of a title that an id takes over, at most; whole words."""

_SHORT_HASH = 6


def mint(date: str | None, words: str | None, sha256: str, taken: Callable[[str], bool]) -> str:
    """A new id.

    Args:
        date: ISO day of the meeting, or None.
        words: its place, else its title, else None.
        sha256: of its text, hexadecimal; more of it is taken when the id is not free.
        taken: tells ids that are in use.
    """
    slug = _slug(words or "")
    for length in range(_SHORT_HASH, len(sha256) + 1):
        id_ = "-".join(part for part in (date or "undated", slug, sha256[:length]) if part)
        if not taken(id_):
            return id_
    raise AssertionError("two meetings with one sha256")


def _slug(words: str) -> str:
    """Words as ASCII joined by hyphens, cut before the word that would make it too long."""
    slug = ""
    for word in name_key(words).split():
        longer = f"{slug}-{word}" if slug else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        slug = longer
    return slug


def name_key(name: str) -> str:
    """A name or text in small letters without marks, ASCII words with one space between."""
    letters = (letter if letter.isalnum() else " " for letter in name)
    keys = (plain_key(word) for word in "".join(letters).split())
    return " ".join(word for word in keys if word.isascii())


def one_spelling(counts: Iterable[tuple[str, int]]) -> tuple[Count, ...]:
    """Counts with the spellings of one name added up under the most frequent, most first.

    Huyện uỷ Khê Lĩnh and Huyện ủy Khê Lĩnh are one body: where the tone stands and capitals do not
    matter, marks do.
    """
    spellings: dict[tuple[str, ...], Counter[str]] = {}
    for value, count in counts:
        spellings.setdefault(keys(value) or (value,), Counter())[value] += count
    rows = [
        Count(min(each, key=lambda value: (-each[value], value)), each.total())
        for each in spellings.values()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.value)))


def number_key(number: str) -> str:
    """The number of a paper as typed numbers are compared with it: `215-TB/HU` → `215-tb/hu`."""
    from giaoban_cli.text.what.typed_numbers import fold

    return "".join(fold(number).split()).replace("–", "-").lstrip("0")
