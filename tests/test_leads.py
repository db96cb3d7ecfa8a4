"""How reports open: the day, the session, the stamp and the periods read from whole short pages."""

from __future__ import annotations

import pytest

from giaoban_cli.models import Meeting
from giaoban_cli.parse import parse

TITLE = "Xã Khê Trung: Hội nghị giao ban công tác xây dựng Đảng"
HELD = "Đảng ủy xã Khê Trung tổ chức hội nghị giao ban quý I năm 2024"
BODY = (
    "Tại hội nghị, các đại biểu thảo luận về nguồn phát triển đảng viên ở các thôn xa, việc hiến"
    " đất làm đường và chế độ thông tin, báo cáo của một số chi bộ."
)


def page(lead: str, *, title: str = TITLE, above: str = "") -> Meeting:
    """What is read from a page of a title, a lead and one more paragraph."""
    return parse(f"{above}{title}\n\n{lead}\n\n{BODY}\n")


@pytest.mark.parametrize(
    ("lead", "day", "session"),
    [
        # a clock before the day
        (f"Vào lúc 8 giờ ngày 16/4/2024, {HELD}.", "2024-04-16", None),
        (f"Vào lúc 7 giờ 30 phút, ngày 16 tháng 4 năm 2024, {HELD}.", "2024-04-16", None),
        (f"Lúc 14h00 ngày 16/4/2024, tại hội trường xã, {HELD}.", "2024-04-16", None),
        (f"Đúng 13 giờ 30 chiều ngày 16/4/2024, {HELD}.", "2024-04-16", "chiều"),
        (f"8h sáng ngày 16/4/2024, {HELD}.", "2024-04-16", "sáng"),
        # words of the day and of the week
        (f"Sáng nay, 16/4/2024, {HELD}.", "2024-04-16", "sáng"),
        (f"Chiều hôm qua, 16/4/2024, {HELD}.", "2024-04-16", "chiều"),
        (f"Thứ Sáu (ngày 12/4/2024), {HELD}.", "2024-04-12", None),
        (f"Chiều thứ 6, 12/4/2024, {HELD}.", "2024-04-12", "chiều"),
        (f"Sáng nay (thứ Ba, ngày 16/4/2024), {HELD}.", "2024-04-16", "sáng"),
        (f"Hôm 12.4, {HELD}.", "2024-04-12", None),
        (f"Tối 3-2, {HELD}.", "2024-02-03", "tối"),
        (f"Đêm 16/4/2024, {HELD}.", "2024-04-16", "tối"),
        (f"Cuối giờ chiều ngày 16/4/2024, {HELD}.", "2024-04-16", "chiều"),
        (f"Ngày 5/3 vừa qua, {HELD}.", "2024-03-05", None),
        # where the report was written
        (f"Khê Trung - Sáng 16/4/2024, {HELD}.", "2024-04-16", "sáng"),
        (f"KTO - Chiều ngày 16/4/2024, {HELD}.", "2024-04-16", "chiều"),
        (f"khetrung.example.vn - Sáng 16/4/2024, {HELD}.", "2024-04-16", "sáng"),
        # the day after the verb, and at the end
        (f"{HELD} vào ngày 5/3 vừa qua.", "2024-03-05", None),
        (f"{HELD}. Hội nghị diễn ra chiều 16/4 tại hội trường xã.", "2024-04-16", "chiều"),
        ("Hội nghị giao ban quý I năm 2024 vừa được tổ chức (16/4).", "2024-04-16", None),
        ("UBND xã họp phiên thường kỳ tháng 4 năm 2024 (ngày 24/4).", "2024-04-24", None),
        ("Đó là yêu cầu của Chủ tịch xã tại phiên họp diễn ra ngày 24/4/2024.", "2024-04-24", None),
        # other days before the meeting's own
        (f"Thực hiện Kế hoạch số 45-KH/HU, ngày 12/02/2024. Ngày 6/4, {HELD}.", "2024-04-06", None),
        (f"Theo Giấy mời số 15/GM-UBND ngày 10/4/2024, chiều 16/4, {HELD}.", "2024-04-16", "chiều"),
        (f"Nhân Ngày thành lập Đảng 03/02/1930, sáng 02/02/2024, {HELD}.", "2024-02-02", "sáng"),
        (f"Chào mừng Đại hội Đảng bộ xã, ngày 16/4/2024, {HELD}.", "2024-04-16", None),
        (f"Ngày 16 tháng 4, tức mùng 8 tháng 3 năm Giáp Thìn, {HELD}.", "2024-04-16", None),
    ],
)  # fmt: skip
def test_a_lead_names_the_day(lead: str, day: str, session: str | None) -> None:
    meeting = page(lead)
    assert (meeting.title, meeting.date, meeting.session) == (TITLE, day, session)


@pytest.mark.parametrize(
    ("opening", "first", "last"),
    [
        ("Trong hai ngày 5 và 6 tháng 4", "2024-04-05", "2024-04-06"),
        ("Trong 2 ngày, 5 và 6/4/2024", "2024-04-05", "2024-04-06"),
        ("Trong các ngày 16, 17, 18/4/2024", "2024-04-16", "2024-04-18"),
        ("Từ 16-18/4/2024", "2024-04-16", "2024-04-18"),
        ("Trong hai ngày 30/3 và 1/4/2024", "2024-03-30", "2024-04-01"),
    ],
)
def test_a_lead_names_several_days(opening: str, first: str, last: str) -> None:
    meeting = page(f"{opening}, {HELD}.")
    assert (meeting.date, meeting.date_end, meeting.session) == (first, last, None)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("16/04/2024 | 16:20", "2024-04-16T16:20"),
        ("Thứ ba, 16/04/2024 | 16:20 GMT+7", "2024-04-16T16:20"),
        ("Thời sự - 17/04/2024", "2024-04-17"),
        ("Xã hội 17-04-2024", "2024-04-17"),
        ("Được đăng: Thứ tư, 17 Tháng 4 2024 08:15", "2024-04-17T08:15"),
        ("17 Tháng Tư 2024", "2024-04-17"),
        ("17 Th4 2024", "2024-04-17"),
        ("T4, 17/04/2024 - 08:15", "2024-04-17T08:15"),
        ("Post by: admin | 17/04/2024", "2024-04-17"),
        ("Đăng bởi: quantri - 17/04/2024", "2024-04-17"),
        ("17/04/2024 Trịnh Thanh Nhàn", "2024-04-17"),
        ("Đăng lúc: 17-04-2024 08:15:00 AM - Đã xem: 341", "2024-04-17T08:15"),
    ],
)
def test_a_stamp_above_the_title_lends_its_year(line: str, published: str) -> None:
    meeting = page("Sáng 16/4, Đảng ủy xã tổ chức hội nghị giao ban.", above=f"{line}\n")
    assert (meeting.title, meeting.published, meeting.date) == (TITLE, published, "2024-04-16")


def test_a_title_that_ends_with_a_day_is_no_stamp() -> None:
    meeting = page(f"Sáng 16/4, {HELD}.", title="Lịch họp ngày 17/04/2024")
    assert (meeting.title, meeting.published) == ("Lịch họp ngày 17/04/2024", None)


OPEN = "Chiều 22/6, Thường trực HĐND huyện Khê Lĩnh tổ chức phiên họp"


@pytest.mark.parametrize(
    ("lead", "body", "day"),
    [
        # a whole date nearby, a part of a year, the only year of the lead
        (f"{OPEN}.", "Kỳ họp dự kiến khai mạc vào ngày 01/7/2021.", "2021-06-22"),
        (f"{OPEN}. Trước đó, ngày 18/6/2021, huyện có văn bản.", "", "2021-06-22"),
        (f"{OPEN} chuẩn bị kỳ họp thường lệ giữa năm 2023.", "", "2023-06-22"),
        (f"{OPEN} bàn công tác tuyển sinh năm 2024.", "", "2024-06-22"),
        # the dates of papers and of feasts, and far days, give no year
        (f"{OPEN} theo Quyết định số 12/QĐ-UBND ngày 20/6/2016.", "", None),
        (f"{OPEN} quán triệt Chỉ thị 05 của Bộ Chính trị ngày 15/6/2016.", "", None),
        (f"{OPEN}, chào mừng ngày Báo chí 21/6/1925.", "", None),
        (f"{OPEN}.", "Dự án khởi công ngày 10/01/2020 đã xong phần móng.", None),
        (f"{OPEN}.", "Mốc giao đất là ngày 20/6/2019, hạn trả là ngày 30/6/2020.", None),
    ],
)
def test_what_lends_the_year_when_lead_title_and_stamp_do_not(
    lead: str, body: str, day: str | None
) -> None:
    assert parse(f"Thường trực HĐND huyện họp\n\n{lead}\n\n{body}\n\n{BODY}\n").date == day


def test_the_session_may_be_told_in_the_next_paragraph() -> None:
    again = "Theo đài huyện, sáng 30/6, Ban Chấp hành tổ chức hội nghị để đánh giá 6 tháng đầu năm."
    text = f"{TITLE}\n\nNgày 30/6/2023, Đảng bộ huyện công bố quyết định tại hội nghị.\n{again}\n"
    meeting = parse(text)
    assert (meeting.date, meeting.session) == ("2023-06-30", "sáng")
    assert meeting.period is not None
    assert meeting.period.label == "2023-H1"


@pytest.mark.parametrize(
    ("lead", "reviewed", "ahead"),
    [
        (
            "Sáng 16/4/2024, xã họp đánh giá 3 tháng đầu năm, bàn nhiệm vụ 9 tháng còn lại.",
            "2024-M01..M03",
            "2024-M04..M12",
        ),
        (
            "Sáng 12/7, xã giao ban 6 tháng đầu năm, triển khai nhiệm vụ 6 tháng cuối năm 2023.",
            "2023-H1",
            "2023-H2",
        ),
        (
            "Ngày 10/11/2021, xã họp đánh giá năm 2021; nhiệm vụ, giải pháp năm 2022.",
            "2021",
            "2022",
        ),
        (
            "Ngày 16/4/2024, xã họp phiên thường kỳ tháng 3 năm 2024; đánh giá tình hình quý I.",
            "2024-Q1",
            None,
        ),
    ],
)
def test_the_periods_of_a_lead(lead: str, reviewed: str | None, ahead: str | None) -> None:
    meeting = page(lead, title="Đảng ủy xã Khê Trung họp")
    labels = [period and period.label for period in (meeting.period, meeting.period_ahead)]
    assert labels == [reviewed, ahead]


def test_minutes_name_their_time_by_a_label_that_is_no_stamp() -> None:
    title = "BIÊN BẢN HỌP GIAO BAN THÁNG 4"
    text = f"{title}\n\nThời gian: 8 giờ 00, ngày 16/4/2024\nĐịa điểm: Hội trường xã.\n{BODY}\n"
    meeting = parse(text)
    assert (meeting.title, meeting.date, meeting.published) == (title, "2024-04-16", None)


def test_title_and_lead_may_both_open_with_the_day() -> None:
    title = "Ngày 16/4/2024, UBND xã Khê Trung tổ chức hội nghị giao ban công tác tháng 4"
    meeting = page("Ngày 16/4/2024, tại hội trường xã, UBND xã họp giao ban.", title=title)
    assert (meeting.title, meeting.date) == (title, "2024-04-16")


def test_one_period_named_twice_is_not_planned_too() -> None:
    meeting = page(
        "Sáng 10/12, Đảng ủy xã tổ chức hội nghị sơ kết quý IV/2020.\nHội nghị đã bàn nhiệm vụ còn"
        " lại của quý IV, giao Ban Tuyên giáo Đảng ủy xã chuẩn bị nội dung trả lời báo chí."
    )
    assert meeting.period is not None
    assert (meeting.period.label, meeting.period_ahead) == ("2020-Q4", None)


def test_without_a_day_parts_of_a_year_share_the_year_that_is_printed() -> None:
    meeting = page(
        "Đảng ủy xã vừa họp sơ kết 6 tháng đầu năm, triển khai nhiệm vụ 6 tháng cuối năm, do đồng"
        " chí Lê Đắc Nhuận, Bí thư Đảng ủy xã chủ trì tại hội trường của xã.",
        title="Đảng ủy xã sơ kết 6 tháng đầu năm 2024",
    )
    labels = [period and period.label for period in (meeting.period, meeting.period_ahead)]
    assert (meeting.date, labels) == (None, ["2024-H1", "2024-H2"])
