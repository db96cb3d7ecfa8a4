"""More forms met on pages of new sites, each beside its exception: days, bodies, papers, tasks."""

from __future__ import annotations

import pytest

from giaoban_cli.models import Meeting
from giaoban_cli.parse import parse

LEAD = "Sáng 16/4/2024, Huyện đoàn Khê Lĩnh tổ chức hội nghị giao ban quý I."


def told(rest: str) -> Meeting:
    """The meeting of a lead that goes on with `rest`."""
    return parse(f"{LEAD} {rest}\n")


# --- when ---


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            (
                "Tại hội nghị, Bí thư Huyện ủy thông tin kết quả Hội nghị Trung ương 7 (khóa "
                "XI), họp từ ngày 02/5 đến ngày 11/5/2013, và giao nhiệm vụ cho các chi bộ trực "
                "thuộc."
            ),
            None,
        ),
        (
            (
                "Đảng ủy quán triệt công tác nhân sự tại hội nghị. Ngày 10/12/2019, Ban Thường "
                "vụ Đảng ủy đã ban hành Kế hoạch số 101-KH/ĐU về tổ chức hội nghị ở các chi bộ."
            ),
            None,
        ),
        (
            (
                "Chiều 17/10, Tỉnh đoàn Hoành Giang họp Ban Chấp hành. Chị Lữ Thị Sen được bầu "
                "làm Phó Bí thư Tỉnh đoàn; chị Lữ Thị Sen sinh ngày 26/10/1988."
            ),
            None,
        ),
        (
            (
                "Sáng 24.11, Huyện ủy Khê Lĩnh tổ chức hội nghị tiếp xúc, đối thoại giữa người "
                "đứng đầu cấp ủy với nhân dân năm 2020, do đồng chí Lữ Văn Toàn, Bí thư Huyện "
                "ủy chủ trì."
            ),
            "2020-11-24",
        ),
        (
            (
                "Ngày 12/3/2019, Thường trực Huyện ủy Khê Lĩnh tổ chức gặp gỡ, tiếp xúc với bí "
                "thư các chi bộ trực thuộc để nghe phản ánh từ cơ sở."
            ),
            "2019-03-12",
        ),
        (
            (
                "Sáng 3/11/2025, đồng chí Lữ Văn Toàn - Bí thư Đảng ủy phường dự sinh hoạt "
                "thường kỳ tháng 11 tại Chi bộ tổ dân phố số 4."
            ),
            "2025-11-03",
        ),
    ],
)
def test_which_day_is_the_meetings(text: str, day: str | None) -> None:
    assert parse(text + "\n").date == day


def test_a_full_stop_may_part_a_period_from_its_year() -> None:
    meeting = parse(
        "Chiều 6/10, Ban Dân vận Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban quý III, triển "
        "khai nhiệm vụ trọng tâm quý IV.2022.\n"
    )
    assert meeting.date == "2022-10-06"
    assert meeting.period_ahead is not None
    assert meeting.period_ahead.label == "2022-Q4"


# --- which body, where ---


@pytest.mark.parametrize(
    ("text", "organisation", "level"),
    [
        (
            (
                "Chiều 28/8/2025, tại phòng họp Ban Thường vụ, Đảng ủy xã Như Lũy tổ chức hội "
                "nghị sơ kết."
            ),
            "Đảng ủy xã Như Lũy",
            "xã",
        ),
        (
            (
                "Chiều 28/8/2025, Thủ tướng Chính phủ Lữ Văn Toàn chủ trì cuộc họp sơ kết 1 "
                "tháng vận hành."
            ),
            None,
            "trung ương",
        ),
        (
            (
                "Ngày 26/7/2022, đồng chí Lữ Văn Toàn, Tỉnh ủy viên, Bí thư Huyện ủy chủ trì "
                "hội nghị quán triệt Kế hoạch số 98-KH/TU, ngày 11/7/2022 của Ban Thường vụ "
                "Tỉnh ủy."
            ),
            None,
            "huyện",
        ),
        (
            "Chiều 19/8/2025, Thành Đoàn TP.HCM tổ chức hội nghị giao ban công tác Đoàn.",
            "Thành Đoàn TP.HCM",
            "tỉnh",
        ),
    ],
)
def test_who_met_and_of_which_level(text: str, organisation: str | None, level: str) -> None:
    meeting = parse(text + "\n")
    assert (meeting.organisation, meeting.level) == (organisation, level)


def test_the_delegation_that_a_chair_leads_tells_the_province() -> None:
    meeting = parse(
        "Sáng 6/4/2022, Ban Thường vụ Thành ủy tổ chức hội nghị sơ kết quý I. Đồng chí Lữ Văn "
        "Toàn, Bí thư Thành ủy, Trưởng Đoàn ĐBQH Hải Phòng chủ trì hội nghị. Dự có lãnh đạo các "
        "quận, huyện.\n"
    )
    assert meeting.place is not None
    assert (meeting.place.name, meeting.place.basis) == ("Hải Phòng", "inferred")


# --- documents ---


def test_the_subject_behind_a_number_is_not_its_issuer() -> None:
    meeting = told(
        "Quán triệt Nghị quyết số 12-NQ/TW của Bộ Chính trị; thực hiện Nghị quyết số 12, Đảng "
        "ủy Công an tỉnh đã chỉ đạo các chi bộ."
    )
    [document] = meeting.documents
    assert (document.number, document.issuer) == ("12-NQ/TW", "Bộ Chính trị")
    [document] = told("Quán triệt Nghị quyết số 12, Bộ Chính trị khóa XIII.").documents
    assert document.issuer == "Bộ Chính trị"


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        (
            "Triển khai Kế hoạch số 118-KH/ĐUCA, ngày 25/5/2022 của Đảng ủy Công an Trung ương.",
            "Đảng ủy Công an Trung ương",
        ),
        (
            "Ban Thường vụ Tỉnh ủy Hoành Giang đã ban hành Chỉ thị số 17 về dư luận xã hội.",
            "Ban Thường vụ Tỉnh ủy Hoành Giang",
        ),
    ],
)
def test_an_issuer_is_read_whole(sentence: str, issuer: str) -> None:
    assert told(sentence).documents[0].issuer == issuer


# --- what is asked for, what is counted ---


def test_how_things_stand_is_no_direction() -> None:
    said = "Phát biểu kết luận, đồng chí Lữ Văn Toàn, Bí thư Huyện đoàn đề nghị các cơ sở nộp quỹ."
    meeting = told(f"\n{said}\nTrong quý I, công tác thiếu nhi tiếp tục được thực hiện tốt.")
    assert [asked.text for asked in meeting.directions] == ["các cơ sở nộp quỹ"]
    meeting = told(f"\n{said}\nTiếp tục rà soát để quỹ được thực hiện đúng quy chế.")
    assert len(meeting.directions) == 2


def test_what_a_plan_requires_is_no_direction() -> None:
    meeting = told(
        "\nĐồng chí Lữ Văn Toàn, Bí thư Huyện đoàn quán triệt mục đích, yêu cầu của tháng thanh "
        "niên."
    )
    assert meeting.directions == ()


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        (
            "Huyện cấp mới 19 Giấy chứng nhận quyền sử dụng đất.",
            (19, "Giấy chứng nhận quyền sử dụng đất"),
        ),
        ("Đến nay đã có 22/63 tỉnh ủy ban hành kế hoạch.", (22, "tỉnh ủy")),
        ("Đến nay đã có 22 tỉnh ban hành kế hoạch.", (22, "tỉnh")),
    ],
)
def test_what_is_counted_is_named_whole(sentence: str, figure: tuple[float, str]) -> None:
    [found] = told(sentence).figures
    assert (found.value, found.unit) == figure


# --- kinds and bodies ---


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            (
                "Chiều 4/8/2025, Ban Thường vụ Đảng ủy xã Rào Vạc tổ chức hội nghị để thống nhất "
                "các nội dung "
                "tổ chức Đại hội Đảng bộ xã."
            ),
            "khác",
        ),
        (
            "Chiều 4/8/2025, Đảng bộ xã Rào Vạc tổ chức Đại hội lần thứ I, nhiệm kỳ 2025 - 2030.",
            "đại hội",
        ),
        (
            (
                "Chiều 29/11/2018, đồng chí Lữ Văn Toàn, Bí thư Tỉnh ủy chủ trì gặp mặt 14 đại "
                "biểu Hội Nông dân đi dự Đại hội toàn quốc."
            ),
            "khác",
        ),
    ],
)
def test_a_congress_that_is_prepared_is_no_congress(text: str, kind: str) -> None:
    assert parse(text + "\n").kind == kind


@pytest.mark.parametrize(
    "sentence",
    [
        "Sáng 3/11/2025, đồng chí Lữ Văn Toàn dự buổi sinh hoạt thường kỳ tại chi bộ.",
        "Chiều 3/11/2025, cấp ủy và các chi bộ họp giao ban.",
        "Chiều 3/11/2025, hội nghị cũng được nghe Ban Xây dựng Đảng hướng dẫn tổ chức giao ban.",
    ],
)
def test_a_body_without_its_name_holds_nothing(sentence: str) -> None:
    assert parse(sentence + "\n").organisation is None


def test_several_bodies_hold_a_meeting_together() -> None:
    meeting = parse(
        "Sáng 26/11/2019, Ban Tuyên giáo Tỉnh ủy, Sở Thông tin và Truyền thông phối hợp tổ chức "
        "hội nghị giao ban báo chí.\n"
    )
    assert meeting.organisation == "Ban Tuyên giáo Tỉnh ủy, Sở Thông tin và Truyền thông"


def test_the_number_of_a_paper_among_short_lines_is_no_menu() -> None:
    meeting = parse(
        "UBND HUYỆN KHÊ LĨNH\n|\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh "
        "phúc\n-----\n|\nSố: 114/TB-TT.HĐND\n|\nKhê Lĩnh, ngày 15 tháng 4 năm 2022\n|\nTHÔNG "
        "BÁO\nKẾT LUẬN TẠI PHIÊN HỌP THƯỜNG KỲ\nSáng ngày 09 tháng 4 năm 2022, UBND huyện họp "
        "phiên thường kỳ tháng 3, nghe các phòng báo cáo kết quả và bàn nhiệm vụ tháng 4.\n"
    )
    assert meeting.paper is not None
    assert meeting.paper.number == "114/TB-TT.HĐND"
    assert meeting.section is None
