"""Fixtures that several tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doubles import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A folder with room for reports and an archive."""
    return Desk(tmp_path)
