"""Several segments into one: terms merged in order, documents numbered on, dropped ones left out.

In: segments with the numbers of their dropped documents. Out: columns and contents of the new one,
the contents streamed, so that joining costs no more memory than its longest posting list.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter

from giaoban_cli.frozen import frozen
from giaoban_cli.index.segment import Columns, Numbers, Postings, Segment, WordPostings

Source = tuple[Segment, frozenset[int], int]
"""A segment, its dropped documents, and how much of its line of positions is used."""


@frozen
class _Move:
    """Where the documents and positions of one segment go; `numbers` is used when some go."""

    segment: Segment
    dropped: frozenset[int]
    numbers: Numbers
    first: int
    shift: int


def join(
    sources: Sequence[Source],
) -> tuple[Columns, Iterator[tuple[str, Iterator[tuple[str, Postings]]]], int]:
    """Join segments.

    Returns:
        The columns of the new segment, its contents, and how long its line of positions is.
    """
    columns = Columns()
    moves: list[_Move] = []
    shift = 0
    for segment, dropped, positions in sources:
        moves.append(_move(segment, dropped, len(columns.keys), shift))
        _extend(columns, segment.columns, dropped, shift)
        shift += positions
    return columns, _contents(moves), shift


def _move(segment: Segment, dropped: frozenset[int], first: int, shift: int) -> _Move:
    if not dropped:
        return _Move(segment, dropped, (), first, shift)
    numbers = array("I")
    kept = first
    for number in range(len(segment.columns.keys)):
        numbers.append(kept)
        kept += number not in dropped
    return _Move(segment, dropped, numbers, first, shift)


def _extend(columns: Columns, more: Columns, dropped: frozenset[int], shift: int) -> None:
    kept = [number for number in range(len(more.keys)) if number not in dropped]
    columns.keys.extend(more.keys[number] for number in kept)
    columns.days.extend(more.days[number] for number in kept)
    columns.last_days.extend(more.last_days[number] for number in kept)
    columns.lengths.extend(more.lengths[number] for number in kept)
    columns.starts.extend(more.starts[number] + shift for number in kept)


def _contents(moves: Sequence[_Move]) -> Iterator[tuple[str, Iterator[tuple[str, Postings]]]]:
    for field in sorted({field for move in moves for field in move.segment.fields()}):
        yield field, _terms(moves, field)


def _terms(moves: Sequence[_Move], field: str) -> Iterator[tuple[str, Postings]]:
    streams = [_tagged(move, index, field) for index, move in enumerate(moves)]
    for encoded, group in groupby(merge(*streams), key=itemgetter(0)):
        term = encoded.decode()
        joined = WordPostings()
        for _, index in group:
            postings = moves[index].segment.postings(field, term)
            if postings is not None:
                _append(moves[index], postings, joined)
        if joined.ids:
            yield term, joined.postings() if joined.counts else Postings(joined.ids)


def _tagged(move: _Move, index: int, field: str) -> Iterator[tuple[bytes, int]]:
    return ((term.encode(), index) for term, _ in move.segment.terms(field, ""))


def _append(move: _Move, postings: Postings, joined: WordPostings) -> None:
    """Put the postings of one segment behind those of the segments before it."""
    joined.ids.extend(_renumbered(move, postings.ids))
    if postings.places is None:
        return
    places = postings.places()
    for zone, ids in zip(joined.zones, places.zones, strict=True):
        zone.extend(_renumbered(move, ids))
    shift = move.shift << 2
    codes = places.codes()
    if not move.dropped:
        joined.counts.extend(postings.counts)
        joined.codes.extend([code + shift for code in codes])
        return
    at = 0
    for number, count in zip(postings.ids, postings.counts, strict=True):
        if number not in move.dropped:
            joined.counts.append(count)
            joined.codes.extend(code + shift for code in codes[at : at + count])
        at += count


def _renumbered(move: _Move, ids: Numbers) -> list[int]:
    """Numbers of documents as they are in the new segment, dropped ones left out."""
    if not move.dropped:
        return [number + move.first for number in ids]
    return [move.numbers[number] for number in ids if number not in move.dropped]
