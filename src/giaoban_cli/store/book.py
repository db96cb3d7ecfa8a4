"""The book of corrections: who set what, when, and what stood there before; never erased from.

In: rows of `amendment`. Out: `Entry` values, and what of them holds now. A correction of a field,
the word that two officials are one, and the wish to forget a report are entries of one kind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Merge, Person
from giaoban_cli.store.database import Row
from giaoban_cli.store.rows import seal, to_json

COLUMNS = ("meeting", "field", "old", "new", "at", "by")

FORGOTTEN = "forgotten"
"""The field of an entry that takes a report out of the archive."""

PERSON = "person"
"""The field of an entry that makes two officials one."""


@frozen
class Entry:
    """One correction.

    Attributes:
        meeting: key of the meeting; None for what concerns no single one.
        field: what is corrected.
        old: what stood there before, as JSON has it.
        new: what holds from then on; what was read holds again when `withdrawn`.
        at: when, an ISO instant.
        by: who.
        withdrawn: whether the entry takes earlier ones back.
    """

    meeting: int | None
    field: str
    old: Any
    new: Any
    at: str
    by: str
    withdrawn: bool = False


@frozen
class PurgeMark:
    """What is remembered of a purged report: hashes of its files and of what they said."""

    hashes: tuple[str, ...]
    at: str
    by: str


def columns(entry: Entry) -> tuple[Any, ...]:
    """An entry as the sealed columns of its row, in their order."""
    new = None if entry.withdrawn else to_json(entry.new)
    return (entry.meeting, entry.field, to_json(entry.old), new, entry.at, entry.by)


def entry_of(row: Row) -> Entry:
    """A row of sealed columns and seal as an entry.

    Raises:
        ValueError: the seal is broken.
    """
    *values, expected = row
    if seal(values) != expected:
        raise ValueError("a correction's seal")
    meeting, field, old, new, at, by = values
    return Entry(
        meeting, field, json.loads(old), json.loads(new or "null"), at, by, withdrawn=new is None
    )


def in_force(entries: Iterable[Entry]) -> dict[str, Entry]:
    """What holds of the corrections of one meeting, by field; `forgotten` is left out.

    The latest of a field counts, wherever it was made: books of two archives may come together.
    """
    holding: dict[str, Entry] = {}
    for entry in sorted(entries, key=_when):
        holding.pop(entry.field, None)
        if not entry.withdrawn and entry.field != FORGOTTEN:
            holding[entry.field] = entry
    return holding


def is_forgotten(entries: Iterable[Entry]) -> bool:
    """Whether these corrections of one meeting take it out of the archive."""
    said = [entry for entry in sorted(entries, key=_when) if entry.field == FORGOTTEN]
    return bool(said) and not said[-1].withdrawn


def _when(entry: Entry) -> str:
    """The instant of an entry, which sorts as text: all are UTC, to the second."""
    return entry.at


def amended(entries: Iterable[Entry]) -> str:
    """The column of a meeting that tells what holds of its corrections."""
    holding = in_force(entries)
    return to_json(
        {
            field: {"new": entry.new, "at": entry.at, "by": entry.by}
            for field, entry in holding.items()
        }
    )


def merges(entries: Iterable[Entry]) -> tuple[Merge, ...]:
    """The merges that hold, in the order in which they were made; `old` names the other person.

    Raises:
        ValueError: an entry is not what was written.
    """
    holding: dict[str, Merge] = {}
    try:
        for entry in sorted(entries, key=_when):
            other = to_json(entry.old)
            holding.pop(other, None)
            if not entry.withdrawn:
                holding[other] = (_person(entry.new), _person(entry.old))
    except (KeyError, TypeError) as error:
        raise ValueError(f"a merge's shape: {error!r}") from None
    return tuple(holding.values())


def _person(value: Any) -> Person:
    """A person of an entry."""
    return Person(value["name"], value["place"])
