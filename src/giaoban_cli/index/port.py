"""The port between the archive and an engine: analysed documents in, a query tree in, hits out.

An engine stores, matches and scores. Analysis (`text.fold`) and the tree (`query`) are not its
business, so engines are interchangeable: tests/contract/ runs the same tests over each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Literal, Protocol

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Match, Span
from giaoban_cli.query import NameField, Query, Sort

ANALYSIS = 2
"""Raised whenever a meeting gives other words or terms than before: indexes are then made anew."""

Zone = Literal["title", "people", "directions"]

ZONES: tuple[Zone, ...] = ("title", "people", "directions")
"""Where a match weighs more than in the rest of a text, best first."""


@frozen
class IndexDocument:
    """A meeting as an engine sees it.

    Attributes:
        key: the store's number of the meeting.
        date: ISO day, or None.
        date_end: the last ISO day of a meeting of several days, else None.
        body: marked keys (text.fold) of the searchable text in order; chrome and bylines are not
            in it; None stands where a paragraph ends, which no phrase crosses.
        zones: which stretches of `body` are title, people, directions: half-open index ranges.
        names: for `official`, `chair`, `speaker`, `author`: the names, each as marked keys.
        fields: for `place`, `organisation`: the texts, each as marked keys.
        terms: for `kind`, `level`, `cites`: exact terms.
    """

    key: int
    date: str | None
    body: tuple[str | None, ...]
    zones: Mapping[Zone, tuple[Span, ...]]
    names: Mapping[NameField, tuple[tuple[str, ...], ...]]
    fields: Mapping[Literal["place", "organisation"], tuple[tuple[str, ...], ...]]
    terms: Mapping[Literal["kind", "level", "cites"], tuple[str, ...]]
    date_end: str | None = None


@frozen
class EngineHit:
    """One document that answers. `score` orders hits of one tier only."""

    key: int
    match: Match
    score: float


@frozen
class Answer:
    """A page of hits, best first, and how many there are in all (see models.Page)."""

    hits: tuple[EngineHit, ...]
    total: int
    total_is_exact: bool = True


class Searchable(Protocol):
    """What can be asked: of one index, or of several together, which have no writer in common."""

    def search(self, query: Query, *, sort: Sort, limit: int, offset: int = 0) -> Answer:
        """The hits `offset … offset + limit` of a query.

        With `relevance` they come by tier (see models.Match), then by zone, score, newer date and
        smaller key; a query without a root lists the newest first. Undated meetings come last.
        """

    def keys(self, query: Query) -> tuple[int, ...]:
        """The keys of every document that answers, in no order: for facets and exports."""

    def count(self, query: Query, bound: int) -> int:
        """How many documents answer, counting no further than `bound`."""

    def variants(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        """The marked keys whose plain key this is, with document counts, most first."""

    def similar(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Plain keys one edit away, with document counts, most first."""


class IndexWriter(Protocol):
    """Documents on their way into an index; nobody sees them before `finish`.

    There is one writer at a time: the archive's lock sees to that. Every method may raise
    `IndexDamaged`, and `Refused` when the disk is full, read-only, or not ours to write to.
    """

    def add(self, document: IndexDocument) -> None:
        """Take one document in, in the place of an earlier one of its key."""

    def finish(self, remove: Iterable[int], generation: int) -> None:
        """Put in what was added, drop `remove` of what was there before, and stamp the index.

        All of it, durably, or nothing.
        """

    def close(self) -> None:
        """Leave nothing behind of what was not finished."""


class Index(Searchable, Protocol):
    """What an engine can do. Every method may raise `IndexDamaged` when its files are not whole."""

    @property
    def generation(self) -> int:
        """The store's generation that this index reflects; 0 for an empty one."""

    def writer(self) -> IndexWriter:
        """Begin to take documents in."""

    def update(self, add: Iterable[IndexDocument], remove: Iterable[int], generation: int) -> None:
        """Replace `add` by key, drop `remove`, and stamp the index, all or nothing."""
        with closing(self.writer()) as writer:
            for document in add:
                writer.add(document)
            writer.finish(remove, generation)

    def untidy(self) -> bool:
        """Whether files lie about that are no part of the index: a writer's, at work or killed."""

    def tidy(self) -> None:
        """Remove them. The caller holds the archive's lock, so no writer is at work."""

    def verify(self) -> tuple[str, ...]:
        """Names of index files that are not as they were written."""

    def close(self) -> None:
        """Let go of every file."""


class IndexDamaged(Exception):
    """The index is not what was written: it is to be rebuilt from the store."""
