"""A corpus on disk: reports, what is true of them, and the questions that are asked of them.

In: a folder, a size, a seed. Out: `reports/`, `facts.jsonl`, `questions.jsonl` in the folder. Made
in a process of its own, so that the one that measures stays small: the system counts the memory of
a parent as its children's.

    python -m benchmarks.corpus FOLDER SIZE SEED
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.generator import drafts
from benchmarks.peers.program import Corpus
from benchmarks.questions import SAMPLE, questions


def main(folder: str, size: str, seed: str) -> None:
    """Write a corpus into a folder that need not exist."""
    corpus = Corpus(Path(folder))
    corpus.reports.mkdir(parents=True)
    with corpus.facts.open("w", encoding="utf-8") as facts:
        for report in drafts(int(size), int(seed)):
            file = corpus.reports / report.path
            file.parent.mkdir(exist_ok=True)
            file.write_text(report.text, encoding="utf-8", newline="\n")
            row = (report.path, report.title, report.date.isoformat())
            facts.write(json.dumps(row) + "\n")
    asked = questions(tuple(drafts(SAMPLE, int(seed))), int(seed))
    lines = "".join(question.to_json() + "\n" for question in asked)
    corpus.questions.write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
