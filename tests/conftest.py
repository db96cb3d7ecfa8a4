"""Fixtures that several tests share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.doubles import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A folder with room for reports and an archive."""
    return Desk(tmp_path)


@pytest.fixture
def modes_count(tmp_path: Path) -> None:
    """Skip where file modes hold nobody back: on Windows, and for a root with all its powers."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    try:
        (closed / "probe").touch()
    except PermissionError:
        return
    finally:
        closed.chmod(0o700)
        shutil.rmtree(closed)
    pytest.skip("file modes do not hold this user back")
