"""What stands behind a document's number: `, ngày 16/6/2022 của Ban Chấp hành … khóa XIII`.

In: cleaned text and the offset after a number. Out: date, issuer, the issuer's code, and term, as
far as the text says them (handbook 5.2). Names of bodies: data/issuers.tsv.
"""

from __future__ import annotations

import re
from functools import cache

from giaoban_cli.data import table
from giaoban_cli.frozen import frozen
from giaoban_cli.text.what import symbols

# dates: ", ngày 14/01/2022", "(ngày 16 tháng 6 năm 2022", "ban hành ngày 30-01-2023"
_TAIL_DATE = re.compile(
    r"\s{0,2},?\s{0,2}\(?(?:(?:được\s)?(?:ban hành|ký)\s{1,2})?ngày\s{0,2}(?P<day>\d{1,2})"
    r"(?:\s{0,2}[/.-]\s{0,2}(?P<month>\d{1,2})(?:\s{0,2}[/.-]\s{0,2}(?P<year>(?:19|20)\d\d))?"
    r"|\s{1,2}tháng\s{1,2}(?P<month_word>\d{1,2})"
    r"(?:\s{0,2},?\s{0,2}(?:năm\s{1,2}|/)(?P<year_word>(?:19|20)\d\d))?)(?![\d/])\)?"
)
# " năm 2017", "/2017", but not "năm 2021 - 2025"
_TAIL_YEAR = re.compile(
    r"\s{0,2},?\s{0,2}\(?năm\s{1,2}(?P<year>(?:19|20)\d\d)(?!\d|\s{0,2}-\s{0,2}\d)\)?"
)
# " khóa XII", "(khoá XIII)", ", khóa 13", " (khóa XI, XII)" names two and is left to its first
_TAIL_TERM = re.compile(
    r"\s{0,2},?\s{0,2}\(?(?:khóa|khoá|K)\s?(?P<term>[IVX]{1,5}|\d{1,2})(?!\w)\)?", re.IGNORECASE
)
# sessions: " Hội nghị lần thứ sáu", " tại Hội nghị Trung ương 4", "Hội nghị lần thứ 6 (mở rộng)"
_TAIL_SESSION = re.compile(
    r"\s{0,2},?\s{0,2}(?:(?:của|tại)\s)?Hội nghị\s(?:lần thứ|Trung ương(?:\slần thứ)?)"
    r"\s\w{1,5}(?:\s\([^()]{1,12}\))?,?",
    re.IGNORECASE,
)
_TAIL_BY = re.compile(r"\s{0,2},?\s{0,2}\(?(?P<of>(?:của|do)\s{1,2})?")
# "thực hiện Nghị quyết số 12, | Đảng ủy Công an tỉnh đã chỉ đạo": the subject of what follows
_ACTS = re.compile(
    r"\s{1,2}(?:đã|vừa|mới|cũng|tiếp tục|tổ chức|ban hành|xây dựng|chỉ đạo|yêu cầu|đề nghị|có|sẽ"
    r"|cần|phải|luôn|nhấn mạnh|thực hiện|triển khai|quán triệt|lãnh đạo)(?!\w)"
)

# "UBND tỉnh vừa có Công văn", "Tỉnh ủy đã ban hành Chỉ thị": the body stands before its document
_HAS_ISSUED = re.compile(r"\s(?:(?:đã|vừa|mới|cũng)\s){0,2}(?:có|ban hành|ra|gửi)\s{1,2}")
_REACH = 60

# "Rào Vạc", "Thừa Thiên Huế": a place name behind a committee's name
_PLACE_WORD = re.compile(r"\s{1,2}(?P<word>[^\W\d_]+)")
# "của Quận ủy Quận 3": numbered quarters
_NUMBERED_UNIT = re.compile(
    r"(?:(?<=quận)|(?<=phường)|\s{1,2}(?:quận|phường))\s{1,2}\d{1,2}(?![\w/]|\s(?:tháng|năm|ngày))",
    re.IGNORECASE,
)
# "của Tỉnh ủy Đồng chí", "của Huyện ủy Nghị quyết": a new beginning, not the name of the place
_NOT_A_PLACE = re.compile(r"\s{1,2}(?:Đồng chí|Nghị quyết|Kế hoạch|Chỉ thị|Kết luận|Quy định)")
_UNIT_WORD = re.compile(
    r"\s{1,2}(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|TP\.?|các cấp)(?!\w)"
)


@frozen
class Imprint:
    """What is said of a document behind its number: `, ngày … của … khóa …`."""

    end: int
    issuer: str | None = None
    body: str | None = None
    date: str | None = None
    term: str | None = None


def imprint(plain: str, start: int, stop: int) -> Imprint:
    """Read date, issuer and term behind a number; each may miss, in any order."""
    end = start
    issuer = body = date = term = None
    for _ in range(6):
        if found := _TAIL_DATE.match(plain, end, stop):
            date = date or _iso(found)
        elif found := _TAIL_YEAR.match(plain, end, stop):
            date = date or found["year"]
        elif found := _TAIL_TERM.match(plain, end, stop):
            term = term or symbols.roman(found["term"])
        elif found := _TAIL_SESSION.match(plain, end, stop):
            pass
        elif issuer is None and (issued := _issuer(plain, end, stop)):
            issuer, body, end = issued
            continue
        else:
            break
        end = found.end()
    return Imprint(end, issuer, body, date, term)


def _iso(found: re.Match[str]) -> str | None:
    """The ISO day of a tail's date; None without a year or when there is no such day."""
    day, month = int(found["day"]), int(found["month"] or found["month_word"])
    year = found["year"] or found["year_word"]
    if year is None or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return f"{year}-{month:02}-{day:02}"


def _issuer(plain: str, start: int, stop: int) -> tuple[str, str, int] | None:
    """The body named at `start` after “của”: its name, its code and where it ends."""
    by = _TAIL_BY.match(plain, start, stop)
    assert by is not None  # every piece of the pattern may be empty
    found = _issuers().match(plain, by.end(), stop)
    if found is None:
        return None
    code, after = _bodies()[" ".join(found["body"].split()).casefold()]
    lead = _parts()[" ".join(found["part"].split()).casefold()] if found["part"] else ""
    end = found.end()
    if after == "unit" and (unit := _UNIT_WORD.match(plain, end, stop)):
        end, after = unit.end(), "place"
    if after != "-":
        end = _past_place(plain, end, stop)
    if not by["of"] and _ACTS.match(plain, end, stop):
        return None
    name = " ".join(plain[found.start() : end].split())
    return (name[0].upper() + name[1:], lead + code, end)


def issuer_before(plain: str, start: int, floor: int) -> str | None:
    """The body that a text says has issued the document that begins at `start`.

    “UBND tỉnh vừa có Công văn số …” names it before its document.
    """
    base = max(floor, start - _REACH)
    window = plain[base:start]
    if not window.rstrip().endswith(("có", "hành", "ra", "gửi")):
        return None
    for found in _issuers().finditer(window):
        _, after = _bodies()[" ".join(found["body"].split()).casefold()]
        end = found.end()
        if after == "unit" and (unit := _UNIT_WORD.match(window, end)):
            end, after = unit.end(), "place"
        if after != "-":
            end = _past_place(window, end, len(window))
        if _HAS_ISSUED.fullmatch(window, end):
            name = " ".join(window[found.start() : end].split())
            return name[0].upper() + name[1:]
    return None


def _past_place(plain: str, end: int, stop: int) -> int:
    """The end of the capitalised words that follow, at most four, if they may name a place."""
    if numbered := _NUMBERED_UNIT.match(plain, end, stop):
        return numbered.end()
    for _ in range(4):
        word = _PLACE_WORD.match(plain, end, stop)
        if word is None or not word["word"][0].isupper():
            break
        if _NOT_A_PLACE.match(plain, end, stop):
            break
        end = word.end()
    return end


@cache
def _parts() -> dict[str, str]:
    """Words before a committee's name → what they add to its code."""
    rows = (row for row in table("issuers") if row[0] == "part")
    return {row[1].casefold(): "" if row[2] == "-" else row[2] for row in rows}


@cache
def _bodies() -> dict[str, tuple[str, str]]:
    """A body's name in lower case → its code, and what may follow the name."""
    rows = (row for row in table("issuers") if row[0] == "body")
    return {row[1].casefold(): (row[2], row[3]) for row in rows}


@cache
def _issuers() -> re.Pattern[str]:
    """The pattern of a body's name: “Ban Thường vụ Tỉnh ủy”, “Bộ Chính trị”, “UBND”."""

    def choice(words: dict[str, str] | dict[str, tuple[str, str]]) -> str:
        longest_first = sorted(words, key=len, reverse=True)
        return "|".join(re.escape(each).replace(r"\ ", r"\s{1,2}") for each in longest_first)

    return re.compile(
        rf"(?:(?P<part>{choice(_parts())})\s)?(?P<body>{choice(_bodies())})(?!\w)", re.IGNORECASE
    )
