"""`giaoban officials`: who is who, or the course of one person."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from giaoban_cli.archive import Archive
from giaoban_cli.cli.complete import officials as names
from giaoban_cli.cli.options import picked, takes_filters
from giaoban_cli.cli.viewing import FORMATS, opened, request_of, write
from giaoban_cli.cli.world import Session, session_of
from giaoban_cli.errors import Exit, UsageError
from giaoban_cli.models import Filters
from giaoban_cli.views.officials import chosen, course
from giaoban_cli.views.officials import officials as everybody


@takes_filters
def officials(
    context: typer.Context,
    filters: Filters,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="officials.name_argument",
            autocompletion=names,
            show_default=False,
        ),
    ] = None,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> Exit:
    """List officials, or tell of one."""
    session = session_of(context)
    with opened(session) as archive:
        people = everybody(archive.select(request_of((), filters)).meetings, archive.merges())
        found = people if name is None else chosen(people, name)
        if not found:
            _tell_none(session, archive, filters, name)

        def table() -> None:
            from giaoban_cli.render.officials import show_course, show_officials

            if name is not None and len(found) == 1:
                theirs = (archive.get(each.id) for each in found[0].meetings)
                show_course(session.out, session.messages, found[0], course(found[0], theirs))
            elif found:
                show_officials(session.out, session.messages, found)
                if name is not None:
                    one = found[0]
                    session.tell("officials.several", name=one.name, place=one.place or "…")

        from giaoban_cli.render import view_records as records

        write(
            session,
            format_,
            "officials",
            records.officials(found),
            table,
            lambda: (records.OFFICIALS, records.flat_officials(found)),
        )
    return Exit.DONE if found else Exit.NOTHING_FOUND


def _tell_none(session: Session, archive: Archive, filters: Filters, name: str | None) -> None:
    """Say that there is nobody, and whether an author was meant."""
    if name is None:
        session.tell("officials.none")
        return
    try:
        written = len(archive.days(request_of((), replace(filters, author=name))).days)
    except UsageError:
        raise UsageError("officials.no_name", name=name) from None
    key = "officials.author" if written else "officials.unknown"
    session.tell(key, name=name, n=written)
