"""Engines by name, for tests that ask the same of each; what needs a server is marked `cluster`."""

from __future__ import annotations

from uuid import uuid4

import pytest

from giaoban_cli.models import SharedIndex

ENGINES = ["whoosh", "tantivy", pytest.param("opensearch", marks=pytest.mark.cluster)]


def shared_for(request: pytest.FixtureRequest) -> SharedIndex | None:
    """Where an index lies that this test alone publishes into; None for engines in a folder.

    It is deleted when the test ends.
    """
    if request.param != "opensearch":
        return None
    from opensearchpy import OpenSearch

    urls = tuple(request.getfixturevalue("server").split(","))
    index = f"giaoban-tests-{uuid4().hex}"

    def delete() -> None:
        with OpenSearch(list(urls)) as client:
            client.indices.delete(index=index, ignore_unavailable=True)

    request.addfinalizer(delete)
    return SharedIndex(urls, index, "khe-linh")
