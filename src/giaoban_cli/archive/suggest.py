"""Help beside the hits: what was perhaps meant, and the person whose name was typed.

In: a query and what it found. Out: other queries worth trying, and lines about persons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, product

from giaoban_cli.archive.names import name_key
from giaoban_cli.index.port import Index
from giaoban_cli.models import Hit, PersonLine
from giaoban_cli.query import Phrase, Query, Term, Words
from giaoban_cli.store import Store
from giaoban_cli.text.fold import compatible, keys, spelled, unmarked

LONGEST = 12
"""Words of a query that are looked up one by one; longer ones get no suggestion."""

TRIES = 60
"""Other queries that are tried before there is no suggestion."""

NEAR = 6
"""Words tried in the place of one."""

PERSONS = 3
"""Persons of one name that are shown; the same letters with other marks are another person."""


def suggestions(index: Index, query: Query, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Queries that were perhaps meant; each finds something, under the same filters.

    For plain letters that stand together somewhere: how the archive writes them. For words that
    stand together nowhere: the run with one slip of the finger mended that does.

    Args:
        index: where other queries are tried.
        query: what was asked.
        hits: what it found.
    """
    terms = _plain_run(query)
    if not terms or len(terms) > LONGEST:
        return ()
    written = _written(terms, hits)
    if written:
        marked = any(term.marked != term.plain for term in terms)
        return () if marked or written.lower() == _typed(terms) else (written,)
    mended = _mended(index, query, terms)
    if not mended:
        return ()
    words = " ".join(term.typed for term in mended)
    return (f'"{words}"' if isinstance(query.root, Phrase) else words,)


def _plain_run(query: Query) -> tuple[Term, ...]:
    """The words of a query that is nothing but a run of words."""
    match query.root:
        case Words(terms, prefix=False) | Phrase(terms, slop=0, prefix=False):
            return terms
    return ()


def _typed(terms: tuple[Term, ...]) -> str:
    """A run without marks."""
    return " ".join(term.plain for term in terms)


def _written(terms: tuple[Term, ...], hits: Sequence[Hit]) -> str | None:
    """How the hits write the whole run, the commonest way; None when it stands nowhere."""
    found: Counter[str] = Counter()
    for hit in hits:
        for start, end in hit.snippet.highlights:
            words = " ".join(hit.snippet.text[start:end].split())
            if name_key(words) == _typed(terms):
                found[words] += 1
    return found.most_common(1)[0][0] if found else None


def _mended(index: Index, query: Query, terms: tuple[Term, ...]) -> tuple[Term, ...] | None:
    """The run with other words in the place of those that were mistyped.

    Words that the archive does not have are taken for the mistyped ones, at most two; when it
    has them all, each is in turn.
    """
    strange = [place for place, term in enumerate(terms) if not _known(index, term)]
    if len(strange) > 2:
        return None
    if strange:
        choices = [_near(index, terms[place]) for place in strange]
        runs = [_with(terms, strange, chosen) for chosen in product(*choices)]
    else:
        runs = [
            _with(terms, [place], (other,))
            for place, term in enumerate(terms)
            for other in _near(index, term)
        ]
    runs = runs[:TRIES]
    together = (run for run in runs if _finds(index, query, Phrase(run)))
    anywhere = (run for run in runs if strange and _finds(index, query, Words(run)))
    return next(chain(together, anywhere), None)


def _known(index: Index, term: Term) -> bool:
    """Whether the archive has a word that a typed one may mean."""
    return any(compatible(term.marked, key) for key, _ in index.variants(term.plain, 20))


def _finds(index: Index, query: Query, root: Phrase | Words) -> bool:
    """Whether other words would find something."""
    return index.count(replace(query, root=root), 1) > 0


def _with(
    terms: tuple[Term, ...], places: Sequence[int], others: tuple[Term, ...]
) -> tuple[Term, ...]:
    """A run with other words at some places."""
    changed = dict(zip(places, others, strict=True))
    return tuple(changed.get(place, term) for place, term in enumerate(terms))


def _near(index: Index, term: Term) -> list[Term]:
    """Words of the archive one slip away, those nearest to the marks that were typed first."""
    found: list[tuple[int, int, Term]] = []
    for plain, _ in index.similar(term.plain, NEAR):
        for key, count in index.variants(plain, 3):
            slips = _slips(term.marked, key) if term.marked != term.plain else 0
            found.append((slips, -count, Term(spelled(key), plain, key)))
    return [other for *_, other in sorted(found, key=lambda each: each[:2])[:NEAR]]


def _slips(typed: str, other: str) -> int:
    """How far one marked key is from another: 2 for each wrong letter, 1 for a wrong mark."""
    row = [2 * place for place in range(len(other) + 1)]
    for letter in typed:
        before, row[0] = row[0], row[0] + 2
        for place, wanted in enumerate(other, start=1):
            change = 0 if letter == wanted else 1 if unmarked(letter) == unmarked(wanted) else 2
            before, row[place] = (
                row[place],
                min(row[place] + 2, row[place - 1] + 2, before + change),
            )
    return row[-1]


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
