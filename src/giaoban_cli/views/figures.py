"""How a counted thing went: stored meetings → figures of one meaning side by side, by period.

In: a stream of meetings and a query. Out: `Indicator`s. What is counted is the unit with what was
done to it: đảng viên kết nạp and đảng viên kiểm tra are two indicators, those of two units of the
map are two, a figure of a quarter never stands in a row with one of nine months, and nothing is
added up. A figure that a speaker asks for is a target, not a result.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Figure, Meeting, Period, Stored
from giaoban_cli.query.answers import answers, has_words
from giaoban_cli.query.tree import Query
from giaoban_cli.text.fold import keys
from giaoban_cli.text.page.clean import mended
from giaoban_cli.text.when.periods import Mention, find_periods
from giaoban_cli.views.passages import sentence_span
from giaoban_cli.views.places import Seat, Seats, label, seat_of

Shape = Literal["month", "quarter", "half", "months", "year", ""]
"""The length of a period; only figures of one length stand in a row. Empty: no period is told."""


@frozen
class Reading:
    """One figure in one meeting.

    Attributes:
        figure: as the report has it.
        date: the day of the meeting.
        period: label of the period that it is for: `2024-Q1`; None when none is told.
        id: of the meeting.
        text: the sentence.
        target: whether a speaker asks for it.
        place: the unit of the map, in words.
    """

    figure: Figure
    date: str | None
    period: str | None
    id: str
    text: str
    target: bool
    place: str | None


@frozen
class Row:
    """A place in a series: a period and what was read for it; nothing when it is missing."""

    period: str | None
    readings: tuple[Reading, ...]


@frozen
class Series:
    """Figures of periods of one length in order, the periods between them that are missing too."""

    shape: Shape
    rows: tuple[Row, ...]


@frozen
class Indicator:
    """Figures of one meaning in one unit of the map."""

    unit: str
    what: str | None
    place: str | None
    results: tuple[Series, ...]
    targets: tuple[Reading, ...]

    @property
    def count(self) -> int:
        """How many figures there are."""
        rows = [row for series in self.results for row in series.rows]
        return sum(len(row.readings) for row in rows) + len(self.targets)


@frozen
class Found:
    """Readings that answer a query; `near`: only their sentences do, not the figures themselves."""

    readings: tuple[tuple[Seat, Reading], ...]
    near: bool


def readings(meetings: Iterable[Stored], query: Query) -> Found:
    """The figures that answer a query, in the order of the meetings.

    A figure answers when the words stand in its unit, in what is counted or in its own text. When
    none does, those answer in whose sentences the words stand.

    Args:
        meetings: one at a time.
        query: what is asked for; without words everything answers.
    """
    own: list[tuple[Seat, Reading]] = []
    near: list[tuple[Seat, Reading]] = []
    words = has_words(query)
    for stored in meetings:
        for figure in stored.meeting.figures:
            if answers(query, _said(figure)):
                own.append(_reading(stored, figure))
            elif words and not own:
                seat, reading = _reading(stored, figure)
                if answers(query, reading.text):
                    near.append((seat, reading))
    return Found(tuple(own or near), near=not own and bool(near))


def _said(figure: Figure) -> str:
    """What is counted, in words."""
    return " ".join(filter(None, (figure.what, figure.qualifier, figure.text, figure.unit)))


def _reading(stored: Stored, figure: Figure) -> tuple[Seat, Reading]:
    meeting = stored.meeting
    start, end = sentence_span(meeting.text, figure.span)
    period = _whole_year(meeting, figure) or _period(meeting, figure, (start, end))
    target = any(
        said.span[0] <= figure.span[0] and figure.span[1] <= said.span[1]
        for said in meeting.directions
    )
    if target and period is None and meeting.period_ahead:
        period = meeting.period_ahead.label
    elif not target and period is None and meeting.period:
        period = meeting.period.label
    return seat_of(meeting), Reading(
        figure,
        meeting.date,
        period,
        stored.id,
        " ".join(meeting.text[start:end].split()),
        target,
        label(meeting.place),
    )


# "so với quý I", "cùng kỳ năm 2022", "kế hoạch năm": a period that is only compared with
_COMPARED = re.compile(
    r"(?:so với|cùng kỳ|kế hoạch|chỉ tiêu|nghị quyết|từ|đến|trước|sau)\s{1,2}(?:cả\s)?$",
    re.IGNORECASE,
)


def _period(meeting: Meeting, figure: Figure, sentence: tuple[int, int]) -> str | None:
    """The period that the sentence itself names before the figure, nearest first."""
    plain = mended(meeting.text[sentence[0] : figure.span[0]])
    for mention in reversed(find_periods(plain, (0, len(plain)))):
        start, end = mention.span
        if _COMPARED.search(plain[max(0, start - 16) : start]):
            continue
        if ";" in plain[end:]:
            return None  # said of another figure
        year = _year(mention, meeting)
        return mention.period(year).label if year else None
    return None


_WHOLE_YEAR = keys("cả năm")


def _whole_year(meeting: Meeting, figure: Figure) -> str | None:
    """The year of a figure that is said to be that of “cả năm”."""
    if meeting.period and (keys(figure.what or "")[-2:] == _WHOLE_YEAR):
        return meeting.period.start[:4]
    return None


def _year(mention: Mention, meeting: Meeting) -> int | None:
    """The year of a period that is named without one: that of the periods of the meeting."""
    if mention.year:
        return mention.year
    known: list[Period] = [each for each in (meeting.period, meeting.period_ahead) if each]
    for each in known:
        year = int(each.start[:4])
        first, last = mention.start(year).isoformat(), mention.end(year).isoformat()
        if each.start <= first and last <= each.end:
            return year
    if meeting.date:
        year = int(meeting.date[:4])
        return year if mention.start(year).isoformat() <= meeting.date else None
    return None


def indicators(found: Found) -> tuple[Indicator, ...]:
    """Readings by what they count and where, those of most figures first."""
    seats = Seats({seat: reading.place for seat, reading in found.readings})
    groups: defaultdict[tuple[object, ...], list[Reading]] = defaultdict(list)
    for seat, reading in found.readings:
        figure = reading.figure
        meaning = (keys(figure.unit), keys(figure.what or ""))
        groups[*meaning, seats.settled(seat)].append(reading)
    made = (_indicator(group) for group in groups.values())
    return tuple(sorted(made, key=lambda each: (-each.count, each.unit, each.what or "")))


def _indicator(group: Sequence[Reading]) -> Indicator:
    results = [each for each in group if not each.target]
    by_shape: defaultdict[Shape, list[Reading]] = defaultdict(list)
    for each in results:
        by_shape[shape(each.period)].append(each)
    first = group[0].figure
    return Indicator(
        unit=first.unit,
        what=first.what,
        place=max((each.place for each in group), key=lambda place: (place or "").count(",")),
        results=tuple(
            Series(each, tuple(_rows(by_shape[each], each))) for each in _SHAPES if each in by_shape
        ),
        targets=tuple(each for each in group if each.target),
    )


_SHAPES: tuple[Shape, ...] = ("month", "quarter", "half", "months", "year", "")


def shape(label: str | None) -> Shape:
    """The length of the period of a label."""
    if label is None:
        return ""
    part = label.partition("-")[2]
    if not part:
        return "year"
    return {"Q": "quarter", "H": "half", "M": "months"}.get(part[0], "month")  # type: ignore[return-value]


def _rows(readings: Sequence[Reading], length: Shape) -> Iterator[Row]:
    """Periods in order with what was read for each, and the missing ones between."""
    if length == "":
        for each in sorted(readings, key=lambda one: one.date or ""):
            yield Row(None, (each,))
        return
    by_period: defaultdict[str, list[Reading]] = defaultdict(list)
    for each in readings:
        by_period[each.period or ""].append(each)
    last = None
    for period in sorted(by_period):
        if last is not None:
            yield from (Row(missing, ()) for missing in _between(last, period, length))
        yield Row(period, tuple(by_period[period]))
        last = period


def _between(first: str, last: str, length: Shape) -> Iterator[str]:
    """The labels of the periods that lie between two."""
    for label_ in _following(first, length):
        if label_ >= last:
            return
        yield label_


def _following(label_: str, length: Shape) -> Iterator[str]:
    """The labels behind one, without end."""
    year, _, part = label_.partition("-")
    number = int(year)
    if length in ("year", "months"):
        while True:
            number += 1
            yield f"{number}-{part}" if part else f"{number}"
    letter, most = {"quarter": ("Q", 4), "half": ("H", 2)}.get(length, ("", 12))
    at = int(part.removeprefix(letter))
    while True:
        at += 1
        if at > most:
            number, at = number + 1, 1
        yield f"{number}-{letter}{at}" if letter else f"{number}-{at:02}"
