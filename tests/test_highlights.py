"""Highlights: the matched words, cut out of the original text, marks and all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban_cli.query.highlight import highlights, snippet
from giaoban_cli.text.fold import compatible, keys
from tests.contract.making import asked, ignoring_marks

TEXT = (
    "Giao ban công tác xóa nhà tạm quý I\n"
    "Sáng ngày 4/4, Huyện uỷ bàn việc Xoá  nhà tạm; kết nạp 12 đảng viên.\n"
    "Chính quyền chỉnh đốn NTM, nông\u00a0thôn mới; Trần Đăng Kỷ."
)


def marked(typed: str, text: str = TEXT) -> list[str]:
    return [text[start:end] for start, end in highlights(asked(typed), text)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("xoa nha tam", ["xóa nhà tạm", "Xoá  nhà tạm"]),
        ("xóa nhà tạm", ["xóa nhà tạm", "Xoá  nhà tạm"]),
        ("nhà xóa", ["xóa nhà", "Xoá  nhà"]),
        ('"nhà xóa"', []),
        ('"kết đảng viên"~3', ["kết nạp 12 đảng viên"]),
        ("chính", ["Chính"]),
        ("chinh", ["Chính", "chỉnh"]),
        ("chi*", ["Chính", "chỉnh"]),
        ("huyen uy", ["Huyện uỷ"]),
        ("NTM", ["NTM"]),
        ("nông thôn mới", ["nông\u00a0thôn mới"]),
        ("họp NTM", ["NTM", "nông\u00a0thôn mới"]),
        ("UBND OR kết", ["kết"]),
        ("kết -đảng", ["kết"]),
        ("official:kỷ", ["Kỷ"]),
        ("Trần Đăng Kỉ", ["Trần Đăng Kỷ"]),
        ("tạm quý", ["tạm quý"]),
        ("quý Sáng", ["quý", "Sáng"]),
        ("date:2024", []),
        ("", []),
    ],
)
def test_cuts_out_the_matched_words(typed: str, words: list[str]) -> None:
    assert marked(typed) == words


def test_another_wording_is_shown_where_the_typed_one_is_missing() -> None:
    assert marked("nông thôn mới", "Xã đạt chuẩn NTM.") == ["NTM"]
    assert marked("NTM", "Xã nông thôn mới") == ["nông thôn mới"]


def test_with_marks_ignored() -> None:
    text = "vườn mẩu"
    assert highlights(ignoring_marks("vườn mẫu"), text) == ((0, len(text)),)


@pytest.mark.parametrize(
    ("typed", "text", "words"),
    [
        ("xoa nha tam", "dựng nhà. Toàn huyện xóa 64 nhà tạm, dựng nhà", ["xóa", "nhà tạm"]),
        ("nha xoa", "nhà a b c d e f g h i k\nxóa xong nhà", ["xóa", "nhà"]),
        ("nhà xóa", "nhà\nxóa nhà", ["xóa nhà"]),
        ("quý 3", "quý I, quý III và quý 3", ["quý III", "quý 3"]),
        ("hliang eban", "chị H'Liăng Êban", ["H'Liăng", "Êban"]),
    ],
)
def test_words_near_each_other_are_shown_there_and_nowhere_else(
    typed: str, text: str, words: list[str]
) -> None:
    assert marked(typed, text) == words


def test_a_name_is_shown_where_it_is_written_as_one() -> None:
    assert marked("official:hoi", "Hội nghị hỏi; đồng chí Lê Hợi") == ["Hội", "Hợi"]
    text = "Hội nghị; đồng chí Lê Hợi"
    place = (text.index("Lê"), len(text))
    assert highlights(asked("official:hoi"), text, lambda _: [place]) == (place,)


def test_a_snippet_shows_the_rarer_word_and_begins_with_its_sentence() -> None:
    text = "Xã họp. " + "Các thôn họp thường kỳ và họp thêm nữa. " * 9 + "Đã họp về rừng thiêng."
    found = snippet(text, highlights(asked("họp AND thiêng"), text), width=80)
    assert found.text == "… Đã họp về rừng thiêng."
    assert [found.text[start:end] for start, end in found.highlights] == ["họp", "thiêng"]


words = st.lists(
    st.sampled_from(
        [
            "xóa",
            "nhà",
            "tạm,",
            "đảng",
            "Đảng",
            "đang",
            "kỷ",
            "kỉ",
            "–",
            "TU",
            "“uỷ”",
            "ủy",
            "NTM",
            "T.Ư\n",
        ]
    ),
    max_size=30,
).map(" ".join)


@given(
    words,
    st.lists(st.sampled_from(["xoa", "nhà", "tam", "dang", "ky", "uy"]), min_size=1, max_size=3),
)
def test_every_highlight_cuts_whole_words_that_were_asked_for(text: str, typed: list[str]) -> None:
    wanted = keys(" ".join(typed))
    spans = highlights(asked(" ".join(typed)), text)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    for start, end in spans:
        found = keys(text[start:end])
        assert text[start:end].strip() == text[start:end] != ""
        assert all(any(compatible(one, key) or one[0] == key[0] for one in wanted) for key in found)
        assert start == 0 or not text[start - 1].isalnum()
        assert end == len(text) or not text[end].isalnum()


def test_a_snippet_shows_the_most_matches_in_one_line() -> None:
    spans = highlights(asked("xoa nha tam"), TEXT)
    found = snippet(TEXT, spans[1:], width=60)
    assert "\n" not in found.text
    assert [found.text[start:end] for start, end in found.highlights] == ["Xoá  nhà tạm"]
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")


def test_a_snippet_without_matches_is_the_beginning() -> None:
    found = snippet("\n  " + TEXT, (), width=40)
    assert found.text.lstrip("… ").startswith("Giao ban công tác")
    assert found.highlights == ()


@given(words, st.integers(10, 200))
def test_a_snippet_keeps_its_highlights(text: str, width: int) -> None:
    spans = highlights(asked("nhà OR dang OR uy"), text)
    found = snippet(text, spans, width)
    assert len(found.text) <= width + 40
    assert not spans or found.highlights
    inside = [found.text[start:end] for start, end in found.highlights]
    assert set(inside) <= {text[start:end].replace("\n", " ") for start, end in spans}
