"""The words before a number that make it a document's: “Chỉ thị số 05”, “NQ 18”.

In: cleaned text and where a number begins. Out: the kind that is named there, and whether digits
without a code are a document's number at all, not a count or a year (handbook 5.1).
"""

from __future__ import annotations

import re
from functools import cache

from giaoban_cli.data import table
from giaoban_cli.frozen import frozen
from giaoban_cli.models import Span
from giaoban_cli.text.what import symbols
from giaoban_cli.text.what.symbols import Kind

# how far before a number its type word may begin: "Chương trình hành động chuyên đề số : "
_REACH = 64

# "Nghị quyết chuyên đề số 05", "Kế hoạch liên ngành số 12"
_ADJECTIVES = ("chuyên đề", "liên tịch", "liên ngành", "cá biệt")

# "Nghị quyết 18 của", "Quyết định 217 về", "Báo cáo 12, ": what may follow a bare number even
# behind a word that is a verb as well
_CONNECTOR = re.compile(
    r"\s{0,3}(?:$|[.,;:()\"'…]|(?:của|về|ngày|khóa|do|và|tại|trên|trong|theo|để|nhằm|gắn|thì|là|đã"
    r"|được|này|nêu|ban|năm (?:19|20)\d\d)(?!\w))"
)

# measures: "Báo cáo 6 tháng", "Kế hoạch 5 năm 2021 - 2025", "Chương trình 100 ngày"; but
# "Nghị quyết 18 năm 2017" and "Nghị quyết 96 ngày 27/11/2019" are documents
_MEASURE = re.compile(
    r"\s{0,3}(?:%|/\s?\d|[.,]\d{3}(?!\d)|[-:]\s?\d|x\s?\d"
    r"|(?:tháng|ngày(?!\s{0,2}\d{1,2}[/.-])|quý|tuần|giờ|tỷ|tỉ|triệu|nghìn|lần|không|nhất|bước|phần|điểm|đồng)(?!\w)"
    r"|năm(?!\w)(?!\s{1,3}(?:19|20)\d\d(?!\s{0,2}-\s{0,2}\d)))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# "số 12/2021", "số 5-6": a number that goes on is no bare one
_GOES_ON = re.compile(r"\s?[/-]\s?\d")
_SUFFIX = re.compile(r"[a-zđ](?!\w)")


@frozen
class TypeWord:
    """A type word before a number. `numbered`: with “số”; `proper`: it begins with a capital."""

    kind: Kind
    start: int
    numbered: bool
    proper: bool


def bare_number_end(
    plain: str, digits: Span, kind: Kind, said: TypeWord | None, stop: int
) -> int | None:
    """Where a number without a code ends that is a document's, and no count or year.

    Args:
        plain: the text.
        digits: the span of its digits; a letter may follow (“30a”).
        kind: the kind that it would be a number of.
        said: the type word before it, None within a list.
        stop: where the part of the text ends.
    """
    suffix = _SUFFIX.match(plain, digits[1], stop)
    end = suffix.end() if suffix else digits[1]
    if plain[end : end + 1].isalnum():
        return None
    if said and said.numbered:
        return None if _GOES_ON.match(plain, end, stop) else end
    year = _YEAR.fullmatch(plain, *digits)
    if kind.use == "number" or year or _MEASURE.match(plain, end, stop):
        return None
    if said is None or (kind.use == "verb" and not said.proper):
        return end if _CONNECTOR.match(plain, end, stop) else None
    following = plain[end : end + 40].split(None, 3)[:3]
    phrases = (" ".join(following[:size]).strip(",.;:").casefold() for size in (1, 2, 3))
    return None if any(phrase in _counted() for phrase in phrases) else end


@cache
def _counted() -> frozenset[str]:
    """Nouns that are counted: “Thông báo 5 nội dung” names no document."""
    return frozenset(row[0].casefold() for row in table("units"))


def type_word(plain: str, start: int, floor: int) -> TypeWord | None:
    """The type word that ends where a number begins, with or without “số” between."""
    base = max(floor, start - _REACH)
    window = plain[base:start].rstrip(" :\n")
    numbered = window[-2:].casefold() == "số" and not window[-3:-2].isalnum()
    if numbered:
        window = window[:-2].rstrip()
    if window.endswith(_ADJECTIVES):
        window = next(window.removesuffix(a) for a in _ADJECTIVES if window.endswith(a)).rstrip()
    last = window.rsplit(None, 1)[-1:]
    if not last or not _may_end(last[0].lstrip("(\"'“-")):
        return None
    words = window.rsplit(None, 4)[-4:]
    for size in range(len(words), 0, -1):
        said = " ".join(words[-size:]).lstrip("(\"'“-")
        kind = symbols.kinds_by_name().get(said.casefold())
        if kind is None and size == 1 and said[:1].isupper():
            kind = _kind_of_short(said, numbered)
        if kind:
            begin = base + window.rfind(words[-size])
            begin += len(words[-size]) - len(words[-size].lstrip("(\"'“-"))
            return TypeWord(kind, begin, numbered, said[:1].isupper())
    return None


def _may_end(word: str) -> bool:
    """Whether a type word may end with a word; most words before a number are told off here."""
    return word[:1].isupper() or word.casefold() in _last_words()


@cache
def _last_words() -> frozenset[str]:
    return frozenset(name.split()[-1] for name in symbols.kinds_by_name())


_SHORT = frozenset(("NQ", "CT", "KL", "QĐ", "QĐi", "NĐ", "KH", "HD", "CTr", "CTrHĐ", "CTHĐ"))
"""Codes that are written for the kind itself: “NQ 18”, “CT 05”."""


def _kind_of_short(said: str, numbered: bool) -> Kind | None:
    """The kind that a code before a number means: “NQ số 18”, “CT05”."""
    if said in _SHORT or (numbered and said.isupper()):
        kinds = symbols.kinds_by_code().get(said.casefold())
        return kinds[0] if kinds else None
    return None
