"""Who is who: stored meetings → officials with their offices, meetings, first and last day.

In: a stream of meetings, and the merges that the user made. Out: `Profile`s. A person is a name
within a place: the same name in two districts is two people until the user merges them, a slip of
the pen or a new office makes no new one (namesakes.py). Authors of reports are no officials.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Merge, Part, Person, Stored
from giaoban_cli.query.persons import fits, is_name
from giaoban_cli.query.tree import Term
from giaoban_cli.text.fold import keys, unmarked
from giaoban_cli.text.who.roles import normal, same
from giaoban_cli.views.namesakes import Spelling, folded, office, slips
from giaoban_cli.views.places import NOWHERE, Seat, Seats, label, same_unit, seat_of

SPOKE: frozenset[Part] = frozenset(("concluded", "directed", "spoke"))
"""The parts of who spoke at a meeting."""


@frozen
class Tenure:
    """An office as it was written most fully, and the first and last day on which it was seen."""

    role: str
    first: str | None
    last: str | None


@frozen
class Attendance:
    """A meeting that a person had a part in."""

    id: str
    date: str | None
    parts: tuple[Part, ...]
    roles: tuple[str, ...] = ()


@frozen
class Profile:
    """A person: every spelling of the name, the place, offices and meetings in order of time."""

    name: str
    place: str | None
    roles: tuple[Tenure, ...]
    meetings: tuple[Attendance, ...]
    spellings: tuple[str, ...] = ()

    @property
    def first(self) -> str | None:
        """The first day of a meeting, if any is dated."""
        return min((each.date for each in self.meetings if each.date), default=None)

    @property
    def last(self) -> str | None:
        """The last day of a meeting, if any is dated."""
        return max((each.date for each in self.meetings if each.date), default=None)

    @property
    def office(self) -> str | None:
        """The office that was told last; being of a committee counts when there is no other."""
        for each in reversed(self.meetings):
            if each.roles:
                held = [role for role in each.roles if office(role)]
                return (held or list(each.roles))[0]
        return None

    @property
    def chaired(self) -> int:
        """How many meetings the person chaired."""
        return sum("chair" in each.parts for each in self.meetings)

    @property
    def spoke(self) -> int:
        """At how many the person spoke, directed or concluded."""
        return sum(not SPOKE.isdisjoint(each.parts) for each in self.meetings)

    @property
    def attended(self) -> int:
        """How many the person took part in, and was not only mentioned."""
        return sum(set(each.parts) != {"mentioned"} for each in self.meetings)


@frozen
class Step:
    """One meeting in the course of a person: part, those who chaired beside, what was asked."""

    id: str
    date: str | None
    title: str | None
    organisation: str | None
    parts: tuple[Part, ...]
    roles: tuple[str, ...]
    beside: tuple[str, ...]
    directions: tuple[str, ...]


@frozen
class _Sighting:
    """A person in one meeting; `seat` and `place` are those of the meeting."""

    name: str
    seat: Seat
    place: str | None
    meeting: str
    date: str | None
    roles: tuple[str, ...]
    parts: tuple[Part, ...]


_Key = tuple[tuple[str, ...], Seat]


def officials(meetings: Iterable[Stored], merges: Sequence[Merge] = ()) -> tuple[Profile, ...]:
    """Everyone with a part in these meetings, those of most meetings first.

    Args:
        meetings: one at a time; of each only names, offices and the day are kept.
        merges: pairs of officials that are one person.
    """
    sightings: list[_Sighting] = []
    units: dict[Seat, str | None] = {}
    for stored in meetings:
        meeting = stored.meeting
        seat, place = seat_of(meeting), label(meeting.place)
        units[seat] = max(units.get(seat), place, key=lambda each: each or "")
        sightings += [
            _Sighting(each.name, seat, place, stored.id, meeting.date, each.roles, each.parts)
            for each in meeting.officials
        ]
    people = _without_slips(_at_home(sightings, Seats(units)))
    profiles = (_profile(group, name) for group, name in _merged(people, merges))
    return tuple(sorted(profiles, key=_order))


def _order(profile: Profile) -> tuple[int, int, str, str]:
    return (-profile.attended, -profile.chaired, profile.name, profile.place or "")


def _at_home(sightings: Sequence[_Sighting], seats: Seats) -> dict[_Key, list[_Sighting]]:
    """Sightings by name and by the place where the person belongs.

    That is the place of the meeting, but for guests: who holds offices of the centre or of the
    province only belongs there, and who comes from a district that the office names belongs to it.
    """
    found: defaultdict[_Key, list[_Sighting]] = defaultdict(list)
    places: dict[Seat, str | None] = {}
    for each in sightings:
        here = seats.settled(each.seat)
        places[here] = _fuller(places.get(here), each.place)
    for each in sightings:
        here = seats.settled(each.seat)
        home, place = here, places[here]
        if _of_the_centre(each.roles):
            home, place = CENTRE, "Trung ương"
        elif here.level in ("huyện", "xã") and here.province and _of_province(each.roles):
            home = Seat(here.province, "tỉnh", here.province)
            place = places.get(home) or f"tỉnh {seats.written(here.province)}"
        elif here.level == "tỉnh" and (own := _named(each.roles, here, seats)):
            home, place = own, places.get(own)
        found[folded(keys(each.name)), home].append(replace(each, seat=home, place=place))
    return found


def _fuller(place: str | None, later: str | None) -> str | None:
    """Of two ways to write a unit the one with its province, else the later."""
    return later if (later or "").count(",") >= (place or "").count(",") else place


CENTRE = Seat(keys("Trung ương"), "trung ương", None)
"""Where the leaders of Party and State belong, wherever they come to."""

_CENTRAL = (
    "trung ương", "bộ chính trị", "bộ trưởng", "thứ trưởng", "tổng bí thư", "thủ tướng",
    "quốc hội", "chủ tịch nước", "ban bí thư",
)  # fmt: skip


def _of_the_centre(roles: Sequence[str]) -> bool:
    """Whether every office that a person holds now is one of Party or State as a whole.

    Being of the Politburo is no office of its own: who leads a province belongs to it.
    """
    held = [plain for role in roles if (plain := office(role))]
    if not held:
        return any("bộ chính trị" in normal(role) for role in roles)
    return all(any(words in plain for words in _CENTRAL) for plain in held)


def _of_province(roles: Sequence[str]) -> bool:
    """Whether every office that a guest holds now is one of the province.

    Being of its committee is no office: “TUV, Bí thư Huyện ủy” belongs to the district.
    """
    held = [plain for role in roles if (plain := office(role))]
    if not held:
        member = "ủy viên ban thường vụ tỉnh ủy"
        return any(normal(role).startswith(member) for role in roles)
    return all(" tỉnh" in f" {plain}" for plain in held)


def _named(roles: Sequence[str], here: Seat, seats: Seats) -> Seat | None:
    """The district or commune of this province that an office names at its end."""
    for role in roles:
        if office(role):
            for unit in seats.ending(keys(role)):
                if unit.province == here.province and unit.level in ("huyện", "xã"):
                    return unit
    return None


def _without_slips(people: dict[_Key, list[_Sighting]]) -> list[list[_Sighting]]:
    """One list of sightings a person."""
    by_seat: defaultdict[Seat, list[_Key]] = defaultdict(list)
    for key in people:
        by_seat[key[1]].append(key)
    groups: list[list[_Sighting]] = []
    for seat, members in by_seat.items():
        meant = (
            {} if seat == NOWHERE else slips([_spelling(key[0], people[key]) for key in members])
        )
        joined: defaultdict[tuple[str, ...], list[_Sighting]] = defaultdict(list)
        for words, _ in members:
            joined[meant.get(words, words)] += people[words, seat]
        groups += joined.values()
    return groups


def _spelling(words: tuple[str, ...], sightings: Sequence[_Sighting]) -> Spelling:
    offices: defaultdict[str, set[str]] = defaultdict(set)
    for each in sightings:
        for role in each.roles:
            if plain := office(role):
                offices[plain].update((each.date,) if each.date else ())
    return Spelling(
        words,
        frozenset(each.meeting for each in sightings),
        {plain: frozenset(days) for plain, days in offices.items()},
    )


def _merged(
    groups: list[list[_Sighting]], merges: Sequence[Merge]
) -> Iterator[tuple[list[_Sighting], str | None]]:
    """The lists of sightings with those joined that the user declared one person.

    Beside each the name that stays, if the user joined it.
    """
    home = list(range(len(groups)))
    stays: dict[int, str] = {}

    def root(at: int) -> int:
        while home[at] != at:
            at = home[at]
        return at

    # Under any of its spellings: which is the most frequent changes as the archive grows.
    people = [
        {_person(group), *(Person(each.name, each.place) for each in group)}
        for group in (groups if merges else ())
    ]

    def of(named: Person) -> list[int]:
        return [at for at, known in enumerate(people) if any(is_person(named, p) for p in known)]

    for one, other in merges:
        same_as = [*of(one), *of(other)]
        for at in same_as[1:]:
            home[root(at)] = root(same_as[0])
        if same_as:
            stays[root(same_as[0])] = one.name
    joined: defaultdict[int, list[_Sighting]] = defaultdict(list)
    for at, group in enumerate(groups):
        joined[root(at)] += group
    for at, group in joined.items():
        yield group, stays.get(at)


def _person(sightings: Sequence[_Sighting]) -> Person:
    spellings = Counter(each.name for each in sightings)
    return Person(spellings.most_common(1)[0][0], sightings[-1].place)


def called(person: Person, typed: str) -> bool:
    """Whether a person's full name was typed, with a place behind a comma or without."""
    name, _, place = (part.strip() for part in typed.partition(","))
    return folded(keys(person.name)) == folded(keys(name)) and at_place(person.place, place)


def is_person(named: Person, other: Person) -> bool:
    """Whether two names with places mean one person; a place that is not told fits only itself."""
    if folded(keys(named.name)) != folded(keys(other.name)):
        return False
    if named.place is None or other.place is None:
        return named.place == other.place
    return same_unit(named.place, other.place)


def _profile(sightings: list[_Sighting], name: str | None = None) -> Profile:
    ordered = sorted(sightings, key=lambda each: (each.date is None, each.date or "", each.meeting))
    spellings = Counter(each.name for each in ordered)
    meetings: dict[str, Attendance] = {}
    for each in ordered:
        before = meetings.get(each.meeting)
        parts = tuple(dict.fromkeys((*(before.parts if before else ()), *each.parts)))
        meetings[each.meeting] = Attendance(each.meeting, each.date, parts, each.roles)
    return Profile(
        name or spellings.most_common(1)[0][0],
        ordered[-1].place,
        _tenures(ordered),
        tuple(meetings.values()),
        tuple(spellings),
    )


def _tenures(ordered: Sequence[_Sighting]) -> tuple[Tenure, ...]:
    """The offices of a person in the order in which they were first seen.

    Spellings of one office meet, under the one that says it most fully.
    """
    found: list[tuple[str, Tenure]] = []
    for each in ordered:
        for role in each.roles:
            plain = normal(role)
            at = next((at for at, (known, _) in enumerate(found) if same(known, plain)), None)
            if at is None:
                found.append((plain, Tenure(role, each.date, each.date)))
                continue
            known, tenure = found[at]
            fuller = max((role, tenure.role), key=len)
            longer = max(known, plain, key=len)
            days = [day for day in (tenure.first, tenure.last, each.date) if day]
            found[at] = (
                longer,
                Tenure(fuller, min(days, default=None), max(days, default=None)),
            )
    return tuple(tenure for _, tenure in found)


def course(profile: Profile, meetings: Iterable[Stored]) -> Iterator[Step]:
    """What a person did at each meeting.

    Args:
        profile: the person.
        meetings: those of `profile.meetings`, in their order.
    """
    names = set(profile.spellings)
    parts = {each.id: each for each in profile.meetings}
    for stored in meetings:
        meeting, own = stored.meeting, parts[stored.id]
        chaired = "chair" in own.parts
        yield Step(
            stored.id,
            meeting.date,
            meeting.title,
            meeting.organisation,
            own.parts,
            own.roles,
            tuple(name for name in meeting.chairs if chaired and name not in names),
            tuple(
                said.text
                for said in meeting.directions
                if not names.isdisjoint((said.speaker or "").split(", "))
            ),
        )


def terms(name: str) -> tuple[Term, ...]:
    """The words of a typed name."""
    return tuple(Term(key, unmarked(key), key) for key in keys(name))


def chosen(people: Iterable[Profile], typed: str) -> tuple[Profile, ...]:
    """The people that a typed name may mean: `Lê Văn Bảo`, `Bảo`, `Lê Văn Bảo, Khê Lĩnh`.

    A full name means those who have it; else everybody whose name begins or ends so. Words behind
    a comma name the place. Marks matter as in a search; when nobody has them so, they do not.
    """
    everybody = tuple(people)
    name, _, place = (part.strip() for part in typed.partition(","))
    words = terms(name)
    if not words:
        return ()
    tests: tuple[Callable[[str, bool], bool], ...] = (
        lambda one, ignore: is_name(words, one, ignore=ignore),
        lambda one, ignore: fits(words, one, ignore=ignore),
    )
    for ignore in (False, True):
        for test in tests:
            found = tuple(
                each
                for each in everybody
                if any(test(one, ignore) for one in each.spellings) and at_place(each.place, place)
            )
            if found:
                return found
    return ()


def at_place(place: str | None, typed: str) -> bool:
    """Whether the typed name of a place, or the beginning of one, is that of a person."""
    wanted, known = keys(typed), keys(place or "")
    return any(known[at : at + len(wanted)] == wanted for at in range(len(known) + 1))
