"""The cluster that the other tests rest on: whole, killed, brought back, and never left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cluster.cluster import Cluster, answer
from tests.cluster.launcher import Broken, Unavailable, prepared

ROOT = Path(__file__).parents[2]


@pytest.mark.cluster
def test_a_killed_node_comes_back_with_its_data(cluster: Cluster) -> None:
    url = cluster.urls[1]
    made = answer(f"{url}/kept", {"settings": {"number_of_replicas": 1}}, "PUT")
    assert made["acknowledged"]
    assert answer(f"{url}/kept/_doc/1?refresh=true", {"text": "họp"}, "PUT")["result"] == "created"
    cluster.wait()  # until the second copy is there
    cluster.nodes[0].kill()
    assert answer(f"{url}/kept/_count")["count"] == 1
    cluster.start()
    assert answer(f"{url}/_cluster/health")["number_of_nodes"] == 3
    cluster.kill()
    assert answer(f"{url}/kept/_count") is None
    cluster.start()
    assert answer(f"{url}/kept/_count")["count"] == 1
    assert answer(f"{url}/kept", method="DELETE")["acknowledged"]


@pytest.mark.cluster
def test_nodes_end_with_whoever_started_them(own_cluster: Cluster) -> None:
    """Even when the tests are killed; `own_cluster` says that nodes can be started at all."""
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.cluster", "--nodes", "1"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert parent.stdin
    assert parent.stdout
    with parent.stdin, parent.stdout:
        url = parent.stdout.readline().decode().strip()
        assert answer(f"{url}/_cluster/health")["number_of_nodes"] == 1
        parent.kill()
        parent.wait()
        deadline = time.monotonic() + 30
        while answer(url) is not None:
            assert time.monotonic() < deadline, "a node outlives its parent"
            time.sleep(0.1)


def test_a_machine_without_java_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no Java Development Kit is installed"):
        prepared({"PATH": str(tmp_path), "HOME": str(tmp_path)})


posix = pytest.mark.skipif(sys.platform == "win32", reason="the tools here are shell scripts")


def tools(folder: Path, **said: str) -> dict[str, str]:
    """An environment with programs that say something, and fail when it begins with ERROR."""
    for name in ("javac", "java", "jar"):
        said.setdefault(name, "javac 21.0.1")
    for name, words in said.items():
        script = folder / name
        code = int(words.startswith("ERROR"))
        script.write_text(f"#!/bin/sh\necho '{words}'\nexit {code}\n")
        script.chmod(0o755)
    return {"PATH": str(folder) + os.pathsep + "/bin", "HOME": str(folder)}


@posix
def test_an_old_java_or_no_maven_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"is javac 11\.0\.2, not 17 or newer"):
        prepared(tools(tmp_path, javac="javac 11.0.2"))
    with pytest.raises(Unavailable, match="Maven"):
        prepared(tools(tmp_path) | {"PATH": str(tmp_path)})


@posix
def test_maven_without_a_network_is_no_broken_build(tmp_path: Path) -> None:
    far = "ERROR Could not transfer artifact a:b:pom:1 from central: Unknown host"
    with pytest.raises(Unavailable, match="Maven Central"):
        prepared(tools(tmp_path, mvn=far))
    with pytest.raises(Broken, match="Could not find artifact"):
        prepared(tools(tmp_path, mvn="ERROR Could not find artifact a:b:jar:1 in central"))
