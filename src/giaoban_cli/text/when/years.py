"""The year of a meeting whose day is printed without one, and where sources disagree.

In: the day, the text with its outline, the periods it names, the page's stamps, the file's name.
Out: `Resolved`. The order is the handbook's 2.5: the lead; a month with its year; the stamp; a
period; the file's name; else the year stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Confidence, YearFrom
from giaoban_cli.text.page.sections import Outline
from giaoban_cli.text.when.dates import FIRST_YEAR, LAST_YEAR, Dated, Day, find_dates
from giaoban_cli.text.when.meeting_day import cited, of_paper
from giaoban_cli.text.when.periods import Mention, find_periods, is_label
from giaoban_cli.text.when.stamps import Stamp
from giaoban_cli.text.words.sentences import sentences

STAMP_REACH = timedelta(days=60)
"""A report is put online at most so long after its meeting, if its stamp is to lend the year."""

SURE_REACH = timedelta(days=7)
"""A stamp so soon after the day leaves no doubt about its year."""


BESIDE = timedelta(days=31)
"""A whole date in the report lends its year to a day at most so far from it."""


@frozen
class Resolved:
    """The year and where it comes from; `conflicts` are sentences about sources that disagree."""

    year: int | None
    year_from: YearFrom | None
    confidence: Confidence = "high"
    conflicts: tuple[str, ...] = ()
    stamp_conflict: bool = False


def resolve_year(
    dated: Dated,
    plain: str,
    outline: Outline,
    mentions: Sequence[Mention],
    stamps: Sequence[Stamp],
    filename: str | None,
) -> Resolved:
    """Resolve the year of a meeting's day.

    Args:
        dated: the meeting's day as the text names it.
        plain: the cleaned text.
        outline: its parts.
        mentions: the periods of title and lead.
        stamps: the page's own dates.
        filename: the file's name, if any.
    """
    day = dated.start
    year = day.year or (dated.end.year if dated.end else None)
    if year is not None:
        where: YearFrom = "title" if dated.span[0] in _in_title(outline) else "lead"
        return _checked(day, year, where, "high", stamps)
    if (named := _month_year(day, plain, outline, mentions)) is not None:
        return _checked(day, named[0], named[1], "high", stamps)
    by_stamp = _by_stamp(day, stamps)
    by_period = _by_period(day, (*mentions, *_parts_of_year(plain, outline)))
    if by_stamp is not None and by_period is not None and by_stamp != by_period:
        return _checked(day, by_period, "period", "low", stamps)
    if by_stamp is not None:
        sure = by_period is not None or _soon(day, by_stamp, stamps)
        return Resolved(by_stamp, "stamp", "high" if sure else "medium")
    if by_period is not None:
        return _checked(day, by_period, "period", "medium", stamps)
    if (own := _by_own_year(day, plain, mentions)) is not None:
        return _checked(day, own, "period", "medium", stamps)
    by_body = _by_period(day, tuple(_body_periods(plain, outline)), whole_years=False)
    if by_body is not None:
        return _checked(day, by_body, "period", "medium", stamps)
    if (beside := _by_dates(day, plain, outline)) is not None:
        return _checked(day, beside, "period", "medium", stamps)
    if (alone := _year_alone(day, plain, outline)) is not None:
        return _checked(day, alone, "period", "low", stamps)
    if filename and (by_name := _by_filename(day, filename)) is not None:
        return _checked(day, by_name, "filename", "low", stamps)
    return Resolved(None, None, "low")


def _in_title(outline: Outline) -> range:
    """The offsets of the title, empty without one."""
    return range(*outline.title) if outline.title else range(0)


def _date(day: Day, year: int) -> date | None:
    try:
        return date(year, day.month, day.day)
    except ValueError:  # 29 February of a common year
        return None


def _month_year(
    day: Day, plain: str, outline: Outline, mentions: Sequence[Mention]
) -> tuple[int, YearFrom] | None:
    """The year of the same month, or the same day, named in title or lead: “tháng 11/2018”."""
    title = _in_title(outline)
    for mention in mentions:
        if mention.shape == "month" and mention.first == day.month and mention.year is not None:
            return mention.year, "title" if mention.span[0] in title else "lead"
    for place, span in (("title", outline.title), ("lead", outline.lead)):
        for other in find_dates(plain, span) if span else ():
            if (other.start.month, other.start.day) == (day.month, day.day) and other.start.year:
                return other.start.year, "title" if place == "title" else "lead"
    return None


def _by_stamp(day: Day, stamps: Sequence[Stamp]) -> int | None:
    """The latest year in which the day falls on or at most 60 days before a stamp."""
    for stamp in stamps:
        for year in (stamp.last.year, stamp.last.year - 1):
            meeting = _date(day, year)
            if meeting and stamp.first - STAMP_REACH <= meeting <= stamp.last:
                return year
    return None


def _soon(day: Day, year: int, stamps: Sequence[Stamp]) -> bool:
    """Whether a stamp follows the day so closely that its year is beyond doubt."""
    meeting = _date(day, year)
    return any(meeting and meeting <= s.last <= meeting + SURE_REACH for s in stamps)


def _by_period(day: Day, mentions: Sequence[Mention], *, whole_years: bool = True) -> int | None:
    """The year in which the day lies near a period printed with its year.

    A whole year is reviewed after its end or planned about its beginning, so of two years that
    fit the later is taken for what looks back and the earlier for what looks ahead.
    """
    ordered = sorted(mentions, key=lambda mention: mention.shape == "year")
    for mention in ordered:
        if mention.year is None or (mention.shape == "year" and not whole_years):
            continue
        if mention.shape == "year" and mention.role is None:
            continue
        fits = [
            meeting.year
            for year in (mention.year - 1, mention.year, mention.year + 1)
            if (meeting := _date(day, year)) and mention.near(meeting, mention.year)
        ]
        if fits:
            return fits[0] if mention.role == "ahead" else fits[-1]
    return None


# what a year ends that belongs to the meeting: "Hội nghị giao ban |năm 2017", "phiên họp lần thứ
# ba |năm 2017", "giao ban với Thường trực HĐND các huyện, thành phố |năm 2017"
_OWN_PHRASE = re.compile(
    r"(?<!\w)(?:hội nghị|giao ban|(?:phiên|cuộc|buổi) họp|họp)"
    r"(?: (?:giao ban|liên tịch|trực báo|thường kỳ|thường niên|định kỳ|toàn thể|mở rộng"
    r"|(?:gặp gỡ|gặp mặt|tiếp xúc|đối thoại),?|lần(?: thứ)? \w{1,8})){0,3}"
    r"(?:,? (?:với|giữa|cùng) (?P<with>[^.;:()]{1,120}))?,? $",
    re.IGNORECASE,
)
# what in “với các huyện để đánh giá”, “với các xã về sản xuất” leads to a topic, whose year it is
_TOPIC = re.compile(r"(?<!\w)(?:để|nhằm|về|bàn|từ|đến|kế hoạch|chương trình)(?!\w)", re.IGNORECASE)

OWN_PHRASE = 160
"""Characters before a year in which the name of the meeting that has this year may begin."""


def _by_own_year(day: Day, plain: str, mentions: Sequence[Mention]) -> int | None:
    """The whole year by which title or lead names the meeting itself: “giao ban năm 2017”.

    In January and February such a meeting may close the year before, so the year stays open.
    """
    if day.month <= 2:
        return None
    for mention in mentions:
        if mention.shape != "year" or mention.role is not None:
            continue
        start = mention.span[0]
        own = _OWN_PHRASE.search(plain, max(0, start - OWN_PHRASE), start)
        if own and not _TOPIC.search(own["with"] or "") and not cited(plain, start):
            return mention.year
    return None


def _body_periods(plain: str, outline: Outline) -> Iterator[Mention]:
    """Periods with their year in the body, which lend the year when title and lead do not."""
    for span in outline.body:
        for sentence in sentences(plain, span):
            yield from (m for m in find_periods(plain, sentence) if not is_label(plain, m))


# "kỳ họp thường lệ giữa năm 2023", "kỳ họp cuối năm 2024": a part of a year, by its months
_PART_OF_YEAR = re.compile(
    r"(?<!\w)(?P<part>đầu|giữa|cuối) năm (?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
)
_PARTS = {"đầu": (1, 2), "giữa": (6, 7), "cuối": (11, 12)}


def _parts_of_year(plain: str, outline: Outline) -> Iterator[Mention]:
    """The parts of years that title and lead name; they lend a year and are no periods."""
    for span in (outline.title, outline.lead):
        for match in _PART_OF_YEAR.finditer(plain, *span) if span else ():
            before = plain[max(0, match.start() - 6) : match.start()].rstrip().lower()
            if before.endswith(("tháng", "nửa")):
                continue  # "6 tháng đầu năm 2023", "nửa đầu năm 2023" are periods
            first, last = _PARTS[match["part"].lower()]
            yield Mention("months", first, last, int(match["year"]), match.span())


def _by_dates(day: Day, plain: str, outline: Outline) -> int | None:
    """The year of the whole dates that the report names near the day, if they agree.

    “Trước đó, ngày 6/2/2025, …” for a meeting on 12/2, “dự kiến tổ chức vào ngày 01/7/2021” for
    one on 22/6; the dates of cited papers, feasts and births lie anywhere and are left out.
    """
    years = set()
    for span in outline.body:
        for dated in find_dates(plain, span):
            if dated.start.year is None or of_paper(plain, dated):
                continue
            named = _date(dated.start, dated.start.year)
            for year in (dated.start.year - 1, dated.start.year, dated.start.year + 1):
                meeting = _date(day, year)
                if named and meeting and abs(named - meeting) <= BESIDE:
                    years.add(year)
    return years.pop() if len(years) == 1 else None


def _year_alone(day: Day, plain: str, outline: Outline) -> int | None:
    """The only year that title and lead print, for a day in the midst of a year.

    “Ngày 15/5, … hội nghị bàn công tác tuyển sinh năm 2024”. About the turn of the year it may
    be the year before or after, and the year of a paper is its own.
    """
    years = set()
    for span in (outline.title, outline.lead):
        for mention in find_periods(plain, span) if span else ():
            if mention.year is not None and not cited(plain, mention.span[0]):
                years.add(mention.year)
    return years.pop() if len(years) == 1 and 3 <= day.month <= 9 else None


# "2024-04-16-giao-ban", "20240416", "2019-10-giao-ban"
_NAME_ISO = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])(?:[-_.]?([0-3]\d))?(?!\d)")
# "giao-ban-16-4-2024", "16.04.2024"
_NAME_DAY_FIRST = re.compile(r"(?<!\d)([0-3]?\d)[-_.]([01]?\d)[-_.](20\d\d)(?!\d)")


def _by_filename(day: Day, filename: str) -> int | None:
    """The year of a date in the file's name, if it is of the same day or month."""
    if match := _NAME_DAY_FIRST.search(filename):
        same = (int(match[1]), int(match[2])) == (day.day, day.month)
        return int(match[3]) if same else None
    match = _NAME_ISO.search(filename)
    if match and int(match[2]) == day.month and (not match[3] or int(match[3]) == day.day):
        return int(match[1])
    return None


def _checked(
    day: Day, year: int, source: YearFrom, confidence: Confidence, stamps: Sequence[Stamp]
) -> Resolved:
    """A resolved year, with a conflict noted when a stamp lies before it or long after."""
    meeting = _date(day, year)
    if meeting is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return Resolved(None, None, "low")
    days = [stamp for stamp in stamps if stamp.published]
    far = [s for s in days if not s.first - STAMP_REACH <= meeting <= s.last]
    if not far or len(far) < len(days):
        return Resolved(year, source, confidence)
    stamp = far[0].first
    sentence = (
        f"Ngày họp {meeting:%d/%m/%Y} không khớp với ngày in trên trang {stamp:%d/%m/%Y}:"
        f" {'trang đăng trước ngày họp' if stamp < meeting else 'trang đăng sau quá 60 ngày'}."
    )
    return Resolved(year, source, confidence, (sentence,), stamp_conflict=True)
