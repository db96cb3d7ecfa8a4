"""What the value of a corrected field may be: typed by a user, or read from another archive's file.

In: words of a command line, or values of TOML. Out: values as the book of corrections has them, or
an error that says what is wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from giaoban_cli.errors import UsageError
from giaoban_cli.frozen import frozen
from giaoban_cli.models import KINDS, LEVELS, Kind, Level
from giaoban_cli.store.book import FORGOTTEN, PERSON

LONGEST = 4000
"""Characters of a text that is set by hand."""


@frozen
class Typed:
    """Facts of a meeting as a user types them; None: not given; an empty text: there is none."""

    date: str | None = None
    date_end: str | None = None
    place: str | None = None
    organisation: str | None = None
    level: Level | None = None
    kind: Kind | None = None
    title: str | None = None
    chairs: tuple[str, ...] | None = None
    note: str | None = None


def values_of(typed: Typed, today: date) -> dict[str, Any]:
    """The values of the fields that were typed.

    A body that is named tells its level, unless a level is given, too.

    Args:
        typed: as it was typed.
        today: the day that relative dates count from.

    Raises:
        UsageError: no day, no place, or a meeting that ends before it begins.
    """
    values: dict[str, Any] = {}
    if typed.date is not None:
        values["date"] = _day(typed.date, today, "--date")
    if typed.date_end is not None:
        values["date_end"] = _day(typed.date_end, today, "--date-end")
        if typed.date and values["date_end"] and values["date_end"] < values["date"]:
            raise UsageError("amend.ends_first", start=typed.date, end=typed.date_end)
    if typed.place is not None:
        values["place"] = _place(typed.place)
    for field in ("organisation", "title", "note"):
        text = getattr(typed, field)
        if text is not None:
            values[field] = _tidy(text) or None
    level = typed.level
    if values.get("organisation") and level is None:
        from giaoban_cli.text.who.organisations import of_unit

        level = of_unit(values["organisation"]).level
    if level is not None:
        values["level"] = level
    if typed.kind is not None:
        values["kind"] = typed.kind
    if typed.chairs is not None:
        values["chairs"] = list(dict.fromkeys(filter(None, map(_tidy, typed.chairs))))
    return values


def _tidy(text: str) -> str:
    """A text in one line, as reports are stored."""
    return " ".join(unicodedata.normalize("NFC", text).split())[:LONGEST]


def _day(typed: str, today: date, option: str) -> str | None:
    if not typed.strip():
        return None
    from giaoban_cli.query.dates import read_days

    days = read_days(typed, today, option=option)
    if days.start != days.end:
        raise UsageError("amend.no_day", option=option, value=typed)
    return days.start


def _place(typed: str) -> dict[str, str | None] | None:
    text = _tidy(typed)
    if not text:
        return None
    from giaoban_cli.text.who.places import from_unit

    place = from_unit(text)
    if place is None:
        raise UsageError("amend.no_place", value=typed)
    return {"name": place.name, "type": place.type, "province": place.province}


# --- values of a file ------------------------------------------------------------------------


def text(value: Any) -> str:
    """A text.

    Raises:
        TypeError: something else.
    """
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.80}")
    return value


def instant(value: Any) -> str:
    """An instant as the book has it: UTC, to the second.

    Raises:
        ValueError, TypeError: something else.
    """
    return datetime.fromisoformat(text(value)).astimezone(UTC).isoformat(timespec="seconds")


def _text_or_none(value: Any) -> str | None:
    return None if value is None else text(value)


def _iso_day(value: Any) -> str | None:
    return None if value is None else date.fromisoformat(text(value)).isoformat()


def _texts(value: Any) -> list[str]:
    return [text(each) for each in value or ()]


def _one_of(choices: Sequence[str]) -> Callable[[Any], str | None]:
    def one(value: Any) -> str | None:
        if value is not None and value not in choices:
            raise ValueError(f"{value!r:.80}")
        return _text_or_none(value)

    return one


def _parts(*names: str) -> Callable[[Any], dict[str, str | None] | None]:
    """A table whose first key must be there."""

    def table(value: Any) -> dict[str, str | None] | None:
        if value is None:
            return None
        return {names[0]: text(value[names[0]])} | {
            name: _text_or_none(value.get(name)) for name in names[1:]
        }

    return table


def _flag(value: Any) -> bool:
    return value is True


SHAPES: Mapping[str, Callable[[Any], Any]] = {
    "date": _iso_day,
    "date_end": _iso_day,
    "place": _parts("name", "type", "province"),
    "organisation": _text_or_none,
    "level": _one_of(LEVELS),
    "kind": _one_of(KINDS),
    "title": _text_or_none,
    "chairs": _texts,
    "note": _text_or_none,
    "reviewed": _texts,
    FORGOTTEN: _flag,
    PERSON: _parts("name", "place"),
}
"""For each field of the book what makes a value of a file one of its own."""
