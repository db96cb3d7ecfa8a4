"""The command line that scripts rely on: exit codes, streams, references, one sentence an error."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from giaoban_cli import __version__
from giaoban_cli.archive import Archive
from giaoban_cli.cli.app import NAMES, command
from giaoban_cli.errors import Busy, DamagedArchive, Exit, Refused
from tests.invented import TEXT
from tests.running import Giaoban, Ran

SECOND = """\
Đồi Thử sơ kết công tác 6 tháng đầu năm 2023

Chiều ngày 12/7/2023, Đảng ủy xã Đồi Thử tổ chức hội nghị sơ kết công tác 6 tháng đầu năm 2023. \
Đồng chí Lê Văn Nghiệm, Bí thư Đảng ủy xã chủ trì hội nghị.

Xã đã vận động nhân dân hiến đất làm đường nông thôn mới.
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of two reports and one file that is none."""
    folder = tmp_path / "ho-so"
    folder.mkdir()
    (folder / "khe-linh-2024-q1.txt").write_text(TEXT, encoding="utf-8")
    (folder / "doi-thu-2023.txt").write_text(SECOND, encoding="utf-8")
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\r")
    return folder


@pytest.fixture
def user(tmp_path: Path) -> Giaoban:
    return Giaoban(tmp_path / "home")


@pytest.fixture
def archivist(user: Giaoban, reports: Path) -> Giaoban:
    """A user whose archive holds the two reports."""
    assert user("ingest", reports).code == Exit.DONE
    return user


def one_sentence(ran: Ran) -> str:
    """The error of a run: one line, nothing on the other stream, no traceback."""
    assert ran.raw == b""
    assert ran.err.endswith("\n")
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    return ran.err.strip()


# --- done, and nothing found ------------------------------------------------------------------


def test_ingest_search_show(archivist: Giaoban) -> None:
    found = archivist("search", "xoa", "nha", "tam", "--format", "ids")
    assert found.code == Exit.DONE
    [identity] = found.out.split()
    assert identity.startswith("2024-04-16-")
    shown = archivist("show", "@1")
    assert shown.code == Exit.DONE
    assert shown.out.startswith("Khe Lĩnh giao ban công tác xây dựng Đảng quý I năm 2024\n")


def test_files_that_are_no_reports_are_listed_and_are_no_failure(
    user: Giaoban, reports: Path
) -> None:
    ran = user("ingest", reports)
    assert ran.code == Exit.DONE
    assert "2 added" in ran.out
    assert "logo.png" in ran.out


def test_a_search_that_finds_nothing_exits_1(archivist: Giaoban) -> None:
    ran = archivist("search", "điện gió ngoài khơi")
    assert ran.code == Exit.NOTHING_FOUND
    assert "No meeting found" in ran.out
    ran = archivist("search", "điện gió ngoài khơi", "--format", "json")
    assert ran.code == Exit.NOTHING_FOUND
    assert ran.json["hits"] == []


def test_an_export_of_nothing_exits_1_and_touches_no_file(
    archivist: Giaoban, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    ran = archivist("export", "điện gió ngoài khơi", "--format", "csv", "-o", out)
    assert ran.code == Exit.NOTHING_FOUND
    assert one_sentence(ran) == "No meeting found."
    assert not out.exists()


def test_a_folder_without_a_readable_report_exits_1(user: Giaoban, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = user("ingest", empty)
    assert ran.code == Exit.NOTHING_FOUND
    assert f"No readable report in {empty}." in ran.err


# --- usage ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("search", "x"),
        ("show", "@1"),
        ("export",),
        ("stats",),
        ("check",),
        ("backup", "x.backup"),
    ],
    ids=" ".join,
)
def test_without_an_archive_every_command_says_so_and_how_to_make_one(
    user: Giaoban, words: tuple[str, ...]
) -> None:
    ran = user(*words)
    assert ran.code == Exit.USAGE
    assert "giaoban ingest FOLDER" in one_sentence(ran)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("serach", "x"), "search"),
        (("zzz",), "zzz"),
        (("search", "--offical", "Mẫu"), "--official"),
        (("search", "--limt=3"), "--limit"),
        (("search", "-covid"), '-- "-'),
        (("search", "--on"), "--on"),
        (("search", "x", "--limit", "0"), "1,000"),
        (("search", "x", "--limit", "nhiều"), "nhiều"),
        (("search", "x", "--sort", "up"), "relevance, newest, oldest"),
        (("search", "x", "--kind", "tiệc"), "giao ban"),
        (("search", "x", "--format", "xml"), "jsonl"),
        (("search", "x", "--lang"), "needs a value"),
        (("search", "x", "--archive"), "needs a value"),
        (("search", "x", "--version"), "before the command"),
        (("--zzz",), "see: giaoban --help"),
        (("search", "x", "--exact=1"), "--exact"),
        (("show",), "REF"),
        (("show", "a", "b"), "“b”"),
        (("ingest",), "PATH"),
        (("ingest", ".", "--max-size", "big"), "20MB"),
        (("--lang", "fr", "stats"), "vi, en"),
        (("--archive",), "--archive"),
        (("config", "nope"), "archive, lang, marks"),
        (("config", "lang", "fr"), "vi, en"),
        (("config", "limit", "abc"), "1–1000"),
        (("config", "synonyms.X", ""), "long form"),
        (("config", "--unset"), "KEY"),
        (("completion", "dos"), "bash"),
        (("export", "--fields", "id,nope"), "nope"),
        (("restore", "no-such.backup"), "no-such.backup"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_mistake_is_told_in_one_sentence_with_a_hint(
    user: Giaoban, words: tuple[str, ...], said: str
) -> None:
    ran = user(*words)
    assert ran.code == Exit.USAGE
    assert said in one_sentence(ran)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("search", '"nông thôn'), "character 1"),
        (("search", "(nông"), "character 1"),
        (("search", "x", "--on", "30/2/2024"), "30/2/2024"),
        (("search", "x", "--from", "2024", "--to", "2023"), "--from 2024"),
        (("search", "x", "--on", "1899"), "1930"),
        (("search", "x", "--from", "hôm nọ"), "hôm nọ"),
        (("show", "2024-04-17"), "2024-04-16-khe-linh-"),
        (("show", "20"), "2023-07-12-"),
        (("show", "@9"), "@9"),
        (("show", "h\udcff.txt"), "h\\xff.txt"),
        (("ingest", "no-such-folder"), "no-such-folder"),
        (("show", "30/2/2024"), "30/2/2024"),
        (("export", "-o", "no-such-folder/x.csv"), "no-such-folder"),
        (("export", "-o", "."), "is no file"),
        (("backup", "no-such-folder/x.backup"), "no-such-folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_query_date_or_reference_is_told(
    archivist: Giaoban, words: tuple[str, ...], said: str
) -> None:
    ran = archivist(*words)
    assert ran.code == Exit.USAGE
    assert said in one_sentence(ran)


def test_errors_come_in_the_language_asked_for(archivist: Giaoban) -> None:
    assert "Không có tùy chọn" in archivist("--lang", "vi", "stats", "--nope").err
    assert "Không có lệnh" in replace(archivist, environ={"GIAOBAN_LANG": "vi"})("nope").err
    assert "Không có lệnh" in replace(archivist, locale="vi_VN.UTF-8")("nope").err
    assert archivist("config", "lang", "vi").code == Exit.DONE
    assert "Không có lệnh" in archivist("nope").err
    assert "There is no command" in archivist("--lang=en", "nope").err


def test_an_error_shows_control_characters_and_does_not_send_them(archivist: Giaoban) -> None:
    ran = archivist("show", "\x1b]0;x\x07\n2")
    assert ran.code == Exit.USAGE
    assert "\\x1b]0;x\\x07\\x0a2" in one_sentence(ran)


def test_options_of_giaoban_itself_may_stand_after_the_command(
    archivist: Giaoban, tmp_path: Path
) -> None:
    for words in (("--lang", "vi"), ("--lang=vi",)):
        assert "Không tìm thấy cuộc họp" in archivist("show", "zzz", *words).err
    elsewhere = tmp_path / "elsewhere"
    assert str(elsewhere) in archivist("search", "x", "--archive", elsewhere).err
    assert archivist("search", "nông thôn", "--no-color").code == Exit.DONE
    ran = archivist("search", "--", "--lang", "vi")
    assert ran.code == Exit.NOTHING_FOUND
    assert "No meeting found" in ran.out


def test_the_beginning_of_an_id_is_no_impossible_month(archivist: Giaoban) -> None:
    assert archivist("show", "2023-0").out.startswith("Đồi Thử sơ kết")
    assert "no meeting" in archivist("show", "2022-0").err


def test_a_page_beyond_the_last_says_so(archivist: Giaoban) -> None:
    for format_ in ("table", "jsonl", "ids", "json"):
        ran = archivist("search", "hội nghị", "--page", "9", "--format", format_)
        assert ran.code == Exit.NOTHING_FOUND
        said = ran.json["notice"] if format_ == "json" else ran.out + ran.err
        assert "There is no page 9; the last is page 1." in said
        assert "No meeting found" not in ran.out + ran.err


def test_a_page_of_one_hit_names_it_once(archivist: Giaoban) -> None:
    ran = archivist("search", "hội nghị", "--limit", "1", "--page", "2")
    assert ran.out.startswith("2 meetings · @2\n")


def test_what_is_taken_out_of_the_configuration_is_told_as_such(user: Giaoban) -> None:
    user("config", "lang", "vi")
    assert user("config", "--unset", "lang").err.startswith("Đã bỏ lang khỏi ")
    assert user("config", "lang").out == "\n"


def test_no_path_is_judged_before_we_see_it(user: Giaoban) -> None:
    for name in NAMES:
        for param in command(name).params:
            if type(param.type).__name__ == "TyperPath":
                assert not getattr(param.type, "readable", False), (name, param.name)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root and Windows read every file"
)
def test_a_file_that_may_not_be_read_is_listed_and_exits_3(user: Giaoban, reports: Path) -> None:
    secret = reports / "doi-thu-2023.txt"
    secret.chmod(0)
    ran = user("ingest", secret)
    assert ran.code == Exit.PARTLY
    assert "no permission" in ran.out


def test_formats_that_are_not_read_are_told_with_those_that_are(
    user: Giaoban, reports: Path
) -> None:
    (reports / "bao-cao.xlsx").write_bytes(b"PK")
    ran = user("ingest", reports, "--format", "json")
    reason = {Path(row["path"]).name: row["reason"] for row in ran.json["skipped"]}
    assert ".txt" in reason["bao-cao.xlsx"]


# --- files that are written -------------------------------------------------------------------


def test_an_export_replaces_no_file_unless_told_to(archivist: Giaoban, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    ran = archivist("export", "--format", "csv", "-o", file)
    assert (ran.code, ran.raw) == (Exit.DONE, b"")
    assert ran.err == f"2 meetings have been written to {file}.\n"
    file.write_text("mine", encoding="utf-8")
    ran = archivist("export", "--format", "csv", "-o", file)
    assert ran.code == Exit.USAGE
    assert "--force" in one_sentence(ran)
    assert file.read_text(encoding="utf-8") == "mine"
    assert archivist("export", "--format", "csv", "-o", file, "--force").code == Exit.DONE
    assert file.read_bytes() == archivist("export", "--format", "csv").raw
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


@pytest.mark.parametrize("link", [False, True])
def test_an_export_never_replaces_a_report_or_the_archive(
    archivist: Giaoban, reports: Path, tmp_path: Path, link: bool
) -> None:
    archive = archivist.home / ".local" / "share" / "giaoban"
    for file in (reports / "doi-thu-2023.txt", next(archive.glob("*.db"))):
        before = file.read_bytes()
        target = file
        if link:
            target = tmp_path / f"link-{file.name}"
            try:
                target.symlink_to(file)
            except OSError:
                pytest.skip("no links here")
        ran = archivist("export", "--force", "-o", target)
        assert ran.code == Exit.USAGE
        assert "is not written to" in one_sentence(ran)
        assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"id,date\n", b"SQLite format 3\0" + bytes(200)])
def test_what_is_no_backup_is_not_restored(user: Giaoban, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    ran = user("restore", file)
    assert ran.code == Exit.USAGE
    assert one_sentence(ran) == f"{file} is no backup of giaoban."


# --- damage, refusal, business, interruption, faults of our own ---------------------------------


def failing(error: BaseException) -> type[Archive]:
    """An archive that opens and then fails."""

    class Failing(Archive):
        def stats(self) -> Any:
            raise error

    return Failing


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (DamagedArchive("archive.damaged.no_database", path="x.db"), Exit.DAMAGED, "x.db"),
        (Refused("disk.full", path="x.db"), Exit.REFUSED, "No space left"),
        (OSError(28, "No space left on device", "x.db"), Exit.REFUSED, "No space left"),
        (PermissionError(13, "Permission denied", "x.db"), Exit.REFUSED, "No permission"),
        (Busy("archive.busy", path="x", pid="4711"), Exit.BUSY, "4711"),
        (KeyboardInterrupt(), Exit.INTERRUPTED, "Stopped"),
        (ZeroDivisionError("secret text of a report"), Exit.BUG, "ZeroDivisionError"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_way_to_fail_has_its_exit_code_and_one_sentence(
    archivist: Giaoban, error: BaseException, code: Exit, said: str
) -> None:
    ran = replace(archivist, archive=failing(error))("stats")
    assert ran.code == code
    assert said in one_sentence(ran)
    assert "secret" not in ran.err


def test_a_fault_of_our_own_leaves_its_traceback_in_a_file(archivist: Giaoban) -> None:
    replace(archivist, archive=failing(ZeroDivisionError("x")))("stats")
    kept = archivist.home / ".local" / "state" / "giaoban" / "fault.txt"
    assert "ZeroDivisionError" in kept.read_text(encoding="utf-8")


def test_exit_codes_are_those_of_the_documentation() -> None:
    assert {each.name: each.value for each in Exit} == {
        "DONE": 0,
        "NOTHING_FOUND": 1,
        "USAGE": 2,
        "PARTLY": 3,
        "DAMAGED": 4,
        "REFUSED": 5,
        "BUSY": 6,
        "BUG": 70,
        "INTERRUPTED": 130,
    }


def test_a_file_that_cannot_be_read_exits_3_and_does_not_stop_the_others(
    user: Giaoban, reports: Path
) -> None:
    (reports / "lost.txt").write_bytes(bytes(range(128, 256)) * 40 + b" \n" * 200)
    ran = user("ingest", reports)
    assert ran.code == Exit.PARTLY
    assert "2 added" in ran.out
    assert "lost.txt" in ran.out


def test_damage_found_by_check_exits_4_and_is_repaired_when_it_can_be(archivist: Giaoban) -> None:
    assert archivist("check").code == Exit.DONE
    folder = archivist.home / ".local" / "share" / "giaoban"
    [database] = folder.glob("*.db")
    database.write_bytes(b"\0" * 100)
    ran = archivist("check")
    assert ran.code == Exit.DAMAGED


# --- help, version, where things are ------------------------------------------------------------


def test_without_arguments_the_help_is_shown(user: Giaoban) -> None:
    ran = user()
    assert ran.code == Exit.DONE
    assert ran.err == ""
    assert all(f"\n  {name} " in ran.out for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_has_help_in_both_languages(user: Giaoban, name: str, option: str) -> None:
    english = user(name, option)
    vietnamese = user("--lang", "vi", name, option)
    assert english.code == vietnamese.code == Exit.DONE
    assert english.out.startswith(f"Usage: giaoban {name}")
    assert vietnamese.out.startswith(f"Cách dùng: giaoban {name}")
    for out in (english.out, vietnamese.out):
        assert max(map(len, out.splitlines())) <= 100
        assert "{" not in out
        assert f"cmd.{name}" not in out


def test_version(user: Giaoban) -> None:
    ran = user("--version")
    assert (ran.code, ran.out) == (Exit.DONE, f"giaoban {__version__}\n")


def test_the_archive_is_the_options_then_the_variables_then_the_configurations(
    user: Giaoban, reports: Path, tmp_path: Path
) -> None:
    places = {name: tmp_path / name for name in ("option", "variable", "file")}
    assert user("config", "archive", places["file"]).code == Exit.DONE
    with_variable = replace(user, environ={"GIAOBAN_ARCHIVE": str(places["variable"])})
    assert user("ingest", reports).code == Exit.DONE
    assert with_variable("ingest", reports).code == Exit.DONE
    assert with_variable("--archive", places["option"], "ingest", reports).code == Exit.DONE
    for place in places.values():
        assert list(place.glob("*.db"))
        assert user("--archive", place, "search", "--format", "ids").code == Exit.DONE


def test_the_configuration_can_be_shown_and_changed(user: Giaoban) -> None:
    assert user("config", "limit").out == "20\n"
    assert user("config", "limit", "5").code == Exit.DONE
    assert user("config", "limit").out == "5\n"
    assert user("config", "synonyms.QLDA", "quản lý dự án").code == Exit.DONE
    shown = user("config", "--format", "json").json
    assert shown["synonyms"] == {"QLDA": "quản lý dự án"}
    limit = next(each for each in shown["settings"] if each["name"] == "limit")
    assert (limit["value"], limit["origin"]) == (5, "file")
    assert user("config", "--unset", "limit").code == Exit.DONE
    assert user("config", "limit").out == "20\n"


def test_a_broken_configuration_is_told_but_help_still_works(user: Giaoban) -> None:
    user.config_file.parent.mkdir(parents=True)
    user.config_file.write_text("lang = ", encoding="utf-8")
    assert user("--help").code == Exit.DONE
    ran = user("stats")
    assert ran.code == Exit.USAGE
    assert str(user.config_file) in one_sentence(ran)


def test_after_two_dashes_everything_is_query(archivist: Giaoban) -> None:
    ran = archivist("search", "--format", "ids", "--", "nông thôn mới", "-covid")
    assert ran.code == Exit.DONE
    assert ran.out.startswith("2023-07-12-")


def test_a_dry_run_needs_no_archive_and_makes_none(user: Giaoban, reports: Path) -> None:
    ran = user("ingest", "--dry-run", reports)
    assert ran.code == Exit.DONE
    assert "2 added" in ran.out
    assert user("stats").code == Exit.USAGE


def test_a_mistyped_folder_makes_no_archive(user: Giaoban) -> None:
    assert user("ingest", "no-such-folder").code == Exit.USAGE
    assert "There is no archive" in user("stats").err


def test_an_archive_survives_backup_and_restore(archivist: Giaoban, tmp_path: Path) -> None:
    file, copy = tmp_path / "x.backup", tmp_path / "copy"
    assert archivist("backup", file).code == Exit.DONE
    assert archivist("backup", file).code == Exit.USAGE
    assert archivist("--archive", copy, "restore", file).code == Exit.DONE
    assert archivist("--archive", copy, "restore", file).code == Exit.USAGE
    exports = [archivist("export").raw, archivist("--archive", copy, "export").raw]
    assert exports[0] == exports[1]


# --- as a process of its own --------------------------------------------------------------------


def process(user: Giaoban, *words: str | Path, **how: Any) -> subprocess.Popen[bytes]:
    """giaoban as its own process, as a shell starts it."""
    environ = {
        "HOME": str(user.home),
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
        "LANG": "C.UTF-8",
        "USERPROFILE": str(user.home),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "giaoban_cli", *map(str, words)],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **how,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="folders are found in other variables there")
@pytest.mark.parametrize(
    "words",
    [
        ("export", "--text"),
        ("directions",),
        ("chronicle", "--format", "html"),
        ("search", "--limit", "1000"),
        ("show", "2024-04-16", "--full"),
        ("--help",),
    ],
    ids=" ".join,
)
def test_a_reader_that_leaves_early_is_a_normal_end(
    archivist: Giaoban, words: tuple[str, ...]
) -> None:
    with process(archivist, *words) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == Exit.DONE


@pytest.mark.skipif(sys.platform == "win32", reason="folders are found in other variables there")
def test_a_process_answers_as_the_library_does(archivist: Giaoban) -> None:
    with process(archivist, "search", "xoa nha tam", "--format", "ids") as running:
        out, err = running.communicate()
    assert (running.returncode, err) == (Exit.DONE, b"")
    assert out == archivist("search", "xoa nha tam", "--format", "ids").raw
