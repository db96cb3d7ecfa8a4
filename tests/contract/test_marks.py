"""Marks: what is typed with one must match, what is typed plain matches any."""

from __future__ import annotations

import unicodedata

import pytest

from tests.contract.conftest import Indexed
from tests.contract.making import asked, found, graded, ignoring_marks, meeting


@pytest.mark.parametrize(
    ("typed", "text", "match"),
    [
        ("đảng viên", "kết nạp đảng viên mới", "exact"),
        ("dang vien", "kết nạp đảng viên mới", "marks"),
        ("đang vien", "kết nạp đảng viên mới", "marks"),
        ("đảng vien", "kết nạp Đảng viên mới", "marks"),
        ("ĐẢNG VIÊN", "kết nạp đảng viên mới", "exact"),
        ("doan kỳ", "đồng chí Đoàn Kỳ Sơn", "marks"),
        ("thuỷ lợi", "công trình thủy lợi", "exact"),
        ("hoá", "văn hóa", "exact"),
        ("qúy", "trong quý", "exact"),
        ("kinh te xa hoi", "kinh tế – xã hội", "marks"),
        ("kinh tế - xã hội", "kinh tế xã hội", "exact"),
        ("kinh tế xã hội", "kinh tế—xã hội", "exact"),
        ("trung ương tw", "Ban Chấp hành trung ương (T.Ư)", "exact"),
        ("BCH TƯ", "của BCH T.W Đảng", "exact"),
        ("dan van kheo", "phong trào “Dân vận khéo”", "marks"),
        ("nông\u00a0thôn", "nông thôn", "exact"),
        ("5", "05 xã", "exact"),
    ],
)
def test_finds(indexed: Indexed, typed: str, text: str, match: str) -> None:
    assert graded(indexed(meeting(7, text)), typed) == [(7, match)]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("chính", "chỉnh đốn"),
        ("chính", "ý chi chinh"),
        ("bàn", "ban hành bản tin"),
        ("kỷ", "nhiệm kỳ"),
        ("đảng", "chính đáng"),
        ("đảng", "Lê Hồng Đăng"),
        ("đang", "dang tay"),
        ("phường", "phương án"),
        ("thủy", "thủi"),
        ("tay", "tai"),
        ("TU", "tư tưởng, tự chủ, từ đó, tu sửa"),
        ("vườn mẫu", "vườn mẩu"),
        ("tư", "BCH TƯ"),
    ],
)
def test_does_not_find(indexed: Indexed, typed: str, text: str) -> None:
    assert found(indexed(meeting(7, text)), typed) == []


def test_what_was_typed_comes_before_what_it_may_mean(indexed: Indexed) -> None:
    index = indexed(meeting(1, "tinh giản biên chế"), meeting(2, "Tỉnh ủy"), meeting(3, "Tinh"))
    assert graded(index, "tinh") == [(3, "exact"), (1, "exact"), (2, "marks")]


def test_marks_can_be_ignored(indexed: Indexed) -> None:
    index = indexed(meeting(1, "vườn mẩu"), meeting(2, "vườn mẫu"))
    assert graded(index, "vườn mẫu") == [(2, "exact")]
    assert graded(index, ignoring_marks("vườn mẫu")) == [(2, "exact"), (1, "marks")]
    assert index.count(ignoring_marks("vườn mẫu"), 100) == 2
    assert index.count(ignoring_marks("vườn mẫu"), 1) == 1


def test_capitals_of_an_abbreviation_bind_even_when_marks_are_ignored(indexed: Indexed) -> None:
    index = indexed(meeting(1, "tư tưởng"), meeting(2, "theo kế hoạch của TU"))
    assert found(index, ignoring_marks("TU")) == [2]
    assert graded(index, "tu") == [(2, "exact"), (1, "marks")]


@pytest.mark.parametrize(("typed", "match"), [("kỉ luật", "synonym"), ("kỷ luật", "exact")])
def test_i_and_y_are_one_letter_at_the_end_of_a_syllable(
    indexed: Indexed, typed: str, match: str
) -> None:
    assert graded(indexed(meeting(1, "giữ nghiêm kỷ luật")), typed) == [(1, match)]


def test_i_for_y_keeps_the_tone(indexed: Indexed) -> None:
    assert found(indexed(meeting(1, "Trần Đăng Kỷ")), "Trần Đăng Kì") == []


def test_exact_takes_words_as_they_are_typed(indexed: Indexed) -> None:
    index = indexed(meeting(1, "xây dựng nông thôn mới"), meeting(2, "xây dựng NTM"))
    assert graded(index, "nông thôn mới") == [(1, "exact"), (2, "synonym")]
    assert graded(index, asked("nông thôn mới", exact=True)) == [(1, "exact")]


@pytest.mark.parametrize("typed", ["giảm nghèo bền vững", "giam ngheo ben vung", "giảm ngheo bền"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_are_one(indexed: Indexed, typed: str, form: str) -> None:
    text = unicodedata.normalize("NFD" if form == "NFC" else "NFC", "Giảm nghèo bền vững")
    index = indexed(meeting(1, text), meeting(2, "không có gì"))
    query = unicodedata.normalize(form, typed)  # type: ignore[arg-type]
    assert found(index, query) == [1]
