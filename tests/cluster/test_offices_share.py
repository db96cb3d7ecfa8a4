"""Offices that publish into one index at the same time, and writers that come late."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest

from giaoban_cli.data import document
from tests.cluster.between import Asked, between
from tests.cluster.cluster import Cluster, answer
from tests.cluster.office import Office, complaints, index_name
from tests.faults import notes

pytestmark = pytest.mark.cluster

COUNT = 40


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    notes.write(folder, COUNT)
    return folder


def test_offices_that_publish_at_the_same_time(server: str, reports: Path, tmp_path: Path) -> None:
    """Each finds its own; who searches all finds both."""
    index = index_name()
    more = tmp_path / "more"
    notes.write(more, COUNT, first=COUNT)
    one = Office(tmp_path / "one", server, index, name="khe-linh")
    other = Office(tmp_path / "other", server, index, name="hoa-thanh")
    working = [
        (one, range(COUNT), one.begin("ingest", "--format", "jsonl", reports)),
        (other, range(COUNT, 2 * COUNT), other.begin("ingest", "--format", "jsonl", more)),
    ]
    for office, numbers, child in working:
        ended = child.ended()
        assert (ended.code, ended.err) == (0, ""), ended.err
        assert complaints(office, ended.told, numbers) == []
        assert office("check").code == 0
    for office in (one, other):
        assert office.search("--all", notes.QUESTION)["total"] == 2 * COUNT


def test_a_late_writer_does_not_undo_what_is_newer(
    server: str, reports: Path, tmp_path: Path
) -> None:
    """A writer is killed; what it had sent arrives only after the next one has published."""
    office = Office(tmp_path, server)
    arrived, released = threading.Event(), threading.Event()

    def rule(asked: Asked) -> None:
        if "_bulk" in asked.path:
            arrived.set()
            released.wait(120)

    with between(server, rule) as proxy:
        late = Office(tmp_path, proxy.url, office.index).begin("ingest", reports)
        assert arrived.wait(60)
        late.kill()
        changed = reports / "00003.txt"
        changed.write_text(changed.read_text(encoding="utf-8").replace("nhà tạm", "cầu treo"))
        ended = office.run("ingest", "--format", "jsonl", reports)
        assert ended.code == 0, ended.err
        before = office.search(notes.QUESTION)
        released.set()
    assert office.search(notes.QUESTION) == before
    assert before["total"] == COUNT
    assert len(office.ids('"xóa 5 cầu treo"')) == 1
    assert office.ids('"xóa 5 nhà tạm"') == []
    assert office("check").code == 0
    told = office.run("ingest", "--rehash", "--format", "jsonl", reports).told
    assert len(told) == COUNT
    assert office.ids('"xóa 5 cầu treo"') == [told[str(changed)]]
    assert complaints(office, told, range(COUNT)) == []


def test_an_old_copy_of_an_archive_does_not_undo_what_is_newer(
    server: str, reports: Path, tmp_path: Path
) -> None:
    office = Office(tmp_path / "now", server)
    assert office("ingest", reports).code == 0
    old = Office(tmp_path / "old", server, office.index)
    shutil.copytree(office.archive, old.archive)
    more = tmp_path / "more"
    notes.write(more, 20, first=COUNT)
    assert office("ingest", more).code == 0
    for words in (("search", notes.QUESTION), ("ingest", reports)):
        ended = old.run(*words)
        assert ended.clean
        assert ended.err.count("\n") <= 1, ended.err
    assert office.search(notes.QUESTION)["total"] == COUNT + 20
    assert office("check").code == 0


def made(server: str, index: str, body: dict[str, Any]) -> str:
    """An index as an administrator makes it; returns the address of a server."""
    url = server.partition(",")[0]
    assert answer(f"{url}/{index}", document("opensearch") | body, "PUT")["acknowledged"]
    return url


def test_units_with_an_index_each_behind_one_name(
    server: str, reports: Path, tmp_path: Path
) -> None:
    """Who may see all searches the alias; who may see one unit has that index alone."""
    every = index_name()
    more = tmp_path / "more"
    notes.write(more, COUNT, first=COUNT)
    offices = []
    for name, folder in (("khe-linh", reports), ("hoa-thanh", more)):
        made(server, f"{every}-{name}", {"aliases": {every: {}}})
        office = Office(tmp_path / name, server, f"{every}-{name}", name)
        assert office("ingest", folder).code == 0
        assert office.search("--all", notes.QUESTION)["total"] == COUNT
        offices.append(office)
    reader = Office(tmp_path / "reader", server, every, name="")
    found = reader.search("--all", notes.QUESTION)
    assert found["total"] == 2 * COUNT
    assert not reader.archive.exists(), "a reader needs no archive"
    assert sorted(hit["id"] for hit in found["hits"]) == sorted(
        id_ for office in offices for id_ in office.ids(notes.QUESTION)
    )


def test_an_index_that_is_rolled_over(server: str, reports: Path, tmp_path: Path) -> None:
    """The alias leads to a new index for what comes; corrections reach what lies in the old one."""
    name = index_name()
    url = made(server, f"{name}-000001", {"aliases": {name: {"is_write_index": True}}})
    office = Office(tmp_path, server, name)
    told = office.run("ingest", "--format", "jsonl", reports).told
    assert answer(f"{url}/{name}/_rollover", document("opensearch"), "POST")["rolled_over"]
    more = tmp_path / "more"
    notes.write(more, COUNT, first=COUNT)
    told |= office.run("ingest", "--format", "jsonl", more).told
    assert office("amend", told[str(reports / "00000.txt")], "--note", "cầu treo").code == 0
    assert complaints(office, told, range(2 * COUNT)) == []
    for index in (1, 2):
        assert answer(f"{url}/{name}-00000{index}/_count")["count"] > COUNT
    assert office("check").code == 0


def test_a_snapshot_brought_back(own_cluster: Cluster, reports: Path, tmp_path: Path) -> None:
    """The index is lost, and brought back; what was written since comes from the archive."""
    url = own_cluster.urls[0]
    office = Office(tmp_path, ",".join(own_cluster.urls))
    told = office.run("ingest", "--format", "jsonl", reports).told
    kept = f"{url}/_snapshot/{office.index}"
    where = {"type": "fs", "settings": {"location": office.index}}
    assert answer(kept, where, "PUT")["acknowledged"]
    taken = answer(f"{kept}/one?wait_for_completion=true", {"indices": office.index}, "PUT")
    assert taken["snapshot"]["state"] == "SUCCESS"
    more = tmp_path / "more"
    notes.write(more, 20, first=COUNT)
    told |= office.run("ingest", "--format", "jsonl", more).told
    assert answer(f"{url}/{office.index}", method="DELETE")["acknowledged"]
    brought = answer(f"{kept}/one/_restore?wait_for_completion=true", {}, "POST")
    assert brought["snapshot"]["shards"]["failed"] == 0
    assert complaints(office, told, range(COUNT + 20)) == []
    assert answer(kept, method="DELETE")["acknowledged"]


def test_an_index_that_is_deleted_is_made_anew(server: str, reports: Path, tmp_path: Path) -> None:
    office = Office(tmp_path, server)
    told = office.run("ingest", "--format", "jsonl", reports).told
    url = server.partition(",")[0]
    assert answer(f"{url}/{office.index}", method="DELETE")["acknowledged"]
    assert complaints(office, told, range(COUNT)) == []
