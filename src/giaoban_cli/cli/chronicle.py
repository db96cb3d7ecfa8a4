"""`giaoban chronicle`: the chronicle of a unit, to read, print and keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from giaoban_cli.cli.options import picked, takes_filters
from giaoban_cli.cli.output import checked, save
from giaoban_cli.cli.viewing import opened, request_of
from giaoban_cli.cli.world import Session, session_of
from giaoban_cli.errors import Exit
from giaoban_cli.models import Filters, Stored
from giaoban_cli.query import Dates, Query
from giaoban_cli.views.chronicle import Chronicle
from giaoban_cli.views.chronicle import chronicle as overview

FORMATS = ("markdown", "html")


@takes_filters
def chronicle(
    context: typer.Context,
    filters: Filters,
    format_: Annotated[str | None, picked("--format", FORMATS, "chronicle.format")] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", readable=False, help="export.output"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="export.force")] = False,
) -> Exit:
    """Write the chronicle."""
    session = session_of(context)
    request = request_of((), filters)
    target = None if output is None or str(output) == "-" else output
    if format_ is None:
        format_ = "html" if target and target.suffix.lower() in (".html", ".htm") else "markdown"
    with opened(session) as archive:
        if target:
            checked(target, archive, session.archive_folder, force=force)
        chosen = archive.select(request)
        view = overview(chosen.meetings, last=_last(chosen.query))
        if not view.headings:
            session.tell("search.none")
            return Exit.NOTHING_FOUND
        title = _title(session, view, filters)
        pieces = _pieces(session, format_, title, view, archive.select(request).meetings)
        if target is None:
            for piece in pieces:
                session.out.machine(piece)
        else:
            save(target, pieces)
            session.tell("export.done", n=len(view.headings), path=str(target))
    return Exit.DONE


def _last(query: Query) -> str | None:
    """The day until which the chronicle goes, if one was named."""
    ends = [node.end for node in query.filters if isinstance(node, Dates) and node.end]
    return min(ends, default=None)


def _title(session: Session, view: Chronicle, filters: Filters) -> str:
    """Whose chronicle it is."""
    body = min(view.bodies, key=len, default=None) if filters.organisation else None
    whose = body or view.place or filters.place
    if whose is None:
        return session.say("chronicle.title_all")
    return session.say("chronicle.title", whose=whose)


def _pieces(
    session: Session, format_: str, title: str, view: Chronicle, meetings: Iterable[Stored]
) -> Iterator[str]:
    """The chronicle, piece by piece."""
    if format_ == "html":
        from giaoban_cli.render.chronicle_html import chronicle_html

        return chronicle_html(title, view, meetings, session.messages)
    from giaoban_cli.render.chronicle import chronicle_markdown

    return chronicle_markdown(title, view, meetings, session.messages)
