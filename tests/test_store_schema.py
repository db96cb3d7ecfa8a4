"""An archive of an older giaoban is read as it stands; the first write brings it up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from giaoban_cli.archive import Archive
from giaoban_cli.errors import DamagedArchive, Refused
from giaoban_cli.store import Store
from giaoban_cli.store.schema import SCHEMA
from tests.doubles import Desk, note

ADDED = {"amendment", "purged", "tally", "band", "paper"}
"""The tables that the first giaoban did not have."""


@pytest.fixture
def older(desk: Desk) -> Desk:
    """An archive of one meeting as the first giaoban wrote it."""
    desk.write("1.txt", note("Giao ban tháng 1", date="2024-01-05"))
    desk.ingest()
    with closing(sqlite3.connect(desk.home / "archive.db")) as connection:
        for table in ADDED:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 1")
    return desk


def version(desk: Desk) -> int:
    with closing(sqlite3.connect(desk.home / "archive.db")) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    assert len(ADDED & tables) == (len(ADDED) if found == SCHEMA else 0)
    return found


def test_reading_leaves_it_as_it_is(older: Desk) -> None:
    assert len(older.ids("giao ban")) == 1
    with older.open() as archive:
        assert archive.merges() == ()
        assert {fault.code for fault in archive.check().faults} <= {"record"}  # of another reader
    assert version(older) == 1


def test_the_first_write_brings_it_up_to_date(older: Desk) -> None:
    older.write("2.txt", note("Giao ban tháng 2", date="2024-02-05"))
    with older.open() as reader:  # one who was there before goes on reading
        older.ingest()
        assert version(older) == SCHEMA
        assert reader.merges() == ()
        assert reader.stats().meetings == 2
    assert len(older.ids("giao ban")) == 2


def test_a_write_that_fails_leaves_it_as_it_was(older: Desk) -> None:
    store = Store(older.home / "archive.db")
    with pytest.raises(ZeroDivisionError), store.writing():
        raise ZeroDivisionError
    assert version(older) == 1
    assert store.corrections.book() == []
    with store.writing():
        pass
    store.close()
    assert version(older) == SCHEMA


def test_a_backup_of_one_is_restored(older: Desk, tmp_path: Path) -> None:
    with older.open() as archive:
        archive.backup(tmp_path / "b.db")
    Archive.restore(tmp_path / "b.db", tmp_path / "restored")
    older.home = tmp_path / "restored"
    assert len(older.ids("giao ban")) == 1


def test_a_newer_one_is_refused_and_one_that_lies_is_damage(desk: Desk) -> None:
    Archive.create(desk.home)
    for number, error in ((SCHEMA + 1, Refused), (1, DamagedArchive), (0, DamagedArchive)):
        with closing(sqlite3.connect(desk.home / "archive.db")) as connection:
            connection.execute(f"PRAGMA user_version = {number}")
        with pytest.raises(error):
            desk.open()
