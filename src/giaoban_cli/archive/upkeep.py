"""The index kept in step with the truth: opened, caught up, rebuilt, swept.

In: a home, its store, an engine. Out: an index that may be asked. A reader never waits for a
writer while there is an index to read; damage is answered by rebuilding, without being told.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import count, groupby
from pathlib import Path
from typing import TypeVar

from giaoban_cli.archive.engines import NAMES, Engine
from giaoban_cli.archive.home import Home
from giaoban_cli.archive.requests import Progress
from giaoban_cli.errors import Busy, DataMissing, Refused
from giaoban_cli.index.port import Index, IndexDamaged, IndexDocument
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
    """

    def __init__(self, home: Home, store: Store, engine: Engine, progress: Progress) -> None:
        self._home = home
        self._store = store
        self._engine = engine
        self._progress = progress
        self._index: Index | None = None
        self._fresh: dict[int, IndexDocument] = {}

    @property
    def folder(self) -> Path:
        """Where the engine keeps its files."""
        return self._home.indexes / self._engine.name

    @property
    def name(self) -> str:
        """The engine's name."""
        return self._engine.name

    def follow(self, written: Iterable[tuple[int, IndexDocument | None]] = ()) -> None:
        """Catch up when much has been written since; the caller holds the archive's lock.

        Args:
            written: keys of meetings that were, each with what an index holds of it when whoever
                read it has worked that out.
        """
        for key, document in written:
            self._fresh.pop(key, None)
            if document and self._engine.takes_ours:
                self._fresh[key] = document
        index = self._open()
        if index and len(self._store.changed_since(index.generation)) >= FOLLOW:
            self.mend()

    def close(self) -> None:
        """Let go of the index's files."""
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
        except (Busy, Refused):
            index = self._open()
            if index is None:
                raise
            return index  # somebody is writing, or nothing may be written: older, but whole

    def mend(self) -> Index:
        """Bring the index into step. The caller holds the archive's lock."""
        self._sweep()
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
        since = index.generation
        generation = self._store.generation
        removed = self._store.removed_since(since)
        index.update(self._documents(self._store.changed_since(since)), removed, generation)

    def _documents(self, keys: list[int]) -> Iterator[IndexDocument]:
        """Meetings as the engine wants them."""
        fresh, self._fresh = self._fresh, {}
        done = count(1)
        for known, group in groupby(keys, fresh.__contains__):
            some = list(group)
            documents = map(fresh.pop, some) if known else self._analysed(some)
            for document, number in zip(documents, done, strict=False):
                yield document
                self._progress("index", number, len(keys))

    def _analysed(self, keys: Iterable[int]) -> Iterator[IndexDocument]:
        """Meetings read back from the store."""
        for card, stored in self._store.many(keys):
            yield self._engine.analyse(card.key, stored)
