"""How like two texts are: what is the same under another page, and what is nearly the same.

In: a cleaned page. Out: its fingerprint, equal for texts of the same words; its bands, of which two
texts that are nearly the same share most; the share of shingles that two texts share.

A shingle is five words in a row; those that begin with one word in eight are looked at, told by the
word itself, so that a copy with a sentence more has the same ones. They fall into four classes, and
the least of each class is a band. Where nine in ten shingles are shared, a band differs in one case
of ten, two of the four in one of twenty (docs/decisions/0010-near-duplicates.md).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import compress
from zlib import crc32

from giaoban_cli.text.page.clean import Cleaned

SHINGLE = 5
"""Words of a shingle."""

ONE_IN = 8
"""Every so many-th word begins a shingle: enough to tell by, and cheap."""

BANDS = 4
"""Bands of a text."""

FEWEST = 8
"""A text of fewer shingles is like no other: chance would decide."""

NEAR = 0.9
"""Share of shingles from which two texts are nearly the same."""

_WORD = re.compile(r"\w+")


def words_of(page: Cleaned) -> list[str]:
    """The words of a report in small letters, without its chrome.

    Where most of a text was taken for chrome, all of it counts: better two meetings than one lost.
    """
    blank = sum(end - start for start, end in page.chrome)
    return _WORD.findall((page.plain if blank * 2 < len(page.text) else page.text).lower())


def fingerprint(words: Iterable[str]) -> str:
    """The same for texts of the same words, whatever page, format and punctuation they came in."""
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()


def shingles(words: Sequence[str], *, some: bool = False) -> set[int]:
    """The numbers of the shingles of a text: of all, or of those that are looked at for bands."""
    places: Iterable[int] = range(len(words) - SHINGLE + 1)
    if some:
        places = compress(places, map(_begins, words))
    return {
        crc32(" ".join(words[at : at + SHINGLE]).encode("utf-8", "surrogatepass")) for at in places
    }


@lru_cache(1 << 14)
def _begins(word: str) -> bool:
    """Whether a word begins a shingle."""
    return crc32(word.encode("utf-8", "surrogatepass")) % ONE_IN == 0


def bands(words: Sequence[str]) -> tuple[int, ...]:
    """The bands of a text, each with its class in the lowest bits; none for a short text."""
    found = shingles(words, some=True)
    if len(found) < FEWEST:
        return ()
    least: dict[int, int] = {}
    for number in found:
        class_ = number & (BANDS - 1)
        if number < least.get(class_, number + 1):
            least[class_] = number
    return tuple(sorted(least.values()))


def resemblance(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the shingles of two texts, all of them, that both have, 0 to 1."""
    mine, theirs = shingles(one), shingles(other)
    either = len(mine | theirs)
    return len(mine & theirs) / either if either else 0.0
