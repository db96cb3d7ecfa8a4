"""The index in Tantivy's files: everything `port.Index` promises.

In: a folder, analysed documents, queries. Out: hits. Every update is a new version of the folder
(see `versions`), named by the same stamp that names Whoosh's segments.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from giaoban_cli.index import stamp as stamps
from giaoban_cli.index import versions
from giaoban_cli.index.clauses import BODY
from giaoban_cli.index.port import Answer, Index, IndexDamaged, IndexWriter
from giaoban_cli.index.stamp import Stamp
from giaoban_cli.index.suggest import similar, variants
from giaoban_cli.index.tantivy.reading import Version, guarded
from giaoban_cli.index.tantivy.search import Search
from giaoban_cli.query import Query, Sort

_KIND = "tantivy1"
"""Begins the name of a version; its number is raised when the fields change."""


class TantivyIndex(Index):
    """The index in a folder.

    Args:
        folder: where it lives; an empty index when there is nothing.

    Raises:
        IndexDamaged: its files are not whole.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp = Stamp()
        self._version: Version | None = None
        self._load()

    def _load(self) -> None:
        with guarded():
            stamps.settle(self._folder, self._adopt)

    def _adopt(self, stamp: Stamp) -> None:
        """Keep the version of a stamp open, and no other."""
        name = versions.version_of(stamp)
        if name and not name.startswith(f"{_KIND}-"):
            raise IndexDamaged(name)
        if name != versions.version_of(self._stamp):
            self.close()
            self._version = Version(self._folder / name) if name else None
        self._stamp = stamp

    @property
    def generation(self) -> int:
        """The store's generation that this index reflects; 0 for an empty one."""
        return self._stamp.generation

    # --- reading -----------------------------------------------------------------------------

    def search(self, query: Query, *, sort: Sort, limit: int, offset: int = 0) -> Answer:
        """The hits `offset … offset + limit` of a query."""
        if self._version is None:
            return Answer((), 0)
        with guarded():
            return Search(self._version, query).page(sort, limit, offset)

    def keys(self, query: Query) -> tuple[int, ...]:
        """The keys of every document that answers, in no order."""
        if self._version is None:
            return ()
        with guarded():
            return tuple(Search(self._version, query).keys())

    def count(self, query: Query, bound: int) -> int:
        """How many documents answer, counting no further than `bound`."""
        if self._version is None:
            return 0
        with guarded():
            return min(Search(self._version, query).total, bound)

    def variants(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        """The marked keys whose plain key this is, with document counts, most first."""
        with guarded():
            return variants([self._version.lexicon(BODY)] if self._version else [], plain, limit)

    def similar(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Plain keys one edit away, with document counts, most first."""
        with guarded():
            return similar([self._version.lexicon(BODY)] if self._version else [], plain, limit)

    def untidy(self) -> bool:
        """Whether files lie about that are no part of the index: a writer's, at work or killed."""
        return any(True for _ in versions.strays(self._folder, self._stamp))

    def tidy(self) -> None:
        """Remove them. The caller holds the archive's lock, so no writer is at work."""
        self._load()  # what the last writer finished since is no stray
        with suppress(OSError):
            versions.sweep(self._folder, self._stamp)

    def verify(self) -> tuple[str, ...]:
        """Names of index files that are not as they were written."""
        return stamps.spoilt(self._folder)

    def close(self) -> None:
        """Let go of every file."""
        version, self._version = self._version, None
        self._stamp = Stamp()
        if version:
            version.close()

    # --- writing -----------------------------------------------------------------------------

    def writer(self) -> IndexWriter:
        """Begin to take documents in."""
        from giaoban_cli.index.tantivy.writing import VersionWriter

        self._load()
        return VersionWriter(self._folder, self._stamp, _KIND, finished=self.tidy)
