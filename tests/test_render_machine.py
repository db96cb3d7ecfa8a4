"""JSON and CSV hold every letter as it is, and nothing that acts on whoever opens them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban_cli.errors import UsageError
from giaoban_cli.models import to_record
from giaoban_cli.render.machine import BOM, cell, to_csv, to_json, to_json_line
from giaoban_cli.render.records import CSV_FIELDS, FIELDS, chosen_fields, csv_row, record
from giaoban_cli.render.safe import UNSAFE
from tests.invented import STORED, TEXT

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet=st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def test_letters_are_not_escaped() -> None:
    assert to_json_line({"title": "Đẩy mạnh “xóa nhà tạm”"}) == (
        '{"title": "Đẩy mạnh “xóa nhà tạm”"}'
    )


@given(VALUES)
def test_json_reads_back_as_it_was_and_has_no_unsafe_character(value: Any) -> None:
    for text in (to_json(value), to_json_line(value)):
        assert json.loads(text) == value
        assert not UNSAFE.search(text)
    assert "\n" not in to_json_line(value)


def rows(text: str) -> list[list[str]]:
    assert text.startswith(BOM)
    return list(csv.reader(io.StringIO(text.removeprefix(BOM))))


def test_csv_begins_with_the_mark_that_excel_needs_and_ascii_keys() -> None:
    text = "".join(to_csv(("id", "title"), [{"id": "a", "title": 'Giao ban, "quý I"'}]))
    assert text.encode().startswith(b"\xef\xbb\xbfid,title\n")
    assert rows(text)[1] == ["a", 'Giao ban, "quý I"']


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "true"),
        (-3, "-3"),
        (3.5, "3.5"),
        (["a", None, "b"], "a; b"),
        ([], ""),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+84 24", "'+84 24"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "\\x0d=1"),
        (["=1", "b"], "'=1; b"),
        ("xóa\x1b[2J", "xóa\\x1b[2J"),
    ],
)
def test_a_cell_is_words_and_never_a_formula(value: object, shown: str) -> None:
    assert cell(value) == shown


@given(st.lists(st.text(), min_size=1))
def test_a_csv_row_keeps_its_cells_apart(cells: list[str]) -> None:
    keys = [f"k{number}" for number in range(len(cells))]
    text = "".join(to_csv(keys, [dict(zip(keys, cells, strict=True))]))
    read = list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))
    assert read[0] == keys
    assert read[1] == [cell(each) for each in cells]


def test_a_flat_row_says_nested_facts_in_words() -> None:
    row = csv_row(STORED, CSV_FIELDS)
    assert row["officials"] == [
        "Nguyễn Văn Mẫu (TUV, Bí thư Huyện ủy)",
        "Trần Thị Thử (Phó Bí thư Thường trực Huyện ủy)",
    ]
    assert row["place"] == "Khe Lĩnh"
    assert row["province"] == "Tỉnh Mẫu"
    assert row["period"] == "2024-Q1"
    assert row["documents"] == ["05-CT/TW"]
    assert row["source"] == "khe-linh/2024-q1.txt"
    assert row["directions"][1] == "Trần Thị Thử: đẩy mạnh xóa nhà tạm cho hộ nghèo"
    assert row["warnings"] == ["no_chair"]


def test_every_field_of_a_record_can_stand_in_a_cell() -> None:
    row = csv_row(STORED, FIELDS)
    assert set(row) == set(FIELDS)
    assert all(isinstance(cell(value), str) for value in row.values())


def test_a_record_has_the_fields_asked_for_in_their_order() -> None:
    assert list(record(STORED, ("title", "id"))) == ["title", "id"]
    assert record(STORED, FIELDS) == to_record(STORED)
    assert record(STORED, ("id", "text"))["text"] == TEXT


def test_fields_are_those_of_the_record_and_the_text_only_when_wanted() -> None:
    assert "text" not in chosen_fields(None, "jsonl", text=False)
    assert chosen_fields(None, "jsonl", text=True)[-1] == "text"
    assert chosen_fields("id, date", "csv", text=False) == ("id", "date")
    assert chosen_fields("text,id", "jsonl", text=True) == ("text", "id")
    with pytest.raises(UsageError) as caught:
        chosen_fields("id,chiars", "jsonl", text=False)
    assert caught.value.details["field"] == "chiars"
