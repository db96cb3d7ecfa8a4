"""The figures of a report: how many of what, and what was done to them.

In: a cleaned page, its outline and its citations. Out: `Figure`s in the order of the text.

A figure is a number and a counted noun of data/units.tsv. `what` is the words that govern it
(“kết nạp”, “kiểm tra”), so that 12 members admitted and 11 inspected never meet in one sum:
text.meanings.
View counters, dates, document numbers, years and names with a number (“Quận 1”, “Covid-19”)
are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from giaoban_cli.data import table
from giaoban_cli.models import Citation, Figure, Span
from giaoban_cli.text.page.clean import Cleaned
from giaoban_cli.text.page.sections import Outline
from giaoban_cli.text.what.meanings import meaning
from giaoban_cli.text.words.spans import overlaps
from giaoban_cli.text.words.spelling import respell

# "12", "02", "1.234", "14.300", "16,2", "3.8", "13/15", "1.234,5"; not within "16/4/2024",
# "2025-2030", "Covid-19", "12B", "T24"
_DIGITS = re.compile(r"[0-9][0-9]{0,19}")
_NUMBER = re.compile(
    r"(?P<value>[0-9]{1,3}(?:\.\d{3}){1,4}(?:,\d{1,3})?|\d{1,3}(?: \d{3}){1,3}(?!\d)"
    r"|\d{1,9}(?:[.,]\d{1,3})?)"
    r"(?:\s?/\s?(?P<of>\d{1,3}(?:\.\d{3}){1,3}|\d{1,7}))?"
    r"(?![/\d]|[.,:-]\d)"
)

# "15 - 20 hộ", "từ 9 đến 12 xã": the number before one that has the noun
_RANGE = re.compile(r"\s{0,2}(?:-|đến|tới)\s{0,2}(?=\d)")

# "bão số 3", "khóa 12", "Quận 1", "tháng 11", "thôn 5": words whose number names, not counts
_NAMING = frozenset(
    ("số", "số:", "thứ", "khóa", "khoá", "quận", "thôn", "ấp", "điều", "khoản", "mục", "quý",
     "tháng", "ngày", "năm", "lần", "ql", "đường", "hạng", "loại", "vùng", "mẫu", "biểu", "trang",
     "chương", "vòng", "tw", "top", "nhóm", "đợt", "kỳ", "khu phố", "tổ dân phố", "giai đoạn",
     "quốc lộ", "tỉnh lộ", "phụ lục", "nhiệm kỳ", "nghị quyết", "chỉ thị", "quy định", "trung ương")
)  # fmt: skip
_NAMING_REACH = 22

# "2025 - 2030", "nhiệm kỳ 2020-2025": the second year of a span
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_SPAN = re.compile(r"-\s{0,2}$")

# "hơn ", "ước đạt khoảng ", "không dưới ": how exact the number is
_QUALIFIER = re.compile(
    r"(?<!\w)(?P<words>(?:ước\s(?:tính\s|đạt\s|thực hiện\s)?)?(?:khoảng|hơn|trên|gần|xấp xỉ|chừng)"
    r"|ước(?:\s(?:tính|đạt|thực hiện))?|ít nhất(?:\slà)?|tối thiểu|tối đa|nhiều nhất|không dưới"
    r"|không quá|dưới|chỉ|mới chỉ|đạt trên|mỗi)\s{1,2}$",
    re.IGNORECASE,
)
_QUALIFIER_REACH = 24

_QUALIFIER_ENDS = (
    "khoảng", "hơn", "trên", "gần", "xỉ", "chừng", "ước", "tính", "đạt", "hiện", "nhất", "là",
    "thiểu", "đa", "dưới", "quá", "chỉ", "mỗi",
)  # fmt: skip
"""The last words of qualifiers: looked for first, since that is cheap."""

_WORD = re.compile(r"[^\s,;.:()\"…%/]+|%")

# "87 đám", "150 giường": a noun that the table of units does not hold
_NOUN = re.compile(r"[a-zà-ỹđ]{2,7}")

# per what: "%/năm", "triệu đồng/người/năm", "đồng/m3"
_PER = re.compile(r"/(?:năm|tháng|ngày|người|hộ|ha|sào|vụ|m2|m3|kg|km)(?:/năm|/tháng)?(?!\w)")


def figures(page: Cleaned, outline: Outline, citations: tuple[Citation, ...]) -> tuple[Figure, ...]:
    """The figures in the body of a report.

    Args:
        page: the cleaned page.
        outline: its parts.
        citations: its documents; numbers inside their mentions are no figures.
    """
    taken = sorted(span for citation in citations for span in citation.spans)
    plain = respell(page.plain)
    return tuple(figure for part in outline.body for figure in _read(page, plain, part, taken))


def _read(page: Cleaned, plain: str, part: Span, taken: list[Span]) -> Iterator[Figure]:
    """The figures of one paragraph."""
    before: Figure | None = None
    free = part[0]
    for digits in _DIGITS.finditer(plain, *part):
        number = _NUMBER.match(plain, digits.start(), part[1]) if digits.start() >= free else None
        if number is None:
            continue
        start, end = number.span()
        free = end
        if not plain[end : end + 2].strip()[:1].isalpha() and "%" not in plain[end : end + 2]:
            continue
        if _is_within(plain, start) or overlaps(taken, start, end):
            continue
        if _names(plain, number, part[0]):
            continue
        unit_end = _unit_end(plain, end, part[1])
        if unit_end is None:
            continue
        unit_start = end + len(plain[end:unit_end]) - len(plain[end:unit_end].lstrip())
        near = max(part[0], start - _QUALIFIER_REACH)
        may_be = plain[near:start].rstrip().casefold().endswith(_QUALIFIER_ENDS)
        qualifier = _QUALIFIER.search(plain, near, start) if may_be else None
        first = qualifier.start("words") if qualifier else start
        what = meaning(plain, (first, unit_end), part, before)
        before = Figure(
            value=parse_value(number["value"]),
            unit=" ".join(page.text[unit_start:unit_end].split()),
            what=what,
            qualifier=" ".join(qualifier["words"].split()).casefold() if qualifier else None,
            text=page.text[first:unit_end],
            span=(first, unit_end),
        )
        yield before


def _is_within(plain: str, start: int) -> bool:
    """Whether digits are the later part of a date, a code or a word: “Covid-19”, “T24”, “/2024”."""
    if start == 0:
        return False
    before = plain[start - 1]
    if before.isalnum() or before == "/":
        return True
    if start == 1:
        return False
    earlier = plain[start - 2]
    return (before in ".,:-" and earlier.isdigit()) or (before == "-" and earlier.isalnum())


def _names(plain: str, number: re.Match[str], floor: int) -> bool:
    """Whether digits name or date something instead of counting it."""
    start, value = number.start(), number["value"]
    if number["of"]:
        if parse_value(value) > parse_value(number["of"]):
            return True  # "10/4" is a day
    elif not value.isdigit():
        return False
    if _YEAR.fullmatch(value) and _YEAR_SPAN.search(plain, max(floor, start - 3), start):
        return True
    before = plain[max(floor, start - _NAMING_REACH) : start].casefold().split()
    return any(" ".join(before[-size:]) in _NAMING for size in (1, 2, 3))


def parse_value(printed: str) -> int | float:
    """The value of a number as Vietnamese prints it: `1.234` thousands, `3,5` decimals, `02` = 2.

    A single point before one or two digits is a decimal point after all (`3.8 tỷ`), and a comma
    before three zeros parts thousands (`2,000`).
    """
    digits = printed.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "")
    elif digits.endswith(",000"):
        digits = digits.replace(",", "")
    value = float(digits.replace(",", "."))
    return int(value) if value.is_integer() and not re.search(r"[.,]", digits) else value


def _unit_end(plain: str, end: int, stop: int) -> int | None:
    """Where the counted noun that follows a number ends; None when none follows."""
    limit = min(stop, end + 56)
    longest = None
    year = _YEAR.fullmatch(plain, end - 4, end) is not None
    for size, word in enumerate(_WORD.finditer(plain, end, limit)):
        if size == 0 and (word.start() > end + 2 or plain[end : word.start()].strip()):
            return None
        words = " ".join(plain[end : word.end()].split()).casefold()
        if size and words not in _unit_beginnings():
            break
        if words in _units() or (size == 0 and not year and _may_be_counted(word[0])):
            longest = word.end()
    per = _PER.match(plain, longest, limit) if longest else None
    return per.end() if per else longest


def _may_be_counted(word: str) -> bool:
    """Whether a word that the table of units does not hold can be a counted noun."""
    return _NOUN.fullmatch(word) is not None and word not in _no_nouns()


@cache
def _no_nouns() -> frozenset[str]:
    """Words that follow a number and are not counted by it: time, joints, first words of verbs."""
    return frozenset(row[0] for row in table("not_counted"))


@cache
def _units() -> frozenset[str]:
    return frozenset(row[0].replace("uỷ", "ủy").casefold() for row in table("units"))


@cache
def _unit_beginnings() -> frozenset[str]:
    """Every unit and what units begin with, without a comma at the end: else none can follow."""
    split = (unit.split() for unit in _units())
    return frozenset(
        " ".join(words[:size]).rstrip(",") for words in split for size in range(1, len(words) + 1)
    )
