"""The archive with the reader and the engine that ship: a report goes in, and comes out again."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from giaoban_cli.archive import Archive, IngestOptions, SearchRequest
from giaoban_cli.errors import UsageError
from giaoban_cli.models import CheckReport
from tests.doubles import Desk, Run, clock

REPORT = """\
Cập nhật lúc: 17/04/2024 08:05
Khê Lĩnh giao ban công tác xây dựng Đảng quý I năm 2024

Sáng 16/4, Ban Thường vụ Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban công tác xây dựng Đảng quý I. \
Đồng chí Nguyễn Văn Mẫu, Bí thư Huyện ủy chủ trì hội nghị.

Trong quý, toàn huyện kết nạp 12 đảng viên và xóa 20 nhà tạm.
"""
OTHER = REPORT.replace("16/4", "9/4").replace("nhà tạm", "vườn tạp")


class RealDesk(Desk):
    """A desk whose archive has nothing in it that stands in for something else."""

    def open(self, reader: object = None) -> Archive:
        return Archive(self.home, state=self.state, clock=clock)

    def check(self, *, repair: bool = False) -> CheckReport:
        with self.open() as archive:
            return archive.check(repair=repair)

    @property
    def index(self) -> Path:
        return self.home / "index" / "whoosh"


@pytest.fixture
def real(tmp_path: Path) -> RealDesk:
    """An archive of two reports."""
    desk = RealDesk(tmp_path)
    desk.write("a.txt", REPORT)
    desk.write("b.txt", OTHER)
    desk.ingest()
    return desk


def test_a_report_comes_out_as_it_went_in(real: RealDesk) -> None:
    with real.open() as archive:
        stored = archive.get(archive.resolve("16/4/2024"))
    assert stored.meeting.text == REPORT
    assert stored.meeting.date == "2024-04-16"
    assert stored.meeting.chairs == ("Nguyễn Văn Mẫu",)
    source = stored.sources[0]
    assert (Path(source.path).name, source.encoding, source.format) == ("a.txt", "utf-8", "text")
    assert source.bytes == len(REPORT.encode())
    assert source.ingested_at == "2025-03-01T09:30:00+00:00"


def test_it_is_found_without_marks_and_highlighted_with_them(real: RealDesk) -> None:
    with real.open() as archive:
        hit = archive.search(SearchRequest("xoa 20 nha tam")).hits[0]
    assert [hit.snippet.text[s:e] for s, e in hit.snippet.highlights] == ["xóa 20 nhà tạm"]


def test_chrome_is_not_searched(real: RealDesk) -> None:
    assert real.ids("cập nhật lúc") == []


def test_the_same_words_in_another_encoding_and_under_other_chrome_are_a_duplicate(
    real: RealDesk,
) -> None:
    (real.reports / "c.txt").write_bytes(REPORT.replace("\n", "\r\n").encode("utf-16"))
    real.write("d.txt", "256\n+ aa -\n" + REPORT)
    run = real.ingest()
    assert run.statuses == {
        "a.txt": "unchanged", "b.txt": "unchanged", "c.txt": "duplicate", "d.txt": "duplicate",
    }  # fmt: skip


def test_an_encoding_that_there_is_not_is_a_usage_error(real: RealDesk) -> None:
    with pytest.raises(UsageError) as error:
        real.ingest(encoding="morse")
    assert error.value.key == "encoding.unknown"


def test_naming_the_encoding_that_was_found_changes_nothing(real: RealDesk) -> None:
    assert real.ingest(encoding="UTF8").report.unchanged == 2


def test_several_processes_read_what_one_does(real: RealDesk, tmp_path: Path) -> None:
    for number in range(30):
        real.write(f"{number}.txt", REPORT.replace("12 đảng viên", f"{number + 20} đảng viên"))
    with real.open() as archive:
        one = Run()
        Archive.rehearse(tmp_path / "none", [real.reports], IngestOptions(), one.outcomes.append,
                         clock=clock)  # fmt: skip
        two = Run()
        two.report = archive.ingest([real.reports], IngestOptions(jobs=2), two.outcomes.append)
    assert {each.id for each in one.outcomes} == {each.id for each in two.outcomes}


class TestCheck:
    def test_a_sound_archive_has_no_faults(self, real: RealDesk) -> None:
        report = real.check()
        assert (report.meetings, report.sources, report.faults) == (2, 2, ())
        assert report.index_files >= 2
        assert not report.caught_up

    def test_an_index_that_is_behind_or_gone_is_no_fault(self, real: RealDesk) -> None:
        shutil.rmtree(real.index)
        report = real.check()
        assert (report.faults, report.caught_up) == ((), True)

    def test_a_damaged_index_is_named_and_repaired(self, real: RealDesk) -> None:
        file = next(path for path in real.index.iterdir() if path.suffix == ".seg")
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
        assert [fault.code for fault in real.check().faults] == ["index.file"]
        repaired = real.check(repair=True)
        assert [fault.repaired for fault in repaired.faults] == [True]
        assert real.check().faults == ()

    def damage(self, real: RealDesk, sql: str) -> None:
        with closing(sqlite3.connect(real.home / "archive.db")) as connection, connection:
            connection.execute(sql)

    def test_a_ruined_record_is_read_again_from_its_text(self, real: RealDesk) -> None:
        self.damage(real, "UPDATE meeting SET record = zeroblob(9) WHERE key = 1")
        assert [fault.code for fault in real.check().faults] == ["record"]
        assert [fault.repaired for fault in real.check(repair=True).faults] == [True]
        assert real.check().faults == ()
        with real.open() as archive:
            assert archive.get(archive.resolve("16/4/2024")).meeting.date == "2024-04-16"

    def test_a_record_that_does_not_say_what_the_text_says_is_named(self, real: RealDesk) -> None:
        self.damage(real, "UPDATE meeting SET record = (SELECT record FROM meeting WHERE key = 2)")
        assert [fault.code for fault in real.check().faults] == ["record"]

    def test_a_ruined_text_is_named_and_never_repaired(self, real: RealDesk) -> None:
        self.damage(real, "UPDATE meeting SET text = zeroblob(9) WHERE key = 1")
        for repair in (False, True):
            found = real.check(repair=repair)
            assert ("meeting", False) in [(fault.code, fault.repaired) for fault in found.faults]

    def test_a_ruined_database_is_named(self, real: RealDesk) -> None:
        with closing(sqlite3.connect(real.home / "archive.db")) as connection, connection:
            connection.execute("PRAGMA writable_schema = 1")
            connection.execute("DELETE FROM sqlite_master WHERE name = 'source_sha256'")
        assert "database" in [fault.code for fault in real.check().faults]
