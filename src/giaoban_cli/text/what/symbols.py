"""The numbers of documents: `29-KH/TU`, `1286/NQ-UBTVQH`, `72/2025/QH15`.

In: a place in cleaned text where a number begins. Out: its parts in one form, and the key that
groups the mentions of one document. The numbers that people type: typed_numbers.py.

The grammar is that of Hướng dẫn 36-HD/VPTW (party: number-KIND/BODY) and Nghị định 30/2020/NĐ-CP
(state: number/KIND-BODY, normative number/year/KIND-BODY); slips of the pen (`292- KH/TU`,
`21-KL-TW`, `NQ/T.Ư`) are read as what they mean.
"""

from __future__ import annotations

import re
from functools import cache

from giaoban_cli.data import table
from giaoban_cli.frozen import frozen

# "số hiệu" codes are 1 to 6 letters; bodies are capitals (TW, UBND-VX, QH15), but for TTg and ThU
_BODY = (
    r"(?:T\.\s?[ƯW]|TTg|Th\.?U|[A-ZĐƯ]{1,14}\d{0,2}(?![a-zà-ỹ]))"
    r"(?:-[A-ZĐƯ]{1,10}\d{0,2}(?!\w)){0,2}"
)

# "29-KH/TU", "292- KH/TU", "21-KL-TW", "05 CT/TW", "819/NQ-UBTVQH14", "30/2020/NĐ-CP", "18-NQ"
_SYMBOL = re.compile(
    rf"""(?P<number>\d{{1,5}}[a-z]?)
    (?:\s?[-/]\s?|\s(?=[A-ZĐ]{{2,4}}\s?[-/]\s?[A-ZĐ]))
    (?:(?P<year>(?:19|20)\d\d)\s?/\s?)?
    (?P<code>[A-ZĐ][A-ZĐa-zđậ]{{0,5}})
    (?:\s?[-/]\s?(?P<body>{_BODY}))?""",
    re.VERBOSE,
)

# what any number in full begins with: "29-", "292- ", "819/", "21 / ", "05 CT"
_MAYBE = re.compile(r"\d{1,5}[a-z]?\s?(?:[-/]|(?<=\s)[A-ZĐ])")

# "04-NQTW", "12-HDBTCTW": the stroke between kind and body forgotten
_UNPARTED = re.compile(
    r"(?P<number>\d{1,5}[a-z]?)\s?-\s?(?P<code>NQ|QĐ|CT|KL|HD|TB|KH|CV)"
    r"(?P<body>[A-ZĐ]{0,6}(?:TW|TƯ|TU|HU))(?!\w)"
)

# "72/2025/QH15", "35/2023/UBTVQH15"; "04/2023/PL-UBTVQH15" has a code and is read above
_ASSEMBLY = re.compile(
    r"(?P<number>\d{1,4})/(?P<year>(?:19|20)\d\d)/(?P<body>(?:UBTV)?QH\d{1,2})(?!\w)"
)

# "UBTVQH14", "QH15": the National Assembly puts its term into the number
_ASSEMBLY_TERM = re.compile(r"(?:UBTV)?QH(?P<term>\d{1,2})")

# "1234/UBND-NV", "15/VPUB": a letter of an office, which bears no kind
_LETTER = re.compile(r"(?P<number>\d{1,5})/(?P<body>[A-ZĐ]{2,8}(?:-[A-ZĐ][A-ZĐa-z]{0,7})?)(?!\w)")

# "TW", "TU", "BTCTW", "ĐUK", "VPHU", "BCSĐ": party bodies, whose numbers take a hyphen first
_PARTY_BODY = re.compile(
    r"\w{0,10}(?:TW|TU|HU|QU|TXU|THU|ĐU|ĐUK|ĐTN)|BCSĐ\w{0,6}|ĐU\w{0,8}|BCH|BTV"
)

_ROMAN = (
    ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1),
)  # fmt: skip


@frozen
class Kind:
    """A row of data/document_types.tsv: one kind of document under one code."""

    code: str
    key: str
    name: str
    use: str
    side: str


@frozen
class Symbol:
    """A number in full, taken apart. `end` is the offset after it in the text it was read from."""

    number: str
    code: str | None
    body: str | None
    year: str | None
    end: int


@cache
def kinds_by_name() -> dict[str, Kind]:
    """Every way to write a kind, in lower case → the kind."""
    found: dict[str, Kind] = {}
    for code, key, name, also, use, side in table("document_types"):
        kind = Kind(code, key, name, use, side)
        for words in (name, *(also.split("|") if also != "-" else ())):
            found.setdefault(words.casefold(), kind)
    return found


@cache
def kinds_by_code() -> dict[str, tuple[Kind, ...]]:
    """Every code in lower case → the kinds it stands for, the usual one first."""
    found: dict[str, tuple[Kind, ...]] = {}
    for code, key, name, _also, use, side in table("document_types"):
        folded = code.casefold()
        found[folded] = (*found.get(folded, ()), Kind(code, key, name, use, side))
    return found


def is_party(body: str) -> bool:
    """Whether a body's code is one of the Party's."""
    return _PARTY_BODY.fullmatch(body.upper()) is not None


def kind_of(code: str, body: str | None) -> Kind:
    """What a code means alone, on the side of the body that issued it.

    Raises:
        KeyError: the code is none.
    """
    kinds = kinds_by_code()[code.casefold()]
    side = "party" if body is None or is_party(body) else "state"
    return next((kind for kind in kinds if kind.side in ("-", side)), kinds[0])


def may_be(plain: str, start: int) -> bool:
    """Whether a number in full may begin at `start`, at a glance."""
    return _MAYBE.match(plain, start) is not None


def read_symbol(plain: str, start: int, *, letter: bool = False) -> Symbol | None:
    """The number in full that begins at `start`.

    Args:
        plain: cleaned text.
        start: offset of its first digit.
        letter: whether an office's letter may stand here (`1234/UBND-NV` after “Công văn”).

    Returns:
        The number's parts, or None when none begins there.
    """
    if not may_be(plain, start):
        return None
    for pattern in (_SYMBOL, _UNPARTED):
        found = pattern.match(plain, start)
        if found and found["code"].casefold() in kinds_by_code():
            code = kind_of(found["code"], found["body"]).code
            year = found["year"] if pattern is _SYMBOL else None
            end = found.end()
            if found["body"] is None and plain[end : end + 1].isalnum():
                continue
            return Symbol(found["number"], code, _body(found["body"]), year, end)
    found = _ASSEMBLY.match(plain, start)
    if found:
        return Symbol(found["number"], None, found["body"], found["year"], found.end())
    found = _LETTER.match(plain, start) if letter else None
    if found:
        return Symbol(found["number"], None, found["body"], None, found.end())
    return None


def _body(printed: str | None) -> str | None:
    """A body's code without dots and spaces; TƯ is TW."""
    if printed is None:
        return None
    body = printed.replace(".", "").replace(" ", "")
    return body[:-2] + "TW" if body.endswith("TƯ") else body


def written(symbol: Symbol) -> str:
    """A number in its due form: `29-KH/TU`, `819/NQ-UBTVQH14`, `30/2020/NĐ-CP`, bare `18-NQ`."""
    number, code, body, year = symbol.number, symbol.code, symbol.body, symbol.year
    if code is None:
        return "/".join(part for part in (number, year, body) if part)
    if body is None:
        return f"{number}-{code}"
    if year is None and is_party(body):
        return f"{number}-{code}/{body}"
    return "/".join(part for part in (number, year, f"{code}-{body}") if part)


def roman(number: str) -> str:
    """A term as the Party writes it: `13` and `xiii` become `XIII`."""
    if not number.isdigit():
        return number.upper()
    left, said = int(number), ""
    for letters, value in _ROMAN:
        said += letters * (left // value)
        left %= value
    return said


def bare_number(number: str) -> str:
    """A number for comparison: `05` is `5`, the letter of `21a` stays."""
    return number.lstrip("0").casefold() or "0"


def key(kind: Kind, symbol: Symbol, body: str | None, term: str | None, date: str | None) -> str:
    """The grouping key `TYPE|NUMBER|BODY|SCOPE` of models.Citation.

    Args:
        kind: the document's kind.
        symbol: its number.
        body: the code of the body that issued it, when the number does not hold one.
        term: the term that the text names.
        date: ISO day, or a year alone.
    """
    issued_by = symbol.body or body
    if issued_by:
        issued_by = re.sub(r"\d+$", "", issued_by.split("-")[0])
    central = bool(issued_by and issued_by.endswith("TW"))
    assembly = _ASSEMBLY_TERM.fullmatch(symbol.body or "")
    if assembly and not term:
        term = roman(assembly["term"])
    term = term or (term_on(date) if central and date and len(date) == len("2022-06-16") else None)
    scope = symbol.year or (f"k{term}" if term else (date or "?")[:4])
    return "|".join((kind.key, bare_number(symbol.number), (issued_by or "?").upper(), scope))


def term_on(day: str) -> str | None:
    """The term of the Central Committee that an ISO day falls into."""
    terms = [term for term, first in table("terms") if first <= day]
    return terms[-1] if terms else None
