"""The kind of a meeting: the meeting words of the title, else of the lead."""

from __future__ import annotations

import pytest
from hypothesis import given

from giaoban_cli.models import KINDS
from giaoban_cli.text.page.clean import clean
from giaoban_cli.text.page.sections import outline
from giaoban_cli.text.what.kinds import kinds
from tests.strategies import any_text, soup

REST = (
    "với các ban xây dựng Đảng, Văn phòng Huyện ủy, Ủy ban Mặt trận Tổ quốc và bí thư đảng ủy các"
    " xã, thị trấn trong toàn huyện Khê Lĩnh."
)


def kinds_of(lead: str, title: str = "") -> list[str]:
    page = clean(f"{title}\n\n{lead} {REST}\n")
    found, spans = kinds(page, outline(page))
    assert len(found) == len(spans)
    return list(found)


@pytest.mark.parametrize(
    ("lead", "found"),
    [
        ("Sáng 16/4, Huyện ủy tổ chức hội nghị giao ban", ["giao ban"]),
        ("Sáng 16/4, Ban Tuyên giáo tổ chức hội nghị trực báo", ["giao ban"]),
        ("Sáng 16/4, Huyện ủy họp sơ kết 6 tháng", ["sơ kết"]),
        ("Sáng 16/4, Huyện ủy tổng kết năm, triển khai nhiệm vụ mới", ["tổng kết", "triển khai"]),
        ("Sáng 16/4, Huyện ủy họp quán triệt, triển khai", ["quán triệt", "triển khai"]),
        ("Sáng 16/4, Huyện ủy tổ chức hội nghị trực tuyến triển khai việc", ["triển khai"]),
        ("Sáng 16/4, Huyện ủy tổ chức hội nghị chuyên đề", ["chuyên đề"]),
        ("Sáng 16/4, Huyện ủy họp bất thường", ["bất thường"]),
        ("Sáng 16/4, UBND huyện tổ chức phiên họp thường kỳ", ["họp"]),
        ("Sáng 16/4, Thường trực Huyện ủy có buổi làm việc", ["làm việc"]),
        ("Sáng 16/4, Đảng bộ xã tổ chức Đại hội", ["đại hội"]),
        ("Sáng 16/4, Huyện ủy tổ chức hội nghị lần thứ 42", ["khác"]),
    ],
)  # fmt: skip
def test_the_words_of_a_lead(lead: str, found: list[str]) -> None:
    assert kinds_of(lead) == found


def test_the_title_comes_first_and_the_lead_adds() -> None:
    lead = "Sáng 16/4, Huyện ủy tổ chức hội nghị giao ban, triển khai nhiệm vụ quý II"
    assert kinds_of(lead, "Huyện ủy giao ban quý I") == ["giao ban", "triển khai"]
    assert kinds_of(lead, "Hội nghị tổng kết năm") == ["tổng kết", "giao ban", "triển khai"]


@pytest.mark.parametrize(
    "lead",
    [
        "Tháng Ba, nước kênh rút xuống lưng chừng, bà con xã Rạch Mướp vào mùa tát đìa",
        "Huyện ủy Khê Lĩnh ra công văn tạm dừng tổ chức đại hội các chi bộ",
        "UBND huyện thông báo hoãn cuộc họp tháng này",
        "Các xã tạm dừng mọi hoạt động hội họp",
    ],
)
def test_no_meeting_has_no_kind(lead: str) -> None:
    assert kinds_of(lead) == []


def test_orders_for_congresses_to_come_tell_of_no_meeting() -> None:
    lead = "Ngày 27/5/2022, Huyện ủy ra công văn về nhân sự cấp ủy các chi bộ, phối hợp"
    order = "Các chi bộ chọn nhân sự xong mới tiến hành tổ chức đại hội."
    page = clean(f"{lead} {REST}\n{order}\n")
    assert kinds(page, outline(page))[0] == ()


def test_the_body_tells_the_kind_that_title_and_lead_do_not() -> None:
    page = clean(f"Về dự hội nghị có các ông {REST}\nHội nghị đã nghe báo cáo sơ kết 6 tháng.\n")
    assert kinds(page, outline(page))[0] == ("sơ kết",)


def test_a_congress_that_is_prepared_is_no_congress() -> None:
    assert kinds_of("Sáng 16/4, Huyện ủy giao ban, bàn công tác chuẩn bị đại hội") == ["giao ban"]


def test_words_of_directions_tell_no_kind() -> None:
    lead = "Sáng 16/4, Huyện ủy giao ban"
    page = clean(f"{lead} {REST}\nĐồng chí Bí thư yêu cầu sơ kết, tổng kết các chỉ thị đúng hạn.\n")
    assert kinds(page, outline(page))[0] == ("giao ban",)


def test_a_report_that_lost_its_lead_still_tells_of_a_meeting() -> None:
    assert kinds_of("Kết luận hội nghị, đồng chí Bí thư Huyện ủy đề nghị phối hợp") == ["khác"]


@given(any_text | soup)
def test_any_text_has_kinds_of_the_list(text: str) -> None:
    page = clean(text)
    found, spans = kinds(page, outline(page))
    assert set(found) <= set(KINDS)
    assert len(found) == len(spans) == len(set(found))
    assert all(text[start:end].strip() for start, end in spans)
