"""Every engine behind the port is asked the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from giaoban_cli.index.opensearch.index import OpenSearchIndex
from giaoban_cli.index.port import Index, IndexDocument
from giaoban_cli.index.tantivy import TantivyIndex
from giaoban_cli.index.w3 import WhooshIndex
from giaoban_cli.models import Note, SharedIndex
from tests.engines import ENGINES

Open = Callable[[Path], Index]
Indexed = Callable[..., Index]

LOCAL: dict[str, Open] = {"whoosh": WhooshIndex, "tantivy": TantivyIndex}


@pytest.fixture(params=ENGINES)
def open_index(request: pytest.FixtureRequest) -> Open:
    """How an engine opens the index in a folder."""
    if request.param in LOCAL:
        return LOCAL[request.param]
    opened: Open = request.getfixturevalue("publish")
    return opened


def _unheard(note: Note) -> None:
    pytest.fail(f"{note.key}: {note.args}")


@pytest.fixture(scope="session")
def publish(server: str) -> Iterator[Open]:
    """How OpenSearch does: each folder is an archive of its own, and all share an index."""
    from opensearchpy import OpenSearch

    index = f"giaoban-contract-{uuid4().hex}"
    urls = tuple(server.split(","))

    def opened(folder: Path) -> OpenSearchIndex:
        name = folder.as_posix()[-100:]
        return OpenSearchIndex(folder, SharedIndex(urls, index, name, owner=name), _unheard)

    yield opened
    with OpenSearch(list(urls)) as client:
        client.indices.delete(index=index, ignore_unavailable=True)


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
