"""The shapes that other programs read: JSON, JSON lines, CSV, ids, the same on every stream."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from giaoban_cli.models import MATCHES, SCHEMA, Meeting, Stored, to_record
from giaoban_cli.render.records import CSV_FIELDS
from tests.invented import TEXT
from tests.running import Giaoban

SECOND = """\
Đồi Thử sơ kết công tác 6 tháng đầu năm 2023

Chiều ngày 12/7/2023, Đảng ủy xã Đồi Thử tổ chức hội nghị sơ kết công tác 6 tháng đầu năm 2023. \
Đồng chí Lê Văn Nghiệm, Bí thư Đảng ủy xã chủ trì hội nghị.

Xã đã vận động nhân dân hiến đất làm đường nông thôn mới.
"""

RECORD = list(to_record(Stored("", Meeting(""), ())))

ISO = re.compile(r"\d{4}-\d\d-\d\d")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "ho-so"
    folder.mkdir()
    (folder / "khe-linh-2024-q1.txt").write_text(TEXT, encoding="utf-8")
    (folder / "ban-sao.txt").write_text(TEXT, encoding="utf-8")
    (folder / "doi-thu-2023.txt").write_text(SECOND, encoding="utf-8")
    (folder / "rong.txt").write_text("", encoding="utf-8")
    (folder / "la.txt").write_bytes(bytes(range(128, 256)) * 40 + b" \n" * 200)
    return folder


@pytest.fixture
def user(tmp_path: Path, reports: Path) -> Giaoban:
    user = Giaoban(tmp_path / "home")
    user("ingest", reports)
    return user


def test_ingest_as_json(tmp_path: Path, reports: Path) -> None:
    done = Giaoban(tmp_path / "home")("ingest", reports, "--format", "json").json
    assert done["schema"] == SCHEMA
    assert (done["added"], done["updated"], done["unchanged"]) == (2, 0, 0)
    [duplicate] = done["duplicates"]
    assert {Path(duplicate["path"]).name} < {"ban-sao.txt", "khe-linh-2024-q1.txt"}
    assert duplicate["of"].startswith("2024-04-16-")
    assert [Path(each["path"]).name for each in done["skipped"]] == ["rong.txt"]
    assert done["skipped"][0]["reason"] == "empty file"
    assert [Path(each["path"]).name for each in done["failed"]] == ["la.txt"]
    assert done["failed"][0]["error"]
    assert isinstance(done["seconds"], (int, float))


def test_ingest_as_json_lines_has_a_line_a_file_and_the_summary_last(
    tmp_path: Path, reports: Path
) -> None:
    ran = Giaoban(tmp_path / "home")("ingest", reports, "--format", "jsonl")
    *files, summary = [json.loads(line) for line in ran.out.splitlines()]
    assert all(list(each) == ["path", "status", "id", "reason"] for each in files)
    became = {Path(each["path"]).name: each["status"] for each in files}
    twins = {became.pop("khe-linh-2024-q1.txt"), became.pop("ban-sao.txt")}
    assert twins == {"added", "duplicate"}
    assert became == {"doi-thu-2023.txt": "added", "rong.txt": "skipped", "la.txt": "failed"}
    for each in files:
        assert (each["id"] is None) == (each["status"] in ("skipped", "failed"))
        assert (each["reason"] is None) == (each["status"] not in ("skipped", "failed"))
    assert summary["schema"] == SCHEMA
    assert summary["added"] == 2


def test_search_as_json(user: Giaoban) -> None:
    found = user("search", "xoa nha tam", "--format", "json").json
    assert list(found) == [
        "schema", "query", "total", "total_is_exact", "hits", "notice", "suggestions", "facets",
    ]  # fmt: skip
    assert (found["schema"], found["query"], found["total"]) == (SCHEMA, "xoa nha tam", 1)
    assert found["total_is_exact"] is True
    [hit] = found["hits"]
    assert list(hit) == [
        "id", "score", "date", "title", "organisation", "chairs", "source", "snippet", "match",
    ]  # fmt: skip
    assert hit["date"] == "2024-04-16"
    assert hit["match"] in MATCHES
    assert isinstance(hit["source"], str)
    words = [hit["snippet"]["text"][start:end] for start, end in hit["snippet"]["highlights"]]
    assert {word.casefold() for word in " ".join(words).split()} == {"xóa", "nhà", "tạm"}
    assert found["facets"] is None


def test_search_tells_facets_and_notices_when_there_are_some(user: Giaoban) -> None:
    facets = user("search", "--facets", "--format", "json").json["facets"]
    assert list(facets) == ["year", "kind", "level", "organisation", "official"]
    assert {"value": "2024", "count": 1} in facets["year"]
    loose = user("search", "nha tàm", "--format", "json").json
    assert loose["hits"][0]["match"] == "folded"
    assert "nha tàm" in loose["notice"]


def test_search_as_json_lines_ids_and_csv(user: Giaoban) -> None:
    lines = user("search", "--format", "jsonl").out.splitlines()
    whole = user("search", "--format", "json").json["hits"]
    assert [json.loads(line) for line in lines] == whole
    ids = user("search", "--format", "ids").out.split()
    assert ids == [hit["id"] for hit in whole]
    table = user("search", "--format", "csv")
    assert table.raw.startswith(b"\xef\xbb\xbfid,date,title,")
    rows = list(csv.DictReader(io.StringIO(table.raw.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == ids
    assert rows[0]["date"] == "2024-04-16"


def test_filters_alone_list_the_newest_first(user: Giaoban) -> None:
    dates = [hit["date"] for hit in user("search", "--format", "json").json["hits"]]
    assert dates == sorted(dates, reverse=True)
    oldest = user("search", "--sort", "oldest", "--format", "json").json["hits"]
    assert [hit["date"] for hit in oldest] == sorted(dates)


def test_pages_follow_one_another(user: Giaoban) -> None:
    first = user("search", "--limit", "1", "--format", "ids").out
    second = user("search", "--limit", "1", "--page", "2", "--format", "ids").out
    assert first + second == user("search", "--format", "ids").out
    assert user("show", "@2", "--format", "json").json["id"] == second.strip()


def test_show_as_json_is_the_record(user: Giaoban) -> None:
    record = user("show", "16/4/2024", "--format", "json").json
    assert list(record) == RECORD
    assert record["schema"] == SCHEMA
    assert record["text"] == TEXT
    assert record["source"] == record["sources"][0]
    assert list(record["source"]) == [
        "path", "sha256", "encoding", "format", "bytes", "ingested_at",
    ]  # fmt: skip
    assert len(record["sources"]) == 2
    assert record["chairs"] == ["Nguyễn Văn Mẫu", "Trần Thị Thử"]
    for official in record["officials"]:
        start, end = official["span"]
        assert official["name"].casefold() in record["text"][start:end].casefold()


def test_show_as_text_is_the_stored_text(user: Giaoban) -> None:
    assert user("show", "16/4/2024", "--format", "text").out == TEXT + "\n"


def test_export_as_json_lines_is_a_record_a_line(user: Giaoban) -> None:
    records = [json.loads(line) for line in user("export").out.splitlines()]
    assert [list(each) for each in records] == [[key for key in RECORD if key != "text"]] * 2
    with_text = [json.loads(line) for line in user("export", "--text").out.splitlines()]
    assert with_text[0] == user("show", with_text[0]["id"], "--format", "json").json
    some = user("export", "--fields", "id,chairs", "--on", "2024").out
    assert list(json.loads(some)) == ["id", "chairs"]


def test_export_as_csv_is_a_row_a_meeting(user: Giaoban, tmp_path: Path) -> None:
    table = user("export", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(table.raw.decode("utf-8-sig"))))
    assert tuple(rows[0]) == CSV_FIELDS
    assert rows[0]["chairs"] == "Nguyễn Văn Mẫu; Trần Thị Thử"
    file = tmp_path / "out.csv"
    ran = user("export", "--format", "csv", "-o", file)
    assert (ran.code, ran.raw) == (0, b"")
    assert file.read_bytes() == table.raw


def test_export_as_markdown_has_a_page_a_meeting(user: Giaoban) -> None:
    page = user("export", "--format", "markdown").out
    assert page.count("\n# ") + page.startswith("# ") == 2


def test_stats_and_check_as_json(user: Giaoban) -> None:
    stats = user("stats", "--format", "json").json
    assert (stats["schema"], stats["meetings"], stats["sources"]) == (SCHEMA, 2, 3)
    assert (stats["first"], stats["last"]) == ("2023-07-12", "2024-04-16")
    check = user("check", "--format", "json").json
    assert (check["schema"], check["meetings"], check["faults"]) == (SCHEMA, 2, [])


MACHINE = [
    ("search", "xoa nha tam", "--format", "json"),
    ("search", "--format", "jsonl"),
    ("search", "--format", "csv"),
    ("search", "--format", "ids"),
    ("show", "16/4/2024", "--format", "json"),
    ("show", "16/4/2024", "--format", "text"),
    ("show", "16/4/2024", "--format", "markdown"),
    ("export",),
    ("export", "--format", "csv"),
    ("export", "--format", "markdown"),
    ("export", "--format", "html"),
    ("officials", "--format", "json"),
    ("officials", "--format", "csv"),
    ("documents", "--format", "json"),
    ("documents", "05-CT/TW", "--format", "csv"),
    ("figures", "--format", "json"),
    ("figures", "--format", "csv"),
    ("directions", "--format", "json"),
    ("directions", "--format", "csv"),
    ("timeline", "--format", "json"),
    ("timeline", "--format", "csv"),
    ("chronicle",),
    ("chronicle", "--format", "html"),
    ("stats", "--format", "json"),
    ("check", "--format", "json"),
    ("config", "--format", "json"),
    ("completion", "bash"),
]


@pytest.mark.parametrize("words", MACHINE, ids=" ".join)
def test_a_machine_format_is_the_same_on_a_terminal_and_in_a_pipe(
    user: Giaoban, words: tuple[str, ...]
) -> None:
    piped = user(*words)
    terminal = replace(user, terminal=True, environ={"COLUMNS": "40", "TERM": "xterm-256color"})
    assert terminal(*words).raw == piped.raw


@pytest.mark.parametrize(
    "words",
    [words for words in MACHINE if not {"text", "markdown", "html", "chronicle"} & set(words)],
    ids=" ".join,
)
def test_a_machine_format_is_utf_8_and_the_same_in_every_locale_and_language(
    user: Giaoban, words: tuple[str, ...]
) -> None:
    assert replace(user, encoding="ascii")(*words).raw == user(*words).raw
    assert user("--lang", "vi", *words).raw == user(*words).raw


def test_dates_are_iso_for_programs_and_day_first_for_people(user: Giaoban) -> None:
    assert ISO.fullmatch(user("search", "--format", "json").json["hits"][0]["date"])
    assert "  16/4/2024  " in user("search").out


@pytest.mark.parametrize(
    ("environ", "words", "coloured"),
    [
        ({"TERM": "xterm"}, (), True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, (), False),
        ({"TERM": "dumb"}, (), False),
        ({"TERM": "xterm"}, ("--no-color",), False),
    ],
    ids=["terminal", "NO_COLOR", "dumb", "--no-color"],
)
def test_colour_is_for_terminals_that_want_it(
    user: Giaoban, environ: dict[str, str], words: tuple[str, ...], coloured: bool
) -> None:
    terminal = replace(user, terminal=True, environ={"COLUMNS": "80", **environ})
    assert ("\x1b[" in terminal(*words, "search", "xoa nha tam").out) == coloured
    assert "\x1b[" not in user(*words, "search", "xoa nha tam").out


def test_a_table_in_a_pipe_is_100_columns_wide_whatever_the_terminal(user: Giaoban) -> None:
    narrow = replace(user, environ={"COLUMNS": "40"})
    assert narrow("show", "16/4/2024").raw == user("show", "16/4/2024").raw
    assert "─" * 100 in user("show", "16/4/2024").out


def test_export_as_html_is_one_page_that_loads_nothing(user: Giaoban) -> None:
    page = user("export", "--format", "html", "--text").out
    assert page.startswith("<!DOCTYPE html>")
    assert page.count("<article ") == 2
    assert "default-src 'none'" in page
    assert "http" not in page.replace('http-equiv="Content', "").partition("<body>")[0]
    assert not re.search(r"<(script|img|link|iframe|a)\b", page)
    assert page.endswith("</html>\n")
