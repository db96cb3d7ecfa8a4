"""An index made of segments: written once, joined when they are many, named by a stamp.

In: a folder, analysed documents, queries. Out: everything `port.Index` promises. How a segment is
laid out in its file is the business of whoever hands `write` and `read` in.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from giaoban_cli.index import stamp as stamps
from giaoban_cli.index.documents import Documents, gathered
from giaoban_cli.index.forms import SegmentLexicon
from giaoban_cli.index.known_words import KnownWords
from giaoban_cli.index.port import Answer, Index, IndexWriter
from giaoban_cli.index.rank import Search, Source
from giaoban_cli.index.segment import Columns, Postings, Segment
from giaoban_cli.index.stamp import Stamp, damage
from giaoban_cli.index.suggest import similar, variants
from giaoban_cli.platform import writing_to
from giaoban_cli.query import Query, Sort

Contents = Iterable[tuple[str, Iterable[tuple[str, Postings]]]]
"""Fields with their terms and postings, all in byte order."""

Write = Callable[[Path, str, Columns, Sequence[Documents], Contents], Path]
Read = Callable[[Path, int], Segment]


class SegmentedIndex(Index):
    """The index in a folder.

    Args:
        folder: where it lives; an empty index when there is nothing.
        write: writes a segment into a folder under a name.
        read: opens a segment of so many documents.

    Raises:
        IndexDamaged: its files are not whole.
    """

    def __init__(self, folder: Path, *, write: Write, read: Read) -> None:
        self._folder = folder
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

    def writer(self) -> IndexWriter:
        """Begin to take documents in."""
        from giaoban_cli.index.segment_writer import SegmentWriter

        self._load()
        with writing_to(self._folder):
            self._sweep()
        return SegmentWriter(
            self._folder,
            self._stamp,
            dict(self._segments),
            write=self._write,
            read=self._read,
            finished=self.tidy,
        )

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
