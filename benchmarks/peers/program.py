"""What every program that is measured can do: one small class each, with the same three methods."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from benchmarks.peers.question import Question

FIRST = 10
"""Hits that are asked for, best first."""

Ask = Callable[[Question], int]
"""Answers a question: the number of hits on the first page."""


class Row(NamedTuple):
    """A report as programs index it that do not read dates and names themselves."""

    path: str
    title: str
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of reports, and beside it what is true of each."""

    folder: Path

    @property
    def reports(self) -> Path:
        """The folder that is ingested."""
        return self.folder / "reports"

    @property
    def facts(self) -> Path:
        """One JSON line a report: path, title, day."""
        return self.folder / "facts.jsonl"

    @property
    def questions(self) -> Path:
        """One question a line."""
        return self.folder / "questions.jsonl"

    def rows(self) -> Iterator[Row]:
        """Every report, read from its file."""
        with self.facts.open(encoding="utf-8") as lines:
            for line in lines:
                path, title, day = json.loads(line)
                text = (self.reports / path).read_text(encoding="utf-8")
                yield Row(path, title, day, text)


@dataclass(frozen=True, slots=True)
class Command:
    """A command line that answers one question in a process of its own."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


class Program(Protocol):
    """A program that is measured."""

    @property
    def name(self) -> str:
        """Its row in the tables."""

    @property
    def home(self) -> str:
        """Names the folder of its index; programs of one home share what one of them built."""

    def build(self, corpus: Corpus, home: Path) -> None:
        """Take the reports in."""

    def opened(self, home: Path) -> AbstractContextManager[Ask] | None:
        """What answers questions, opened once; None when the program keeps nothing open."""

    def command(self, corpus: Corpus, home: Path, question: Question) -> Command | None:
        """The command that answers a question; None when the program cannot."""


def folder_bytes(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def alone(module: str, home: Path, question: Question) -> Command:
    """A process that opens the index of a library, asks once, and ends."""
    return Command(
        (sys.executable, "-m", "benchmarks.peers.ask", module, str(home), question.to_json())
    )
