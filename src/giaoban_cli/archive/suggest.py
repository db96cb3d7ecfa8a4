"""Help beside the hits: what was perhaps meant, and the person whose name was typed.

In: a query and what it found. Out: other queries worth trying, and lines about persons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from giaoban_cli.archive.names import name_key
from giaoban_cli.index.port import Index
from giaoban_cli.models import Hit, PersonLine
from giaoban_cli.query import Phrase, Query, Term, Words
from giaoban_cli.store import Store
from giaoban_cli.text.fold import compatible, keys, spelled

LONGEST = 12
"""Words of a query that are looked up one by one; longer ones get no suggestion."""

PERSONS = 3
"""Persons of one name that are shown; the same letters with other marks are another person."""


def suggestions(index: Index, query: Query, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Queries that were perhaps meant.

    For plain letters that found something: how the archive writes them. For words that found
    nothing: the nearest ones that the archive has.
    """
    terms = _plain_run(query)
    if not terms or len(terms) > LONGEST:
        return ()
    if hits:
        return _with_marks(terms, hits)
    return _near(index, terms)


def _plain_run(query: Query) -> tuple[Term, ...]:
    """The words of a query that is nothing but a run of words."""
    match query.root:
        case Words(terms, prefix=False) | Phrase(terms, slop=0, prefix=False):
            return terms
    return ()


def _with_marks(terms: tuple[Term, ...], hits: Sequence[Hit]) -> tuple[str, ...]:
    """How the hits write words that were typed without marks, the commonest way."""
    typed = " ".join(term.plain for term in terms)
    if any(term.marked != term.plain for term in terms):
        return ()
    written: Counter[str] = Counter()
    for hit in hits:
        for start, end in hit.snippet.highlights:
            words = " ".join(hit.snippet.text[start:end].split())
            if name_key(words) == typed and words.lower() != typed:
                written[words] += 1
    return tuple(words for words, _ in written.most_common(1))


def _near(index: Index, terms: tuple[Term, ...]) -> tuple[str, ...]:
    """The typed words with those that the archive does not have replaced by near ones."""
    words = []
    for term in terms:
        known = index.variants(term.plain, 1)
        if known:
            fits = compatible(term.marked, known[0][0])
            words.append(term.typed if fits else spelled(known[0][0]))
            continue
        similar = index.similar(term.plain, 1)
        if not similar:
            return ()
        spelling = index.variants(similar[0][0], 1)
        words.append(spelled(spelling[0][0]) if spelling else similar[0][0])
    found = " ".join(words)
    return () if found == " ".join(term.typed for term in terms) else (found,)


def person_lines(store: Store, query: Query) -> tuple[PersonLine, ...]:
    """A line about each person whose full name the query is."""
    terms = _plain_run(query)
    if len(terms) < 2 or len(terms) > LONGEST:
        return ()
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for name, meeting, parts in store.meetings_of(" ".join(term.plain for term in terms)):
        found.setdefault(name, []).append((meeting, parts))
    lines = [
        _line(store, name, meetings)
        for name, meetings in found.items()
        if query.marks == "ignore" or _fits(terms, name)
    ]
    return tuple(sorted(lines, key=lambda line: (-line.meetings, line.name))[:PERSONS])


def _fits(terms: tuple[Term, ...], name: str) -> bool:
    """Whether the marks that were typed are those of a name."""
    words = keys(name)
    return len(words) == len(terms) and all(
        compatible(term.marked, word) for term, word in zip(terms, words, strict=True)
    )


def _line(store: Store, name: str, meetings: list[tuple[int, tuple[str, ...]]]) -> PersonLine:
    """A person, with roles and place as of the latest meeting that names them."""
    keys_ = {key for key, _ in meetings}
    newest = next(key for key in store.newest_first(keys_))
    stored = store.stored(newest)
    roles: tuple[str, ...] = ()
    place = None
    if stored:
        place = stored.meeting.place.name if stored.meeting.place else None
        roles = next((o.roles for o in stored.meeting.officials if o.name == name), ())
    concluded = sum("concluded" in parts for _, parts in meetings)
    return PersonLine(name, roles, place, len(keys_), concluded)
