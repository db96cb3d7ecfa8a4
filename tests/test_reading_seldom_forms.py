"""Forms that reports use seldom, each beside its exception, read from one invented report each."""

from __future__ import annotations

import pytest

from giaoban_cli.models import Meeting
from giaoban_cli.parse import parse

HEAD = "Sáng 16/4/2024, Thường trực Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban"


def told(rest: str) -> Meeting:
    """The meeting of a lead that goes on with `rest`."""
    return parse(f"{HEAD} quý I. {rest}\n")


def roles(rest: str) -> dict[str, tuple[str, ...]]:
    return {official.name: official.roles for official in told(rest).officials}


# --- who ---


@pytest.mark.parametrize(
    ("sentence", "chairs"),
    [
        (
            (
                "Dự hội nghị, đồng chí Lữ Thị Sen, Bí thư Huyện ủy, đồng chí Đoàn Bá Khiêm, "
                "Phó Bí thư Huyện ủy đồng chủ trì."
            ),
            ("Lữ Thị Sen", "Đoàn Bá Khiêm"),
        ),
        (
            (
                "Dự có đồng chí Cao Thị Lụa, Tỉnh ủy viên; đồng chí Lữ Thị Sen, Bí thư Huyện ủy và "
                "đồng chí Đoàn Bá Khiêm, Phó Bí thư Huyện ủy đồng chủ trì."
            ),
            ("Lữ Thị Sen", "Đoàn Bá Khiêm"),
        ),
        (
            (
                "Dự có đồng chí Lữ Thị Sen, Tỉnh ủy viên; đồng chí Đoàn Bá Khiêm, Bí thư Huyện ủy "
                "chủ trì."
            ),
            ("Đoàn Bá Khiêm",),
        ),
    ],
)
def test_who_of_those_present_chairs_together(sentence: str, chairs: tuple[str, ...]) -> None:
    assert told(sentence).chairs == chairs


def test_a_stroke_between_blanks_parts_two_roles() -> None:
    assert roles("Dự có bà Lữ Thị Sen - Phó Bí thư / Chủ tịch UBND xã Rào Vạc.") == {
        "Lữ Thị Sen": ("Phó Bí thư", "Chủ tịch UBND xã Rào Vạc")
    }
    assert roles("Dự có bà Lữ Thị Sen - Trưởng phòng LĐ-TB/XH huyện.") == {
        "Lữ Thị Sen": ("Trưởng phòng LĐ-TB/XH huyện",)
    }


def test_a_title_of_learning_begins_another_person() -> None:
    found = roles(
        "PGS.TS. Lữ Thị Sen - Hiệu trưởng và TS. Đoàn Bá Khiêm - Phó Hiệu trưởng báo cáo."
    )
    assert found["Lữ Thị Sen"] == ("Hiệu trưởng",)
    found = roles("Dự có đồng chí Lữ Thị Sen, Trưởng phòng Tổ chức và Tài chính.")
    assert found["Lữ Thị Sen"] == ("Trưởng phòng Tổ chức và Tài chính",)


def test_a_standing_committee_beside_a_person_is_not_in_the_role() -> None:
    found = roles(
        "Dự có đồng chí Lữ Thị Sen, Trưởng Ban Dân vận Tỉnh ủy cùng Thường trực các Đảng ủy xã."
    )
    assert found["Lữ Thị Sen"] == ("Trưởng Ban Dân vận Tỉnh ủy",)
    found = roles("Dự có đồng chí Lữ Thị Sen, Phó Bí thư Thường trực Huyện ủy.")
    assert found["Lữ Thị Sen"] == ("Phó Bí thư Thường trực Huyện ủy",)


def test_a_youth_union_directs_nothing_in_its_name() -> None:
    found = roles("Hội nghị do đồng chí Lữ Thị Sen, Bí thư Huyện đoàn điều hành.")
    assert found["Lữ Thị Sen"] == ("Bí thư Huyện đoàn",)
    found = roles("Dự có đồng chí Lữ Thị Sen, Trưởng Đoàn kiểm tra số 2.")
    assert found["Lữ Thị Sen"] == ("Trưởng Đoàn kiểm tra số 2",)


# --- which body, where ---


@pytest.mark.parametrize(
    ("lead", "name", "level"),
    [
        (
            (
                "Sáng 16/4/2025, Đảng bộ phường Đông Lũy, TPHCM tổ chức Hội nghị Ban Chấp hành "
                "Đảng bộ phường lần thứ 7 (mở rộng) kết hợp sơ kết quý I."
            ),
            "Đảng bộ phường Đông Lũy",
            "xã",
        ),
        (
            (
                "Sáng 16/4/2024, Cụm thi đua số 4 (gồm Hội Nông dân các huyện Khê Lĩnh, Nậm Sáng, "
                "Vàm Tràm và thành phố Cửa Lũy) tổ chức hội nghị giao ban quý I."
            ),
            "Cụm thi đua số 4",
            None,
        ),
        (
            "Sáng 16/4/2024, Phòng Giáo dục và Đào tạo tổ chức hội nghị giao ban hiệu trưởng.",
            "Phòng Giáo dục và Đào tạo",
            "huyện",
        ),
        (
            "Sáng 16/4/2024, Phòng Kế hoạch họp giao ban đầu tuần.",
            "Phòng Kế hoạch",
            None,
        ),
    ],
)
def test_who_held_the_meeting(lead: str, name: str, level: str | None) -> None:
    found = parse(lead + " Các đại biểu góp ý vào chương trình làm việc của những tháng tới.\n")
    assert found.organisation == name
    assert level is None or found.level == level


def test_a_longer_name_than_a_known_one_is_a_place_and_no_person() -> None:
    found = parse("Sáng 16/4/2024, Đảng ủy xã Tam Đảo Xanh họp giao ban với các chi bộ.\n").place
    assert found is not None
    assert found.name == "Tam Đảo Xanh"
    other = parse("Sáng 16/4/2024, Đảng ủy xã họp giao ban, Bí thư Đảng ủy xã Hà Văn Nhị dự.\n")
    assert other.place is None


def test_a_union_s_congress_names_the_district() -> None:
    lead = "Sáng 16/4/2024, Ban Thường vụ Huyện đoàn họp giao ban, bàn việc chuẩn bị đại hội "
    found = parse(lead + "Đoàn TNCS Hồ Chí Minh huyện Nậm Sáng lần thứ XVI.\n")
    assert found.organisation == "Ban Thường vụ Huyện đoàn Nậm Sáng"
    found = parse(lead + "và chuyến đi thăm huyện Nậm Sáng.\n")
    assert found.organisation == "Ban Thường vụ Huyện đoàn"


def test_a_province_that_has_joined_another_is_known() -> None:
    found = parse("Ngày 12/9/2007, UBND tỉnh Hà Tây họp phiên thường kỳ tháng 9.\n").place
    assert found is not None
    assert (found.name, found.type, found.province) == ("Hà Tây", "tỉnh", "Hà Tây")


# --- when ---


@pytest.mark.parametrize(
    ("lead", "reviewed", "ahead"),
    [
        ("Sáng 21/4/2022, Huyện ủy Khê Lĩnh họp giao ban quý II.", None, None),
        ("Sáng 15/6/2022, Huyện ủy Khê Lĩnh họp giao ban quý II.", "2022-Q2", None),
        (
            (
                "Sáng 21/4/2022, Huyện ủy Khê Lĩnh họp giao ban quý II.\nCác đại biểu nghe báo cáo "
                "kết quả công tác quý I và nhiệm vụ quý II năm 2022."
            ),
            "2022-Q1",
            "2022-Q2",
        ),
        (
            (
                "Sáng 21/4/2022, Huyện ủy Khê Lĩnh họp giao ban.\nTheo báo cáo, việc dời chợ của "
                "quý I còn dở."
            ),
            None,
            None,
        ),
        (
            "Sáng 13/3/2018, Huyện ủy Khê Lĩnh họp chuẩn bị tổ chức hội nghị biểu dương năm 2018.",
            None,
            None,
        ),
        (
            "Sáng 13/1/2018, Huyện ủy Khê Lĩnh họp giao ban, triển khai nhiệm vụ năm 2018.",
            None,
            "2018",
        ),
    ],
)
def test_the_periods_of_a_meeting(lead: str, reviewed: str | None, ahead: str | None) -> None:
    found = parse(lead + "\n")
    assert (found.period and found.period.label) == reviewed
    assert (found.period_ahead and found.period_ahead.label) == ahead


def test_the_year_behind_the_number_of_a_meeting() -> None:
    found = parse("Ngày 12/9, Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban lần thứ 3 năm 2017.\n")
    assert found.date == "2017-09-12"
    found = parse("Ngày 12/9, Huyện ủy Khê Lĩnh họp giao ban, nghe việc của Đề án 3 năm 2017.\n")
    assert found.date is None


@pytest.mark.parametrize(
    ("stamp", "published"),
    [
        ("Cập nhật lúc 14:1, ngày 17/04/2024", "2024-04-17T14:01"),
        ("Cập nhật lúc 14:61, ngày 17/04/2024", "2024-04-17"),
    ],
)
def test_a_clock_may_leave_a_nought_out(stamp: str, published: str) -> None:
    found = parse(f"Khê Lĩnh giao ban quý I năm 2024 tại hội trường\n{stamp}\n{HEAD} quý I.\n")
    assert found.published == published


# --- what ---


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("thực hiện Nghị quyết 96 ngày 27/11/2019 của Hội đồng nhân dân", ["96-NQ"]),
        ("thực hiện Nghị quyết 96 ngày 27-11-2019 của Hội đồng nhân dân", ["96-NQ"]),
        ("mở đầu Kế hoạch 30 ngày dọn mương", []),
        ("làm xong Kế hoạch 30 ngày 3 lần đổi người", []),
    ],
)
def test_a_number_before_a_day_and_a_number_of_days(words: str, numbers: list[str]) -> None:
    assert [each.number for each in told(f"Các xã {words}.").documents] == numbers


def test_a_list_behind_what_was_concluded_is_asked_for() -> None:
    found = told(
        "Đồng chí Lữ Thị Sen, Bí thư Huyện ủy chủ trì.\n"
        "Đồng chí Lữ Thị Sen kết luận mấy việc sau:\n1. Chọn xóm Bàu làm nơi dọn thử.\n"
        "2. Chia lại phiên gác đê."
    )
    assert [each.text for each in found.directions] == [
        "Chọn xóm Bàu làm nơi dọn thử",
        "Chia lại phiên gác đê",
    ]
    found = told(
        "Đồng chí Lữ Thị Sen, Bí thư Huyện ủy chủ trì.\n"
        "Đồng chí Lữ Thị Sen kết luận hội nghị.\nNgười gác đê ở xóm Bàu về nhà lúc trời tối."
    )
    assert not found.directions


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("đẩy nhanh những việc đã đề ra", True),
        ("làm nốt những phần việc đã được giao", True),
        ("các xã đã làm xong phần việc của mình", False),
    ],
)
def test_what_was_set_before_may_be_asked_for(clause: str, *, asked: bool) -> None:
    found = told(
        "Đồng chí Lữ Thị Sen, Bí thư Huyện ủy chủ trì. "
        f"Kết luận hội nghị, đồng chí Lữ Thị Sen đề nghị các xã trực đêm; {clause}."
    )
    assert (clause in [each.text for each in found.directions]) is asked


@pytest.mark.parametrize(
    ("line", "section", "title"),
    [
        ("Đảng ủy xã Rào Vạc giao ban", None, "Đảng ủy xã Rào Vạc giao ban"),
        ("UBND huyện họp", None, "UBND huyện họp"),
        ("Công tác Đảng ủy xã", "Công tác Đảng ủy xã", None),
        ("Văn phòng cấp ủy", "Văn phòng cấp ủy", None),
    ],
)
def test_a_body_that_meets_is_a_title_however_short(
    line: str, section: str | None, title: str | None
) -> None:
    found = parse(f"{line}\n\nSáng 16/4/2024, Đảng ủy xã Rào Vạc họp giao ban với các chi bộ.\n")
    assert (found.section, found.title) == (section, title)
