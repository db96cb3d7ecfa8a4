"""`giaoban forget`: take reports out of the archive, bring them back, or remove them truly."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from giaoban_cli.cli.complete import ids
from giaoban_cli.cli.options import picked
from giaoban_cli.cli.progress import progress
from giaoban_cli.cli.world import Session, session_of
from giaoban_cli.errors import Exit, UsageError
from giaoban_cli.models import SCHEMA, plain

if TYPE_CHECKING:
    from giaoban_cli.archive import Archive
    from giaoban_cli.archive.amending import Corrections

FORMATS = ("table", "json")

_TOLD = {
    "forgotten": "forget.forgotten", "purged": "forget.purged", "restored": "forget.restored",
}  # fmt: skip
"""What was done, and the sentence that tells it."""


def forget(
    context: typer.Context,
    refs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF]...", help="forget.refs", autocompletion=ids, show_default=False
        ),
    ] = None,
    purge: Annotated[bool, typer.Option("--purge", help="forget.purge")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="forget.undo")] = False,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="opt.by")] = None,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> Exit:
    """Take out, bring back, remove, or list what was taken out."""
    session = session_of(context)
    if (purge and undo) or ((purge or undo) and not refs):
        raise UsageError("forget.one_way")
    with progress(session) as report, session.open(report) as archive:
        corrections = archive.corrections(by or session.user)
        if not refs:
            return _list(session, corrections, format_)
        if undo:
            done, chosen = "restored", _restore(corrections, refs)
        elif purge:
            done, chosen = "purged", _any(archive, corrections, refs)
            corrections.purge(chosen)
        else:
            done, chosen = "forgotten", list(dict.fromkeys(map(archive.resolve, refs)))
            corrections.forget(chosen)
    if format_ == "json":
        from giaoban_cli.render.machine import to_json

        session.out.machine(to_json({"schema": SCHEMA, done: chosen}) + "\n")
    else:
        for each in chosen:
            session.out.write(session.say(_TOLD[done], id=each))
    return Exit.DONE


def _any(archive: Archive, corrections: Corrections, refs: list[str]) -> list[str]:
    """The ids of reports, forgotten or not."""
    return list(
        dict.fromkeys(corrections.resolve_forgotten(ref) or archive.resolve(ref) for ref in refs)
    )


def _restore(corrections: Corrections, refs: list[str]) -> list[str]:
    """Bring forgotten reports back, and let files of purged ones be taken in again."""
    chosen: list[str] = []
    files: list[Path] = []
    for ref in refs:
        id_ = corrections.resolve_forgotten(ref)
        if id_ is not None:
            chosen.append(id_)
        elif Path(ref).is_file():
            files.append(Path(ref))
        else:
            raise UsageError("forget.not_forgotten", ref=ref)
    if chosen:
        corrections.recall(chosen)
    for file in files:
        if not corrections.allow(file):
            raise UsageError("forget.not_forgotten", ref=str(file))
    return [*chosen, *map(str, files)]


def _list(session: Session, corrections: Corrections, format_: str) -> Exit:
    """Tell what was taken out and can come back."""
    found = corrections.forgotten()
    if format_ == "json":
        from giaoban_cli.render.machine import to_json

        session.out.machine(to_json({"schema": SCHEMA, "forgotten": plain(found)}) + "\n")
    else:
        from giaoban_cli.render.corrections import show_forgotten

        show_forgotten(session.out, session.messages, found)
    return Exit.DONE if found else Exit.NOTHING_FOUND
