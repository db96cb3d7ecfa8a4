"""Portal chrome: what is not the report, while every offset stays."""

from __future__ import annotations

import pytest
from hypothesis import given

from giaoban_cli.text.page.clean import clean
from tests.strategies import any_text, soup

TITLE = "Huyện ủy Khê Lĩnh giao ban công tác xây dựng Đảng quý I năm 2024"
LEAD = (
    "Sáng 16/4, Ban Thường vụ Huyện ủy tổ chức hội nghị giao ban công tác xây dựng Đảng quý I với"
    " các ban, Văn phòng Huyện ủy và bí thư đảng ủy các xã, thị trấn trong huyện."
)
BODY = (
    "Tại hội nghị, các đại biểu thảo luận về nguồn phát triển đảng viên ở các thôn xa, việc hiến"
    " đất làm đường và chế độ thông tin, báo cáo của một số cấp ủy cơ sở còn chậm."
)


def chrome_of(text: str) -> list[str]:
    page = clean(text)
    return [text[start:end] for start, end in page.chrome]


def report(above: str = "", below: str = "") -> str:
    return f"{above}{TITLE}\n\n{LEAD}\n\n{BODY}\n{below}"


@pytest.mark.parametrize(
    "line",
    [
        "341",
        "+ aa -",
        "A- A A+",
        "EmailPrintAa",
        "Email Print A a",
        "Số lượt truy cập: 88213",
        "Lượt xem: 1.204",
        "• Lượt xem: 47 lượt xem",
        "Chia sẻ: Facebook | Zalo | Email",
        "In bài viết",
        "Cỡ chữ: A- A A+",
        "Trang chủ | Giới thiệu | Tin tức - Sự kiện | Liên hệ",
        "Trang nhất  »  Tin tức  »  Xây dựng Đảng",
        "Khê Lĩnh Online » Chính trị",
        "Truy cập nội dung luôn",
        "Cập nhật lúc : 16/04/2024 16:19",
        "Thứ ba, 16/04/2024, 16:19 (GMT+7)",
        "Đăng lúc: 16:19 16/04/2024 - Lượt xem: 31",
        "16-4-2024 14:21",
    ],
)
def test_lines_above_a_title_that_the_site_prints(line: str) -> None:
    assert chrome_of(report(above=f"{line}\n")) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Rss",
        "loading....",
        "Bài trướcHội Nông dân xã Mỹ Lũy tập huấn trồng nấm cho 40 hội viên",
        "Bài tiếp theo: Khê Trung ra quân làm sạch bờ suối",
        "Ý kiến bạn đọc (0)",
        "Gửi bình luận",
        "Tags: giao ban, huyện ủy",
        "Tổng số điểm của bài viết là: 0 trong 0 đánh giá",
        "© 2024 Trang thông tin điện tử Huyện ủy Khê Lĩnh",
        "Bản quyền thuộc về Huyện ủy Khê Lĩnh",
        "Lượt đọc: 97",
    ],
)
def test_lines_below_a_report_that_the_site_prints(line: str) -> None:
    assert chrome_of(report(below=f"\nThanh Nhàn\n\n{line}\n")) == [line]


def test_a_list_of_other_articles_is_chrome_to_the_end() -> None:
    tail = ["Các tin khác:", "- Xã Yên Khốn sơ kết mô hình (04/01/2024)", f"Sáng 5/4, {BODY}"]
    text = report(below="\nThanh Nhàn\n" + "\n".join(tail))
    assert chrome_of(text) == tail
    assert "Thanh Nhàn" in clean(text).plain


def test_a_box_of_links_after_the_lead_ends_where_the_report_goes_on() -> None:
    text = (
        f"{TITLE}\n{LEAD}\nTin liên quan\nHội Phụ nữ tổng kết dự án\n{BODY}\n{BODY}\nThanh Nhàn\n"
    )
    assert chrome_of(text) == ["Tin liên quan", "Hội Phụ nữ tổng kết dự án"]


def test_a_menu_of_single_words_above_the_title() -> None:
    menu = "Trang chủ\nGiới thiệu\nTin tức\nVăn bản\nLiên hệ\nXây dựng Đảng\n\n"
    assert chrome_of(report(above=menu)) == menu.split("\n")[:5]


def test_a_script_spliced_into_the_lead() -> None:
    script = "(adsbygoogle = window.adsbygoogle || []).push({});"
    text = report().replace("hội nghị giao ban", f"hội nghị {script} giao ban")
    assert chrome_of(text) == [script]


@pytest.mark.parametrize(
    "sentence",
    [
        "Bài trước đã nêu kết quả của ba xã vùng trên, nay đến lượt các xã vùng dưới làm theo.",
        "Chia sẻ kinh nghiệm, đồng chí Bí thư Đảng ủy xã Mỹ Lũy kể việc vận động người dân.",
        "Ngày đăng ký cuối cùng của các đội thi là 16/04/2024, sau đó mới chốt danh sách.",
        "Cập nhật dữ liệu đảng viên phải xong trước ngày 30/6/2024 ở tất cả các chi bộ.",
    ],
)
def test_a_sentence_of_the_report_is_never_chrome(sentence: str) -> None:
    if sentence.startswith("Bài trước"):
        text = report().replace(BODY, f"{BODY} {sentence}")
    else:
        text = report(below=f"\n{sentence}\n\nThanh Nhàn\n")
    assert chrome_of(text) == []


def test_a_number_alone_is_a_counter_only_outside_the_report() -> None:
    table = f"{TITLE}\n{LEAD}\n12\n{BODY}\n97\n"
    assert chrome_of(table) == ["97"]


def test_stamps_are_kept_apart() -> None:
    page = clean(report(above="Cập nhật lúc : 16/04/2024 16:19\n"))
    assert [page.text[start:end] for start, end in page.stamps] == [
        "Cập nhật lúc : 16/04/2024 16:19"
    ]


@pytest.mark.parametrize(
    ("line", "stamp", "left"),
    [
        ("Cập nhật lúc: 16/04/2024 16:19 " + LEAD, "Cập nhật lúc: 16/04/2024 16:19", LEAD),
        ("16/04/2024 16:19" + LEAD, "16/04/2024 16:19", LEAD),
        ("date 2024-04-16 " + LEAD, "date 2024-04-16 ", LEAD),
        (
            "Tác giả: Thanh Nhàn | Ngày đăng: 17/04/2024",
            "Ngày đăng: 17/04/2024",
            "Tác giả: Thanh Nhàn |",
        ),
        ("Xây dựng Đảng     4/25/2024 3:12:45 PM", "     4/25/2024 3:12:45 PM", "Xây dựng Đảng"),
        ("quantri gửi vào T3, 2024-04-16 15:01", "quantri gửi vào T3, 2024-04-16 15:01", ""),
        ("Giao ban quý I (17:55 30/07/2020)", " (17:55 30/07/2020)", "Giao ban quý I"),
    ],
)
def test_a_stamp_glued_to_other_words(line: str, stamp: str, left: str) -> None:
    text = f"{line}\n\n{LEAD}\n\n{BODY}\n"
    page = clean(text)
    assert [text[start:end] for start, end in page.stamps] == [stamp]
    assert page.plain.split("\n")[0].strip() == left


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("kinh tế – xã hội", "kinh tế - xã hội"),
        ("“Dân vận khéo” và «Nhà sạch»", '"Dân vận khéo" và "Nhà sạch"'),
        ("đồng\u00a0chí\tH’Liăng\u200b", "đồng chí H'Liăng "),
        ("còn chậm…", "còn chậm…"),
    ],
)
def test_spaces_dashes_and_quotes_are_plain(text: str, plain: str) -> None:
    assert clean(text).plain == plain


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        ("Chủ trì hội nghị có đồng chí Trịnh Quang\nHợi, Bí thư Huyện ủy.", True),
        ("Dự hội nghị có bí thư các chi bộ của\nĐảng bộ xã Mỹ Lũy.", True),
        ("Hội nghị giao ban công tác quý I diễn ra\nvào sáng nay.", True),
        ("Hội nghị kết thúc vào cuối buổi sáng ngày\n16/4 tại Khê Trung.", True),
        ("Trong quý I toàn huyện đã kết nạp được\n12 đảng viên mới.", True),
        (f"{TITLE}\n{LEAD}", False),
        ("Xây dựng Đảng\nHuyện ủy Khê Lĩnh giao ban quý I", False),
        ("Hội nghị kết thúc.\nĐại biểu ra về.", False),
        ("Các nội dung trọng tâm gồm\n- Kết nạp đảng viên", False),
        ("Các nội dung trọng tâm gồm\n1. Kết nạp đảng viên", False),
    ],
)
def test_a_line_break_inside_a_sentence_is_a_space(broken: str, joined: bool) -> None:
    assert ("\n" not in clean(broken).plain) is joined


@given(any_text)
def test_every_offset_stays_in_any_text(text: str) -> None:
    page = clean(text)
    assert len(page.plain) == len(text)


@given(soup)
def test_chrome_is_blank_in_order_and_nothing_else_is(text: str) -> None:
    page = clean(text)
    at = 0
    for start, end in page.chrome:
        assert at <= start < end <= len(text)
        assert not page.plain[start:end].strip()
        at = end
    kept = [i for i, char in enumerate(text) if char.isalnum()]
    inside = {i for start, end in page.chrome for i in range(start, end)}
    assert all((page.plain[i] == text[i]) is (i not in inside) for i in kept)
    assert set(page.stamps) <= set(page.chrome)


def test_letters_that_look_like_đ_are_read_as_đ() -> None:
    text = report().replace("Đ", "\u00d0").replace("đ", "\u00f0")
    assert clean(text).plain == clean(report()).plain
