"""`giaoban export`: whole records for other programs, one at a time, however many there are."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from giaoban_cli.cli.options import Query, picked, takes_filters
from giaoban_cli.cli.progress import progress
from giaoban_cli.cli.world import Session, session_of
from giaoban_cli.errors import Exit, UsageError
from giaoban_cli.models import Filters, Stored

if TYPE_CHECKING:
    from giaoban_cli.archive import Archive

FORMATS = ("jsonl", "csv", "markdown", "html")


@takes_filters
def export(
    context: typer.Context,
    filters: Filters,
    query: Query = None,
    fields: Annotated[
        str | None, typer.Option("--fields", metavar="LIST", help="export.fields")
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="export.text")] = False,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "jsonl",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", readable=False, help="export.output"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="export.force")] = False,
) -> Exit:
    """Write every record that answers."""
    from giaoban_cli.archive import SearchRequest
    from giaoban_cli.render.records import chosen_fields

    session = session_of(context)
    keys = chosen_fields(fields, format_, text=text)
    request = SearchRequest(text=" ".join(query or ()), filters=filters, sort="newest")
    target = None if output is None or str(output) == "-" else output
    with progress(session) as report, session.open(report) as archive:
        if target:
            _check(target, archive, session.archive_folder, force=force)
        found = iter(archive.export(request))
        first = next(found, None)
        if first is None:
            session.tell("search.none")
            return Exit.NOTHING_FOUND
        counted = Counted(itertools.chain([first], found))
        pieces = _written(session, counted, format_, keys)
        if target is None:
            for piece in pieces:
                session.out.machine(piece)
        else:
            _save(target, pieces)
            session.tell("export.done", n=counted.n, path=str(target))
    return Exit.DONE


class Counted:
    """Meetings on their way, and how many have passed: `n`."""

    def __init__(self, meetings: Iterable[Stored]) -> None:
        self._meetings = meetings
        self.n = 0

    def __iter__(self) -> Iterator[Stored]:
        for stored in self._meetings:
            self.n += 1
            yield stored


def _written(
    session: Session, found: Iterable[Stored], format_: str, keys: tuple[str, ...]
) -> Iterator[str]:
    """The export, piece by piece."""
    from giaoban_cli.render.machine import to_csv, to_json_line
    from giaoban_cli.render.records import csv_row, record

    if format_ == "csv":
        yield from to_csv(keys, (csv_row(stored, keys) for stored in found))
    elif format_ == "jsonl":
        for stored in found:
            yield to_json_line(record(stored, keys)) + "\n"
    elif format_ == "html":
        from giaoban_cli.render.html import page

        yield from page(found, session.messages, full="text" in keys)
    else:
        from giaoban_cli.render.markdown import meeting_markdown
        from giaoban_cli.render.safe import visible

        for stored in found:
            yield visible(meeting_markdown(stored, session.messages, full="text" in keys)) + "\n\n"


def _check(path: Path, archive: Archive, folder: Path, *, force: bool) -> None:
    """Check that a file may be written: nothing that matters is ever overwritten.

    Args:
        path: the file.
        archive: the open archive, which knows its sources.
        folder: where the archive lives.
        force: whether a file that exists may be replaced.

    Raises:
        UsageError: its folder does not exist; it is no regular file, or a file that was ingested,
            or one of the archive's own; or it exists and is not to be replaced.
    """
    if not path.parent.is_dir():
        raise UsageError("path.no_folder", path=str(path.parent))
    if path.exists() and not path.is_file():
        raise UsageError("export.no_file", path=str(path))
    if archive.holds(path) or path.resolve().is_relative_to(folder.resolve()):
        raise UsageError("export.source", path=str(path))
    if path.exists() and not force:
        raise UsageError("export.exists", path=str(path))


def _save(path: Path, pieces: Iterable[str]) -> None:
    """Write a file under another name and rename it, so that it is whole or not there."""
    path = path.resolve()  # a link stays, and its end is replaced
    temporary = path.with_name(f".giaoban-{secrets.token_hex(4)}.part")
    try:
        with temporary.open("x", encoding="utf-8", newline="\n") as file:
            for piece in pieces:
                file.write(piece)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
