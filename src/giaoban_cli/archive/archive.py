"""An archive, open: every door to it, each leading to the file that does the work.

What a method needs is loaded when it is called, so that `show` never loads an engine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from giaoban_cli.archive.home import create, open_home, open_store
from giaoban_cli.archive.refs import LastSearch, resolve
from giaoban_cli.archive.requests import (
    Clock,
    IngestOptions,
    Progress,
    SearchRequest,
    SelectedDays,
    Selection,
    today,
)
from giaoban_cli.errors import Busy, Refused, UsageError
from giaoban_cli.models import (
    CheckReport,
    FileOutcome,
    IngestReport,
    Merge,
    Note,
    Page,
    SharedIndex,
    Stats,
    Stored,
)
from giaoban_cli.platform import shown

if TYPE_CHECKING:
    from giaoban_cli.archive.amending import Corrections
    from giaoban_cli.archive.engines import Engine
    from giaoban_cli.archive.everywhere import Everywhere
    from giaoban_cli.archive.finding import Finder
    from giaoban_cli.archive.plan import Reader
    from giaoban_cli.archive.upkeep import Upkeep
    from giaoban_cli.store import Store


class Archive:
    """An archive folder, open. Use it as a context manager.

    Args:
        folder: where the archive lives.
        state: the user's state folder, where the last search's hits are kept for `@N`.
        clock: the time now.
        synonyms: pairs (short form, long form) from the configuration.
        engine: the search engine: the name of one that ships, or one of your own.
        progress: told about long steps.
        reader: reads one file; what ships reads all that `sources` knows.
        shared: where the index lies, when archives share one.
        tell: takes words about answers that are not whole, and about what an index did not take.

    Raises:
        UsageError: there is no archive.
        DamagedArchive: it is not what was written.
        Refused: the system will not open it.
    """

    def __init__(
        self,
        folder: Path,
        *,
        state: Path,
        clock: Clock,
        synonyms: tuple[tuple[str, str], ...] = (),
        engine: str | Engine = "whoosh",
        progress: Progress | None = None,
        reader: Reader | None = None,
        shared: SharedIndex | None = None,
        tell: Callable[[Note], None] | None = None,
    ) -> None:
        self._home = open_home(folder)
        self._store = open_store(self._home)
        self._clock = clock
        self._synonyms = synonyms
        self._engine = engine
        self._progress: Progress = progress or _no_progress
        self._reader = reader
        self._shared = replace(shared, owner=self._home.name) if shared else None
        self._note = tell
        self._last = LastSearch(state, self._home.name)
        self._kept: Upkeep | None = None
        self._tidy()

    def _tidy(self) -> None:
        """Finish what a process that was killed left undone, if nobody is in the way."""
        names = os.listdir(self._home.folder)  # noqa: PTH208  at every start: the quickest look
        if any(name.startswith(f".{self._home.readable.name}") for name in names):
            from giaoban_cli.archive.readable import keep_readable

            with suppress(Busy, Refused), self._home.lock(0.0):
                keep_readable(self._home, self._store)
        if self._home.purging.name in names:
            from giaoban_cli.archive.purge import finish_purge

            with suppress(Busy, Refused), self._home.lock(0.0):
                finish_purge(self._home, self._store, self._upkeep)

    @classmethod
    def create(cls, folder: Path) -> None:
        """Make an empty archive at `folder` in one step (under another name, then renamed).

        Does nothing when an archive is already there.

        Raises:
            Refused: no space, no permission, or something else stands there.
        """
        create(folder)

    @classmethod
    def rehearse(
        cls,
        folder: Path,
        paths: Sequence[Path],
        options: IngestOptions,
        outcome: Callable[[FileOutcome], None],
        *,
        clock: Clock,
        progress: Progress | None = None,
        reader: Reader | None = None,
    ) -> IngestReport:
        """Tell what `ingest` would do, and write nothing; there need not be an archive.

        Raises:
            UsageError: a path does not exist.
        """
        from giaoban_cli.archive.ingest import Rehearsal, run
        from giaoban_cli.archive.reading import perform

        store = None
        with suppress(UsageError):  # without an archive everything is new
            store = open_store(open_home(folder))
        try:
            return run(
                Rehearsal(store),
                paths,
                options,
                outcome,
                clock=clock,
                reader=reader or perform,
                progress=progress or _no_progress,
            )
        finally:
            if store:
                store.close()

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
        if self._kept:
            self._kept.close()
        self._store.close()

    @property
    def _upkeep(self) -> Upkeep:
        """The index, loaded when it is first needed."""
        if self._kept is None:
            from giaoban_cli.archive.engines import load
            from giaoban_cli.archive.upkeep import Upkeep

            engine = self._engine
            if isinstance(engine, str):
                engine = load(engine, self._shared, self._note)
            self._kept = Upkeep(self._home, self._store, engine, self._progress, self._note)
        return self._kept

    @property
    def _truth(self) -> Store:
        """The store, once nothing is found to be missing from it."""
        self._store.miss()
        return self._store

    # --- taking in ---

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
        from giaoban_cli.archive.ingest import Ledger, run
        from giaoban_cli.archive.readable import keep_readable
        from giaoban_cli.archive.reading import perform

        reader = self._reader or perform
        if options.dry_run:
            return self.rehearse(
                self._home.folder,
                paths,
                options,
                outcome,
                clock=self._clock,
                progress=self._progress,
                reader=reader,
            )
        with self._home.lock():
            self._upkeep.keep_up()
            keep_readable(self._home, self._store)
            ledger = Ledger(self._truth, self._clock, reader)
            report = run(
                ledger,
                paths,
                options,
                outcome,
                clock=self._clock,
                reader=reader,
                progress=self._progress,
                after=lambda: self._upkeep.follow(ledger.written()),
            )
            lag = self._upkeep.keep_up()
        if lag is None:
            return report
        return replace(report, behind=Note(lag.reason.key, lag.reason.details))

    # --- finding ---

    def search(self, request: SearchRequest) -> Page:
        """Answer a search; remembers the hits for `@N`.

        Raises:
            UsageError: the query or a filter is not understood.
        """
        page = self._finder().page(request)
        self._remember(request, page)
        return page

    def search_everywhere(self, request: SearchRequest) -> Page:
        """Answer a search over all archives of the shared index; remembers the hits for `@N`.

        Raises:
            UsageError: the query or a filter is not understood.
            Refused: the servers do not answer.
        """
        with self._everywhere() as everywhere:
            page = everywhere.search(request)
        self._remember(request, page, "everywhere")
        return page

    def _everywhere(self) -> Everywhere:
        from giaoban_cli.archive.everywhere import Everywhere

        if self._shared is None:
            raise UsageError("cluster.no_url")
        return Everywhere(
            self._shared,
            clock=self._clock,
            synonyms=self._synonyms,
            tell=self._note or _unheard,
        )

    def _remember(self, request: SearchRequest, page: Page, where: str = "") -> None:
        asked = (request.text, request.filters, request.sort, request.marks, request.exact)
        self._last.remember(
            repr((*asked, where) if where else asked), page.offset, [hit.id for hit in page.hits]
        )

    def resolve(self, ref: str) -> str:
        """The id that REF means: an id, a unique prefix, a date, `@N`, or an ingested path.

        Raises:
            UsageError: unknown (with near ids, or with the archive that keeps it) or ambiguous
                (with the candidates).
        """
        try:
            return resolve(ref, self._truth, self._last, lambda: today(self._clock))
        except UsageError as error:
            if self._shared is None or self._engine != "opensearch":
                raise
            raise self._elsewhere(ref) or error from None

    def _elsewhere(self, ref: str) -> UsageError | None:
        """The word that another archive keeps a meeting; None when none is known to."""
        from giaoban_cli.archive.refs import hit_of

        id_ = hit_of(ref, self._last) or ref.lower()
        with suppress(Refused), self._everywhere() as everywhere:
            kept = everywhere.keeper(id_)
            if kept:
                return UsageError("ref.elsewhere", ref=kept[0], name=kept[1])
        return None

    def holds(self, file: Path) -> bool:
        """Whether a file is the source of a meeting, under this name or the one it links to."""
        from giaoban_cli.sources import place

        names = {place(file), str(file.resolve())}
        return any(self._store.source_at(os.fsencode(name)) is not None for name in names)

    def get(self, id_: str) -> Stored:
        """One meeting by its id, with what belongs beside it.

        Raises:
            UsageError: there is none of that id.
        """
        key = self._truth.key_of(id_)
        stored = None if key is None else self._store.stored(key)
        if stored is None:
            raise UsageError("ref.unknown", ref=shown(id_))
        return next(self.beside([stored]))

    def beside(self, meetings: Iterable[Stored]) -> Iterator[Stored]:
        """The same meetings, each with what belongs beside it: `Stored.related`."""
        from giaoban_cli.archive.related import related

        for stored in meetings:
            key = self._truth.key_of(stored.id)
            yield replace(stored, related=() if key is None else related(self._store, key))

    def export(self, request: SearchRequest) -> Iterator[Stored]:
        """Every meeting that answers, newest first, one at a time."""
        return self.select(request).meetings

    def select(self, request: SearchRequest) -> Selection:
        """Every meeting that answers, for a view across meetings.

        Raises:
            UsageError: the query or a filter is not understood.
        """
        return self._finder().select(request)

    def days(self, request: SearchRequest) -> SelectedDays:
        """The days of the meetings that answer: neither record nor text is read.

        Raises:
            UsageError: the query or a filter is not understood.
        """
        return self._finder().days(request)

    def _finder(self) -> Finder:
        """What answers queries, loaded when it is first needed."""
        from giaoban_cli.archive.finding import Finder

        return Finder(self._truth, lambda: self._upkeep, today(self._clock), self._synonyms)

    def complete(self, what: str, beginning: str) -> Iterable[str]:
        """Values of `id`, `official` or `organisation` that begin so, for the shell.

        Marks and capitals do not matter for names.
        """
        from giaoban_cli.archive.names import name_key

        if what == "id":
            return self._store.ids(beginning.lower(), 100)
        if what == "official":
            return self._store.officials(name_key(beginning), 100)
        wanted = name_key(beginning)
        return [name for name in self._store.organisations() if name_key(name).startswith(wanted)]

    # --- corrections ---

    def merges(self) -> tuple[Merge, ...]:
        """The officials that the user made one, in the order in which they were."""
        return self._truth.corrections.merges()

    def corrections(self, by: str) -> Corrections:
        """What a user may correct.

        Args:
            by: who corrects.
        """
        from giaoban_cli.archive.amending import Corrections

        return Corrections(self._home, self._truth, lambda: self._upkeep, self._clock, by)

    # --- care ---

    def stats(self) -> Stats:
        """What the archive holds and what is missing in it."""
        from giaoban_cli.archive.counts import stats

        name = self._engine if isinstance(self._engine, str) else self._engine.name
        counted = stats(self._truth, self._home.indexes, name)
        where = self._shared
        if name != "opensearch" or where is None:
            return counted
        return replace(counted, shared=(where.name or "", where.index, ", ".join(where.urls)))

    def check(self, *, repair: bool = False) -> CheckReport:
        """Verify database, originals, records and index; with `repair`, rebuild what is derived."""
        from giaoban_cli.archive.care import check

        return check(self._home, self._store, self._upkeep, self._progress, repair=repair)

    def reindex(self) -> None:
        """Bring the index of this engine into step; made anew when there is none.

        Raises:
            Busy: another process is writing.
            Refused: what the engine needs is not there, or the disk is full.
        """
        with self._home.lock():
            self._upkeep.mend()

    def withdraw(self, former: SharedIndex) -> None:
        """Take this archive out of a shared index, unless it is there that it publishes now.

        Raises:
            OutOfReach: the servers do not answer; what was published there stays.
        """
        from giaoban_cli.archive.engines import withdraw

        withdraw(replace(former, owner=self._home.name), self._shared)

    def drop_other_indexes(self) -> None:
        """Remove the indexes of other engines; they can be made anew from the store."""
        with self._home.lock():
            self._upkeep.drop_others()

    def backup(self, file: Path) -> None:
        """Write a consistent, verified copy of the archive to a new file.

        Raises:
            UsageError: the file exists already.
            DamagedArchive: what was copied is not whole.
            Refused: the system will not.
        """
        from giaoban_cli.archive.care import backup

        backup(self._truth, file)

    @classmethod
    def restore(cls, file: Path, folder: Path) -> None:
        """Make an archive at `folder`, where none is, from a backup file.

        Raises:
            UsageError: there is no such file, or an archive stands at `folder`.
            DamagedArchive: the backup is not whole.
            Refused: the system will not.
        """
        from giaoban_cli.archive.care import restore

        restore(file, folder)


def _unheard(note: Note) -> None:
    """For whoever does not want to be told."""


def _no_progress(step: str, done: int, total: int | None) -> None:
    """For whoever does not want to be told."""
