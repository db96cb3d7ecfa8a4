"""kill -9 and Ctrl-C in the middle of an ingest: what was told is kept, the next run goes on."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import pytest

from tests.faults import notes
from tests.faults.amount import SEED, often
from tests.faults.child import Child, Ended, ingest, run
from tests.faults.promise import broken, resumed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

COUNT = 230
"""Reports: three transactions."""

AGAIN = 10
"""How often one archive's ingest is killed before it may end."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("kill") / "reports"
    return folder, notes.write(folder, COUNT)


@pytest.fixture(scope="module")
def whole_run(
    reports: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> float:
    """Seconds of a run that nobody kills."""
    home = tmp_path_factory.mktemp("whole")
    ended = run(home, *ingest(home / "archive", reports[0]))
    assert ended.code == 0
    assert len(ended.told) == COUNT
    return ended.seconds


def cut_off(archive: Path, reports: Path, whole: float, chance: random.Random) -> Ended:
    """Begin an ingest, kill it at some moment, and say what it told."""
    jobs = 2 if chance.random() < 0.2 else 1
    child = Child(archive.parent / "home", *ingest(archive, reports, jobs=jobs))
    if chance.random() < 0.5:
        child.lines(chance.randrange(COUNT))  # just after a transaction
        time.sleep(chance.random() * 0.1)
    else:
        time.sleep(chance.random() * whole * 1.1)
    ended = child.kill()
    assert child.left_alone(), "a reading process outlives its parent"
    assert "Traceback" not in ended.err or _of_a_start(ended.err)
    return ended


def _of_a_start(err: str) -> bool:
    """Whether these are Python's words of a reading process whose parent died as it was started.

    None of our code has run in it yet.
    """
    return err.count("Traceback") == err.count("in spawn_main") and "giaoban_cli" not in err


@pytest.mark.parametrize("number", range(often(10, 200)))
def test_a_first_ingest(
    reports: tuple[Path, dict[str, str]], whole_run: float, tmp_path: Path, number: int
) -> None:
    folder, texts = reports
    archive = tmp_path / "archive"
    chance = random.Random(SEED * 1000 + number)
    ended = cut_off(archive, folder, whole_run, chance)
    assert archive.exists() or not ended.told
    if archive.exists():
        assert broken(archive, ended.told, texts) == []
    assert resumed(archive, folder, texts) == []


@pytest.mark.parametrize("number", range(often(1, 10)))
def test_the_same_ingest_again_and_again(
    reports: tuple[Path, dict[str, str]], whole_run: float, tmp_path: Path, number: int
) -> None:
    folder, texts = reports
    archive = tmp_path / "archive"
    chance = random.Random(SEED * 1000 + 500 + number)
    told: dict[str, str] = {}
    for _ in range(AGAIN):
        told |= cut_off(archive, folder, whole_run / 2, chance).told
        if archive.exists():
            assert broken(archive, told, texts) == []
    assert resumed(archive, folder, texts) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c(reports: tuple[Path, dict[str, str]], tmp_path: Path, jobs: int) -> None:
    folder, texts = reports
    archive = tmp_path / "archive"
    child = Child(tmp_path / "home", *ingest(archive, folder, jobs=jobs))
    assert child.lines(1)
    child.interrupt()
    ended = child.ended()
    assert (ended.code, ended.err.count("\n")) == (130, 1), ended.err
    assert child.left_alone()
    assert broken(archive, ended.told, texts) == []
    assert resumed(archive, folder, texts) == []
