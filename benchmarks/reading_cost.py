"""What reading costs: processor time a report of 5 KB, from bytes to text and from text to record.

    python -m benchmarks.reading_cost [--rounds N]

Reads the reports of sample_corpus/, those of the folder that GIAOBAN_GOLD names and generated ones,
each N times (25), and adds up each one's best time: on a busy machine the others tell of the
neighbours. How fast a machine is changes from hour to hour, too: in the same rounds stock Whoosh
indexes the generated reports, and the table tells the cost of reading as a share of that.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TextIO

from benchmarks.evaluate import LIMIT, sets
from benchmarks.generator import drafts
from benchmarks.peers import stock_whoosh
from benchmarks.peers.program import Row
from giaoban_cli.parse import parse
from giaoban_cli.sources import read
from giaoban_cli.text.decode import decode

REPORT = 5_000
"""Bytes of UTF-8 of the report whose cost is told."""

ROUNDS = 25

GENERATED = 60
"""So many reports of the generator are read, and indexed by stock Whoosh."""


class Cost(NamedTuple):
    """Seconds of processor time that a report of 5 KB costs, and a generated one stock Whoosh."""

    decoding: float
    reading: float
    whoosh: float


def cost(texts: Sequence[str], generated: Sequence[str], rounds: int = ROUNDS) -> Cost:
    """What some reports cost, short and long ones in proportion.

    Args:
        texts: what is decoded and read.
        generated: what stock Whoosh indexes.
        rounds: how often each is done; the best time counts.
    """
    decoding, reading, whoosh = best(
        (
            [partial(decode, text.encode()) for text in texts],
            [partial(parse, text) for text in texts],
            [partial(_indexed, generated)],
        ),
        rounds,
    )
    size, yard = REPORT / _bytes(texts), REPORT / _bytes(generated)
    return Cost(decoding * size, reading * size, whoosh * yard)


def _bytes(texts: Sequence[str]) -> int:
    return sum(len(text.encode()) for text in texts)


def best(
    steps: Sequence[Sequence[Callable[[], object]]],
    rounds: int,
    clock: Callable[[], float] = time.process_time,
) -> list[float]:
    """Seconds of each step: the best times of its parts together, all measured in turns.

    Args:
        steps: the parts of each.
        rounds: how often each part is done.
        clock: tells processor time in seconds.
    """
    least = [[float("inf")] * len(parts) for parts in steps]
    for _ in range(rounds):
        for parts, times in zip(steps, least, strict=True):
            for at, part in enumerate(parts):
                start = clock()
                part()
                times[at] = min(times[at], clock() - start)
    return [sum(times) for times in least]


def _indexed(texts: Sequence[str]) -> None:
    """Index texts as stock Whoosh does."""
    with tempfile.TemporaryDirectory() as folder:
        rows = (Row(str(at), str(at), "2024-04-16", text) for at, text in enumerate(texts))
        stock_whoosh.index(rows, Path(folder) / "index")


def _texts(environ: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """The sets of annotated reports that are at hand, each with its name."""
    for heading, pairs in sets(environ, None):
        documents = (read(str(pair.report), limit=LIMIT) for pair in pairs)
        yield heading.lower(), [document.text for document in documents if document.text]


def main(arguments: list[str], environ: Mapping[str, str], out: TextIO) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="reading_cost", description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help="best of so many")
    rounds = parser.parse_args(arguments).rounds
    lines = [
        "## What reading costs",
        "",
        "| reports | mean size | decoding | reading | stock Whoosh | reading / Whoosh |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    generated = [report.text for report in drafts(GENERATED)]
    for name, texts in (*_texts(environ), ("generated reports", generated)):
        mean = _bytes(texts) / len(texts) / 1000
        spent = cost(texts, generated, rounds)
        columns = " | ".join(f"{seconds * 1000:.2f} ms" for seconds in spent)
        share = spent.reading / spent.whoosh
        lines.append(f"| {name}, {len(texts)} | {mean:.1f} KB | {columns} | {share:.2f} |")
    lines += [
        "",
        "Processor time for 5 KB; stock Whoosh indexes, always the generated reports.",
    ]
    print(*lines, sep="\n", file=out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], dict(os.environ), sys.stdout))
