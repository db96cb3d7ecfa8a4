"""One query over a version: how many answer, and the best of them in order.

In: a version, a query. Out: pages of hits: tier, zone, score, newer date, smaller key. A grade is a
clause, and the page is filled grade by grade, as far as it reaches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from heapq import nlargest
from math import log

from tantivy import Occur, Order
from tantivy import Query as Native

from giaoban_cli.index.clauses import (
    BODY,
    EVERYTHING,
    GRADES,
    NOTHING,
    Clause,
    Reading,
    all_of,
)
from giaoban_cli.index.fields import written
from giaoban_cli.index.grade import SYNONYM, Grade
from giaoban_cli.index.port import Answer, EngineHit
from giaoban_cli.index.score import features
from giaoban_cli.index.tantivy.fields import key_of_newest, key_of_oldest
from giaoban_cli.index.tantivy.natives import Natives, all_natives
from giaoban_cli.index.tantivy.reading import Version
from giaoban_cli.models import MATCHES
from giaoban_cli.query import Query, Sort

_SCORED = 32
"""Forms of one word that score: the commonest."""

_STEPS = 100_000
"""Steps from 0 to the best score; scores of one step are equal, however they were summed."""

_MORE = 32
"""Hits fetched beyond a page: some may be as good as its last."""


class Search:
    """One query.

    Args:
        version: what it is asked of.
        query: the query.
    """

    def __init__(self, version: Version, query: Query) -> None:
        self._version = version
        self._searcher = version.searcher
        self._root = query.root
        self._reading = Reading(version.lexicon, query.marks)
        self._natives = Natives(version)
        self._filters = all_of(map(self._reading.selects, query.filters))
        root = self._reading.selects(query.root) if query.root else EVERYTHING
        self._all = self._natives.of(all_of((root, self._filters)))

    @cached_property
    def total(self) -> int:
        """How many documents answer."""
        return _counted(self._searcher.search(self._all, 1))

    def keys(self) -> list[int]:
        """The keys of the documents that answer."""
        return [key for key, _ in self._version.listed(self._all)]

    def page(self, sort: Sort, limit: int, offset: int) -> Answer:
        """The hits `offset … offset + limit`."""
        if self._root is None or sort != "relevance":
            hits = self._by_date(sort, limit, offset)
        else:
            hits = self._by_relevance(limit, offset)
        return Answer(tuple(hits), self.total, not self._reading.cut_short)

    # --- order -------------------------------------------------------------------------------

    def _by_date(self, sort: Sort, limit: int, offset: int) -> list[EngineHit]:
        field, order = ("oldest", Order.Asc) if sort == "oldest" else ("newest", Order.Desc)
        found = self._searcher.search(
            self._all, limit, count=False, order_by_field=field, offset=offset, order=order
        ).hits
        keys = [
            key_of_newest(rank) if field == "newest" else key_of_oldest(rank) for rank, _ in found
        ]
        if self._root is None:
            return [EngineHit(key, "exact", 0.0) for key in keys]
        hits: dict[int, EngineHit] = {}
        for grade, query in self._groups([self._natives.keyed(keys)]):
            hits |= {hit.key: hit for hit in self._best(query, grade, len(keys))[0]}
            if len(hits) == len(keys):
                break
        return [hits[key] for key in keys]

    def _by_relevance(self, limit: int, offset: int) -> list[EngineHit]:
        wanted = min(offset + limit, self.total)
        filters = [] if self._filters == EVERYTHING else [self._natives.of(self._filters)]
        shown: list[EngineHit] = []
        passed = 0
        if not wanted:
            return shown
        for grade, query in self._groups(filters):
            best, count = self._best(query, grade, wanted - passed)
            shown += best[max(0, offset - passed) :]
            passed += count
            if passed >= wanted:
                break  # before the next grade is worked out
        return shown

    def _groups(self, among: Sequence[Native]) -> Iterator[tuple[Grade, Native]]:
        """What is wanted of each grade, best first; grades that nothing can have are left out."""
        assert self._root is not None
        before: Clause = NOTHING
        for grade in GRADES:
            clause = self._reading.at_least(self._root, grade)
            if clause != before:
                better = [] if before == NOTHING else [self._natives.of(before)]
                yield grade, all_natives([self._natives.of(clause), *among], better)
                before = clause

    def _best(self, query: Native, grade: Grade, most: int) -> tuple[list[EngineHit], int]:
        """The best documents of one grade, in order, and how many it has."""
        scores = [(Occur.Should, each) for each in self._scores(grade)]
        scored = Native.boolean_query([(Occur.Must, Native.const_score_query(query, 0.0)), *scores])
        asked = most + _MORE
        while True:
            result = self._searcher.search(scored, asked)
            steps = _steps([score for score, _ in result.hits])
            if len(steps) < asked or steps[-1] < steps[most - 1]:
                break
            asked *= 8  # the last ones shown may be as good as some that were not fetched
        ranks = self._searcher.fast_field_values("newest", [address for _, address in result.hits])
        best = sorted(
            (
                (step, int(rank or 0), score)
                for step, rank, (score, _) in zip(steps, ranks, result.hits, strict=True)
            ),
            reverse=True,
        )
        match = MATCHES[grade[0]]
        shown = [
            EngineHit(key_of_newest(rank), match, round(score, 6)) for _, rank, score in best[:most]
        ]
        return shown, _counted(result)

    def _scores(self, grade: Grade) -> Iterator[Native]:
        """BM25 of the words of the query; where only a synonym matched, of the other wordings."""
        assert self._root is not None
        for term, open_end, other in features(self._root):
            if other and grade[0] < SYNONYM:
                continue
            words = self._reading.meant(term, open_end)
            counts = [self._searcher.doc_freq(BODY, written(word)) for word in words]
            wanted = self._idf(sum(counts))
            for count, word in nlargest(_SCORED, zip(counts, words, strict=True)):
                query = Native.term_query(self._version.schema, BODY, written(word), "freq")
                yield Native.boost_query(query, wanted / self._idf(count))

    def _idf(self, documents: int) -> float:
        """How much a word tells, as BM25 has it: less, the more documents have it."""
        every = max(documents, self._searcher.num_docs)
        return log(1 + (every - documents + 0.5) / (documents + 0.5))


def _steps(scores: Sequence[float]) -> list[int]:
    """Scores, the best first, as whole numbers."""
    unit = (scores[0] if scores else 0.0) / _STEPS or 1.0
    return [round(score / unit) for score in scores]


def _counted(result: object) -> int:
    """How many documents answer in all; Tantivy's stubs miss it."""
    count: int = result.count  # type: ignore[attr-defined]
    return count
