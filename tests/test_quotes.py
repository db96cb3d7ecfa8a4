"""Quoted phrases, and who attended without being named."""

from __future__ import annotations

import pytest

from giaoban_cli.parse import parse

TITLE = "Huyện ủy Khê Lĩnh giao ban tháng 5\n\n"
LEAD = TITLE + "Sáng 6/5/2023, Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban công tác xây dựng Đảng. "


def quoted(body: str) -> list[str]:
    return [quote.text for quote in parse(LEAD + body).quotes]


@pytest.mark.parametrize(
    ("body", "phrases"),
    [
        ("Phong trào “Dân vận khéo” được duy trì.", ["Dân vận khéo"]),
        ('Mô hình "Chi bộ không giấy tờ" lan rộng.', ["Chi bộ không giấy tờ"]),
        ("Lịch «ngày thứ Bảy về thôn» được giữ.", ["ngày thứ Bảy về thôn"]),
        ("Chống “tự diễn biến”, “tự chuyển hóa”.", ["tự diễn biến", "tự chuyển hóa"]),
        ("Nhắc lại “Dân vận khéo” và “dân vận khéo”.", ["Dân vận khéo"]),
    ],
)
def test_phrases_in_any_kind_of_quotes(body: str, phrases: list[str]) -> None:
    assert quoted(body) == phrases


@pytest.mark.parametrize(
    "body",
    [
        "Không còn xã “trắng” đảng viên.",
        "Ông nói: “" + "một câu rất dài " * 8 + "”.",
        "Một dấu “ bị bỏ quên thì không nuốt cả đoạn.\n\nĐoạn sau vẫn là đoạn sau.",
        'Màn hình 5" và 7" là hai cỡ.',
    ],
)
def test_single_words_long_speeches_and_open_quotes_are_none(body: str) -> None:
    assert quoted(body) == []


def test_the_evidence_is_the_phrase_without_its_quotes() -> None:
    report = LEAD + "Phong trào “Dân vận khéo” được duy trì."
    (quote,) = parse(report).quotes
    assert report[slice(*quote.span)] == "Dân vận khéo"


def attended(words: str) -> list[str]:
    return [group.text for group in parse(LEAD + words).attendees]


def test_groups_that_attended() -> None:
    words = (
        "Tham dự hội nghị có đồng chí Bùi Thị Ngần, Phó Bí thư Thường trực Huyện ủy; các đồng chí"
        " Ủy viên Ban Thường vụ Huyện ủy; lãnh đạo các ban, ngành và đại diện 15 xã, thị trấn."
    )
    assert attended(words) == [
        "các đồng chí Ủy viên Ban Thường vụ Huyện ủy",
        "lãnh đạo các ban, ngành",
        "đại diện 15 xã, thị trấn",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Dự có đồng chí Hồ Sĩ Lựu, Trưởng Ban Dân vận Huyện ủy.",
        "Huyện có 3 dự án và dự toán gồm hai phần.",
        "Không nêu ai tham dự.",
    ],
)
def test_a_named_person_is_no_group(words: str) -> None:
    assert attended(words) == []
