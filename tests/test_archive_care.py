"""Care of an archive: made whole or not at all, healed, checked, copied; damage is never silent."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from giaoban_cli.archive import Archive, IngestOptions, SearchRequest
from giaoban_cli.errors import Busy, DamagedArchive, Refused, UsageError
from giaoban_cli.platform import locked
from tests.doubles import Desk, PlainIndex, clock, note

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """An archive of three meetings."""
    for number in (1, 2, 3):
        desk.write(f"{number}.txt", note(f"Giao ban tháng {number}", date=f"2024-0{number}-05"))
    desk.ingest()
    return desk


def ask(database: Path, sql: str) -> object:
    """The first value of a statement, which is also made durable."""
    with closing(sqlite3.connect(database)) as connection, connection:
        row = connection.execute(sql).fetchone()
    return row and row[0]


def index_folder(desk: Desk) -> Path:
    return desk.home / "index" / "plain"


class TestMaking:
    def test_an_archive_is_complete_from_the_first_moment(self, desk: Desk) -> None:
        Archive.create(desk.home)
        assert sorted(path.name for path in desk.home.iterdir()) == [
            "ARCHIVE", "archive.db", "index",
        ]  # fmt: skip
        assert desk.ids() == []
        assert not [path for path in desk.home.parent.iterdir() if path.name.startswith(".")]

    def test_making_it_again_changes_nothing(self, filled: Desk) -> None:
        before = (filled.home / "ARCHIVE").read_bytes()
        Archive.create(filled.home)
        assert (filled.home / "ARCHIVE").read_bytes() == before
        assert len(filled.ids()) == 3

    def test_folders_above_it_are_made(self, desk: Desk) -> None:
        desk.home = desk.home / "a" / "b"
        Archive.create(desk.home)
        assert desk.ids() == []

    def test_an_empty_folder_becomes_one(self, desk: Desk) -> None:
        desk.home.mkdir()
        Archive.create(desk.home)
        assert desk.ids() == []

    @posix
    def test_it_is_closed_to_others(self, desk: Desk) -> None:
        Archive.create(desk.home)
        assert desk.home.stat().st_mode & 0o777 == 0o700
        desk.home.chmod(0o755)
        assert desk.ids() == []
        assert desk.home.stat().st_mode & 0o777 == 0o700

    @pytest.mark.parametrize("what", ["file", "folder"])
    def test_what_stands_there_is_left_alone(self, desk: Desk, what: str) -> None:
        if what == "file":
            desk.home.write_text("mine", encoding="utf-8")
        else:
            desk.home.mkdir()
            (desk.home / "mine").write_text("mine", encoding="utf-8")
        with pytest.raises(Refused) as error:
            Archive.create(desk.home)
        assert error.value.key == "archive.occupied"

    def test_many_at_once_make_one(self, desk: Desk) -> None:
        threads = [threading.Thread(target=Archive.create, args=(desk.home,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert desk.ids() == []
        assert [path.name for path in desk.home.parent.iterdir() if path.name[0] == "."] == []

    def test_what_a_killed_maker_left_is_removed(self, desk: Desk) -> None:
        left = desk.home.parent / f".{desk.home.name}-left"
        left.mkdir()
        (left / "archive.db").touch()
        (desk.home.parent / f".{desk.home.name}.lock").touch()
        Archive.create(desk.home)
        assert sorted(path.name for path in desk.home.parent.iterdir()) == ["archive", "reports"]

    def test_the_lock_of_a_maker_killed_at_the_last_moment_is_removed(self, desk: Desk) -> None:
        Archive.create(desk.home)
        (desk.home.parent / f".{desk.home.name}.lock").touch()
        assert desk.ids() == []
        assert sorted(path.name for path in desk.home.parent.iterdir()) == [
            "archive", "reports", "state",
        ]  # fmt: skip

    def test_without_one_every_other_door_says_so(self, desk: Desk) -> None:
        with pytest.raises(UsageError) as error:
            desk.open()
        assert error.value.key == "archive.none"
        desk.home.mkdir()
        with pytest.raises(UsageError):
            desk.open()


class TestHealing:
    def test_a_missing_index_is_made_anew(self, filled: Desk) -> None:
        shutil.rmtree(filled.home / "index")
        assert len(filled.ids("giao ban")) == 3

    def test_a_damaged_index_is_made_anew(self, filled: Desk) -> None:
        for path in index_folder(filled).iterdir():
            path.write_bytes(b"rubbish")
        assert len(filled.ids("giao ban")) == 3

    def test_an_index_that_was_left_behind_catches_up(self, filled: Desk) -> None:
        shutil.copytree(index_folder(filled), filled.home / "old")
        filled.write("4.txt", note("Giao ban tháng 4"))
        filled.write("1.txt", note("Sơ kết, đã sửa"))
        filled.ingest()
        shutil.rmtree(index_folder(filled))
        (filled.home / "old").rename(index_folder(filled))
        assert len(filled.ids("giao ban")) == 3
        assert len(filled.ids("đã sửa")) == 1

    def test_what_an_interrupted_rebuild_left_is_removed(self, filled: Desk) -> None:
        (filled.home / "index" / ".plain-00ff").mkdir()
        (filled.home / "index" / ".plain-00ff" / "part").write_bytes(b"x")
        filled.ingest()
        assert [path.name for path in (filled.home / "index").iterdir()] == ["plain"]

    def test_what_a_killed_writer_left_in_the_index_is_removed(self, filled: Desk) -> None:
        (index_folder(filled) / "documents.new").write_bytes(b"half")
        with locked(filled.home / "lock", wait=0):
            assert len(filled.ids("giao ban")) == 3
            assert (index_folder(filled) / "documents.new").exists(), "it may be a writer's"
        assert len(filled.ids("giao ban")) == 3
        assert not (index_folder(filled) / "documents.new").exists()

    def test_an_index_that_knows_more_than_the_store_is_missing_data(self, filled: Desk) -> None:
        old = filled.home.parent / "old.db"
        with filled.open() as archive:
            archive.backup(old)
        filled.write("4.txt", note("Giao ban tháng 4"))
        filled.ingest()
        database = filled.home / "archive.db"
        name = ask(database, "SELECT archive FROM meta")
        shutil.copy(old, database)
        assert ask(database, "SELECT archive FROM meta") == name
        with pytest.raises(DamagedArchive) as error:
            filled.ids("giao ban")
        assert error.value.key == "archive.damaged.data_missing"
        with pytest.raises(DamagedArchive):
            filled.ingest()

    def test_a_reader_does_not_wait_for_a_writer(self, filled: Desk) -> None:
        stale = PlainIndex(index_folder(filled))
        stale.update((), (), 0)
        with locked(filled.home / "lock", wait=0):
            assert len(filled.ids("giao ban")) == 3

    def test_progress_is_told_while_it_is_made_anew(self, filled: Desk) -> None:
        shutil.rmtree(filled.home / "index")
        told: list[tuple[str, int, int | None]] = []
        with Archive(
            filled.home,
            state=filled.state,
            clock=clock,
            engine=filled.engine,
            progress=lambda *step: told.append(step),
        ) as archive:
            archive.search(SearchRequest("giao ban"))
        assert told == [("index", 1, 3), ("index", 2, 3), ("index", 3, 3)]


class TestDamage:
    @pytest.mark.parametrize(
        ("file", "content", "key"),
        [
            ("archive.db", None, "archive.damaged.no_database"),
            ("archive.db", b"", "archive.damaged.no_database"),
            ("archive.db", b"not a database" * 100, "archive.damaged.database"),
            ("ARCHIVE", None, "archive.damaged.no_marker"),
            ("ARCHIVE", b"", "archive.damaged.marker"),
            ("ARCHIVE", b"\xff" * 20, "archive.damaged.marker"),
        ],
    )
    def test_a_lost_or_ruined_file_is_damage_and_not_a_new_archive(
        self, filled: Desk, file: str, content: bytes | None, key: str
    ) -> None:
        path = filled.home / file
        path.unlink()
        if content is not None:
            path.write_bytes(content)
        for use in (filled.open, filled.ingest):
            with pytest.raises(DamagedArchive) as error:
                use()
            assert error.value.key == key
        assert path.exists() == (content is not None)

    def test_the_database_of_another_archive_is_not_taken_for_its_own(
        self, filled: Desk, tmp_path: Path
    ) -> None:
        Archive.create(tmp_path / "other")
        shutil.copy(tmp_path / "other" / "archive.db", filled.home / "archive.db")
        with pytest.raises(DamagedArchive) as error:
            filled.open()
        assert error.value.key == "archive.damaged.foreign"

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE meeting SET title = 'Giao bán'",
            "UPDATE meeting SET date = '2024-01-06'",
            "UPDATE meeting SET text = zeroblob(40)",
            "UPDATE meeting SET text = (SELECT text FROM meeting ORDER BY key DESC LIMIT 1)",
            "UPDATE meeting SET record = zeroblob(40)",
            "UPDATE source SET path = x'2f78'",
            "UPDATE source SET sha256 = '00'",
        ],
    )
    def test_a_changed_row_is_told_by_show_and_by_check(self, filled: Desk, change: str) -> None:
        id_ = filled.ids("giao ban tháng 1")[0]
        where = "key = 1" if "source" not in change else "meeting = 1"
        ask(filled.home / "archive.db", f"{change} WHERE {where}")
        with filled.open() as archive:
            with pytest.raises(DamagedArchive):
                archive.get(id_)
            assert archive.get(filled.ids("giao ban tháng 2")[0])

    @pytest.mark.parametrize(
        "change",
        ["UPDATE meeting SET forgotten = 1", "DELETE FROM meeting"],
    )
    def test_a_meeting_that_is_lost_from_the_tables_is_missed(
        self, filled: Desk, change: str
    ) -> None:
        ask(filled.home / "archive.db", f"{change} WHERE key = 1")
        with filled.open() as archive:
            for door in (lambda: list(archive.export(SearchRequest())), archive.stats):
                with pytest.raises(DamagedArchive):
                    door()
            assert "database" in {fault.code for fault in archive.check().faults}

    def test_an_official_who_is_lost_from_the_table_of_names(self, desk: Desk) -> None:
        desk.write("1.txt", note("Giao ban", date="2024-01-05", official="Lò Văn Mấn"))
        desk.ingest()
        with desk.open() as archive:
            archive.check(repair=True)  # the reader of the tests is not that of check
            assert archive.check().faults == ()
        ask(desk.home / "archive.db", "INSERT INTO official VALUES ('X', 'x', 1, 'chair')")
        with desk.open() as archive:
            assert [fault.code for fault in archive.check(repair=True).faults] == ["record"]
            assert archive.check().faults == ()


class TestCheckOfDamage:
    """What can be told is told, and repair does what can be done: nothing is made up."""

    @pytest.fixture
    def ruined(self, filled: Desk) -> Desk:
        """An archive of which one meeting cannot be read."""
        with filled.open() as archive:
            archive.check(repair=True)  # the reader of the tests is not that of check
        ask(filled.home / "archive.db", "UPDATE meeting SET text = zeroblob(40) WHERE key = 1")
        return filled

    @pytest.mark.parametrize("repair", [False, True])
    def test_it_keeps_the_index_from_being_made(self, ruined: Desk, repair: bool) -> None:
        shutil.rmtree(ruined.home / "index")
        with ruined.open() as archive:
            found = [(fault.code, fault.repaired) for fault in archive.check(repair=repair).faults]
        assert found == [("meeting", False), ("index.content", False)]

    @pytest.mark.parametrize("repair", [False, True])
    def test_it_keeps_an_index_that_is_ahead_from_being_made(
        self, ruined: Desk, repair: bool
    ) -> None:
        PlainIndex(index_folder(ruined)).update((), (), 1000)
        with ruined.open() as archive:
            found = [(fault.code, fault.repaired) for fault in archive.check(repair=repair).faults]
        assert found == [("meeting", False), ("index.ahead", False)]

    def test_a_database_that_lost_a_table(self, filled: Desk) -> None:
        ask(filled.home / "archive.db", "DROP TABLE source")
        with filled.open() as archive:
            assert [fault.code for fault in archive.check().faults] == ["database"]


class TestLostLog:
    """SQLite's log is lost, and with it, without a word of SQLite's, what stood in it."""

    @pytest.fixture
    def without_log(self, filled: Desk, tmp_path: Path) -> Desk:
        """An archive whose last transaction stood in a log that is gone."""
        before = filled.home.parent / "before.db"
        shutil.copy(filled.home / "archive.db", before)
        with filled.open() as reader:  # keeps the log from being cleared
            reader.stats()
            filled.write("4.txt", note("Giao ban tháng 4"))
            filled.ingest()
            shutil.copytree(filled.home, tmp_path / "copy")
        (tmp_path / "copy" / "archive.db-wal").write_bytes(b"")
        filled.home = tmp_path / "copy"
        return filled

    @pytest.mark.parametrize("index", ["there", "gone"])
    def test_no_door_answers_as_if_that_were_all(self, without_log: Desk, index: str) -> None:
        if index == "gone":
            shutil.rmtree(without_log.home / "index")
        with without_log.open() as archive:
            doors: list[Callable[[], object]] = [
                lambda: archive.get("any"),
                lambda: archive.resolve("2024-01-05"),
                lambda: list(archive.export(SearchRequest())),
                lambda: archive.search(SearchRequest("giao ban")),
                archive.stats,
                lambda: archive.backup(without_log.home.parent / "b.db"),
                lambda: archive.ingest([without_log.reports], IngestOptions(), lambda _: None),
            ]
            for door in doors:
                with pytest.raises(DamagedArchive) as error:
                    door()
                assert error.value.key == "archive.damaged.data_missing"

    def test_check_names_it_and_repair_goes_on_with_what_is_left(self, without_log: Desk) -> None:
        with without_log.open() as archive:
            assert "database.behind" in {fault.code for fault in archive.check().faults}
            assert all(fault.repaired for fault in archive.check(repair=True).faults)
            assert archive.check().faults == ()
        assert len(without_log.ids("giao ban")) == 3
        assert without_log.ingest().statuses["4.txt"] == "added"

    @pytest.mark.parametrize("note_", [b"", b"generation 999999999999 00000000\n", b"\0" * 32])
    def test_a_damaged_note_says_nothing(self, filled: Desk, note_: bytes) -> None:
        (filled.home / "archive.db-reached").write_bytes(note_)
        assert len(filled.ids("giao ban")) == 3


class TestLocks:
    def test_a_second_writer_is_told_who_the_first_one_is(self, filled: Desk) -> None:
        program = (
            "import sys, time; from pathlib import Path;"
            "from giaoban_cli.platform import locked\n"
            "with locked(Path(sys.argv[1]), wait=0):\n"
            "  print('held', flush=True); sys.stdin.read()"
        )
        holder = subprocess.Popen(
            [sys.executable, "-c", program, str(filled.home / "lock")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        with holder:
            assert holder.stdout
            assert holder.stdout.readline().strip() == b"held"
            with pytest.raises(Busy) as error, locked(filled.home / "lock", wait=0.1):
                pass
            assert error.value.details["pid"] == str(holder.pid)
            assert holder.stdin
            holder.stdin.close()
        with locked(filled.home / "lock", wait=0):
            pass

    def test_the_lock_of_a_killed_writer_is_free(self, filled: Desk) -> None:
        (filled.home / "lock").write_text("999999\n", encoding="ascii")
        assert filled.ingest().report.unchanged == 3


class TestBackup:
    def test_a_backup_restores_to_the_same_archive(self, filled: Desk, tmp_path: Path) -> None:
        with filled.open() as archive:
            before = list(archive.export(SearchRequest()))
            archive.backup(tmp_path / "b.db")
        Archive.restore(tmp_path / "b.db", tmp_path / "restored")
        filled.home = tmp_path / "restored"
        with filled.open() as archive:
            assert list(archive.export(SearchRequest())) == before
        assert len(filled.ids("giao ban")) == 3
        assert filled.ingest().report.unchanged == 3

    def test_a_backup_is_one_file_and_replaces_none(self, filled: Desk, tmp_path: Path) -> None:
        folder = tmp_path / "backups"
        folder.mkdir()
        with filled.open() as archive:
            archive.backup(folder / "b.db")
            assert [path.name for path in folder.iterdir()] == ["b.db"]
            with pytest.raises(UsageError) as error:
                archive.backup(folder / "b.db")
        assert error.value.key == "backup.exists"

    def test_a_damaged_backup_is_not_restored(self, filled: Desk, tmp_path: Path) -> None:
        file = tmp_path / "b.db"
        with filled.open() as archive:
            archive.backup(file)
        data = bytearray(file.read_bytes())
        place = bytes(data).find("Giao ban tháng 2".encode())
        data[place] ^= 1
        file.write_bytes(data)
        with pytest.raises(DamagedArchive) as error:
            Archive.restore(file, tmp_path / "restored")
        assert error.value.key == "backup.damaged"
        assert not (tmp_path / "restored").exists()

    def test_an_archive_is_not_overwritten(self, filled: Desk, tmp_path: Path) -> None:
        with filled.open() as archive:
            archive.backup(tmp_path / "b.db")
        with pytest.raises(UsageError) as error:
            Archive.restore(tmp_path / "b.db", filled.home)
        assert error.value.key == "restore.occupied"

    def test_a_backup_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError) as error:
            Archive.restore(tmp_path / "none.db", tmp_path / "restored")
        assert error.value.key == "path.none"

    def test_a_damaged_archive_gives_no_backup(self, filled: Desk, tmp_path: Path) -> None:
        ask(filled.home / "archive.db", "UPDATE meeting SET text = zeroblob(40) WHERE key = 1")
        with filled.open() as archive, pytest.raises(DamagedArchive):
            archive.backup(tmp_path / "b.db")
        assert not (tmp_path / "b.db").exists()


@pytest.mark.usefixtures("modes_count")
class TestReadOnly:
    def test_search_and_show_work_and_ingest_is_refused(self, filled: Desk) -> None:
        for path in (filled.home, *filled.home.rglob("*")):
            path.chmod(0o500 if path.is_dir() else 0o400)
        try:
            id_ = filled.ids("giao ban")[0]
            with filled.open() as archive:
                assert archive.get(id_).id == id_
                with pytest.raises(Refused):
                    archive.ingest([filled.reports], IngestOptions(), lambda _: None)
        finally:
            for path in (filled.home, *filled.home.rglob("*")):
                path.chmod(0o700)
