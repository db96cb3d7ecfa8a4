"""Typed words → terms, and typed document numbers → nodes.

In: a piece of what was typed. Out: `Term`s with their keys, or the `Cites` that it numbers.
"""

from __future__ import annotations

from giaoban_cli.query.tree import Cites, Term
from giaoban_cli.text.abbreviations import capital_forms
from giaoban_cli.text.fold import CAPITALS, is_syllable, tokens, unmarked

_BODIES = frozenset({"tu", "hu", "qu", "du", "thu"})
"""Codes of bodies that read like a syllable."""


def terms_of(text: str) -> tuple[Term, ...]:
    """The words of a text as terms.

    Capitals bind only for a known abbreviation that reads like a syllable: `TU` is not tư, but
    `TO` may be.
    """
    terms: list[Term] = []
    for token in tokens(text):
        key = token.key
        if key.endswith(CAPITALS) and key not in capital_forms():
            key = key.removesuffix(CAPITALS)
        terms.append(Term(text[token.start : token.end], unmarked(key), key))
    return tuple(terms)


def cites(text: str, *, own: bool = False) -> Cites | None:
    """The document that a text numbers, when it is nothing but a document number.

    `own`: the paper of that number is wanted too, as when no field says “cites”.

    A syllable after the number is no body: `kế hoạch 5 năm`, `báo cáo 6 tháng`.
    """
    if not any(letter.isdigit() for letter in text):
        return None  # before the rules of numbers are loaded: most queries have none
    from giaoban_cli.text.what.typed_numbers import parse_number

    read = parse_number(text)
    if read is None:
        return None
    code, number, body, term = read
    if body and "/" not in text and is_syllable(body) and body not in _BODIES:
        return None
    return Cites(code or None, number, body, term, own)
