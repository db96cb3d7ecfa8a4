"""giaoban itself, with one of its engines: whole answers, or the engine alone."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.peers.program import FIRST, Ask, Command, Corpus, folder_bytes
from benchmarks.peers.question import Question

if TYPE_CHECKING:
    from giaoban_cli.archive import Archive
    from giaoban_cli.models import SharedIndex
    from giaoban_cli.query import Filters

LAUNCHER = Path(__file__).with_name("launch_giaoban.py")
"""What an installed `giaoban` script says."""


@dataclass(frozen=True, slots=True)
class Giaoban:
    """giaoban: `whole` answers have titles, snippets and suggestions, as a user gets them."""

    engine: str
    whole: bool

    @property
    def name(self) -> str:
        """Its row in the tables."""
        return f"giaoban, {self.engine}" + ("" if self.whole else ", engine alone")

    @property
    def home(self) -> str:
        """Both kinds of answers come from one archive."""
        return f"giaoban-{self.engine}"

    def build(self, corpus: Corpus, home: Path) -> None:
        """Read, store and index, on all cores, as `giaoban ingest` does."""
        from giaoban_cli.archive import Archive, IngestOptions

        Archive.create(home)
        with self._archive(home) as archive:
            archive.ingest(
                [corpus.reports], IngestOptions(jobs=os.cpu_count() or 1), lambda _: None
            )

    def opened(self, home: Path) -> AbstractContextManager[Ask]:
        """The archive's own search, or its engine's, which is what peers without a store do."""
        return self._answers(home) if self.whole else self._engine(home)

    @contextmanager
    def _answers(self, home: Path) -> Iterator[Ask]:
        from giaoban_cli.archive import SearchRequest

        with self._archive(home) as archive:
            yield lambda question: len(
                archive.search(SearchRequest(typed(question), filters(question), limit=FIRST)).hits
            )

    @contextmanager
    def _engine(self, home: Path) -> Iterator[Ask]:
        from giaoban_cli.archive.engines import load
        from giaoban_cli.query.parse import parse

        day = date(2026, 1, 1)
        engine = load(self.engine, self.shared(home))
        with closing(engine.open(home / "index" / self.engine)) as index:
            yield lambda question: len(
                index.search(
                    parse(typed(question), filters(question), today=day),
                    sort="relevance",
                    limit=FIRST,
                ).hits
            )

    def command(self, corpus: Corpus, home: Path, question: Question) -> Command | None:
        """`giaoban search … --format json`, as a script calls it."""
        del corpus
        return self.search(home, question, "json") if self.whole else None

    def search(self, home: Path, question: Question, format_: str) -> Command:
        """The command line of a search."""
        first, last = question.days or (None, None)
        options = (
            *(("--official", question.name) if question.name else ()),
            *(("--from", first) if first else ()),
            *(("--to", last) if last else ()),
            *("--limit", str(FIRST), "--format", format_),
        )
        return self.run(home, "search", *options, "--", typed(question))

    def run(self, home: Path, *arguments: str) -> Command:
        """A command line of giaoban over the archive at `home`."""
        return Command(
            (sys.executable, str(LAUNCHER), "--archive", str(home), *arguments),
            self.environment(home),
        )

    def environment(self, home: Path) -> Mapping[str, str]:
        """The settings of its user."""
        del home
        return {"GIAOBAN_ENGINE": self.engine}

    def index_bytes(self, home: Path) -> int:
        """What its index takes."""
        return folder_bytes(home / "index")

    def forget_index(self, home: Path) -> None:
        """Lose the index."""
        shutil.rmtree(home / "index" / self.engine)

    def _archive(self, home: Path) -> Archive:
        from giaoban_cli.archive import Archive

        return Archive(
            home,
            state=home.with_name("state"),
            clock=lambda: datetime.now(UTC),
            engine=self.engine,
            shared=self.shared(home),
        )

    def shared(self, home: Path) -> SharedIndex | None:
        """Where its index lies, when that is not in the archive."""
        del home
        return None


def typed(question: Question) -> str:
    """A question in giaoban's query language."""
    match question.joined:
        case "any":
            return " OR ".join(question.words)
        case "phrase":
            return '"' + " ".join(question.words) + '"'
        case "prefix":
            return question.words[0] + "*"
        case "all":
            return " AND ".join(question.words)


def filters(question: Question) -> Filters:
    """Its dates and its name as filters."""
    from giaoban_cli.query import Filters

    first, last = question.days or (None, None)
    return Filters(official=(question.name,) if question.name else (), from_=first, to=last)
