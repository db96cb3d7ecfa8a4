"""`giaoban export`: whole records for other programs, one at a time, however many there are."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from giaoban_cli.cli.options import Query, picked, takes_filters
from giaoban_cli.cli.output import checked, save
from giaoban_cli.cli.viewing import Counted, opened
from giaoban_cli.cli.world import Session, session_of
from giaoban_cli.errors import Exit
from giaoban_cli.models import Filters, Stored

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
    with opened(session) as archive:
        if target:
            checked(target, archive, session.archive_folder, force=force)
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
            save(target, pieces)
            session.tell("export.done", n=counted.n, path=str(target))
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
