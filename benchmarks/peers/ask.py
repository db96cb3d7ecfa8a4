"""One search in a process of its own: python -m benchmarks.peers.ask MODULE HOME QUESTION.

Loads nothing but that program, so that a cold search costs what it costs a user.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from benchmarks.peers.program import Program
from benchmarks.peers.question import Question


def main(module: str, home: str, question: str) -> None:
    """Open, ask, write the number of hits."""
    program: Program = import_module(f"benchmarks.peers.{module}").PROGRAM
    opened = program.opened(Path(home))
    if opened is None:
        raise SystemExit(f"{program.name} keeps nothing open")
    with opened as answer:
        print(answer(Question.from_json(question)))


if __name__ == "__main__":
    main(*sys.argv[1:])
