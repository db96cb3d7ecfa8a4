"""Where the terms of a query occur in a segment, and where they stand together.

In: posting lists. Out: documents and counts, which need no places; the places in single documents,
and whether words stand in a row or near each other there.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, reduce
from itertools import accumulate, chain, compress, islice, repeat
from operator import or_

from giaoban_cli.index.documents import Documents, gathered
from giaoban_cli.index.segment import ELSEWHERE, Ascending, Numbers, Postings
from giaoban_cli.query.tree import reach

Places = Mapping[int, Numbers]
"""For documents, the codes of the places in each, ascending."""

_FEW = 8
"""Documents that are fewer than one in so many are looked up, others are filtered out."""


class Occurrences:
    """Everywhere that one term of a query occurs in a segment, in whatever form.

    Args:
        postings: of each form.
        size: how many documents the segment has.
        cut_short: whether the term has still other forms.
    """

    def __init__(self, postings: Sequence[Postings], size: int, *, cut_short: bool = False) -> None:
        self.cut_short = cut_short
        self._postings = postings
        self._size = size
        self._within: list[Documents] = []

    @cached_property
    def documents(self) -> Documents:
        """The documents."""
        known = [each.documents for each in self._postings if each.documents is not None]
        others = (each.ids for each in self._postings if each.documents is None)
        return reduce(or_, known, self._gathered(others))

    def counts(self, documents: Sequence[int]) -> Sequence[int]:
        """How often in each of some documents, ascending."""
        wanted = set(documents)
        found: dict[int, int] = {}
        for postings in self._postings:
            those = list(map(wanted.__contains__, postings.ids))
            counts = list(compress(postings.counts, those))
            if len(self._postings) == 1 and len(counts) == len(documents):
                return counts
            for number, often in zip(compress(postings.ids, those), counts, strict=True):
                found[number] = found.get(number, 0) + often
        return list(map(found.get, documents, repeat(0)))

    @cached_property
    def total(self) -> int:
        """In how many places."""
        return sum(sum(each.counts) for each in self._postings)

    def up_to(self, zone: int) -> Documents:
        """The documents that have it in a zone or a better one."""
        if zone == ELSEWHERE:
            return self.documents
        while len(self._within) <= zone:
            at = len(self._within)
            better = self._within[-1] if at else 0
            self._within.append(better | self._gathered(each.zones[at] for each in self._postings))
        return self._within[zone]

    def _gathered(self, lists: Iterable[Numbers | Ascending]) -> Documents:
        some = [each for each in lists if len(each)]
        return gathered(chain.from_iterable(some), self._size) if some else 0

    def places(self, documents: Sequence[int]) -> Sequence[Numbers]:
        """The codes of its places in each of some documents, ascending, that all have it."""
        if len(self._forms) == 1:
            return [codes for _, codes in self._forms[0].among(documents)]
        found: dict[int, Numbers] = {}
        for form in self._forms:
            for number, codes in form.among(documents):
                known = found.get(number)
                found[number] = codes if known is None else sorted((*known, *codes))
        return [found[number] for number in documents]

    @cached_property
    def _forms(self) -> list[_Form]:
        return [_Form(postings) for postings in self._postings]


class _Form:
    """The places of one form."""

    def __init__(self, postings: Postings) -> None:
        assert postings.codes is not None
        self._ids = array("I", postings.ids)
        self._ends = array("I", accumulate(postings.counts, initial=0))
        self._codes = postings.codes()

    def among(self, documents: Sequence[int]) -> list[tuple[int, Numbers]]:
        """Those of some documents, ascending, that have the form, with the codes in each."""
        ids, ends, codes = self._ids, self._ends, self._codes
        if len(documents) * _FEW < len(ids):
            places = [bisect_left(ids, number) for number in documents]
            found = [
                at
                for at, number in zip(places, documents, strict=True)
                if at < len(ids) and ids[at] == number
            ]
            return [(ids[at], codes[ends[at] : ends[at + 1]]) for at in found]
        wanted = map(set(documents).__contains__, ids)
        rows = compress(zip(ids, ends, islice(ends, 1, None), strict=False), wanted)
        return [(number, codes[start:end]) for number, start, end in rows]


Codes = Sequence[Numbers]
"""The codes of the places of each of several words in one document; each has at least one."""


def side_by_side(words: Codes, zone: int) -> bool:
    """Whether words stand directly after each other, the first and the last in such a zone."""
    lengths = list(map(len, words))
    rarest = lengths.index(min(lengths))
    for code in words[rarest]:
        start = (code >> 2) - rarest
        for position, codes in enumerate(words, start):
            index = bisect_left(codes, position << 2)
            if index == len(codes) or codes[index] >> 2 != position:
                break
            if position == start and codes[index] & 3 > zone:
                break
        else:
            if codes[index] & 3 <= zone:
                return True
    return False


def in_order(slop: int, words: Codes, zone: int) -> bool:
    """Whether words follow each other with at most `slop` others between them."""
    for code in words[0]:
        at, left = code >> 2, slop
        for codes in words[1:]:
            index = bisect_left(codes, (at + 1) << 2)
            if index == len(codes):
                break
            step = (codes[index] >> 2) - at
            if step - 1 > left:
                break
            left -= step - 1
            at += step
        else:
            if max(code & 3, codes[index] & 3) <= zone:
                return True
    return False


def near(words: Codes, zone: int) -> bool:
    """Whether words stand near each other, in any order, the first of them in such a zone."""
    first, *others = words
    apart = reach(len(words)) - 1
    return any(code & 3 <= zone and _all_near(code >> 2, others, apart) for code in first)


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
