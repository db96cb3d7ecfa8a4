"""What is asked of an archive: options of an ingest, a search as typed, the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Filters, Marks, Sort

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
    """

    unit: str | None = None
    encoding: str | None = None
    jobs: int = 1
    dry_run: bool = False
    rehash: bool = False
    follow: bool = False
    max_size: int = 20 * 1024 * 1024


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


def today(clock: Clock) -> date:
    """The local day of a clock."""
    return clock().astimezone().date()
