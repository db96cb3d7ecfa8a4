"""Which search engine an archive uses: by name, loaded when it is first needed.

In: an engine's name. Out: `Engine`: how to open its index, and how to analyse a meeting for it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from giaoban_cli.errors import Refused, UsageError
from giaoban_cli.frozen import frozen
from giaoban_cli.index.port import Index, IndexDocument
from giaoban_cli.models import Note, SharedIndex, Stored
from giaoban_cli.store import Card

NAMES = ("whoosh", "tantivy", "opensearch")
"""The first needs nothing but what giaoban brings along; the last one lies on servers."""

SHARED = "opensearch"
"""The engine whose index several archives share."""


@frozen
class Engine:
    """A search engine behind the port.

    Attributes:
        name: names its folder below `index/`.
        open: opens the index in a folder, or an empty one in a folder that does not exist yet;
            raises IndexDamaged.
        analyse: a meeting's key and the meeting → what the engine indexes; where it is ours,
            whoever reads a report has done it already.
        finish: adds to what is indexed what the engine keeps besides; None: nothing.
    """

    name: str
    open: Callable[[Path], Index]
    analyse: Callable[[int, Stored], IndexDocument]
    finish: Callable[[IndexDocument, Card, Stored], IndexDocument] | None = None

    @property
    def takes_ours(self) -> bool:
        """Whether it indexes what readers work out along with a report."""
        return self.analyse is analysed


def load(
    name: str, shared: SharedIndex | None = None, tell: Callable[[Note], None] | None = None
) -> Engine:
    """An engine that ships with giaoban.

    Args:
        name: its name.
        shared: where the index lies that archives share; None: nobody said.
        tell: takes words about answers and documents, for the user.

    Raises:
        UsageError: there is none of that name, or it is not said where its index lies.
        Refused: what it needs is not installed.
    """
    if name == "whoosh":
        from giaoban_cli.index.w3 import WhooshIndex

        return Engine(name, WhooshIndex, analysed)
    if name == "tantivy":
        try:
            from giaoban_cli.index.tantivy import TantivyIndex
        except ImportError:
            raise Refused("engine.not_installed", engine=name, extra="giaoban[fast]") from None
        return Engine(name, TantivyIndex, analysed)
    if name == SHARED:
        return _opensearch(shared, tell or _unheard)
    raise UsageError("engine.unknown", engine=name, known=", ".join(NAMES))


def analysed(key: int, stored: Stored) -> IndexDocument:
    """What the engine indexes; the rules that tell it are loaded when there is something new."""
    from giaoban_cli.index.analyse import analyse

    return analyse(key, stored)


def _opensearch(shared: SharedIndex | None, tell: Callable[[Note], None]) -> Engine:
    """The engine whose index lies on servers."""
    try:
        from giaoban_cli.index.opensearch.documents import published
        from giaoban_cli.index.opensearch.index import OpenSearchIndex
    except ImportError:
        raise Refused("engine.not_installed", engine=SHARED, extra="giaoban[cluster]") from None
    if shared is None:
        raise UsageError("cluster.no_url")

    def open_(folder: Path) -> Index:
        if not shared.name:
            raise UsageError("cluster.no_name")
        return OpenSearchIndex(folder, shared, tell)

    def finish(document: IndexDocument, card: Card, stored: Stored) -> IndexDocument:
        return published(document, stored, card.unsearched)

    return Engine(SHARED, open_, analysed, finish)


def _unheard(note: Note) -> None:
    """For whoever does not want to be told."""


def withdraw(former: SharedIndex, now: SharedIndex | None) -> None:
    """Take an archive out of a shared index, unless it is there that it publishes now.

    Raises:
        OutOfReach: the servers do not answer, or an archive of another owner is there.
    """
    from giaoban_cli.index.opensearch.index import withdraw

    withdraw(former, now)
