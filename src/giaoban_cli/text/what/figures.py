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
from giaoban_cli.text.words.wordlist import lowered, one_of, twin

# "12", "02", "1.234", "14.300", "16,2", "3.8", "13/15", "1.234,5", and a word or % behind it; not
# within "16/4/2024", "2025-2030", "Covid-19", "12B", "T24"
_NUMBER = re.compile(
    r"(?P<value>[0-9](?<![^\W_].)(?<!/.)(?<!\d[.,:-].)(?<!\w-.)"  # no later part of anything
    r"(?:\d{0,2}(?:(?:\.\d{3}){1,4}(?:,\d{1,3})?|(?: \d{3}){1,3}(?!\d))"
    r"|\d{0,8}(?:[.,]\d{1,3})?))"
    r"(?:\s?/\s?(?P<of>\d{1,3}(?:\.\d{3}){1,3}|\d{1,7}))?"
    r"(?![/\d]|[.,:-]\d)(?=\s?[^\W\d_]|\s?%)"
)

# "bão số 3", "khóa 12", "Quận 1", "tháng 11", "thôn 5": words whose number names, not counts
_NAMING = frozenset(
    ("số", "số:", "thứ", "khóa", "khoá", "quận", "thôn", "ấp", "điều", "khoản", "mục", "quý",
     "tháng", "ngày", "năm", "lần", "ql", "đường", "hạng", "loại", "vùng", "mẫu", "biểu", "trang",
     "chương", "vòng", "tw", "top", "nhóm", "đợt", "kỳ", "khu phố", "tổ dân phố", "giai đoạn",
     "quốc lộ", "tỉnh lộ", "phụ lục", "nhiệm kỳ", "nghị quyết", "chỉ thị", "quy định", "trung ương")
)  # fmt: skip
_NAMING_ENDS = frozenset(words.split()[-1] for words in _NAMING)
_NAMING_REACH = 22

# "2025 - 2030", "nhiệm kỳ 2020-2025": the second year of a span
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_SPAN = re.compile(r"-\s{0,2}$")

# "1.234", "1.234,5": points that part thousands
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")

# "hơn ", "ước đạt khoảng ", "không dưới ": how exact the number is
_QUALIFIER = re.compile(
    r"(?<!\w)(?P<words>(?:ước\s(?:tính\s|đạt\s|thực hiện\s)?)?(?:khoảng|hơn|trên|gần|xấp xỉ|chừng)"
    r"|ước(?:\s(?:tính|đạt|thực hiện))?|ít nhất(?:\slà)?|tối thiểu|tối đa|nhiều nhất|không dưới"
    r"|không quá|dưới|chỉ|mới chỉ|đạt trên|mỗi)\s{1,2}$"
)
_QUALIFIER_REACH = 24

_QUALIFIER_ENDS = (
    "khoảng", "hơn", "trên", "gần", "xỉ", "chừng", "ước", "tính", "đạt", "hiện", "nhất", "là",
    "thiểu", "đa", "dưới", "quá", "chỉ", "mỗi",
)  # fmt: skip
"""The last words of qualifiers: looked for first, since that is cheap."""

_WORD_ENDS = r"(?![^\s,;.:()\"…%/])"

# "87 đám", "150 giường": a noun that the table of units does not hold
_NOUN = re.compile(rf"\s{{0,2}}(?P<noun>[a-zà-ỹđ]{{2,7}}){_WORD_ENDS}")

# per what: "%/năm", "triệu đồng/người/năm", "đồng/m3"
_PER = re.compile(r"/(?:năm|tháng|ngày|người|hộ|ha|sào|vụ|m2|m3|kg|km)(?:/năm|/tháng)?(?!\w)")

_UNIT_REACH = 56


def figures(page: Cleaned, outline: Outline, citations: tuple[Citation, ...]) -> tuple[Figure, ...]:
    """The figures in the body of a report.

    Args:
        page: the cleaned page.
        outline: its parts.
        citations: its documents; numbers inside their mentions are no figures.
    """
    taken = sorted(span for citation in citations for span in citation.spans)
    plain, low = respell(page.plain), twin(page.plain)
    return tuple(
        figure for part in outline.body for figure in _read(page.text, plain, low, part, taken)
    )


def _read(text: str, plain: str, low: str, part: Span, taken: list[Span]) -> Iterator[Figure]:
    """The figures of one paragraph."""
    before: Figure | None = None
    for number in _NUMBER.finditer(plain, *part):
        start, end = number.span()
        if overlaps(taken, start, end) or _names(low, number, part[0]):
            continue
        unit = _unit(plain, low, end, part[1])
        if unit is None:
            continue
        near = max(part[0], start - _QUALIFIER_REACH)
        may_be = low[near:start].rstrip().endswith(_QUALIFIER_ENDS)
        qualifier = _QUALIFIER.search(low, near, start) if may_be else None
        first = qualifier.start("words") if qualifier else start
        before = Figure(
            parse_value(number["value"]),
            " ".join(text[slice(*unit)].split()),
            meaning(plain, low, (first, unit[1]), unit[0], part, before),
            " ".join(qualifier["words"].split()) if qualifier else None,
            text[first : unit[1]],
            (first, unit[1]),
        )
        yield before


def _names(low: str, number: re.Match[str], floor: int) -> bool:
    """Whether digits name or date something instead of counting it."""
    start, value = number.start(), number["value"]
    if number["of"]:
        if parse_value(value) > parse_value(number["of"]):
            return True  # "10/4" is a day
    elif not value.isdigit():
        return False
    if _YEAR.fullmatch(value) and _YEAR_SPAN.search(low, max(floor, start - 3), start):
        return True
    before = low[max(floor, start - _NAMING_REACH) : start].split()[-3:]
    if not before or before[-1] not in _NAMING_ENDS:
        return False
    return any(" ".join(before[-size:]) in _NAMING for size in (1, 2, 3))


def parse_value(printed: str) -> int | float:
    """The value of a number as Vietnamese prints it: `1.234` thousands, `3,5` decimals, `02` = 2.

    A single point before one or two digits is a decimal point after all (`3.8 tỷ`), and a comma
    before three zeros parts thousands (`2,000`).
    """
    digits = printed.replace(" ", "")
    if digits.isdigit():
        return int(digits)
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "")
    elif digits.endswith(",000"):
        digits = digits.replace(",", "")
    value = float(digits.replace(",", "."))
    return int(value) if digits.isdigit() else value


def _unit(plain: str, low: str, end: int, stop: int) -> Span | None:
    """Where the counted noun that follows a number stands; None when none follows."""
    limit = min(stop, end + _UNIT_REACH)
    unit = _units().match(low, end, limit) or _counted(plain, end, limit)
    if unit is None:
        return None
    per = _PER.match(low, unit.end(), limit)
    return unit.start("noun"), per.end() if per else unit.end()


def _counted(plain: str, end: int, limit: int) -> re.Match[str] | None:
    """A word that the table of units does not hold and that can be a counted noun."""
    if _YEAR.fullmatch(plain, end - 4, end):
        return None
    noun = _NOUN.match(plain, end, limit)
    return None if noun is None or noun["noun"] in _no_nouns() else noun


@cache
def _no_nouns() -> frozenset[str]:
    """Words that follow a number and are not counted by it: time, joints, first words of verbs."""
    return frozenset(row[0] for row in table("not_counted"))


@cache
def _units() -> re.Pattern[str]:
    """The longest counted noun of data/units.tsv behind a number; for lower-case text."""
    units = one_of(lowered(row[0]) for row in table("units"))
    return re.compile(rf"\s{{0,2}}(?P<noun>{units}{_WORD_ENDS}|%)")
