"""An index made of segments: written once, joined when they are many, named by a stamp.

In: a folder, analysed documents, queries. Out: everything `port.Index` promises. How a segment is
laid out in its file is the business of whoever hands `write` and `read` in.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from giaoban_cli.index import stamp as stamps
from giaoban_cli.index.documents import Documents, gathered
from giaoban_cli.index.forms import SegmentLexicon
from giaoban_cli.index.join import join
from giaoban_cli.index.known_words import KnownWords
from giaoban_cli.index.port import ANALYSIS, Answer, IndexDocument
from giaoban_cli.index.rank import Search, Source
from giaoban_cli.index.segment import Batch, Columns, Postings, Segment
from giaoban_cli.index.stamp import SegmentFile, Stamp, damage
from giaoban_cli.index.suggest import similar, variants
from giaoban_cli.platform import sync_file, sync_folder, writing_to
from giaoban_cli.query import Query, Sort

Contents = Iterable[tuple[str, Iterable[tuple[str, Postings]]]]
"""Fields with their terms and postings, all in byte order."""

Write = Callable[[Path, str, Columns, Sequence[Documents], Contents], Path]
Read = Callable[[Path, int], Segment]

_FULL = 3_000_000
"""Words after which a batch in memory becomes a segment: some 3,000 reports."""

_FAN = 4
"""So many segments of about one size are joined into one."""

_SMALL = 64
"""Segments of fewer documents are joined whenever there are two of them: that costs next to
nothing, and each segment costs every search."""

_BUILDING = "building-"


class SegmentedIndex:
    """The index in a folder.

    Args:
        folder: where it lives; an empty index when there is nothing.
        ending: of the segments' file names.
        write: writes a segment into a folder under a name.
        read: opens a segment of so many documents.

    Raises:
        IndexDamaged: its files are not whole.
    """

    def __init__(self, folder: Path, *, ending: str, write: Write, read: Read) -> None:
        self._folder = folder
        self._ending = ending
        self._write = write
        self._read = read
        self._stamp = Stamp()
        self._segments: dict[str, Segment] = {}
        self._sources: list[Source] = []
        self._load()

    @property
    def generation(self) -> int:
        """The store's generation that this index reflects; 0 for an empty one."""
        return self._stamp.generation

    # --- reading -----------------------------------------------------------------------------

    def _load(self) -> None:
        """Read the stamp and open its segments."""
        with damage():
            stamps.settle(self._folder, self._adopt)

    def _adopt(self, stamp: Stamp) -> None:
        """Keep the segments of a stamp open, and no others."""
        opened = {
            file.name: self._segments.get(file.name)
            or self._read(self._folder / file.name, file.documents)
            for file in stamp.segments
        }
        for name, segment in self._segments.items():
            if name not in opened:
                segment.close()
        self._segments, self._stamp = opened, stamp
        self._sources = [
            (
                opened[file.name],
                KnownWords(opened[file.name]),
                gathered(file.dropped, file.documents),
            )
            for file in stamp.segments
        ]

    def _search(self, query: Query) -> Search:
        for _, words, _ in self._sources:
            words.trim()
        return Search(self._sources, query)

    def search(self, query: Query, *, sort: Sort, limit: int, offset: int = 0) -> Answer:
        """The hits `offset … offset + limit` of a query."""
        with damage():
            return self._search(query).page(sort, limit, offset)

    def keys(self, query: Query) -> tuple[int, ...]:
        """The keys of every document that answers, in no order."""
        with damage():
            return tuple(self._search(query).keys())

    def count(self, query: Query, bound: int) -> int:
        """How many documents answer, counting no further than `bound`."""
        with damage():
            return min(self._search(query).total, bound)

    def variants(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        """The marked keys whose plain key this is, with document counts, most first."""
        with damage():
            return variants(self._lexicons(), plain, limit)

    def similar(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Plain keys one edit away, with document counts, most first."""
        with damage():
            return similar(self._lexicons(), plain, limit)

    def _lexicons(self) -> list[SegmentLexicon]:
        return [SegmentLexicon(segment) for segment in self._segments.values()]

    def untidy(self) -> bool:
        """Whether files lie about that are no part of the index: a writer's, at work or killed."""
        return any(True for _ in self._strays())

    def tidy(self) -> None:
        """Remove them. The caller holds the archive's lock, so no writer is at work."""
        self._load()  # what the last writer finished since is no stray
        with suppress(OSError):
            self._sweep()

    def verify(self) -> tuple[str, ...]:
        """Names of index files that are not as they were written."""
        return stamps.spoilt(self._folder)

    def close(self) -> None:
        """Let go of every file."""
        segments, self._segments = self._segments, {}
        self._sources = []
        self._stamp = Stamp()
        with suppress(Exception):
            for segment in segments.values():
                segment.close()

    # --- writing -----------------------------------------------------------------------------

    def update(self, add: Iterable[IndexDocument], remove: Iterable[int], generation: int) -> None:
        """Replace `add` by key, drop `remove`, and stamp the index, all or nothing."""
        self._load()
        with writing_to(self._folder):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._sweep()
            building = self._folder / f"{_BUILDING}{os.urandom(4).hex()}"
            building.mkdir(mode=0o700)
            try:
                with damage(but=OSError):
                    files, written = self._written(building, add)
                    files = self._dropped(set(remove) | written, files)
                    files = self._joined(building, files)
                    sync_folder(self._folder)
                    stamps.write(self._folder, Stamp(generation, ANALYSIS, tuple(files)))
                self._load()
            finally:
                with suppress(OSError):
                    self._sweep()

    def _written(
        self, building: Path, add: Iterable[IndexDocument]
    ) -> tuple[list[SegmentFile], set[int]]:
        """Write documents into new segments; of two with one key the later one counts.

        Returns:
            The segments, those of before first, and all keys that were added.
        """
        new: list[SegmentFile] = []
        place: dict[int, tuple[int, int]] = {}  # key → which new segment, which document
        batch = Batch()
        dropped: dict[int, set[int]] = {}

        def flush() -> None:
            nonlocal batch
            if len(batch):
                new.append(self._finish(building, batch.columns, batch.pairs, batch.contents()))
            batch = Batch()

        for document in add:
            if document.key in place:
                segment, number = place[document.key]
                dropped.setdefault(segment, set()).add(number)
            place[document.key] = (len(new), len(batch))
            batch.add(document)
            if batch.words >= _FULL:
                flush()
        flush()
        new = [
            replace(file, dropped=tuple(sorted(dropped.get(index, ()))))
            for index, file in enumerate(new)
        ]
        return new, set(place)

    def _finish(
        self, building: Path, columns: Columns, pairs: Sequence[Documents], contents: Contents
    ) -> SegmentFile:
        """Write a segment and put it durably into the folder, where nothing names it yet."""
        built = self._write(building, os.urandom(8).hex(), columns, pairs, contents)
        sync_file(built)
        path = self._folder / built.name
        built.replace(path)
        return stamps.segment_file(path, documents=len(columns.keys), words=columns.words)

    def _dropped(self, keys: set[int], new: Sequence[SegmentFile]) -> list[SegmentFile]:
        """The segments of before with these keys dropped, then the new ones."""
        files: list[SegmentFile] = []
        for file in self._stamp.segments:
            held = self._segments[file.name].columns.keys
            found = {number for number, key in enumerate(held) if key in keys} if keys else set()
            dropped = tuple(sorted(found.union(file.dropped)))
            files.append(replace(file, dropped=dropped) if found else file)
        return [*files, *new]

    def _joined(self, building: Path, files: list[SegmentFile]) -> list[SegmentFile]:
        """Join segments of about one size when they are many, and those with much dropped."""
        files = [file for file in files if len(file.dropped) < file.documents]
        while group := _to_join(files):
            with _opened(self._folder, group, self._read) as segments:
                sources = [
                    (segment, frozenset(file.dropped))
                    for segment, file in zip(segments, group, strict=True)
                ]
                joined = self._finish(building, *join(sources))
            place = files.index(group[0])
            files = [file for file in files if file not in group]
            files.insert(min(place, len(files)), joined)
        return files

    def _strays(self) -> Iterator[Path]:
        """What belongs to no index: leavings of writers that were cut off."""
        named = {file.name for file in self._stamp.segments} | {stamps.NAME}
        with suppress(FileNotFoundError):  # an empty index may have no folder yet
            yield from (path for path in self._folder.iterdir() if path.name not in named)

    def _sweep(self) -> None:
        """Remove what belongs to no index. The caller holds the archive's lock."""
        for path in list(self._strays()):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):  # Windows keeps a file that a reader has open
                    path.unlink()


def _size(file: SegmentFile) -> int:
    return file.documents - len(file.dropped)


def _to_join(files: Sequence[SegmentFile]) -> list[SegmentFile]:
    """The segments to be joined next; empty when they are well as they are."""
    for file in files:
        if len(file.dropped) * 4 > file.documents:
            return [file]
    levels: dict[int, list[SegmentFile]] = {}
    for file in files:
        level, size = 0, _size(file) // _SMALL
        while size:
            level, size = level + 1, size // _FAN
        levels.setdefault(level, []).append(file)
    for level, group in sorted(levels.items()):
        if len(group) >= (_FAN if level else 2):
            return group
    return []


@contextmanager
def _opened(folder: Path, files: Sequence[SegmentFile], read: Read) -> Iterator[list[Segment]]:
    segments: list[Segment] = []
    try:
        segments.extend(read(folder / file.name, file.documents) for file in files)
        yield segments
    finally:
        for segment in segments:
            with suppress(Exception):
                segment.close()
