"""What is asked of an archive: options of an ingest, a search as typed, the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, BinaryIO

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Filters, Marks, Sort, Stored

if TYPE_CHECKING:
    from giaoban_cli.query import Query

Clock = Callable[[], datetime]
"""The time now, aware of its zone."""

Progress = Callable[[str, int, int | None], None]
"""Called with a step's name (`scan`, `read`, `index`, `check`), how much is done, of how much."""


@frozen
class IngestOptions:
    """How files are taken in.

    Attributes:
        unit: the unit whose reports these are, for reports that do not name it.
        encoding: the encoding of every file; None finds out.
        jobs: processes that read.
        dry_run: only tell what would happen.
        rehash: open files that look untouched, too.
        follow: follow links, though never out of a named folder.
        max_size: greatest size of a file, bytes.
        given: standard input, when it is taken in, too.
    """

    unit: str | None = None
    encoding: str | None = None
    jobs: int = 1
    dry_run: bool = False
    rehash: bool = False
    follow: bool = False
    max_size: int = 20 * 1024 * 1024
    given: BinaryIO | None = None


@frozen
class SearchRequest:
    """A search as typed. `page` counts from 1."""

    text: str = ""
    filters: Filters = Filters()
    sort: Sort = "relevance"
    limit: int = 20
    page: int = 1
    marks: Marks = "smart"
    exact: bool = False
    facets: bool = False


@frozen
class Selection:
    """Every meeting that answers a request, one at a time.

    Attributes:
        query: what was asked in the end: as it was typed, as a person, or with marks ignored.
        meetings: newest first, or oldest first when the request says so; undated ones last.
    """

    query: Query
    meetings: Iterator[Stored]


@frozen
class SelectedDays:
    """The days of all meetings that answer, None for one without; `query` as in `Selection`."""

    query: Query
    days: tuple[str | None, ...]


def today(clock: Clock) -> date:
    """The local day of a clock."""
    return clock().astimezone().date()
