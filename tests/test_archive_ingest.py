"""Taking files in: what becomes of new, edited, moved, copied and unchanged files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from giaoban_cli import text as rules
from giaoban_cli.archive import Archive, IngestOptions
from giaoban_cli.errors import UsageError
from tests.doubles import Desk, Run, clock, note, read_notes, read_notes_anew


def test_a_folder_is_taken_in_with_everything_below_it(desk: Desk) -> None:
    desk.write("a.txt", note("Giao ban tháng 4", date="2024-04-16", place="Khe Lĩnh"))
    desk.write("xa/b.txt", note("Giao ban tháng 5", date="2024-05-14", place="Nam Sang"))
    run = desk.ingest()
    assert run.statuses == {"a.txt": "added", "b.txt": "added"}
    assert run.report.added == 2
    assert desk.ids("giao ban") == [run.id("b.txt"), run.id("a.txt")]


def test_an_id_tells_day_and_place_and_is_bare_ascii(desk: Desk) -> None:
    desk.write("a.txt", note("Họp", date="2024-04-16", place="Đồng Tháp"))
    desk.write("b.txt", note("Hội nghị giao ban công tác xây dựng Đảng ở các đơn vị trực thuộc"))
    run = desk.ingest()
    assert run.id("a.txt").startswith("2024-04-16-dong-thap-")
    assert run.id("b.txt").startswith("undated-hoi-nghi-giao-ban-cong-tac-xay-dung-")


def test_outcomes_come_in_the_order_of_names(desk: Desk) -> None:
    for name in ("b.txt", "a/2.txt", "c.txt", "a/1.txt"):
        desk.write(name, note(name))
    assert [Path(each.path).name for each in desk.ingest().outcomes] == [
        "1.txt", "2.txt", "b.txt", "c.txt",
    ]  # fmt: skip


def test_the_same_folder_again_changes_nothing_and_opens_nothing(desk: Desk) -> None:
    desk.write("a.txt", note("Giao ban"))
    desk.ingest()
    before = {path: path.stat().st_mtime_ns for path in desk.files() if path.name != "lock"}

    def never(task: object) -> None:
        raise AssertionError("an unchanged file was opened")

    again = desk.ingest(reader=never)
    assert again.statuses == {"a.txt": "unchanged"}
    assert again.report.unchanged == 1
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_an_edited_file_is_the_same_meeting(desk: Desk) -> None:
    desk.write("a.txt", note("Giao ban", date="2024-04-16"))
    id_ = desk.ingest().id("a.txt")
    desk.write("a.txt", note("Giao ban", "thêm một dòng", date="2024-04-17"))
    again = desk.ingest()
    assert again.statuses == {"a.txt": "updated"}
    assert again.id("a.txt") == id_
    assert desk.ids("thêm một dòng") == [id_]
    with desk.open() as archive:
        assert archive.get(id_).meeting.date == "2024-04-17"


def test_a_touched_file_with_the_same_bytes_is_unchanged(desk: Desk) -> None:
    path = desk.write("a.txt", note("Giao ban"))
    desk.ingest()
    os.utime(path, ns=(1, 1))
    assert desk.ingest().statuses == {"a.txt": "unchanged"}
    assert desk.ingest(reader=None).statuses == {"a.txt": "unchanged"}


def test_the_same_bytes_under_two_names_are_one_meeting_with_two_sources(desk: Desk) -> None:
    desk.write("a.txt", note("Giao ban"))
    desk.write("b.txt", note("Giao ban"))
    run = desk.ingest()
    assert run.statuses == {"a.txt": "added", "b.txt": "duplicate"}
    assert run.report.duplicates[0].id == run.id("a.txt")
    with desk.open() as archive:
        stored = archive.get(run.id("a.txt"))
    assert [Path(source.path).name for source in stored.sources] == ["a.txt", "b.txt"]
    assert len(desk.ids("giao ban")) == 1


def test_the_same_words_under_other_chrome_are_a_duplicate(desk: Desk) -> None:
    desk.write("a.txt", note("Giao ban", "kết luận"))
    desk.write("b.txt", note("Giao ban", "kết luận") + "\n\nRss\n")
    assert desk.ingest().statuses == {"a.txt": "added", "b.txt": "duplicate"}


def test_a_moved_file_stays_its_meeting(desk: Desk) -> None:
    path = desk.write("a.txt", note("Giao ban"))
    id_ = desk.ingest().id("a.txt")
    path.rename(desk.reports / "moved.txt")
    assert desk.ingest().statuses == {"moved.txt": "duplicate"}
    desk.write("moved.txt", note("Giao ban", "sửa sau khi chuyển"))
    run = desk.ingest()
    assert run.statuses == {"moved.txt": "updated"}
    assert run.id("moved.txt") == id_
    with desk.open() as archive:
        assert [Path(s.path).name for s in archive.get(id_).sources] == ["moved.txt"]


def test_an_edited_copy_leaves_the_other_copy_its_meeting(desk: Desk) -> None:
    desk.write("a.txt", note("Giao ban"))
    desk.write("b.txt", note("Giao ban"))
    id_ = desk.ingest().id("a.txt")
    desk.write("b.txt", note("Giao ban", "bản này đã sửa"))
    run = desk.ingest()
    assert run.statuses == {"a.txt": "unchanged", "b.txt": "added"}
    assert run.id("b.txt") != id_
    with desk.open() as archive:
        assert "đã sửa" not in archive.get(id_).meeting.text


def test_copies_edited_alike_stay_one_meeting(desk: Desk) -> None:
    for name in ("a.txt", "b.txt"):
        desk.write(name, note("Giao ban"))
    id_ = desk.ingest().id("a.txt")
    for name in ("a.txt", "b.txt"):
        desk.write(name, note("Giao ban", "cùng sửa"))
    run = desk.ingest()
    assert run.statuses == {"a.txt": "updated", "b.txt": "duplicate"}
    assert {run.id("a.txt"), run.id("b.txt")} == {id_}
    assert len(desk.ids("giao ban")) == 1


def test_a_copy_that_was_only_touched_keeps_the_old_report(desk: Desk) -> None:
    desk.write("a.txt", note("Giao ban"))
    other = desk.write("b.txt", note("Giao ban"))
    id_ = desk.ingest().id("a.txt")
    desk.write("a.txt", note("Giao ban", "sửa"))
    os.utime(other, ns=(1, 1))
    run = desk.ingest()
    assert run.statuses == {"a.txt": "added", "b.txt": "unchanged"}
    assert run.id("b.txt") == id_


def test_two_files_that_trade_contents_trade_meetings(desk: Desk) -> None:
    desk.write("a.txt", note("Một"))
    desk.write("b.txt", note("Hai"))
    first = desk.ingest()
    desk.write("a.txt", note("Hai"))
    desk.write("b.txt", note("Một"))
    second = desk.ingest()
    assert second.id("a.txt") == first.id("b.txt")
    assert second.id("b.txt") == first.id("a.txt")


def test_newer_rules_read_the_stored_text_not_the_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write("a.txt", note("Giao ban"))
    id_ = desk.ingest().id("a.txt")
    monkeypatch.setattr(rules, "VERSION", rules.VERSION + 1)
    seen = []

    def reader(task: object) -> object:
        seen.append(task.text)  # type: ignore[attr-defined]
        return read_notes_anew(task)  # type: ignore[arg-type]

    run = desk.ingest(reader=reader)
    assert run.statuses == {"a.txt": "updated"}
    assert run.id("a.txt") == id_
    assert seen == [note("Giao ban")]
    assert desk.ingest(reader=read_notes_anew).statuses == {"a.txt": "unchanged"}


def test_a_unit_is_kept_and_a_new_one_reads_again(desk: Desk) -> None:
    desk.write("a.txt", note("Giao ban"))
    id_ = desk.ingest(unit="Huyện ủy Khe Lĩnh").id("a.txt")
    assert desk.ingest().statuses == {"a.txt": "unchanged"}
    assert desk.ingest(unit="Huyện ủy Nam Sang").statuses == {"a.txt": "updated"}
    with desk.open() as archive:
        assert archive.get(id_).meeting.organisation == "Huyện ủy Nam Sang"


def test_copies_in_folders_of_two_units_do_not_quarrel(desk: Desk) -> None:
    one = desk.write("mot/a.txt", note("Giao ban")).parent
    two = desk.write("hai/a.txt", note("Giao ban")).parent
    desk.ingest(one, unit="Một")
    desk.ingest(two, unit="Hai")
    assert desk.ingest(one, unit="Một").statuses == {"a.txt": "unchanged"}
    assert desk.ingest(two, unit="Hai").statuses == {"a.txt": "unchanged"}


def test_rehash_opens_files_that_look_untouched(desk: Desk) -> None:
    path = desk.write("a.txt", note("Giao ban mot"))
    desk.ingest()
    status = path.stat()
    with path.open("r+", encoding="utf-8") as file:
        file.write("giao")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert desk.ingest().statuses == {"a.txt": "unchanged"}
    assert desk.ingest(rehash=True).statuses == {"a.txt": "updated"}


def test_one_bad_file_does_not_stop_the_others(desk: Desk) -> None:
    desk.write("a.txt", note("Giao ban"))
    desk.write("b.txt", "")
    (desk.reports / "c.txt").mkdir()
    (desk.reports / "d.txt").write_bytes(b"x" * 2000)
    desk.write("e.txt", note("Sơ kết"))
    run = desk.ingest(max_size=1000)
    assert run.statuses == {
        "a.txt": "added", "b.txt": "skipped", "d.txt": "skipped", "e.txt": "added",
    }  # fmt: skip
    assert run.reason("b.txt") == "file.empty"
    assert run.reason("d.txt") == "file.too_large"


def test_meetings_with_warnings_are_counted_for_review(desk: Desk) -> None:
    desk.write("a.txt", note("Giao ban"))
    desk.write("b.txt", note("Sơ kết", date="2024-04-16"))
    assert desk.ingest().report.to_review == 1


def test_a_path_that_does_not_exist_is_an_error_before_anything_is_done(desk: Desk) -> None:
    desk.write("a.txt", note("Giao ban"))
    with pytest.raises(UsageError) as error:
        desk.ingest(desk.reports, desk.reports / "missing")
    assert error.value.key == "path.none"
    assert desk.ids() == []


def test_an_archive_inside_the_folder_is_not_read(desk: Desk) -> None:
    desk.home = desk.reports / "kho"
    desk.write("a.txt", note("Giao ban"))
    assert desk.ingest().statuses == {"a.txt": "added"}
    assert desk.ingest().statuses == {"a.txt": "unchanged"}


def test_many_files_are_read_by_several_processes_in_order(desk: Desk) -> None:
    names = [f"{number:03}.txt" for number in range(130)]
    for name in names:
        desk.write(name, note(f"Giao ban {name}"))
    run = desk.ingest(jobs=2)
    assert [Path(each.path).name for each in run.outcomes] == names
    assert run.report.added == 130
    assert desk.ingest(jobs=2).report.unchanged == 130


def test_a_file_that_kills_its_reader_is_the_only_one_lost(desk: Desk) -> None:
    for number in range(40):
        desk.write(f"{number:02}.txt", note(f"Giao ban {number}", "CRASH" if number == 7 else ""))
    run = desk.ingest(jobs=2)
    assert run.report.added == 39
    assert [Path(each.path).name for each in run.report.failed] == ["07.txt"]
    assert run.reason("07.txt") == "file.killed_reader"


def test_a_program_that_cannot_be_started_in_processes_reads_by_itself(
    desk: Desk, tmp_path: Path
) -> None:
    for number in range(30):
        desk.write(f"{number:02}.txt", note(f"Giao ban {number}"))
    script = tmp_path / "script.py"  # without `if __name__ == "__main__"`
    script.write_text(
        "import multiprocessing, sys\n"
        "if multiprocessing.parent_process(): sys.exit(3)\n"
        "from pathlib import Path\n"
        "from tests.doubles import Desk\n"
        "desk = object.__new__(Desk)\n"
        "from tests.doubles import PLAIN\n"
        f"desk.home, desk.state, desk.engine = Path({str(desk.home)!r}), Path('s'), PLAIN\n"
        f"print(desk.ingest(Path({str(desk.reports)!r}), jobs=2).report.added)\n",
        encoding="utf-8",
    )
    ended = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    assert ended.stdout.strip() == b"30", ended.stderr


def test_an_interrupted_run_keeps_what_it_told_and_the_next_one_resumes(desk: Desk) -> None:
    for number in range(250):
        desk.write(f"{number:03}.txt", note(f"Giao ban {number}"))
    Archive.create(desk.home)
    told = Run()

    def reader(task: object) -> object:
        if len(told.outcomes) == 200:
            raise KeyboardInterrupt
        return read_notes(task)  # type: ignore[arg-type]

    with desk.open(reader) as archive, pytest.raises(KeyboardInterrupt):
        archive.ingest([desk.reports], IngestOptions(), told.outcomes.append)
    assert len(told.outcomes) == 200
    assert len(desk.ids("giao ban", limit=1000)) == 200
    again = desk.ingest()
    assert (again.report.unchanged, again.report.added) == (200, 50)


class TestDryRun:
    def rehearse(self, desk: Desk, **options: object) -> Run:
        run = Run()
        run.report = Archive.rehearse(
            desk.home,
            [desk.reports],
            IngestOptions(dry_run=True, **options),  # type: ignore[arg-type]
            run.outcomes.append,
            clock=clock,
            reader=read_notes,
        )
        return run

    def test_makes_no_archive(self, desk: Desk) -> None:
        desk.write("a.txt", note("Giao ban"))
        desk.write("b.txt", note("Giao ban"))
        assert self.rehearse(desk).statuses == {"a.txt": "added", "b.txt": "duplicate"}
        assert not desk.home.exists()

    def test_tells_what_the_real_run_then_does(self, desk: Desk) -> None:
        desk.write("a.txt", note("Một"))
        desk.write("b.txt", note("Một"))
        desk.write("c.txt", note("Hai"))
        desk.ingest()
        desk.write("b.txt", note("Một", "sửa"))
        desk.write("c.txt", note("Hai", "sửa"))
        desk.write("d.txt", note("Ba"))
        desk.write("e.txt", note("Ba"))
        before = {path: path.read_bytes() for path in desk.files()}
        rehearsed = self.rehearse(desk).statuses
        assert before == {path: path.read_bytes() for path in desk.files()}
        assert rehearsed == desk.ingest().statuses
        assert rehearsed == {
            "a.txt": "unchanged", "b.txt": "added", "c.txt": "updated",
            "d.txt": "added", "e.txt": "duplicate",
        }  # fmt: skip
