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
