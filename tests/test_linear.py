"""Cost: the time to read a report grows with its length and no faster, whatever the text.

A rule that looks far back or ahead at every place, or a pattern that can match one text in many
ways, shows when a hostile line grows: at four times the length the work is sixteen times as much.
Only the growth is measured, in processor time of this process, never a time itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoban_cli.parse import parse

GROWTH = 4
"""How many times longer the second text is."""

ALLOWED = 8
"""Times dearer that it may be: halfway between four, which is linear, and sixteen, quadratic."""

FLOOR = 0.01
"""Seconds of processor time below which a reading is too quick to compare."""

LINE = 100_000
"""Characters of the longest line."""

FRAGMENTS = (
    "đồng chí ", "Đồng chí Lê Đắc Nhuận, ", "đồng chí Lê Đắc Nhuận - Bí thư Huyện ủy; ", "ông ",
    "Lê Đắc Nhuận ", "Ê", "À Á Ả ", "Ba Bo Bi ", "chủ trì ", "phát biểu ", "đề nghị ", "kết luận ",
    "nhấn mạnh: ", "dự có ", "Tham dự hội nghị có ", "16/4", "16/4/2024, ", "16, ", "ngày ",
    "Sáng ", "ngày 16 tháng 4 năm 2024 ", "từ ngày 3 đến ", "tháng ", "năm ", "quý I ",
    "6 tháng đầu năm ", "1", "1.", "1,", "1.000 ", "12 đảng viên ", "3,5% ", "1/", "12/15 xã, ",
    "/", "-", " - ", "–", '"', "“", "”", "“a” ", "(", ")", "((", "[", "]", "{", "'", ".", "..",
    "...", "…", ". ", "./.",
    ",", ", ", ";", ":", " ", "  ", "\u00a0", "\t", "Số 12-NQ/TW ", "Nghị quyết số 12-NQ/TW, ",
    "12-CT/", "số ", "Kế hoạch số 45-KH/HU, ngày 12/02/2024 của ", "Nghị quyết 18,19 ", "khóa XII ",
    "Huyện ủy ", "huyện ", "xã Mỹ Lũy, ", "thị trấn ", "Ban Thường vụ ", "các ", "và ", "của ",
    "hội nghị ", "giao ban ", "sơ kết ", "họp", "triển khai ", "chưa ", "còn ", "khó khăn ",
    "hạn chế, ", "16:19 ", "Cập nhật lúc: ", "|", " | ", "»", "Rss", "loading....", "H'", "K’",
    "adsbygoogle", "function(", "a", "A", "ă", "\u0301", "Ð",
)  # fmt: skip
"""What the rules look for, and pieces of it."""

LINES = (*FRAGMENTS, "\n", "16/4\n", "đồng chí Lê Đắc Nhuận\n", "- Đẩy mạnh\n", "Tin khác\n")
"""The same, and pieces of which many short lines are made."""

LEAD = (
    "Sáng 16/4/2024, Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban do đồng chí Lê Đắc Nhuận, Bí thư"
    " Huyện ủy chủ trì.\n"
)
"""Without it a text may be no report, and most rules are not asked."""


def made_of(pieces: Sequence[str], length: int) -> str:
    """The pieces again and again, cut at so many characters."""
    once = "".join(pieces)
    return (once * (length // len(once) + 1))[:length]


def growth(
    read: Callable[[str], object], pieces: Sequence[str], length: int, *, above: bool = False
) -> float:
    """How many times dearer it is to read a text of `length` than one `GROWTH` times shorter.

    The pieces stand behind a lead, or above it where titles and menus are looked for.

    A suspicious answer is asked for three times and the least believed: something else on the
    machine may have slowed the longer reading, nothing speeds up the shorter one.
    """
    made = (made_of(pieces, length // GROWTH), made_of(pieces, length))
    short, long = (f"{text}\n{LEAD}" if above else LEAD + text for text in made)
    least = float("inf")
    for _ in range(3):
        least = min(least, cost(read, long) / max(cost(read, short), FLOOR))
        if least < ALLOWED / 2:
            break
    return least


def cost(read: Callable[[str], object], text: str) -> float:
    """Processor time of one reading, in seconds."""
    start = process_time()
    read(text)
    return process_time() - start


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=6), st.booleans())
def test_reading_is_linear_whatever_the_text_is_made_of(pieces: list[str], above: bool) -> None:
    assert growth(parse, pieces, LINE // 4, above=above) < ALLOWED


@pytest.mark.parametrize(
    "pieces",
    [
        ["Lê Đắc Nhuận "],
        ["đồng chí Lê Đắc Nhuận, Bí thư Huyện ủy, "],
        ["16/4 và "],
        ["Kế hoạch số 45-KH/HU, ngày 12/02/2024 của "],
        ["12 đảng viên, 3,5% "],
        ["“", "((", "a "],
        ["xã Mỹ Lũy, thị trấn "],
        ["phát biểu kết luận đề nghị "],
    ],
    ids=lambda pieces: "".join(pieces).strip(),
)
def test_a_line_of_a_hundred_thousand_characters_is_read_at_linear_cost(pieces: list[str]) -> None:
    assert growth(parse, pieces, LINE) < ALLOWED


def test_the_measure_tells_a_rule_that_looks_back_at_every_place() -> None:
    def looks_back(text: str) -> int:
        return sum(letter == "ủ" for at in range(0, len(text), 200) for letter in text[:at])

    assert growth(looks_back, ["Huyện ủy "], LINE // 2) >= ALLOWED
