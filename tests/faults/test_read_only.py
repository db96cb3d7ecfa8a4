"""An archive that may only be read: search and show answer, ingest is refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import notes
from tests.faults.child import GIAOBAN, Ended, ingest, run
from tests.faults.disks import mounted
from tests.faults.disks import run as system


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    notes.write(tmp_path / "reports", 5)
    assert (
        run(tmp_path / "home", *ingest(tmp_path / "a" / "archive", tmp_path / "reports")).code == 0
    )
    return tmp_path / "a" / "archive"


def test_a_read_only_disk(archive: Path, tmp_path: Path) -> None:
    def giaoban(*words: str) -> Ended:
        return run(tmp_path / "home", *GIAOBAN, "--archive", archive, *words)

    with mounted(archive.parent, "--bind", archive.parent) as point:
        system("mount", "-o", "remount,ro,bind", point)
        ids = giaoban("search", "giao ban", "--format", "ids")
        assert (ids.code, ids.err) == (0, "")
        assert len(ids.out.split()) == 5
        assert giaoban("show", ids.out.split()[0].decode()).code == 0
        assert giaoban("check").code == 0
        notes.write(tmp_path / "reports", 1, 5)
        ended = run(tmp_path / "home", *ingest(archive, tmp_path / "reports"))
        assert (ended.code, ended.err.count("\n")) == (5, 1), ended.err
        assert ended.clean
        made = run(tmp_path / "home", *ingest(archive.parent / "new", tmp_path / "reports"))
        assert (made.code, made.err.count("\n")) == (5, 1), made.err
    assert len(giaoban("search", "giao ban", "--format", "ids").out.split()) == 5
    assert run(tmp_path / "home", *ingest(archive, tmp_path / "reports")).code == 0
