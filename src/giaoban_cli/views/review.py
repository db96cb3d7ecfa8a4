"""What needs a human: stored meetings → those in which something is doubtful, the worst first.

In: a stream of meetings. Out: `Doubtful` values. What a correction settled is no doubt any more,
nor is what a person has looked at and left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Caveat, Stored

WEIGHTS = {
    "cut_character": 8,
    "lost_characters": 8,
    "no_year": 8,
    "stamp_conflict": 8,
    "no_date": 6,
    "weekday_mismatch": 6,
    "date_uncertain": 5,
    "place_ambiguous": 4,
    "lost_capitals": 4,
    "not_a_meeting": 3,
    "after_district_abolished": 3,
    "near_duplicate": 2,
    "no_chair": 1,
}
"""How bad a doubt is: a wrong day misleads a search, a chair who is not named misleads nobody."""

OTHERS = 4
"""The weight of a doubt that is not listed."""

UNCERTAIN = Caveat("date_uncertain", "Năm hoặc ngày họp chỉ là suy ra.")
"""Of a meeting whose day or year rests on weak evidence."""


COPY = "near_duplicate"
"""Of a meeting whose report is nearly the same as another, when `Stored.related` was looked for."""


@frozen
class Doubtful:
    """A meeting that a human should look at; `doubts` stand worst first."""

    stored: Stored
    doubts: tuple[Caveat, ...]

    @property
    def weight(self) -> int:
        """How bad it is."""
        return sum(map(weight, self.doubts))


def weight(doubt: Caveat) -> int:
    """How bad one doubt is."""
    return WEIGHTS.get(doubt.code, OTHERS)


def doubts(stored: Stored) -> tuple[Caveat, ...]:
    """What is doubtful about a meeting, whether a person has seen it or not, worst first."""
    known = {each.code: each for each in stored.meeting.warnings}
    day_in_doubt = {"no_year", "stamp_conflict"} & set(known)
    if stored.meeting.uncertain and not day_in_doubt:
        known[UNCERTAIN.code] = UNCERTAIN
    copies = [each.id for each in stored.related if each.why == "near-duplicate"]
    if copies:
        known[COPY] = Caveat(COPY, f"Bài gần như giống hệt bài khác: {', '.join(copies)}.")
    return tuple(sorted(known.values(), key=lambda each: -weight(each)))


def review(meetings: Iterable[Stored]) -> tuple[Doubtful, ...]:
    """The meetings that a human should look at, the worst first, else as they came.

    Args:
        meetings: one at a time.
    """
    found = []
    for stored in meetings:
        seen = stored.amended["reviewed"].new if "reviewed" in stored.amended else ()
        left = tuple(each for each in doubts(stored) if each.code not in seen)
        if left:
            found.append(Doubtful(stored, left))
    return tuple(sorted(found, key=lambda each: -each.weight))
