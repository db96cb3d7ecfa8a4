"""The dates that people type: what each means, and what is said of those that no calendar has."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban_cli.errors import UsageError
from giaoban_cli.query.dates import read_days

TODAY = date(2024, 7, 31)  # a Wednesday


def days(text: str, today: date = TODAY) -> tuple[str, str]:
    found = read_days(text, today, option="--on")
    return found.start, found.end


@pytest.mark.parametrize(
    "text",
    [
        "2024-04-16", "16/4/2024", "16-4-2024", "16.04.2024", "16/04/2024", "ngày 16/4/2024",
        "ngày 16 tháng 4 năm 2024", "16 tháng 4 năm 2024", " 16 / 4 / 2024 ", "16–4–2024",
        "16 April 2024", "16 Apr 2024", "April 16, 2024",
    ],
)  # fmt: skip
def test_a_day(text: str) -> None:
    assert days(text) == ("2024-04-16", "2024-04-16")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024-04", "2024-04-01", "2024-04-30"),
        ("4/2024", "2024-04-01", "2024-04-30"),
        ("02/2024", "2024-02-01", "2024-02-29"),
        ("tháng 4/2024", "2024-04-01", "2024-04-30"),
        ("thang 4 nam 2024", "2024-04-01", "2024-04-30"),
        ("tháng Tư năm 2024", "2024-04-01", "2024-04-30"),
        ("tháng năm 2024", "2024-05-01", "2024-05-31"),
        ("tháng mười hai năm 2023", "2023-12-01", "2023-12-31"),
        ("Apr 2024", "2024-04-01", "2024-04-30"),
        ("quý I/2024", "2024-01-01", "2024-03-31"),
        ("qúy IV năm 2023", "2023-10-01", "2023-12-31"),
        ("quý 2/2024", "2024-04-01", "2024-06-30"),
        ("quý ba 2024", "2024-07-01", "2024-09-30"),
        ("Q1/2024", "2024-01-01", "2024-03-31"),
        ("2024-Q3", "2024-07-01", "2024-09-30"),
        ("6 tháng đầu năm 2023", "2023-01-01", "2023-06-30"),
        ("sáu tháng đầu năm 2023", "2023-01-01", "2023-06-30"),
        ("6 tháng cuối năm 2023", "2023-07-01", "2023-12-31"),
        ("9 tháng năm 2022", "2022-01-01", "2022-09-30"),
        ("3 tháng cuối năm 2022", "2022-10-01", "2022-12-31"),
        ("nửa đầu năm 2023", "2023-01-01", "2023-06-30"),
        ("H2/2023", "2023-07-01", "2023-12-31"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("năm 2023", "2023-01-01", "2023-12-31"),
    ],
)
def test_a_stretch(text: str, start: str, end: str) -> None:
    assert days(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("hôm nay", "2024-07-31", "2024-07-31"),
        ("today", "2024-07-31", "2024-07-31"),
        ("hôm qua", "2024-07-30", "2024-07-30"),
        ("tuần này", "2024-07-29", "2024-08-04"),
        ("tuần trước", "2024-07-22", "2024-07-28"),
        ("last week", "2024-07-22", "2024-07-28"),
        ("tháng này", "2024-07-01", "2024-07-31"),
        ("tháng trước", "2024-06-01", "2024-06-30"),
        ("last month", "2024-06-01", "2024-06-30"),
        ("quý này", "2024-07-01", "2024-09-30"),
        ("quý trước", "2024-04-01", "2024-06-30"),
        ("năm nay", "2024-01-01", "2024-12-31"),
        ("năm ngoái", "2023-01-01", "2023-12-31"),
        ("năm kia", "2022-01-01", "2022-12-31"),
        ("5 tháng qua", "2024-02-29", "2024-07-31"),
        ("last 2 weeks", "2024-07-17", "2024-07-31"),
    ],
)
def test_a_relative_word(text: str, start: str, end: str) -> None:
    assert days(text) == (start, end)


def test_the_end_of_a_month_stays_in_the_month_before() -> None:
    assert days("tháng trước", date(2024, 3, 31)) == ("2024-02-01", "2024-02-29")


@pytest.mark.parametrize(
    ("text", "key", "understood"),
    [
        ("4/16/2024", "date.no_such_day", {"day": 4, "month": 16, "year": 2024}),
        ("31/2/2024", "date.no_such_day", {"day": 31, "month": 2, "year": 2024}),
        ("2023-02-29", "date.no_such_day", {"day": 29, "month": 2, "year": 2023}),
        ("13/2024", "date.impossible", {"understood": "13/2024"}),
        ("quý 5/2024", "date.impossible", {"understood": "Q5/2024"}),
        ("15 tháng năm 2023", "date.impossible", {"understood": "15 tháng/2023"}),
        ("9999", "date.other_times", {"year": "9999", "first": 1930, "last": 2199}),
        ("0 tháng đầu năm 2023", "date.unknown", {}),
        ("16/4", "date.unknown", {}),
        ("16/4/24", "date.unknown", {}),
        ("tháng 4", "date.unknown", {}),
        ("mai sau", "date.unknown", {}),
        ("April", "date.unknown", {}),
        ("", "date.unknown", {}),
        ("1" * 500, "date.unknown", {}),
    ],
)
def test_what_is_no_date_shows_what_was_understood(
    text: str, key: str, understood: dict[str, str | int]
) -> None:
    with pytest.raises(UsageError) as caught:
        days(text)
    assert caught.value.key == key
    assert caught.value.details == {"option": "--on", "value": text, **understood}


@given(st.dates(date(1930, 1, 1), date(2199, 12, 31)), st.sampled_from("/-."))
def test_the_day_comes_first(day: date, stroke: str) -> None:
    typed = stroke.join(str(number) for number in (day.day, day.month, day.year))
    assert days(typed) == days(day.isoformat()) == (day.isoformat(), day.isoformat())


@given(st.text(max_size=60) | st.from_regex(r"(last |quý |tháng )?[0-9ivx./-]{1,9}( năm)? ?[0-9]*"))
def test_any_text_is_a_date_or_an_error_that_says_so(text: str) -> None:
    key, start, end = "date.", "0001-01-01", "9999-12-31"
    try:
        start, end = days(text)
    except UsageError as error:
        key = error.key
    assert key.startswith("date.")
    assert date.fromisoformat(start) <= date.fromisoformat(end)
