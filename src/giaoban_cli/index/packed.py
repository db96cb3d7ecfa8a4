"""The words of a text in their order, packed small, for engines that give no positions back.

In: a body as marked keys, a vocabulary that grows. Out: a text with one character a word, deflated,
and from it where words stand. The character is the word's number, frequent words have small ones;
what reports have in common is kept once, in a sample that each is deflated against. That makes some
0.6 bytes a word, and what looks for words are Python's own functions for strings.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from giaoban_cli.index.occurrences import in_order, near
from giaoban_cli.index.port import IndexDamaged
from giaoban_cli.index.segment import ELSEWHERE, PARAGRAPH_GAP

_PARAGRAPH = "\0"
"""Stands where a paragraph ends."""

_SAMPLE = 32_768
"""Bytes of a sample: as far back as deflate looks."""

_SURROGATES = 0xD800, 0xE000
"""Numbers from, and behind, those that are no characters."""


class Vocabulary:
    """The words that have numbers.

    Args:
        words: those of before, in the order of their numbers.
        sample: what texts are deflated against; as it was before.
    """

    def __init__(self, words: Iterable[str] = (), sample: bytes = b"") -> None:
        self._characters = {word: _character(number) for number, word in enumerate(words)}
        self.sample = sample

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

    def begin(self, bodies: Sequence[Sequence[str | None]]) -> None:
        """Learn the first texts, and take the sample out of them; before anything is packed."""
        self.learn(bodies)
        texts: list[bytes] = []
        size = 0
        for body in bodies:
            texts.append(self._text(body))
            size += len(texts[-1])
            if size >= _SAMPLE:
                break
        self.sample = b"".join(texts)[:_SAMPLE]

    def pack(self, body: Sequence[str | None]) -> bytes:
        """The words of a text; all have been learnt."""
        deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS, zdict=self.sample)
        return deflate.compress(self._text(body)) + deflate.flush()

    def unpack(self, packed: bytes) -> str:
        """The characters of a text, as far apart as its words.

        Raises:
            IndexDamaged: this was not packed with this sample.
        """
        try:
            inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS, zdict=self.sample)
            text = (inflate.decompress(packed) + inflate.flush()).decode()
        except (zlib.error, UnicodeDecodeError):
            raise IndexDamaged("words") from None
        return text.replace(_PARAGRAPH, _PARAGRAPH * PARAGRAPH_GAP)

    def _text(self, body: Sequence[str | None]) -> bytes:
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


def stand_near(text: str, words: Sequence[str]) -> bool:
    """Whether words stand near each other, in any order; see occurrences.near.

    Args:
        text: the characters of a text.
        words: the characters of each word that is wanted.
    """
    return near(_codes(text, words), ELSEWHERE)


def stand_in_order(text: str, words: Sequence[str], slop: int) -> bool:
    """Whether words follow each other with at most `slop` others between them."""
    return in_order(slop, _codes(text, words), ELSEWHERE)


def _codes(text: str, words: Sequence[str]) -> list[list[int]]:
    """The codes of the places of each word (see `segment`), in whatever zone."""
    return [sorted(at << 2 for char in word for at in _found(text, char)) for word in words]


def _found(text: str, character: str) -> Iterator[int]:
    at = text.find(character)
    while at >= 0:
        yield at
        at = text.find(character, at + 1)
