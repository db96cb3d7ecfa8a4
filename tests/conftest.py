"""Fixtures that several tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.cluster.cluster import SERVER, Cluster
from tests.cluster.launcher import Unavailable
from tests.doubles import Desk

settings.register_profile("servers", max_examples=30)  # where an example costs half a second


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A folder with room for reports and an archive."""
    return Desk(tmp_path)


@pytest.fixture
def modes_count(tmp_path: Path) -> None:
    """Skip where file modes hold nobody back: on Windows, and for a root with all its powers."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    try:
        (closed / "probe").touch()
    except PermissionError:
        return
    finally:
        closed.chmod(0o700)
        shutil.rmtree(closed)
    pytest.skip("file modes do not hold this user back")


@pytest.fixture(scope="session")
def own_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three nodes on this machine, one for all tests; they end with the tests."""
    if os.environ.get(SERVER):
        pytest.skip(f"nodes of the server that {SERVER} names are not killed")
    try:
        started = Cluster(tmp_path_factory.mktemp("cluster") / "nodes")
    except Unavailable as reason:
        pytest.skip(f"no cluster can be started here: {reason}")
    with started as cluster:
        yield cluster


@pytest.fixture
def cluster(own_cluster: Cluster) -> Iterator[Cluster]:
    """The cluster for a test that kills nodes: whole when it begins, and whole when it ends."""
    own_cluster.start()
    yield own_cluster
    own_cluster.start()


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> str:
    """The address of a real server: the one that is named, else those of a cluster of our own."""
    named = os.environ.get(SERVER)
    if named:
        return named
    own: Cluster = request.getfixturevalue("own_cluster")
    return ",".join(own.urls)
