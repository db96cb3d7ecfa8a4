"""A version of the index, open for reading, and the files that stand beside Tantivy's.

In: the folder of a version, which does not change any more. Out: a searcher, lexicons, texts.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

from tantivy import DocAddress, Order, Searcher
from tantivy import Index as Files
from tantivy import Query as Native

from giaoban_cli.index.clauses import FieldLexicon
from giaoban_cli.index.fields import BETWEEN, term_of, written
from giaoban_cli.index.forms import Listed
from giaoban_cli.index.packed import Vocabulary
from giaoban_cli.index.port import IndexDamaged
from giaoban_cli.index.stamp import damage

VOCABULARY = "words"
"""The file of the words that have numbers, one a line."""

SAMPLE = "sample"
"""The file of what texts are packed against."""


class Version:
    """A version of the index, open.

    Args:
        folder: its files, which do not change any more.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._view: Path | None = None
        if not os.access(folder, os.W_OK):
            import tempfile  # Tantivy takes a lock beside what it reads

            self._view = Path(tempfile.mkdtemp(prefix="giaoban-"))
            for path in folder.iterdir():
                (self._view / path.name).symlink_to(path.absolute())
        try:
            files = Files.open(str(self._view or folder))
            files.config_reader("manual", 0)
            self.schema = files.schema
            self.searcher = files.searcher()
        except BaseException:
            self.close()
            raise

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that have numbers."""
        return vocabulary_of(self._folder)

    def lexicon(self, field: str) -> FieldLexicon:
        """The words of a field."""
        return _Words(self.searcher, field)

    def text(self, address: DocAddress) -> str:
        """The characters of a document."""
        return self.vocabulary.unpack(bytes(self.searcher.doc(address).get_first("words") or b""))

    def close(self) -> None:
        """Remove what was made for reading; files are let go of with the last reference."""
        if self._view:
            shutil.rmtree(self._view, ignore_errors=True)

    def listed(self, query: Native) -> list[tuple[int, DocAddress]]:
        """The keys and addresses of all that answers, ascending."""
        most = max(1, self.searcher.num_docs)
        return self.searcher.search(
            query, most, count=False, order_by_field="key", order=Order.Asc
        ).hits


class _Words:
    """The words of a field."""

    def __init__(self, searcher: Searcher, field: str) -> None:
        self._searcher = searcher
        self._field = field

    def marked(self, plain: str) -> Listed:
        """The words that are written so without marks."""
        alone = self._searcher.doc_freq(self._field, plain)
        if alone:
            yield plain, alone
        yield from self._with(plain + BETWEEN)

    def beginning(self, plain: str) -> Listed:
        """The words that begin so without marks."""
        return self._with(plain)

    def holds(self, term: str) -> bool:
        """Whether a word is among them."""
        return self._searcher.doc_freq(self._field, written(term)) > 0

    def _with(self, beginning: str) -> Iterator[tuple[str, int]]:
        for token, documents in self._searcher.terms_with_prefix(self._field, beginning):
            yield term_of(token), documents


def vocabulary_of(folder: Path) -> Vocabulary:
    """The words that have numbers in a version."""
    with suppress(FileNotFoundError):
        words = (folder / VOCABULARY).read_text("utf-8").split("\n")[:-1]
        sample = folder / SAMPLE  # missing while there was no text to take it from
        return Vocabulary(words, sample.read_bytes() if sample.exists() else b"")
    return Vocabulary()


@contextmanager
def guarded(*, but: type[Exception] | tuple[()] = ()) -> Iterator[None]:
    """Tantivy's panics are no Exceptions; what they say is that its files are spoilt."""
    with damage(but=but):
        try:
            yield
        except BaseException as error:
            if type(error).__name__ == "PanicException":
                raise IndexDamaged(str(error)) from None
            raise
