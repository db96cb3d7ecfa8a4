"""The measure itself: what counts as right, and what is left open."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from benchmarks import evaluate, golden
from benchmarks.scores import FIELDS, Tally, meanings, shared_words, speakers, tally

BY_NAME = {field.name: field for field in FIELDS}


def scored(name: str, read: Any, right: Any) -> Tally:
    blank: dict[str, Any] = {"officials": [], "documents": [], "place": None}
    field = BY_NAME[name]
    return tally(field, {**blank, field.key: read}, {field.key: right})


def test_a_plain_field_is_right_wrong_or_rightly_absent() -> None:
    assert scored("date", "2024-04-16", "2024-04-16").f1 == 1
    wrong = scored("date", "2024-04-15", "2024-04-16")
    assert (wrong.right, wrong.extra, wrong.missing) == (0, ("2024-04-15",), ("2024-04-16",))
    assert scored("date", None, None).whole == 1
    assert scored("date", "2024-04-16", None).precision == 0


def test_what_a_golden_record_leaves_open_is_not_scored() -> None:
    read: dict[str, Any] = {"date": "2024-04-16", "officials": [], "documents": [], "place": None}
    assert tally(BY_NAME["date"], read, {}).reports == 0
    official = {"name": "Lê Văn Bảo", "roles": ["Trưởng ban"]}
    assert scored("roles", [official], [{"name": "Lê Văn Bảo"}]).f1 == 1


def test_spellings_of_one_thing_are_the_same() -> None:
    assert scored("organisation", "Huyện ủy Khê Lĩnh", "huyện uỷ  Khê Lĩnh").f1 == 1
    read = [{"name": "Lê Văn Bảo", "roles": ["TUV"]}]
    assert scored("roles", read, [{"name": "Lê Văn Bảo", "roles": ["Tỉnh ủy viên"]}]).f1 == 1
    one = {"number": "29-KH/TU", "kind": "Kế hoạch", "issuer": None, "date": None, "term": None}
    assert scored("documents", [one], [{**one, "number": "29- KH/TU"}]).f1 == 1
    assert scored("documents", [one], [{**one, "term": "XII"}]).f1 == 0


def test_an_issuer_is_the_same_with_and_without_dang() -> None:
    one = {"number": "18-NQ", "kind": "Nghị quyết", "date": None, "term": None}
    read = [{**one, "issuer": "Ban chấp hành Trung ương Đảng"}]
    right = [{**one, "issuer": "Ban Chấp hành Trung ương"}]
    assert scored("issuers, dates of documents", read, right).f1 == 1
    assert scored("issuers, dates of documents", read, [{**one, "issuer": "Bộ Chính trị"}]).f1 == 0


def test_figures_agree_when_one_unit_begins_the_other() -> None:
    read = [{"value": 4, "unit": "xã"}, {"value": 11, "unit": "đảng viên"}]
    assert scored("figures", read, [{"value": 4, "unit": "xã biên giới"}]).right == 1
    assert scored("figures", read, [{"value": 12, "unit": "đảng viên"}]).right == 0
    assert scored("figures", read, [{"value": 4, "unit": "xãy"}]).right == 0


def test_statements_agree_by_three_fifths_of_the_golden_words() -> None:
    assert shared_words("các xã nạo vét kênh", "các xã nạo vét kênh mương ngay") == 5 / 7
    read = [{"text": "các xã nạo vét kênh", "speaker": "A"}]
    right = {"text": "các xã nạo vét kênh mương", "speaker": "A"}
    assert scored("directions", read, [right]).right == 1
    assert scored("directions", read, [right, right]).missing == (right["text"],)
    assert scored("directions", read, [{"text": "trồng rừng", "speaker": "A"}]).right == 0
    assert speakers({"directions": read}, {"directions": [{**right, "speaker": "B"}]}, "directions")


def test_a_meaning_left_open_is_missing_and_nothing_wrong() -> None:
    right = {"figures": [{"value": 4, "unit": "xã", "what": "đạt chuẩn"}]}
    for what, expected in (("đạt chuẩn mới", (1, 0, 0)), (None, (0, 0, 1)), ("thu", (0, 1, 1))):
        found = meanings({"figures": [{"value": 4, "unit": "xã", "what": what}]}, right)
        assert (found.right, len(found.extra), len(found.missing)) == expected
    assert meanings({"figures": []}, right).missing == ()


def test_tables_of_a_folder_name_their_misses(tmp_path: Path) -> None:
    text = "Sáng 16/4/2024, Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban công tác xây dựng Đảng."
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    right = {"date": "2024-04-16", "chairs": ["Lê Văn Bảo"]}
    (tmp_path / "one.json").write_text(json.dumps(right), encoding="utf-8")
    out = io.StringIO()
    assert evaluate.main(["--misses", "--pages", str(tmp_path)], {}, out) == 0
    pages = out.getvalue().split("## Pages: 1 reports")[1]
    assert "| date | 1 | 1.000 | 1.000 | 1.000 | 1/1 |" in pages
    assert "- one: chairs: missing: lê văn bảo" in pages
    assert "title" not in pages


def test_every_sample_report_has_its_golden_record() -> None:
    root = evaluate.ROOT
    pairs = {pair.report for pair in golden.beside(root / "sample_corpus", root / "tests/golden")}
    reports = {path for path in (root / "sample_corpus").rglob("*.txt") if path.parent.parent.name}
    assert reports <= pairs
