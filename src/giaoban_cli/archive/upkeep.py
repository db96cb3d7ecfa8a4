"""The index kept in step with the truth: opened, caught up, rebuilt, swept.

In: a home, its store, an engine. Out: an index that may be asked. A reader never waits for a
writer while there is an index to read; damage is answered by rebuilding, without being told.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from giaoban_cli.archive.engines import NAMES, Engine
from giaoban_cli.archive.home import Home
from giaoban_cli.archive.requests import Progress
from giaoban_cli.errors import Busy, DataMissing, IndexBehind, OutOfReach, Refused
from giaoban_cli.index.port import Index, IndexDamaged, IndexDocument, IndexWriter
from giaoban_cli.models import Note
from giaoban_cli.platform import shown, sync_folder, writing_to
from giaoban_cli.store import Store

Answer = TypeVar("Answer")

FOLLOW = 2000
"""Meetings that an index may lag behind while an ingest runs."""


class Upkeep:
    """The index of an open archive.

    Args:
        home: the archive's folder.
        store: its truth.
        engine: the engine of its index.
        progress: told about catching up and rebuilding, as the step `index`.
        tell: takes the word that an index on another machine stays behind.
    """

    def __init__(
        self,
        home: Home,
        store: Store,
        engine: Engine,
        progress: Progress,
        tell: Callable[[Note], None] | None = None,
    ) -> None:
        self._home = home
        self._store = store
        self._engine = engine
        self._progress = progress
        self._tell = tell
        self._index: Index | None = None
        self._ahead: _Ahead | None = None
        self._lag: IndexBehind | None = None

    @property
    def folder(self) -> Path:
        """Where the engine keeps its files."""
        return self._home.indexes / self._engine.name

    @property
    def name(self) -> str:
        """The engine's name."""
        return self._engine.name

    def follow(self, written: Iterable[tuple[int, IndexDocument | None]] = ()) -> None:
        """Take in what was just written, and catch up when it is much.

        The caller holds the archive's lock from one call to the next.

        Args:
            written: keys of meetings that were, each with what an index holds of it when whoever
                read it has worked that out.
        """
        if self._lag is None:
            try:
                self._follow(written)
            except OutOfReach as error:
                self._fall_behind(error)

    def _follow(self, written: Iterable[tuple[int, IndexDocument | None]]) -> None:
        index = self._open()
        if index is None:
            return
        try:
            for key, document in self._finished(written):
                if self._ahead is None:
                    self._ahead = _Ahead(index.writer(), index.generation)
                self._ahead.take(key, document if self._engine.takes_ours else None)
        except IndexDamaged:
            self._fall_back()
            self.mend()
        if self._ahead and self._ahead.size >= FOLLOW:
            self.mend()

    def _finished(
        self, written: Iterable[tuple[int, IndexDocument | None]]
    ) -> Iterator[tuple[int, IndexDocument | None]]:
        """What was written, with what the engine keeps besides."""
        finish = self._engine.finish
        if finish is None:
            yield from written
            return
        documents = dict(written)
        for card, stored in self._store.many(list(documents)):
            document = documents.pop(card.key)
            yield card.key, document and finish(document, card, stored)
        yield from dict.fromkeys(documents).items()

    def keep_up(self) -> IndexBehind | None:
        """Bring the index into step, unless it lies on a machine that does not answer.

        The caller holds the archive's lock.

        Returns:
            The word that the index stays behind; what the archive holds waits for the next time.
        """
        self._lag = None
        try:
            self.mend()
        except OutOfReach as error:
            self._fall_behind(error)
        return self._lag

    def _fall_behind(self, why: OutOfReach) -> None:
        self._lag = IndexBehind(why)
        self.close()

    def _fall_back(self) -> None:
        """Forget what an index was to take in: the store still has it."""
        if self._ahead is not None:
            self._ahead.writer.close()
            self._ahead = None

    def close(self) -> None:
        """Let go of the index's files."""
        self._fall_back()
        if self._index is not None:
            self._index.close()
            self._index = None

    def ask(self, question: Callable[[Index], Answer]) -> Answer:
        """Put a question to an index that is in step, or as nearly as can be had at once.

        Raises:
            DataMissing: the index knows more than the store.
            DamagedArchive: a meeting cannot be read, so that no index can be made of it.
            Busy, Refused: there is no index to read, and none can be made now.
        """
        with suppress(IndexDamaged):
            return question(self.ready())
        self.close()
        with suppress(IndexDamaged):
            return question(self.ready())  # a writer may have moved on between two looks
        self.close()
        with self._home.lock():
            return question(self.rebuild())

    def ready(self) -> Index:
        """An index to read; see `ask`."""
        index = self._open()
        if index is not None and not self._behind(index):
            if self._strays() or index.untidy():
                with suppress(Busy, Refused), self._home.lock(0.0):
                    self._sweep()
                    index.tidy()
            return index
        try:
            with self._home.lock(0.0) if index else self._home.lock():
                return self.mend()
        except (Busy, Refused) as error:
            index = self._open()
            if index is None:
                raise
            if isinstance(error, OutOfReach) and self._tell:
                self._tell(Note("index.older"))
            return index  # somebody is writing, or nothing may be written: older, but whole

    def mend(self) -> Index:
        """Bring the index into step. The caller holds the archive's lock."""
        self._sweep()
        if self._ahead is None:
            self.close()  # another process may have mended it while we waited
        index = self._open()
        if index is None:
            return self.rebuild()
        if self._behind(index):
            try:
                self._catch_up(index)
            except IndexDamaged:
                return self.rebuild()
        return index

    def rebuild(self) -> Index:
        """Make the index anew from the store, beside the old one, and put it in its place.

        The caller holds the archive's lock.
        """
        self.close()
        fresh = self._home.indexes / f".{self._engine.name}-{os.urandom(4).hex()}"
        with writing_to(self._home.indexes):
            self._home.indexes.mkdir(mode=0o700, exist_ok=True)
            try:
                index = self._engine.open(fresh)
                try:
                    keys = self._store.keys()
                    index.update(self._documents(keys), (), self._store.generation)
                finally:
                    index.close()
                self._swap(fresh)
            finally:
                self._sweep()
        found = self._open()
        if found is None:
            raise Refused("archive.index_unusable", path=shown(self.folder))
        return found

    def drop_others(self) -> None:
        """Remove the indexes of other engines. The caller holds the archive's lock."""
        for path in list(self._home.indexes.iterdir()):
            if path.name in NAMES and path.name != self._engine.name:
                shutil.rmtree(path, ignore_errors=True)

    def _swap(self, fresh: Path) -> None:
        """Put a finished index in the place of the old one."""
        if self.folder.exists():
            self.folder.rename(self._home.indexes / f".old-{os.urandom(4).hex()}")
        fresh.rename(self.folder)
        sync_folder(self._home.indexes)

    def _strays(self) -> list[Path]:
        """What an interrupted rebuild left behind, or one that is under way."""
        with suppress(OSError):
            return [path for path in self._home.indexes.iterdir() if path.name.startswith(".")]
        return []

    def _sweep(self) -> None:
        """Remove what an interrupted rebuild left behind. The caller holds the lock."""
        for path in self._strays():
            shutil.rmtree(path, ignore_errors=True)

    def look(self) -> Index | None:
        """The index as it is on disk; None when there is none.

        Raises:
            IndexDamaged: it is not what was written.
        """
        if self._index is None and self.folder.is_dir():
            self._index = self._engine.open(self.folder)
        return self._index

    def _open(self) -> Index | None:
        """The index as it is on disk; None when there is none, or it is damaged."""
        with suppress(IndexDamaged):
            return self.look()
        return None

    def _behind(self, index: Index) -> bool:
        """Whether the store knows more than the index.

        Raises:
            DataMissing: the index knows more than the store.
        """
        reached = index.generation  # asked first: the store may grow meanwhile, never shrink
        generation = self._store.generation
        if reached > generation:
            raise DataMissing(found=generation, known=reached)
        return reached < generation

    def _catch_up(self, index: Index) -> None:
        """Tell the index what changed since the generation it has seen."""
        since, generation = index.generation, self._store.generation
        changed = self._store.changed_since(since)
        try:
            if self._ahead is None or not self._ahead.goes_on(since, changed):
                self._fall_back()
                self._ahead = _Ahead(index.writer(), since)
            for document in self._documents(self._ahead.missing(changed)):
                self._ahead.writer.add(document)
            self._ahead.writer.finish(self._store.removed_since(since), generation)
        finally:
            self._fall_back()

    def _documents(self, keys: Sequence[int]) -> Iterator[IndexDocument]:
        """Meetings as the engine wants them, read back from the store."""
        for number, (card, stored) in enumerate(self._store.many(keys), start=1):
            document = self._engine.analyse(card.key, stored)
            finish = self._engine.finish
            yield finish(document, card, stored) if finish else document
            self._progress("index", number, len(keys))


class _Ahead:
    """What an index is taking in while its archive grows.

    Args:
        writer: takes it in.
        since: the generation that the index has seen before.
    """

    def __init__(self, writer: IndexWriter, since: int) -> None:
        self.writer = writer
        self._since = since
        self._taken: set[int] = set()
        self._stale: set[int] = set()

    @property
    def size(self) -> int:
        """How many meetings it has taken in, or is to."""
        return len(self._taken) + len(self._stale)

    def take(self, key: int, document: IndexDocument | None) -> None:
        """Take a meeting in; one that nobody has worked out is read from the store later."""
        if document is None:
            self._stale.add(key)
        else:
            self.writer.add(document)
            self._taken.add(key)
            self._stale.discard(key)

    def goes_on(self, since: int, changed: Iterable[int]) -> bool:
        """Whether the index is still the one of before, and has all of this to take in."""
        return since == self._since and self._taken <= set(changed)

    def missing(self, changed: Iterable[int]) -> list[int]:
        """Those of the changed meetings that have not been taken in as they are now."""
        return [key for key in changed if key not in self._taken or key in self._stale]
