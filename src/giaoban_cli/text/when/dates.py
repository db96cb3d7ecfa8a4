"""The dates that prose names: a stretch of text → its days, the year open when not printed.

In: cleaned text. Out: `Dated` values in the order of the text. What a date is the date *of* (a
meeting, a cited document, a deadline) is for others to say.
"""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Span

FIRST_YEAR, LAST_YEAR = 1930, 2099
"""Years outside are no years of a report: the Party was founded in 1930."""

# "tháng Tư", "tháng Mười một"; Giêng and Chạp belong to the lunar calendar and are left out.
MONTH_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười một": 11, "mười hai": 12, "mười": 10,
}  # fmt: skip

MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])(?!\d)|mười một|mười hai|mười(?!\w)|(?:một|hai|ba|tư|bốn|sáu|bảy|bẩy|tám|chín)(?!\w)|năm(?!\w)(?!\s{1,3}\d)"  # noqa: E501
"""“7”, “07”, “tư”, “mười một”; “năm” is May unless a number follows it (“tháng năm 2024”)."""

# "16/4", "16-4-2024", "16.04.2024", "16 tháng 4 năm 2024", "22/11- 2022", "12 - 7 - 2021"
_DATE = rf"""
    (?P<day>0?[1-9]|[12]\d|3[01])
    (?:
        (?P<sep>\ ?/\ ?|[.]|\ ?-\ ?)
        (?P<month>0?[1-9]|1[0-2])(?!\d)
        (?: \ ?[/.-]\ ?(?P<year>(?:19|20)\d\d|\d\d(?![\d/.-]))(?!\d)
          | ,?\ {{1,2}}năm\ {{1,2}}(?P<year_word>(?:19|20)\d\d)(?!\d) )?
      |
        \s{{0,2}}tháng\s{{0,2}}(?P<month_word>{MONTH_NUMBER})
        (?: (?:\s{{0,2}},?\s{{0,2}}năm\s{{0,2}}|\s?[/-]\s?)
            (?P<year_of_words>(?:19|20)\d\d)(?!\d) )?
    )
    (?!\d|/\w|%|[.,-]\d)
"""

# "3 đến ", "16 và ", "16 - ", "30/6 - ", "30/12/2023 đến ngày ", "16 và chiều ": opens a range
_RANGE_START = r"""
    (?P<day1>0?[1-9]|[12]\d|3[01])
    (?:[/.-](?P<month1>0?[1-9]|1[0-2])(?:[/.-](?P<year1>(?:19|20)\d\d))?)?
    (?P<joint>\s{0,2}(?:-|,|&|và|đến|tới)\s{0,2})
    (?:hết\s{1,2})?(?:(?:sáng|chiều|tối|trưa|ngày)\s{0,2}){0,2}
"""

_SINGLE = re.compile(rf"(?<![\d/])(?<!\d[.,-]){_DATE}", re.VERBOSE | re.IGNORECASE)
_RANGE = re.compile(rf"(?<![\d/])(?<!\d[.,-]){_RANGE_START}{_DATE}", re.VERBOSE | re.IGNORECASE)

# where a date or a range may begin: "16/", "16 và", "3 đến", "02 tháng"
_START = re.compile(
    r"[0-9](?<![\d/][0-9])(?<!\d[.,-][0-9])[0-9]?(?=\s{0,2}(?:[/.,&-]|[Tt]háng|[Vv]à|[ĐđTt][ếớ]))"
)

# "16, 17 và 18/4": the "16, " before a range
_MORE_DAYS = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])\s{0,2},\s{0,2}$")

# what stands right before a date that may be one without a year: "Sáng ngày 2/11", "nay (16/4"
_OPENING = re.compile(
    r"(?<!\w)(?P<word>ngày|sáng|chiều|tối|trưa|đêm|mùng|mồng|hôm|nay|qua|từ|đến"
    r"|thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật)(?P<tail>\s{0,3}[:,(]?\s{0,3})$",
    re.IGNORECASE,
)
_OPENING_REACH = 18

# the day of what was just told, in brackets: "vừa được tổ chức (16/4)", "diễn ra hôm thứ Ba (16/4)"
_TOLD_BEFORE = re.compile(
    r"(?<!\w)(?:tổ chức|diễn ra|khai mạc|bế mạc|tiến hành|kết thúc|họp|giao ban)\s{0,2}\($",
    re.IGNORECASE,
)

# "18/19 tiêu chí", "12/15 xã": a share of something counted, not a day
_COUNTED = re.compile(
    r"\s{0,3}(?:tiêu chí|chỉ tiêu|xã|phường|thị trấn|thôn|bản|tổ|khu|huyện|hộ|người|đồng chí"
    r"|đại biểu|đơn vị|chi bộ|đảng bộ|đảng viên|tổ chức|cơ sở|cơ quan|trường|mục tiêu|nội dung"
    r"|nhiệm vụ|tỷ|triệu|%)(?!\w)",
    re.IGNORECASE,
)

# "rằm tháng 7 âm lịch", "ngày 10/3 (âm lịch)": days of the moon are left alone
_LUNAR = re.compile(r"\s{0,3}\(?\s{0,2}âm lịch", re.IGNORECASE)

_WEEKDAYS = {
    "hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5,
    "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5,
}  # fmt: skip

# "thứ Ba, ngày ", "Thứ 3 (", "chủ nhật ngày ": the weekday said just before a date
_WEEKDAY = re.compile(
    r"(?<!\w)(?:thứ (?P<nth>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|(?P<sunday>chủ nhật))"
    r"[\s,(]{0,3}(?:ngày)?[\s:(]{0,3}$",
    re.IGNORECASE,
)


@frozen
class Day:
    """A day of the calendar whose year may be open (`year` None)."""

    year: int | None
    month: int
    day: int

    def iso(self) -> str | None:
        """`YYYY-MM-DD`, or None while the year is open."""
        return None if self.year is None else f"{self.year:04}-{self.month:02}-{self.day:02}"


@frozen
class Dated:
    """A date, or a range of days, named in prose.

    `span` covers its digits and words, without what opens it; `opening` is the word before it in
    lower case (`sáng`, `ngày`, `đến`; `(` in “vừa tổ chức (16/4)”), None when there is none;
    `weekday` is 0 for Monday.
    """

    start: Day
    end: Day | None
    span: Span
    opening: str | None = None
    weekday: int | None = None


_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_in(month: int, year: int) -> int:
    """How many days a month has; `calendar.monthrange` asks for weekdays too."""
    return 29 if month == 2 and calendar.isleap(year) else _DAYS[month]


def make_day(day: int, month: int, year: int | None) -> Day | None:
    """The day, or None when no calendar has it; 29 February passes while the year is open."""
    if not 1 <= month <= 12 or (year is not None and not FIRST_YEAR <= year <= LAST_YEAR):
        return None
    if not 1 <= day <= days_in(month, year or 2024):
        return None
    return Day(year, month, day)


def month_of(text: str) -> int:
    """The number of a month written in digits or words, as `MONTH_NUMBER` matches it."""
    return int(text) if text.isdigit() else MONTH_WORDS[" ".join(text.lower().split())]


@lru_cache(maxsize=64)
def find_dates(plain: str, span: Span) -> tuple[Dated, ...]:
    """Every date that the text names inside a span; remembered while the rules of a report run.

    A day and month without a year count only after a word that opens a date (“ngày”, “sáng”,
    “từ”, “Thứ Ba,”), so that “18/19 tiêu chí” and “24/7” do not; day first always, and an
    impossible day is no date (`4/16/2024` is not turned round).

    Args:
        plain: cleaned text (`Cleaned.plain`).
        span: where to look, character offsets into `plain`.

    Returns:
        The dates in the order of the text; spans are offsets into `plain`.
    """
    found = []
    at, stop = span
    while match := _START.search(plain, at, stop):
        dated = _range(plain, match.start(), stop) or _single(plain, match.start(), stop)
        if dated:
            found.append(dated)
        at = dated.span[1] if dated else _after_digits(plain, match.start())
    return tuple(found)


def _after_digits(plain: str, at: int) -> int:
    while at < len(plain) and plain[at].isdigit():
        at += 1
    return at


def _single(plain: str, at: int, stop: int) -> Dated | None:
    match = _SINGLE.match(plain, at, stop)
    if not match or _LUNAR.match(plain, match.end()):
        return None
    day = _day(match)
    if day is None:
        return None
    opening = _opening(plain, at)
    if not _believable(plain, match, day, opening):
        return None
    return Dated(day, None, match.span(), opening, _weekday(plain, at))


def _range(plain: str, at: int, stop: int) -> Dated | None:
    match = _RANGE.match(plain, at, stop)
    if not match or _LUNAR.match(plain, match.end()):
        return None
    last = _day(match)
    if last is None:
        return None
    if match["joint"] == "-" and match["sep"] == "-" and not match["year"]:
        return None  # "16-4-24" is one day
    if "," in match["joint"] and match["month1"]:
        return None  # "ngày 12/02/2024, sáng 16/4": two dates
    found = _first_of_range(plain, match, last)
    if found is None:
        return None
    first, begin = found
    opening = _opening(plain, begin)
    if opening is None:
        dashed = "-" in match["joint"] and (match["sep"] or "").strip() == "/"
        if not dashed or _COUNTED.match(plain, match.end()):
            return None
    elif not _believable(plain, match, last, opening):
        return None
    return Dated(first, last, (begin, match.end()), opening, _weekday(plain, begin))


def _first_of_range(plain: str, match: re.Match[str], last: Day) -> tuple[Day, int] | None:
    """The first day of a range that ends on `last`, and where it begins in the text.

    What is not printed is taken from the last day; “16, 17 và 18/4” begins before the match.
    """
    month = int(match["month1"]) if match["month1"] else last.month
    year = int(match["year1"]) if match["year1"] else last.year
    if year is not None and not match["year1"] and month > last.month:
        year -= 1  # "30/12 - 02/01/2024"
    first, begin = make_day(int(match["day1"]), month, year), match.start()
    while first and not match["month1"]:
        more = _MORE_DAYS.search(plain, max(0, begin - 6), begin)
        earlier = make_day(int(more[1]), month, year) if more else None
        if more is None or earlier is None or earlier.day >= first.day:
            break
        first, begin = earlier, more.start()
    return (first, begin) if first and _in_order(first, last) else None


def _in_order(first: Day, last: Day) -> bool:
    """Whether a range runs forward; without years it may cross the new year."""
    if first.year is not None and last.year is not None:
        return (first.year, first.month, first.day) < (last.year, last.month, last.day)
    return first.month != last.month or first.day < last.day


def _day(match: re.Match[str]) -> Day | None:
    """The day of a `_DATE` match; two digits of a year stand for 20yy."""
    year_text = match["year"] or match["year_word"] or match["year_of_words"]
    year = int(year_text) if year_text else None
    if year is not None and year < 100:
        year += 2000
    return make_day(int(match["day"]), month_of(match["month"] or match["month_word"]), year)


def _believable(plain: str, match: re.Match[str], day: Day, opening: str | None) -> bool:
    """Whether a day stands where a date stands, and is no share, score or number."""
    if opening in ("từ", "đến") and day.year is None:
        slashed = match["month_word"] or "/" in match["sep"]
        return bool(slashed) and not _COUNTED.match(plain, match.end())
    if match["month_word"]:
        return opening is not None or (
            day.year is not None and _starts_clause(plain, match.start())
        )
    short_year = match["year"] is not None and len(match["year"]) == 2
    return opening is not None or (day.year is not None and not short_year)


def _starts_clause(plain: str, at: int) -> bool:
    before = plain[max(0, at - 3) : at].rstrip(" ")
    return not before or before[-1] in ",(\n"


def _opening(plain: str, at: int) -> str | None:
    match = _OPENING.search(plain, max(0, at - _OPENING_REACH), at)
    if not match:
        told = plain[at - 1 : at] == "(" and _TOLD_BEFORE.search(plain, max(0, at - 14), at)
        return "(" if told else None
    word = match["word"].lower()
    return None if "(" in match["tail"] and word in ("từ", "đến") else word


def _weekday(plain: str, at: int) -> int | None:
    match = _WEEKDAY.search(plain, max(0, at - 30), at)
    if not match:
        return None
    return 6 if match["sunday"] else _WEEKDAYS[match["nth"].lower()]
