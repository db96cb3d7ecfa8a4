"""No room left: one sentence, exit 5, nothing lost, nothing left lying about, and it resumes."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import notes
from tests.faults.amount import SEED, often
from tests.faults.child import Ended, ingest, run
from tests.faults.disks import mounted
from tests.faults.promise import broken, resumed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")

COUNT = 230


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("full") / "reports"
    return folder, notes.write(folder, COUNT)


def refused_kindly(ended: Ended) -> None:
    """Assert that an ingest ended as it should when there is no room."""
    assert ended.code == 5, ended.err
    assert ended.clean, ended.err
    assert ended.err.count("\n") == 1, ended.err


@pytest.mark.parametrize("number", range(often(3, 40)))
def test_a_small_disk(reports: tuple[Path, dict[str, str]], tmp_path: Path, number: int) -> None:
    folder, texts = reports
    kilobytes = random.Random(SEED * 1000 + number).randrange(8, 1100, 4)
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none") as disk:
        archive = disk / "archive"
        ended = run(tmp_path / "home", *ingest(archive, folder))
        if ended.code != 0:
            refused_kindly(ended)
        assert _loose(disk) <= {"archive"}
        run_more_room(disk)
        if archive.exists():
            assert broken(archive, ended.told, texts) == []
        assert archive.exists() or not ended.told
        assert resumed(archive, folder, texts) == []


def run_more_room(disk: Path) -> None:
    """Make a small disk large."""
    from tests.faults.disks import run as system

    system("mount", "-o", "remount,size=64m", disk)


def _loose(disk: Path) -> set[str]:
    """What lies on a disk."""
    return {path.name for path in disk.iterdir()}


def limit(size: int) -> Callable[[], None]:
    """What gives a process an upper bound for every file it writes, bytes."""

    def set_() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return set_


@pytest.mark.parametrize("number", range(often(3, 40)))
def test_files_that_may_not_grow(
    reports: tuple[Path, dict[str, str]], tmp_path: Path, number: int
) -> None:
    folder, texts = reports
    size = random.Random(SEED * 1000 + 500 + number).randrange(1000, 600_000)
    archive = tmp_path / "archive"
    ended = run(tmp_path / "home", *ingest(archive, folder), before=limit(size))
    if ended.code != 0:
        refused_kindly(ended)
    if archive.exists():
        assert broken(archive, ended.told, texts) == []
    assert archive.exists() or not ended.told
    assert resumed(archive, folder, texts) == []
