"""Any single write fails, or is the last: what was told is kept, and the next run goes on."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

import pytest

from tests.faults import notes
from tests.faults.amount import LONG, SEED, SHARE
from tests.faults.child import Ended, ingest, run
from tests.faults.promise import broken, resumed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and POSIX calls")

SHIM = ("-m", "tests.faults.shim")
HOWS = ("full", "error", "die", "torn")
FIRST, SECOND = 30, 8
"""Reports of an archive that is there already, and of the run that goes wrong."""


class Stage:
    """Reports, and an archive that holds some of them or is not there yet."""

    def __init__(self, folder: Path, first: int, second: int) -> None:
        self.folder = folder
        self.reports = folder / "reports"
        self.model = folder / "model"
        self.texts = notes.write(self.reports, first)
        if first:
            assert run(folder / "home", *ingest(self.model, self.reports)).code == 0
        self.texts |= notes.write(self.reports, second, first)
        self.writes = self.count()

    def copy(self) -> Path:
        """A fresh copy of the archive."""
        work = self.folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        if self.model.exists():
            shutil.copytree(self.model, work / "archive")
        return work / "archive"

    def suffer(self, how: str, number: int) -> tuple[Path, Ended]:
        """Take the reports in under a fate."""
        archive = self.copy()
        counts = self.folder / "counts"
        words = ingest(archive, self.reports, before=[*SHIM, how, str(number), str(counts)])
        return archive, run(self.folder / "home", *words)

    def count(self) -> int:
        """How many writes there are when nothing goes wrong."""
        _, ended = self.suffer("count", 0)
        assert ended.code == 0, ended.err
        count, held = (self.folder / "counts").read_text(encoding="ascii").split()
        if held == "0":
            pytest.skip("this Python's SQLite has no door for tests")
        return int(count)


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stage]:
    return {
        "first": Stage(tmp_path_factory.mktemp("first"), 0, SECOND),
        "further": Stage(tmp_path_factory.mktemp("further"), FIRST, SECOND),
    }


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("name", ["first", "further"])
def test_the_nth_write(stages: dict[str, Stage], name: str, how: str) -> None:
    stage = stages[name]
    numbers = list(range(1, stage.writes + 1))
    some = max(3, round(len(numbers) * SHARE)) if LONG else 3
    chance = random.Random(f"{SEED} {name} {how}")
    wrong: dict[int, object] = {}
    for number in sorted(chance.sample(numbers, min(some, len(numbers)))):
        archive, ended = stage.suffer(how, number)
        complaints = _complaints(stage, how, archive, ended)
        if complaints:
            wrong[number] = (ended.code, ended.err, complaints)
    assert wrong == {}


def _complaints(stage: Stage, how: str, archive: Path, ended: Ended) -> list[str]:
    """What is wrong after the n-th write went wrong."""
    if how in ("die", "torn"):
        found = [] if ended.code in (-9, 0) else [f"exit {ended.code}"]
    else:
        found = [] if ended.code in (0, 5) and ended.clean else [f"exit {ended.code}"]
        found += [] if ended.err.count("\n") == (ended.code == 5) else ["not one sentence"]
    if ended.code == 0 and len(ended.told) != len(stage.texts):
        found.append("said it was done, and is not")
    if archive.exists():
        found += broken(archive, ended.told, stage.texts)
    elif ended.told or stage.model.exists():
        found.append("the archive is gone")
    return found + resumed(archive, stage.reports, stage.texts)


def test_the_shim_reaches_every_kind_of_write(stages: dict[str, Stage]) -> None:
    """A first run makes files, folders, pages of the database, an index and a stamp."""
    assert stages["first"].writes > 40
