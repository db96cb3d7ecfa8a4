"""The words of the genre as a grammar that can be drawn from: genre.tsv → `Genre`, and the dice.

In: the table of set phrases beside this file. Out: sentences, drawn so that the first rows of a
section are frequent and the last ones rare, as words are in real texts (Zipf, Mandelbrot).
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")

# A slot of a set phrase: `{work}`, `{Work}` with a capital letter.
_SLOT = re.compile(r"\{(\w{1,20})\}")

_OFFSET = 2.7
"""Mandelbrot's constant: rank r is drawn with a weight of 1 / (r + 2.7)."""


class Dice:
    """Chance that is the same in every Python: of `random`, only `random()` is promised to be.

    Args:
        seed: any text; the same text gives the same throws.
    """

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed).random

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self._random() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._random() * (high - low + 1))

    def small(self, low: int, high: int) -> int:
        """A whole number, both ends included; small ones more often."""
        return low + int(self._random() ** 3 * (high - low + 1))

    def one(self, items: Sequence[Item]) -> Item:
        """One of the items, all equally often."""
        return items[int(self._random() * len(items))]

    def ranked(self, items: Sequence[Item]) -> Item:
        """One of the items, the first ones more often."""
        cumulative = _cumulative(len(items))
        return items[bisect_right(cumulative, self._random() * cumulative[-1])]


@cache
def _cumulative(count: int) -> tuple[float, ...]:
    """The running sums of the weights of so many ranks."""
    return tuple(accumulate(1 / (rank + _OFFSET) for rank in range(count)))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A set phrase: `parts` are, in turn, literal text and the name of a slot.

    `since` is the first year in which it is said; 0 for always.
    """

    parts: tuple[str, ...]
    since: int = 0


Fill = Callable[[str], str | None]
"""Fills a slot by its name; None leaves it to the section of that name."""


@dataclass(frozen=True, slots=True)
class Genre:
    """The set phrases by section, the most frequent first."""

    sections: Mapping[str, tuple[Phrase, ...]]

    def say(self, dice: Dice, section: str, fill: Fill, year: int = 0) -> str:
        """A phrase of a section with its slots filled.

        Args:
            dice: decides.
            section: the section's name.
            fill: asked first for each slot.
            year: leaves out what is not yet said in that year; 0 leaves out nothing.
        """
        phrases = self.sections[section]
        if year:
            phrases = tuple(phrase for phrase in phrases if phrase.since <= year)
        return self.fill(dice, dice.ranked(phrases), fill)

    def fill(self, dice: Dice, phrase: Phrase, fill: Fill) -> str:
        """A phrase with its slots filled; see `say`."""
        return "".join(
            self._slot(dice, part, fill) if index % 2 else part
            for index, part in enumerate(phrase.parts)
        )

    def _slot(self, dice: Dice, name: str, fill: Fill) -> str:
        section = name.lower()
        text = fill(section)
        if text is None:
            text = self.say(dice, section, fill)
        return text if section == name else capital(text)

    def names(self, section: str) -> tuple[str, ...]:
        """The rows of a section that has no slots."""
        return tuple(phrase.parts[0] for phrase in self.sections[section])


def capital(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


@cache
def genre() -> Genre:
    """The grammar of genre.tsv."""
    sections: dict[str, list[Phrase]] = {}
    table = (Path(__file__).parent / "genre.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            section, text, *since = line.split("\t")
            parts = tuple(_SLOT.split(text.replace("\\n", "\n")))
            sections.setdefault(section, []).append(Phrase(parts, int(since[0]) if since else 0))
    return Genre({name: tuple(phrases) for name, phrases in sections.items()})
