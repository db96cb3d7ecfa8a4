"""What an archive's own store knows of the meetings that its index finds.

In: keys and queries. Out: what lists show: hits, persons, counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from giaoban_cli.archive.answering import Answered
from giaoban_cli.archive.names import one_spelling
from giaoban_cli.archive.pages import Holdings
from giaoban_cli.archive.people import PERSONS, about, by_name
from giaoban_cli.archive.showing import searched, shown_hit
from giaoban_cli.archive.suggest import plain_run
from giaoban_cli.errors import DataMissing
from giaoban_cli.index.port import EngineHit, Index
from giaoban_cli.models import Count, Hit, PersonLine
from giaoban_cli.query import Query
from giaoban_cli.query.persons import fits
from giaoban_cli.store import Store

FACETS = ("year", "kind", "level", "organisation", "official")
"""What answers are counted by."""

FACET_ROWS = 20
"""Rows of one facet, the most frequent first."""


class OwnHoldings(Holdings):
    """The meetings of one archive.

    Args:
        store: the truth.
        index: what finds them.
    """

    def __init__(self, store: Store, index: Index) -> None:
        self._store = store
        self._index = index

    def people(self, found: Answered, hits: Sequence[EngineHit]) -> tuple[PersonLine, ...]:
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

    def texts(self, keys: Iterable[int]) -> Iterator[str]:
        """The searched texts of meetings."""
        for card, stored in self._store.many(keys):
            yield searched(stored.meeting.text, card.unsearched)

    def hits(self, query: Query, found: Sequence[EngineHit]) -> tuple[Hit, ...]:
        """What a list shows of the meetings that an engine found.

        Raises:
            DataMissing: the store has lost one of them.
        """
        meetings = {
            card.key: (card, stored) for card, stored in self._store.many(hit.key for hit in found)
        }
        if len(meetings) < len(found) and self._index.generation == self._store.generation:
            raise DataMissing(found=len(meetings), known=len(found))
        return tuple(
            shown_hit(query, each, card.unsearched, stored)
            for each in found
            if each.key in meetings
            for card, stored in [meetings[each.key]]
        )

    def facets(self, query: Query) -> Mapping[str, tuple[Count, ...]]:
        """How the meetings that answer are spread over years, kinds, levels, bodies, officials."""
        wanted = list(self._index.keys(query))
        counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
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
        return {name: most(counter.items()) for name, counter in counts.items()}


def most(counts: Iterable[tuple[str, int]]) -> tuple[Count, ...]:
    """The most frequent values, in a settled order; two spellings of one are one."""
    return one_spelling(counts)[:FACET_ROWS]
