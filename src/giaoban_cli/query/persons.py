"""Persons in a query: a name behind a form of address, and whether a name is the one typed.

In: the words of a query, names of the archive. Out: who is asked for by `bà Ngần`, `đ/c Côi` or
`dong chi Hoi`, in which the form of address is no word to look for.
"""

from __future__ import annotations

from collections.abc import Sequence

from giaoban_cli.frozen import frozen
from giaoban_cli.query.expand import other_names
from giaoban_cli.query.tree import Node, Phrase, Term, Words
from giaoban_cli.text.fold import compatible, keys, respelled, unmarked

_COMRADE = tuple(keys(form) for form in ("đồng chí", "các đồng chí", "đ/c", "ĐC"))
_OTHERS = tuple(keys(form) for form in ("ông", "bà"))
_LONGEST = 5
"""Words of a name."""


@frozen
class Addressed:
    """A person asked for by a form of address.

    Attributes:
        name: the words behind the form; with capitals only those.
        rest: the words behind the name, behind one with capitals only.
        sure: the name was typed with capitals, so that nothing else can be meant.
        comrade: the form is said of persons only, unlike ông and bà.
        phrases: form and name as texts may have them.
    """

    name: tuple[Term, ...]
    rest: tuple[Term, ...]
    sure: bool
    comrade: bool
    phrases: tuple[Phrase, ...]


def addressed(root: Node | None) -> Addressed | None:
    """The person that a query begins with by a form of address; None when it does not."""
    if not isinstance(root, Words) or root.prefix:
        return None
    terms = root.terms
    shouted = all(term.typed.isupper() for term in terms)
    for form in (*_COMRADE, *_OTHERS):
        if not _begins_with(terms, form):
            continue
        behind = terms[len(form) :]
        capitals = 0 if shouted else _capitals(behind)
        name, rest = (behind[:capitals], behind[capitals:]) if capitals else (behind, ())
        if len(name) <= _LONGEST and all(term.plain.isalpha() for term in name):
            comrade = form in _COMRADE
            forms = [terms[: len(form)], *([_terms(each) for each in _COMRADE] if comrade else [])]
            phrases = tuple(Phrase((*each, *name)) for each in forms)
            return Addressed(name, rest, capitals > 0, comrade, phrases)
    return None


def _capitals(terms: Sequence[Term]) -> int:
    """How many words from the first on were typed with a capital."""
    return next((at for at, term in enumerate(terms) if not term.typed[0].isupper()), len(terms))


def _begins_with(terms: Sequence[Term], form: Sequence[str]) -> bool:
    return len(terms) > len(form) and all(
        compatible(term.marked, word) for term, word in zip(terms, form, strict=False)
    )


def _terms(words: Sequence[str]) -> tuple[Term, ...]:
    return tuple(Term(word, unmarked(word), word) for word in words)


def fits(terms: tuple[Term, ...], name: str, *, ignore: bool) -> bool:
    """Whether words are a run of a name from either end, as an engine matches names.

    Args:
        terms: the words that were typed.
        name: a name of the archive.
        ignore: whether marks never matter.
    """
    words = keys(name)
    return any(
        len(typed) <= len(words)
        and (
            _same(typed, words[: len(typed)], ignore)
            or _same(typed, words[len(words) - len(typed) :], ignore)
        )
        for typed in (terms, *other_names(terms))
    )


def is_name(terms: tuple[Term, ...], name: str, *, ignore: bool) -> bool:
    """Whether words are the whole of a name."""
    words = keys(name)
    return any(
        len(typed) == len(words) and _same(typed, words, ignore)
        for typed in (terms, *other_names(terms))
    )


def _same(terms: Sequence[Term], words: Sequence[str], ignore: bool) -> bool:
    return all(
        term.plain == unmarked(word)
        if ignore
        else compatible(term.marked, word) or compatible(respelled(term.marked) or "", word)
        for term, word in zip(terms, words, strict=True)
    )
