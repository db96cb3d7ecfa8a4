"""Taking in what changes: a batch at a time, the archive open and locked only for that long.

In: paths, options, and what opens the archive. Out: what became of everything, once interrupted.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from giaoban_cli.archive.requests import IngestOptions
from giaoban_cli.errors import Busy, UsageError
from giaoban_cli.models import FileOutcome, IngestReport
from giaoban_cli.sources.watching import Clock, Watch

if TYPE_CHECKING:
    from giaoban_cli.archive.archive import Archive

HELD = ("file.no_permission", "file.error", "file.gone")
"""Why a file could not be read that another program may only be holding for a while."""

BUSY_SECONDS = 1.0
"""After so many seconds an archive that another process writes to is tried again."""

NOTHING = IngestReport(
    added=0, updated=0, unchanged=0, duplicates=(), skipped=(), failed=(), to_review=0, seconds=0.0
)


def follow(
    opened: Callable[[], AbstractContextManager[Archive]],
    paths: Sequence[Path],
    options: IngestOptions,
    outcome: Callable[[FileOutcome], None],
    *,
    settled: Callable[[IngestReport], None],
    waiting: Callable[[], None],
    gone: Callable[[Path], None],
    clock: Clock,
    sleep: Callable[[float], None],
) -> IngestReport:
    """Take paths in, and then whatever changes there, until Ctrl-C between two batches.

    Args:
        opened: opens the archive.
        paths: files and folders, which exist.
        options: of every batch.
        outcome: called with each outcome, once it is durable.
        settled: called after each batch.
        waiting: called when another process is writing to the archive.
        gone: called with a path that was removed, and is waited for.
        clock: seconds that only grow.
        sleep: waits for so many seconds.

    Returns:
        What became of all files, batch upon batch.

    Raises:
        KeyboardInterrupt: while a batch was being taken in.
        UsageError: watchfiles is not installed.
        Refused: the disk is full, or not to be written.
    """
    watch = Watch(paths, clock=clock, sleep=sleep, gone=gone)
    batches = watch.batches()
    total = NOTHING
    while True:
        try:
            batch = next(batches)
        except KeyboardInterrupt:
            return total
        done = _taken_in(opened, batch, options, outcome, waiting=waiting, sleep=sleep)
        total = _together(total, done)
        for file in done.failed:
            if file.reason and file.reason.key in HELD:
                watch.again(Path(file.path))
        settled(done)


def _taken_in(
    opened: Callable[[], AbstractContextManager[Archive]],
    batch: Sequence[Path],
    options: IngestOptions,
    outcome: Callable[[FileOutcome], None],
    *,
    waiting: Callable[[], None],
    sleep: Callable[[float], None],
) -> IngestReport:
    """Take in what is still there of a batch, once the archive is free."""
    told = False
    while there := [path for path in batch if os.path.lexists(path)]:
        try:
            with opened() as archive:
                return archive.ingest(there, options, outcome)
        except Busy:
            if not told:
                waiting()
            told = True
            sleep(BUSY_SECONDS)
        except UsageError as error:
            if error.key != "path.none":  # removed this very moment
                raise
    return NOTHING


def _together(one: IngestReport, other: IngestReport) -> IngestReport:
    """Two runs as one."""
    return IngestReport(
        added=one.added + other.added,
        updated=one.updated + other.updated,
        unchanged=one.unchanged + other.unchanged,
        duplicates=(*one.duplicates, *other.duplicates),
        skipped=(*one.skipped, *other.skipped),
        failed=(*one.failed, *other.failed),
        to_review=one.to_review + other.to_review,
        seconds=one.seconds + other.seconds,
        behind=other.behind,
    )
