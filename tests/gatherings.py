"""Invented meetings for tests of views: only what a view looks at is said of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from giaoban_cli.models import Level, Meeting, Official, Part, Place, Source, Stored
from giaoban_cli.parse import parse

KHE_LINH = Place("Khê Lĩnh", "huyện", "Hoành Giang", "text")
VAM_TRAM = Place("Vàm Tràm", "huyện", "Vĩnh Tràm", "text")


def official(name: str, *roles: str, parts: Sequence[Part] = ("chair",)) -> Official:
    return Official(name, roles, tuple(parts), (0, 1))


def held(
    date: str | None,
    *officials: Official,
    place: Place | None = KHE_LINH,
    level: Level | None = "huyện",
    id_: str | None = None,
    **facts: Any,
) -> Stored:
    """A meeting on a day at a place, with these officials."""
    name = place.name if place else "nowhere"
    meeting = Meeting(
        facts.pop("text", ""),
        date=date,
        place=place,
        level=level,
        officials=officials,
        chairs=tuple(each.name for each in officials if "chair" in each.parts),
        **facts,
    )
    return Stored(id_ or f"{date}-{name}", meeting, ())


def read(text: str, *, id_: str, unit: str | None = None) -> Stored:
    """A meeting as its report is read."""
    source = Source(f"/{id_}.txt", "0" * 64, "utf-8", "text", len(text), "2024-01-01T00:00:00Z")
    return Stored(id_, parse(text, unit=unit), (source,))
