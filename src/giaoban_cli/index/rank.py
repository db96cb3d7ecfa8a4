"""A query over all segments: how many answer, and the best of them in order.

In: segments with their dropped documents, a query. Out: pages of hits.

The order is tier, zone, score, newer date, smaller key. Groups of one tier and zone are worked out
one after the other and only as far as the page reaches, so that a common word does not cost more
than a rare one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import merge, nlargest, nsmallest
from itertools import chain, groupby
from operator import itemgetter

from giaoban_cli.index.documents import Documents, gathered, members
from giaoban_cli.index.grade import Grade, Grader
from giaoban_cli.index.known_words import KnownWords
from giaoban_cli.index.match import Matcher
from giaoban_cli.index.port import Answer, EngineHit
from giaoban_cli.index.score import Scorer
from giaoban_cli.index.segment import Segment
from giaoban_cli.models import MATCHES
from giaoban_cli.query import Node, Query, Sort

_Place = tuple[int, int]
"""A segment by its index, and a document in it."""


Source = tuple[Segment, KnownWords, Documents]
"""A segment, its words, and its dropped documents."""


class Search:
    """One query over the segments of an index.

    Args:
        segments: the segments.
        query: the query.
    """

    def __init__(self, segments: Sequence[Source], query: Query) -> None:
        self._root = query.root
        self._matchers = [Matcher(*source, query.marks) for source in segments]
        nodes = [node for node in (query.root, *query.filters) if node is not None]
        self._found = [matcher.answer(nodes) for matcher in self._matchers]
        self._scorer = Scorer(self._matchers, query.root)

    @property
    def total(self) -> int:
        """How many documents answer."""
        return sum(found.bit_count() for found in self._found)

    def keys(self) -> Iterator[int]:
        """The keys of the documents that answer."""
        for matcher, found in zip(self._matchers, self._found, strict=True):
            keys = matcher.segment.columns.keys
            yield from (keys[number] for number in members(found))

    def page(self, sort: Sort, limit: int, offset: int) -> Answer:
        """The hits `offset … offset + limit`."""
        if self._root is None or sort != "relevance":
            hits = self._by_date("newest" if sort == "relevance" else sort, limit, offset)
        else:
            hits = self._by_relevance(limit, offset)
        cut_short = any(matcher.cut_short for matcher in self._matchers)
        return Answer(tuple(hits), self.total, not cut_short)

    # --- order -------------------------------------------------------------------------------

    def _by_date(self, sort: Sort, limit: int, offset: int) -> list[EngineHit]:
        sign = 1 if sort == "oldest" else -1
        rows: list[tuple[bool, int, int, _Place]] = []
        for index, matcher in enumerate(self._matchers):
            columns = matcher.segment.columns
            rows += nsmallest(
                offset + limit,
                (
                    (columns.days[number] == 0, sign * columns.days[number], columns.keys[number],
                     (index, number))
                    for number in members(self._found[index])
                ),
            )  # fmt: skip
        shown = [place for *_, place in sorted(rows)[offset : offset + limit]]
        grades = self._grades(shown)
        hits: list[EngineHit] = []
        for place in shown:
            index, number = place
            tier, _ = grade = grades[place]
            (score,) = self._scorer.scores(index, [number], grade)
            hits.append(EngineHit(self._key(place), MATCHES[tier], round(score, 6)))
        return hits

    def _grades(self, places: Sequence[_Place]) -> dict[_Place, Grade]:
        """The grades of a few documents."""
        if self._root is None:
            return dict.fromkeys(places, (0, 0))
        grades: dict[_Place, Grade] = {}
        for index, matcher in enumerate(self._matchers):
            size = matcher.segment.size
            among = gathered((number for segment, number in places if segment == index), size)
            if among:
                for grade, documents in Grader(matcher).groups(self._root, among):
                    grades.update(((index, number), grade) for number in members(documents))
        return grades

    def _by_relevance(self, limit: int, offset: int) -> list[EngineHit]:
        wanted = offset + limit
        shown: list[EngineHit] = []
        passed = 0
        for grade, groups in self._groups():
            size = sum(documents.bit_count() for _, documents in groups)
            if passed + size > offset:
                best = self._best(groups, grade, wanted - passed)
                shown += best[max(0, offset - passed) :]
            passed += size
            if passed >= wanted:
                break
        return shown

    def _groups(self) -> Iterator[tuple[Grade, list[tuple[int, Documents]]]]:
        """Documents of one grade, segment by segment, best grade first."""
        assert self._root is not None
        streams = [
            self._tagged(index, matcher, self._root)
            for index, matcher in enumerate(self._matchers)
            if self._found[index]
        ]
        by_grade = groupby(merge(*streams, key=itemgetter(0)), key=itemgetter(0))
        for grade, groups in by_grade:
            yield grade, [(index, documents) for _, index, documents in groups]

    def _best(
        self, groups: Sequence[tuple[int, Documents]], grade: Grade, most: int
    ) -> list[EngineHit]:
        """The best documents of one grade, in order."""
        scored = [
            (index, *self._scorer.best(index, members(documents), grade, most))
            for index, documents in groups
        ]
        highest = nlargest(most, chain.from_iterable(scores for _, _, scores in scored))
        floor = min(highest, default=0.0)
        order = sorted(
            (-score, -self._day((index, number)), self._key((index, number)))
            for index, numbers, scores in scored
            for number, score in zip(numbers, scores, strict=True)
            if score >= floor
        )
        match = MATCHES[grade[0]]
        return [EngineHit(key, match, round(-score, 6)) for score, _, key in order[:most]]

    def _tagged(
        self, index: int, matcher: Matcher, root: Node
    ) -> Iterator[tuple[Grade, int, Documents]]:
        for grade, documents in Grader(matcher).groups(root, self._found[index]):
            yield grade, index, documents

    def _key(self, place: _Place) -> int:
        return self._matchers[place[0]].segment.columns.keys[place[1]]

    def _day(self, place: _Place) -> int:
        return self._matchers[place[0]].segment.columns.days[place[1]]
