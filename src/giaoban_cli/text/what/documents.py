"""The numbered documents that a report cites, and which of them carries out which.

In: a cleaned page and its outline. Out: one `Citation` a document, every mention in its `spans`.

The scan goes from digit to digit: what stands before one says whether it is a document's number
(“Chỉ thị số 05”), what follows says which (“-CT/TW, ngày 15/5/2016 của Bộ Chính trị khóa XII”).
So a long line costs no more than its digits. Numbers and keys: symbols.py; what stands before a
number: text.type_words; what stands behind it: text.imprint.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Citation, Span
from giaoban_cli.text.page.clean import Cleaned
from giaoban_cli.text.page.sections import Outline
from giaoban_cli.text.what import symbols, typed_numbers
from giaoban_cli.text.what.imprint import Imprint, imprint, issuer_before
from giaoban_cli.text.what.symbols import Kind, Symbol
from giaoban_cli.text.what.type_words import TypeWord, bare_number_end, type_word
from giaoban_cli.text.what.typed_numbers import parse_number, query_terms
from giaoban_cli.text.words.spelling import respell

__all__ = ["citations", "index_terms", "parse_number", "query_terms", "relations"]

# digits that may begin a document's number: no later part of a date or decimal ("16/4", "3.5"), no
# first part of one, unless a code follows: "30/2020/NĐ-CP"
_NUMBER = re.compile(r"[0-9](?<!\d.)(?<!\d[/.-].)\d{0,4}(?!\d)(?:(?![/.-]\d)|(?=[/.-]\d{4}/))")
_LONGEST_LIST = 20

# "18, 19", "217 và 218", "18,19": what may stand between two numbers of one list
_JOINT = re.compile(r"\s{0,3}(?:,|;|&|và|,\s{0,2}và)\s{0,3}(?:số\s{1,3})?")

# " và ": between two documents that one carries out
_LISTED = re.compile(r"\s{0,3}(?:,\s{0,3})?(?:và|&)\s{0,3}")

# " về việc tổ chức thực hiện ", " về một số nội dung thực hiện ": between a document and the one
# that it carries out
_CARRIES_OUT = re.compile(
    r"\s{0,3},?\s{0,3}(?:về\s{1,2}(?:việc\s{1,2})?|để\s{1,2}|nhằm\s{1,2})?"
    r"(?:(?:một số\s{1,2})?(?:nội dung|nhiệm vụ|giải pháp|công tác)\s{1,2})?"
    r"(?:(?:tổ chức|triển khai|tiếp tục|quán triệt|lãnh đạo|chỉ đạo|học tập|và|,)\s{0,2}){0,6}"
    r"(?:thực hiện|cụ thể hóa|cụ thể hoá|thi hành|triển khai|quán triệt)\s{1,2}(?:các\s{1,2})?"
)


@frozen
class _Mention:
    """One place where a document is named. `said` when the text names its kind in words."""

    symbol: Symbol
    kind: Kind
    said: bool
    span: Span
    issuer: str | None = None
    body: str | None = None
    date: str | None = None
    term: str | None = None


def citations(page: Cleaned, outline: Outline) -> tuple[Citation, ...]:
    """The numbered documents that title and body cite, in the order of their first mention.

    Unnumbered references (“các nghị quyết của cấp trên”) are no documents. Mentions in full and
    bare (“Nghị quyết số 18-NQ/TW … Nghị quyết 18”) are one document.
    """
    plain = respell(page.plain)
    parts = (*((outline.title,) if outline.title else ()), *outline.body)
    mentions = [mention for part in parts for mention in _mentions(plain, part)]
    return tuple(_citation(group) for group in _grouped(mentions))


def index_terms(citation: Citation) -> tuple[str, ...]:
    """The exact terms under which the index finds a cited document: `ct 5`, `ct 5 tw`."""
    return typed_numbers.index_terms(citation.key)


def relations(plain: str, cited: tuple[Citation, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs of keys (A, B) where the text says that A carries out B.

    Args:
        plain: the cleaned text that `cited` was read from.
        cited: the report's citations.

    Returns:
        “Kế hoạch 29-KH/TU … về thực hiện Kết luận 21-KL/TW” gives (29-KH/TU, 21-KL/TW), with
        “và Chỉ thị 05-CT/TW” behind it (29-KH/TU, 05-CT/TW) too; each pair once, in the order of
        the text.
    """
    places: dict[Span, list[str]] = {}
    for span, key in sorted((span, each.key) for each in cited for span in each.spans):
        places.setdefault(span, []).append(key)
    order = list(places)
    serves = [
        here[1] < there[0] and _CARRIES_OUT.fullmatch(plain, here[1], there[0]) is not None
        for here, there in pairwise(order)
    ]
    found: dict[tuple[str, str], None] = {}
    by: list[str] = []  # what carries out the document at hand, and one listed behind it
    for at, (here, there) in enumerate(pairwise(order)):
        if serves[at]:
            by = places[here]
        elif any(serves[at + 1 : at + 2]) or not _LISTED.fullmatch(plain, here[1], there[0]):
            by = []
        pairs = ((one, other) for one in by for other in places[there])
        found |= {pair: None for pair in pairs if pair[0] != pair[1]}
    return tuple(found)


def _mentions(plain: str, part: Span) -> list[_Mention]:
    """The documents named in one part of the text."""
    lists: list[list[_Mention]] = []  # numbers of one list share what follows the last
    free = part[0]
    for digits in _NUMBER.finditer(plain, *part):
        start = digits.start()
        if start < free:
            continue
        said = type_word(plain, start, part[0])
        if said is None and not lists and not symbols.may_be(plain, start):
            continue
        joined = lists and _JOINT.fullmatch(plain, free, said.start if said else start)
        row = lists[-1] if joined and len(lists[-1]) < _LONGEST_LIST else []
        mention = _mention(plain, digits, said, row[-1] if row else None, part[1])
        if mention is None:
            continue
        if row and mention.kind.key != row[-1].kind.key:
            row = []
        found = imprint(plain, mention.span[1], part[1])
        free = found.end
        if not found.issuer and (issuer := issuer_before(plain, mention.span[0], part[0])):
            found = replace(found, issuer=issuer)
        shared = _shared(row, mention, found, continued=bool(row) and said is None)
        lists[-1 if row else len(lists) :] = [shared]
    return [mention for row in lists for mention in row]


def _shared(
    row: list[_Mention], last: _Mention, found: Imprint, *, continued: bool
) -> list[_Mention]:
    """A list of documents with one more at its end: what is said behind it holds for them all.

    Args:
        row: those before, maybe none; who has an issuer, date or term already keeps to it.
        last: the new one.
        found: what is said behind it.
        continued: whether it stands without a type word of its own (“217, 218-QĐ/TW”).
    """
    if continued and row[0].said:
        last = replace(last, span=(row[0].span[0], last.span[1]))
        row = [_with_suffix(each, last) for each in row]
    shared = [
        each
        if each.issuer or each.date or each.term
        else _with_imprint(each, found, found.end if continued else each.span[1])
        for each in row
    ]
    return [*shared, _with_imprint(last, found, found.end)]


def _mention(
    plain: str, digits: re.Match[str], said: TypeWord | None, before: _Mention | None, stop: int
) -> _Mention | None:
    """The document whose number stands at `digits`, if one does.

    Args:
        plain: the text.
        digits: the match of the digits.
        said: the type word before them.
        before: the number before them in one list.
        stop: where the part of the text ends.
    """
    start = digits.start()
    letter = said is not None and said.kind.key == "CV"
    symbol = symbols.read_symbol(plain, start, letter=letter)
    if symbol and (symbol.body or said or before) and symbol.end <= stop:
        return _in_full(symbol, said, before, start)
    kind = said.kind if said else before.kind if before else None
    if kind is None or (said is None and before and before.symbol.body):
        return None
    end = bare_number_end(plain, digits.span(), kind, said, stop)
    if end is None:
        return None
    number = Symbol(plain[start:end], kind.code, None, None, end)
    return _Mention(number, kind, True, (said.start if said else start, end))


def _in_full(
    symbol: Symbol, said: TypeWord | None, before: _Mention | None, start: int
) -> _Mention:
    """A mention with its code: the type word counts when it agrees with the code."""
    if said is None and before and symbol.code == before.symbol.code:
        return _Mention(symbol, before.kind, before.said, (start, symbol.end))
    if symbol.code is None:
        kind = said.kind if said else symbols.kinds_by_name()["luật"]
    else:
        kind = symbols.kind_of(symbol.code, symbol.body)
        if said and said.kind.key != kind.key:
            kinds = symbols.kinds_by_code()[symbol.code.casefold()]
            if said.kind.key not in {each.key for each in kinds}:
                said = None
        if said:
            kind = said.kind
    return _Mention(symbol, kind, said is not None, (said.start if said else start, symbol.end))


def _with_suffix(mention: _Mention, last: _Mention) -> _Mention:
    """A number of a list with the suffix of its last: “217, 218-QĐ/TW”."""
    mine, its = mention.symbol, last.symbol
    if mine.body or its.body is None or mine.code != its.code:
        return mention
    return replace(mention, symbol=replace(its, number=mine.number))


def _with_imprint(mention: _Mention, found: Imprint, end: int) -> _Mention:
    """A mention with what is said behind its list, ending at `end`."""
    span = (mention.span[0], end)
    return _Mention(
        mention.symbol, mention.kind, mention.said, span,
        found.issuer, found.body, found.date, found.term,
    )  # fmt: skip


def _grouped(mentions: list[_Mention]) -> list[list[_Mention]]:
    """Mentions of one document together, each group in the order of the text.

    Mentions in full make the groups; a bare one joins the only group it agrees with, or of
    several the one named last before it.
    """
    groups: dict[str, list[_Group]] = {}
    for mention in sorted(mentions, key=lambda each: (each.symbol.body is None, each.span)):
        alike = groups.setdefault(symbols.bare_number(mention.symbol.number), [])
        fitting = [group for group in alike[-_MOST_NAMESAKES:] if group.takes(mention)]
        earlier = [group for group in fitting if group.mentions[0].span < mention.span]
        home = earlier[-1] if earlier else fitting[0] if fitting else None
        if home is None:
            home = _Group([], {})
            alike.append(home)
        home.add(mention)
    every = (sorted(each.mentions, key=_place) for alike in groups.values() for each in alike)
    return sorted(every, key=lambda group: group[0].span)


_MOST_NAMESAKES = 50
"""Documents of one number that a mention is compared with; only a made-up text has more."""


def _place(mention: _Mention) -> Span:
    return mention.span


@frozen
class _Group:
    """Mentions of one document. `forms` holds one of each form, so that many cost no more."""

    mentions: list[_Mention]
    forms: dict[tuple[object, ...], _Mention]

    def takes(self, mention: _Mention) -> bool:
        """Whether a mention agrees with all that are here."""
        return all(_agree(each, mention) for each in self.forms.values())

    def add(self, mention: _Mention) -> None:
        """Take a mention in."""
        symbol = mention.symbol
        said = (mention.kind.key, symbol.code, symbol.body, symbol.year)
        self.forms.setdefault((*said, mention.body, mention.date, mention.term), mention)
        self.mentions.append(mention)


def _agree(one: _Mention, two: _Mention) -> bool:
    """Whether two mentions of one number may mean one document."""
    full = one.symbol.body and two.symbol.body
    if one.kind.key != two.kind.key and not (full and one.symbol.code == two.symbol.code):
        return False
    for mine, its in (
        (one.term, two.term),
        (one.symbol.body or one.body, two.symbol.body or two.body),
        (one.symbol.year, two.symbol.year),
    ):
        if mine and its and re.sub(r"\d+$", "", mine) != re.sub(r"\d+$", "", its):
            return False
    return not (one.date and two.date and not _same_day(one.date, two.date))


def _same_day(one: str, two: str) -> bool:
    """Whether two ISO days, or years, do not contradict each other."""
    return one.startswith(two) or two.startswith(one)


def _citation(group: list[_Mention]) -> Citation:
    """One document from its mentions: what the first says, completed by the others."""
    named = next((each for each in group if each.symbol.body), group[0])
    kind = next((each.kind for each in group if each.said), named.kind)
    issuer = next((each.issuer for each in group if each.issuer), None)
    body = next((each.body for each in group if each.body), None)
    dates = sorted((each.date for each in group if each.date), key=len)
    date = dates[-1] if dates else None
    term = next((each.term for each in group if each.term), None)
    return Citation(
        number=symbols.written(named.symbol),
        kind=kind.name,
        issuer=issuer,
        date=date if date and "-" in date else None,
        term=term,
        key=symbols.key(kind, named.symbol, body, term, date),
        span=group[0].span,
        spans=tuple(each.span for each in group),
    )
