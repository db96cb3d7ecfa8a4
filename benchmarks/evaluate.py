"""How well reports are read: precision, recall and F1 per field, as a Markdown table.

    python -m benchmarks.evaluate [--misses] [--pages FOLDER]

Reads the golden pairs of sample_corpus/ and tests/golden/, those of the folder that GIAOBAN_GOLD
names, and those of --pages. docs/evaluation.md tells what is scored, and how.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from benchmarks import golden
from benchmarks.scores import FIELDS, Record, Tally, meanings, speakers, tally
from giaoban_cli.models import plain
from giaoban_cli.parse import parse
from giaoban_cli.sources import read

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 20 * 1024 * 1024

Scores = dict[str, Tally]
Misses = dict[str, Scores]
"""What each report got, by the report's name."""


def read_record(report: Path) -> Record:
    """Everything that is read from a file, as JSON types."""
    document = read(str(report), limit=LIMIT)
    record: Record = plain(parse(document.text or "", filename=report.name))
    return record


def score(pairs: Iterable[golden.Pair]) -> tuple[Scores, Misses]:
    """Read every report and compare it with its golden record.

    Returns:
        The scores of each field over all reports, and of each report alone.
    """
    total: Scores = {}
    alone: Misses = {}
    for pair in pairs:
        record = read_record(pair.report)
        mine = {field.name: tally(field, record, pair.golden) for field in FIELDS}
        mine["meanings of figures"] = meanings(record, pair.golden)
        for key in ("difficulties", "directions"):
            mine[f"speakers of {key}"] = speakers(record, pair.golden, key)
        alone[pair.name] = mine
        for name, scored in mine.items():
            total[name] = total.get(name, Tally()) + scored
    return total, alone


def table(scores: Mapping[str, Tally]) -> Iterator[str]:
    """The lines of a Markdown table; fields that no golden record has are left out."""
    yield "| field | facts | precision | recall | F1 | reports all right |"
    yield "|---|--:|--:|--:|--:|--:|"
    for name, scored in scores.items():
        if scored.reports:
            yield (
                f"| {name} | {scored.right + len(scored.missing)} | {scored.precision:.3f}"
                f" | {scored.recall:.3f} | {scored.f1:.3f} | {scored.whole}/{scored.reports} |"
            )


def misses(alone: Misses) -> Iterator[str]:
    """A line for every fact that was missed or is wrong."""
    for name, scores in alone.items():
        for field, scored in scores.items():
            yield from (f"- {name}: {field}: missing: {fact}" for fact in scored.missing)
            yield from (f"- {name}: {field}: extra: {fact}" for fact in scored.extra)


def sets(environ: Mapping[str, str], pages: Path | None) -> Iterator[tuple[str, list[golden.Pair]]]:
    """The sets of golden pairs that are at hand, each with its heading."""
    corpus = golden.beside(ROOT / "sample_corpus", ROOT / "tests" / "golden")
    yield "Sample corpus", list(corpus)
    if folder := environ.get("GIAOBAN_GOLD"):
        yield "Annotated reports", list(golden.annotated(Path(folder)))
    if pages:
        yield "Pages", list(golden.in_folder(pages))


def main(arguments: list[str], environ: Mapping[str, str], out: TextIO) -> int:
    """Print the tables; 2 when there is nothing to score."""
    parser = argparse.ArgumentParser(prog="evaluate", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--misses", action="store_true", help="name every miss below each table")
    parser.add_argument("--pages", type=Path, metavar="FOLDER", help="NAME.txt with NAME.json")
    chosen = parser.parse_args(arguments)
    for heading, pairs in sets(environ, chosen.pages):
        if not pairs:
            print(f"{heading}: no golden records", file=sys.stderr)
            return 2
        scores, alone = score(pairs)
        print(f"## {heading}: {len(pairs)} reports\n", *table(scores), "", sep="\n", file=out)
        if chosen.misses:
            print(*misses(alone), "", sep="\n", file=out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ, sys.stdout))
