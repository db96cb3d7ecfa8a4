"""`giaoban ingest -` reads a report from standard input."""

from __future__ import annotations

from pathlib import Path

from tests.faults import notes
from tests.formats.office import p, package
from tests.running import Giaoban


def test_a_report_is_named_by_what_it_holds(tmp_path: Path) -> None:
    user = Giaoban(tmp_path, given=notes.text(1).encode())
    ran = user("ingest", "-", "--format", "jsonl")
    assert ran.code == 0
    first = ran.out.splitlines()[0]
    assert '"path": "stdin:' in first
    assert '"status": "added"' in first
    again = user("ingest", "-", "--format", "json")
    assert again.json["unchanged"] == 1
    other = Giaoban(tmp_path, given=notes.text(2).encode())("ingest", "-", "--format", "json")
    assert other.json["added"] == 1


def test_its_name_is_its_source(tmp_path: Path) -> None:
    user = Giaoban(tmp_path, given=notes.text(1).encode())
    user("ingest", "-")
    found = user("search", "giao ban", "--format", "json").json["hits"]
    assert found[0]["source"].startswith("stdin:")
    assert user("show", found[0]["id"], "--format", "text").out.strip() == notes.text(1).strip()


def test_any_format_may_come_that_way(tmp_path: Path) -> None:
    data = package("".join(map(p, notes.text(3).split("\n"))))
    user = Giaoban(tmp_path, given=data)
    assert user("ingest", "-", "--format", "json").json["added"] == 1
    found = user("search", "giao ban", "--format", "json").json["hits"]
    record = user("show", found[0]["id"], "--format", "json").json
    assert record["source"]["format"] == "docx"


def test_files_may_be_named_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(notes.text(4), encoding="utf-8")
    user = Giaoban(tmp_path, given=notes.text(5).encode())
    assert user("ingest", "-", tmp_path / "a.txt", "--format", "json").json["added"] == 2


def test_nothing_is_no_report(tmp_path: Path) -> None:
    ran = Giaoban(tmp_path, given=b"")("ingest", "-", "--format", "json")
    assert ran.code == 1
    assert ran.json["skipped"][0]["reason"] == "empty file"


def test_too_much_is_told(tmp_path: Path) -> None:
    ran = Giaoban(tmp_path, given=b"giao ban " * 9999)(
        "ingest", "-", "--max-size", "1KB", "--format", "json"
    )
    assert ran.code == 1
    assert "larger than" in ran.json["skipped"][0]["reason"]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    user = Giaoban(tmp_path, given=notes.text(1).encode())
    assert user("ingest", "-", "--dry-run", "--format", "json").json["added"] == 1
    assert user("search", "giao ban").code == 2


def test_a_file_of_that_name_is_named_with_its_folder(tmp_path: Path) -> None:
    (tmp_path / "-").write_text(notes.text(6), encoding="utf-8")
    ran = Giaoban(tmp_path)("ingest", tmp_path / "-", "--format", "json")
    assert ran.json["added"] == 1
