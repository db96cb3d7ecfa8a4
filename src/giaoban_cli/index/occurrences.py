"""Where the terms of a query occur in a segment, and where they stand together.

In: posting lists. Out: documents, counts, and the places of phrases and of words near each other,
each with its zone. What needs no positions does not read them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import chain

from giaoban_cli.index.segment import Numbers, Places, Postings
from giaoban_cli.query.tree import reach

MOST_ADDED = 20_000
"""Where the rarer forms of a term have more postings, each form counts once a document."""

Place = tuple[int, int]
"""A position and its zone."""


class Occurrences:
    """Everywhere that one term of a query occurs in a segment, in whatever form.

    Args:
        postings: of each form.
    """

    def __init__(self, postings: Sequence[Postings]) -> None:
        self._postings = postings

    @cached_property
    def documents(self) -> set[int]:
        """The documents."""
        return set().union(*(each.ids for each in self._postings))

    @cached_property
    def counts(self) -> dict[int, int]:
        """How often in each document."""
        if not self._postings:
            return {}
        most, *others = sorted(self._postings, key=lambda each: -len(each.ids))
        if sum(len(each.ids) for each in others) > MOST_ADDED:
            return Counter(chain.from_iterable(each.ids for each in self._postings))
        counts = dict(zip(most.ids, most.counts, strict=True))
        for postings in others:
            for number, count in zip(postings.ids, postings.counts, strict=True):
                counts[number] = counts.get(number, 0) + count
        return counts

    @cached_property
    def _places(self) -> list[Places]:
        return [each.places() for each in self._postings if each.places is not None]

    def within(self, zone: int) -> set[int]:
        """The documents that have it in a zone other than elsewhere."""
        return set().union(*(each.zones[zone] for each in self._places))

    @cached_property
    def codes(self) -> Numbers:
        """Every place with its zone, ascending."""
        if len(self._places) == 1:
            return self._places[0].codes()
        return sorted(chain.from_iterable(each.codes() for each in self._places))

    def stands_at(self, position: int) -> bool:
        """Whether it stands at a position."""
        index = bisect_left(self.codes, position << 2)
        return index < len(self.codes) and self.codes[index] >> 2 == position

    def zone_at(self, position: int) -> int:
        """The zone of a position where it stands."""
        return self.codes[bisect_left(self.codes, position << 2)] & 3


def side_by_side(words: Sequence[Occurrences]) -> list[Place]:
    """Where words stand directly after each other: from the rarest one, or by whole sets."""
    order = sorted(range(len(words)), key=lambda index: len(words[index].codes))
    rarest = order[0]
    if len(words[rarest].codes) * 8 < sum(len(word.codes) for word in words):
        starts = [(code >> 2) - rarest for code in words[rarest].codes]
        for index in order[1:]:
            starts = [at for at in starts if words[index].stands_at(at + index)]
    else:
        together = {(code >> 2) - rarest for code in words[rarest].codes}
        for index in order[1:]:
            together.intersection_update([(code >> 2) - index for code in words[index].codes])
        starts = sorted(together)
    last = len(words) - 1
    return [(at, max(words[0].zone_at(at), words[last].zone_at(at + last))) for at in starts]


def in_order(words: Sequence[Occurrences], slop: int) -> list[Place]:
    """Where words follow each other with at most `slop` others between them."""
    found: list[Place] = []
    for code in words[0].codes:
        at = first = code >> 2
        left = slop
        for word in words[1:]:
            index = bisect_left(word.codes, (at + 1) << 2)
            if index == len(word.codes):
                break
            step = (word.codes[index] >> 2) - at
            if step - 1 > left:
                break
            left -= step - 1
            at += step
        else:
            found.append((first, max(code & 3, words[-1].zone_at(at))))
    return found


def near(words: Sequence[Occurrences]) -> list[Place]:
    """Where words stand near each other, in any order: places of the rarest, ascending."""
    rarest, *others = sorted(words, key=lambda word: len(word.codes))
    apart = reach(len(words)) - 1
    return [
        (code >> 2, code & 3)
        for code in rarest.codes
        if _all_near(code >> 2, [word.codes for word in others], apart)
    ]


def _all_near(position: int, others: Sequence[Numbers], reach: int) -> bool:
    """Whether some stretch of `reach` + 1 positions around one holds all the other words.

    Args:
        position: where the first word stands.
        others: the codes of the other words.
        reach: how far apart the first and the last of them may be.
    """
    around: list[list[int]] = []
    for codes in others:
        begin = bisect_left(codes, (position - reach) << 2)
        end = bisect_left(codes, (position + reach + 1) << 2, begin)
        if begin == end:
            return False
        around.append([code >> 2 for code in codes[begin:end]])
    if len(around) == 1:
        return True
    firsts = {position, *(each for near in around for each in near if each < position)}
    return any(
        all(any(first <= each <= first + reach for each in near) for near in around)
        for first in firsts
        if position <= first + reach
    )
