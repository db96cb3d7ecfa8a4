"""A search of all archives that publish into one index: all that is shown comes from there.

In: a `SearchRequest`, and where the index lies. Out: a `Page`; which archive keeps a meeting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from giaoban_cli.archive.answering import Answered
from giaoban_cli.archive.engines import SHARED
from giaoban_cli.archive.holdings import FACETS, most
from giaoban_cli.archive.pages import Holdings, Pages
from giaoban_cli.archive.people import LONGEST, PERSONS
from giaoban_cli.archive.requests import Clock, SearchRequest, today
from giaoban_cli.archive.showing import searched, shown_hit
from giaoban_cli.archive.suggest import plain_run
from giaoban_cli.errors import Refused
from giaoban_cli.index.port import EngineHit
from giaoban_cli.models import Count, Hit, Note, Page, PersonLine, SharedIndex
from giaoban_cli.query import Query, Term
from giaoban_cli.query.expand import named
from giaoban_cli.query.parse import parse
from giaoban_cli.query.persons import fits, is_name

if TYPE_CHECKING:
    from giaoban_cli.index.opensearch.every import EveryArchive


class Everywhere:
    """All archives that publish into an index. Use it as a context manager.

    Args:
        shared: where the index lies.
        clock: the time now.
        synonyms: pairs (short form, long form) from the configuration.
        tell: takes words about answers that are not whole.

    Raises:
        Refused: what the engine needs is not installed.
    """

    def __init__(
        self,
        shared: SharedIndex,
        *,
        clock: Clock,
        synonyms: tuple[tuple[str, str], ...] = (),
        tell: Callable[[Note], None],
    ) -> None:
        try:
            from giaoban_cli.index.opensearch.every import EveryArchive
        except ImportError:
            raise Refused("engine.not_installed", engine=SHARED, extra="giaoban[cluster]") from None
        self._index = EveryArchive(shared, tell)
        self._clock = clock
        self._synonyms = synonyms

    def __enter__(self) -> Everywhere:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._index.close()

    def search(self, request: SearchRequest) -> Page:
        """Answer a search.

        Raises:
            UsageError: the query or a filter is not understood.
            Refused: the servers do not answer.
        """
        pages = Pages(EveryHoldings(self._index), self._query)
        return pages.page(self._index, self._query(request), request)

    def keeper(self, id_: str) -> tuple[str, str] | None:
        """A meeting's whole id and the name of the archive that keeps it.

        Args:
            id_: an id, or a beginning that no other has.
        """
        found = self._index.archives_of(id_)
        exact = [each for each in found if each[0] == id_]
        return next(iter(exact or found), None) if len(exact or found) == 1 else None

    def _query(self, request: SearchRequest) -> Query:
        return parse(
            request.text,
            request.filters,
            today=today(self._clock),
            marks=request.marks,
            exact=request.exact,
            synonyms=self._synonyms,
        )


class EveryHoldings(Holdings):
    """The meetings of all archives, as the index they publish into has them.

    Args:
        index: the index.
    """

    def __init__(self, index: EveryArchive) -> None:
        self._index = index

    def hits(self, query: Query, found: Sequence[EngineHit]) -> tuple[Hit, ...]:
        """What a list shows of them; one that was taken out this very moment is left out."""
        shown = self._index.shown(hit.key for hit in found)
        return tuple(
            shown_hit(query, each, meeting.unsearched, meeting.stored, archive)
            for each in found
            if each.key in shown
            for archive, meeting in [shown[each.key]]
        )

    def texts(self, keys: Iterable[int]) -> Iterator[str]:
        """Their searched texts."""
        for _, meeting in self._index.shown(keys).values():
            yield searched(meeting.stored.meeting.text, meeting.unsearched)

    def people(self, found: Answered, hits: Sequence[EngineHit]) -> tuple[PersonLine, ...]:
        """Lines about the persons whose name was typed."""
        ignore = found.query.marks == "ignore"
        if found.person:
            names = {
                official.name
                for _, meeting in self._index.shown(hit.key for hit in hits).values()
                for official in meeting.stored.meeting.officials
                if fits(found.person, official.name, ignore=ignore)
            }
        else:
            names = self._named(plain_run(found.query), ignore=ignore)
        lines = [
            PersonLine(
                each.name,
                each.roles,
                each.places[0][0] if each.places else None,
                each.meetings,
                each.concluded,
            )
            for each in self._index.persons(names)
            if each.meetings
        ]
        return tuple(sorted(lines, key=lambda line: (-line.meetings, line.name))[:PERSONS])

    def facets(self, query: Query) -> Mapping[str, tuple[Count, ...]]:
        """How what answers is spread over years, kinds, levels, bodies, officials."""
        counts = self._index.facets(query, FACETS)
        return {name: most(values) for name, values in counts.items()}

    def _named(self, terms: tuple[Term, ...], *, ignore: bool) -> set[str]:
        """The persons whose full name these words are; a single word is no full name."""
        if len(terms) < 2 or len(terms) > LONGEST:
            return set()
        names = self._index.officials(Query("", named("official", terms), (), "ignore"))
        return {name for name in names if is_name(terms, name, ignore=ignore)}
