"""The outline of a report: section, title, lead, paragraphs, captions, bylines, sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from giaoban_cli.models import Span
from giaoban_cli.text.page.clean import clean
from giaoban_cli.text.page.sections import Outline, outline
from giaoban_cli.text.words.sentences import sentences
from tests.strategies import any_text, soup
from tests.test_clean import BODY, LEAD, TITLE


def outlined(text: str) -> Outline:
    return outline(clean(text))


def words_of(text: str, span: Span | None) -> str | None:
    return None if span is None else text[slice(*span)]


@pytest.mark.parametrize(
    ("above", "section", "title"),
    [
        (f"{TITLE}\n\n", None, TITLE),
        (f"Hoạt động cấp ủy\n\n{TITLE}\n", "Hoạt động cấp ủy", TITLE),
        (f"Phòng, chống dịch Covid-19\n{TITLE}\n", "Phòng, chống dịch Covid-19", TITLE),
        (f"341\n+ aa -\nTin Huyện ủy\n16/04/2024 16:19\n{TITLE}\n", "Tin Huyện ủy", TITLE),
        (f"{TITLE}\n16-04-2024 14:21\n\n", None, TITLE),
        (f"{TITLE}\nXây dựng Đảng\n{TITLE}\n", "Xây dựng Đảng", TITLE),
        (f"{TITLE}\nThanh Nhàn\n", None, TITLE),
        (f"{TITLE}\nTác giả: Thanh Nhàn\n", None, TITLE),
        (f"{TITLE}\nXem với cỡ chữ lớn\n", None, TITLE),
        (f"{TITLE}.\n", None, f"{TITLE}."),
        ("HỘI NGHỊ GIAO BAN\nQUÝ I NĂM 2024\n\n", None, "HỘI NGHỊ GIAO BAN\nQUÝ I NĂM 2024"),
        ("Tin tức hoạt động\n\n", "Tin tức hoạt động", None),
        ("Đồng chí Lê Đắc Nhuận phát biểu tại hội nghị\n", None, None),
        ("", None, None),
        (f"Số 215-TB/HU\n\nTHÔNG BÁO\n{TITLE}\n", None, TITLE),
        (f"{TITLE}.\n\nHoạt động chính\n", None, f"{TITLE}."),
        ("Khê Lĩnh, ngày 27 tháng 02 năm 2020\n\n", None, None),
        ("“Không để dân chờ”\n", None, "“Không để dân chờ”"),
        (f"Khê Lĩnh, ngày 27 tháng 02 năm 2020\n{TITLE}\n", None, TITLE),
        (f"{TITLE}\nquantri gửi vào T3, 2024-04-16 15:01\n", None, TITLE),
        (f"{TITLE}\nĐồng chí Lê Đắc Nhuận, Bí thư Huyện ủy tại buổi làm việc\n", None, TITLE),
        ("Đầu năm, bà con mong điều gì nhất\n", None, "Đầu năm, bà con mong điều gì nhất"),
    ],
)  # fmt: skip
def test_what_stands_above_the_lead(above: str, section: str | None, title: str | None) -> None:
    text = f"{above}{LEAD}\n\n{BODY}\n\nThanh Nhàn\n"
    found = outlined(text)
    assert words_of(text, found.section) == section
    assert words_of(text, found.title) == title
    assert words_of(text, found.lead) == LEAD


def test_the_lead_is_the_first_paragraph_that_tells_of_the_meeting() -> None:
    opening = (
        "Thực hiện quy chế làm việc của Ban Chấp hành Đảng bộ huyện khóa XV, trong những ngày qua"
        " các chi bộ thôn đã hoàn thành việc góp ý vào dự thảo báo cáo."
    )
    text = f"{TITLE}\n{opening}\n{LEAD}\n{BODY}\n"
    found = outlined(text)
    assert words_of(text, found.lead) == LEAD
    assert words_of(text, found.body[0]) == opening


def test_a_long_title_with_a_full_stop_is_one_when_the_lead_says_it_again() -> None:
    title = (
        "Ban Thường vụ Huyện ủy tổ chức hội nghị giao ban công tác xây dựng Đảng quý I với các ban,"
        " Văn phòng Huyện ủy và bí thư đảng ủy các xã, thị trấn."
    )
    text = f"{title}\n{LEAD}\n\n{BODY}\n"
    found = outlined(text)
    assert (words_of(text, found.title), words_of(text, found.lead)) == (title, LEAD)


def test_a_title_copied_below_the_text_stands_before_its_lead() -> None:
    text = f"{BODY}\n\n{BODY}\n\n{BODY}\n\n{TITLE}\n{LEAD}\n"
    found = outlined(text)
    assert (words_of(text, found.title), words_of(text, found.lead)) == (TITLE, LEAD)
    assert [words_of(text, span) for span in found.body] == [BODY, BODY, BODY, LEAD]


def test_who_took_part_is_no_title() -> None:
    attended = "Dự và chủ trì hội nghị có đồng chí: Trịnh Quang Hợi, Phó Bí thư Đảng ủy xã"
    text = f"{attended}\n{BODY}\n"
    found = outlined(text)
    assert (found.title, words_of(text, found.body[0])) == (None, attended)


def test_a_page_of_titles_alone_has_no_lead() -> None:
    found = outlined(TITLE)
    assert words_of(TITLE, found.title) == TITLE
    assert (found.lead, found.body) == (None, ())


@pytest.mark.parametrize("text", ["", "\n \n", "256\n+ aa -\n"])
def test_an_empty_page_has_no_parts(text: str) -> None:
    assert outlined(text) == Outline(None, None, None, (), (), ())


@pytest.mark.parametrize(
    "line",
    [
        "Thanh Nhàn",
        "Bích Vân – Quốc Đạt",
        "Tin, ảnh: Thanh Nhàn",
        "Bài: Trịnh Thị Hợi; Ảnh: Thanh Nhàn",
        "Nguồn: Hải Đăng (Đài Truyền thanh huyện)",
        "Trịnh Thị Hợi (cộng tác viên)",
        "H'Yim Kđoh",
        "THANH NHÀN",
        "M.H",
        "(CTV: Trịnh Thị Hợi)",
        "PV: Thanh Nhàn",
        "PV Thanh Nhàn",
        "Bt + Hình: Thanh Nhàn",
        "Tin và ảnh Thanh Nhàn",
        "Theo: Thanh Nhàn",
        "Thanh Nhàn - MTTQ huyện Khê Lĩnh",
        "Thanh Nhàn; Trung tâm VH-TT thị xã",
        "Thanh Nhàn; ảnh: Hải Đăng",
        "Thanh Nhàn./.",
        "(Thanh Nhàn - Đài TT huyện)",
    ],
)
def test_a_line_below_the_report_that_names_its_authors(line: str) -> None:
    text = f"{TITLE}\n{LEAD}\n\n{BODY}\n\n{line}\n\nRss\n"
    assert [words_of(text, span) for span in outlined(text).bylines] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Nội dung gồm 3 phần",
        "Hội nghị thành công tốt đẹp",
        "QR Code",
        "Tin Mới",
        "Phát",
        "Theo đó các xã tự tổ chức họp",
        "(Nguồn: Thông báo số 81/TB-UBND ngày 08/6/2021)",
        "Nơi nhận:\n- Như trên;\n(đã ký)\nNguyễn Thị Hoài Sâm",
    ],
)
def test_a_last_line_that_names_no_author(line: str) -> None:
    assert outlined(f"{TITLE}\n{LEAD}\n\n{BODY}\n\n{line}\n").bylines == ()


@pytest.mark.parametrize(
    "left",
    [
        "Chia sẻ bài viết\nQuay lên trên",
        "Chia sẻ bài viết\nLƯU Ý: Ban Biên tập sẽ biên tập ý kiến của bạn đọc trước khi đăng.\nGửi",
        "print   send mail",
        "< Trở về trang trước\nGửi bình luận của bạn",
        "image advertisement\nimage advertisement\nTin mới",
        "Dịch vụ công\nCải cách hành chính",
    ],
)
@pytest.mark.parametrize("line", ["Mai Hạ", "MAI HẠ", "Tác giả: Mai Hạ", "T.D"])
def test_authors_sign_above_what_a_site_leaves_behind_them(line: str, left: str) -> None:
    text = f"{TITLE}\n{LEAD}\n\n{BODY}\n\n{line}\n{left}\n"
    found = outlined(text)
    assert [words_of(text, span) for span in found.bylines] == [line]
    assert [words_of(text, span) for span in found.body] == [LEAD, BODY]


@pytest.mark.parametrize(
    "end", ["./. Thanh Nhàn", ". Tin, ảnh: Thanh Nhàn", "./.(CTV: Thanh Nhàn)"]
)
def test_authors_may_stand_in_the_line_that_ends_the_report(end: str) -> None:
    text = f"{TITLE}\n{LEAD}\n\n{BODY.rstrip('.')}{end}\n"
    found = outlined(text)
    (span,) = found.bylines
    assert end.endswith(text[slice(*span)])
    assert "Thanh Nhàn" in text[slice(*span)]
    assert text[slice(*found.body[-1])].startswith(BODY.rstrip("."))
    assert "Thanh Nhàn" not in text[slice(*found.body[-1])]


@pytest.mark.parametrize("signed", ["Lê Đắc Nhuận\nBí thư Huyện ủy", "CHỦ TỌA\nLê Đắc Nhuận"])
def test_who_signs_a_paper_by_office_is_no_author(signed: str) -> None:
    text = f"{TITLE}\n{LEAD}\n\n{BODY}\n\n{signed}\n"
    found = outlined(text)
    assert not found.bylines
    assert [words_of(text, span) for span in found.body] == [LEAD, BODY]


def test_one_word_signs_only_behind_the_mark_that_ends_a_report() -> None:
    ended = f"{TITLE}\n{LEAD}\n\n{BODY.rstrip('.')}./.\n\nNhàn\n"
    assert [words_of(ended, span) for span in outlined(ended).bylines] == ["Nhàn"]
    assert not outlined(f"{TITLE}\n{LEAD}\n\n{BODY}\n\nNhàn\n").bylines


def test_a_task_for_bodies_is_no_byline_between_paragraphs() -> None:
    text = f"{TITLE}\n{LEAD}\n\nThực hiện: các phòng, ban của huyện\n\n{BODY}\n"
    assert not outlined(text).bylines


@pytest.mark.parametrize(
    "line",
    [
        "ồng chí Trịnh Quang Hợi – Bí thư Huyện ủy phát biểu kết luận",
        "Đồng chí Trịnh Quang Hợi trao giấy khen cho các tập thể",
        "Quang cảnh hội nghị.",
        "Ảnh: Các đại biểu thăm mô hình trồng nấm ở Mỹ Lũy",
        "Các đại biểu dự hội nghị",
    ],
)
def test_a_line_under_a_photograph_is_no_paragraph(line: str) -> None:
    text = f"{TITLE}\n{LEAD}\n\n{line}\n\n{BODY}\n"
    found = outlined(text)
    assert [words_of(text, span) for span in found.captions] == [line]
    assert [words_of(text, span) for span in found.body] == [LEAD, BODY]


@pytest.mark.parametrize(
    "line",
    [
        "Đồng chí Trịnh Quang Hợi, Bí thư Huyện ủy chủ trì hội nghị.",
        "1. Về công tác kiểm tra, giám sát",
        "Kết luận hội nghị, đồng chí Trịnh Quang Hợi yêu cầu:",
    ],
)
def test_a_short_paragraph_is_no_caption(line: str) -> None:
    assert outlined(f"{TITLE}\n{LEAD}\n\n{line}\n\n{BODY}\n").captions == ()


def test_a_report_cut_off_in_the_middle_keeps_its_last_paragraph() -> None:
    text = (
        f"{TITLE}\n{LEAD}\n\n{BODY}\n\nKết luận hội nghị, đồng chí Trịnh Quang Hợi yêu cầu các cấp"
    )
    assert words_of(text, outlined(text).body[-1]) == text.split("\n")[-1]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Hội nghị kết thúc. Đại biểu ra về.", 2),
        ("giám sát của nhân dân.Tăng cường kiểm tra.", 2),
        ("du lịch cộng đồng…xuất hiện chưa nhiều.", 1),
        ("thông tin còn chậm... Đồng thời, đề xuất giải pháp.", 2),
        ("theo chương trình đề ra./. Thanh Nhàn", 2),
        ("theo Nghị quyết 18,19 của T.Ư và TP. Khê Lĩnh", 1),
        ("Sáng 16.4.2024, UV.BTV Huyện ủy dự.", 1),
        ("thực hiện Nghị quyết 21-NQ/TW. Tiếp tục rà soát.", 2),
        ("thu hoạch 1.234 tấn, đạt 3,5%. Còn lại chuyển quý sau.", 2),
        ('phong trào "Nhà sạch, vườn đẹp." Các hội viên hưởng ứng.', 2),
        ("không có dấu chấm cuối câu", 1),
        ("dòng trên\ndòng dưới", 2),
        ("   ", 0),
    ],
)
def test_where_a_sentence_ends(text: str, count: int) -> None:
    found = sentences(text, (0, len(text)))
    assert len(found) == count
    assert all(text[slice(*span)] == text[slice(*span)].strip() for span in found)


@given(any_text | soup)
def test_parts_of_any_text_are_in_order_and_apart(text: str) -> None:
    page = clean(text)
    found = outline(page)
    parts = sorted((*found.body, *found.captions, *found.bylines))
    assert all(0 <= start < end <= len(text) for start, end in parts)
    assert all(one[1] <= two[0] for one, two in pairwise(parts))
    assert found.lead is None or found.lead in found.body
    for span in found.body:
        covered = sentences(page.plain, span)
        told = "".join(page.plain[slice(*part)] for part in covered)
        assert "".join(told.split()) == "".join(page.plain[slice(*span)].split())
