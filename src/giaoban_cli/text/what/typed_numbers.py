"""The numbers of documents as people type them: `05-CT/TW`, `ct05`, `chi thi 5`, `NQ 18`.

In: what was typed. Out: the parts of a number, or None; and the exact terms by which an index
finds a cited document (handbook 5.3, 5.6, 5.9).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from giaoban_cli.text.what.symbols import bare_number, kinds_by_code, kinds_by_name, roman

# "tw", "btctw", "ubnd", "qh15"; a Roman number there is a term
_BODY = r"(?!(?:[ivx]{1,6}|khoa|k)(?![a-z]))[a-z]{2,14}\d{0,2}"
# "khóa XII", "k12", "xiii"
_TERM = r"(?: \(?(?P<term>(?:(?:khoa|k) ?)?[ivx]{1,6}|(?:khoa|k) ?\d{1,2})\)?)?"

# What people type, folded: "ct05", "nq 18", "nghi quyet so 18 khoa xii", "chi thi 5 tw"
_TYPED_NAME = re.compile(
    r"(?P<name>[a-z]{1,8}(?: [a-z]{1,8}){0,3}?) ?(?:so )?:? ?(?P<number>\d{1,5}[a-z]?)"
    r"(?: ?[-/ ] ?(?:(?P<year>(?:19|20)\d\d)/)?(?P<code>[a-z]{1,6}))??"
    rf"(?: ?[-/ ] ?(?P<body>{_BODY}(?:-[a-z]{{1,10}})?))?{_TERM}"
)
# "05-ct/tw", "05 ct tw", "30/2020/nd-cp", "18-nq"
_TYPED_NUMBER = re.compile(
    r"(?:so )?(?P<number>\d{1,5}[a-z]?) ?(?P<stroke>[-/ ]) ?(?:(?P<year>(?:19|20)\d\d) ?/ ?)?"
    rf"(?P<code>[a-z]{{1,6}})(?: ?[-/ ] ?(?P<body>{_BODY}(?:-[a-z]{{1,10}})?))?{_TERM}"
)
# "72/2025/qh15", "luat so 72/2025/qh15"
_TYPED_ASSEMBLY = re.compile(
    r"(?:[a-z]{2,5} )?(?:so )?(?P<number>\d{1,4})/(?P<year>\d{4})/(?P<body>(?:ubtv)?qh)\d{1,2}"
)
# "1234/ubnd-nv": an office's letter, whose number holds no kind
_TYPED_LETTER = re.compile(r"(?:so )?(?P<number>\d{1,5})/(?P<body>[a-z]{2,8})-[a-z]{1,8}")

_DASHES = str.maketrans("‐‑‒–—−", "------")

# "05-CT/TƯ", "05 CT T.Ư", "chỉ thị 5 t.w": Trung ương, before its mark is folded away
_TYPED_CENTRE = re.compile(r"(?<=[-/ ])t\.?[ưw](?!\w)", re.IGNORECASE)

Typed = tuple[str, str, str | None, str | None]
"""Key code, number, body and term of a typed document number, in the index's lower case."""


def parse_number(text: str) -> Typed | None:
    """Read what was typed as the number of a document, marks or none.

    Args:
        text: the whole query or argument: `05-CT/TW`, `05 CT TW`, `ct05`, `chi thi 5`,
            `Nghị quyết 19 khóa XII`, `72/2025/QH15`.

    Returns:
        Key code, number, body and term (each of the last two None when not typed), the parts of
        `index_term`; None when the text is no document number: a number alone never is one.
    """
    folded = " ".join(fold(_TYPED_CENTRE.sub("tw", text.translate(_DASHES))).split())
    found = _TYPED_ASSEMBLY.fullmatch(folded)
    if found:
        return ("", found["number"], found["body"], None)
    found = _TYPED_NUMBER.fullmatch(folded)
    if found:
        code = _typed_code(found["code"])
        if code and (found["body"] or found["stroke"] != " " or found["code"] in _SURE):
            return _typed(code, found)
    found = _TYPED_LETTER.fullmatch(folded)
    if found:
        return ("cv", found["number"], found["body"], None)
    found = _TYPED_NAME.fullmatch(folded)
    if found:
        code = _typed_code(found["name"])
        beside = _typed_code(found["code"]) if found["code"] else code
        if code and beside:
            return _typed(code if code == "qdi" else beside, found)
    return None


_SURE = frozenset(("nq", "ct", "kl", "qd", "qdi", "nd"))
"""Codes that mean a document even behind a lone number (`18 nq`); `12 da` may be anything."""


def _typed(code: str, found: re.Match[str]) -> Typed:
    """The answer of `parse_number` from a match."""
    body, term = found["body"], found["term"]
    if body:
        body = re.sub(r"\d+$", "", body.split("-")[0])
    term = roman(re.sub(r"^k(?:hoa)? ?", "", term)).lower() if term else None
    return (code, bare_number(found["number"]), body, term)


@cache
def _typed_codes() -> dict[str, str]:
    """Folded codes and names of kinds → the key code of the index."""
    found: dict[str, str] = {}
    for code, kinds in kinds_by_code().items():
        found.setdefault(fold(code), kinds[0].key.lower())
    for name, kind in kinds_by_name().items():
        found.setdefault(fold(name), kind.key.lower())
    return found


def _typed_code(typed: str) -> str | None:
    return _typed_codes().get(typed)


def index_term(code: str, number: str, body: str | None = None, term: str | None = None) -> str:
    """One exact term of the index: `ct 5`, `ct 5 tw`, `nq 21 tw xiii`, `nq 21 xiii`."""
    return " ".join(part for part in (code, number, body, term) if part)


def query_terms(
    code: str,
    number: str,
    body: str | None = None,
    term: str | None = None,
    own: bool = False,
) -> tuple[str, ...]:
    """The terms that answer a typed number: a document that has any of them is meant.

    “Chỉ thị số 05” may be 05-CT/TW, so a typed body also finds citations that name none (5.3).

    Args:
        code: key code in lower case.
        number: without leading zeros.
        body: as typed, or None.
        term: Roman number in lower case, or None.
        own: whether the paper of that number answers too (`own_terms`).
    """
    terms = [index_term(code, number, body, term)]
    if own:
        terms.append(_OWN + index_term(code, number, body))
    if body:
        terms.append(index_term(code, number, _UNKNOWN, term))
    return tuple(terms)


def own_terms(number: str) -> tuple[str, ...]:
    """The exact terms under which an official paper is found by its own number: `215-TB/HU`."""
    read = parse_number(number)
    if read is None:
        return ()
    code, digits, body, _ = read
    return tuple({_OWN + index_term(code, digits, each) for each in (None, body)})


_UNKNOWN = "?"

_OWN = "= "
"""Begins the terms of a paper's own number, which nobody cites."""


def index_terms(key: str) -> tuple[str, ...]:
    """The exact terms under which a cited document is found, from its grouping key.

    A “Quy định” is found as `qdi 11` and, since its number is often printed with QĐ, as `qd 11`.

    Args:
        key: models.Citation.key.
    """
    type_, number, body, scope = fold(key).split("|")
    terms = (None, scope[1:]) if scope.startswith("k") else (None,)
    codes = ("qdi", "qd") if type_ == "qdi" else (type_,)
    if body in ("qh", "ubtvqh"):
        codes = (*codes, "")
    return tuple(
        index_term(code, number, each, term)
        for code in codes
        for each in (None, body)
        for term in terms
    )


def fold(text: str) -> str:
    """Lower case without marks, đ as d; keeps no offsets."""
    marked = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in marked if not unicodedata.combining(letter))
