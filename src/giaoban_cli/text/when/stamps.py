"""The page's own date line: its text → the day, and the minute if printed.

In: the text of a stamp (`Cleaned.stamps`). Out: `Stamp`, or None when it names no possible day.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from giaoban_cli.frozen import frozen
from giaoban_cli.text.when.dates import MONTH_NUMBER, month_of

# "16/04/2024", "10-10-2020", "16.4.24", "16 tháng 4 năm 2024", "16 thg 4, 2024", "16 Tháng Tư 2024"
_DAY = re.compile(
    r"(?<![\d/.-])(?P<d>\d{1,2})\s?(?:[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4}|\d{2})(?![\d/])"
    rf"|(?:tháng|thg?\.?)\s{{0,2}}(?P<m2>{MONTH_NUMBER}),?\s{{0,2}}(?:năm\s{{0,2}})?(?P<y2>\d{{4}}))",
    re.IGNORECASE,
)
# year first: "2024-04-16"
_ISO = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/.-](?P<m>\d{1,2})[/.-](?P<d>\d{1,2})(?!\d)")
# "Apr 16, 2024", "16 April 2024"
_ENGLISH = re.compile(
    r"(?<!\w)(?:(?P<d1>\d{1,2})[ -])?(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]{0,6}\.?[ ,-]{1,2}(?:(?P<d2>\d{1,2}),?\s)?(?P<y>\d{4})",
    re.IGNORECASE,
)
# "Tháng tư 16, 2024" as some systems write it, and a month alone: "06/2021", "tháng 6 năm 2021"
_VIETNAMESE_US = re.compile(
    r"(?:tháng|thg|th)\s?(?P<m>\d{1,2})[ ,]{1,3}(?P<d>\d{1,2}),?\s(?P<y>\d{4})"
)
_MONTH = re.compile(
    r"(?<![\d/.-])(?:(?P<m>\d{1,2})\s?[/-]\s?(?P<y>20\d\d)|(?P<y2>20\d\d)-(?P<m2>\d{2})"
    r"|tháng\s(?P<m3>\d{1,2}),?\s(?:năm\s)?(?P<y3>20\d\d))(?![\d/-])",
    re.IGNORECASE,
)
# a clock: "16:19", "04:19 PM", "9h05", "16 giờ 19", "07:30 SA"
_CLOCK = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})\s?(?::|h|giờ)\s?(?P<min>\d{1,2})(?!\d)(?::\d{2})?\s?(?P<half>am|pm|sa|ch)?(?!\w)",
    re.IGNORECASE,
)
_ENGLISH_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)


@frozen
class Stamp:
    """When a page says it was put online: between two days, the same when the day is printed.

    `published` is `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, None when only a month is printed or when
    the date is no stamp of the page but was set before a copy of it (`date 2024-04-16 …`).
    """

    first: date
    last: date
    published: str | None


def read_stamp(text: str) -> Stamp | None:
    """Read the text of a stamp; day first always, an impossible day is none."""
    if (day := _day(text)) is not None:
        if text.lstrip().startswith("date "):
            return Stamp(day, day, None)
        clock = _clock(text)
        return Stamp(day, day, f"{day.isoformat()}T{clock}" if clock else day.isoformat())
    if _DAY.search(text) or _ISO.search(text):
        return None  # "09/13/2018": a day no calendar has, and not turned round
    if month := _MONTH.search(text):
        number = int(month["m"] or month["m2"] or month["m3"])
        year = int(month["y"] or month["y2"] or month["y3"])
        if 1 <= number <= 12:
            last = calendar.monthrange(year, number)[1]
            return Stamp(date(year, number, 1), date(year, number, last), None)
    return None


def _day(text: str) -> date | None:
    if match := _ISO.search(text):
        return _date(match["y"], match["m"], match["d"])
    if match := _DAY.search(text):
        month = match["m"] or str(month_of(match["m2"]))
        return _date(match["y"] or match["y2"], month, match["d"])
    if match := _VIETNAMESE_US.search(text.lower()):
        return _date(match["y"], match["m"], match["d"])
    if (match := _ENGLISH.search(text)) and (day := match["d1"] or match["d2"]):
        number = _ENGLISH_MONTHS.index(match["name"].lower()) + 1
        return _date(match["y"], str(number), day)
    return None


def _date(year: str, month: str, day: str) -> date | None:
    number = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def _clock(text: str) -> str | None:
    match = _CLOCK.search(text)
    if not match:
        return None
    hour, minute = int(match["h"]), int(match["min"])
    half = (match["half"] or "").lower()
    if half in ("pm", "ch") and hour < 12:
        hour += 12
    elif half in ("am", "sa") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    return f"{hour:02}:{minute:02}"
