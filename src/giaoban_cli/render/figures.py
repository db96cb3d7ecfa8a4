"""Figures over time → a chart of bars with the sentence of each, or a table of what is counted.

In: `Indicator`s. Out: lines; periods of one length stand together, missing ones are shown as
missing, targets stand apart from results.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from giaoban_cli.messages import Messages
from giaoban_cli.models import Figure
from giaoban_cli.render import values
from giaoban_cli.render.safe import one_line
from giaoban_cli.render.screen import Piece, Screen
from giaoban_cli.views.figures import Indicator, Reading, Row, Series

BAR = 24
"""Columns of the longest bar."""

AT_ONCE = 200
"""Indicators that are laid out together: one layout a line would take most of the time."""

LONG_GAP = 5
"""Missing periods in a row that take one line."""


def show_indicators(screen: Screen, messages: Messages, found: Sequence[Indicator]) -> None:
    """Write a table of what is counted, where, and the latest figure."""
    screen.show(screen.text((messages("figures.indicators", n=len(found)), "title")))
    screen.write("")
    for start in range(0, len(found), AT_ONCE):
        lines = [_line(each, messages) for each in found[start : start + AT_ONCE]]
        pieces = [piece for line in lines for piece in (*line, "\n")]
        screen.show(screen.text(*pieces[:-1], lines=True))


def _line(each: Indicator, messages: Messages) -> list[Piece]:
    """An indicator with its latest figure."""
    latest = _latest(each)
    line: list[Piece] = [
        (f"{each.count:>4}  ", "faint"), (one_line(_name(each)), "title"),
        f" · {_place(each, messages)}",
    ]  # fmt: skip
    if latest:
        line.append(f" · {_period(latest, messages)}: {_value(latest.figure, messages)}")
    return line


def _latest(each: Indicator) -> Reading | None:
    readings = [one for series in each.results for row in series.rows for one in row.readings]
    return max((*readings, *each.targets), key=lambda one: one.date or "", default=None)


def _name(each: Indicator) -> str:
    return f"{each.unit}: {each.what}" if each.what else each.unit


def _place(each: Indicator, messages: Messages) -> str:
    return each.place or messages("officials.no_place")


def _period(each: Reading, messages: Messages) -> str:
    if each.period:
        return values.stretch(each.period, messages)
    return values.day(each.date, messages)


def _value(figure: Figure, messages: Messages) -> str:
    count = values.quantity(figure.value, messages)
    return f"{figure.qualifier} {count}" if figure.qualifier else count


def show_chart(screen: Screen, messages: Messages, found: Sequence[Indicator]) -> None:
    """Write each indicator over time."""
    for index, each in enumerate(found):
        if index:
            screen.write("")
        screen.show(screen.text((_name(each), "title"), f" · {_place(each, messages)}"))
        for series in each.results:
            _show_series(screen, messages, series)
        if each.targets:
            screen.show(screen.indented(screen.text((messages("figures.targets"), "label")), 2))
            for one in each.targets:
                _show_reading(screen, messages, one, "")


def _show_series(screen: Screen, messages: Messages, series: Series) -> None:
    key = f"figures.by.{series.shape or 'day'}"
    screen.show(screen.indented(screen.text((messages(key), "label")), 2))
    most = max(one.figure.value for row in series.rows for one in row.readings)
    for missing, run in groupby(series.rows, key=lambda row: not row.readings):
        rows = list(run)
        if missing:
            for line in _missing(rows, messages):
                screen.show(screen.indented(screen.text((line, "faint")), 4))
            continue
        for row in rows:
            for one in row.readings:
                bar = ""
                if len(series.rows) > 1 and one.figure.value > 0:
                    bar = screen.bar(1, 1, max(1, round(BAR * one.figure.value / most)))
                _show_reading(screen, messages, one, bar)


def _missing(rows: Sequence[Row], messages: Messages) -> Iterator[str]:
    """Lines for periods of which nothing is told."""
    names = [values.stretch(row.period, messages) for row in rows if row.period]
    if len(names) >= LONG_GAP:
        yield messages("figures.gap", first=names[0], last=names[-1], n=len(names))
    else:
        yield from (f"{name}: {messages('figures.missing')}" for name in names)


def _show_reading(screen: Screen, messages: Messages, one: Reading, bar: str) -> None:
    """A period with its value and bar, and below it the sentence and the meeting."""
    line: list[Piece] = [f"{_period(one, messages)}: ", (_value(one.figure, messages), "title")]
    if bar:
        line += ["  ", (bar, "good")]
    screen.show(screen.indented(screen.text(*line, lines=True), 4))
    sentence = values.around(one.text, one.figure.text, max(80, 2 * screen.width - 40))
    screen.show(screen.indented(screen.text((f"“{sentence}” ", "faint"), (one.id, "id")), 8))
