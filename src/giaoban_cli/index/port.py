"""The port between the archive and an engine: analysed documents in, a query tree in, hits out.

An engine stores, matches and scores. Analysis (`text.fold`) and the tree (`query`) are not its
business, so engines are interchangeable: tests/contract/ runs the same tests over each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from giaoban_cli.models import Match
from giaoban_cli.query import Node, Query, Sort


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """A meeting as an engine sees it.

    Attributes:
        key: the store's number of the meeting.
        date: ISO day, or None.
        body: marked keys (text.fold) of the searchable text in order; chrome and bylines are not
            in it; None stands where a run of words ends and no phrase may cross.
        zones: the same kind of keys for `title`, `people`, `directions`: what ranks first within
            a tier, best first in this order.
        names: for `official`, `chair`, `speaker`, `author`: the names, each as marked keys.
        fields: for `title`, `place`, `organisation`: the texts, each as marked keys.
        terms: for `kind`, `level`, `cites`: exact terms.
    """

    key: int
    date: str | None
    body: tuple[str | None, ...]
    zones: Mapping[str, tuple[tuple[str, ...], ...]]
    names: Mapping[str, tuple[tuple[str, ...], ...]]
    fields: Mapping[str, tuple[tuple[str, ...], ...]]
    terms: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class EngineHit:
    """One document that answers. `score` orders hits of one tier only."""

    key: int
    match: Match
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of hits, best first, and how many there are in all (see models.Page)."""

    hits: tuple[EngineHit, ...]
    total: int
    total_is_exact: bool = True


class Index(Protocol):
    """What an engine can do. Every method may raise `IndexDamaged` when its files are not whole."""

    @property
    def generation(self) -> int:
        """The store's generation that this index reflects; 0 for an empty one."""

    def update(self, add: Iterable[IndexDocument], remove: Iterable[int], generation: int) -> None:
        """Replace `add` by key, drop `remove`, and stamp the index, all or nothing."""

    def search(self, query: Query, *, sort: Sort, limit: int, offset: int = 0) -> Answer:
        """The hits `offset … offset + limit` of a query."""

    def keys(self, query: Query) -> tuple[int, ...]:
        """The keys of every document that answers, in no order: for facets and exports."""

    def count(self, query: Query, bound: int) -> int:
        """How many documents answer, counting no further than `bound`."""

    def variants(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        """The marked keys in the index whose plain key this is, with document counts, most first."""

    def similar(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Plain keys in the index one edit away, with document counts, most first."""

    def verify(self) -> tuple[str, ...]:
        """Names of index files that are not as they were written."""

    def close(self) -> None:
        """Let go of every file."""


class IndexDamaged(Exception):  # noqa: N818  internal: the archive answers it by rebuilding
    """The index is not what was written: it is to be rebuilt from the store."""


__all__ = ["Answer", "EngineHit", "Index", "IndexDamaged", "IndexDocument", "Node"]
