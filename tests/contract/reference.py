"""The rules of search once more, word by word over lists: slow, plain, and right.

What an engine finds with posting lists and sets, this finds by looking at every word of every
meeting. It knows hits and tiers, not scores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product

from giaoban_cli.index.port import IndexDocument
from giaoban_cli.models import MATCHES, Match
from giaoban_cli.query import And, Name, Node, Not, Or, Phrase, Query, Term, Words
from giaoban_cli.text.fold import begins, compatible, respelled, same, unmarked

Means = Callable[[Term, str, bool], bool]
"""Whether a term, which may be the beginning of a word, means a word."""


def answer(documents: Iterable[IndexDocument], query: Query) -> dict[int, Match]:
    """The keys of the documents that answer, each with its tier."""
    found: dict[int, Match] = {}
    for document in documents:
        tiers = [
            _tier(document, node, query.marks == "ignore")
            for node in (query.root, *query.filters)
            if node is not None
        ]
        if None not in tiers:
            root = tiers[0] if query.root is not None else 0
            assert root is not None
            found[document.key] = MATCHES[root]
    return found


def _tier(document: IndexDocument, node: Node, ignore: bool) -> int | None:
    """How well a document answers a node, 0 the best; None when it does not."""
    match node:
        case Words():
            return _words(document, node, ignore)
        case Phrase():
            return _phrase(document, node, ignore)
        case And(children):
            tiers = [_tier(document, child, ignore) for child in children]
            return None if None in tiers else max(tier for tier in tiers if tier is not None)
        case Or(children):
            tiers = [_tier(document, child, ignore) for child in children]
            return min((tier for tier in tiers if tier is not None), default=None)
        case Not(child):
            return 0 if _tier(document, child, ignore) is None else None
        case Name(field, terms):
            names = document.names.get(field, ())
            return 0 if any(_at_an_end(terms, name, ignore) for name in names) else None
        case _:
            raise NotImplementedError(node)


def _words(document: IndexDocument, run: Words, ignore: bool) -> int | None:
    places = [
        _places(document, term, run.prefix and term is run.terms[-1], _loosely(ignore))
        for term in run.terms
    ]
    if all(places):
        together = _phrase(document, Phrase(run.terms, prefix=run.prefix), ignore)
        if together is not None:
            return together
        return 2 if _near(places) else 3
    if run.parts and all(
        any(_phrase(document, wording, ignore) is not None for wording in part)
        for part in run.parts
    ):
        return 4
    return None


def _phrase(document: IndexDocument, phrase: Phrase, ignore: bool) -> int | None:
    for tier, means in enumerate((_exactly, _loosely(ignore))):
        places = [
            _places(document, term, phrase.prefix and index == len(phrase.terms) - 1, means)
            for index, term in enumerate(phrase.terms)
        ]
        if any(_follows(places[1:], first, phrase.slop) for first in places[0]):
            return tier
    return None


def _follows(places: Sequence[list[int]], at: int, slop: int) -> bool:
    """Whether the other words follow a place in order, with at most `slop` words between."""
    for following in places:
        step = next((place - at for place in following if place > at), None)
        if step is None or step - 1 > slop:
            return False
        slop -= step - 1
        at += step
    return True


def _near(places: Sequence[list[int]]) -> bool:
    reach = max(8, 2 * len(places))
    return any(
        all(any(first <= place < first + reach for place in each) for each in places)
        for first in {place for each in places for place in each}
    )


def _places(document: IndexDocument, term: Term, open_end: bool, means: Means) -> list[int]:
    """Where a term stands; paragraphs lie far apart."""
    found: list[int] = []
    place = 0
    for key in document.body:
        if key is None:
            place += 1000
        else:
            if means(term, key, open_end):
                found.append(place)
            place += 1
    return found


def _exactly(term: Term, key: str, open_end: bool) -> bool:
    return key.startswith(term.marked) if open_end else same(term.marked, key)


def _loosely(ignore: bool) -> Means:
    def means(term: Term, key: str, open_end: bool) -> bool:
        return any(_one_means(typed, key, open_end) for typed in (term.marked, *term.also))

    def _one_means(typed: str, key: str, open_end: bool) -> bool:
        if ignore and not typed.endswith("^"):
            plain = unmarked(key)
            return plain.startswith(unmarked(typed)) if open_end else plain == unmarked(typed)
        return begins(typed, key) if open_end else compatible(typed, key)

    return means


def _at_an_end(terms: Sequence[Term], name: Sequence[str], ignore: bool) -> bool:
    """Whether terms are a run from either end of a name, i and y being one."""
    runs = (name[: len(terms)], name[len(name) - len(terms) :])
    spellings = product(*((term.marked, respelled(term.marked) or term.marked) for term in terms))
    means = _loosely(ignore)
    return len(terms) <= len(name) and any(
        all(means(Term("", unmarked(typed), typed), key, False)
            for typed, key in zip(spelling, run, strict=True))
        for spelling in spellings
        for run in runs
    )  # fmt: skip
