"""Lines about the persons whose names were typed: who, with which office, where, how often.

In: the words of a name. Out: `PersonLine`s, those of most meetings first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from giaoban_cli.archive.names import name_key
from giaoban_cli.models import PersonLine
from giaoban_cli.query import Term
from giaoban_cli.query.expand import other_names
from giaoban_cli.query.persons import is_name
from giaoban_cli.store import Store

PERSONS = 3
"""Persons of one name that are shown; the same letters with other marks are another person."""

LONGEST = 12
"""Words of a name that is looked up."""

_ROLES_IN = 5
"""The newest meetings of a person in which an office is looked for."""


def by_name(store: Store, terms: tuple[Term, ...], *, ignore: bool) -> tuple[PersonLine, ...]:
    """A line about each person whose full name these words are.

    Args:
        store: the truth.
        terms: the words; a single one is no full name.
        ignore: whether marks never matter.
    """
    if len(terms) < 2 or len(terms) > LONGEST:
        return ()
    spellings = (terms, *other_names(terms))
    found = {
        name
        for words in spellings
        for name, *_ in store.meetings_of(" ".join(term.plain for term in words))
    }
    return about(store, (name for name in found if is_name(terms, name, ignore=ignore)))


def about(store: Store, names: Iterable[str]) -> tuple[PersonLine, ...]:
    """A line about each of these persons, by their names as records have them."""
    lines = [_line(store, name) for name in set(names)]
    return tuple(sorted(lines, key=lambda line: (-line.meetings, line.name))[:PERSONS])


def _line(store: Store, name: str) -> PersonLine:
    """A person: the place of most of their meetings, the offices of the latest that tells any."""
    meetings = [row for row in store.meetings_of(name_key(name)) if row[0] == name]
    newest = store.newest_first({key for _, key, _ in meetings})
    places = [card.place for card in store.cards(newest) if card.place]
    often = Counter(places)
    place = max(places, key=lambda each: (often[each], -places.index(each)), default=None)
    roles: tuple[str, ...] = ()
    for _, stored in store.many(newest[:_ROLES_IN]):
        roles = next((o.roles for o in stored.meeting.officials if o.name == name), ())
        if roles:
            break
    concluded = sum("concluded" in parts for *_, parts in meetings)
    return PersonLine(name, roles, place, len(newest), concluded)
