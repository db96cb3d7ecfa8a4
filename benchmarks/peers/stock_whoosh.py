"""Whoosh as its manual shows it: a TEXT field, its own analyser without stop words, its writer.

Nothing is read from the text but words. They keep their marks, or lose them to Whoosh's own filter
and table of accents, which is what it offers for answering without marks.
"""

# Whoosh is typed in parts:
# mypy: disallow-untyped-calls=False, disable-error-code=attr-defined

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.peers.program import FIRST, Ask, Command, Corpus, Row, alone
from benchmarks.peers.question import Question


@dataclass(frozen=True, slots=True)
class StockWhoosh:
    """Stock Whoosh; `folds` when its words have no marks."""

    name: str = "stock Whoosh"
    home: str = "whoosh"
    folds: bool = False

    def build(self, corpus: Corpus, home: Path) -> None:
        """Add every report with one writer, then commit."""
        index(corpus.rows(), home, folds=self.folds)

    def opened(self, home: Path) -> AbstractContextManager[Ask]:
        """One searcher."""
        return _opened(home)

    def command(self, corpus: Corpus, home: Path, question: Question) -> Command:
        """One search in a process."""
        del corpus
        return alone("stock_whoosh", home, question)


def index(rows: Iterable[Row], home: Path, *, folds: bool = False) -> None:
    """Make an index of some reports in a new folder; `folds`: without marks."""
    from whoosh.analysis import CharsetFilter, StandardAnalyzer
    from whoosh.fields import ID, NUMERIC, TEXT, Schema
    from whoosh.index import create_in
    from whoosh.support.charset import accent_map

    analyser = StandardAnalyzer(stoplist=None, minsize=1)
    if folds:
        analyser = analyser | CharsetFilter(accent_map)
    schema = Schema(
        path=ID(stored=True),
        title=TEXT(analyser, stored=True),
        day=NUMERIC(int),
        body=TEXT(analyser),
    )
    home.mkdir()
    writer = create_in(str(home), schema).writer()
    for row in rows:
        writer.add_document(path=row.path, title=row.title, day=_number(row.day), body=row.text)
    writer.commit()


@contextmanager
def _opened(home: Path) -> Iterator[Ask]:
    from whoosh.index import open_dir

    with open_dir(str(home)).searcher() as searcher:
        analyser = searcher.schema["body"].analyzer

        def words(text: str) -> list[str]:
            return [token.text for token in analyser(text)]

        yield lambda question: sum(
            1 for hit in searcher.search(_query(question, words), limit=FIRST) if hit["path"]
        )


def _query(question: Question, words: Callable[[str], list[str]]) -> Any:
    from whoosh.query import And, NumericRange, Or, Phrase, Prefix, Term

    query: Any
    asked = words(" ".join(question.words))
    terms = [Term("body", word) for word in asked]
    match question.joined:
        case "any":
            query = Or(terms)
        case "phrase":
            query = Phrase("body", asked)
        case "prefix":
            query = Prefix("body", asked[0])
        case "all":
            query = And(terms)
    if question.days:
        first, last = question.days
        query = And([query, NumericRange("day", _number(first), _number(last))])
    if question.name:
        query = And([query, Phrase("body", words(question.name))])
    return query


def _number(day: str) -> int:
    """An ISO day as a number: 20240416."""
    return int(day.replace("-", ""))


PROGRAM = StockWhoosh()
FOLDING = StockWhoosh("stock Whoosh, marks folded", "whoosh-folded", folds=True)
