"""Meetings over time: days → how many fall into each month, quarter or year, the empty ones too.

In: ISO days, None for meetings without one. Out: `Timeline`, without gaps from first to last.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, get_args

from giaoban_cli.frozen import frozen

Step = Literal["month", "quarter", "year"]

STEPS: tuple[Step, ...] = get_args(Step)

_MONTHS: dict[Step, int] = {"month": 1, "quarter": 3, "year": 12}


@frozen
class Bucket:
    """A stretch of the calendar, ISO days, both inclusive, and how many meetings fall into it.

    `label` is that of a period: `2024-04`, `2024-Q2` or `2024`.
    """

    label: str
    start: str
    end: str
    count: int


@frozen
class Timeline:
    """Buckets in the order of time, and how many meetings have no day."""

    by: Step
    buckets: tuple[Bucket, ...]
    undated: int


def timeline(
    days: Iterable[str | None],
    by: Step,
    *,
    first: str | None = None,
    last: str | None = None,
) -> Timeline:
    """Count meetings.

    Args:
        days: the day of each meeting.
        by: the length of a bucket.
        first: ISO day from which buckets are wanted even when they are empty.
        last: ISO day until which they are.
    """
    counts: Counter[tuple[int, int]] = Counter()
    undated = 0
    for day in days:
        if day is None:
            undated += 1
        else:
            counts[_place(day, by)] += 1
    if not counts:
        return Timeline(by, (), undated)
    start = min([*counts, *([_place(first, by)] if first else [])])
    end = max([*counts, *([_place(last, by)] if last else [])])
    return Timeline(
        by, tuple(_bucket(each, by, counts[each]) for each in _steps(start, end, by)), undated
    )


def _place(day: str, by: Step) -> tuple[int, int]:
    """The year and the first month of the bucket that a day falls into."""
    width = _MONTHS[by]
    return int(day[:4]), (int(day[5:7]) - 1) // width * width + 1


def _steps(start: tuple[int, int], end: tuple[int, int], by: Step) -> Iterator[tuple[int, int]]:
    width = _MONTHS[by]
    for months in range(start[0] * 12 + start[1] - 1, end[0] * 12 + end[1], width):
        yield months // 12, months % 12 + 1


def _bucket(place: tuple[int, int], by: Step, count: int) -> Bucket:
    year, month = place
    last = month + _MONTHS[by] - 1
    end = date(year, last, calendar.monthrange(year, last)[1])
    label = {
        "month": f"{year}-{month:02}",
        "quarter": f"{year}-Q{(month + 2) // 3}",
        "year": f"{year}",
    }[by]
    return Bucket(label, date(year, month, 1).isoformat(), end.isoformat(), count)
