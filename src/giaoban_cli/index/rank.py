"""A query over all segments: how many answer, and the best of them in order.

In: segments with their dropped documents, a query. Out: pages of hits.

The order is tier, zone, score, newer date, smaller key. The score is BM25 over the words of the
query. Groups of one tier and zone are worked out one after the other and only as far as the page
reaches, so that a common word does not cost more than a rare one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from heapq import merge, nlargest, nsmallest
from itertools import groupby
from math import log

from giaoban_cli.index.grade import SYNONYM, Grade, Grader
from giaoban_cli.index.match import Matcher
from giaoban_cli.index.port import Answer, EngineHit
from giaoban_cli.index.segment import Segment
from giaoban_cli.models import MATCHES
from giaoban_cli.query import And, Node, Or, Phrase, Query, Sort, Term, Words

K1, B = 1.2, 0.75
"""The usual constants of BM25: how soon repetition stops to count, how much length does."""

_Place = tuple[int, int]
"""A segment by its index, and a document in it."""


class Search:
    """One query over the segments of an index.

    Args:
        segments: each with the numbers of its dropped documents.
        query: the query.
    """

    def __init__(self, segments: Sequence[tuple[Segment, frozenset[int]]], query: Query) -> None:
        self._root = query.root
        self._matchers = [Matcher(segment, dropped, query.marks) for segment, dropped in segments]
        nodes = [node for node in (query.root, *query.filters) if node is not None]
        self._found = [matcher.answer(nodes) for matcher in self._matchers]
        self._features = tuple(features(query.root)) if query.root else ()
        self._idfs: dict[tuple[Term, bool], float] = {}

    @property
    def total(self) -> int:
        """How many documents answer."""
        return sum(len(found) for found in self._found)

    def keys(self) -> Iterator[int]:
        """The keys of the documents that answer."""
        for matcher, found in zip(self._matchers, self._found, strict=True):
            keys = matcher.segment.columns.keys
            yield from (keys[number] for number in found)

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
        places = [(index, number) for index, found in enumerate(self._found) for number in found]
        sign = 1 if sort == "oldest" else -1

        def order(place: _Place) -> tuple[bool, int, int]:
            day, key = self._day(place), self._key(place)
            return day == 0, sign * day, key

        shown = nsmallest(offset + limit, places, key=order)[offset:]
        grades = self._grades(shown)
        return [
            EngineHit(
                self._key(place),
                MATCHES[grades[place][0]],
                round(self._scores([place], grades[place])[0], 6),
            )
            for place in shown
        ]

    def _grades(self, places: Sequence[_Place]) -> dict[_Place, Grade]:
        """The grades of a few documents."""
        if self._root is None:
            return dict.fromkeys(places, (0, 0))
        grades: dict[_Place, Grade] = {}
        for index, matcher in enumerate(self._matchers):
            among = {number for segment, number in places if segment == index}
            if among:
                for grade, documents in Grader(matcher).groups(self._root, among):
                    grades.update(((index, number), grade) for number in documents)
        return grades

    def _by_relevance(self, limit: int, offset: int) -> list[EngineHit]:
        wanted = offset + limit
        shown: list[EngineHit] = []
        passed = 0
        for grade, places in self._groups():
            if passed + len(places) > offset:
                best = self._best(places, grade, wanted - passed)
                shown += best[max(0, offset - passed) :]
            passed += len(places)
            if passed >= wanted:
                break
        return shown

    def _groups(self) -> Iterator[tuple[Grade, list[_Place]]]:
        """Documents of one grade over all segments, best grade first."""
        assert self._root is not None
        streams = [
            self._tagged(index, matcher, self._root)
            for index, matcher in enumerate(self._matchers)
            if self._found[index]
        ]
        by_grade = groupby(merge(*streams, key=lambda item: item[0]), key=lambda item: item[0])
        for grade, groups in by_grade:
            yield grade, [(index, number) for _, index, found in groups for number in found]

    def _best(self, places: Sequence[_Place], grade: Grade, most: int) -> list[EngineHit]:
        """The best documents of one grade, in order."""
        scores = self._scores(places, grade)
        floor = min(nlargest(most, scores), default=0.0)
        order = sorted(
            (-score, -self._day(place), self._key(place), place)
            for score, place in zip(scores, places, strict=True)
            if score >= floor
        )
        match = MATCHES[grade[0]]
        return [EngineHit(key, match, round(-score, 6)) for score, _, key, _ in order[:most]]

    def _tagged(
        self, index: int, matcher: Matcher, root: Node
    ) -> Iterator[tuple[Grade, int, set[int]]]:
        for grade, documents in Grader(matcher).groups(root, self._found[index]):
            yield grade, index, documents

    def _key(self, place: _Place) -> int:
        return self._matchers[place[0]].segment.columns.keys[place[1]]

    def _day(self, place: _Place) -> int:
        return self._matchers[place[0]].segment.columns.days[place[1]]

    # --- score -------------------------------------------------------------------------------

    def _scores(self, places: Sequence[_Place], grade: Grade) -> list[float]:
        """BM25 of documents; of those that only a synonym found, over the other wordings too."""
        totals = [0.0] * len(places)
        lengths = [matcher.segment.columns.lengths for matcher in self._matchers]
        steady, by_length = K1 * (1 - B), K1 * B / self._mean_length
        slowness = [steady + by_length * lengths[index][number] for index, number in places]
        for term, open_end, other in self._features:
            if other and grade[0] < SYNONYM:
                continue
            counts = [matcher.occurrences(term, open_end).counts for matcher in self._matchers]
            factor = self._idf(term, open_end) * (K1 + 1)
            totals = [
                total + factor * count / (count + slow) if count else total
                for total, slow, count in zip(
                    totals,
                    slowness,
                    (counts[index].get(number, 0) for index, number in places),
                    strict=True,
                )
            ]
        return totals

    def _idf(self, term: Term, open_end: bool) -> float:
        """How much a word tells: less, the more documents have it."""
        known = (term, open_end)
        if known not in self._idfs:
            having = sum(
                len(matcher.occurrences(term, open_end).documents) for matcher in self._matchers
            )
            self._idfs[known] = log(1 + (self._documents - having + 0.5) / (having + 0.5))
        return self._idfs[known]

    @cached_property
    def _documents(self) -> int:
        return sum(len(matcher.segment.columns.keys) for matcher in self._matchers)

    @cached_property
    def _mean_length(self) -> float:
        words = sum(sum(matcher.segment.columns.lengths) for matcher in self._matchers)
        return max(1.0, words / max(1, self._documents))


def features(node: Node) -> Iterator[tuple[Term, bool, bool]]:
    """The words that score: term, whether it is the beginning of one, whether another wording."""
    match node:
        case And(children) | Or(children):
            for child in children:
                yield from features(child)
        case Phrase(terms, _, prefix):
            last = len(terms) - 1
            yield from ((term, prefix and at == last, False) for at, term in enumerate(terms))
        case Words(terms, prefix, parts):
            yield from features(Phrase(terms, prefix=prefix))
            for part in parts:
                for wording in part[1:]:
                    yield from ((term, False, True) for term in wording.terms)
