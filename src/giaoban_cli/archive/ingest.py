"""Taking files in: read, judge, write, report; or only tell what would be written.

In: paths and options. Out: an outcome a file, told only once it is durable, and their summary.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC
from itertools import islice
from pathlib import Path
from typing import Protocol

from giaoban_cli.archive.names import mint, name_key
from giaoban_cli.archive.plan import (
    FEW,
    Job,
    Reader,
    Step,
    entries,
    forgotten,
    not_read,
    read_all,
    steps,
    unchanged,
)
from giaoban_cli.archive.reading import Failure, Reading
from giaoban_cli.archive.requests import Clock, IngestOptions, Progress
from giaoban_cli.archive.verdict import Known, Verdict, holds_still, judge
from giaoban_cli.frozen import frozen
from giaoban_cli.index.port import IndexDocument
from giaoban_cli.models import FileOutcome, FileStatus, IngestReport
from giaoban_cli.platform import shown
from giaoban_cli.sources import encoding_name
from giaoban_cli.store import (
    UNAMENDED,
    Card,
    Content,
    Origin,
    SourceRow,
    Store,
    Writer,
    as_corrected,
)

BATCH = 100
"""Files written in one transaction."""

Tell = Callable[[FileOutcome], None]


class Tally:
    """Counts outcomes and passes them on."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._counts: dict[FileStatus, int] = {}
        self._listed: dict[FileStatus, list[FileOutcome]] = {}
        self._to_review = 0

    def add(self, outcome: FileOutcome, *, review: bool = False) -> None:
        """Count an outcome; `review` when a human should look at what was read."""
        self._counts[outcome.status] = self._counts.get(outcome.status, 0) + 1
        self._to_review += review
        if outcome.status in ("duplicate", "skipped", "failed"):
            self._listed.setdefault(outcome.status, []).append(outcome)
        self._tell(outcome)

    def report(self, seconds: float) -> IngestReport:
        """The summary of a run that took so long."""
        return IngestReport(
            added=self._counts.get("added", 0),
            updated=self._counts.get("updated", 0),
            unchanged=self._counts.get("unchanged", 0),
            duplicates=tuple(self._listed.get("duplicate", ())),
            skipped=tuple(self._listed.get("skipped", ())),
            failed=tuple(self._listed.get("failed", ())),
            to_review=self._to_review,
            seconds=seconds,
        )


class Desk(Protocol):
    """Where a run's results are settled: written, or only noted."""

    @property
    def store(self) -> Store | None:
        """What is known when the run begins."""

    def settle(self, batch: Sequence[tuple[Step, Reading | Failure | None]]) -> list[Settled]:
        """Deal with a batch; when this returns, what it tells is durable."""


@frozen
class Settled:
    """The outcome of one file; `review` when a human should look at what was read."""

    outcome: FileOutcome
    review: bool = False


def run(
    desk: Desk,
    paths: Sequence[Path],
    options: IngestOptions,
    tell: Tell,
    *,
    clock: Clock,
    reader: Reader,
    progress: Progress,
    after: Callable[[], None] = lambda: None,
) -> IngestReport:
    """Take the files of `paths` to a desk.

    Args:
        desk: settles the results.
        paths: files and folders.
        options: of the run.
        tell: called with each outcome, once it is durable.
        clock: the time now.
        reader: does a task; a fresh process must be able to import it.
        progress: told of the steps `scan` and `read`.
        after: called after each batch.

    Raises:
        UsageError: a path that was named does not exist, or no encoding has that name.
    """
    began = clock()
    if options.encoding:
        options = replace(options, encoding=encoding_name(options.encoding))
    tally = Tally(tell)
    listed = entries(paths, options, progress)
    jobs = options.jobs if len(listed) >= FEW else 1
    with ExitStack() as ending:
        if options.given:
            from giaoban_cli.sources.given import given

            listed.append(ending.enter_context(given(options.given, options.max_size)))
        done = read_all(steps(listed, desk.store, options), reader, jobs=jobs)
        ending.enter_context(closing(done))  # ends the processes, however this ends
        told = _told(done, len(listed), progress)
        while batch := list(islice(told, BATCH)):
            for settled in desk.settle(batch):
                tally.add(settled.outcome, review=settled.review)
            after()
    return tally.report((clock() - began).total_seconds())


def _told(
    results: Iterator[tuple[Step, Reading | Failure | None]], total: int, progress: Progress
) -> Iterator[tuple[Step, Reading | Failure | None]]:
    """Results, each told to the progress as it comes."""
    for number, result in enumerate(results, start=1):
        progress("read", number, total)
        yield result


def _outcome(job: Job, reading: Reading, verdict: Verdict, id_: str) -> Settled:
    """What is told of a file that was read."""
    if verdict.status == "unchanged" and verdict.card:
        return Settled(unchanged(job.found, verdict.card))
    new = verdict.status in ("added", "updated")
    review = new and reading.content is not None and reading.content.doubtful
    return Settled(FileOutcome(shown(job.found.path), verdict.status, id_), review)


def _new_id(content: Content, taken: Callable[[str], bool]) -> str:
    """An id for a new meeting."""
    return mint(content.date, content.place or content.title, content.text_sha256, taken)


class Ledger:
    """The desk that writes. The caller holds the archive's lock.

    Args:
        store: the archive's truth.
        clock: the time now.
        reader: reads a file again when what was known of it has been overtaken.
    """

    def __init__(self, store: Store, clock: Clock, reader: Reader) -> None:
        self.store = store
        self._clock = clock
        self._reader = reader
        self._written: list[tuple[int, IndexDocument | None]] = []

    def written(self) -> list[tuple[int, IndexDocument | None]]:
        """The meetings that were written since this was last asked.

        Their keys, each with what an index holds of it when the reader has worked that out.
        """
        written, self._written = self._written, []
        return written

    def settle(self, batch: Sequence[tuple[Step, Reading | Failure | None]]) -> list[Settled]:
        """Write a batch in one transaction."""
        if not any(isinstance(reading, Reading) for _, reading in batch):
            return [_unread(step, reading) for step, reading in batch]
        with self.store.writing() as writer:
            return [
                self._one(writer, step, reading)
                if isinstance(step, Job) and isinstance(reading, Reading)
                else _unread(step, reading)
                for step, reading in batch
            ]

    def _one(self, writer: Writer, job: Job, reading: Reading) -> Settled:
        """Write one file."""
        # Looked up again: an earlier file of this run may have taken its meeting from it.
        source = self.store.source_at(os.fsencode(job.found.place))
        if reading.content is None and (source is None or source.origin.sha256 != job.task.known):
            again = self._reader(replace(job.task, known=None))
            if isinstance(again, Failure):
                return _unread(job, again)
            reading = again
        verdict = judge(reading, source, self.store, holds_still)
        if verdict.status == "skipped" or (verdict.card and verdict.card.forgotten):
            return Settled(forgotten(job.found))
        return _outcome(job, reading, verdict, self._write(writer, job, reading, verdict, source))

    def _write(
        self,
        writer: Writer,
        job: Job,
        reading: Reading,
        verdict: Verdict,
        source: SourceRow | None,
    ) -> str:
        """Write what a verdict asks for; returns the meeting's id."""
        content, document, card = reading.content, reading.document, verdict.card
        for path in verdict.let_go:
            writer.detach(path)
        if card is None:
            assert content is not None
            id_ = _new_id(content, self.store.knows)
            key = writer.add(id_, content)
            self._written.append((key, _searched(reading, key)))
        else:
            id_, key = card.id, card.key
            if verdict.status == "updated":
                assert content is not None
                writer.replace(card, _as_it_holds(card, content))
                corrected = card.amended != UNAMENDED
                self._written.append((key, None if corrected else _searched(reading, key)))
        if document is None:
            return id_
        if content is None:
            assert source is not None
            writer.renew(replace(source.origin, stamp=document.stamp), key, source.ingested_at)
            return id_
        origin = Origin(
            os.fsencode(job.found.place),
            document.sha256,
            document.size,
            document.stamp,
            document.encoding,
            document.format,
        )
        at = self._clock().astimezone(UTC).isoformat(timespec="seconds")
        if source and source.meeting == key:
            writer.renew(origin, key, at)
        else:
            writer.attach(origin, key, at)
        return id_


def _searched(reading: Reading, key: int) -> IndexDocument | None:
    """What an index holds of a meeting that was read just now."""
    return replace(reading.searched, key=key) if reading.searched else None


def _as_it_holds(card: Card, content: Content) -> Content:
    """What was read anew, under the corrections that were made before."""
    return content if card.amended == UNAMENDED else as_corrected(content, card.amended, name_key)


def _unread(step: Step, reading: Reading | Failure | None) -> Settled:
    """What is told of a file that was not read."""
    if isinstance(step, FileOutcome):
        return Settled(step)
    assert isinstance(reading, Failure)
    return Settled(not_read(step.found.path, reading.reason, skipped=reading.skipped))


class Rehearsal:
    """The desk of a dry run: it remembers what it would have written, and writes nothing.

    Args:
        store: the archive's truth; None when there is no archive yet.
    """

    def __init__(self, store: Store | None) -> None:
        self.store = store
        self._new: list[Card] = []
        self._by_sha256: dict[str, Card] = {}
        self._by_fingerprint: dict[str, Card] = {}

    def settle(self, batch: Sequence[tuple[Step, Reading | Failure | None]]) -> list[Settled]:
        """Tell what would be written."""
        return [
            self._one(step, reading)
            if isinstance(step, Job) and isinstance(reading, Reading)
            else _unread(step, reading)
            for step, reading in batch
        ]

    def _one(self, job: Job, reading: Reading) -> Settled:
        """Judge one file."""
        source = self.store.source_at(os.fsencode(job.found.place)) if self.store else None
        known: Known = self
        verdict = judge(reading, source, known, holds_still)
        if verdict.status == "skipped" or (verdict.card and verdict.card.forgotten):
            return Settled(forgotten(job.found))
        card, content = verdict.card, reading.content
        if card is None:
            assert content is not None
            card = Card.of(-1 - len(self._new), _new_id(content, self._taken), content)
            self._new.append(card)
        if content and reading.document:
            self._by_sha256.setdefault(reading.document.sha256, card)
            self._by_fingerprint.setdefault(content.fingerprint, card)
        return _outcome(job, reading, verdict, card.id)

    def _taken(self, id_: str) -> bool:
        """Whether an id is in use, or would be."""
        known = self.store is not None and self.store.knows(id_)
        return known or any(card.id == id_ for card in self._new)

    def card(self, key: int) -> Card | None:
        """A meeting that is stored, or would be."""
        if key < 0:
            return self._new[-1 - key]
        return self.store.card(key) if self.store else None

    def sources_of(self, key: int) -> list[SourceRow]:
        """The files that hold a stored meeting."""
        return self.store.sources_of(key) if self.store and key >= 0 else []

    def purged(self, sha256: str, fingerprint: str) -> bool:
        """Whether a report was purged."""
        return self.store is not None and self.store.purged(sha256, fingerprint)

    def holder(self, sha256: str, fingerprint: str | None = None) -> Card | None:
        """The meeting that holds a content, or would."""
        stored = self.store.holder(sha256, fingerprint) if self.store else None
        return stored or self._by_sha256.get(sha256) or self._by_fingerprint.get(fingerprint or "")
