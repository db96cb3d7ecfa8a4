"""Every engine behind the port is asked the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from giaoban_cli.index.port import Index, IndexDocument
from giaoban_cli.index.tantivy import TantivyIndex
from giaoban_cli.index.w3 import WhooshIndex

Open = Callable[[Path], Index]
Indexed = Callable[..., Index]

ENGINES: dict[str, Open] = {"whoosh": WhooshIndex, "tantivy": TantivyIndex}


@pytest.fixture(params=sorted(ENGINES))
def open_index(request: pytest.FixtureRequest) -> Open:
    """How an engine opens the index in a folder."""
    return ENGINES[request.param]


@pytest.fixture
def indexed(open_index: Open, tmp_path: Path) -> Iterator[Indexed]:
    """An index that holds the given meetings."""
    opened: list[Index] = []

    def make(*documents: IndexDocument) -> Index:
        index = open_index(tmp_path / f"index{len(opened)}")
        opened.append(index)
        index.update(documents, (), 1)
        return index

    yield make
    for index in opened:
        index.close()
