"""A query that knows which officials are one person: who asks for the one finds the other.

In: a query tree, and the merges that the user made. Out: the tree, in which the name of a person
who has another stands beside that other name, within the place it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from giaoban_cli.models import Merge, Person
from giaoban_cli.query.persons import fits
from giaoban_cli.query.tree import And, Name, Node, Not, Or, Query, Term, Within
from giaoban_cli.text.fold import keys, unmarked
from giaoban_cli.text.who.places import from_unit


def with_merges(query: Query, merges: Sequence[Merge]) -> Query:
    """The query, every name of a person that was merged standing for all names of the person.

    Args:
        query: as it was read.
        merges: pairs of officials that are one person.
    """
    if not merges:
        return query
    groups = _groups(merges)
    ignore = query.marks == "ignore"

    def with_others(node: Node) -> Node:
        match node:
            case And(children):
                return And(tuple(map(with_others, children)))
            case Or(children):
                return Or(tuple(map(with_others, children)))
            case Not(child):
                return Not(with_others(child))
            case Name(field, terms) if field != "author":
                others = tuple(
                    _named(node, other)
                    for group in groups
                    if any(fits(terms, person.name, ignore=ignore) for person in group)
                    for other in group
                    if not fits(terms, other.name, ignore=ignore)
                )
                return Or((node, *others)) if others else node
        return node

    return replace(
        query,
        root=query.root and with_others(query.root),
        filters=tuple(map(with_others, query.filters)),
    )


def _groups(merges: Sequence[Merge]) -> list[list[Person]]:
    """Persons who are one, each group once."""
    groups: list[list[Person]] = []
    for pair in merges:
        joined = [group for group in groups if any(person in group for person in pair)]
        groups = [group for group in groups if group not in joined]
        groups.append(list(dict.fromkeys([*(p for group in joined for p in group), *pair])))
    return groups


def _named(node: Name, person: Person) -> Node:
    """The node that asks for another name in the same part, where its person belongs."""
    name = Name(node.field, _terms(person.name))
    place = from_unit(person.place) if person.place else None
    return And((name, Within("place", _terms(place.name)))) if place else name


def _terms(words: str) -> tuple[Term, ...]:
    return tuple(Term(key, unmarked(key), key) for key in keys(words))
