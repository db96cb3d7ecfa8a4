"""What a test wrote into the servers goes with it: the next finds a cluster that is soon green."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cluster.cluster import answer
from tests.cluster.office import OURS


@pytest.fixture(autouse=True)
def indices_go_with_the_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Delete the indices that offices of a test shared."""
    if request.node.get_closest_marker("cluster") is None:
        yield
        return
    server: str = request.getfixturevalue("server")
    yield
    answer(f"{server.partition(',')[0]}/{OURS}*", method="DELETE")
