"""What runs in a process of its own, so that its time and memory are its own.

    python -m benchmarks.peers build PROGRAM CORPUS HOME
    python -m benchmarks.peers warm  PROGRAM HOME QUESTIONS ROUNDS

QUESTIONS is a file of one question a line. `warm` opens the index once, asks every question once
unmeasured, then in so many rounds, and writes as JSON: of each question its hits; of each its
seconds of processor time in every round; of each its seconds of wall time.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.peers.program import Corpus
from benchmarks.peers.question import Question
from benchmarks.peers.registry import named


def build(name: str, corpus: str, home: str) -> None:
    """Take a corpus in."""
    named(name).build(Corpus(Path(corpus)), Path(home))


def warm(name: str, home: str, file: str, rounds: str) -> None:
    """Answer many questions, each several times."""
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    questions = [Question.from_json(line) for line in lines]
    opened = named(name).opened(Path(home))
    if opened is None:
        raise SystemExit(f"{name} keeps nothing open")
    with opened as answer:
        hits = [answer(question) for question in questions]
        cpu: list[list[float]] = [[] for _ in questions]
        wall: list[list[float]] = [[] for _ in questions]
        for _ in range(int(rounds)):
            for number, question in enumerate(questions):
                began = time.process_time(), time.perf_counter()
                answer(question)
                cpu[number].append(time.process_time() - began[0])
                wall[number].append(time.perf_counter() - began[1])
    print(json.dumps([hits, cpu, wall]))


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build(*sys.argv[2:])
    else:
        warm(*sys.argv[2:])
