"""`giaoban export`: whole records for other programs, one at a time, however many there are."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from giaoban_cli.cli.options import Query, picked, takes_filters
from giaoban_cli.cli.progress import progress
from giaoban_cli.cli.world import Session, session_of
from giaoban_cli.errors import Exit, UsageError
from giaoban_cli.models import Stored
from giaoban_cli.query import Filters

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
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="export.output")
    ] = None,
) -> Exit:
    """Write every record that answers."""
    from giaoban_cli.archive import SearchRequest
    from giaoban_cli.render.records import chosen_fields

    session = session_of(context)
    keys = chosen_fields(fields, format_, text=text)
    request = SearchRequest(text=" ".join(query or ()), filters=filters, sort="newest")
    with progress(session) as report, session.open(report) as archive:
        found = iter(archive.export(request))
        first = next(found, None)
        if first is None:
            session.tell("search.none")
            return Exit.NOTHING_FOUND
        pieces = _written(session, itertools.chain([first], found), format_, keys)
        if output is None or str(output) == "-":
            for piece in pieces:
                session.out.machine(piece)
        else:
            _save(output, pieces)
    return Exit.DONE


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


def _save(path: Path, pieces: Iterable[str]) -> None:
    """Write a file under another name and rename it, so that it is whole or not there.

    Raises:
        UsageError: its folder does not exist, or it is a folder itself.
    """
    if path.is_dir() or not path.parent.is_dir():
        raise UsageError("export.no_folder", path=str(path))
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            for piece in pieces:
                file.write(piece)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
