"""The DATE forms that people type: `16/4/2024`, `quý I/2024`, `tháng trước` → the days they mean.

In: what was typed and today's date. Out: `Days`, a first and a last day, or a `UsageError` that
shows what was understood. The day comes before the month, always: numeric forms are read here,
because dateutil turns `4/16/2024` and, day first, even `2024-05-04` around without a word. It
reads the forms with English month names, and its calendar arithmetic counts the months.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from unicodedata import normalize

from giaoban_cli.errors import UsageError
from giaoban_cli.frozen import frozen
from giaoban_cli.text.fold import base

FIRST_YEAR, LAST_YEAR = 1930, 2199
"""The Party was founded in 1930; later years than this are slips of the finger."""

_NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12, "gieng": 1, "chap": 12,
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "dau": 1, "cuoi": 4,
}  # fmt: skip

_UNITS = {
    "ngay": "day", "hom": "day", "tuan": "week", "thang": "month", "quy": "quarter",
    "nam": "year", "day": "day", "week": "week", "month": "month", "quarter": "quarter",
    "year": "year",
}  # fmt: skip

_SINGLE = {
    "hom nay": ("day", 0), "nay": ("day", 0), "today": ("day", 0),
    "hom qua": ("day", 1), "yesterday": ("day", 1), "hom kia": ("day", 2),
    "nam ngoai": ("year", 1), "nam kia": ("year", 2),
}  # fmt: skip
"""Words that name a day or year by its distance from today: unit, how many ago."""

# All patterns read text without marks, in small letters, with single spaces and plain dashes.
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")  # 2024-04-16
_DAY = re.compile(r"(?:ngay )?(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4})")  # 16/4/2024
_DAY_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")  # ngày 16 tháng 4 năm …
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")  # 2024-04
_MONTH = re.compile(r"(?:thang )?(\d{1,2}) ?[/.-] ?(\d{4})")  # 4/2024, tháng 4/2024
_MONTH_WORDS = re.compile(  # tháng Tư năm 2024, tháng mười hai 2024
    r"thang (muoi (?:mot|hai)|[a-z]{2,5}|\d{1,2}),? (?:nam )?(\d{4})"
)
_ISO_PART = re.compile(r"(\d{4})-?([qh])(\d)")  # 2024-Q1, 2024-H1
_QUARTER = re.compile(
    r"(?:quy|q) ?(i{1,3}|iv|\d|[a-z]{2,4}) ?[/,-]? ?(?:nam )?(\d{4})"
)  # quý I/2024
_HALF = re.compile(r"h ?(\d) ?[/-]? ?(\d{4})")  # H1/2023
_HALF_WORDS = re.compile(r"nua (dau|cuoi) nam (\d{4})")  # nửa đầu năm 2023
_MONTHS = re.compile(
    r"(\d{1,2}|[a-z]{2,4}) thang(?: (dau|cuoi))?(?: nam)? (\d{4})"
)  # 6 tháng đầu …
_YEAR = re.compile(r"(?:nam )?(\d{4})")  # 2024
_THIS = re.compile(r"(tuan|thang|quy|nam) nay|this (week|month|quarter|year)")  # tháng này
_LAST = re.compile(r"(tuan|thang|quy|nam) (?:truoc|qua)|last (week|month|quarter|year)")
_PAST = re.compile(  # 3 tháng qua, last 3 months
    r"(\d{1,3}) (ngay|tuan|thang|quy|nam) (?:qua|truoc|gan day|vua qua)"
    r"|(?:last|past) (\d{1,3}) (day|week|month|quarter|year)s?"
)
_LETTERS = re.compile(r"[a-z]{3}")


@frozen
class Days:
    """From one ISO day to another, both inclusive."""

    start: str
    end: str


def read_days(text: str, today: date, *, option: str) -> Days:
    """The days that a typed date, month, quarter, year or relative word means.

    Args:
        text: what was typed.
        today: the day relative words count from.
        option: the option or field that it was typed for, named in errors.

    Raises:
        UsageError: not a date, or a day that no calendar has; says what was understood.
    """
    typed = _plain(text)
    for read in (_numeric, _vietnamese, _relative, _english):
        try:
            days = read(typed, today)
        except _ImpossibleDay as day:
            numbers = {"day": day.args[0], "month": day.args[1], "year": day.args[2]}
            raise UsageError("date.no_such_day", option=option, value=text, **numbers) from None
        except _OtherTimes as year:
            raise UsageError(
                "date.other_times",
                option=option,
                value=text,
                year=str(year),
                first=FIRST_YEAR,
                last=LAST_YEAR,
            ) from None
        except _Impossible as understood:
            raise UsageError(
                "date.impossible", option=option, value=text, understood=str(understood)
            ) from None
        if days is not None:
            return Days(days[0].isoformat(), days[1].isoformat())
    raise UsageError("date.unknown", option=option, value=text)


_Range = tuple[date, date]


class _Impossible(ValueError):
    """Read as a date, but no calendar has it; the text says how it was read."""


class _ImpossibleDay(_Impossible):
    """The same for a day; the arguments are day, month and year as they were read."""


class _OtherTimes(Exception):
    """A year that no meeting was held in, or none yet; the text names it."""


def _plain(text: str) -> str:
    """A typed date without marks, in small letters, dashes and spaces made plain."""
    letters = "".join(base(letter) for letter in normalize("NFC", text.casefold()))
    return " ".join(re.sub(r"[‐‑‒–—−]", "-", letters).split())


def _day(year: int, month: int, day: int) -> _Range:
    try:
        _checked(year)
        only = date(year, month, day)
    except ValueError:
        raise _ImpossibleDay(day, month, year) from None
    return only, only


def _months(year: int, first: int, last: int, understood: str) -> _Range:
    """From the first day of one month to the last day of another in the same year."""
    try:
        _checked(year)
        if not 1 <= first <= last:
            raise ValueError
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    except (ValueError, IndexError):
        raise _Impossible(understood) from None


def _checked(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _OtherTimes(year)


def _month(year: int, month: int) -> _Range:
    return _months(year, month, month, f"{month}/{year}")


def _quarter(year: int, quarter: int) -> _Range:
    return _months(year, 3 * quarter - 2, 3 * quarter, f"Q{quarter}/{year}")


def _half(year: int, half: int) -> _Range:
    return _months(year, 6 * half - 5, 6 * half, f"H{half}/{year}")


def _year(year: int) -> _Range:
    return _months(year, 1, 12, str(year))


def _numeric(text: str, today: date) -> _Range | None:  # noqa: ARG001  one of a row of readers
    """Forms made of numbers."""
    if match := _ISO_DAY.fullmatch(text):
        return _day(*(int(group) for group in match.groups()))
    if match := _DAY.fullmatch(text):
        return _day(int(match[4]), int(match[3]), int(match[1]))
    if match := _ISO_MONTH.fullmatch(text):
        return _month(int(match[1]), int(match[2]))
    if match := _MONTH.fullmatch(text):
        return _month(int(match[2]), int(match[1]))
    if match := _YEAR.fullmatch(text):
        return _year(int(match[1]))
    if match := _ISO_PART.fullmatch(text):
        part = _quarter if match[2] == "q" else _half
        return part(int(match[1]), int(match[3]))
    return None


def _vietnamese(text: str, today: date) -> _Range | None:  # noqa: ARG001  one of a row of readers
    """Forms with Vietnamese words for month, quarter and part of a year."""
    if match := _DAY_WORDS.fullmatch(text):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if (match := _MONTHS.fullmatch(text)) and (count := _number(match[1])):
        year = int(match[3])
        first = 13 - count if match[2] == "cuoi" else 1
        return _months(year, first, first + count - 1, f"{count} tháng/{year}")
    if (match := _MONTH_WORDS.fullmatch(text)) and (month := _number(match[1])):
        return _month(int(match[2]), month)
    if (match := _QUARTER.fullmatch(text)) and (quarter := _number(match[1])):
        return _quarter(int(match[2]), quarter)
    if match := _HALF.fullmatch(text):
        return _half(int(match[2]), int(match[1]))
    if match := _HALF_WORDS.fullmatch(text):
        return _half(int(match[2]), 1 if match[1] == "dau" else 2)
    return None


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else _NUMBERS.get(word)


def _relative(text: str, today: date) -> _Range | None:
    """Words that count from today."""
    if text in _SINGLE:
        return _ago(today, *_SINGLE[text])
    if match := _THIS.fullmatch(text):
        return _ago(today, _UNITS[match[1] or match[2]], 0)
    if match := _LAST.fullmatch(text):
        return _ago(today, _UNITS[match[1] or match[2]], 1)
    if match := _PAST.fullmatch(text):
        count, unit = int(match[1] or match[3]), _UNITS[match[2] or match[4]]
        return _back(today, unit, count), today
    return None


def _ago(today: date, unit: str, count: int) -> _Range:
    """The whole day, week (from Monday), month, quarter or year that was `count` ago."""
    then = _back(today, unit, count)
    whole: dict[str, Callable[[], _Range]] = {
        "day": lambda: (then, then),
        "week": lambda: (
            then - timedelta(days=then.weekday()),
            then + timedelta(days=6 - then.weekday()),
        ),
        "month": lambda: _month(then.year, then.month),
        "quarter": lambda: _quarter(then.year, (then.month + 2) // 3),
        "year": lambda: _year(then.year),
    }
    return whole[unit]()


def _back(today: date, unit: str, count: int) -> date:
    """The day `count` units before today; the last of a month stays within its month."""
    from dateutil.relativedelta import relativedelta

    distance = {
        "day": relativedelta(days=count),
        "week": relativedelta(weeks=count),
        "month": relativedelta(months=count),
        "quarter": relativedelta(months=3 * count),
        "year": relativedelta(years=count),
    }
    try:
        return today - distance[unit]
    except (ValueError, OverflowError):
        raise _Impossible(f"{count} {unit}") from None


def _english(text: str, today: date) -> _Range | None:  # noqa: ARG001  one of a row of readers
    """Forms with an English month name: `16 April 2024`, `Apr 2024`."""
    if len(text) > 40 or not _LETTERS.search(text):
        return None
    from datetime import datetime

    from dateutil.parser import ParserError, parse

    try:
        # What differs between two defaults was not typed.
        one = parse(text, dayfirst=True, default=datetime(2000, 1, 1))  # noqa: DTZ001  days only
        two = parse(text, dayfirst=True, default=datetime(2004, 2, 2))  # noqa: DTZ001
    except (ParserError, OverflowError, ValueError):
        return None
    if one.year != two.year or one.month != two.month:
        return None
    if one.day != two.day:
        return _month(one.year, one.month)
    return _day(one.year, one.month, one.day)
