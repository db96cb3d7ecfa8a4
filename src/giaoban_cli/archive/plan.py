"""What a run of ingest is about: every file under the named paths, and what is to be done with it.

In: paths, options, and what the archive knows. Out: for each file, in order, its outcome when that
is plain without opening it, else what was read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from giaoban_cli import text as rules
from giaoban_cli.archive.home import is_archive
from giaoban_cli.archive.reading import Failure, Reading, Task, perform, perform_all
from giaoban_cli.archive.requests import IngestOptions, Progress
from giaoban_cli.archive.workers import in_order
from giaoban_cli.errors import SkippedFile
from giaoban_cli.frozen import frozen
from giaoban_cli.models import FileOutcome, Note
from giaoban_cli.platform import peek, shown
from giaoban_cli.sources import HEAD, Found, Passed, delicate, walk
from giaoban_cli.store import Card, SourceRow, Store

TOGETHER = 200
"""Files that the archive is asked about at once."""

FEW = 24
"""With fewer files than this, starting processes costs more than it saves."""

Reader = Callable[[Task], Reading | Failure]


@frozen
class Job:
    """A file that has to be read."""

    found: Found
    task: Task


Step = FileOutcome | Job


def entries(
    paths: Sequence[Path], options: IngestOptions, progress: Progress
) -> list[Found | Passed]:
    """Everything a walk over the paths comes upon, archives left out; the step `scan`.

    Raises:
        UsageError: a path that was named does not exist.
    """
    found: list[Found | Passed] = []
    for entry in walk(paths, follow=options.follow, leave_out=is_archive):
        found.append(entry)
        progress("scan", len(found), None)
    return found


def steps(
    listed: Sequence[Found | Passed], store: Store | None, options: IngestOptions
) -> Iterator[Step]:
    """For each file its outcome, when that is plain, or the job of reading it.

    Args:
        listed: what the walk came upon.
        store: the archive; None when there is none yet.
        options: of the run.
    """
    for start in range(0, len(listed), TOGETHER):
        some = listed[start : start + TOGETHER]
        sources, cards = _known([each for each in some if isinstance(each, Found)], store)
        for entry in some:
            if isinstance(entry, Passed):
                reason = Note(entry.error.key, entry.error.details)
                yield not_read(entry.path, reason, skipped=isinstance(entry.error, SkippedFile))
                continue
            task = Task(entry.opened, options.max_size, options.encoding, options.unit)
            source = sources.get(os.fsencode(entry.place))
            card = cards.get(source.meeting) if source else None
            if store is None or source is None or card is None:
                yield Job(entry, task)
            else:
                yield _step(entry, task, store, source, card, options)


def _known(
    files: Iterable[Found], store: Store | None
) -> tuple[dict[bytes, SourceRow], dict[int, Card]]:
    """What the archive knows of some files, and of the meetings they held."""
    if store is None:
        return {}, {}
    sources = store.sources_at(os.fsencode(found.place) for found in files)
    cards = store.cards({row.meeting for row in sources.values()})
    return sources, {card.key: card for card in cards}


def _step(
    found: Found, task: Task, store: Store, source: SourceRow, card: Card, options: IngestOptions
) -> Step:
    """What is to be done about one file that the archive knows."""
    task = replace(task, unit=options.unit or card.unit)
    stale = _stale(store, card, source, task.unit)
    recode = options.encoding not in (None, source.origin.encoding)
    if source.origin.stamp != found.stamp or options.rehash or recode:
        if not (stale or recode):
            task = replace(task, known=source.origin.sha256)
        return Job(found, task)
    if stale:
        return Job(found, replace(task, text=store.text(card.key)))
    return forgotten(found) if card.forgotten else unchanged(found, card)


def _stale(store: Store, card: Card, source: SourceRow, unit: str | None) -> bool:
    """Whether the rules, or the unit they were told, have changed since the text was read.

    The unit of a meeting is that of its first file, so that copies in other folders do not make
    it change with every run.
    """
    if card.forgotten:
        return False
    if card.parser < rules.VERSION:
        return True
    return card.unit != unit and store.sources_of(card.key)[0] == source


def read_all(
    planned: Iterator[Step], reader: Reader, *, jobs: int
) -> Generator[tuple[Step, Reading | Failure | None], None, None]:
    """Do the jobs, each with what was read, in the order of the files; outcomes pass through."""
    return in_order(
        partial(_answers, reader),
        planned,
        question=lambda step: step.task if isinstance(step, Job) else None,
        jobs=jobs,
        lost=_lost,
        weight=lambda step: step.found.size if isinstance(step, Job) else 0,
        apart=_apart,
    )


def _answers(reader: Reader, tasks: Sequence[Task]) -> list[Reading | Failure]:
    """What a reader finds; the one that ships takes several files in hand together."""
    return perform_all(tasks) if reader is perform else [reader(task) for task in tasks]


def _apart(task: Task) -> bool:
    """Whether a file is of a format whose reader hostile bytes may lead astray."""
    return task.text is None and delicate(task.path, peek(task.path, HEAD))


def _lost(task: Task) -> Reading | Failure:
    """The answer for a file that kills the process that reads it."""
    return Failure(Note("file.killed_reader", {"path": shown(task.path)}))


def not_read(path: str, reason: Note, *, skipped: bool) -> FileOutcome:
    """The outcome of a file that was not read."""
    return FileOutcome(shown(path), "skipped" if skipped else "failed", None, reason)


def forgotten(found: Found) -> FileOutcome:
    """The outcome of a file whose report the user wants forgotten."""
    reason = Note("file.forgotten", {"path": shown(found.path)})
    return not_read(found.path, reason, skipped=True)


def unchanged(found: Found, card: Card) -> FileOutcome:
    """The outcome of a file that says what it said."""
    return FileOutcome(shown(found.path), "unchanged", card.id)
