"""`giaoban ingest`: reports into the archive, which it makes when there is none."""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from giaoban_cli.cli.options import counted, picked, size
from giaoban_cli.cli.progress import progress
from giaoban_cli.cli.world import Session, session_of
from giaoban_cli.errors import Exit, UsageError
from giaoban_cli.models import FileOutcome, IngestReport, Note

if TYPE_CHECKING:
    from giaoban_cli.archive import Archive, IngestOptions

GIVEN = Path("-")
"""What stands for standard input."""

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
    watch: Annotated[bool, typer.Option("--watch", help="ingest.watch")] = False,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> Exit:
    """Take files and folders in, and say what became of each."""
    from giaoban_cli.archive import IngestOptions

    session = session_of(context)
    given = GIVEN in paths
    if watch and (dry_run or given):
        raise UsageError("watch.alone", option="--dry-run" if dry_run else str(GIVEN))
    options = IngestOptions(
        unit=unit,
        encoding=encoding,
        jobs=jobs or os.cpu_count() or 1,
        dry_run=dry_run,
        rehash=rehash,
        follow=follow,
        max_size=max_size,
        given=session.world.stdin if given else None,
    )
    named = [path for path in paths if path != GIVEN]
    if session.problem:
        raise session.problem

    def outcome(file: FileOutcome) -> None:
        if format_ == "jsonl":
            _write_line(session, file)

    if watch:
        _exist(named)
        session.archives.create(session.archive_folder)
        return _watched(session, named, options, outcome, format_)
    with progress(session) as report:
        if dry_run:
            done = session.archives.rehearse(
                session.archive_folder,
                named,
                options,
                outcome,
                clock=session.world.clock,
                progress=report,
            )
        else:
            _exist(named)  # a mistyped name makes no archive
            session.archives.create(session.archive_folder)
            with session.open(report) as archive:
                done = archive.ingest(named, options, outcome)
    _write(session, done, format_, dry_run=dry_run)
    if not (done.added or done.updated or done.unchanged or done.duplicates or done.failed):
        session.tell("ingest.nothing", path=", ".join(str(path) for path in paths))
        return Exit.NOTHING_FOUND
    return _ended(session, done)


def _ended(session: Session, done: IngestReport) -> Exit:
    """The exit code of a run; the word that the index could not follow."""
    if done.behind:
        session.tell("index.behind", reason=_reason(session, done.behind) or "")
        return Exit.REFUSED
    return Exit.PARTLY if done.failed else Exit.DONE


def _watched(
    session: Session,
    paths: list[Path],
    options: IngestOptions,
    outcome: Callable[[FileOutcome], None],
    format_: str,
) -> Exit:
    """Take paths in, and what changes there, until Ctrl-C, which is the way to end it."""
    from giaoban_cli.archive.following import follow

    names = ", ".join(str(path) for path in paths)
    first = True

    @contextmanager
    def opened() -> Iterator[Archive]:
        with progress(session) as report, session.open(report) as archive:
            yield archive

    def settled(done: IngestReport) -> None:
        nonlocal first
        news = done.added or done.updated or done.duplicates or done.skipped or done.failed
        if format_ == "table" and (first or news):
            _write(session, done, format_, dry_run=False)
            session.world.stdout.flush()
        if done.behind:
            session.tell("index.behind", reason=_reason(session, done.behind) or "")
        if first:
            session.tell("watch.watching", path=names)
            session.world.stderr.flush()
        first = False

    total = follow(
        opened,
        paths,
        options,
        outcome,
        settled=settled,
        waiting=lambda: session.tell("watch.busy"),
        gone=lambda path: session.tell("watch.gone", path=str(path)),
        clock=time.monotonic,
        sleep=time.sleep,
    )
    if format_ == "table":
        session.tell("watch.ended", path=names)
    else:
        _write(session, total, format_, dry_run=False)
    return Exit.PARTLY if total.failed else Exit.DONE


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
