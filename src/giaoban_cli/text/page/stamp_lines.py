"""Where a page says when it was put online: a line → the span of its date line.

In: one line of a page. Out: the span of the stamp in it, if there is one; what day it names is for
`stamps` to read. Words: data/chrome.tsv (label, stamp).
"""

from __future__ import annotations

import re

from giaoban_cli.models import Span
from giaoban_cli.text.page.bylines import only_names
from giaoban_cli.text.page.prose import MINUTES_TIME, tells_meeting, words
from giaoban_cli.text.words.phrases import phrases

LABEL_LINE = 160
"""Longest line, in characters, that can be a stamp."""

SECTION_WORDS = 6
"""The name of a site's section has at most so many words."""

FRONT = 40
"""How far into a paragraph a stamp that is glued to its front may begin."""

REACH = 45
"""Within so many characters behind its label a date begins and ends."""

BEFORE_LABEL = 8
"""A label stands behind at most so many words."""

_VAGUE = frozenset(("đăng", "thời gian", "date", "created", "tin ngày"))
"""Labels that prose uses too, and that count only with a colon."""

_DIGIT = re.compile(r"[0-9]")
_LETTER = re.compile(r"[^\W\d_]")

_ENGLISH_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"

# a day or month: "16/04/2024", "10-10-2020", "2024-04-16", "16 tháng 4 năm 2024",
# "16 Tháng Tư 2024", "11/2023"
_STAMP_DATE = (
    r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})(?!\d)|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}"
    r"|\d{1,2}\s{1,2}tháng\s{1,2}(?:\d{1,2}|mười\s(?:một|hai)|[^\W\d_]{2,4}),?\s{1,2}"
    r"(?:năm\s{1,2})?\d{4}"
    r"|\d{1,2}\s(?:th|thg)\.?\s?\d{1,2},?\s\d{4}"
    r"|(?:th|thg|tháng)\s?\d{1,2}[ ,]{1,3}\d{1,2},?\s\d{4}"
    r"|(?:thg|tháng)\s?\d{1,2}\s?[/,-]?\s?\d{4}|\d{1,2}/\d{4}"
    rf"|\d{{1,2}}[ -]{_ENGLISH_MONTH}[ ,-]{{1,2}}\d{{4}}|{_ENGLISH_MONTH}\.?\s\d{{1,2}},?\s\d{{4}})"
)

# a clock: "16:19", "16h19", "04:19 PM", "16:19:05", "16:19 GMT+7"
_STAMP_TIME = (
    r"(?:\d{1,2}\s?(?::|h|giờ)\s?\d{1,2}(?!\d)(?::\d{2})?'?(?:\s?(?:am|pm|sa|ch|phút))?"
    r"(?:\s?\(?gmt\s?\+\s?\d{1,2}(?::\d\d)?\)?)?)"
)

# "Thứ Ba,", "Chủ nhật", "T3,", "CN,", "Tuesday"
_STAMP_WEEKDAY = (
    r"(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật|(?:t[2-7]|cn)(?=,)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)(?=,))"
)

PRINTED_DAY = re.compile(rf"(?<![\w/]){_STAMP_DATE}(?!\w)", re.IGNORECASE)
_STAMP_PIECE = re.compile(
    rf"(?<!\w)(?:{_STAMP_DATE}|{_STAMP_TIME}|{_STAMP_WEEKDAY}|gmt|ngày|lúc|bởi|by|admin|am|pm)(?!\w)",
    re.IGNORECASE,
)

# "16/04/2024 16:19Huyện ủy giao ban": a stamp with its time glued to the front of a line
_STAMP_FRONT = re.compile(
    rf"\s{{0,9}}(?:{_STAMP_WEEKDAY}[,\s-]{{1,4}})?(?:"
    rf"{_STAMP_DATE}[\s,|-]{{1,5}}{_STAMP_TIME}|{_STAMP_TIME}[\s,|-]{{1,5}}{_STAMP_DATE})"
    r"[\s|-]{0,4}",
    re.IGNORECASE,
)

# "Xây dựng Đảng    16/04/2024 16:19", "… thành công (17:55 30/07/2020)": a stamp after a title
_STAMP_BACK = re.compile(
    rf"[\s|(-]{{1,40}}(?:{_STAMP_DATE}[\s,|-]{{1,5}}{_STAMP_TIME}"
    rf"|{_STAMP_TIME}[\s,|-]{{1,5}}{_STAMP_DATE})[\s)]{{0,3}}$",
    re.IGNORECASE,
)

# who sent a page in, and when: "quantri gửi vào T6, 2024-04-12 15:01", "admin đăng lúc 16/04/2024"
_SENT = re.compile(
    rf"\S{{2,30}}(?:\s\S{{1,20}}){{0,3}}?\s(?:gửi|đăng)(?:\sbài|\stin)?(?:\s(?:vào|lúc|ngày)){{1,2}}"
    rf"\s{{1,3}}(?:{_STAMP_WEEKDAY}[,\s-]{{1,4}})?{_STAMP_DATE}(?:[\s,|-]{{1,5}}{_STAMP_TIME})?$",
    re.IGNORECASE,
)

# what a crawler sets before a copy: "date 2024-04-16 Sáng 16/4, …", "date 2024-04 …"
_CRAWLED = re.compile(r"date (?:19|20)\d\d-\d\d(?:-\d\d)?(?: |$)")

# who keyed a page in, after its stamp: " - Người đăng: quantri"
_POSTER = re.compile(r"[\s,|-]{0,5}(?:người đăng|bởi)\s?:?\s?\S{1,30}", re.IGNORECASE)


# "Thời sự - 16/04/2024", "Xã hội 16-04-2024": a section's name and the whole day, above the lead
_SECTION_DAY = re.compile(
    rf"(?P<section>[^\W\d_][^\d\n:;.]{{2,40}}?)(?P<stamp>[\s,|-]{{1,5}}"
    rf"(?:{_STAMP_WEEKDAY}[,\s-]{{1,4}})?\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}})$",
    re.IGNORECASE,
)
# "16/04/2024 Trần Thị Thanh Nhàn": the day and the author's name, above the lead
_DAY_AND_AUTHOR = re.compile(
    rf"{_STAMP_DATE}(?:[\s,|-]{{1,5}}{_STAMP_TIME})?[\s,|-]{{1,5}}", re.IGNORECASE
)
_NAMES_DAY = re.compile(r"(?:ngày|tuần|đến|từ|sáng|chiều|số)$", re.IGNORECASE)

# the clock behind a labelled day: ", 16:19", " - 16h19"
_CLOCK_BEHIND = re.compile(rf"[\s,|-]{{0,5}}{_STAMP_TIME}", re.IGNORECASE)


def find_stamp(row: str, start: int, *, above: bool) -> Span | None:
    """The span of the page's own date in a line, if there is one.

    Args:
        row: the line.
        start: where the line begins in the text.
        above: whether it stands above the report.
    """
    short = len(row) <= LABEL_LINE
    if not _DIGIT.search(row, 0, LABEL_LINE if short else FRONT + REACH):
        return None
    if MINUTES_TIME.match(row):
        return None
    found = (
        (_alone(row) if short else None)
        or _glued(row, short=short)
        or (_beside_name(row) if above else None)
        or _labelled(row, LABEL_LINE if short else FRONT)
    )
    return (start + found[0], start + found[1]) if found else None


def _alone(row: str) -> Span | None:
    """A line of a date, its labels and counters, and nothing else."""
    if not PRINTED_DAY.search(row):
        return None
    rest = _STAMP_PIECE.sub(" ", phrases("stamp").sub(" ", row))
    return None if _LETTER.search(phrases("label").sub(" ", rest)) else (0, len(row))


def _glued(row: str, *, short: bool) -> Span | None:
    """A date with its clock that is glued to the front of a line or to the end of a short one."""
    if front := _STAMP_FRONT.match(row) or _CRAWLED.match(row):
        return front.span()
    if short and (sent := _SENT.match(row)):
        return sent.span()
    back = _STAMP_BACK.search(row) if short else None
    return back.span() if back else None


def _beside_name(row: str) -> Span | None:
    """A date beside the name of a section or of an author."""
    if (day := _DAY_AND_AUTHOR.match(row)) and only_names(row[day.end() :]):
        return day.span()
    day = _SECTION_DAY.match(row)
    if day is None or words(day["section"]) > SECTION_WORDS:
        return None
    named = tells_meeting(day["section"]) or _NAMES_DAY.search(day["section"])
    return None if named else day.span("stamp")


def _labelled(row: str, stop: int) -> Span | None:
    """A date behind a label: “Cập nhật lúc : 16/04/2024 16:19”, “Đăng bởi: A - 16/04/2024”."""
    label = phrases("stamp").search(row, 0, stop)
    if label is None or words(row[: label.start()]) > BEFORE_LABEL:
        return None
    date = PRINTED_DAY.search(row, label.end(), label.end() + REACH)
    if date is None:
        return None
    word, between = label.group().lower(), row[label.end() : date.start()]
    if word in _VAGUE and not between.lstrip().startswith(":"):
        return None
    keyed = word.endswith(("bởi", " by")) and words(between) <= SECTION_WORDS
    if not keyed and _LETTER.search(_STAMP_PIECE.sub(" ", between)):
        return None
    end = (_CLOCK_BEHIND.match(row, date.end()) or date).end()
    poster = _POSTER.match(row, end)
    return label.start(), poster.end() if poster else end
