"""Forms met on a second handful of pages of new sites, each beside its exception."""

from __future__ import annotations

import pytest

from giaoban_cli.models import Meeting
from giaoban_cli.parse import parse

LEAD = "Sáng 16/4/2024, Huyện đoàn Khê Lĩnh tổ chức hội nghị giao ban quý I."


def told(rest: str) -> Meeting:
    """The meeting of a lead that goes on with `rest`."""
    return parse(f"{LEAD} {rest}\n")


@pytest.mark.parametrize(
    "sentence",
    [
        "Bí thư Thành ủy Bà Rịa Lữ Văn Toàn dự hội nghị.",
        "Bà Lữ Văn Toàn, Bí thư Thành ủy Bà Rịa dự hội nghị.",
    ],
)
def test_ba_of_ba_ria_is_no_address(sentence: str) -> None:
    (official,) = told(sentence).officials
    assert (official.name, official.roles) == ("Lữ Văn Toàn", ("Bí thư Thành ủy Bà Rịa",))


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Chủ tịch UBND phường Báo cáo kết quả thi đua", "Chủ tịch UBND phường"),
        ("Chủ tịch Hội Nông dân huyện Phát biểu tham luận", "Chủ tịch Hội Nông dân huyện"),
        ("Trưởng Ban Báo cáo viên Huyện ủy dự hội nghị", "Trưởng Ban Báo cáo viên Huyện ủy"),
    ],
)
def test_an_office_ends_before_what_its_holder_does_whatever_its_letters(
    words: str, role: str
) -> None:
    meeting = told(f"Đồng chí Lữ Văn Toàn, {words}.")
    assert meeting.officials[0].roles == (role,)
    assert meeting.organisation == "Huyện đoàn Khê Lĩnh"


def test_a_place_ends_before_what_is_done_there() -> None:
    title = "Phường Khê Lĩnh Sơ kết công tác 6 tháng đầu năm 2017"
    meeting = parse(f"{title}\n\nSáng 16/7/2017, Đảng ủy phường tổ chức hội nghị sơ kết.\n")
    assert meeting.place is not None
    assert meeting.place.name == "Khê Lĩnh"


def test_a_name_that_begins_like_an_act_is_whole() -> None:
    meeting = parse("Sáng 16/7/2017, Đảng ủy xã Tổng Khê tổ chức hội nghị sơ kết.\n")
    assert meeting.place is not None
    assert meeting.place.name == "Tổng Khê"


@pytest.mark.parametrize(
    ("sentence", "ahead"),
    [
        ("6 tháng cuối năm 2017, Đảng bộ phường sẽ tiếp tục phát triển kinh tế.", "2017-H2"),
        ("6 tháng đầu năm 2017, Đảng bộ phường đã kết nạp 6 đảng viên.", None),
    ],
)
def test_a_period_in_which_something_will_be_done_lies_ahead(
    sentence: str, ahead: str | None
) -> None:
    meeting = parse(
        "Sáng 16/7/2017, Đảng ủy phường Khê Lĩnh tổ chức hội nghị sơ kết 6 tháng đầu năm 2017."
        f"\n\n{sentence}\n"
    )
    assert (meeting.period_ahead and meeting.period_ahead.label) == ahead


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        (
            "Các xã thực hiện Công văn số 955/CV-SGTVT ngày 18/6/2020 của Sở Giao thông vận tải.",
            "Sở Giao thông vận tải",
        ),
        (
            "Các xã thực hiện Công văn số 12/SNV-CCHC của Sở Nội vụ tỉnh Hoành Giang về thi đua.",
            "Sở Nội vụ tỉnh Hoành Giang",
        ),
        (
            "Các tổ thực hiện Kế hoạch số 28/KH-LĐLĐ của Liên đoàn Lao động quận Khê Lĩnh.",
            "Liên đoàn Lao động quận Khê Lĩnh",
        ),
        (
            "Các tổ thực hiện Kế hoạch số 221-KH/QU của Ban Thường vụ Quận ủy Quận 3.",
            "Ban Thường vụ Quận ủy Quận 3",
        ),
        ("Các tổ thực hiện Kế hoạch số 12/KH-UBND của UBND phường 6 tháng đầu năm.", "UBND phường"),
        ("Theo Công văn số 955/CV-SGTVT, Sở Giao thông vận tải đã chỉ đạo các phòng.", None),
    ],
)
def test_who_issues_documents(sentence: str, issuer: str | None) -> None:
    assert told(sentence).documents[0].issuer == issuer


def test_a_title_stays_apart_from_the_sentence_below_it() -> None:
    title = (
        "Hội nghị sơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội đại biểu Đảng bộ phường Khê "
        "Lĩnh lần thứ XIII, nhiệm kỳ 2020 - 2025"
    )
    meeting = parse(
        f"{title}\nThực hiện chương trình công tác toàn khóa và chương trình công tác năm 2023 của "
        "Ban Chấp hành Đảng bộ phường, ngày 25/7/2023, Ban Chấp hành tổ chức hội nghị sơ kết. Về "
        "tham dự hội nghị có đồng chí Lữ Văn Toàn - Thành ủy viên, Phó Ban Dân vận Thành ủy.\n"
    )
    assert meeting.title == title
    assert meeting.period_ahead is None
    assert meeting.officials[0].parts == ("attended",)


@pytest.mark.parametrize(
    ("rest", "level"),
    [
        ("Đồng chí Lữ Văn Toàn, Ủy viên Trung ương Đảng, Bí thư Thành ủy chủ trì.", "tỉnh"),
        ("Đồng chí Lữ Văn Toàn, Phó Bí thư Thành ủy chủ trì; dự có bí thư các quận ủy.", "tỉnh"),
        ("Đồng chí Lữ Văn Toàn, Tỉnh ủy viên, Bí thư Thành ủy chủ trì.", "huyện"),
    ],
)
def test_who_leads_tells_whose_city_it_is(rest: str, level: str) -> None:
    assert parse(f"Sáng 16/4/2024, Thành ủy tổ chức hội nghị giao ban. {rest}\n").level == level


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("Ban Tuyên giáo T.Ư", "trung ương"),
        ("Ban Dân vận TW", "trung ương"),
        ("Phòng Đầu tư", None),
    ],
)
def test_the_centre_is_known_in_its_short_form(body: str, level: str | None) -> None:
    assert parse(f"Sáng 5/4/2023, {body} tổ chức giao ban.\n").level == level


def test_the_name_of_a_command_is_no_office() -> None:
    meeting = told(
        "Thiếu tướng Lữ Văn Toàn, Tư lệnh Quân khu 5 dự. Theo quyết định của Bộ Tư lệnh Quân khu "
        "5, Thượng tá Bùi Văn Sen - Trưởng ban Tác huấn được bổ nhiệm."
    )
    assert [(each.name, each.roles) for each in meeting.officials] == [
        ("Lữ Văn Toàn", ("Tư lệnh Quân khu 5",)),
        ("Bùi Văn Sen", ("Trưởng ban Tác huấn",)),
    ]
