"""`giaoban amend`: correct what was read of a meeting; the report itself stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from giaoban_cli.cli.complete import ids, officials, organisations
from giaoban_cli.cli.options import picked
from giaoban_cli.cli.progress import progress
from giaoban_cli.cli.world import Session, session_of
from giaoban_cli.errors import Exit, UsageError
from giaoban_cli.models import KINDS, LEVELS, SCHEMA, Correction, Kind, Level, Stored, plain

if TYPE_CHECKING:
    from giaoban_cli.archive import Archive
    from giaoban_cli.archive.amending import Imported

FORMATS = ("table", "json")

UNDO = {
    "all": "", "date": "date", "date-end": "date_end", "place": "place",
    "organisation": "organisation", "level": "level", "kind": "kind", "title": "title",
    "chair": "chairs", "note": "note", "reviewed": "reviewed",
}  # fmt: skip
"""What `--undo` takes back, and how records call it."""


def amend(
    context: typer.Context,
    ref: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="arg.ref", autocompletion=ids)
    ] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="DATE", help="amend.date")] = None,
    date_end: Annotated[
        str | None, typer.Option("--date-end", metavar="DATE", help="amend.date_end")
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="TEXT", help="amend.place")
    ] = None,
    organisation: Annotated[
        str | None,
        typer.Option(
            "--organisation",
            metavar="TEXT",
            help="amend.organisation",
            autocompletion=organisations,
        ),
    ] = None,
    level: Annotated[Level | None, picked("--level", LEVELS, "amend.level")] = None,
    kind: Annotated[Kind | None, picked("--kind", KINDS, "amend.kind", "KIND")] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="amend.title")
    ] = None,
    chair: Annotated[
        list[str] | None,
        typer.Option("--chair", metavar="NAME", help="amend.chair", autocompletion=officials),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="amend.note")] = None,
    reviewed: Annotated[bool, typer.Option("--reviewed", help="amend.reviewed")] = False,
    undo: Annotated[str | None, picked("--undo", tuple(UNDO), "amend.undo", "FIELD|all")] = None,
    import_: Annotated[
        Path | None,
        typer.Option("--import", metavar="FILE", readable=False, help="amend.import"),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="opt.by")] = None,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> Exit:
    """Set facts, take them back, or tell what was set."""
    from giaoban_cli.archive import today
    from giaoban_cli.archive.shapes import Typed, values_of

    session = session_of(context)
    typed = Typed(
        date=date, date_end=date_end, place=place, organisation=organisation, level=level,
        kind=kind, title=title, chairs=None if chair is None else tuple(chair), note=note,
    )  # fmt: skip
    values = values_of(typed, today(session.world.clock))
    ways = [bool(values or reviewed), undo is not None, import_ is not None]
    if sum(ways) > 1 or (ref is None) == (import_ is None):
        raise UsageError("amend.one_way")
    with progress(session) as report, session.open(report) as archive:
        corrections = archive.corrections(by or session.user)
        if import_ is not None:
            return _told(session, corrections.take_in(import_), import_, format_)
        assert ref is not None
        id_ = archive.resolve(ref)
        if reviewed:
            values["reviewed"] = _doubts(archive.get(id_))
        if undo is not None:
            corrections.withdraw(id_, [UNDO[undo]] if UNDO[undo] else [])
        elif values:
            corrections.amend(id_, values)
        _write(session, archive, id_, corrections.history(id_), format_)
    return Exit.DONE


def _doubts(stored: Stored) -> list[str]:
    """The codes of what is doubtful about a meeting."""
    from giaoban_cli.views.review import doubts

    return sorted(each.code for each in doubts(stored))


def _write(
    session: Session,
    archive: Archive,
    id_: str,
    history: tuple[Correction, ...],
    format_: str,
) -> None:
    """Tell what holds, and everything that was ever set."""
    stored = archive.get(id_)
    if format_ == "json":
        from giaoban_cli.render.machine import to_json

        value: dict[str, Any] = {
            "schema": SCHEMA,
            "id": id_,
            "amended": plain(stored.amended),
            "history": plain(history),
        }
        session.out.machine(to_json(value) + "\n")
        return
    from giaoban_cli.render.corrections import show_corrections

    show_corrections(session.out, session.messages, stored, history)


def _told(session: Session, found: Imported, file: Path, format_: str) -> Exit:
    """Tell what became of another archive's corrections."""
    if format_ == "json":
        from giaoban_cli.render.machine import to_json

        session.out.machine(to_json({"schema": SCHEMA, **plain(found)}) + "\n")
    else:
        session.out.write(
            session.say("amend.imported", path=str(file), entered=found.entered, known=found.known)
        )
        for id_ in found.strangers:
            session.out.write("  " + session.say("amend.stranger", id=id_))
    return Exit.PARTLY if found.strangers else Exit.DONE
