"""How many of what: values, units, meanings, and the numbers that are no figures."""

from __future__ import annotations

import pytest

from giaoban_cli.models import Figure
from giaoban_cli.text.page.clean import Cleaned
from giaoban_cli.text.page.sections import Outline
from giaoban_cli.text.what import documents
from giaoban_cli.text.what.figures import figures, parse_value


def read(text: str) -> tuple[Figure, ...]:
    span = (0, len(text))
    page = Cleaned(text, text.replace("–", "-").replace("\u00a0", " "), (), ())
    outline = Outline(None, None, span, (span,), (), ())
    return figures(page, outline, documents.citations(page, outline))


def counted(text: str) -> list[tuple[int | float, str]]:
    return [(figure.value, figure.unit) for figure in read(text)]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("12", 12),
        ("02", 2),
        ("1.234", 1234),
        ("14.300", 14300),
        ("1.234.567", 1234567),
        ("3,5", 3.5),
        ("3.8", 3.8),
        ("1.234,5", 1234.5),
        ("2,000", 2000),
        ("12 500", 12500),
    ],
)
def test_numbers_are_read_as_vietnamese_prints_them(printed: str, value: float) -> None:
    assert parse_value(printed) == value
    assert isinstance(parse_value(printed), type(value))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("đã kết nạp 12 đảng viên", 12, "đảng viên"),
        ("thành lập 02 Đoàn kiểm tra", 2, "Đoàn kiểm tra"),
        ("hiến 14.300 m2 đất", 14300, "m2 đất"),
        ("trị giá 3,8 tỷ đồng", 3.8, "tỷ đồng"),
        ("đạt 16,2% kế hoạch", 16.2, "%"),
        ("đạt 45 % dự toán", 45, "%"),
        ("thu ngân sách tăng 11,5%/năm", 11.5, "%/năm"),
        ("xã đạt 18/19 tiêu chí", 18, "tiêu chí"),
        ("bí thư 15 xã, thị trấn", 15, "xã, thị trấn"),
        ("mở 5 lớp cho 870 lượt học viên", 5, "lớp"),
        ("đưa vào dùng 150 giường", 150, "giường"),
        ("thu 5 tháng 96,2 tỷ đồng", 96.2, "tỷ đồng"),
        ("13/15 đảng uỷ xã đã làm", 13, "đảng uỷ xã"),
    ],
)
def test_a_figure_is_a_number_and_its_counted_noun(text: str, value: float, unit: str) -> None:
    assert (value, unit) in counted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 16/4, ngày 16/04/2024 16:19, quý I năm 2024",
        "nhiệm kỳ 2025 - 2030, giai đoạn 2021-2025, năm học 2023 - 2024",
        "theo Quy định 11 của Bộ Chính trị và Chỉ thị 05-CT/TW",
        "phòng, chống dịch Covid-19 trên địa bàn",
        "sau bão số 3, tại Quận 1, đường 12B, thôn 5, khóa 12",
        "trong 6 tháng đầu năm, kỷ niệm 76 năm",
        "đường dây nóng hoạt động 24/7",
        "Đại hội lần thứ 15, phiên họp lần 2",
        "trước ngày 10/4 âm lịch",
        "Năm 2024 xã đã hoàn thành",
    ],
)
def test_dates_names_and_document_numbers_are_no_figures(text: str) -> None:
    assert counted(text) == []


def test_those_admitted_and_those_inspected_never_mix() -> None:
    text = (
        "Trong quý, đã kết nạp 12 đảng viên. Thành lập 02 đoàn kiểm tra đối với 02 tổ chức và"
        " 11 đảng viên khi có dấu hiệu vi phạm."
    )
    meanings = [(figure.value, figure.unit, figure.what) for figure in read(text)]
    assert meanings == [
        (12, "đảng viên", "kết nạp"),
        (2, "đoàn kiểm tra", "thành lập"),
        (2, "tổ chức", "kiểm tra"),
        (11, "đảng viên", "kiểm tra"),
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("kiểm tra 46 tổ chức đảng", "kiểm tra"),
        ("bồi dưỡng lý luận chính trị cho 870 lượt học viên", "bồi dưỡng lý luận chính trị"),
        ("lớp học với 76 học viên tốt nghiệp", "tốt nghiệp"),
        ("41 ngôi nhà tốc mái", "tốc mái"),
        ("9 đảng bộ xã chưa kết nạp được đảng viên nào", "chưa kết nạp được đảng viên nào"),
        ("bằng 16,2% kế hoạch năm", "kế hoạch năm"),
        ("di dời 15 hộ dân, còn 2 hộ đang chờ dựng nhà", "di dời"),
    ],
)
def test_what_is_the_words_that_govern_the_number(text: str, what: str) -> None:
    assert read(text)[0].what == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("doanh thu du lịch đạt 640 tỷ đồng", "doanh thu du lịch"),
        ("giải ngân vốn đầu tư công đạt tỷ lệ 41,3%", "giải ngân vốn đầu tư công"),
        (
            "tỷ lệ người dân tham gia bảo hiểm y tế đạt 97%",
            "tỷ lệ người dân tham gia bảo hiểm y tế",
        ),
        ("chỉ số cải cách hành chính tụt 3 bậc", "chỉ số cải cách hành chính tụt"),
        ("96/96 hộ bàn giao mặt bằng; trạm nước đã xây", "bàn giao mặt bằng"),
        ("khu tái định cư nhận 27 hộ", "nhận"),
        ("100% trường học trở lại dạy học", "trường học trở lại dạy học"),
        ("vườn chôm chôm phục hồi 340 ha sau mặn", "phục hồi"),
        ("không kết nạp được 2 đảng viên", "không kết nạp"),
        ("huyện phấn đấu giảm 410 hộ nghèo", "phấn đấu giảm"),
        ("giải phóng mặt bằng khu chợ còn 38 hộ chưa đồng thuận", "chưa đồng thuận"),
        ("mở lớp bồi dưỡng kết nạp Đảng cho 60 quần chúng", "bồi dưỡng kết nạp Đảng"),
        ("thành lập 12 chi bộ tại 5 xã", "thành lập"),
        ("dẹp 36 ki ốt lấn biển", "dẹp"),
    ],
)
def test_a_meaning_is_whole_words_and_no_part_of_one(text: str, what: str) -> None:
    assert read(text)[0].what == what


def test_a_verb_governs_no_number_of_another_clause() -> None:
    text = (
        "Quý II kết nạp 36 đảng viên; 33/38 chi bộ đã lập danh sách nguồn; tăng thu 5%, trong đó"
        " 12 chỉ tiêu; chi bộ có 14 đảng viên thì 9 người trên 70 tuổi."
    )
    meanings = [(figure.value, figure.what) for figure in read(text)]
    assert meanings == [
        (36, "kết nạp"),
        (33, "lập danh sách nguồn"),
        (5, "tăng thu"),
        (12, None),
        (14, "có"),
        (9, None),
    ]


def test_both_ends_of_a_change_keep_its_subject() -> None:
    first, last = read("Số thôn chưa có chi bộ giảm từ 9 thôn xuống còn 2 thôn.")
    assert (first.value, first.what) == (9, "số thôn chưa có chi bộ giảm từ")
    assert (last.value, last.what) == (2, "số thôn chưa có chi bộ xuống còn")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Dự hội nghị có trưởng các ban, ngành và 45 đại biểu.", "dự"),
        ("Tham dự có các đồng chí Huyện ủy viên, bí thư chi bộ 71 ấp.", "dự"),
        ("Ông Ngô Văn Tý, Phó Bí thư Đảng ủy và bí thư 12 chi bộ chủ trì.", None),
        ("Hội nghị giao ban với Đảng ủy 62 xã, phường.", None),
    ],
)
def test_those_present_are_no_result(text: str, what: str | None) -> None:
    assert [figure.what for figure in read(text)] == [what]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("sạt hơn 2.000 m3 đất", "hơn"),
        ("kết nạp ít nhất 30 đảng viên", "ít nhất"),
        ("kết nạp không dưới 40 đảng viên", "không dưới"),
        ("sản lượng ước 38.600 tấn", "ước"),
        ("kết nạp 30 đảng viên", None),
    ],
)
def test_the_qualifier_is_kept(text: str, qualifier: str | None) -> None:
    assert read(text)[0].qualifier == qualifier


def test_the_evidence_is_the_text_as_it_stands() -> None:
    text = "Toàn huyện xóa hơn 64\u00a0nhà tạm, trị giá 3,8 tỷ đồng."
    first, second = read(text)
    assert first.text == text[slice(*first.span)] == "hơn 64\u00a0nhà tạm"
    assert second.text == text[slice(*second.span)] == "3,8 tỷ đồng"
