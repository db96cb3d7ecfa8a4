"""`ingest --watch` follows a folder: a real watcher in a process of its own."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from giaoban_cli.errors import UsageError
from giaoban_cli.sources.watching import Watch
from tests.faults import notes
from tests.faults.child import GIAOBAN, HANG, Child, Ended, run
from tests.running import Giaoban

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")


class Watcher:
    """A running `ingest --watch --format jsonl`, and the folder that it follows."""

    def __init__(self, place: Path, *more: str) -> None:
        self.home = place / "home"
        self.archive = place / "archive"
        self.folder = place / "reports"
        self.folder.mkdir(exist_ok=True)
        words = ["--archive", str(self.archive), "ingest", "--watch", *more]
        self.child = Child(
            self.home, *GIAOBAN, *words, "--format", "jsonl", self.folder,
            environ={"PYTHONUNBUFFERED": "1"},
        )  # fmt: skip

    def until(self, told: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
        """Wait until what it has written is as wanted."""
        deadline = time.monotonic() + HANG
        while not told(rows := self.rows()):
            assert self.child.running, "it ended"
            assert time.monotonic() < deadline, f"it never came: {rows}"
            time.sleep(0.02)
        return rows

    def rows(self) -> list[dict[str, Any]]:
        whole = b"".join(self.child._parts["out"]).rpartition(b"\n")[0]
        return [json.loads(line) for line in whole.splitlines()]

    def watching(self) -> None:
        """Wait until it says that it is watching."""
        deadline = time.monotonic() + HANG
        while b"Watching" not in b"".join(self.child._parts["err"]):
            assert self.child.running, "it ended"
            assert time.monotonic() < deadline, "it never watched"
            time.sleep(0.02)

    def write(self, name: str, number: int) -> Path:
        path = self.folder / name
        path.write_text(notes.text(number), encoding="utf-8")
        return path

    def end(self) -> Ended:
        """Press Ctrl-C between two batches: none is being written, and the last one is told."""
        lock = next(path for path in self.archive.iterdir() if "lock" in path.name)
        for _ in range(5):
            with lock.open("r+b") as held:
                fcntl.flock(held, fcntl.LOCK_EX)
            time.sleep(0.1)
        self.child.interrupt()
        return self.child.ended()


@pytest.fixture
def watcher(tmp_path: Path) -> Iterator[Watcher]:
    started = Watcher(tmp_path)
    yield started
    if started.child.running:
        started.child.kill()


def named(rows: list[dict[str, Any]], name: str) -> list[str]:
    return [row["status"] for row in rows if row.get("path", "").endswith(name)]


def test_what_is_there_and_what_comes_is_taken_in(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "old.txt").write_text(notes.text(1), encoding="utf-8")
    watcher = Watcher(tmp_path)
    watcher.until(lambda rows: named(rows, "old.txt") == ["added"])
    watcher.watching()
    watcher.write("new.txt", 2)
    watcher.until(lambda rows: named(rows, "new.txt") == ["added"])
    (watcher.folder / "deeper").mkdir()
    watcher.write("deeper/newer.txt", 3)
    watcher.until(lambda rows: named(rows, "newer.txt") == ["added"])
    ended = watcher.end()
    assert ended.code == 0
    assert ended.clean
    summary = ended.lines[-1]
    assert (summary["added"], summary["failed"]) == (3, [])
    assert watcher.child.left_alone()


def test_an_edited_file_updates_its_meeting_and_a_renamed_one_is_known(watcher: Watcher) -> None:
    watcher.watching()
    path = watcher.write("a.txt", 1)
    rows = watcher.until(lambda rows: named(rows, "a.txt") == ["added"])
    path.write_text(notes.text(1).replace("nhà tạm", "nhà dột nát"), encoding="utf-8")
    rows = watcher.until(lambda rows: named(rows, "a.txt") == ["added", "updated"])
    assert len({row["id"] for row in rows if "path" in row}) == 1
    path.rename(watcher.folder / "b.txt")
    rows = watcher.until(lambda rows: bool(named(rows, "b.txt")))
    assert len({row["id"] for row in rows if "path" in row}) == 1
    assert watcher.end().code == 0


def test_a_file_is_read_once_it_is_whole(watcher: Watcher) -> None:
    watcher.watching()
    text = notes.text(4).encode()
    with (watcher.folder / "slow.txt").open("wb") as file:
        for start in range(0, len(text), 40):
            file.write(text[start : start + 40])
            file.flush()
            os.fsync(file.fileno())
            time.sleep(0.3)
    rows = watcher.until(lambda rows: bool(named(rows, "slow.txt")))
    assert named(rows, "slow.txt") == ["added"]
    assert watcher.end().code == 0
    found = run(watcher.home, *GIAOBAN, "--archive", watcher.archive, "show", rows[0]["id"],
                "--format", "text")  # fmt: skip
    assert found.out.strip() == text.strip()


def test_files_that_come_together_are_one_batch(watcher: Watcher) -> None:
    watcher.watching()
    for number in range(20):
        watcher.write(f"{number:02}.txt", number)
    rows = watcher.until(lambda rows: len([r for r in rows if "path" in r]) >= 20)
    order = [Path(row["path"]).name for row in rows]
    assert order == sorted(order)
    assert watcher.end().lines[-1]["added"] == 20


def test_other_names_are_left_alone(watcher: Watcher) -> None:
    watcher.watching()
    for name in (".hidden.txt", "~$bao-cao.docx", "picture.png", "copying.crdownload"):
        watcher.write(name, 1)
    watcher.write("report.txt", 2)
    rows = watcher.until(lambda rows: bool(named(rows, "report.txt")))
    assert [Path(row["path"]).name for row in rows] == ["report.txt"]
    assert watcher.end().code == 0


def test_a_folder_that_goes_away_is_waited_for(watcher: Watcher) -> None:
    watcher.watching()
    watcher.write("a.txt", 1)
    watcher.until(lambda rows: bool(named(rows, "a.txt")))
    aside = watcher.folder.with_name("aside")
    watcher.folder.rename(aside)
    deadline = time.monotonic() + HANG
    while b"no longer there" not in b"".join(watcher.child._parts["err"]):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    shutil.copytree(aside, watcher.folder)
    watcher.write("b.txt", 2)
    watcher.until(lambda rows: bool(named(rows, "b.txt")))
    assert watcher.end().code == 0


def test_others_may_write_between_batches(watcher: Watcher, tmp_path: Path) -> None:
    watcher.watching()
    watcher.write("a.txt", 1)
    watcher.until(lambda rows: bool(named(rows, "a.txt")))
    (tmp_path / "other.txt").write_text(notes.text(9), encoding="utf-8")
    other = run(watcher.home, *GIAOBAN, "--archive", watcher.archive, "ingest",
                tmp_path / "other.txt")  # fmt: skip
    assert other.code == 0
    watcher.write("b.txt", 2)
    watcher.until(lambda rows: bool(named(rows, "b.txt")))
    assert watcher.end().code == 0


def test_a_batch_waits_for_another_writer(watcher: Watcher) -> None:
    watcher.watching()
    lock = next(path for path in watcher.archive.iterdir() if "lock" in path.name)
    with lock.open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        watcher.write("a.txt", 1)
        time.sleep(2.5)
        assert watcher.rows() == []
    watcher.until(lambda rows: named(rows, "a.txt") == ["added"])
    assert watcher.end().code == 0


def test_a_failure_shows_in_the_exit_code(watcher: Watcher) -> None:
    watcher.watching()
    (watcher.folder / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    watcher.until(lambda rows: named(rows, "broken.docx") == ["failed"])
    assert watcher.end().code == 3


def test_a_table_is_told_batch_by_batch(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    child = Child(
        tmp_path / "home", *GIAOBAN, "--archive", tmp_path / "archive", "ingest", "--watch",
        tmp_path / "reports",
    )  # fmt: skip
    assert child.lines(1)
    (tmp_path / "reports" / "a.txt").write_text(notes.text(1), encoding="utf-8")
    assert child.lines(2)
    time.sleep(1)
    child.interrupt()
    ended = child.ended()
    assert ended.code == 0
    assert "1 added" in ended.out.decode()
    assert "No longer watching" in ended.err


@pytest.mark.parametrize("words", [["--dry-run", "."], ["-"]])
def test_what_cannot_be_watched_is_an_error(tmp_path: Path, words: list[str]) -> None:
    ran = Giaoban(tmp_path)("ingest", "--watch", *words)
    assert ran.code == 2
    assert "--watch" in ran.err


def test_without_the_extra_the_error_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(UsageError) as error:
        Watch([tmp_path], clock=time.monotonic, sleep=time.sleep, gone=print)
    assert error.value.key == "watch.missing"


def test_a_file_that_is_held_is_tried_again_and_not_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "held.txt"
    path.write_text(notes.text(1), encoding="utf-8")
    now = 0.0
    watch = Watch([tmp_path], clock=lambda: now, sleep=time.sleep, gone=print)
    tried = []
    for _ in range(10):
        watch.again(path)
        for _ in range(40):
            now += 0.5
            if watch._settled(now):
                tried.append(now)
                break
    assert len(tried) == 3
