"""Which search engine an archive uses: by name, loaded when it is first needed.

In: an engine's name. Out: `Engine`: how to open its index, and how to analyse a meeting for it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from giaoban_cli.errors import Refused, UsageError
from giaoban_cli.frozen import frozen
from giaoban_cli.index.port import Index, IndexDocument
from giaoban_cli.models import Stored

NAMES = ("whoosh", "tantivy")
"""The first needs nothing but what giaoban brings along."""


@frozen
class Engine:
    """A search engine behind the port.

    Attributes:
        name: names its folder below `index/`.
        open: opens the index in a folder, or an empty one in a folder that does not exist yet;
            raises IndexDamaged.
        analyse: a meeting's key and the meeting → what the engine indexes; where it is ours,
            whoever reads a report has done it already.
    """

    name: str
    open: Callable[[Path], Index]
    analyse: Callable[[int, Stored], IndexDocument]

    @property
    def takes_ours(self) -> bool:
        """Whether it indexes what readers work out along with a report."""
        return self.analyse is analysed


def load(name: str) -> Engine:
    """An engine that ships with giaoban.

    Raises:
        UsageError: there is none of that name.
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
    raise UsageError("engine.unknown", engine=name, known=", ".join(NAMES))


def analysed(key: int, stored: Stored) -> IndexDocument:
    """What the engine indexes; the rules that tell it are loaded when there is something new."""
    from giaoban_cli.index.analyse import analyse

    return analyse(key, stored)
