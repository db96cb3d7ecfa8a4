"""Official papers: what their form tells, however the copy flattened it."""

from __future__ import annotations

import pytest

from giaoban_cli.models import Meeting, Official, Paper
from giaoban_cli.parse import parse
from giaoban_cli.text.page.clean import clean
from giaoban_cli.text.paper.form import read_form
from tests.test_linear import ALLOWED, LINE, growth

TEXT = """\
Ngày 12/3, Thường trực Huyện ủy tổ chức hội nghị giao ban tháng 3. Đồng chí Lê Đắc Nhuận, Bí thư \
Huyện ủy chủ trì và kết luận:
1. Giao Văn phòng Huyện ủy sửa quy chế làm việc.
"""

TITLE = "Kết luận của Thường trực Huyện ủy tại hội nghị giao ban tháng 3 năm 2024"

HEADS = {
    "tabs": """\
ĐẢNG BỘ TỈNH HOÀNH GIANG\tĐẢNG CỘNG SẢN VIỆT NAM
HUYỆN ỦY KHÊ LĨNH
*\tKhê Lĩnh, ngày 15 tháng 3 năm 2024
Số 215-TB/HU
""",
    "bars": """\
ĐẢNG BỘ TỈNH HOÀNH GIANG | ĐẢNG CỘNG SẢN VIỆT NAM
HUYỆN ỦY KHÊ LĨNH |
Số 215 - TB/HU | Khê Lĩnh, ngày 15 tháng 3 năm 2024
""",
    "lines of their own": """\
ĐẢNG BỘ TỈNH HOÀNH GIANG
HUYỆN ỦY KHÊ LĨNH
*
Số: 215-TB/HU
ĐẢNG CỘNG SẢN VIỆT NAM
Khê Lĩnh, ngày 15 tháng 3 năm 2024
""",
    "one space": """\
ĐẢNG BỘ TỈNH HOÀNH GIANG ĐẢNG CỘNG SẢN VIỆT NAM
HUYỆN ỦY KHÊ LĨNH
Số 215-TB/HU Khê Lĩnh, ngày 15 tháng 3 năm 2024
""",
}

TAIL = """
Nơi nhận:
- Thường trực Tỉnh ủy (b/c),
- Lưu Văn phòng Huyện ủy.

T/L BAN THƯỜNG VỤ
PHÓ CHÁNH VĂN PHÒNG
(đã ký)
Trần Thị Mẫn
"""


def paper(head: str = HEADS["tabs"], tail: str = TAIL, text: str = TEXT) -> Meeting:
    return parse(f"{head}\nTHÔNG BÁO\n{TITLE}\n-----\n{text}{tail}")


def signer(meeting: Meeting) -> Official:
    assert meeting.paper
    return next(each for each in meeting.officials if each.name == meeting.paper.signer)


class TestHead:
    @pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
    def test_the_columns_of_the_head_however_they_were_flattened(self, head: str) -> None:
        read = paper(head)
        assert read.paper == Paper(
            "215-TB/HU",
            "2024-03-15",
            "Trần Thị Mẫn",
            ("Thường trực Tỉnh ủy (b/c)", "Lưu Văn phòng Huyện ủy"),
        )
        assert (read.title, read.kind, read.section) == (TITLE, "giao ban", None)
        assert read.organisation == "Thường trực Huyện ủy Khê Lĩnh"
        assert read.place
        assert (read.place.name, read.place.province) == ("Khê Lĩnh", "Hoành Giang")

    def test_the_papers_day_lends_the_year_and_is_not_the_meetings(self) -> None:
        read = parse(paper().text.replace(" năm 2024\n-----", "\n-----"))
        assert read.date == "2024-03-12"
        assert read.date_basis
        assert read.date_basis.year_from == "stamp"
        assert read.published is None

    def test_an_invitation_is_written_before_its_meeting(self) -> None:
        read = parse(
            HEADS["tabs"].replace("15 tháng 3 năm 2024", "28 tháng 12 năm 2023")
            + "\nGIẤY MỜI\nDự hội nghị giao ban\n\nKính mời: Bí thư các chi bộ.\n"
            "Dự hội nghị giao ban do Huyện ủy tổ chức.\nThời gian: 8 giờ 00, ngày 04/01.\n" + TAIL
        )
        assert read.date == "2024-01-04"
        assert [group.text for group in read.attendees] == ["Bí thư các chi bộ"]

    def test_what_is_left_blank_is_not_made_up(self) -> None:
        head = HEADS["tabs"].replace("Số 215-TB/HU", "Số:      -TB/HU")
        read = paper(head.replace("ngày 15 tháng 3", "ngày … tháng 3"))
        assert read.paper
        assert (read.paper.number, read.paper.date) == (None, None)
        assert "paper.number" not in read.spans

    def test_a_body_of_a_body_is_named_with_it(self) -> None:
        head = "HUYỆN ỦY KHÊ LĨNH\tĐẢNG CỘNG SẢN VIỆT NAM\nBAN DÂN VẬN\nSố 9-TB/BDVHU\n"
        text = "Ngày 12/3/2024, giao ban tháng 3. Ban Dân vận báo cáo kết quả công tác tháng 2.\n"
        assert paper(head, text=text).organisation == "Ban Dân vận Huyện ủy Khê Lĩnh"

    def test_a_letter_has_a_subject_for_a_title(self) -> None:
        read = parse(
            "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "HUYỆN VÀM TRÀM\tĐộc lập - Tự do - Hạnh phúc\n"
            "Số: 41/UBND-VP\tVàm Tràm, ngày 02 tháng 5 năm 2024\n"
            "V/v mời họp giao ban tháng 5\n\nKính gửi: UBND các xã.\n"
            "UBND huyện họp giao ban lúc 8 giờ ngày 07/5/2024.\n\n"
            "Nơi nhận:\tKT. CHỦ TỊCH\n- Như trên;\tPHÓ CHỦ TỊCH\n- Lưu: VT.\n\tLê Văn Mẫn\n"
        )
        assert read.title == "V/v mời họp giao ban tháng 5"
        assert read.paper == Paper(
            "41/UBND-VP", "2024-05-02", "Lê Văn Mẫn", ("Như trên", "Lưu: VT")
        )
        assert read.date == "2024-05-07"
        assert signer(read).roles == ("Phó Chủ tịch",)


class TestTail:
    def test_the_signer_is_an_official_and_no_author(self) -> None:
        read = paper()
        assert signer(read) == Official(
            "Trần Thị Mẫn", ("Phó Chánh Văn phòng",), ("mentioned",), signer(read).span
        )
        assert read.authors == ()
        start, end = signer(read).span
        assert read.text[start:end] == "Trần Thị Mẫn"

    def test_the_signer_who_chaired_is_one_person(self) -> None:
        read = paper(tail="\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\nLê Đắc Nhuận\n")
        assert [each.name for each in read.officials] == ["Lê Đắc Nhuận"]
        assert read.officials[0].roles == ("Bí thư Huyện ủy",)

    @pytest.mark.parametrize(
        "tail",
        [
            "\nTHƯ KÝ\tCHỦ TRÌ\n(đã ký)\t(đã ký)\nTrần Thị Mẫn\tLê Đắc Nhuận\n",
            "\nCHỦ TỌA\nLê Đắc Nhuận\n\nTHƯ KÝ\nTrần Thị Mẫn\n",
        ],
        ids=["beside each other", "below each other"],
    )
    def test_of_minutes_who_presided_is_the_signer(self, tail: str) -> None:
        read = paper(tail=tail)
        assert read.paper
        assert read.paper.signer == "Lê Đắc Nhuận"
        assert {each.name for each in read.officials} == {"Lê Đắc Nhuận", "Trần Thị Mẫn"}

    def test_conclusions_are_theirs_whose_they_are_and_end_with_the_text(self) -> None:
        read = paper(text=TEXT + "Văn phòng Huyện ủy thông báo để các đơn vị biết, thực hiện.\n")
        assert [(each.text, each.speaker) for each in read.directions] == [
            ("Văn phòng Huyện ủy sửa quy chế làm việc", "Lê Đắc Nhuận")
        ]


class TestNews:
    @pytest.mark.parametrize(
        "text",
        [
            "Số lượt truy cập: 256\nHuyện ủy Khê Lĩnh giao ban tháng 3\n" + TEXT,
            "Báo cáo kết quả tháng 3\n" + TEXT + "Nơi nhận tin: Văn phòng.\n",
            "CỘNG HÒA SÉC\n" + TEXT,
        ],
    )
    def test_reports_are_no_papers(self, text: str) -> None:
        assert parse(text).paper is None

    def test_a_page_around_a_paper_is_not_in_its_way(self) -> None:
        read = parse("Trang chủ\nTin tức\n" + paper().text + "\nChia sẻ\nTin liên quan\n")
        assert read.paper
        assert read.paper.number == "215-TB/HU"
        assert read.title == TITLE


@pytest.mark.parametrize(
    "piece",
    ["Số ", "Số 1-T", "A, ngày ", "ĐẢNG ", "- a; ", "\t", " | ", "T/M ", "Nơi nhận: ", "Lê Văn ",
     "THÔNG BÁO ", "Số: ....", "   "],
)  # fmt: skip
def test_a_long_line_costs_no_more_than_its_length(piece: str) -> None:
    def read(text: str) -> object:
        return read_form(clean(f"{HEADS['one space']}{text}\n{TITLE}{TAIL}{text}"))

    assert growth(read, [piece], LINE) < ALLOWED
