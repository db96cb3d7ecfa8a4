"""One file, or one stored text, read into a row of the store: what worker processes do.

In: `Task`s. Out: a `Reading` each, or a `Failure` that says why there is none; never an exception,
so that no file ends the run of the others.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from giaoban_cli import text as rules
from giaoban_cli.archive.names import name_key, number_key
from giaoban_cli.errors import SkippedFile, UnreadableFile
from giaoban_cli.frozen import frozen
from giaoban_cli.index.port import IndexDocument
from giaoban_cli.models import Meeting, Note
from giaoban_cli.platform import shown
from giaoban_cli.sources import Document, read
from giaoban_cli.store import Content, named, pack

if TYPE_CHECKING:
    from giaoban_cli.text.page.clean import Cleaned

NO_KEY = 0
"""The key of a document that the store has not numbered yet."""


@frozen
class Task:
    """A file to read.

    Attributes:
        path: what to open.
        limit: greatest size, bytes.
        encoding: its encoding; None finds out.
        unit: the unit the user named.
        known: sha256 of bytes that need not be read again.
        text: a text that is stored already: read this, and open nothing.
    """

    path: str
    limit: int
    encoding: str | None = None
    unit: str | None = None
    known: str | None = None
    text: str | None = None


@frozen
class Reading:
    """What a file says.

    Attributes:
        document: the file, without its text, which is in the content; None when a stored text
            was read.
        content: what will be stored; None when the file's bytes are the known ones.
        searched: what an index will hold of it, once it has a key; None when nobody worked it out.
    """

    document: Document | None
    content: Content | None
    searched: IndexDocument | None = None


@frozen
class Failure:
    """Why a file was not read; `skipped` when it is no report at all."""

    reason: Note
    skipped: bool = False


def perform(task: Task) -> Reading | Failure:
    """Read the file of a task."""
    return perform_all([task])[0]


def perform_all(tasks: Sequence[Task]) -> list[Reading | Failure]:
    """Read the files of some tasks, step by step with all of them.

    The rules of one step stay in the processor's cache while they are used on one text after the
    other: file by file, reading takes a fifth longer.
    """
    steps = [_steps(task) for task in tasks]
    replies: list[Reading | Failure | None] = [None] * len(tasks)
    while any(reply is None for reply in replies):
        for place, reply in enumerate(replies):
            if reply is None:
                replies[place] = _after_step(steps[place], tasks[place])
    return [reply for reply in replies if reply is not None]


def _after_step(steps: Generator[None, None, Reading], task: Task) -> Reading | Failure | None:
    """Take the next step of a task; None when it was not the last."""
    try:
        next(steps)
    except StopIteration as end:
        reading: Reading = end.value
        return reading
    except UnreadableFile as error:
        return Failure(Note(error.key, error.details), isinstance(error, SkippedFile))
    except MemoryError:
        return Failure(Note("file.too_much_memory", {"path": shown(task.path)}))
    except Exception as error:  # noqa: BLE001  a fault of ours in one file must not lose the rest
        return Failure(
            Note("file.defeated_us", {"path": shown(task.path), "detail": repr(error)[:200]})
        )
    return None


def _steps(task: Task) -> Generator[None, None, Reading]:
    """Read the file of a task, halting after each step."""
    if task.text is not None:
        return Reading(None, understand(task.text, task.path, task.unit))
    document = read(task.path, limit=task.limit, encoding=task.encoding, known=task.known)
    if document.text is None:
        return Reading(document, None)
    yield
    from giaoban_cli import parse  # loads every rule, which takes as long as some hundred reports
    from giaoban_cli.index.analyse import analyse_page
    from giaoban_cli.text.page.clean import clean

    page = clean(document.text)
    yield
    meeting = yield from parse.steps(page, filename=_filename(task.path), unit=task.unit)
    if document.warnings:
        meeting = replace(meeting, warnings=(*document.warnings, *meeting.warnings))
    yield
    content = _packed(page, meeting, task.path, task.unit)
    yield
    return Reading(replace(document, text=None), content, analyse_page(NO_KEY, meeting, page))


def understand(text: str, path: str, unit: str | None) -> Content:
    """A report's text → the row that will be stored.

    Args:
        text: all of it, NFC.
        path: the file's name, which may lend the date.
        unit: the unit the user named.
    """
    from giaoban_cli import parse
    from giaoban_cli.text.page.clean import clean

    page = clean(text)
    meeting = parse.read(page, filename=_filename(path), unit=unit)
    return _packed(page, meeting, path, unit)


def _packed(page: Cleaned, meeting: Meeting, path: str, unit: str | None) -> Content:
    """What a report says as it will be stored."""
    from giaoban_cli.text.likeness import bands, fingerprint, words_of

    words = words_of(page)
    paper = meeting.paper
    return pack(
        meeting,
        officials=named(meeting, name_key),
        fingerprint=fingerprint(words),
        parser=rules.VERSION,
        unit=unit,
        filename=_filename(path),
        unsearched=(*page.chrome, *meeting.spans.get("authors", ())),
        bands=bands(words),
        number=number_key(paper.number) if paper and paper.number else None,
    )


def _filename(path: str) -> str:
    return shown(Path(path).name)
