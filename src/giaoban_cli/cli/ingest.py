"""`giaoban ingest`: reports into the archive, which it makes when there is none."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import Annotated

import typer

from giaoban_cli.cli.options import counted, picked, size
from giaoban_cli.cli.progress import progress
from giaoban_cli.cli.world import Session, session_of
from giaoban_cli.errors import Exit, UsageError
from giaoban_cli.models import FileOutcome, IngestReport, Note

FORMATS = ("table", "json", "jsonl")


def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", readable=False, help="ingest.paths")
    ],
    unit: Annotated[str | None, typer.Option("--unit", metavar="TEXT", help="ingest.unit")] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="ingest.encoding")
    ] = None,
    jobs: Annotated[int | None, counted("--jobs", 1, 256, "ingest.jobs")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="ingest.dry_run")] = False,
    rehash: Annotated[bool, typer.Option("--rehash", help="ingest.rehash")] = False,
    follow: Annotated[bool, typer.Option("--follow", help="ingest.follow")] = False,
    max_size: Annotated[
        int,
        typer.Option(
            "--max-size",
            parser=functools.partial(size, "--max-size"),
            metavar="SIZE",
            help="ingest.max_size",
        ),
    ] = 20 * 1024 * 1024,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> Exit:
    """Take files and folders in, and say what became of each."""
    from giaoban_cli.archive import IngestOptions

    session = session_of(context)
    options = IngestOptions(
        unit=unit,
        encoding=encoding,
        jobs=jobs or os.cpu_count() or 1,
        dry_run=dry_run,
        rehash=rehash,
        follow=follow,
        max_size=max_size,
    )
    if session.problem:
        raise session.problem

    def outcome(file: FileOutcome) -> None:
        if format_ == "jsonl":
            _write_line(session, file)

    with progress(session) as report:
        if dry_run:
            done = session.archives.rehearse(
                session.archive_folder,
                paths,
                options,
                outcome,
                clock=session.world.clock,
                progress=report,
            )
        else:
            _exist(paths)  # a mistyped name makes no archive
            session.archives.create(session.archive_folder)
            with session.open(report) as archive:
                done = archive.ingest(paths, options, outcome)
    _write(session, done, format_, dry_run=dry_run)
    if not (done.added or done.updated or done.unchanged or done.duplicates or done.failed):
        session.tell("ingest.nothing", path=", ".join(str(path) for path in paths))
        return Exit.NOTHING_FOUND
    return Exit.PARTLY if done.failed else Exit.DONE


def _exist(paths: list[Path]) -> None:
    """Check that every path names something.

    Raises:
        UsageError: one does not.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError("path.none", path=str(path))


def _write(session: Session, done: IngestReport, format_: str, *, dry_run: bool) -> None:
    if format_ == "table":
        from giaoban_cli.render.ingest import show_ingest

        show_ingest(session.out, session.messages, done, dry_run=dry_run)
        return
    from giaoban_cli.render.machine import to_json
    from giaoban_cli.render.records import ingest_record

    record = ingest_record(done, lambda note: _reason(session, note))
    session.out.machine(to_json(record, indent=2 if format_ == "json" else None) + "\n")


def _write_line(session: Session, file: FileOutcome) -> None:
    """One durable file as one line, flushed before the next is read."""
    from giaoban_cli.render.machine import to_json_line
    from giaoban_cli.render.records import outcome_record

    session.out.machine(to_json_line(outcome_record(file, _reason(session, file.reason))) + "\n")


def _reason(session: Session, note: Note | None) -> str | None:
    return None if note is None else session.say(note.key, **note.args)
