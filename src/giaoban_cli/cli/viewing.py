"""What the views share: their formats, the meetings they look at, and how they are written.

In: FILTERS and a query. Out: a stream of meetings from the archive, and a view on standard output
as a table, JSON or CSV.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from giaoban_cli.cli.progress import progress
from giaoban_cli.cli.world import Session
from giaoban_cli.models import SCHEMA, Filters

if TYPE_CHECKING:
    from giaoban_cli.archive import Archive, SearchRequest
    from giaoban_cli.query import Query

FORMATS = ("table", "json", "csv")

T = TypeVar("T")

Row = Mapping[str, Any]


@contextmanager
def opened(session: Session) -> Iterator[Archive]:
    """The archive, with its long steps shown."""
    with progress(session) as report, session.open(report) as archive:
        yield archive


def request_of(query: Sequence[str] | None, filters: Filters) -> SearchRequest:
    """What is asked of the archive, the oldest meeting first."""
    from giaoban_cli.archive import SearchRequest

    return SearchRequest(text=" ".join(query or ()), filters=filters, sort="oldest")


class Counted(Generic[T]):
    """Values on their way, and how many have passed: `n`."""

    def __init__(self, values: Iterable[T]) -> None:
        self._values = values
        self.n = 0

    def __iter__(self) -> Iterator[T]:
        for value in self._values:
            self.n += 1
            yield value


def tell_how(session: Session, request: SearchRequest, asked: Query) -> None:
    """Say that marks had to be ignored for anything to be found."""
    if asked.marks != request.marks:
        session.tell("view.marks_ignored", query=request.text.strip())


def write(
    session: Session,
    format_: str,
    name: str,
    rows: Iterable[Row],
    table: Callable[[], None],
    flat: Callable[[], tuple[Sequence[str], Iterable[Row]]],
) -> None:
    """Write a view.

    Args:
        session: where to.
        format_: one of FORMATS.
        name: the key under which the JSON holds the rows.
        rows: the rows as JSON types.
        table: writes it for a person.
        flat: the columns and rows of the CSV.
    """
    if format_ == "table":
        table()
        return
    from giaoban_cli.render import machine

    if format_ == "json":
        for piece in machine.to_json_rows({"schema": SCHEMA}, name, rows):
            session.out.machine(piece)
    else:
        for line in machine.to_csv(*flat()):
            session.out.machine(line)
