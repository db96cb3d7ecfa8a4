"""`forget --purge`: nothing of a report stays in any file of the archive; it does not return."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from giaoban_cli.archive import Archive, IngestOptions, SearchRequest
from giaoban_cli.archive.purge import begin_purge
from giaoban_cli.errors import Busy
from giaoban_cli.platform import locked
from giaoban_cli.store.book import PurgeMark
from tests.doubles import clock
from tests.running import Giaoban

SECRET = """\
Huyện ủy Khê Lĩnh giao ban về vụ Xyzzyquắc

Sáng 16/4/2024, Huyện ủy Khê Lĩnh giao ban. Đồng chí Ngô Thị Xyzzyquắc chủ trì hội nghị, bàn \
chuyện plughvụn với nhiều chi tiết riêng tư mà không ai được giữ lại ở bất cứ nơi nào trong kho.
"""
OTHER = """\
Huyện ủy Khê Lĩnh giao ban quý II

Sáng 17/4/2024, Huyện ủy Khê Lĩnh giao ban. Đồng chí Lò Văn Mấn chủ trì hội nghị, xóa nhà tạm.
"""
PIECE = 24
"""Bytes of compressed text that no chance repeats."""


class Kept:
    """An archive with a report that is to go, in two versions, and what tells that it is there."""

    def __init__(self, folder: Path, engine: str = "whoosh") -> None:
        self.engine = engine
        self.reports = folder / "reports"
        self.reports.mkdir()
        self.home = folder / "archive"
        self.file = self.reports / "xyzzyquac.txt"
        for number in range(40):  # so many that pages are shared, split and left behind
            path = self.reports / f"{number}.txt"
            path.write_text(OTHER.replace("17/4", f"{number % 28 + 1}/5") + f"Bàn việc {number}.")
        self.file.write_text(SECRET + "Bản đầu còn dài hơn: xyzzyquắc " * 300, encoding="utf-8")
        Archive.create(self.home)
        self.pieces: list[bytes] = [b"xyzzyqu", b"plughv", "quắc".encode()]
        self.ingest()
        self.collect()
        self.file.write_text(SECRET, encoding="utf-8")
        self.ingest()
        self.collect()
        with self.open() as archive:
            archive.corrections("lan").amend(self.id, {"title": "Chuyện Xyzzyquắc"})
        self.collect()

    def open(self) -> Archive:
        state = self.home.parent / "state"
        return Archive(self.home, state=state, clock=clock, engine=self.engine)

    def ingest(self) -> dict[str, str]:
        told: dict[str, str] = {}
        with self.open() as archive:
            archive.ingest(
                [self.reports],
                IngestOptions(),
                lambda each: told.update({Path(each.path).name: each.status}),
            )
        return told

    @property
    def id(self) -> str:
        with self.open() as archive:
            return archive.search(SearchRequest("xyzzyquắc")).hits[0].id

    def collect(self) -> None:
        """Note pieces of what is stored of it now."""
        with closing(sqlite3.connect(self.home / "archive.db")) as connection:
            record, text = connection.execute(
                "SELECT record, text FROM meeting WHERE id = ?", (self.id,)
            ).fetchone()
        for blob in (record, text):
            middle = len(blob) // 2
            self.pieces += [blob[10 : 10 + PIECE], blob[middle : middle + PIECE], blob[-PIECE:]]

    def left(self) -> list[tuple[str, bytes]]:
        """Every piece that stands in a file of the archive."""
        files = [path for path in self.home.rglob("*") if path.is_file()]
        names = [(str(path), path.name.encode()) for path in files]
        data = [(path.name, path.read_bytes().lower()) for path in files] + names
        return [(name, each) for each in self.pieces for name, held in data if each.lower() in held]


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_its_bytes_are_found_before(kept: Kept) -> None:
    """The look itself: what is there, is seen, in the database and in the index."""
    assert {name for name, _ in kept.left()} >= {"archive.db", "amendments.toml"}
    assert any(name.endswith(".seg") for name, _ in kept.left())


@pytest.mark.parametrize("forgotten", [False, True])
def test_nothing_of_it_is_left(kept: Kept, forgotten: bool) -> None:
    id_ = kept.id
    with kept.open() as archive:
        corrections = archive.corrections("lan")
        if forgotten:
            corrections.forget([id_])
        corrections.purge([id_])
        assert archive.search(SearchRequest("xyzzyquắc")).total == 0
        assert archive.stats().meetings == 40
        assert corrections.resolve_forgotten(id_) is None
    assert kept.left() == []
    with kept.open() as archive:
        assert archive.check().faults == ()
    assert sorted(path.name for path in kept.home.iterdir()) == [
        "ARCHIVE", "amendments.toml", "archive.db", "archive.db-reached", "index", "lock",
    ]  # fmt: skip


def test_the_indexes_of_every_engine_are_made_anew(tmp_path: Path) -> None:
    pytest.importorskip("tantivy", reason="the extra giaoban[fast]")
    kept = Kept(tmp_path)
    kept.engine = "tantivy"
    id_ = kept.id  # both have an index now
    assert {path.name for path in (kept.home / "index").iterdir()} == {"tantivy", "whoosh"}
    with kept.open() as archive:
        archive.corrections("lan").purge([id_])
    assert kept.left() == []
    for kept.engine in ("whoosh", "tantivy"):
        with kept.open() as archive:
            assert archive.search(SearchRequest("xyzzyquắc")).total == 0
            assert archive.search(SearchRequest("giao ban")).total == 40
    assert kept.left() == []


def test_it_does_not_come_back_until_it_may(kept: Kept) -> None:
    id_ = kept.id
    with kept.open() as archive:
        archive.corrections("lan").purge([id_])
    (kept.reports / "copy.txt").write_text(SECRET, encoding="utf-8")
    (kept.reports / "chrome.txt").write_text(SECRET + "\n\n", encoding="utf-8")
    told = kept.ingest()
    assert {told[name] for name in ("xyzzyquac.txt", "copy.txt", "chrome.txt")} == {"skipped"}
    assert kept.left() == []
    for name in ("copy.txt", "chrome.txt"):
        (kept.reports / name).unlink()
    with kept.open() as archive:
        assert archive.corrections("lan").allow(kept.file)
        assert not archive.corrections("lan").allow(kept.reports / "1.txt")
    assert kept.ingest()["xyzzyquac.txt"] == "added"


def test_a_purge_that_was_cut_off_is_finished_by_the_next_opening(kept: Kept) -> None:
    id_ = kept.id
    with kept.open() as archive:
        key = archive._store.key_of(id_)
        assert key
        with archive._home.lock():
            begin_purge(archive._home)
            with archive._store.writing() as writer:
                writer.purge(key, PurgeMark(("00",), "2025-03-01T09:30:00+00:00", "lan"))
    assert kept.left()
    with locked(kept.home / "lock", wait=0), kept.open() as archive:
        assert archive.stats().meetings == 40  # somebody writes: it waits for the next one
    assert kept.left()
    with kept.open() as archive:
        assert archive.stats().meetings == 40
    assert kept.left() == []
    assert not (kept.home / "PURGING").exists()


def test_somebody_who_reads_does_not_keep_it_there(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("giaoban_cli.store.database.BUSY_SECONDS", 0.2)
    id_ = kept.id
    with closing(sqlite3.connect(kept.home / "archive.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM meeting").fetchone()
        with kept.open() as archive, pytest.raises(Busy):
            archive.corrections("lan").purge([id_])
        assert (kept.home / "PURGING").exists()
        with kept.open() as archive:
            assert archive.search(SearchRequest("xyzzyquắc")).total == 0
    with kept.open() as archive:
        archive.stats()
    assert kept.left() == []


def test_the_command(kept: Kept) -> None:
    user = Giaoban(kept.home.parent / "home", environ={"USER": "lan"})

    def giaoban(*words: str | Path) -> tuple[int, str, str]:
        ran = user("--archive", kept.home, *words)
        return ran.code, ran.out, ran.err

    id_ = kept.id
    assert giaoban("forget", kept.file)[:2] == (0, f"taken out: {id_}\n")
    assert giaoban("forget", "--undo", kept.file)[:2] == (0, f"brought back: {id_}\n")
    assert giaoban("forget", kept.file)[0] == 0
    assert id_ in giaoban("forget")[1]
    assert giaoban("forget", "--purge", id_[:14])[:2] == (0, f"removed: {id_}\n")
    assert kept.left() == []
    assert giaoban("forget")[0] == 1
    assert giaoban("forget", "--undo", id_)[0] == 2
    assert giaoban("forget", "--undo", kept.file)[0] == 0
    assert kept.ingest()["xyzzyquac.txt"] == "added"
