"""The library: one object that ingests, searches, shows, exports, checks. The only user of both
store and index.

In: a folder and plain values. Out: the values of `models`. Nothing here prints; progress and
outcomes go to callbacks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from giaoban_cli.models import (
    CheckReport,
    FileOutcome,
    IngestReport,
    Page,
    Stats,
    Stored,
)
from giaoban_cli.query import Filters, Marks, Sort

Clock = Callable[[], datetime]
"""The time now, aware of its zone."""

Progress = Callable[[str, int, int | None], None]
"""Called with a step's name (`scan`, `read`, `index`), how much is done, and of how much."""


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How files are taken in; sizes in bytes."""

    unit: str | None = None
    encoding: str | None = None
    jobs: int = 1
    dry_run: bool = False
    rehash: bool = False
    follow: bool = False
    max_size: int = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search as typed. `page` counts from 1."""

    text: str = ""
    filters: Filters = Filters()
    sort: Sort = "relevance"
    limit: int = 20
    page: int = 1
    marks: Marks = "smart"
    exact: bool = False
    facets: bool = False


class Archive:
    """An archive folder, open. Use it as a context manager.

    Args:
        folder: where the archive lives.
        state: the user's state folder, where the last search's hits are kept for `@N`.
        clock: the time now.
        synonyms: pairs (short form, long form) from the configuration.
        progress: told about long steps.
    """

    def __init__(
        self,
        folder: Path,
        *,
        state: Path,
        clock: Clock,
        synonyms: tuple[tuple[str, str], ...] = (),
        engine: str = "whoosh",
        progress: Progress | None = None,
    ) -> None:
        raise NotImplementedError

    @classmethod
    def create(cls, folder: Path) -> None:
        """Make an empty archive at `folder` in one step (under another name, then renamed).

        Does nothing when an archive is already there.

        Raises:
            Refused: no space, no permission, or something else stands there.
        """
        raise NotImplementedError

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of store and index."""
        raise NotImplementedError

    def ingest(
        self,
        paths: Sequence[Path],
        options: IngestOptions,
        outcome: Callable[[FileOutcome], None],
    ) -> IngestReport:
        """Take files and folders in.

        Args:
            paths: files and folders; folders are walked.
            options: how.
            outcome: called once a file, when its record is durable.

        Raises:
            Busy: another process is writing.
            Refused: the disk is full or not to be written.
            UsageError: a path does not exist.
        """
        raise NotImplementedError

    def search(self, request: SearchRequest) -> Page:
        """Answer a search; remembers the hits for `@N`."""
        raise NotImplementedError

    def resolve(self, ref: str) -> str:
        """The id that REF means: an id, a unique prefix, a date, `@N`, or an ingested path.

        Raises:
            UsageError: unknown (with near ids) or ambiguous (with the candidates).
        """
        raise NotImplementedError

    def get(self, id_: str) -> Stored:
        """One meeting by its id."""
        raise NotImplementedError

    def export(self, request: SearchRequest) -> Iterator[Stored]:
        """Every meeting that answers, newest first, one at a time."""
        raise NotImplementedError

    def stats(self) -> Stats:
        """What the archive holds and what is missing in it."""
        raise NotImplementedError

    def complete(self, what: str, beginning: str) -> Iterable[str]:
        """Values of `id`, `official` or `organisation` that begin so, for the shell."""
        raise NotImplementedError

    def check(self, *, repair: bool = False) -> CheckReport:
        """Verify database, originals, records and index; with `repair`, rebuild what is derived."""
        raise NotImplementedError

    def backup(self, file: Path) -> None:
        """Write a consistent, verified copy of the archive to a new file."""
        raise NotImplementedError

    @classmethod
    def restore(cls, file: Path, folder: Path) -> None:
        """Make an archive at `folder`, where none is, from a backup file."""
        raise NotImplementedError


def today(clock: Clock) -> date:
    """The local day of a clock."""
    return clock().astimezone().date()
