"""Dates in prose: the scanner, then the meeting's day with its year, its session, its periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from giaoban_cli.text.page.clean import clean
from giaoban_cli.text.page.sections import outline
from giaoban_cli.text.when.dates import Dated, find_dates, make_day
from giaoban_cli.text.when.stamps import read_stamp
from giaoban_cli.text.when.when import When, stamped, when
from tests.strategies import any_text, days, soup

HELD = (
    "Ban Thường vụ Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban công tác xây dựng Đảng với các ban,"
    " Văn phòng Huyện ủy và bí thư đảng ủy các xã, thị trấn"
)
BODY = (
    "Tại hội nghị, các đại biểu thảo luận về nguồn phát triển đảng viên ở các thôn xa, việc hiến"
    " đất làm đường và chế độ thông tin của một số cấp ủy cơ sở."
)


def found(text: str) -> tuple[Dated, ...]:
    return find_dates(text, (0, len(text)))


def read(lead: str, *, title: str = "", above: str = "", body: str = BODY, name: str = "") -> When:
    """What is read from a page; `lead` stands before “, Ban Thường vụ … tổ chức hội nghị”."""
    text = f"{above}{title}\n\n{lead}, {HELD}.\n\n{body}\n"
    page = clean(text)
    return when(page, outline(page), name or None)


# the scanner


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Sáng 16/4, Huyện ủy", "04-16", None),
        ("ngày18/6 họp", "06-18", None),
        ("Sáng nay (16/4), Huyện ủy", "04-16", None),
        ("Chiều 16-4, Huyện ủy", "04-16", None),
        ("Ngày 17 - 9, UBND tỉnh", "09-17", None),
        ("Chiều 7.7.2020, Huyện ủy", "2020-07-07", None),
        ("mùng 5/10 của Đảng ủy xã", "10-05", None),
        ("Thứ Ba, 16/4", "04-16", None),
        ("ngày 02 tháng 7 năm 2021", "2021-07-02", None),
        ("ngày 16 tháng Tư năm 2024", "2024-04-16", None),
        ("ngày 22/11- 2022 của", "2022-11-22", None),
        ("trong 2 ngày 16 và 17/4", "04-16", "04-17"),
        ("Trong hai ngày 15 - 16/7, tại", "07-15", "07-16"),
        ("Ngày 16, 17 và 18/4/2024", "2024-04-16", "2024-04-18"),
        ("từ ngày 3 đến 5/6/2023", "2023-06-03", "2023-06-05"),
        ("ngày 30/12 - 02/01/2024", "2023-12-30", "2024-01-02"),
    ],
)
def test_forms_of_dates(text: str, start: str, end: str | None) -> None:
    (dated,) = found(text)
    assert (dated.start.iso() or f"{dated.start.month:02}-{dated.start.day:02}") == start
    shown = dated.end and (dated.end.iso() or f"{dated.end.month:02}-{dated.end.day:02}")
    assert shown == end


@pytest.mark.parametrize(
    "text",
    [
        "đạt 18/19 tiêu chí nông thôn mới",
        "tăng từ 12/15 xã",
        "đường dây nóng hoạt động 24/7",
        "ngày 4/16/2024",
        "ngày 31/4",
        "ngày 30/2/2024",
        "giai đoạn 2021-2025",
        "Luật số 72/2025/QH15",
        "Nghị quyết 18,19 khóa XII",
        "thu 1.234 tấn, đạt 3,5%",
        "trong 2 tháng 9, 10",
        "ngày 10/3 (âm lịch)",
        "kết nạp 10-12 đảng viên",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == ()


def test_what_opens_a_date_is_told() -> None:
    (dated,) = found("Thứ Sáu, ngày 12/4/2024, Huyện ủy")
    assert (dated.opening, dated.weekday) == ("ngày", 4)


@given(days)
def test_a_written_day_is_found_and_only_it(day: date) -> None:
    if make_day(day.day, day.month, day.year) is None:
        return
    for text in (f"ngày {day.day}/{day.month}/{day.year},", f"ngày {day:%d-%m-%Y} tại"):
        (dated,) = found(text)
        assert dated.start.iso() == day.isoformat()
        assert any(char.isdigit() for char in text[slice(*dated.span)])


# the day of the meeting


@pytest.mark.parametrize(
    ("lead", "day", "session"),
    [
        ("Sáng 16/4/2024", "2024-04-16", "sáng"),
        ("Sáng ngày 16/4/2024", "2024-04-16", "sáng"),
        ("Đầu giờ chiều 16/4/2024", "2024-04-16", "chiều"),
        ("Chiều thứ Ba, ngày 16/4/2024", "2024-04-16", "chiều"),
        ("Sáng nay (16/4/2024)", "2024-04-16", "sáng"),
        ("Chiều qua 16/4/2024", "2024-04-16", "chiều"),
        ("Tối 16-4-2024", "2024-04-16", "tối"),
        ("Cả ngày 16/4/2024", "2024-04-16", "cả ngày"),
        ("Ngày 16 tháng 4 năm 2024", "2024-04-16", None),
        ("(BKL) - Sáng 16/4/2024", "2024-04-16", "sáng"),
        # other days stand before the meeting's own
        ("Theo Kế hoạch số 45-KH/HU, ngày 12/02/2024, sáng 16/4/2024", "2024-04-16", "sáng"),
        ("Chào mừng Ngày Giải phóng miền Nam 30/4, sáng 16/4/2024", "2024-04-16", "sáng"),
        ("Nhằm hoàn thành việc rà soát trước ngày 30/6/2024, sáng 16/4/2024", "2024-04-16", "sáng"),
        # a session, but no day
        ("Sáng nay", None, "sáng"),
        ("Vừa qua", None, None),
        ("Ngày 4/16/2024", None, None),
        ("Nhân kỷ niệm ngày thành lập Đảng 3/2/2024", None, None),
    ],
)  # fmt: skip
def test_the_day_and_the_session_of_the_lead(
    lead: str, day: str | None, session: str | None
) -> None:
    read_out = read(lead)
    assert (read_out.date, read_out.session) == (day, session)
    assert [caveat.code for caveat in read_out.warnings] == ([] if day else ["no_date"])


@pytest.mark.parametrize(
    ("lead", "first", "last"),
    [
        ("Trong 2 ngày 10 và 11/7/2017", "2017-07-10", "2017-07-11"),
        ("Từ ngày 15 đến ngày 17/4/2024", "2024-04-15", "2024-04-17"),
        ("Trong hai ngày 30/12/2023 - 02/01/2024", "2023-12-30", "2024-01-02"),
    ],
)
def test_a_meeting_of_several_days(lead: str, first: str, last: str) -> None:
    read_out = read(lead)
    assert (read_out.date, read_out.date_end) == (first, last)
    assert read_out.session is None


def test_a_range_in_the_body_completes_the_day_of_the_lead() -> None:
    read_out = read(
        "Ngày 30/7/2020, sau 2 ngày làm việc",
        body="Diễn ra trong 2 ngày (29-30/7), hội nghị đã đánh giá toàn diện kết quả nhiệm kỳ.",
    )
    assert (read_out.date, read_out.date_end) == ("2020-07-29", "2020-07-30")


def test_the_day_may_stand_in_a_sentence_about_the_meeting_in_the_body() -> None:
    body = f"{BODY}\nCuộc họp được tổ chức vào ngày 11 tháng 5 năm 2021 tại hội trường huyện."
    assert read("Vừa qua", body=body).date == "2021-05-11"


@pytest.mark.parametrize(
    "sentence",
    [
        "Hội nghị yêu cầu các chi bộ hoàn thành đại hội trước ngày 30/6/2024.",
        "Cuộc họp tới dự kiến tổ chức vào ngày 15/7/2024 tại xã Mỹ Lũy.",
        "Các thôn sẽ họp bầu trưởng thôn vào ngày 03/4/2024.",
        "Dự án khởi công ngày 10/3/2024 đã xong phần móng.",
    ],
)
def test_other_days_of_the_body_are_not_the_meeting_s(sentence: str) -> None:
    assert read("Vừa qua", body=f"{BODY}\n{sentence}").date is None


def test_a_meeting_that_prepares_a_session_is_not_on_its_days() -> None:
    body = f"Kỳ họp diễn ra trong 3 ngày (5 - 7/12/2018) tại hội trường huyện.\n{BODY}"
    assert read("Vừa qua", title="Họp chuẩn bị nội dung kỳ họp thứ 8", body=body).date is None
    assert read("Vừa qua", title="Kỳ họp thứ 8 thành công", body=body).date == "2018-12-05"


def test_the_evidence_is_the_words_of_the_text() -> None:
    text = f"Sáng ngày 2/11/2018, {HELD}.\n"
    page = clean(text)
    basis = when(page, outline(page)).basis
    assert basis is not None
    assert basis.day.text == text[slice(*basis.day.span)] == "Sáng ngày 2/11/2018"


# the year (the handbook's 2.5)


@pytest.mark.parametrize(
    ("given_as", "year_from", "confidence"),
    [
        ({"lead": "Sáng 16/4/2024"}, "lead", "high"),
        ({"title": "Hội nghị giao ban tháng 4/2024"}, "title", "high"),
        ({"title": "Hội nghị giao ban ngày 16/4/2024"}, "title", "high"),
        ({"above": "Cập nhật lúc : 17/04/2024 08:10\n"}, "stamp", "high"),
        ({"above": "Cập nhật lúc : 30/05/2024 08:10\n"}, "stamp", "medium"),
        ({"above": "date 2024-05 "}, "stamp", "medium"),
        ({"title": "Huyện ủy giao ban quý I năm 2024"}, "period", "medium"),
        ({"body": f"{BODY}\nQuý I/2024, huyện kết nạp 12 đảng viên."}, "period", "medium"),
        ({"name": "2024-04-16-giao-ban.txt"}, "filename", "low"),
        ({"name": "giao-ban-16-4-2024.txt"}, "filename", "low"),
    ],
)  # fmt: skip
def test_where_the_year_comes_from(
    given_as: dict[str, str], year_from: str, confidence: str
) -> None:
    read_out = read(**{"lead": "Sáng 16/4", **given_as})
    assert read_out.date == "2024-04-16"
    assert read_out.basis is not None
    assert (read_out.basis.year_from, read_out.basis.confidence) == (year_from, confidence)
    assert read_out.warnings == ()


@pytest.mark.parametrize(
    ("day", "phrase", "resolved"),
    [
        ("Ngày 06/12", "với Thường trực HĐND các huyện, thành phố năm 2017", "2017-12-06"),
        ("Sáng 20/11", "lần thứ ba năm 2017", "2017-11-20"),
        # in January the year may be the one that has just ended; the year of a topic is its own
        ("Ngày 10/1", "với Thường trực HĐND các huyện, thành phố năm 2017", None),
        ("Ngày 06/12", "với Thường trực HĐND các huyện về thu ngân sách năm 2017", None),
    ],
)
def test_the_year_may_stand_in_the_name_of_the_meeting(
    day: str, phrase: str, resolved: str | None
) -> None:
    lead = (
        f"{day}, Thường trực HĐND tỉnh tổ chức Hội nghị giao ban {phrase} để trao đổi kinh nghiệm"
    )
    page = clean(f"{lead}.\n\n{BODY}\n")
    read_out = when(page, outline(page))
    assert read_out.date == resolved
    assert read_out.basis is not None
    assert read_out.basis.year_from == ("period" if resolved else None)


@pytest.mark.parametrize(
    ("lead", "title", "above", "day"),
    [
        ("Sáng 28/12", "", "Cập nhật: 02/01/2024\n", "2023-12-28"),
        ("Ngày 10/1", "Huyện ủy tổng kết công tác năm 2023", "", "2024-01-10"),
        ("Sáng 4/1", "Giao ban quý IV, triển khai nhiệm vụ quý I năm 2024", "", "2024-01-04"),
        ("Sáng 28/12", "Triển khai nhiệm vụ năm 2024", "", "2023-12-28"),
        ("Sáng 20/12", "Sơ kết quý IV năm 2023", "", "2023-12-20"),
    ],
)
def test_a_year_on_either_side_of_new_year(lead: str, title: str, above: str, day: str) -> None:
    assert read(lead, title=title, above=above).date == day


@pytest.mark.parametrize(
    "given_as",
    [
        {},
        {"above": "Cập nhật lúc : 16/04/2021 09:00\n", "lead": "Sáng 15/9"},
        {"name": "2024-05-16-giao-ban.txt"},
        {"name": "bao-cao-2024.txt"},
        {"body": f"{BODY}\nPhấn đấu đến năm 2025 không còn nhà tạm; nhiệm kỳ 2020 - 2025."},
    ],
)
def test_a_year_that_nothing_gives_stays_open(given_as: dict[str, str]) -> None:
    read_out = read(**{"lead": "Sáng 16/4", **given_as})
    assert (read_out.date, read_out.session) == (None, "sáng")
    assert [caveat.code for caveat in read_out.warnings] == ["no_year"]
    assert read_out.basis is not None
    assert read_out.basis.year_from is None


def test_a_period_wins_over_a_stamp_that_disagrees() -> None:
    read_out = read(
        "Sáng 11/4", title="Huyện ủy giao ban quý I năm 2017", above="Cập nhật: 15/04/2021\n"
    )
    assert read_out.date == "2017-04-11"
    assert read_out.published == "2021-04-15"
    assert [caveat.code for caveat in read_out.warnings] == ["stamp_conflict"]
    assert read_out.basis is not None
    assert (read_out.basis.year_from, read_out.basis.confidence) == ("period", "low")
    assert "15/04/2021" in read_out.basis.conflicts[0]


def test_a_stamp_before_the_meeting_is_a_conflict() -> None:
    read_out = read("Sáng 16/4/2024", above="Cập nhật lúc : 15/04/2024 09:00\n")
    assert [caveat.code for caveat in read_out.warnings] == ["stamp_conflict"]


def test_a_weekday_that_does_not_fit_is_told() -> None:
    (caveat,) = read("Sáng thứ Sáu, 13/10/2022").warnings
    assert caveat.code == "weekday_mismatch"
    assert caveat.message == "Văn bản ghi thứ Sáu, nhưng ngày 13/10/2022 là thứ Năm."
    assert read("Sáng thứ Năm, 13/10/2022").warnings == ()


def test_29_february_needs_a_leap_year() -> None:
    assert read("Sáng 29/02", above="Cập nhật: 01/03/2024\n").date == "2024-02-29"
    assert read("Sáng 29/02", above="Cập nhật: 01/03/2023\n").date is None


# the page's own stamp


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Cập nhật lúc : 16/04/2024 16:19", "2024-04-16T16:19"),
        ("Ngày đăng: 11/01/2016", "2016-01-11"),
        ("Thứ bảy, 28/06/2025, 07:30 (GMT+7)", "2025-06-28T07:30"),
        ("14/09/2018 - 03:12 PM", "2018-09-14T15:12"),
        ("Cập nhật lúc: 21:48 - 20/08/2021", "2021-08-20T21:48"),
        ("16h05 ngày 9/3/2020", "2020-03-09T16:05"),
        ("Ngày 28 tháng 10 năm 2020", "2020-10-28"),
        ("April 16, 2024", "2024-04-16"),
        ("2024-04-16", "2024-04-16"),
        ("12:05 AM 16/4/24", "2024-04-16T00:05"),
    ],
)
def test_forms_of_stamps(text: str, published: str) -> None:
    stamp = read_stamp(text)
    assert stamp is not None
    assert stamp.published == published


@pytest.mark.parametrize("text", ["09/13/2018 3:05 PM", "31/02/2020", "Cập nhật", "16:19"])
def test_a_stamp_that_is_no_day_is_none(text: str) -> None:
    assert read_stamp(text) is None


def test_a_stamp_of_a_month_lends_its_year_alone() -> None:
    stamp = read_stamp("Tháng 6/2021")
    assert stamp is not None
    assert (stamp.first, stamp.last, stamp.published) == (date(2021, 6, 1), date(2021, 6, 30), None)


# periods

JUNE_JULY = ("2019-06", "2019-07")
NINE_AND_THREE = ("2022-M01..M09", "2022-M10..M12")
HALVES = ("2018-H1", "2018-H2")


@pytest.mark.parametrize(
    ("title", "lead", "reviewed", "ahead"),
    [
        ("Giao ban quý I, triển khai nhiệm vụ quý II năm 2024", "Sáng 16/4", "2024-Q1", "2024-Q2"),
        ("Giao ban quý IV, triển khai nhiệm vụ quý I năm 2024", "Sáng 4/1", "2023-Q4", "2024-Q1"),
        ("Giao ban quý 1-2019, phương hướng quý 2", "Sáng 3/4/2019", "2019-Q1", "2019-Q2"),
        ("Giao ban qúy III/2018", "Sáng 5/10", "2018-Q3", None),
        ("Sơ kết 6 tháng đầu năm 2023", "Ngày 11/7", "2023-H1", None),
        ("Đánh giá 9 tháng, bàn nhiệm vụ 3 tháng cuối năm 2022", "Sáng 29/9", *NINE_AND_THREE),
        ("Giao ban tháng 5 và 5 tháng đầu năm 2022", "Sáng 2/6", "2022-M01..M05", None),
        ("Tổng kết năm 2017, triển khai nhiệm vụ năm 2018", "Ngày 10/1", "2017", "2018"),
        ("Tình hình tháng 8, phương hướng tháng 9 năm 2020", "Ngày 31/8", "2020-08", "2020-09"),
        # a month may only name the meeting; spans of years are no periods
        ("Họp thường kỳ tháng 11/2018", "Sáng 2/11", None, None),
        ("Giao ban tháng 11/2018", "Sáng 2/11", None, None),
        ("Quán triệt Nghị quyết nhiệm kỳ 2020 - 2025", "Sáng 2/11/2020", None, None),
        ("Hội nghị giai đoạn 2021-2025, năm học 2023 - 2024", "Sáng 2/11/2023", None, None),
        # but not where the plan begins as that month, or year, ends
        ("Giao ban công tác tháng 6, triển khai nhiệm vụ tháng 7", "Ngày 26/6/2019", *JUNE_JULY),
        ("Giao ban năm 2017 và triển khai nhiệm vụ năm 2018", "Chiều 16/1", "2017", "2018"),
        ("Tổng kết 2019, phương hướng 2020", "Sáng 25/12/2019", "2019", "2020"),
        # without a year the meeting's day gives it, and without that nothing does
        ("Triển khai nhiệm vụ quý I", "Sáng 28/12/2023", None, "2024-Q1"),
        ("Đánh giá kết quả tháng 12", "Sáng 5/1/2024", "2023-12", None),
        ("Giao ban quý III", "Sáng 14/9", None, None),
        # or a period beside it that has one
        ("Đánh giá kết quả tháng 6 và triển khai nhiệm vụ tháng 7-2019", "Sáng nay", *JUNE_JULY),
        ("Đánh giá tháng 12, nhiệm vụ tháng 01 năm 2025", "Sáng nay", "2024-12", "2025-01"),
        ("Đánh giá tháng 12/2024, nhiệm vụ tháng 01", "Sáng nay", "2024-12", "2025-01"),
        ("Kết quả quý IV, nhiệm vụ quý I năm 2025", "Sáng nay", "2024-Q4", "2025-Q1"),
        ("Đánh giá kết quả tháng 12, kế hoạch năm 2025", "Sáng nay", None, None),
        # halves
        ("Sơ kết nửa đầu năm 2018, bàn nhiệm vụ nửa cuối năm 2018", "Sáng nay", *HALVES),
        ("Sơ kết nửa đầu năm, phương hướng nửa cuối năm", "Ngày 11/7/2018", *HALVES),
        ("Sơ kết nửa đầu năm học 2018 - 2019", "Ngày 11/1/2019", None, None),
        ("Quý vị đại biểu dự hội nghị", "Sáng 14/9/2023", None, None),
    ],
)  # fmt: skip
def test_what_is_reviewed_and_what_is_planned(
    title: str, lead: str, reviewed: str | None, ahead: str | None
) -> None:
    read_out = read(lead, title=title)
    labels = [period and period.label for period in (read_out.period, read_out.period_ahead)]
    assert labels == [reviewed, ahead]


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("Giao ban quý I năm 2024", "2024-01-01", "2024-03-31"),
        ("Sơ kết 6 tháng đầu năm 2023", "2023-01-01", "2023-06-30"),
        ("Đánh giá kết quả tháng 2 năm 2024", "2024-02-01", "2024-02-29"),
        ("Tổng kết năm 2023", "2023-01-01", "2023-12-31"),
    ],
)
def test_a_period_is_a_real_stretch_of_days(title: str, start: str, end: str) -> None:
    period = read("Sáng 16/4", title=title).period or read("Sáng 10/1", title=title).period
    assert period is not None
    assert (period.start, period.end) == (start, end)


def test_what_is_reviewed_may_open_the_second_paragraph() -> None:
    read_out = read("Chiều 29/9/2022", body=f"Trong 9 tháng đầu năm 2022, {HELD}.\n{BODY}")
    assert read_out.period is not None
    assert read_out.period.label == "2022-M01..M09"


@pytest.mark.parametrize("ahead", ["3. Nhiệm vụ quý III", "Phương hướng quý III:", "III. QUÝ III"])
def test_headings_inside_a_report_name_its_periods(ahead: str) -> None:
    body = f"1. Kết quả quý II\nThu được 4 tỷ đồng.\n{ahead}\n- Đẩy mạnh thu ngân sách.\n{BODY}"
    read_out = read("Chiều 4/7/2024", body=body)
    labels = [period and period.label for period in (read_out.period, read_out.period_ahead)]
    assert labels == ["2024-Q2", None if "QUÝ" in ahead else "2024-Q3"]


def test_a_page_about_no_meeting_has_its_stamp_alone() -> None:
    text = "Ngày đăng: 22/03/2024\nRạch Mướp vào mùa tát đìa\nSáng 16/3, nước kênh rút xuống.\n"
    assert stamped(clean(text)).published == "2024-03-22"
    assert stamped(clean(text)).date is None


@given(any_text | soup)
def test_any_text_is_read_without_error(text: str) -> None:
    page = clean(text)
    read_out = when(page, outline(page), text[:40])
    if read_out.date is not None:
        date.fromisoformat(read_out.date)
        assert read_out.basis is not None
        assert read_out.basis.day.text == text[slice(*read_out.basis.day.span)]
    for period in (read_out.period, read_out.period_ahead):
        assert period is None or date.fromisoformat(period.start) <= date.fromisoformat(period.end)
