"""The form of an official paper: what stands above its title and below its last sentence.

In: a cleaned page. Out: `Form`, or None for a news report, which costs a glance. Decree 30/2020 of
the Government and Guidance 36-HD/VPTW of the Party settle the form: the issuing body at the top
left with number and symbol below it, the motto at the top right with place and day below it, type
and title, at the end the recipients left and the signature right. Copies print the two columns
beside each other, parted by tabs, spaces or bars, or one below the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import islice

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Span
from giaoban_cli.text.page.clean import Cleaned
from giaoban_cli.text.paper.rows import Cell, rows
from giaoban_cli.text.paper.tail import Tail, read_tail
from giaoban_cli.text.words.letters import UPPER

HEAD = 24
"""Among so many lines from the top the title of a paper stands."""

# "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ĐẢNG CỘNG SẢN VIỆT NAM"
_MOTTO = re.compile(
    r"cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập\s?[-–]\s?tự do\s?[-–]\s?hạnh ph(?:úc|uc)"
    r"|đảng cộng sản việt nam(?=\s*$)",
    re.IGNORECASE,
)

# numbers as printed: “Số 215-TB/HU”, “Số: 15 /TB-UBND”, “Số:      /GM-UBND”, “Số 40 - CTr/HU”
_NUMBER = re.compile(
    r"(?<!\w)[Ss][ốỐ]\s{0,3}[:.]?\s{0,12}(?P<digits>\d{1,5}[a-z]?)?[\s.…_]{0,16}"
    rf"(?P<symbol>[-–/]\s?(?:\d{{4}}\s?/\s?)?[{UPPER}][\w&]{{0,12}}"
    rf"(?:\s?[-–/.]\s?[{UPPER}][\w&]{{0,12}}){{0,4}})"
)

# "Khê Lĩnh, ngày 09 tháng 7 năm 2024", "TP. Cửa Lũy, ngày 5/7/2024", "X, ngày … tháng 7 năm 2024"
_PLACE_DATE = re.compile(
    rf"(?<!\S)(?:tp\.?\s?|thành phố )?(?-i:[{UPPER}])[^\s,\d/]{{0,12}}"
    rf"(?:[ '-](?-i:[{UPPER}])[^\s,\d/]{{0,12}}){{0,5}},"
    r"\s{0,3}ngày[\s.…_]{0,12}(?P<day>\d{1,2})?[\s.…_]{0,12}(?:tháng|/|-)[\s.…_]{0,12}"
    r"(?P<month>\d{1,2})?[\s.…_]{0,12}(?:năm|/|-)\s{0,3}(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)

_TYPES = (
    "thông báo kết luận", "thông báo", "biên bản", "giấy mời", "giấy triệu tập", "báo cáo",
    "chương trình", "kế hoạch", "kết luận", "lịch", "công văn", "tờ trình", "nghị quyết",
    "hướng dẫn", "quyết định",
)  # fmt: skip

# the type in its own line, or before the title: "THÔNG BÁO", "BIÊN BẢN HỌP GIAO BAN"
_TYPE = re.compile(rf"(?P<type>{'|'.join(_TYPES)})(?![^\W\d_])[:\s]*(?P<rest>.*)", re.IGNORECASE)

# what a letter without a title has: "V/v mời họp giao ban tháng 5/2024"
_SUBJECT = re.compile(r"(?:v/v|về việc)[:\s]\s?\S", re.IGNORECASE)

# where the text of a paper begins: "Kính gửi:", "Căn cứ", "Ngày 05/7", "1.", "Thời gian:", "I."
_TEXT_BEGINS = re.compile(
    r"(?:kính (?:gửi|mời)|căn cứ|thực hiện|hôm nay|(?:vào )?(?:sáng|chiều|ngày|hồi|lúc) |thời gian"
    r"|(?-i:\d{1,2}|[IVX]{1,4})[.)-]|[-+•]\s|thành phần|địa điểm|để )",
    re.IGNORECASE,
)

# lines of signs that part: "-----", "*", "* * *", "_____"
_RULE = re.compile(r"[\W_]*$")

_SIGNS = ("Số", "SỐ", "CỘNG", "ộng h", "ỘNG H", "BIÊN BẢN", "GIẤY MỜI")
"""One of these stands at the top of every paper, and of few reports."""

TITLE_WORDS = 45
"""A title, over all its lines, has at most so many words."""

_LOOKS_AHEAD = frozenset(("giấy mời", "giấy triệu tập", "kế hoạch", "chương trình", "lịch", ""))
"""Types of papers that are written before their meeting; "" is a letter."""


@frozen
class Form:
    """What the form of a paper tells.

    Attributes:
        type: what the paper calls itself, small letters: `thông báo`; empty for a letter.
        number: with its symbol: `215-TB/HU`; None when there is none or its place is blank.
        date: ISO day of the paper, None when day or month are blank.
        issuer: the lines that name the issuing body, the highest first, as printed.
        title: where the title stands.
        text: from where to where the paper speaks: its end is where the tail begins.
        tail: recipients and signatures.
        number_span, date_span: where they stand.
        signs: where motto, number, place and day stand, which say nothing of the meeting.
    """

    type: str
    number: str | None
    date: str | None
    issuer: tuple[Span, ...]
    title: Span | None
    text: Span
    tail: Tail
    number_span: Span | None = None
    date_span: Span | None = None
    signs: tuple[Span, ...] = ()

    @property
    def looks_ahead(self) -> bool:
        """Whether the paper is written before its meeting."""
        return self.type in _LOOKS_AHEAD


def read_form(page: Cleaned) -> Form | None:
    """The form of a paper, or None for a text that has none."""
    if not _glance(page.text[:4000]):
        return None
    every = rows(page)
    lines = list(islice(every, HEAD))
    head = _Head(lines)
    if not head.is_paper:
        return None
    lines += every
    title, begins = _title(page.text, lines, head)
    tail = read_tail(lines[begins if title else head.ends :])
    end = tail.begins if tail.begins is not None else len(page.text)
    start = lines[begins][0].span[0] if begins < len(lines) else end
    return Form(
        head.type,
        head.number,
        head.date,
        tuple(head.issuer),
        title,
        (min(start, end), end),
        tail,
        head.number_span,
        head.date_span,
        tuple(head.signs),
    )


def _glance(top: str) -> bool:
    """Whether the top of a text may be that of a paper, at a glance that costs next to nothing."""
    return any(sign in top for sign in _SIGNS)


class _Head:
    """The lines above the title, told apart.

    Args:
        lines: the first lines of a page, each with its cells.
    """

    def __init__(self, lines: Sequence[Sequence[Cell]]) -> None:
        self.number: str | None = None
        self.number_span: Span | None = None
        self.date: str | None = None
        self.date_span: Span | None = None
        self.issuer: list[Span] = []
        self.type = ""
        self.type_row: int | None = None
        self.rest: Span | None = None
        self.subject: Span | None = None
        self.signs: list[Span] = []
        self._typed = False
        for at, cells in enumerate(lines):
            if self._is_title(cells) or _TEXT_BEGINS.match(cells[0].text):
                self.ends = at
                if self.type:
                    self.type_row = at
                return
            for cell in cells:
                self._cell(cell)
        self.ends = len(lines)

    @property
    def is_paper(self) -> bool:
        """Whether two signs of the form are there, one of them a number, a motto or the type."""
        return len(self.signs) + self._typed >= 2

    def _is_title(self, cells: Sequence[Cell]) -> bool:
        """Whether a line is the type of the paper."""
        if len(cells) != 1:
            return False
        cell = cells[0]
        found = _TYPE.match(cell.text)
        if found is None or (not found["type"].isupper() and found["rest"]):
            return False
        self.type = " ".join(found["type"].lower().split())
        if found["rest"]:
            start = cell.span[0] + (0 if found["rest"].isupper() else found.start("rest"))
            self.rest = (start, cell.span[1])
        self._typed = True
        return True

    def _cell(self, cell: Cell) -> None:
        """Take from a cell what is of the form; what is left names the issuing body."""
        left, (start, _) = cell.text, cell.span
        for pattern in (_MOTTO, _PLACE_DATE, _NUMBER):
            found = pattern.search(left)
            if found is None or (found.re is not _MOTTO and self._has(found)):
                continue
            span = (start + found.start(), start + found.end())
            self.signs.append(span)
            if found.re is _PLACE_DATE:
                self.date_span, self.date = span, _day(found)
            elif found.re is _NUMBER:
                self._number(found, start)
            left = left[: found.start()]
        if _SUBJECT.match(left):
            self.subject = cell.span
            return
        left = left.strip(" *-–_|\t\xa0")
        if len(left) > 2 and left.isupper() and self.number_span is None:
            at = start + cell.text.find(left)
            self.issuer.append((at, at + len(left)))

    def _has(self, found: re.Match[str]) -> bool:
        """Whether place and day, or the number, were found already."""
        return (self.date_span if found.re is _PLACE_DATE else self.number_span) is not None

    def _number(self, found: re.Match[str], start: int) -> None:
        """Take the number, which may be blank: `Số:      /GM-UBND`."""
        first = "digits" if found["digits"] else "symbol"
        self.number_span = (start + found.start(first), start + found.end())
        if found["digits"]:
            self.number = found["digits"] + "".join(found["symbol"].split())


def _day(found: re.Match[str]) -> str | None:
    """The ISO day of a place-and-date line; None when it is blank or none of the calendar."""
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
    except (TypeError, ValueError):
        return None


def _title(text: str, lines: Sequence[Sequence[Cell]], head: _Head) -> tuple[Span | None, int]:
    """The title of a paper, and the index of the line where its text begins.

    It stands behind the type or below it, over one line or several; a letter has a subject.
    """
    if head.type_row is None:
        return head.subject, head.ends
    at = head.type_row + 1
    spans = [head.rest] if head.rest else []
    words = len(text[slice(*head.rest)].split()) if head.rest else 0
    while at < len(lines) and at < head.type_row + 7:
        cell = lines[at][0]
        if len(lines[at]) > 1 or _TEXT_BEGINS.match(cell.text):
            break
        if _RULE.fullmatch(cell.text):
            at += 1
            if spans:
                break
            continue
        words += len(cell.text.split())
        gap = text[spans[-1][1] : cell.span[0]] if spans else ""
        if words > TITLE_WORDS or cell.text.endswith((".", ":", ";")) or gap.count("\n") > 1:
            break
        spans.append(cell.span)
        at += 1
    if not spans:
        return lines[head.type_row][0].span, at
    return (spans[0][0], spans[-1][1]), at
