"""What an archive holds, counted, and what its reports do not say: neither text nor index is read.

In: the store, and where the index lies. Out: `Stats`.
"""

from __future__ import annotations

from pathlib import Path

from giaoban_cli.archive.names import one_spelling
from giaoban_cli.models import Count, Stats
from giaoban_cli.store import Store

MANY = 20_000
"""Meetings from which on the engine that needs no installation is no longer the best one."""

LISTED = 10
"""Organisations that the statistics name."""

_FACTS = ("date", "title", "organisation", "level", "kind", "place", "chairs")


def stats(store: Store, indexes: Path, engine: str) -> Stats:
    """What an archive holds, and what is missing in it.

    Args:
        store: its truth.
        indexes: the folder of its indexes.
        engine: the name of the engine that is used.
    """
    folder = indexes / engine
    files = folder.rglob("*") if folder.is_dir() else ()
    first, last = store.census.first_and_last()
    return Stats(
        meetings=store.census.count(),
        sources=store.census.count_sources(),
        first=first,
        last=last,
        by_year=_counts(store.census.count_by("year")),
        by_level=_counts(store.census.count_by("level")),
        by_kind=_counts(store.census.count_by("kind")),
        by_organisation=one_spelling(store.census.count_by("organisation"))[:LISTED],
        missing=tuple(Count(fact, store.census.count_without(fact)) for fact in _FACTS),
        warnings=_counts(store.census.count_by("warning")),
        text_bytes=store.census.text_bytes(),
        index_bytes=sum(file.stat().st_size for file in files if file.is_file()),
        engine=engine,
    )


def _counts(rows: list[tuple[str, int]]) -> tuple[Count, ...]:
    """Rows of the store as counts."""
    return tuple(Count(value, count) for value, count in rows)
