"""What the speed of giaoban is measured by: ratios within one run, so that machines do not matter.

In: nothing. Out: `Goal`s, each with how it is computed from a run's figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import EMPTY, Goal, at_least, at_most, cold, plainly, ratio, start, warm
from benchmarks.peers.question import KINDS

WHOLE = "giaoban, whoosh"
ENGINE = "giaoban, whoosh, engine alone"
FAST = "giaoban, tantivy"
FAST_ENGINE = "giaoban, tantivy, engine alone"
FTS5 = "SQLite FTS5"
WHOOSH = "stock Whoosh"

_FASTER = {
    "common word": 4,
    "word + date": 4,
    "phrase": 10,
    "prefix": 10,
    "name + word": 10,
    "AND": 2,
    "OR": 2,
}
"""Times faster than stock Whoosh at 10,000 reports."""

_STARTS = {"search json": 2.3, "search table": 3.5, "show json": 1.5, "show table": 2.8}
"""Processor time of a whole process at 1,000 reports, in empty Typer programs."""


def goals() -> tuple[Goal, ...]:
    """Every goal, in the order in which they are shown."""
    return tuple(_goals())


def _goals() -> Iterator[Goal]:
    for name, most in _STARTS.items():
        yield Goal(
            f"{name}: whole process / empty Typer program, processor time",
            f"≤ {most} ×",
            ratio((WHOLE, start(name)), (WHOLE, start(EMPTY))),
            at_most(most),
            only=(1_000,),
        )
    yield Goal(
        "ingest with reading, truth and index / stock Whoosh indexing, reports per second",
        "≥ 3 ×",
        ratio((WHOLE, "reports/s"), (WHOOSH, "reports/s")),
        at_least(3),
    )
    yield Goal(
        "tantivy: ingest with reading, truth and index / stock Whoosh indexing, reports per second",
        "≥ 4 ×",
        ratio((FAST, "reports/s"), (WHOOSH, "reports/s")),
        at_least(4),
    )
    for kind in KINDS:
        yield Goal(
            f"tantivy: {kind}: SQLite FTS5 / engine alone, warm",
            "> 1 ×",
            ratio((FTS5, warm(kind)), (FAST_ENGINE, warm(kind))),
            at_least(1),
            only=(10_000, 100_000),
        )
        yield Goal(
            f"tantivy: {kind}: ripgrep / one search process",
            "> 1 × from 50,000 on",
            ratio(("ripgrep", cold(kind)), (FAST, cold(kind))),
            at_least(1),
            only=(100_000,),
        )
    for kind, times in _FASTER.items():
        yield Goal(
            f"{kind}: stock Whoosh / engine alone, warm",
            f"≥ {times} ×",
            ratio((WHOOSH, warm(kind)), (ENGINE, warm(kind))),
            at_least(times),
            only=(10_000,),
        )
    for kind in KINDS:
        yield Goal(
            f"{kind}: ripgrep / one search process",
            "> 1 × at 100,000",
            ratio(("ripgrep", cold(kind)), (WHOLE, cold(kind))),
            at_least(1),
            only=(100_000,),
        )
    yield Goal("index bytes / input bytes", "≤ 1.0", plainly(WHOLE, "index/input"), at_most(1.0))
    yield Goal(
        "tantivy: index bytes / input bytes", "≤ 0.5", plainly(FAST, "index/input"), at_most(0.5)
    )
    yield Goal(
        "memory of ingest, MB", "< 400 at 100,000", plainly(WHOLE, "ingest MB"), at_most(400)
    )
    yield Goal("memory of searching, MB", "< 150", plainly(WHOLE, "search MB"), at_most(150))
    yield Goal(
        "unchanged folder again / first time",
        "< 0.05",
        ratio((WHOLE, "again s"), (WHOLE, "ingest s")),
        at_most(0.05),
    )
