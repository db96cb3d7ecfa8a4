"""The power goes in the middle of an ingest: what was told is on the disk, the index heals."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.faults import notes
from tests.faults.amount import SEED, often
from tests.faults.child import Child, ingest, run
from tests.faults.disks import Disk
from tests.faults.promise import broken, resumed

OLD, NEW = 120, 230
"""Reports of an archive that lay safely on the disk, and of the run that is cut off."""


def test_unsynced_bytes_are_really_gone(tmp_path: Path) -> None:
    """The tool itself: of two files, the synced one is whole and the other is not."""
    import os

    disk = Disk(tmp_path)
    with disk.on() as folder:
        for name in ("synced", "not"):
            with (folder / name).open("wb") as file:
                file.write(b"x" * 5000)
                if name == "synced":
                    file.flush()
                    os.fsync(file.fileno())
        disk.cut()
    with disk.on() as folder:
        assert (folder / "synced").read_bytes() == b"x" * 5000
        assert not (folder / "not").exists() or (folder / "not").stat().st_size == 0


@pytest.mark.parametrize("number", range(often(3, 30)))
def test_a_cut_while_reports_are_taken_in(tmp_path: Path, number: int) -> None:
    chance = random.Random(SEED * 1000 + number)
    reports, home = tmp_path / "reports", tmp_path / "home"
    disk = Disk(tmp_path)
    texts: dict[str, str] = {}
    told: dict[str, str] = {}
    if number % 3:
        texts = notes.write(reports, OLD)
        with disk.on() as folder:
            told = run(home, *ingest(folder / "archive", reports)).told
        assert len(told) == OLD
    texts |= notes.write(reports, NEW, OLD)
    with disk.on() as folder:
        child = Child(home, *ingest(folder / "archive", reports))
        if child.lines(chance.randrange(1, len(texts))):
            time.sleep(chance.random() * 0.3)
        disk.cut()
        told |= child.kill().told
    with disk.on() as folder:
        archive = folder / "archive"
        assert archive.exists() or not told
        if archive.exists():
            assert broken(archive, told, texts) == []
        assert resumed(archive, reports, texts) == []
