"""What a web site prints around an article: lines of a page → the spans that are not the report.

In: the text with its spaces, dashes and quotes made plain, and the spans of its lines. Out:
`Chrome`. Rules are position (above the lead, after it, at the end) and shape first, words second
(data/chrome.tsv), so that a sentence of the report is never taken for chrome.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from giaoban_cli.data import table
from giaoban_cli.models import Span
from giaoban_cli.text.letters import UPPER

LABEL_LINE = 160
"""Longest line, in characters, that can be a tool bar or a stamp."""

FRONT = 40
"""How far into a paragraph a stamp that is glued to its front may begin."""

PROSE_WORDS = 25
"""A line of so many words that ends like a sentence is prose, not a title or a label."""

RESUMED_WORDS = 60
"""One paragraph of so many words after a box of links belongs to the report again."""

BOX_BEFORE = 130
"""A box of links inside a report stands after at most so many words of it."""


@dataclass(frozen=True, slots=True)
class Chrome:
    """`spans` are all chrome in order; `stamps` those of them that are date lines."""

    spans: tuple[Span, ...]
    stamps: tuple[Span, ...]


_ENGLISH_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"

# a day or month: "16/04/2024", "10-10-2020", "2024-04-16", "16 tháng 4 năm 2024", "11/2023"
_STAMP_DATE = (
    r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})(?!\d)|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}"
    r"|\d{1,2}\s{1,2}tháng\s{1,2}\d{1,2},?\s{1,2}(?:năm\s{1,2})?\d{4}"
    r"|(?:thg|tháng)\s?\d{1,2}[ ,]{1,3}\d{1,2},?\s\d{4}"
    r"|(?:thg|tháng)\s?\d{1,2}\s?[/,-]?\s?\d{4}|\d{1,2}/\d{4}"
    rf"|\d{{1,2}}[ -]{_ENGLISH_MONTH}[ ,-]{{1,2}}\d{{4}}|{_ENGLISH_MONTH}\.?\s\d{{1,2}},?\s\d{{4}})"
)

# a clock: "16:19", "16h19", "04:19 PM", "16:19:05", "16:19 GMT+7"
_STAMP_TIME = (
    r"(?:\d{1,2}\s?(?::|h|giờ)\s?\d{2}(?::\d{2})?'?(?:\s?(?:am|pm|sa|ch|phút))?"
    r"(?:\s?\(?gmt\s?\+\s?\d{1,2}(?::\d\d)?\)?)?)"
)

# "Thứ Ba,", "Chủ nhật", "T3,", "Tuesday"
_STAMP_WEEKDAY = (
    r"(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)(?=,))"
)

_DATE_OR_TIME = re.compile(rf"(?<![\w/]){_STAMP_DATE}(?!\w)", re.IGNORECASE)
_STAMP_PIECE = re.compile(
    rf"(?<!\w)(?:{_STAMP_DATE}|{_STAMP_TIME}|{_STAMP_WEEKDAY}|gmt|ngày|lúc|bởi|admin|am|pm)(?!\w)",
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

# what a crawler sets before a copy: "date 2024-04-16 Sáng 16/4, …", "date 2024-04 …"
_CRAWLED = re.compile(r"date (?:19|20)\d\d-\d\d(?:-\d\d)?(?: |$)")

# who keyed a page in, after its stamp: " - Người đăng: quantri"
_POSTER = re.compile(r"[\s,|-]{0,5}(?:người đăng|bởi)\s?:?\s?\S{1,30}", re.IGNORECASE)

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.!?…:;][\"')]{0,2}\s*$|/\.\s*$")
_INNER_SENTENCE = re.compile(rf"[^\W\d_]{{2}}[.!?…] {{0,2}}[{UPPER}]")

# how leads begin: "Sáng 16/4", "(BTV) - Chiều ngày 29/9", "Trong 2 ngày (8 và 9/8)"
LEAD_START = re.compile(
    r"[\W\d_]{0,4}(?:\([^()\n]{2,40}\)\s?-?\s?)?(?:vào\s|trong\s)?(?:buổi\s)?"
    r"(?:sáng|chiều|tối|trưa|ngày|hôm nay|hôm qua|thứ\s\w{2,4}|chủ nhật|(?:2|02|hai|3|ba) ngày)"
    r"[^\n]{0,30}?\d{1,2}\s?(?:[/.-]\s?\d{1,2}|tháng)",
    re.IGNORECASE,
)

# "+ aa -", "A- A A+", "a a a": buttons for the size of letters
_SIZE_BAR = re.compile(r"[\s+|]{0,5}(?:a{1,2}[\s+|-]{0,4}){1,4}$", re.IGNORECASE)

# "Trang chủ » Tin tức » Hoạt động", "Giới thiệu | Tin tức | Liên hệ"
_MENU_MARK = re.compile(r"\s?[|»›>•·]\s?|\s(?:::|/)\s|\s-\s(?=\S)")

# scripts and widgets that lost their tags: "(adsbygoogle = window.adsbygoogle || []).push({});"
_SCRIPT = re.compile(
    r"(?:\(adsbygoogle|googletag\.|window\.\w{2,30}\s?=|document\.\w{2,30}|jQuery\(|\$\(|"
    r"var \w{1,30}\s?=|function\s?\w{0,20}\s?\()[^\n]{0,400}?(?:\}\)?;|\)\s?;)"
    r"|loading\.{3,8}|EmailPrintAa|\[/?(?:caption|gallery|embed|video)[^\]\n]{0,200}\]"
)

_SCRIPT_SIGNS = (
    "adsbygoogle", "googletag.", "window.", "document.", "jQuery(", "$(", "var ", "function",
    "loading..", "EmailPrintAa", "[",
)  # fmt: skip
"""One of them stands in every `_SCRIPT`."""


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    """One pattern for all phrases of a kind in data/chrome.tsv, the longest first."""
    rows = sorted((row[1] for row in table("chrome") if row[0] == kind), key=len, reverse=True)
    body = "|".join(re.escape(row).replace(r"\ ", r"\s{1,3}") for row in rows)
    if kind in ("label", "stamp"):
        return re.compile(rf"(?<![^\W\d_])(?:{body})(?![^\W\d_])", re.IGNORECASE)
    return re.compile(rf"[\s\W\d]{{0,6}}(?:{body})", re.IGNORECASE)


def words(text: str) -> int:
    """How many words a line has."""
    return len(text.split())


def is_prose(line: str) -> bool:
    """Whether a line reads like a paragraph of the report rather than a title or a label."""
    count = words(line)
    if count >= 12 and LEAD_START.match(line):
        return True
    if count < PROSE_WORDS:
        return False
    return count >= 2 * PROSE_WORDS or bool(
        _SENTENCE_END.search(line[-8:]) or _INNER_SENTENCE.search(line)
    )


def find_chrome(text: str, plain: str, lines: Sequence[Span]) -> Chrome:
    """Find everything that is not the report.

    Args:
        text: the whole text as it was read; menus show in it by their » and |.
        plain: the same text, its spaces, dashes and quotes already plain.
        lines: the spans of its lines that are not blank, without surrounding spaces.

    Returns:
        The chrome; whole lines mostly, and scripts spliced into sentences.
    """
    rows = [plain[start:end] for start, end in lines]
    first = next((i for i, row in enumerate(rows) if is_prose(row)), None)
    if first is None:  # nothing reads like prose: the longest line stands for the report
        first = max(range(len(rows)), key=lambda i: len(rows[i]), default=0)
    after = _lists_and_foot(rows, first)
    chrome: list[Span] = []
    stamps: list[Span] = []
    menu = _menu_lines(rows[:first])
    last = max((i for i, row in enumerate(rows) if i > first and is_prose(row)), default=first)
    scripted = any(sign in plain for sign in _SCRIPT_SIGNS)
    for index, (row, (start, stop)) in enumerate(zip(rows, lines, strict=True)):
        stamp = _stamp(row, start)
        if stamp:
            stamps.append(stamp)
            chrome.append(stamp)
        elif (
            index in after
            or index in menu
            or (index < first and _above(text[start:stop]))
            or (index > first and _phrases("link").match(row))
            or _is_bar(row, outside=index < first or index > last)
        ):
            chrome.append((start, stop))
        elif scripted:
            chrome.extend(
                (start + match.start(), start + match.end()) for match in _SCRIPT.finditer(row)
            )
    return Chrome(tuple(chrome), tuple(stamps))


def _lists_and_foot(rows: Sequence[str], first: int) -> Collection[int]:
    """The indexes of the lines of link lists and of the site's foot, mostly to the end."""
    boxes: list[int] = []
    index, total = first + 1, sum(words(row) for row in rows[first : first + 1])
    while index < len(rows):
        row = rows[index]
        if words(row) <= PROSE_WORDS:
            listed = _phrases("list").match(row)
            if _phrases("footer").match(row) or listed:
                resumed = _resumes(rows, index, total) if listed else None
                boxes += range(index, resumed or len(rows))
                if resumed is None:
                    break
                index = resumed
                continue
        total += words(row)
        index += 1
    return frozenset(boxes)


def _resumes(rows: Sequence[str], index: int, words_before: int) -> int | None:
    """Where the report goes on after a box of links inside it, if it does.

    A box stands near the beginning, and paragraphs follow it; after the end of a report the long
    lines are the first sentences of other reports, which open with a day or end with one.
    """
    if words_before > BOX_BEFORE or rows[index - 1].rstrip().endswith("/."):
        return None
    paragraphs = [
        later
        for later in range(index + 1, min(len(rows), index + 40))
        if is_prose(rows[later])
        and not LEAD_START.match(rows[later])
        and not _DATE_OR_TIME.search(rows[later][-24:])
    ]
    if not paragraphs or (len(paragraphs) < 2 and words(rows[paragraphs[0]]) < RESUMED_WORDS):
        return None
    return paragraphs[0]


def _menu_lines(head: Sequence[str]) -> set[int]:
    """Indexes of menu entries above the report: four or more very short lines in a row.

    The last of a run may be the section's name and is kept.
    """
    found: set[int] = set()
    run: list[int] = []
    for index, row in enumerate((*head, "x " * 9)):
        if words(row) <= 4 and not _DATE_OR_TIME.search(row):
            run.append(index)
            continue
        if len(run) >= 4:
            found.update(run[:-1])
        run = []
    return found


def _above(row: str) -> bool:
    """Whether a line above the report is a path, a menu or a greeting of the site."""
    if words(row) > PROSE_WORDS:
        return False
    parts = [part for part in _MENU_MARK.split(row) if part.strip()]
    short = all(words(part) <= 6 for part in parts)
    path = len(re.findall(r"[»›>]|::", row))
    menu = path or len(re.findall(r"[|•·]", row)) > 1
    if len(parts) >= 2 and menu and short and not row.rstrip().endswith("."):
        return True
    return bool(_phrases("head").match(row))


def _is_bar(row: str, *, outside: bool) -> bool:
    """Whether a line holds only buttons, counters and their numbers.

    A line without letters inside the report may be its own; outside it is a counter.
    """
    if len(row) > LABEL_LINE:
        return False
    if _SIZE_BAR.match(row):
        return True
    if not _LETTER.search(row):
        return outside
    rest = _phrases("label").sub(" ", row)
    return rest != row and (
        not _LETTER.search(_SCRIPT.sub(" ", rest)) or bool(_SIZE_BAR.match(rest))
    )


def _stamp(row: str, start: int) -> Span | None:
    """The span of the page's own date in a line that begins at `start`, if there is one."""
    if len(row) <= LABEL_LINE and _DATE_OR_TIME.search(row):
        rest = _STAMP_PIECE.sub(" ", _phrases("stamp").sub(" ", row))
        if not _LETTER.search(_phrases("label").sub(" ", rest)):
            return start, start + len(row)
    front = _STAMP_FRONT.match(row) or _CRAWLED.match(row)
    if front:
        return start, start + front.end()
    if len(row) <= LABEL_LINE and (back := _STAMP_BACK.search(row)):
        return start + back.start(), start + back.end()
    label = _phrases("stamp").search(row, 0, LABEL_LINE if len(row) <= LABEL_LINE else FRONT)
    if label and words(row[: label.start()]) <= 8:
        date = _DATE_OR_TIME.search(row, label.end(), label.end() + 45)
        plainly = label.group().lower() not in ("đăng", "thời gian", "date", "created", "tin ngày")
        plainly = plainly or row[label.end() :].lstrip().startswith(":")
        if (
            date
            and plainly
            and not _LETTER.search(_STAMP_PIECE.sub(" ", row[label.end() : date.start()]))
        ):
            tail = re.compile(rf"[\s,|-]{{0,5}}{_STAMP_TIME}", re.IGNORECASE).match(row, date.end())
            end = (tail or date).end()
            if poster := _POSTER.match(row, end):
                end = poster.end()
            return start + label.start(), start + end
    return None
