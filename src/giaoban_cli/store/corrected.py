"""A meeting as it was read, and as it holds once a user has corrected it: pure.

In: a `Meeting` and the values of its corrected fields, as JSON has them. Out: the meeting that
holds. What was read is kept as it is, so that a correction can be taken back, and a newer reader
changes only what no one has corrected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from giaoban_cli.models import DateBasis, Evidence, Meeting, Official, Part, Place, Span

Value = Any
"""A value of JSON: a string, a list of strings, a mapping of strings, None."""

_NOWHERE: Span = (0, 0)
"""Where a fact stands that no text tells."""

_SETTLED: dict[str, frozenset[str]] = {
    "date": frozenset({"no_date", "no_year", "stamp_conflict", "weekday_mismatch"}),
    "place": frozenset({"place_ambiguous"}),
    "chairs": frozenset({"no_chair"}),
    "kind": frozenset({"not_a_meeting"}),
    "level": frozenset({"after_district_abolished"}),
    "organisation": frozenset({"after_district_abolished"}),
}
"""The warnings that a correction of a field answers."""


def corrected(meeting: Meeting, values: Mapping[str, Value]) -> Meeting:
    """The meeting that holds.

    Args:
        meeting: as it was read.
        values: what the user set, by field; None where the user says that there is none. Fields
            that are no part of a meeting, such as a note, change nothing in it.

    Raises:
        KeyError, TypeError: a value does not have the shape of its field.
    """
    for field, set_ in _SET.items():
        if field in values:
            meeting = set_(meeting, values[field])
            settled = _SETTLED.get(field, frozenset())
            meeting = replace(
                meeting,
                warnings=tuple(each for each in meeting.warnings if each.code not in settled),
                spans={name: spans for name, spans in meeting.spans.items() if name != field},
            )
    return meeting


def value_of(meeting: Meeting, field: str) -> Value:
    """What a meeting says of a field, in the shape in which a correction has it."""
    if field == "place":
        place = meeting.place
        return place and {"name": place.name, "type": place.type, "province": place.province}
    if field == "chairs":
        return list(meeting.chairs)
    return getattr(meeting, field) if field in _SET else None


def _date(meeting: Meeting, value: Value) -> Meeting:
    basis = DateBasis(Evidence("", _NOWHERE), "set", "high") if value else None
    return replace(meeting, date=value, date_end=None, date_basis=basis)


def _date_end(meeting: Meeting, value: Value) -> Meeting:
    return replace(meeting, date_end=value)


def _place(meeting: Meeting, value: Value) -> Meeting:
    return replace(
        meeting, place=value and Place(value["name"], value["type"], value["province"], "set")
    )


def _organisation(meeting: Meeting, value: Value) -> Meeting:
    return replace(meeting, organisation=value)


def _level(meeting: Meeting, value: Value) -> Meeting:
    return replace(meeting, level=value)


def _title(meeting: Meeting, value: Value) -> Meeting:
    return replace(meeting, title=value)


def _kind(meeting: Meeting, value: Value) -> Meeting:
    others = (kind for kind in meeting.kinds if kind != value)
    return replace(meeting, kind=value, kinds=(value, *others) if value else ())


def _chairs(meeting: Meeting, value: Value) -> Meeting:
    """The chairs, and their part among the officials."""
    chairs = tuple(value)
    known = {official.name for official in meeting.officials}
    others = [_chairing(each, chairs=each.name in chairs) for each in meeting.officials]
    new = [
        Official(name, (), ("chair",), _found(meeting.text, name))
        for name in chairs
        if name not in known
    ]
    return replace(meeting, chairs=chairs, officials=(*new, *others))


def _chairing(official: Official, *, chairs: bool) -> Official:
    """An official who chairs, or does not."""
    parts: tuple[Part, ...] = tuple(part for part in official.parts if part != "chair")
    return replace(official, parts=("chair", *parts) if chairs else parts or ("attended",))


def _found(text: str, name: str) -> Span:
    """Where a text has a name first."""
    at = text.find(name)
    return (at, at + len(name)) if at >= 0 else _NOWHERE


_SET: dict[str, Callable[[Meeting, Value], Meeting]] = {
    "date": _date,
    "date_end": _date_end,
    "place": _place,
    "organisation": _organisation,
    "level": _level,
    "kind": _kind,
    "title": _title,
    "chairs": _chairs,
}

FIELDS = (*_SET, "note", "reviewed")
"""What can be corrected: the facts of a record, a note, and which warnings a person has seen."""
