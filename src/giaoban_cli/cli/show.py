"""`giaoban show`: one meeting, on one screen or whole."""

from __future__ import annotations

from typing import Annotated

import typer

from giaoban_cli.cli.complete import ids
from giaoban_cli.cli.options import picked
from giaoban_cli.cli.world import Session, session_of
from giaoban_cli.errors import UsageError
from giaoban_cli.models import to_record

FORMATS = ("table", "json", "markdown", "text")


def show(
    context: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="arg.ref", autocompletion=ids)],
    full: Annotated[bool, typer.Option("--full", help="show.full")] = False,
    evidence: Annotated[bool, typer.Option("--evidence", help="show.evidence")] = False,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> None:
    """Write one meeting."""
    session = session_of(context)
    try:
        with session.open() as archive:
            stored = archive.get(archive.resolve(ref))
    except UsageError as error:
        if error.key == "archive.none" and session.settings.text("engine") == "opensearch":
            raise _elsewhere(session, ref) or error from None
        raise
    if format_ == "json":
        from giaoban_cli.render.machine import to_json

        session.out.machine(to_json(to_record(stored)) + "\n")
    elif format_ == "text":
        session.out.write(stored.meeting.text)
    elif format_ == "markdown":
        from giaoban_cli.render.markdown import meeting_markdown

        session.out.write(meeting_markdown(stored, session.messages, full=full))
    else:
        from giaoban_cli.render.evidence import show_evidence
        from giaoban_cli.render.meeting import show_meeting

        if evidence:
            show_evidence(session.out, session.messages, stored)
        else:
            show_meeting(session.out, session.messages, stored)
        if full:
            session.out.write("\n" + stored.meeting.text)


def _elsewhere(session: Session, ref: str) -> UsageError | None:
    """The word that another archive keeps a meeting, where there is none; None when none does."""
    with session.everywhere(session.note) as everywhere:
        kept = everywhere.keeper(ref.lower())
    return UsageError("ref.elsewhere", ref=kept[0], name=kept[1]) if kept else None
