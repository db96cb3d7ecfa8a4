"""How well search finds a report again that somebody remembers a few words of.

In: a generated archive. Out: for five ways of typing, the mean reciprocal rank of the one report
that holds the words, as a Markdown table; docs/search-quality.md tells how the words are drawn.

    python -m benchmarks.search_quality [--reports N] [--queries N] [--seed N] [--misses]
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generator import Report, drafts, write
from benchmarks.genre import Dice
from benchmarks.letters import old_placement, plain
from giaoban_cli.archive import Archive, IngestOptions, SearchRequest
from giaoban_cli.models import Page

DEPTH = 20
"""Hits that are looked through: the first page. A report further down counts as not found."""

# A word of a report: `trạm`, `2025`, `m2`.
_WORD = re.compile(r"\w+")

_NEIGHBOURS = {
    letter: row[max(0, at - 1) : at] + row[at + 1 : at + 2]
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for at, letter in enumerate(row)
}
"""The keys left and right of each key."""


@dataclass(frozen=True, slots=True)
class Known:
    """A report that somebody knows: what is typed for it, and the words it stands for."""

    typed: str
    words: str
    report: Report


Typed = Callable[[Dice, list[str]], str | None]
"""Words of a report → what is typed for them; None when this way of typing changes nothing."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way of typing, and the mean reciprocal rank that it should reach."""

    name: str
    typed: Typed
    goal: float


def _as_written(_dice: Dice, words: list[str]) -> str | None:
    return " ".join(words)


def _without_marks(_dice: Dice, words: list[str]) -> str | None:
    typed = " ".join(map(plain, words))
    return None if typed == " ".join(words) else typed


def _half_the_marks(dice: Dice, words: list[str]) -> str | None:
    """Every second word that has marks is typed without them."""
    marked = [at for at, word in enumerate(words) if plain(word) != word]
    if len(marked) < 2:
        return None
    bare = set(marked[dice.between(0, 1) :: 2])
    return " ".join(plain(word) if at in bare else word for at, word in enumerate(words))


def _old_placement(_dice: Dice, words: list[str]) -> str | None:
    typed = " ".join(map(old_placement, words))
    return None if typed == " ".join(words) else typed


def _one_slip(dice: Dice, words: list[str]) -> str | None:
    """One word of three letters or more has two letters swapped, one left out, twice, or wrong."""
    long = [at for at, word in enumerate(words) if len(word) > 2 and word.isalpha()]
    if not long:
        return None
    at = dice.one(long)
    slipped = _slip(dice, words[at])
    return None if slipped == words[at] else " ".join([*words[:at], slipped, *words[at + 1 :]])


def _slip(dice: Dice, word: str) -> str:
    place = dice.between(0, len(word) - 2)
    before, first, second, after = word[:place], word[place], word[place + 1], word[place + 2 :]
    wrong = _NEIGHBOURS.get(first, first)
    return before + dice.one(
        (
            second + first + after,
            second + after,
            first + first + second + after,
            dice.one(wrong) + second + after,
        )
    )


WAYS = (
    Way("with marks", _as_written, 0.97),
    Way("without marks", _without_marks, 0.93),
    Way("half the marks", _half_the_marks, 0.95),
    Way("old tone placement", _old_placement, 0.97),
    Way("one slip of the finger", _one_slip, 0.80),
)


class Holders:
    """Which reports hold which words in a row: plain Python, nothing of the search is used."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._texts = "\n".join(f" {_run(report.text)} " for report in reports)

    def one(self, words: str) -> bool:
        """Whether one report, and no more, holds these words in a row (once or many times)."""
        wanted = f" {_run(words)} "
        first = self._texts.find(wanted)
        end = self._texts.find("\n", first)
        return first >= 0 and (end < 0 or self._texts.find(wanted, end) < 0)


def _run(text: str) -> str:
    """The words of a text in small letters, the tone in its old place, one space between."""
    return old_placement(" ".join(_WORD.findall(text.lower())))


def known_items(
    way: Way, reports: Sequence[Report], holders: Holders, seed: int
) -> Iterator[Known | None]:
    """Draws without end; None for a draw that is set aside because it does not mean one report."""
    dice = Dice(f"{seed}/{way.name}")
    while True:
        report = dice.one(reports)
        words = _WORD.findall(report.quirk.lower())
        length = dice.between(3, 5)
        start = dice.between(0, len(words) - length)
        chosen = words[start : start + length]
        typed = way.typed(dice, chosen)
        if typed is not None:
            remembered = " ".join(chosen)
            yield Known(typed, remembered, report) if holders.one(remembered) else None


@dataclass(frozen=True, slots=True)
class Found:
    """Where a report came; 0 when it did not. `followed`: only after the suggestion was taken."""

    known: Known
    rank: int
    followed: bool
    page: Page


def find(archive: Archive, known: Known) -> Found:
    """Type what is known; when there is no hit but a suggestion, take it, as a user would."""
    page = archive.search(SearchRequest(known.typed, limit=DEPTH))
    followed = not page.hits and bool(page.suggestions)
    if followed:
        page = archive.search(SearchRequest(page.suggestions[0], limit=DEPTH))
    name = Path(known.report.path).name
    ranks = (rank for rank, hit in enumerate(page.hits, 1) if Path(hit.source).name == name)
    return Found(known, next(ranks, 0), followed, page)


@dataclass(frozen=True, slots=True)
class Result:
    """What one way of typing came to."""

    way: Way
    found: tuple[Found, ...]
    drawn: int

    @property
    def mrr(self) -> float:
        """The mean of 1 / rank; 0 for what was not found."""
        return sum(1 / found.rank for found in self.found if found.rank) / len(self.found)

    @property
    def row(self) -> str:
        """A row of the table."""
        first = sum(found.rank == 1 for found in self.found)
        missing = sum(not found.rank for found in self.found)
        followed = sum(found.followed and found.rank > 0 for found in self.found)
        kept = len(self.found) / self.drawn
        verdict = "yes" if self.mrr >= self.way.goal else "no"
        return (
            f"| {self.way.name} | {len(self.found)} | {kept:.0%} | {self.mrr:.3f} "
            f"| {self.way.goal:.2f} | {verdict} | {first} | {followed} | {missing} |"
        )


HEAD = """\
| typed | queries | draws kept | MRR | goal | reached | first | after a suggestion | not in 20 |
|---|--:|--:|--:|--:|---|--:|--:|--:|"""


def measure(archive: Archive, reports: Sequence[Report], queries: int, seed: int) -> list[Result]:
    """Ask for known items, so many for each way of typing."""
    holders = Holders(reports)
    results = []
    for way in WAYS:
        drawn = 0
        found: list[Found] = []
        for known in known_items(way, reports, holders, seed):
            drawn += 1
            if known:
                found.append(find(archive, known))
            if len(found) == queries:
                break
        results.append(Result(way, tuple(found), drawn))
    return results


def _misses(result: Result) -> Iterator[str]:
    """What did not come first, and what came instead."""
    for found in result.found:
        if found.rank != 1:
            instead = found.page.hits[0] if found.page.hits else None
            yield (
                f"- {result.way.name}: “{found.known.typed}” ({found.known.words}) "
                f"of {found.known.report.path}: rank {found.rank or '–'} of {found.page.total}"
                + (f", first {Path(instead.source).name} [{instead.match}]" if instead else "")
            )


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the archive, ask, print the table; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search_quality")
    parser.add_argument("--reports", type=int, default=2000, help="size of the archive")
    parser.add_argument("--queries", type=int, default=500, help="queries for each way of typing")
    parser.add_argument("--seed", type=int, default=1, help="of reports and queries")
    parser.add_argument("--misses", action="store_true", help="list what did not come first")
    options = parser.parse_args(arguments)
    reports = tuple(drafts(options.reports, options.seed))
    with TemporaryDirectory(prefix="giaoban-quality-") as temporary:
        base = Path(temporary)
        write(base / "reports", options.reports, options.seed)
        Archive.create(base / "archive")
        with Archive(
            base / "archive", state=base / "state", clock=lambda: datetime.now(UTC)
        ) as archive:
            archive.ingest(
                [base / "reports"], IngestOptions(jobs=os.cpu_count() or 1), lambda _: None
            )
            results = measure(archive, reports, options.queries, options.seed)
    print(f"Known items in {options.reports:,} generated reports (seed {options.seed}):\n")
    print(HEAD)
    print("\n".join(result.row for result in results))
    if options.misses:
        print("\n" + "\n".join(line for result in results for line in _misses(result)))
    return int(any(result.mrr < result.way.goal for result in results))


if __name__ == "__main__":
    sys.exit(main())
