"""What reading costs: processor time a report of 5 KB, from text to record.

    python -m benchmarks.reading_cost [--rounds N]

Reads the reports of sample_corpus/ and those of the folder that GIAOBAN_GOLD names, each N times
(25), and adds up each one's best time: on a busy machine the others tell of the neighbours.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

from benchmarks.evaluate import LIMIT, sets
from giaoban_cli.parse import parse
from giaoban_cli.sources import read

REPORT = 5_000
"""Bytes of UTF-8 of the report whose cost is told."""

ROUNDS = 25


def cost(
    texts: Sequence[str],
    rounds: int = ROUNDS,
    clock: Callable[[], float] = time.process_time,
    parsed: Callable[[str], object] = parse,
) -> float:
    """Seconds of processor time that a report of 5 KB costs.

    Args:
        texts: reports; short and long ones cost in proportion.
        rounds: how often each is read; its best time counts.
        clock: tells processor time in seconds.
        parsed: what reads a text.
    """
    best = (min(_times(text, rounds, clock, parsed)) for text in texts)
    return sum(best) * REPORT / sum(len(text.encode()) for text in texts)


def _times(
    text: str, rounds: int, clock: Callable[[], float], parsed: Callable[[str], object]
) -> Iterable[float]:
    for _ in range(rounds):
        start = clock()
        parsed(text)
        yield clock() - start


def main(arguments: list[str], environ: dict[str, str], out: TextIO) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="reading_cost", description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help="best of so many")
    rounds = parser.parse_args(arguments).rounds
    lines = [
        "## What reading costs",
        "",
        "| reports | mean size | a report | 5 KB of it |",
        "|---|--:|--:|--:|",
    ]
    for heading, pairs in sets(environ, None):
        documents = (read(str(pair.report), limit=LIMIT) for pair in pairs)
        texts = [document.text for document in documents if document.text]
        mean = sum(len(text.encode()) for text in texts) / len(texts) / 1000
        spent = cost(texts, rounds) * 1000
        lines.append(
            f"| {heading.lower()}, {len(texts)} | {mean:.1f} KB"
            f" | {spent * mean * 1000 / REPORT:.1f} ms | {spent:.1f} ms |"
        )
    print(*lines, sep="\n", file=out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], dict(os.environ), sys.stdout))
