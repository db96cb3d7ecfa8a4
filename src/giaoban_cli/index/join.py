"""Several segments into one: terms merged in order, documents numbered on, dropped ones left out.

In: segments with the numbers of their dropped documents. Out: columns and contents of the new one,
the contents streamed, so that joining costs no more memory than its longest posting list.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import accumulate, groupby
from operator import itemgetter

from giaoban_cli.frozen import frozen
from giaoban_cli.index.documents import Documents, gathered, members
from giaoban_cli.index.port import ZONES
from giaoban_cli.index.segment import PAIRS, Columns, Numbers, Postings, Segment

Source = tuple[Segment, frozenset[int]]
"""A segment and its dropped documents."""


@frozen
class _Move:
    """Where the documents of one segment go; `numbers` is used when some are dropped."""

    segment: Segment
    dropped: frozenset[int]
    numbers: Numbers
    first: int


class _Growing:
    """The postings of one word while segments are put behind each other."""

    __slots__ = ("codes", "counts", "ids", "zones")

    def __init__(self) -> None:
        self.ids = array("I")
        self.counts = array("I")
        self.codes = array("H")
        self.zones = tuple(array("I") for _ in ZONES)

    def widen(self) -> None:
        """Make room for codes of four bytes."""
        if self.codes.typecode == "H":
            self.codes = array("I", self.codes)

    def postings(self) -> Postings:
        """The postings as they are now."""
        return Postings(self.ids, self.counts, self.zones, lambda: self.codes)


def join(
    sources: Sequence[Source],
) -> tuple[Columns, list[Documents], Iterator[tuple[str, Iterator[tuple[str, Postings]]]]]:
    """Join segments.

    Returns:
        The columns of the new segment, its pairs of words, and its contents.
    """
    columns = Columns()
    moves: list[_Move] = []
    for segment, dropped in sources:
        moves.append(_move(segment, dropped, len(columns.keys)))
        _extend(columns, segment.columns, dropped)
    return columns, [_pairs(moves, number) for number in range(PAIRS)], _contents(moves)


def _move(segment: Segment, dropped: frozenset[int], first: int) -> _Move:
    if not dropped:
        return _Move(segment, dropped, (), first)
    numbers = array("I")
    kept = first
    for number in range(segment.size):
        numbers.append(kept)
        kept += number not in dropped
    return _Move(segment, dropped, numbers, first)


def _extend(columns: Columns, more: Columns, dropped: frozenset[int]) -> None:
    kept = [number for number in range(len(more.keys)) if number not in dropped]
    columns.keys.extend(more.keys[number] for number in kept)
    columns.days.extend(more.days[number] for number in kept)
    columns.last_days.extend(more.last_days[number] for number in kept)
    columns.lengths.extend(more.lengths[number] for number in kept)


def _pairs(moves: Sequence[_Move], number: int) -> Documents:
    """The documents of a pair of words."""
    found = 0
    for move in moves:
        documents = move.segment.pairs(number)
        if move.dropped:
            kept = _renumbered(move, members(documents))
            found |= gathered(kept, move.first + move.segment.size)
        else:
            found |= documents << move.first
    return found


def _contents(moves: Sequence[_Move]) -> Iterator[tuple[str, Iterator[tuple[str, Postings]]]]:
    for field in sorted({field for move in moves for field in move.segment.fields()}):
        yield field, _terms(moves, field)


def _terms(moves: Sequence[_Move], field: str) -> Iterator[tuple[str, Postings]]:
    streams = [_tagged(move, index, field) for index, move in enumerate(moves)]
    for encoded, group in groupby(merge(*streams), key=itemgetter(0)):
        term = encoded.decode()
        joined = _Growing()
        for _, index in group:
            postings = moves[index].segment.postings(field, term)
            if postings is not None:
                _append(moves[index], postings, joined)
        if joined.ids:
            yield term, joined.postings() if joined.counts else Postings(joined.ids)


def _tagged(move: _Move, index: int, field: str) -> Iterator[tuple[bytes, int]]:
    return ((term.encode(), index) for term, _ in move.segment.terms(field))


def _append(move: _Move, postings: Postings, joined: _Growing) -> None:
    """Put the postings of one segment behind those of the segments before it."""
    joined.ids.extend(_renumbered(move, postings.ids))
    if postings.codes is None:
        return
    for zone, ids in zip(joined.zones, postings.zones, strict=True):
        zone.extend(_renumbered(move, ids))
    codes = postings.codes()
    if codes.typecode == "I":
        joined.widen()
    codes = array(joined.codes.typecode, codes)
    if not move.dropped:
        joined.counts.extend(postings.counts)
        joined.codes.extend(codes)
        return
    ends = accumulate(postings.counts)
    for number, count, end in zip(postings.ids, postings.counts, ends, strict=True):
        if number not in move.dropped:
            joined.counts.append(count)
            joined.codes.extend(codes[end - count : end])


def _renumbered(move: _Move, ids: Iterable[int]) -> list[int]:
    """Numbers of documents as they are in the new segment, dropped ones left out."""
    if not move.dropped:
        return [number + move.first for number in ids]
    return [move.numbers[number] for number in ids if number not in move.dropped]
