"""New segments for an index: written beside the old ones, joined when they are many, then stamped.

In: analysed documents. Out: segments in the index's folder, durable before the stamp names them.
Until then nobody sees them, and whatever breaks off leaves the index as it was.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from giaoban_cli.index import stamp as stamps
from giaoban_cli.index.documents import Documents
from giaoban_cli.index.join import join
from giaoban_cli.index.port import ANALYSIS, IndexDocument, IndexWriter
from giaoban_cli.index.segment import Batch, Columns, Segment
from giaoban_cli.index.segmented import Contents, Read, Write
from giaoban_cli.index.stamp import SegmentFile, Stamp, damage
from giaoban_cli.platform import sync_file, sync_folder, writing_to

_FULL = 3_000_000
"""Words after which a batch in memory becomes a segment: some 3,000 reports."""

_FAN = 4
"""So many segments of about one size are joined into one."""

_SMALL = 64
"""Segments of fewer documents are joined whenever there are two of them: that costs next to
nothing, and each segment costs every search."""

_BUILDING = "building-"


class SegmentWriter(IndexWriter):
    """Documents on their way into the index of a folder.

    Args:
        folder: of the index.
        before: its stamp.
        segments: those that the stamp names, open.
        write: writes a segment.
        read: opens one.
        finished: called when the stamp names the new segments.
    """

    def __init__(
        self,
        folder: Path,
        before: Stamp,
        segments: Mapping[str, Segment],
        *,
        write: Write,
        read: Read,
        finished: Callable[[], None],
    ) -> None:
        self._folder = folder
        self._building = folder / f"{_BUILDING}{os.urandom(4).hex()}"
        self._before = before
        self._segments = segments
        self._write = write
        self._read = read
        self._finished = finished
        self._batch = Batch()
        self._new: list[SegmentFile] = []
        self._place: dict[int, tuple[int, int]] = {}
        """Key of each document → which new segment, which document of it."""
        self._dropped: dict[int, set[int]] = {}
        """Which new segment → its documents that another of the same key came after."""

    def add(self, document: IndexDocument) -> None:
        """Take one document in, in the place of an earlier one of its key."""
        with self._at_work():
            if document.key in self._place:
                segment, number = self._place[document.key]
                self._dropped.setdefault(segment, set()).add(number)
            self._place[document.key] = (len(self._new), len(self._batch))
            self._batch.add(document)
            if self._batch.words >= _FULL:
                self._flush()

    def finish(self, remove: Iterable[int], generation: int) -> None:
        """Put in all that was added, drop `remove`, and stamp the index."""
        with self._at_work():
            if len(self._batch):
                self._flush()
            files = self._joined(self._all({*remove, *self._place}))
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            sync_folder(self._folder)
            stamps.write(self._folder, Stamp(generation, ANALYSIS, tuple(files)))
            self._new = []
        self._finished()

    def close(self) -> None:
        """Leave nothing behind of what was not finished."""
        shutil.rmtree(self._building, ignore_errors=True)
        for file in self._new:
            with suppress(OSError):
                (self._folder / file.name).unlink()
        self._new = []

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """Errors of the disk, and all others, as the port tells them."""
        with writing_to(self._folder), damage(but=OSError):
            yield

    def _flush(self) -> None:
        """Make a segment of what is in memory."""
        batch, self._batch = self._batch, Batch()
        self._new.append(self._put(batch.columns, batch.pairs, batch.contents()))

    def _put(self, columns: Columns, pairs: Sequence[Documents], contents: Contents) -> SegmentFile:
        """Write a segment and put it durably into the folder, where nothing names it yet."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._building.mkdir(mode=0o700, exist_ok=True)
        built = self._write(self._building, os.urandom(8).hex(), columns, pairs, contents)
        sync_file(built)
        path = self._folder / built.name
        built.replace(path)
        return stamps.segment_file(path, documents=len(columns.keys), words=columns.words)

    def _all(self, gone: set[int]) -> list[SegmentFile]:
        """The segments of before without the documents of these keys, then the new ones."""
        files: list[SegmentFile] = []
        for file in self._before.segments:
            held = self._segments[file.name].columns.keys
            found = {number for number, key in enumerate(held) if key in gone} if gone else set()
            dropped = tuple(sorted(found.union(file.dropped)))
            files.append(replace(file, dropped=dropped) if found else file)
        for index, file in enumerate(self._new):
            files.append(replace(file, dropped=tuple(sorted(self._dropped.get(index, ())))))
        return files

    def _joined(self, files: list[SegmentFile]) -> list[SegmentFile]:
        """Join segments of about one size when they are many, and those with much dropped."""
        files = [file for file in files if len(file.dropped) < file.documents]
        while group := _to_join(files):
            with _opened(self._folder, group, self._read) as segments:
                sources = [
                    (segment, frozenset(file.dropped))
                    for segment, file in zip(segments, group, strict=True)
                ]
                joined = self._put(*join(sources))
            self._new.append(joined)
            place = files.index(group[0])
            files = [file for file in files if file not in group]
            files.insert(min(place, len(files)), joined)
        return files


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
