"""The chronicle of a unit: what its contents, charts and list of gaps need to know beforehand.

In: a stream of meetings, the oldest first. Out: `Chronicle`: a heading for each meeting, the
stretches without one, meetings by quarter, and the figures that came up again and again. The
meetings themselves are read a second time, one by one, when they are written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Place, Stored
from giaoban_cli.query.tree import Query
from giaoban_cli.text.who.gazetteer import successor
from giaoban_cli.views.figures import Found, Indicator, Reading, Series, indicators, readings
from giaoban_cli.views.places import NOWHERE, Seat, Seats, label, seat_of
from giaoban_cli.views.timeline import Timeline, timeline

REFORM = "2025-07-01"
"""From this day there were 34 provinces instead of 63, and no districts."""

LEAST_GAP = 3
"""Months in a row without a meeting that are listed as a gap."""

LEAST_VALUES = 3
"""Figures of periods of one length that make a chart."""

MOST_CHARTS = 6


@frozen
class Heading:
    """A meeting as the contents name it."""

    id: str
    date: str | None
    title: str | None


@frozen
class Gap:
    """Months in a row without a meeting, by the labels of the first and the last: `2024-04`."""

    first: str
    last: str
    months: int


@frozen
class Curve:
    """Figures of one meaning for periods of one length."""

    indicator: Indicator
    series: Series


@frozen
class Chronicle:
    """What is known of a chronicle before its entries.

    Attributes:
        place: the unit of the map, when all meetings belong to one.
        bodies: who held the meetings, the most frequent first.
        headings: in order of time; undated ones last.
        gaps: stretches without a meeting.
        calendar: meetings by quarter.
        curves: figures that are told for several periods, when all meetings belong to one unit.
    """

    place: str | None
    bodies: tuple[str, ...]
    headings: tuple[Heading, ...]
    gaps: tuple[Gap, ...]
    calendar: Timeline
    curves: tuple[Curve, ...]


def chronicle(meetings: Iterable[Stored], *, last: str | None = None) -> Chronicle:
    """Look through the meetings of a chronicle.

    Args:
        meetings: one at a time, the oldest first; of each only heading and figures are kept, and
            the figures only while all belong to one unit.
        last: ISO day until which gaps are listed; None: the last meeting's.
    """
    headings: list[Heading] = []
    units: dict[Seat, str | None] = {}
    bodies: Counter[str] = Counter()
    named: set[object] = set()
    found: list[tuple[Seat, Reading]] = []
    for stored in meetings:
        meeting = stored.meeting
        headings.append(Heading(stored.id, meeting.date, meeting.title))
        bodies.update((meeting.organisation,) if meeting.organisation else ())
        seat = seat_of(meeting)
        if seat != NOWHERE:
            units[seat] = _fuller(units.get(seat), label(meeting.place))
            named.add((seat.name, seat.level))
        if len(named) <= 1:
            found += readings([stored], Query("", None)).readings
        else:
            found.clear()
    days = [heading.date for heading in headings]
    seats = Seats(units)
    places = {seats.settled(seat) for seat in units}
    place = max(units.values(), key=lambda each: (each or "").count(","), default=None)
    return Chronicle(
        place if len(places) == 1 else None,
        tuple(body for body, _ in bodies.most_common()),
        tuple(headings),
        tuple(_gaps(days, last)),
        timeline(days, "quarter", last=last),
        tuple(_curves(found)) if len(places) == 1 else (),
    )


def _fuller(place: str | None, other: str | None) -> str | None:
    return max(place, other, key=lambda each: (each or "").count(","))


def _gaps(days: Sequence[str | None], last: str | None) -> Iterable[Gap]:
    """Months in a row without a meeting."""
    run: list[str] = []
    for bucket in timeline(days, "month", last=last).buckets:
        if bucket.count == 0:
            run.append(bucket.label)
            continue
        if len(run) >= LEAST_GAP:
            yield Gap(run[0], run[-1], len(run))
        run = []
    if len(run) >= LEAST_GAP:
        yield Gap(run[0], run[-1], len(run))


def _curves(found: Sequence[tuple[Seat, Reading]]) -> Iterable[Curve]:
    """The series with the most figures."""
    curves = [
        Curve(indicator, series)
        for indicator in indicators(Found(tuple(found), near=False))
        for series in indicator.results
        if series.shape and sum(bool(row.readings) for row in series.rows) >= LEAST_VALUES
    ]
    curves.sort(key=lambda curve: -sum(bool(row.readings) for row in curve.series.rows))
    return curves[:MOST_CHARTS]


def now_in(place: Place | None, date: str | None) -> str | None:
    """The province that a unit of before July 2025 belongs to now, when it has another name.

    Args:
        place: the unit as it was on the day.
        date: ISO day of the meeting; None when it is not known.

    Returns:
        Its name, from data/provinces.tsv; None for meetings after the reform, for provinces that
        the table does not hold, and for those that keep their name.
    """
    if place is None or place.province is None or (date is not None and date >= REFORM):
        return None
    name = successor(place.province)
    return name if name != place.province else None
