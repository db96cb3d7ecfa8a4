"""Nodes killed in the middle of ingest and search: nothing lost, doubled, or passed over."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from tests.cluster.between import Asked, between
from tests.cluster.cluster import Cluster, answer
from tests.cluster.office import Office, complaints
from tests.faults import notes
from tests.faults.child import Ended
from tests.running import Ran

pytestmark = pytest.mark.cluster

COUNT = 600
PARTIAL = 3
REFUSED = 5


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    notes.write(folder, COUNT)
    return folder


def kept(ended: Ended) -> dict[str, str]:
    """What an ingest told: everything, whatever befell the servers, for the truth is local."""
    assert ended.clean, ended.err
    assert ended.code in (0, REFUSED), ended.err
    assert len(set(ended.told.values())) == COUNT
    return ended.told


@pytest.mark.parametrize("bulk", [1, 2])
def test_a_node_that_dies_between_two_batches(
    cluster: Cluster, reports: Path, tmp_path: Path, bulk: int
) -> None:
    """The node that coordinates lives on: batch by batch it must find the copies that are left."""
    dying, behind = cluster.nodes[bulk], cluster.nodes[0]
    killed: list[str] = []

    def rule(asked: Asked) -> None:
        if "_bulk" in asked.path and asked.number == bulk and not killed:
            dying.kill()
            killed.append(dying.name)

    with between(behind.url, rule) as proxy:
        office = Office(tmp_path, proxy.url)
        told = kept(office.run("ingest", "--format", "jsonl", reports))
    assert killed
    cluster.start()
    after = Office(tmp_path, ",".join(cluster.urls), office.index)
    assert complaints(after, told, range(COUNT)) == []
    assert after("check").code == 0


def test_the_node_that_is_spoken_to_dies(cluster: Cluster, reports: Path, tmp_path: Path) -> None:
    office = Office(tmp_path, ",".join(cluster.urls))
    assert office("ingest", reports / "00000.txt").code == 0
    cluster.wait()
    before = indexed(cluster.urls[1], office.index)
    child = office.begin("ingest", "--format", "jsonl", reports)
    while child.running and indexed(cluster.urls[1], office.index) <= before:
        time.sleep(0.01)
    cluster.nodes[0].kill()
    told = kept(child.ended())
    cluster.start()
    assert complaints(office, told, range(COUNT)) == []
    assert office("check").code == 0


def indexed(url: str, index: str) -> int:
    """How many documents servers have taken for an index."""
    stats = answer(f"{url}/{index}*/_stats/indexing")
    return int(stats["_all"]["total"].get("indexing", {}).get("index_total", 0)) if stats else 0


@pytest.fixture
def filled(cluster: Cluster, reports: Path, tmp_path: Path) -> Office:
    """An office whose reports are all in the index."""
    office = Office(tmp_path, ",".join(cluster.urls))
    assert office("ingest", reports).code == 0
    assert office.search(notes.QUESTION)["total"] == COUNT
    cluster.wait()
    return office


def wrong(ran: Ran) -> str:
    """What is wrong with the answer to a search that finds all reports: half of it, in silence."""
    if ran.code == REFUSED:
        return "" if ran.err.count("\n") == 1 and not ran.out else f"refused with {ran.err}"
    if ran.code == PARTIAL and partial(ran):
        return ""
    if ran.code == 0 and ran.json["total"] == COUNT:
        return ""
    if ran.code not in (0, 1):
        return f"{ran.code}: {ran.err}"
    return f"{ran.json['total']} of {COUNT}, and nothing is said: {ran.err}"


def partial(ran: Ran) -> bool:
    """Whether an answer says that it is not whole, to people and to programs."""
    return "These results are not all" in ran.err and not ran.json["total_is_exact"]


def test_searching_goes_on_when_a_node_dies(cluster: Cluster, filled: Office) -> None:
    ran: list[Ran] = []
    for node in (0, 1):
        killer = threading.Timer(0.5, cluster.nodes[node].kill)
        killer.start()
        until = time.monotonic() + 3
        while time.monotonic() < until:
            ran.append(filled("search", notes.QUESTION, "--format", "json"))
        killer.join()
        assert [each for each in map(wrong, ran) if each] == []
        assert ran[-1].json["total"] == COUNT, "every report has a second copy"
        cluster.start()


def test_two_nodes_of_three_gone_is_said(cluster: Cluster, filled: Office) -> None:
    for node in cluster.nodes[:2]:
        node.kill()
    ran = [filled("search", notes.QUESTION, "--format", "json") for _ in range(5)]
    assert [each for each in map(wrong, ran) if each] == []
    assert all(each.code == REFUSED or partial(each) for each in ran), "no node has all shards"
    # The one that is left may wait for the dead for minutes before it makes copies: start it anew.
    cluster.nodes[2].kill()
    cluster.start()
    assert filled.search(notes.QUESTION)["total"] == COUNT


def test_no_node_left(cluster: Cluster, filled: Office, tmp_path: Path) -> None:
    more = tmp_path / "more"
    notes.write(more, 20, first=COUNT)
    before = filled.ids(notes.QUESTION)
    cluster.kill()
    for words in (("search", notes.QUESTION), ("check",)):
        ended = filled.run(*words)
        assert (ended.code, ended.out) == (REFUSED, b""), ended.err
        assert ended.err.count("\n") == 1
        assert "Traceback" not in ended.err
    ended = filled.run("ingest", "--format", "jsonl", more)
    assert (ended.code, len(ended.told)) == (REFUSED, 20), ended.err
    shown = filled.run("show", before[0], "--format", "json")
    assert shown.code == 0, "the truth is local"
    cluster.start()
    after = filled.ids(notes.QUESTION)
    assert sorted(after) == sorted([*before, *ended.told.values()])
