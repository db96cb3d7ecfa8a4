"""Figures of a run, and the tables and goals that are made of them.

In: one number for each program, measure and size. Out: Markdown. A row ends with the exponent of
its growth: 0 is constant, 1 grows with the number of reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from benchmarks.peers.question import KINDS


@dataclass(slots=True)
class Figures:
    """What was measured: (program, measure) → size → value. Filled while a run goes on."""

    values: dict[tuple[str, str], dict[int, float]] = field(default_factory=dict)

    def note(self, program: str, measure: str, size: int, value: float) -> None:
        """Keep one number."""
        self.values.setdefault((program, measure), {})[size] = value

    def get(self, program: str, measure: str, size: int) -> float | None:
        """One number, if it was measured."""
        return self.values.get((program, measure), {}).get(size)

    def of(self, measure: str) -> Iterator[tuple[str, dict[int, float]]]:
        """Each program with its numbers of one measure, in the order of measuring."""
        for (program, named), values in self.values.items():
            if named == measure:
                yield program, values

    def rows(self) -> list[tuple[str, str, int, float]]:
        """Every number with its program, measure and size."""
        return [
            (program, measure, size, value)
            for (program, measure), values in self.values.items()
            for size, value in values.items()
        ]

    @property
    def sizes(self) -> list[int]:
        """Every size that something was measured at."""
        return sorted({size for values in self.values.values() for size in values})


@dataclass(frozen=True, slots=True)
class Measure:
    """A table: its name, unit, and what is done to a value to show it."""

    name: str
    title: str
    show: str = "{:,.1f}"


INGEST = (
    Measure("reports/s", "Ingest, reports per second of wall time", "{:,.0f}"),
    Measure("reports/cpu s", "Ingest, reports per second of processor time", "{:,.0f}"),
    Measure("MB/s", "Ingest, MB of text per second of wall time", "{:,.2f}"),
    Measure("ingest MB", "Ingest, greatest memory, MB", "{:,.0f}"),
    Measure("index/input", "Bytes of index per byte of text", "{:,.2f}"),
    Measure("truth/input", "Bytes of originals and records per byte of text", "{:,.2f}"),
)
CARE = (
    Measure("again s", "The same folder again, nothing changed, s", "{:,.2f}"),
    Measure("heal s", "First search after the index was deleted (it is rebuilt), s", "{:,.2f}"),
)
EMPTY = "empty Typer program"
STARTS = (EMPTY, "search json", "search table", "show json", "show table")
SEARCH_MEMORY = Measure("search MB", "Greatest memory while searching, MB", "{:,.0f}")


def warm(kind: str) -> str:
    """The measure of a kind of query on an open index, processor time in ms."""
    return f"warm {kind}"


def waited(kind: str) -> str:
    """The measure of a kind of query on an open index, wall time in ms."""
    return f"waited {kind}"


def cold(kind: str) -> str:
    """The measure of a kind of query as a whole process, ms."""
    return f"cold {kind}"


def start(name: str) -> str:
    """The measure of a command's whole process, processor time in ms."""
    return f"start {name}"


def tables(figures: Figures) -> str:
    """Every table of a run."""
    parts = [_table(figures, "Taking in and keeping", [*INGEST, SEARCH_MEMORY, *CARE])]
    starts = [Measure(start(name), name, "{:,.0f}") for name in STARTS]
    parts.append(_table(figures, "Start-up: processor time of a whole process, ms", starts))
    for title, measure in (
        ("Warm queries: processor time of a query on an open index, ms", warm),
        ("Warm queries: wall time of a query on an open index, ms", waited),
        ("Cold queries: ms of a whole process that opens, asks once and ends", cold),
    ):
        kinds = [Measure(measure(kind), kind, "{:,.2f}") for kind in KINDS]
        parts.append(_table(figures, title, kinds))
    return "\n\n".join(part for part in parts if part)


HEAD_LINES = 3
"""Lines of a table that has no rows."""


def _table(figures: Figures, title: str, measures: Sequence[Measure]) -> str:
    sizes = figures.sizes
    head = "".join(f" {size:,} |" for size in sizes)
    lines = [
        f"### {title}\n",
        f"| | program |{head} growth |",
        f"|---|---|{'--:|' * len(sizes)}--:|",
    ]
    for measure in measures:
        for program, values in figures.of(measure.name):
            cells = "".join(
                f" {measure.show.format(values[size]) if size in values else '–'} |"
                for size in sizes
            )
            lines.append(f"| {measure.title} | {program} |{cells} {_growth(values)} |")
    return "\n".join(lines) if len(lines) > HEAD_LINES else ""


def _growth(values: dict[int, float]) -> str:
    """The exponent between the smallest and the largest size."""
    small, large = min(values), max(values)
    if small == large or values[small] <= 0 or values[large] <= 0:
        return "–"
    return f"{log(values[large] / values[small]) / log(large / small):.2f}"


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio or bound, and what it should be. `value` is None where it was not measured."""

    name: str
    wanted: str
    value: Callable[[Figures, int], float | None]
    reached: Callable[[float], bool]
    only: tuple[int, ...] = ()


def at_least(factor: float) -> Callable[[float], bool]:
    """The test of a goal that asks for so much or more."""
    return lambda value: value >= factor


def at_most(factor: float) -> Callable[[float], bool]:
    """The test of a goal that asks for so much or less."""
    return lambda value: value <= factor


def ratio(above: tuple[str, str], below: tuple[str, str]) -> Callable[[Figures, int], float | None]:
    """One figure divided by another, each given as program and measure."""

    def value(figures: Figures, size: int) -> float | None:
        first, second = figures.get(*above, size), figures.get(*below, size)
        return None if first is None or not second else first / second

    return value


def plainly(program: str, measure: str) -> Callable[[Figures, int], float | None]:
    """A figure as it was measured."""
    return lambda figures, size: figures.get(program, measure, size)


def goal_table(figures: Figures, goals: Sequence[Goal]) -> str:
    """Goals with what was measured at each size where they could be."""
    sizes = figures.sizes
    lines = [
        "### Goals: ratios within this run\n",
        f"| | goal |{''.join(f' {size:,} |' for size in sizes)}",
        f"|---|---|{'--:|' * len(sizes)}",
    ]
    for goal in goals:
        cells = []
        for size in sizes:
            value = goal.value(figures, size)
            if value is None or (goal.only and size not in goal.only):
                cells.append(" – |")
            else:
                cells.append(f" {value:,.2f} {'✓' if goal.reached(value) else '✗'} |")
        if any(cell != " – |" for cell in cells):
            lines.append(f"| {goal.name} | {goal.wanted} |{''.join(cells)}")
    return "\n".join(lines)
