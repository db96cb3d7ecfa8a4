"""SQLite FTS5 over a column that was folded beforehand, since its own folding misses đ.

The folded text is indexed, not kept (a contentless table); path, title and day stand in a table
beside it. Marks are gone, so a question finds more than in programs that keep them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.letters import plain
from benchmarks.peers.program import FIRST, Ask, Command, Corpus, alone
from benchmarks.peers.question import Question

_TABLES = """
CREATE TABLE reports (id INTEGER PRIMARY KEY, path TEXT, title TEXT, day TEXT);
CREATE VIRTUAL TABLE folded USING fts5(title, body, content='', tokenize='unicode61');
"""

_FIND = """
SELECT reports.path, reports.title FROM folded JOIN reports ON reports.id = folded.rowid
WHERE folded MATCH ? AND reports.day BETWEEN ? AND ? ORDER BY folded.rank LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Fts5:
    """SQLite's full-text search."""

    name: str = "SQLite FTS5"
    home: str = "fts5"

    def build(self, corpus: Corpus, home: Path) -> None:
        """Insert every report in one transaction."""
        home.mkdir()
        with closing(sqlite3.connect(home / "fts5.db")) as database, database:
            database.executescript(_TABLES)
            for number, row in enumerate(corpus.rows(), start=1):
                database.execute(
                    "INSERT INTO reports VALUES (?, ?, ?, ?)",
                    (number, row.path, row.title, row.day),
                )
                database.execute(
                    "INSERT INTO folded (rowid, title, body) VALUES (?, ?, ?)",
                    (number, plain(row.title), plain(row.text)),
                )

    def opened(self, home: Path) -> AbstractContextManager[Ask]:
        """One connection."""
        return _opened(home)

    def command(self, corpus: Corpus, home: Path, question: Question) -> Command:
        """One search in a process."""
        del corpus
        return alone("fts5", home, question)


@contextmanager
def _opened(home: Path) -> Iterator[Ask]:
    with closing(sqlite3.connect(home / "fts5.db")) as database:
        yield lambda question: len(
            database.execute(
                _FIND, (_match(question), *(question.days or ("0000", "9999")), FIRST)
            ).fetchall()
        )


def _match(question: Question) -> str:
    """A question in FTS5's language."""
    words = question.plain_words
    match question.joined:
        case "any":
            asked = " OR ".join(words)
        case "phrase":
            asked = '"' + " ".join(words) + '"'
        case "prefix":
            asked = words[0] + "*"
        case "all":
            asked = " AND ".join(words)
    return f'({asked}) AND "{plain(question.name)}"' if question.name else asked


PROGRAM = Fts5()
