"""The faults once more over the engine whose files another library writes.

What is promised is the same: what was told is kept, damage is answered by making the index anew,
and nothing is left lying about.
"""

from __future__ import annotations

import random
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.faults import notes
from tests.faults.amount import SEED, often
from tests.faults.child import Child, Ended, ingest, run
from tests.faults.disks import mounted
from tests.faults.promise import broken, resumed
from tests.faults.test_damage import HOW
from tests.faults.test_full_disk import limit, refused_kindly, run_more_room

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

ENGINE = "tantivy"
SETTING = {"GIAOBAN_ENGINE": ENGINE}
COUNT = 230


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("tantivy") / "reports"
    return folder, notes.write(folder, COUNT)


def taken_in(archive: Path, folder: Path, home: Path, **options: Any) -> Ended:
    """An ingest that ends."""
    return run(home, *ingest(archive, folder), environ=SETTING, **options)


@pytest.mark.parametrize("number", range(often(4, 100)))
def test_a_killed_ingest(reports: tuple[Path, dict[str, str]], tmp_path: Path, number: int) -> None:
    folder, texts = reports
    archive = tmp_path / "archive"
    chance = random.Random(SEED * 1000 + number)
    told: dict[str, str] = {}
    for _ in range(2):
        child = Child(tmp_path / "home", *ingest(archive, folder), environ=SETTING)
        child.lines(chance.randrange(COUNT))
        time.sleep(chance.random() * 0.6)
        told |= child.kill().told
        assert child.left_alone(), "a reading process outlives its parent"
        if archive.exists():
            assert broken(archive, told, texts, ENGINE) == []
    assert resumed(archive, folder, texts, ENGINE) == []


@pytest.mark.parametrize("number", range(often(2, 40)))
def test_a_small_disk(reports: tuple[Path, dict[str, str]], tmp_path: Path, number: int) -> None:
    folder, texts = reports
    kilobytes = random.Random(SEED * 1000 + number).randrange(700, 2400, 4)
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none") as disk:
        archive = disk / "archive"
        ended = taken_in(archive, folder, tmp_path / "home")
        if ended.code != 0:
            refused_kindly(ended)
        run_more_room(disk)
        if archive.exists():
            assert broken(archive, ended.told, texts, ENGINE) == []
        assert resumed(archive, folder, texts, ENGINE) == []


@pytest.mark.parametrize("number", range(often(2, 40)))
def test_files_that_may_not_grow(
    reports: tuple[Path, dict[str, str]], tmp_path: Path, number: int
) -> None:
    folder, texts = reports
    size = random.Random(SEED * 1000 + 500 + number).randrange(1000, 300_000)
    archive = tmp_path / "archive"
    ended = taken_in(archive, folder, tmp_path / "home", before=limit(size))
    if ended.code != 0:
        refused_kindly(ended)
    if archive.exists():
        assert broken(archive, ended.told, texts, ENGINE) == []
    assert resumed(archive, folder, texts, ENGINE) == []


@pytest.fixture(scope="module")
def whole(
    reports: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, str]]:
    """An archive that was written twice, and what it told."""
    folder, _ = reports
    home = tmp_path_factory.mktemp("whole")
    some = home / "some"
    shutil.copytree(folder, some, ignore=lambda _, names: sorted(names)[150:])
    assert taken_in(home / "archive", some, home / "home").code == 0
    ended = taken_in(home / "archive", folder, home / "home")
    assert ended.code == 0
    return home / "archive", ended.told


@pytest.mark.parametrize("how", sorted(HOW))
def test_a_damaged_file(
    whole: tuple[Path, dict[str, str]],
    reports: tuple[Path, dict[str, str]],
    tmp_path: Path,
    how: str,
) -> None:
    archive, told = whole
    chance = random.Random(f"{SEED} {how}")
    names = sorted(
        path.relative_to(archive)
        for path in (archive / "index").rglob("*")
        if path.is_file() and "lock" not in path.name
    )
    assert len(names) > 8
    for name in chance.sample(names, often(2, len(names))):
        copy = tmp_path / "copy" / "archive"
        shutil.rmtree(copy.parent, ignore_errors=True)
        shutil.copytree(archive, copy)
        after = HOW[how]((copy / name).read_bytes(), chance)
        (copy / name).unlink()
        if after is not None:
            (copy / name).write_bytes(after)
        ended = run(
            tmp_path / "home", "-m", "giaoban_cli", "--archive", copy,
            "search", notes.QUESTION, "--format", "ids", "--limit", "1000", environ=SETTING,
        )  # fmt: skip
        assert (ended.code, ended.err) == (0, ""), f"{name}: {ended.err}"
        assert set(ended.out.decode().split()) == set(told.values()), name
        assert broken(copy, told, reports[1], ENGINE) == [], name
