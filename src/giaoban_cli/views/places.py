"""Which unit a meeting belongs to: `Seat`, so that two districts of one name stay two.

In: meetings. Out: a seat for each, compared without regard to case, marks' places and to the
unit's word (a huyện that became a thị xã is one unit), and `Seats`, which lends a seat that tells
no province that of the only seat of its name and level that does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Level, Meeting, Place
from giaoban_cli.text.fold import keys

_LEVELS: dict[str, Level] = {
    "xã": "xã", "phường": "xã", "thị trấn": "xã", "đặc khu": "xã",
    "huyện": "huyện", "quận": "huyện", "thị xã": "huyện", "thành phố": "huyện",
    "tỉnh": "tỉnh",
}  # fmt: skip


Name = tuple[str, ...]
"""The marked keys of a name."""


@frozen
class Seat:
    """A unit as views tell it from others: keys of its name and province, and its level.

    `doubtful` when its name is borne in several provinces and the report does not decide.
    """

    name: Name
    level: Level | None
    province: Name | None
    doubtful: bool = False


NOWHERE = Seat((), None, None)
"""The seat of a meeting whose report names no place."""


def seat_of(meeting: Meeting) -> Seat:
    """The unit that a meeting belongs to."""
    place = meeting.place
    if place is None:
        return NOWHERE
    province = keys(place.province) if place.province else None
    return Seat(keys(place.name), _level(place, meeting.level), province, bool(place.candidates))


def _level(place: Place, held: Level | None) -> Level | None:
    """The level of a unit, by its word; a city of its own province's name is a province."""
    if place.province and keys(place.province) == keys(place.name):
        return "tỉnh"
    return _LEVELS.get(place.type or "", held)


def label(place: Place | None) -> str | None:
    """A unit in words: `huyện Khê Lĩnh, Hoành Giang`."""
    if place is None:
        return None
    name = f"{place.type} {place.name}" if place.type else place.name
    if place.province and keys(place.province) != keys(place.name):
        return f"{name}, {place.province}"
    return name


def same_unit(one: str, other: str) -> bool:
    """Whether two labels mean one unit, of which one may not tell the province.

    A huyện that became a thị xã is one unit; a huyện and a xã of one name are two.
    """
    (level, name), (other_level, other_name) = _parsed(one), _parsed(other)
    short, long = sorted((name, other_name), key=len)
    return level == other_level and long[: len(short)] == short


def _parsed(words: str) -> tuple[Level | None, Name]:
    """The level and the words of a label."""
    unit = next((unit for unit in _LEVELS if words.startswith(f"{unit} ")), "")
    return _LEVELS.get(unit), keys(words.removeprefix(unit))


class Seats:
    """The seats of a whole archive.

    Args:
        seen: every seat that occurs, with its unit in words.
    """

    def __init__(self, seen: Mapping[Seat, str | None]) -> None:
        self._provinces: dict[tuple[Name, Level | None], set[Name]] = {}
        self._written: dict[Name, str] = {}
        for seat, words in seen.items():
            if seat.province is not None:
                self._provinces.setdefault((seat.name, seat.level), set()).add(seat.province)
                self._written[seat.province] = (words or "").rpartition(", ")[2]
        self._by_name: dict[Name, list[Seat]] = {}
        for seat in dict.fromkeys(self.settled(each) for each in seen):
            self._by_name.setdefault(seat.name, []).append(seat)

    def settled(self, seat: Seat) -> Seat:
        """A seat with its province, if the archive knows only one for its name and level."""
        if seat.province is not None or seat.doubtful or seat == NOWHERE:
            return seat
        known = self._provinces.get((seat.name, seat.level), set())
        return replace(seat, province=next(iter(known))) if len(known) == 1 else seat

    def written(self, province: Name) -> str:
        """The name of a province as reports write it."""
        return self._written.get(province, "")

    def ending(self, words: Name) -> Iterator[Seat]:
        """The units whose names these words end with, the longest first."""
        for start in range(1, len(words)):
            yield from self._by_name.get(words[start:], ())
