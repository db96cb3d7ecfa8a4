"""Forms met on pages of new sites, each beside its exception, read from invented reports."""

from __future__ import annotations

import pytest

from giaoban_cli.models import Meeting, Official
from giaoban_cli.parse import parse

LEAD = "Sáng 16/4/2024, Huyện đoàn Khê Lĩnh tổ chức hội nghị giao ban quý I."


def told(rest: str) -> Meeting:
    """The meeting of a lead that goes on with `rest`."""
    return parse(f"{LEAD} {rest}\n")


def roles(rest: str) -> dict[str, tuple[str, ...]]:
    return {official.name: official.roles for official in told(rest).officials}


# --- anh, chị ---


def test_youth_unions_call_their_officials_anh_and_chi() -> None:
    meeting = told(
        "Chủ trì có anh Lữ Văn Toàn, Bí thư Huyện đoàn; chị Cao Thị Lụa, Phó Bí thư Huyện đoàn. "
        "Phát biểu kết luận, anh Lữ Văn Toàn đề nghị các cơ sở đoàn nộp báo cáo trước ngày 20."
    )
    assert meeting.chairs == ("Lữ Văn Toàn", "Cao Thị Lụa")
    assert [asked.speaker for asked in meeting.directions] == ["Lữ Văn Toàn"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Đoàn viên giúp gia đình anh Lữ Văn Toàn, thôn 5, gặt lúa.",
        "Chị Cao Thị Lụa cho hay vốn vay đến chậm.",
        "Có 33 anh, chị em trong Ban Chấp hành dự.",
    ],
)
def test_who_is_only_anh_or_chi_and_holds_no_office_is_no_official(sentence: str) -> None:
    assert roles(sentence) == {}


def test_anh_inside_a_name_is_no_address() -> None:
    assert roles("Dự có Phó Bí thư Huyện đoàn Lữ Thị Anh Vũ.") == {
        "Lữ Thị Anh Vũ": ("Phó Bí thư Huyện đoàn",)
    }


# --- offices ---


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Anh Lữ Văn Toàn được chỉ định làm Bí thư Huyện đoàn.",
            {"Lữ Văn Toàn": ("Bí thư Huyện đoàn",)},
        ),
        (
            "Đồng chí Cao Thị Lụa, Huyện ủy viên đã được tái cử giữ chức Bí thư Huyện đoàn.",
            {"Cao Thị Lụa": ("Huyện ủy viên", "Bí thư Huyện đoàn")},
        ),
        (
            "Đồng chí Cao Thị Lụa được giới thiệu để bầu giữ chức Bí thư Huyện đoàn.",
            {"Cao Thị Lụa": ()},
        ),
        (
            "Các Phó Bí thư là anh Lữ Văn Toàn và chị Cao Thị Lụa.",
            {"Lữ Văn Toàn": ("Phó Bí thư",), "Cao Thị Lụa": ("Phó Bí thư",)},
        ),
    ],
)
def test_who_is_elected_holds_the_office(sentence: str, expected: dict[str, object]) -> None:
    assert roles(sentence) == expected


def test_two_offices_with_nothing_between_are_two() -> None:
    found = roles("Dự có Ủy viên Ban Thường vụ Trưởng Ban Dân vận Huyện ủy Lữ Văn Toàn.")
    assert found == {"Lữ Văn Toàn": ("Ủy viên Ban Thường vụ", "Trưởng Ban Dân vận Huyện ủy")}
    found = roles("Dự có đồng chí Lữ Văn Toàn Bí thư Đảng ủy Chủ tịch HĐND xã Rào Vạc.")
    assert found == {"Lữ Văn Toàn": ("Bí thư Đảng ủy", "Chủ tịch HĐND xã Rào Vạc")}
    found = roles("Dự có đồng chí Lữ Văn Toàn, Phó Trưởng Ban Thường trực Ban Dân vận Huyện ủy.")
    assert found == {"Lữ Văn Toàn": ("Phó Trưởng Ban Thường trực Ban Dân vận Huyện ủy",)}


def test_names_in_the_line_below_their_common_office_share_it() -> None:
    found = roles(
        "\nTham dự có các Phó Chủ tịch UBND huyện:\nLữ Văn Toàn, Cao Thị Lụa, Trưởng phòng Nội "
        "vụ Đoàn Bá Khiêm."
    )
    assert found["Lữ Văn Toàn"] == ("Phó Chủ tịch UBND huyện",)
    assert found["Cao Thị Lụa"] == ("Phó Chủ tịch UBND huyện",)
    assert found["Đoàn Bá Khiêm"] == ("Trưởng phòng Nội vụ",)
    assert roles("\nHội nghị thống nhất:\nLữ Văn Toàn chưa nộp báo cáo.") == {}


# --- what stands above the report ---

CAPTION = "Đồng chí Lữ Văn Toàn - Bí thư Đảng ủy, Chủ tịch HĐND xã"
REPORT = (
    "Sáng 16/4/2024, Đảng ủy xã Rào Vạc tổ chức hội nghị giao ban quý I với các chi bộ trực "
    "thuộc, nghe báo cáo của Văn phòng Đảng ủy và bàn nhiệm vụ quý II.\n"
)


def _only(officials: tuple[Official, ...]) -> Official:
    [official] = officials
    return official


@pytest.mark.parametrize(
    "line",
    [
        f"{CAPTION} phát biểu ý kiến chỉ đạo tại hội nghị.",
        f"{CAPTION} phát biểu tại hội nghị",
        f"{CAPTION} (thứ 2 từ trái sang) chúc mừng các chi bộ",
    ],
)
def test_a_photograph_above_the_report_names_people_and_is_no_title(line: str) -> None:
    meeting = parse(f"{line}\n\n{REPORT}")
    assert meeting.title is None
    assert _only(meeting.officials).roles == ("Bí thư Đảng ủy", "Chủ tịch HĐND xã")


def test_a_sentence_printed_twice_above_the_report_is_a_photographs() -> None:
    line = "Lãnh đạo Đảng ủy xã và các chi bộ ký giao ước thi đua."
    assert parse(f"{line}\n{line}\n\n{REPORT}").title is None
    title = "Rào Vạc: Giao ban các chi bộ quý I năm 2024"
    assert parse(f"{title}\n\n{title}\n\n{REPORT}").title == title


def test_the_title_stands_above_the_line_under_a_photograph() -> None:
    title = "Rào Vạc: Giao ban các chi bộ quý I năm 2024"
    meeting = parse(f"{title}\n\nCác đại biểu tham dự hội nghị\n\n{REPORT}")
    assert meeting.title == title
    title = "Đại biểu dự giao ban đề nghị sớm sửa đập Cây Sung trước mùa mưa"
    assert parse(f"{title}\n\n{REPORT}").title == title


def test_a_stamp_between_the_labels_of_a_print_view_is_read() -> None:
    meeting = parse(f"Print Thứ Tư, 17/04/2024 11:05 Gốc\n\n{REPORT}")
    assert (meeting.title, meeting.published) == (None, "2024-04-17T11:05")


# --- lines of a fixed width ---


def test_lines_broken_at_a_fixed_width_are_one_paragraph() -> None:
    text = (
        "Sáng 16/4/2024, Ban Dân vận Huyện ủy Khê Lĩnh tổ chức hội nghị giao\nban quý I với "
        "khối dân vận các xã. Phát biểu kết luận, đồng chí Trưởng\nBan Dân vận Lữ Văn Toàn đề "
        "nghị các xã rà soát hộ chưa nhận đất, báo\nHuyện ủy trước ngày 30/4 và tổng kết Quyết "
        "định số 217-QĐ/TW của Bộ\nChính trị.\n"
    )
    meeting = parse(text)
    assert meeting.documents[0].issuer == "Bộ Chính trị"
    assert meeting.directions[0].text.startswith("các xã rà soát")
    assert meeting.organisation == "Ban Dân vận Huyện ủy Khê Lĩnh"


def test_short_lines_that_do_not_fill_a_width_stay_apart() -> None:
    meeting = parse(f"{REPORT}Bế mạc lúc 11 giờ\nRào Vạc xanh\nTin, ảnh: Lữ Thị Sen\n")
    assert meeting.authors == ("Lữ Thị Sen",)


def test_a_number_broken_at_its_hyphen_is_whole() -> None:
    meeting = told("\nHội nghị nghe quán triệt Kết luận số 85-\nKL/TW, ngày 22/3/2024.")
    assert [document.number for document in meeting.documents] == ["85-KL/TW"]


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
