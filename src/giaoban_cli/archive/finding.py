"""One query: the tree asked of the index, its hits filled in from the store, and an honest word.

In: a `SearchRequest`. Out: a `Page`, or every meeting that answers, or only their days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from giaoban_cli.archive.answering import (
    as_person,
    has_marks,
)
from giaoban_cli.archive.holdings import OwnHoldings
from giaoban_cli.archive.pages import Pages
from giaoban_cli.archive.requests import SearchRequest, SelectedDays, Selection
from giaoban_cli.archive.upkeep import Upkeep
from giaoban_cli.index.port import Index
from giaoban_cli.models import Page
from giaoban_cli.query import Query
from giaoban_cli.query.parse import parse
from giaoban_cli.store import Store


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
        return self._upkeep().ask(
            lambda index: Pages(OwnHoldings(self._store, index), self._query).page(
                index, query, request
            )
        )

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
