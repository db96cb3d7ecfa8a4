"""Many processes at one archive: no duplicate, writers wait their turn, readers never fail."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from giaoban_cli.archive import SearchRequest
from giaoban_cli.platform import locked
from tests.faults import notes
from tests.faults.amount import LONG, often
from tests.faults.child import Child, ingest, run
from tests.faults.promise import broken, opened

CROWD = 6


@pytest.mark.parametrize("number", range(often(2, 20)))
def test_six_first_ingests_at_once(tmp_path: Path, number: int) -> None:
    texts = notes.write(tmp_path / "reports", 100)
    archive = tmp_path / "archive"
    words = ingest(archive, tmp_path / "reports")
    children = [Child(tmp_path / f"home{each}", *words) for each in range(CROWD)]
    added: Counter[str] = Counter()
    for child in children:
        ended = child.ended()
        assert ended.code == 0, ended.err
        assert len(ended.told) == 100
        added.update(row["status"] for row in ended.lines if "path" in row)
    assert added == {"added": 100, "unchanged": 100 * (CROWD - 1)}
    assert broken(archive, ended.told, texts) == []
    with opened(archive) as archive_:
        assert archive_.stats().meetings == 100


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    notes.write(tmp_path / "reports", 3)
    archive = tmp_path / "archive"
    assert run(tmp_path / "home", *ingest(archive, tmp_path / "reports")).code == 0
    with locked(archive / "lock", wait=0):
        child = Child(tmp_path / "home", *ingest(archive, tmp_path / "reports"))
        time.sleep(2)
        assert child.running
        assert child.line_count == 0
    assert child.ended().code == 0


@pytest.mark.skipif(not LONG, reason="waits half a minute: only in the long profile")
def test_a_second_writer_gives_up_and_names_the_first(tmp_path: Path) -> None:
    import os

    notes.write(tmp_path / "reports", 3)
    archive = tmp_path / "archive"
    assert run(tmp_path / "home", *ingest(archive, tmp_path / "reports")).code == 0
    with locked(archive / "lock", wait=0):
        ended = run(tmp_path / "home", *ingest(archive, tmp_path / "reports"))
    assert ended.code == 6
    assert str(os.getpid()) in ended.err
    assert ended.err.count("\n") == 1


def test_readers_never_fail_while_a_writer_works(tmp_path: Path) -> None:
    """One reader that stays, and one that comes and goes, beside writers that add and change."""
    reports, archive = tmp_path / "reports", tmp_path / "archive"
    notes.write(reports, 20)
    assert run(tmp_path / "home", *ingest(archive, reports)).code == 0
    rounds, asked, known = often(2, 120), 0, 20
    with opened(archive) as staying:
        for number in range(rounds):
            notes.write(reports, 10, 20 + 10 * number)
            notes.write(reports / "changing", 1, 5000 + number)
            child = Child(tmp_path / "home", *ingest(archive, reports))
            while child.running:
                with opened(archive) as fresh:
                    for each in (staying, fresh):
                        page = each.search(SearchRequest(notes.QUESTION, limit=3))
                        assert page.total >= known
                        assert each.get(page.hits[0].id).meeting.text
                asked += 2
            assert child.ended().code == 0
            known += 11
        assert staying.search(SearchRequest(notes.QUESTION)).total == known
    assert asked >= rounds
