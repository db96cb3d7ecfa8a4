"""Which persons are one: the user's word for it, followed as far as it leads.

In: `Merge`s, in the order in which they were made. Out: a function from a name and a place, as
records have them, to the person that is meant, and one to the other names of a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from giaoban_cli.models import Merge, Person
from giaoban_cli.text.fold import keys

Key = tuple[tuple[str, ...], tuple[str, ...]]
"""A name and a place by their words, so that capitals and the place of a tone do not matter."""


def key(person: Person) -> Key:
    """What two spellings of one person have in common."""
    return keys(person.name), keys(person.place or "")


def same_person(merges: Iterable[Merge]) -> Callable[[Person], Person]:
    """What finds the person that a name within a place stands for.

    Args:
        merges: the user's, in the order in which they were made.

    Returns:
        A function: the person that was kept, for one that was merged; else the one it was given.
    """
    meant: dict[Key, Person] = {}
    for merge in merges:
        kept = meant.get(key(merge.person), merge.person)
        for each, person in meant.items():  # whoever was the other is now the kept one
            if key(person) == key(merge.other):
                meant[each] = kept
        meant[key(merge.other)] = kept
        meant.pop(key(kept), None)  # the last word counts: a circle ends here
    return lambda person: meant.get(key(person), person)


def other_names(merges: Iterable[Merge]) -> dict[Key, tuple[Person, ...]]:
    """The persons that are one with each of those who were merged, themselves left out."""
    merges = tuple(merges)
    meant = same_person(merges)
    groups: dict[Key, dict[Key, Person]] = {}
    for merge in merges:
        for person in (merge.person, merge.other):
            groups.setdefault(key(meant(person)), {}).setdefault(key(person), person)
    return {
        each: tuple(person for other, person in group.items() if other != each)
        for group in groups.values()
        for each in group
    }
