"""Every trap is told of, none stops the others: no hang, no traceback, bounded memory."""

from __future__ import annotations

import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from giaoban_cli.archive import SearchRequest
from giaoban_cli.sources.reading import MOST_CHARACTERS
from tests.faults import notes, traps
from tests.faults.amount import LONG
from tests.faults.child import GIAOBAN, Ended, held_here, ingest, run
from tests.faults.promise import opened

MOST_MEMORY = 300 << 20
"""Bytes that an ingest may hold, whatever it meets."""

LONGEST = 10.0
"""Seconds of processor time that one trap may take."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[traps.Trap]]]:
    folder = tmp_path_factory.mktemp("tree") / "reports"
    with traps.laid(folder) as laid:
        yield folder, laid
    shutil.rmtree(folder, ignore_errors=True)


def within_bounds(ended: Ended) -> None:
    assert ended.clean, ended.err
    assert ended.code in (0, 1, 3), ended.err
    # what this process held when it started the other is counted as the other's
    assert ended.peak <= max(MOST_MEMORY, held_here()), f"{ended.peak >> 20} MB"


def statuses(ended: Ended, folder: Path) -> dict[str, list[str]]:
    """Name of a trap → what was told of its files."""
    found = defaultdict(list)
    beginning = len(str(folder)) + 1
    for row in ended.lines:
        if "path" in row:
            found[row["path"][beginning:].split("/")[0]].append(row["status"])
    return found


def test_all_traps_at_once(tree: tuple[Path, list[traps.Trap]], tmp_path: Path) -> None:
    folder, laid = tree
    good = notes.write(folder / "zz-good", 3, 900)
    ended = run(tmp_path / "home", *ingest(tmp_path / "archive", folder))
    within_bounds(ended)
    told = statuses(ended, folder)
    assert {trap.name: trap.listed for trap in laid} == {
        name: len(found) for name, found in told.items() if name != "zz-good"
    }
    wrong = {trap.name: told[trap.name] for trap in laid if not set(told[trap.name]) <= trap.may}
    assert wrong == {}
    assert set(good) <= set(ended.told), "a trap ended the batch"
    with opened(tmp_path / "archive") as archive:
        assert archive.check().faults == ()
    again = run(tmp_path / "home", *ingest(tmp_path / "archive", folder))
    within_bounds(again)
    assert "added" not in {row.get("status") for row in again.lines}


def test_enough_traps_are_laid(tree: tuple[Path, list[traps.Trap]]) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems cannot hold every trap")
    assert len(tree[1]) >= 39
    assert os.geteuid() != 0 or len(tree[1]) == len(traps.TRAPS)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX links")
def test_links_are_followed_when_asked_but_never_out(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    traps.lay(folder, "link")
    traps.lay(folder, "loops")
    (folder / "inside.txt").symlink_to("there.txt")
    (folder / "there.txt").write_text(notes.text(1), encoding="utf-8")
    ended = run(tmp_path / "home", *ingest(tmp_path / "archive", folder), "--follow")
    within_bounds(ended)
    told = statuses(ended, folder)
    assert set(told.pop("inside.txt") + told.pop("there.txt")) == traps.READ
    assert {status for found in told.values() for status in found} <= traps.NOT_READ
    with opened(tmp_path / "archive") as archive:
        assert [each.meeting.text for each in archive.export(SearchRequest())] == [notes.text(1)]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="POSIX devices")
def test_what_is_named_itself_is_no_safer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.txt")
    named: list[str] = [
        str(tmp_path / "fifo.txt"),
        "/dev/zero",
        "/dev/tty",
        "/proc/self/mem",
        "/proc/kmsg",
    ]
    there = [Path(each) for each in named if os.path.lexists(each)]
    ended = run(tmp_path / "home", *ingest(tmp_path / "archive", *there))
    within_bounds(ended)
    assert ended.code in (1, 3)
    assert len([row for row in ended.lines if "path" in row]) == len(there)


def test_names_that_look_like_options(tmp_path: Path) -> None:
    (tmp_path / "-rf.txt").write_text(notes.text(1), encoding="utf-8")
    words = ["--archive", str(tmp_path / "archive"), "ingest", "--format", "jsonl", "--"]
    ended = run(tmp_path / "home", *GIAOBAN, *words, tmp_path / "-rf.txt")
    assert ended.code == 0
    assert [row["status"] for row in ended.lines if "path" in row] == ["added"]


@pytest.mark.skipif(not LONG, reason="one run a trap: only in the long profile")
@pytest.mark.parametrize("name", [trap.name for trap in traps.TRAPS])
def test_a_trap_alone(tree: tuple[Path, list[traps.Trap]], tmp_path: Path, name: str) -> None:
    folder, laid = tree
    if name not in {trap.name for trap in laid}:
        pytest.skip("this system cannot hold it")
    ended = run(tmp_path / "home", *ingest(tmp_path / "archive", folder / name))
    within_bounds(ended)
    assert ended.work < LONGEST


@pytest.mark.skipif(not LONG, reason="writes 1 GB: only in the long profile")
def test_a_file_of_one_gigabyte(tmp_path: Path) -> None:
    part = (notes.text(1) * 5000).encode()
    with (tmp_path / "huge.txt").open("wb") as file:
        while file.tell() < 1 << 30:
            file.write(part)
    ended = run(tmp_path / "home", *ingest(tmp_path / "archive", tmp_path / "huge.txt"))
    within_bounds(ended)
    assert [row["status"] for row in ended.lines if "path" in row] == ["skipped"]
    assert ended.work < LONGEST


@pytest.mark.parametrize("megabytes", [0.2, 1.1, 4, 19.5] if LONG else [0.2, 4])
def test_reports_strung_together(tmp_path: Path, megabytes: float) -> None:
    """A text as long as any that is read, full of what rules look for; and longer ones."""
    part = "".join(notes.text(number) for number in range(50)).encode()
    data = part * int(megabytes * (1 << 20) / len(part))
    (tmp_path / "large.txt").write_bytes(data)
    ended = run(tmp_path / "home", *ingest(tmp_path / "archive", tmp_path / "large.txt"))
    within_bounds(ended)
    too_long = len(data.decode()) > MOST_CHARACTERS
    assert [row["status"] for row in ended.lines if "path" in row] == [
        "skipped" if too_long else "added"
    ]
    assert ended.work < LONGEST
