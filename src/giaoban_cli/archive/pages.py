"""One page of an answer: its hits as lists show them, and an honest word about what was answered.

In: an index, a query, and what the hits are filled in from. Out: a `Page`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from giaoban_cli.archive.answering import (
    Answered,
    Paging,
    answered,
    has_marks,
    stands_together,
)
from giaoban_cli.archive.requests import SearchRequest
from giaoban_cli.archive.suggest import mend, plain_run, with_marks
from giaoban_cli.index.port import EngineHit, Searchable
from giaoban_cli.models import Count, Hit, Note, Page, PersonLine
from giaoban_cli.query import Query
from giaoban_cli.query.expand import named

MORE_BOUND = 100
"""How far meetings are counted that would answer if marks were ignored."""


class Holdings(Protocol):
    """What is known of the meetings that an index finds."""

    def hits(self, query: Query, found: Sequence[EngineHit]) -> tuple[Hit, ...]:
        """What a list shows of them.

        Raises:
            DataMissing: one of them is lost.
        """

    def texts(self, keys: Iterable[int]) -> Iterator[str]:
        """Their searched texts."""

    def people(self, found: Answered, hits: Sequence[EngineHit]) -> tuple[PersonLine, ...]:
        """Lines about the persons whose name was typed."""

    def facets(self, query: Query) -> Mapping[str, tuple[Count, ...]]:
        """How what answers is spread over years, kinds, levels, bodies, officials."""


class Pages:
    """Makes pages.

    Args:
        holdings: what hits are filled in from.
        read: a request → its query.
    """

    def __init__(self, holdings: Holdings, read: Callable[[SearchRequest], Query]) -> None:
        self._holdings = holdings
        self._read = read

    def page(self, index: Searchable, query: Query, request: SearchRequest) -> Page:
        """The page of a query, from one state of the index."""
        paging = Paging(request.sort, request.limit, (request.page - 1) * request.limit)
        found = answered(
            index,
            self._holdings.texts,
            query,
            paging,
            lambda text: self._read(replace(request, text=text)),
            exact=request.exact,
        )
        answer = found.answer
        hits = self._holdings.hits(found.query, answer.hits)
        first = request.page == 1
        people = self._holdings.people(found, answer.hits) if first else ()
        return Page(
            query=request.text,
            total=answer.total,
            total_is_exact=answer.total_is_exact,
            hits=hits,
            offset=paging.offset,
            notice=tuple(self._notices(index, request, found, hits, people)),
            suggestions=self._suggestions(index, found, hits) if first else (),
            facets=self._holdings.facets(found.query) if request.facets else None,
            people=people,
        )

    def _notices(
        self,
        index: Searchable,
        request: SearchRequest,
        found: Answered,
        hits: Sequence[Hit],
        people: Sequence[PersonLine],
    ) -> Iterator[Note]:
        """The word that something else was answered, or how much more there would be."""
        answer = found.answer
        if found.how != "typed":
            yield _instead(request.text, found, hits)
        elif (
            answer.total
            and answer.total_is_exact
            and not request.exact
            and not people
            and has_marks(found.query)
            and not self._is_name(index, found)
        ):
            loose = replace(found.query, marks="ignore")
            more = index.count(loose, answer.total + MORE_BOUND) - answer.total
            if more > 0:
                key = "search.more_at_least" if more >= MORE_BOUND else "search.more"
                yield Note(key, {"n": more})

    @staticmethod
    def _is_name(index: Searchable, found: Answered) -> bool:
        """Whether the name of a person was typed: other marks would be another one's."""
        terms = plain_run(found.query)
        return bool(found.person) or (
            bool(terms)
            and all(term.typed[0].isupper() for term in terms)
            and index.count(replace(found.query, root=named("official", terms)), 1) > 0
        )

    def _suggestions(
        self, index: Searchable, found: Answered, hits: Sequence[Hit]
    ) -> tuple[str, ...]:
        """Queries that were perhaps meant, when what was typed stands together nowhere.

        For plain letters that nearly all hits write in one way: with those marks.
        """
        if found.how == "mended":
            return (found.text,)
        if found.how == "folded" or found.person or not hits:
            return ()
        if hits[0].match == "all" and not stands_together(index, found.query):
            mended = mend(index, self._holdings.texts, found.query)
            if mended and mended.together:
                return (mended.text,)
        return with_marks(found.query, hits)


def _instead(typed: str, found: Answered, hits: Sequence[Hit]) -> Note:
    """The word that what was typed is not there, and what is."""
    args: dict[str, str | int] = {"query": typed.strip(), "n": found.answer.total}
    if found.how == "mended":
        return Note("search.mended", {**args, "found": found.text.strip('"')})
    cut = [hit.snippet.text[start:end] for hit in hits[:1] for start, end in hit.snippet.highlights]
    if not cut:
        return Note("search.nearest", args)
    return Note("search.nearest_words", {**args, "found": cut[0]})
