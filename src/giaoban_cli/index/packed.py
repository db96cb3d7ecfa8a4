"""The words of a text in their order, packed small, for engines that give no positions back.

In: a body as marked keys, a vocabulary that grows. Out: a text with one character a word, and from
it where words stand. The character is the word's number, frequent words have small ones, and so
UTF-8 takes some 1.5 bytes a word; what looks for words are Python's own functions for strings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from giaoban_cli.index.occurrences import in_order, near
from giaoban_cli.index.port import IndexDamaged
from giaoban_cli.index.segment import ELSEWHERE, PARAGRAPH_GAP

_PARAGRAPH = "\0"
"""Stands where a paragraph ends."""

_SURROGATES = 0xD800, 0xE000
"""Numbers from, and behind, those that are no characters."""


class Vocabulary:
    """The words that have numbers.

    Args:
        words: those of before, in the order of their numbers.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._characters = {word: _character(number) for number, word in enumerate(words)}

    def __len__(self) -> int:
        return len(self._characters)

    def __iter__(self) -> Iterator[str]:
        return iter(self._characters)

    def learn(self, bodies: Iterable[Sequence[str | None]]) -> None:
        """Give the new words of some texts numbers, the most frequent first."""
        known = self._characters
        new = Counter(
            word for body in bodies for word in body if word is not None and word not in known
        )
        for word, _ in new.most_common():
            known[word] = _character(len(known))

    def pack(self, body: Sequence[str | None]) -> bytes:
        """The words of a text; all have been learnt."""
        known = self._characters
        return "".join(_PARAGRAPH if word is None else known[word] for word in body).encode()

    def characters(self, words: Iterable[str]) -> str:
        """The characters of some words; those that have none are left out."""
        return "".join(self._characters.get(word, "") for word in words)


def _character(number: int) -> str:
    """The character of a number, 0 the first."""
    first, behind = _SURROGATES
    code = number + 1
    return chr(code if code < first else code + behind - first)


def stand_near(packed: bytes, words: Sequence[str]) -> bool:
    """Whether words stand near each other, in any order; see occurrences.near.

    Args:
        packed: the words of a text.
        words: the characters of each word that is wanted.
    """
    return near(_codes(packed, words), ELSEWHERE)


def stand_in_order(packed: bytes, words: Sequence[str], slop: int) -> bool:
    """Whether words follow each other with at most `slop` others between them."""
    return in_order(slop, _codes(packed, words), ELSEWHERE)


def _codes(packed: bytes, words: Sequence[str]) -> list[list[int]]:
    """The codes of the places of each word (see `segment`), in whatever zone."""
    try:
        text = packed.decode().replace(_PARAGRAPH, _PARAGRAPH * PARAGRAPH_GAP)
    except UnicodeDecodeError:
        raise IndexDamaged("words") from None
    return [sorted(at << 2 for char in word for at in _found(text, char)) for word in words]


def _found(text: str, character: str) -> Iterator[int]:
    at = text.find(character)
    while at >= 0:
        yield at
        at = text.find(character, at + 1)
