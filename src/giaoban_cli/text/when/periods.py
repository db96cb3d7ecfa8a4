"""The stretches of time a report speaks of: quarters, halves, months and years, and their part.

In: cleaned text. Out: `Mention` values (handbook 2.9 to 2.12); `chosen_periods` takes from them
what a meeting reviews and what it plans.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Period, Span
from giaoban_cli.text.when.dates import MONTH_NUMBER, days_in, find_dates, month_of
from giaoban_cli.text.words.wordlist import Finder, twin

Shape = Literal["year", "half", "quarter", "months", "month"]
Role = Literal["reviewed", "ahead"]

EARLY, LATE = timedelta(days=45), timedelta(days=120)
"""A meeting about a period falls at most so long before its start and after its end (2.5 d)."""

OPENING = 20
"""A period that opens a sentence begins within so many characters of it."""


@frozen
class Mention:
    """A period that the text names: its months, the year if printed, and its part if said."""

    shape: Shape
    first: int
    last: int
    year: int | None
    span: Span
    role: Role | None = None

    def start(self, year: int) -> date:
        """Its first day in a year."""
        return date(year, self.first, 1)

    def end(self, year: int) -> date:
        """Its last day in a year."""
        return date(year, self.last, days_in(self.last, year))

    def near(self, day: date, year: int, early: timedelta = EARLY) -> bool:
        """Whether a meeting on `day` can be about this period in `year`."""
        return self.start(year) - early <= day <= self.end(year) + LATE

    def period(self, year: int) -> Period:
        """The period as a value, in a year."""
        return Period(
            self._label(year), self.start(year).isoformat(), self.end(year).isoformat(), self.span
        )

    def playing(self, role: Role | None) -> Mention:
        """The same with its part."""
        return self if role == self.role else replace(self, role=role)

    def _label(self, year: int) -> str:
        match self.shape:
            case "year":
                return f"{year}"
            case "half":
                return f"{year}-H{1 if self.first == 1 else 2}"
            case "quarter":
                return f"{year}-Q{(self.first + 2) // 3}"
            case "month":
                return f"{year}-{self.first:02}"
        return f"{year}-M{self.first:02}..M{self.last:02}"


_YEAR = r"(?:19|20)\d\d(?!\d|\s?[-_]\s?\d)"

_COUNTED = ("hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "mười một")
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(_COUNTED)})"

# "quý I", "Quý 2 năm 2024", "qúy III/2018", "quí 1-2019", "quý IV.2022", "Q1/2024", "quý đầu năm"
_QUARTER = (
    r"(?:q(?:uý|úy|uí)\s{0,2}(?P<quarter>IV|III|II|I|[1-4]|một|hai|ba|bốn|tư|đầu|cuối)(?!\w)"
    r"|(?-i:Q)(?P<letter_quarter>[1-4])(?!\w))"
    rf"(?:\s?(?:,?\s?năm\s|/\s?(?:năm\s)?|-|\.(?=\d))\s?(?P<quarter_year>{_YEAR}))?"
)

# "6 tháng đầu năm 2023", "9 tháng năm 2022", "ba tháng cuối năm", "5 tháng/2022", "6 tháng",
# "9 tháng còn lại"
_MONTHS = (
    rf"(?P<count>{_COUNT})\s{{1,2}}tháng"
    r"(?:\s{0,2}(?P<side>đầu|cuối|còn lại(?: của)?)\s{1,2}năm|\s{1,2}(?P<plain_year>năm)"
    r"|\s{1,2}(?P<rest>còn lại)(?!\w)|(?=\s?/\s?20\d\d)"
    r"|(?P<bare>(?!\s{0,2}(?:\d|tư\b|đầu|cuối|qua|tới|trước|còn|sau|nữa|/))))"
    rf"(?:\s?/?\s{{0,2}}(?P<months_year>{_YEAR}))?"
)

# "nửa đầu năm 2018", "nửa cuối năm", not "nửa đầu năm học"
_HALF = (
    r"nửa\s{1,2}(?P<half>đầu|cuối)\s{1,2}năm(?!\w|\s{1,2}học)"
    rf"(?:\s{{1,2}}(?P<half_year>{_YEAR}))?"
)

# "tháng 11/2018", "tháng 02 năm 2022", "tháng 1-2026", "tháng 9"
_MONTH = (
    rf"tháng\s{{0,2}}(?P<month>{MONTH_NUMBER})(?!\s?[-,]\s?\d{{1,2}}/)"
    rf"(?:\s?(?:,?\s?năm\s|/\s?|-|\.(?=\d))\s?(?P<month_year>{_YEAR}))?"
)

# "năm 2015", "phương hướng 2015", not "năm học 2023 - 2024", "giai đoạn 2021-2025"
_WHOLE_YEAR = (
    r"(?:năm\s{1,2}|(?<=phương hướng )|(?<=nhiệm vụ )|(?<=công tác )|(?<=kế hoạch )"
    rf"|(?<=tổng kết ))(?P<year>{_YEAR})(?![/.]\d)"
)

_MENTION = re.compile(
    rf"(?:{_QUARTER}|{_MONTHS}|{_HALF}|{_MONTH}|{_WHOLE_YEAR})(?!\d)", re.IGNORECASE
)
_MAY_BEGIN = Finder(("q", "nửa", "tháng", "năm", *_COUNTED, *"0123456789"), re.compile(""))

_NUMBERS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11,
    "đầu": 1, "cuối": 4,
}  # fmt: skip

# what looks back: "đánh giá kết quả", "tình hình thực hiện", "tổng kết"
_BACK = (
    "đánh giá", "kết quả", "tình hình", "sơ kết", "tổng kết", "kiểm điểm", "nhìn lại",
    "đã thực hiện", "rút kinh nghiệm", "thành tích", "việc thực hiện", "trong thời gian qua",
    "trong tháng qua", "trong quý qua",
)  # fmt: skip
# what looks forward: "triển khai nhiệm vụ", "phương hướng", "bàn", "đề ra", "thời gian tới"
_FORTH = (
    "triển khai", "nhiệm vụ", "phương hướng", "giải pháp", "chương trình công tác",
    "chương trình phối hợp", "chương trình hành động", "kế hoạch", "thời gian tới", "tiếp theo",
    "bàn", "đề ra", "dự kiến", "mục tiêu", "trọng tâm", "định hướng", "đăng ký", "chuẩn bị",
    "thông qua chương trình",
)  # fmt: skip
_CUE = Finder((*_BACK, *_FORTH))

# what opens a new task of the meeting: ", triển khai", "và phương hướng", "về nhiệm vụ"
_JOINT = re.compile(r"(?:[,;:.()]|(?<!\w)(?:và|nhằm|để|đồng thời|về|bàn))\s{0,3}$", re.IGNORECASE)

# "thực hiện kế hoạch", "thực hiện nhiệm vụ": says nothing of when
_CARRIED_OUT = re.compile(r"thực hiện\s{1,2}$", re.IGNORECASE)

# "Thực hiện chương trình công tác năm 2023 của Ban Chấp hành, …": no plan of theirs
_BY_PLAN = re.compile(r"\W{0,3}(?:thực hiện|căn cứ|theo) (?:chương trình|kế hoạch)[^,;.]*$")

# names of regular meetings: the month belongs to the meeting, "phiên họp thường kỳ tháng 11"
_REGULAR = re.compile(
    r"(?:thường kỳ|thường kì|định kỳ|định kì|phiên(?: họp)?|họp|giao ban|hội nghị)\s{0,2}$",
    re.IGNORECASE,
)

# "chuẩn bị tổ chức hội nghị đại biểu nhân dân phường |năm 2018": the year of what is prepared
_PREPARED = re.compile(
    r"chuẩn bị[^,;.]{0,60}(?:hội nghị|đại hội|kỳ họp|lễ|ngày hội)[^,;.]{0,60}$", re.IGNORECASE
)

# "trong nhiệm kỳ", "giai đoạn", "năm học", "khóa": spans of years are no periods of a meeting
_NO_PERIOD = re.compile(r"(?:nhiệm kỳ|nhiệm kì|giai đoạn|khóa|khoá|đến|từ|trước|sau)\s{1,2}$")


# "6 tháng cuối năm 2017, |Đảng bộ phường sẽ tiếp tục"
_WILL = re.compile(r",[^,;.:]{2,60}\ssẽ\s")


@lru_cache(maxsize=64)
def find_periods(plain: str, span: Span) -> tuple[Mention, ...]:
    """Every period that the text names inside a span, with the part it plays there if one is said.

    Remembered while the rules of one report run.

    Args:
        plain: cleaned text.
        span: where to look; a title or a sentence, so that what governs a period stands inside.

    Returns:
        The mentions in the order of the text.
    """
    dates = deque(dated.span for dated in find_dates(plain, span))
    found: list[Mention] = []
    at = span[0]
    for match in _matches(plain, span):
        start, end = match.span()
        while dates and dates[0][1] <= start:
            dates.popleft()
        if (dates and dates[0][0] < end) or _in_date(plain, start):
            continue
        mention = _mention(match)
        if mention is None or _NO_PERIOD.search(plain, max(0, start - 12), start):
            continue
        role = _role(twin(plain), at, start)
        if _BY_PLAN.match(twin(plain), at, start) or (
            mention.shape == "year" and _PREPARED.search(plain, at, start)
        ):
            role = None
        elif role is None and found and len(plain[at:start].split()) <= 1:
            role = found[-1].role
        opens = start - span[0] < OPENING and len(plain[span[0] : start].split()) <= 1
        if role is None and opens and mention.shape != "month":
            # "Trong 9 tháng đầu năm 2022, …": the report goes on to tell of it, or of what will be
            role = "ahead" if _WILL.match(plain, end, span[1]) else "reviewed"
        if found and _lends_year(mention, found[-1]):
            found[-1] = replace(found[-1], year=mention.year)
        found.append(mention.playing(role))
        at = end
    return tuple(found)


def _matches(plain: str, span: Span) -> Iterator[re.Match[str]]:
    """Where the text may name a period."""
    free = span[0]
    for word in _MAY_BEGIN.finditer(twin(plain), *span):
        at = word.start()
        if at >= free and (match := _MENTION.match(plain, at, span[1])):
            yield match
            free = match.end()


def _lends_year(mention: Mention, before: Mention) -> bool:
    """Whether a period has the year of the later one behind it printed with that one alone.

    “6 tháng đầu năm, … nhiệm vụ 6 tháng cuối năm 2023”, “quý I, triển khai … quý II/2023”
    """
    parts = ("half", "quarter", "months")
    return (
        before.year is None
        and before.shape in parts
        and mention.shape in parts
        and before.last < mention.first
    )


# "hội nghị giao ban lần thứ 3 |năm 2017"
_NTH = re.compile(r"(?<!\w)lần (?:thứ )?\d{1,3}$", re.IGNORECASE)


def _in_date(plain: str, start: int) -> bool:
    """Whether a “tháng 4” follows a day: “ngày 16 tháng 4”; but not the number of a meeting."""
    before = plain[max(0, start - 16) : start].rstrip()
    return before[-1:].isdigit() and not _NTH.search(before)


def _mention(match: re.Match[str]) -> Mention | None:
    span = match.span()
    if quarter := match["quarter"] or match["letter_quarter"]:
        if quarter in ("Một", "Hai", "Ba", "Bốn", "Tư"):
            return None  # a person's name: "Quý Hai"
        number = int(quarter) if quarter.isdigit() else _NUMBERS[quarter.lower()]
        return Mention("quarter", 3 * number - 2, 3 * number, _int(match["quarter_year"]), span)
    if count_text := match["count"]:
        count = int(count_text) if count_text.isdigit() else _NUMBERS[count_text.lower()]
        year = _int(match["months_year"])
        if not 2 <= count <= 11 or (match["bare"] is not None and count not in (6, 9)):
            return None
        late = bool(match["rest"] or (match["side"] and match["side"][0] not in "đĐ"))
        first, last = (13 - count, 12) if late else (1, count)
        return Mention("half" if count == 6 else "months", first, last, year, span)
    if half := match["half"]:
        first = 1 if half.lower() == "đầu" else 7
        return Mention("half", first, first + 5, _int(match["half_year"]), span)
    if month := match["month"]:
        number = month_of(month)
        return Mention("month", number, number, _int(match["month_year"]), span)
    return Mention("year", 1, 12, int(match["year"]), span)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _role(low: str, at: int, start: int) -> Role | None:
    """What the words between the last period, which ends at `at`, and this one say of it.

    The last word that looks back, or that opens a new task, decides: “đánh giá kết quả thực hiện
    nhiệm vụ” looks back although “nhiệm vụ” stands nearer.
    """
    role: Role | None = None
    for cue in _CUE.finditer(low, at, start):
        if _CARRIED_OUT.search(low, max(at, cue.start() - 12), cue.start()):
            continue
        if " ".join(cue[0].split()) in _BACK:
            role = "reviewed"
        elif role is None or _JOINT.search(low, max(at, cue.start() - 14), cue.start()):
            role = "ahead"
    if role == "reviewed" and _REGULAR.search(low, max(at, start - 14), start):
        return None
    return role


def is_label(plain: str, mention: Mention) -> bool:
    """Whether a month only names a regular meeting: “họp thường kỳ tháng 11”."""
    start = mention.span[0]
    return mention.shape == "month" and bool(_REGULAR.search(plain, max(0, start - 14), start))
