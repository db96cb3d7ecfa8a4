"""One query of a shared index: how many answer, and the best of them in order.

In: a server, the documents that may answer, a query. Out: pages of hits: tier, zone, score, newer
date, archive, smaller key. All grades are asked for at once, each at a score of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from giaoban_cli.index.clauses import (
    EVERYTHING,
    GRADES,
    NOTHING,
    Clause,
    Reading,
    Wanted,
    all_of,
)
from giaoban_cli.index.grade import Grade
from giaoban_cli.index.opensearch import dsl
from giaoban_cli.index.opensearch.dsl import Dsl
from giaoban_cli.index.opensearch.lexicon import Lexicon, plains_of
from giaoban_cli.index.opensearch.server import Json, Server
from giaoban_cli.index.port import Answer, EngineHit
from giaoban_cli.index.score import features
from giaoban_cli.index.segment import ELSEWHERE
from giaoban_cli.models import MATCHES
from giaoban_cli.query import Query, Sort

WINDOW = 10_000
"""Hits that a search gives out at once; further ones are asked for after the last of them."""

_BY_KEY: list[Dsl] = [{"archive": "asc"}, {"key": "asc"}]
_BY_DATE: dict[Sort, list[Dsl]] = {
    "newest": [{"day": {"order": "desc", "missing": "_last"}}, *_BY_KEY],
    "oldest": [{"day": {"order": "asc", "missing": "_last"}}, *_BY_KEY],
    "relevance": [{"_score": "desc"}, {"day": {"order": "desc", "missing": "_last"}}, *_BY_KEY],
}

KeyOf = Callable[[str, int], int]
"""The key of a hit: from the name of its archive and its key there."""


class Search:
    """One query.

    Args:
        server: where it is asked.
        visible: the documents that may answer.
        lexicon: the words of the index.
        query: the query.
        key_of: what the hits' keys are.
    """

    def __init__(
        self,
        server: Server,
        visible: Sequence[Dsl],
        lexicon: Lexicon,
        query: Query,
        key_of: KeyOf,
    ) -> None:
        lexicon.learn(plains_of(query))
        self._server = server
        self._root = query.root
        self._key_of = key_of
        self._reading = Reading(lambda _: lexicon, query.marks)
        chosen = all_of(map(self._reading.selects, query.filters))
        self._filters = [*visible, *([] if chosen == EVERYTHING else [dsl.query_of(chosen)])]

    def page(self, sort: Sort, limit: int, offset: int) -> Answer:
        """The hits `offset … offset + limit`."""
        order = sort if self._root is not None or sort != "relevance" else "newest"
        body: Json = {
            "query": self._graded if self._root is not None else self.selecting,
            "sort": _BY_DATE[order],
            "track_scores": True,
            "track_total_hits": True,
            "_source": False,
            "docvalue_fields": ["archive", "key"],
        }
        found = self._slice(body, limit, offset)
        hits = tuple(map(self._hit, found["hits"]["hits"]))
        return Answer(hits, found["hits"]["total"]["value"], self._is_exact(found))

    def count(self, bound: int) -> int:
        """How many answer, counting no further than `bound`."""
        body = {"query": self.selecting, "size": 0, "track_total_hits": max(1, bound)}
        found = self._server.search(body)
        return min(bound, int(found["hits"]["total"]["value"]))

    def keys(self) -> Iterator[int]:
        """The keys of all that answers: at once when they are few, else at a point in time.

        Raises:
            OutOfReach: a part of the index cannot be asked; half of all would be taken for all.
        """
        body: Json = {
            "query": self.selecting,
            "sort": _BY_KEY,
            "size": WINDOW,
            "_source": False,
            "docvalue_fields": ["archive", "key"],
        }
        found = self._server.search({**body, "track_total_hits": WINDOW + 1}, whole=True)
        if found["hits"]["total"]["value"] <= WINDOW:
            yield from map(self._key, found["hits"]["hits"])
            return
        with self._server.point() as point:
            body = {**body, "pit": point, "track_total_hits": False}
            while hits := self._server.search(body, whole=True, point=True)["hits"]["hits"]:
                yield from map(self._key, hits)
                body["search_after"] = hits[-1]["sort"]

    @cached_property
    def selecting(self) -> Dsl:
        """All that answers, however well."""
        root = self._reading.selects(self._root) if self._root is not None else EVERYTHING
        return dsl.all_of([*self._filters, *([] if root == EVERYTHING else [dsl.query_of(root)])])

    def _is_exact(self, found: Json) -> bool:
        """Whether the total is: every word was taken, and all parts of the index answered."""
        parts = found["_shards"]
        return parts["successful"] == parts["total"] and not self._reading.cut_short

    # --- grades ------------------------------------------------------------------------------

    @cached_property
    def _grades(self) -> list[tuple[Grade, Clause]]:
        """What is wanted of each grade, best first; grades that nothing can have are left out."""
        assert self._root is not None
        steps: list[tuple[Grade, Clause]] = []
        before: Clause = NOTHING
        for grade in GRADES:
            clause = self._reading.at_least(self._root, grade)
            if clause != before:
                steps.append((grade, clause))
                before = clause
        return steps

    @property
    def _graded(self) -> Dsl:
        """All that answers, scored by grade; by tier alone where zones would be too much to ask."""
        if not self._grades:
            return dsl.query_of(NOTHING)
        assert self._root is not None
        words: list[Wanted] = []
        others: list[Wanted] = []
        for term, open_end, other in features(self._root):
            (others if other else words).append(self._reading.meant(term, open_end))
        query = dsl.graded(self._grades, words, others)
        for coarser in (lambda grade: grade[1] == ELSEWHERE, lambda _: False):
            if dsl.clauses_in(query) < dsl.MOST_CLAUSES:
                break
            *better, last = self._grades
            self._grades = [*(each for each in better if coarser(each[0])), last]
            query = dsl.graded(self._grades, words, others)
        query["bool"]["filter"] = self._filters
        return query

    # --- hits --------------------------------------------------------------------------------

    def _slice(self, body: Json, limit: int, offset: int) -> Json:
        """The hits of a page; those beyond a window are reached window by window."""
        ranked = self._root is not None
        if offset + limit <= WINDOW:
            return self._server.search({**body, "from": offset, "size": limit}, ranked=ranked)
        while offset:
            step = min(offset, WINDOW)
            skipped = self._server.search(
                {**body, "size": step, "docvalue_fields": []}, ranked=ranked
            )
            hits = skipped["hits"]["hits"]
            if len(hits) < step:
                return {**skipped, "hits": {**skipped["hits"], "hits": []}}
            body = {**body, "search_after": hits[-1]["sort"]}
            offset -= step
        return self._server.search({**body, "size": limit}, ranked=ranked)

    def _hit(self, hit: dict[str, Any]) -> EngineHit:
        if self._root is None:
            return EngineHit(self._key(hit), "exact", 0.0)
        score = float(hit["_score"])
        (tier, _), _ = self._grades[dsl.grade_of(score, len(self._grades))]
        return EngineHit(self._key(hit), MATCHES[tier], dsl.score_within(score))

    def _key(self, hit: dict[str, Any]) -> int:
        values = hit["fields"]
        return self._key_of(values["archive"][0], values["key"][0])
