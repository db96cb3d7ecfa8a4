"""One query: the tree asked of the index, its hits filled in from the store, and an honest word.

In: a `SearchRequest`. Out: a `Page`, or every meeting that answers, or only their days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from giaoban_cli.archive.answering import (
    Answered,
    Paging,
    answered,
    as_person,
    has_marks,
    stands_together,
)
from giaoban_cli.archive.names import one_spelling
from giaoban_cli.archive.people import PERSONS, about, by_name
from giaoban_cli.archive.requests import SearchRequest, SelectedDays, Selection
from giaoban_cli.archive.showing import searched, shown_hit
from giaoban_cli.archive.suggest import mend, plain_run, with_marks
from giaoban_cli.archive.upkeep import Upkeep
from giaoban_cli.errors import DataMissing
from giaoban_cli.index.port import EngineHit, Index
from giaoban_cli.models import Count, Hit, Note, Page, PersonLine
from giaoban_cli.query import Query
from giaoban_cli.query.expand import named
from giaoban_cli.query.parse import parse
from giaoban_cli.query.persons import fits
from giaoban_cli.store import Store

MORE_BOUND = 100
"""How far meetings are counted that would answer if marks were ignored."""

FACET_ROWS = 20
"""Rows of one facet, the most frequent first."""


class Finder:
    """Answers queries over one archive.

    Args:
        store: the truth.
        upkeep: its index, opened when it is first asked for.
        today: the day that relative dates count from.
        synonyms: pairs (short form, long form) from the configuration.
    """

    def __init__(
        self,
        store: Store,
        upkeep: Callable[[], Upkeep],
        today: date,
        synonyms: tuple[tuple[str, str], ...],
    ) -> None:
        self._store = store
        self._upkeep = upkeep
        self._today = today
        self._synonyms = synonyms

    def page(self, request: SearchRequest) -> Page:
        """One page of the answer to a search.

        Raises:
            UsageError: the query or a filter is not understood.
        """
        query = self._query(request)
        return self._upkeep().ask(lambda index: self._page(index, query, request))

    def select(self, request: SearchRequest) -> Selection:
        """Every meeting that answers, and the query that was asked in the end.

        Raises:
            UsageError: the query or a filter is not understood; before the first meeting.
        """
        query, keys = self._chosen(request)
        return Selection(query, (stored for _, stored in self._store.many(keys)))

    def days(self, request: SearchRequest) -> SelectedDays:
        """The days of the meetings that answer: neither record nor text is read.

        Raises:
            UsageError: the query or a filter is not understood.
        """
        query, keys = self._chosen(request)
        return SelectedDays(query, tuple(self._store.days(keys)))

    def _chosen(self, request: SearchRequest) -> tuple[Query, list[int]]:
        """The query that was asked in the end, and the keys of all that answers, by date."""
        query = self._query(request)
        keys = self._store.keys(oldest=request.sort == "oldest")
        if query.root is not None or query.filters:
            asked = query
            query, answer = self._upkeep().ask(lambda index: self._all(index, asked, request.exact))
            found = set(answer)
            keys = [key for key in keys if key in found]
        return query, keys

    def _query(self, request: SearchRequest) -> Query:
        """The tree of a request, in which persons who were made one are one."""
        query = parse(
            request.text,
            request.filters,
            today=self._today,
            marks=request.marks,
            exact=request.exact,
            synonyms=self._synonyms,
        )
        merges = self._store.corrections.merges()
        if not merges:
            return query
        from giaoban_cli.query.merged import with_merges

        return with_merges(query, merges)

    def _all(self, index: Index, query: Query, exact: bool) -> tuple[Query, tuple[int, ...]]:
        """Keys of all that answers; with marks ignored when nothing does otherwise."""
        if exact:
            return query, index.keys(query)
        query, _ = as_person(index, query)
        keys = index.keys(query)
        if not keys and has_marks(query):
            query = replace(query, marks="ignore")
            keys = index.keys(query)
        return query, keys

    def _page(self, index: Index, query: Query, request: SearchRequest) -> Page:
        """The page of a query, from one state of the index."""
        paging = Paging(request.sort, request.limit, (request.page - 1) * request.limit)
        found = answered(
            index,
            self._texts,
            query,
            paging,
            lambda text: self._query(replace(request, text=text)),
            exact=request.exact,
        )
        answer = found.answer
        hits = self._hits(index, found.query, answer.hits)
        first = request.page == 1
        people = self._people(found, answer.hits) if first else ()
        return Page(
            query=request.text,
            total=answer.total,
            total_is_exact=answer.total_is_exact,
            hits=hits,
            offset=paging.offset,
            notice=tuple(self._notices(index, request, found, hits, people)),
            suggestions=self._suggestions(index, found, hits) if first else (),
            facets=self._facets(index.keys(found.query)) if request.facets else None,
            people=people,
        )

    def _notices(
        self,
        index: Index,
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
    def _is_name(index: Index, found: Answered) -> bool:
        """Whether the name of a person was typed: other marks would be another one's."""
        terms = plain_run(found.query)
        return bool(found.person) or (
            bool(terms)
            and all(term.typed[0].isupper() for term in terms)
            and index.count(replace(found.query, root=named("official", terms)), 1) > 0
        )

    def _suggestions(self, index: Index, found: Answered, hits: Sequence[Hit]) -> tuple[str, ...]:
        """Queries that were perhaps meant, when what was typed stands together nowhere.

        For plain letters that nearly all hits write in one way: with those marks.
        """
        if found.how == "mended":
            return (found.text,)
        if found.how == "folded" or found.person or not hits:
            return ()
        if hits[0].match == "all" and not stands_together(index, found.query):
            mended = mend(index, self._texts, found.query)
            if mended and mended.together:
                return (mended.text,)
        return with_marks(found.query, hits)

    def _people(self, found: Answered, hits: Sequence[EngineHit]) -> tuple[PersonLine, ...]:
        """Lines about the persons whose name was typed."""
        ignore = found.query.marks == "ignore"
        if not found.person:
            return by_name(self._store, plain_run(found.query), ignore=ignore)
        named_so = Counter(
            official.name
            for _, stored in self._store.many(hit.key for hit in hits)
            for official in stored.meeting.officials
            if fits(found.person, official.name, ignore=ignore)
        )
        return about(self._store, (name for name, _ in named_so.most_common(PERSONS)))

    def _texts(self, keys: Iterable[int]) -> Iterator[str]:
        """The searched texts of meetings."""
        for card, stored in self._store.many(keys):
            yield searched(stored.meeting.text, card)

    def _hits(self, index: Index, query: Query, found: Sequence[EngineHit]) -> tuple[Hit, ...]:
        """What a list shows of the meetings that an engine found.

        Raises:
            DataMissing: the store has lost one of them.
        """
        meetings = {
            card.key: (card, stored) for card, stored in self._store.many(hit.key for hit in found)
        }
        if len(meetings) < len(found) and index.generation == self._store.generation:
            raise DataMissing(found=len(meetings), known=len(found))
        return tuple(
            shown_hit(query, each, *meetings[each.key]) for each in found if each.key in meetings
        )

    def _facets(self, keys: Iterable[int]) -> Mapping[str, tuple[Count, ...]]:
        """How the meetings that answer are spread over years, kinds, levels, bodies, officials."""
        wanted = list(keys)
        counts: dict[str, Counter[str]] = {
            name: Counter() for name in ("year", "kind", "level", "organisation", "official")
        }
        for card in self._store.cards(wanted):
            for name, value in (
                ("year", card.date and card.date[:4]),
                ("kind", card.kind),
                ("level", card.level),
                ("organisation", card.organisation),
            ):
                if value:
                    counts[name][value] += 1
        counts["official"].update(self._store.officials_in(wanted))
        return {name: _most(counter) for name, counter in counts.items()}


def _most(counter: Counter[str]) -> tuple[Count, ...]:
    """The most frequent values, in a settled order; two spellings of one are one."""
    return one_spelling(counter.items())[:FACET_ROWS]


def _instead(typed: str, found: Answered, hits: Sequence[Hit]) -> Note:
    """The word that what was typed is not there, and what is."""
    args: dict[str, str | int] = {"query": typed.strip(), "n": found.answer.total}
    if found.how == "mended":
        return Note("search.mended", {**args, "found": found.text.strip('"')})
    cut = [hit.snippet.text[start:end] for hit in hits[:1] for start, end in hit.snippet.highlights]
    if not cut:
        return Note("search.nearest", args)
    return Note("search.nearest_words", {**args, "found": cut[0]})
