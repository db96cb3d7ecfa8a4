"""Writing a version of the index: its fields, its documents, and what is left when it is done.

In: analysed documents and keys. Out: Tantivy's files in the folder of a version, which nobody reads
before it is stamped.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from tantivy import Document, Filter, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer
from tantivy import Index as Files

from giaoban_cli.index import versions
from giaoban_cli.index.clauses import BODY, FIRST, LAST
from giaoban_cli.index.fields import EXACT, NAMES, TEXTS
from giaoban_cli.index.packed import Vocabulary
from giaoban_cli.index.port import ZONES, IndexDocument, IndexWriter
from giaoban_cli.index.stamp import Stamp
from giaoban_cli.index.tantivy.fields import GAP, newest, oldest, token
from giaoban_cli.index.tantivy.reading import SAMPLE, VOCABULARY, guarded, vocabulary_of
from giaoban_cli.models import Span
from giaoban_cli.platform import write_whole, writing_to

_ANALYSER = "words"

_CONTENTS = "meta.json"
_ENDINGS = ("term", "pos", "idx", "store", "fieldnorm", "fast")
"""Tantivy's files: the table of contents, and those of a segment."""

_MEMORY = 48 << 20
"""Bytes that a writer fills before it makes a segment."""

_FIRST_LEARNT = 1000
"""Documents whose words are counted before numbers are given."""


def _schema() -> Schema:
    """The fields of a document."""
    builder = SchemaBuilder()
    builder.add_integer_field("key", indexed=True, fast=True)
    for name in ("newest", "oldest", "day", "last_day"):
        builder.add_unsigned_field(name, fast=True)
    for name in (BODY, *ZONES, *NAMES, *TEXTS):
        builder.add_text_field(name, tokenizer_name=_ANALYSER)
    for name in EXACT:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("words", stored=True)
    return builder.build()


class VersionWriter(IndexWriter):
    """Documents on their way into a version of an index that nobody reads yet.

    Args:
        folder: of the index.
        before: its stamp.
        kind: begins the name of the version.
        finished: called when the stamp names it.
    """

    def __init__(
        self, folder: Path, before: Stamp, kind: str, *, finished: Callable[[], None]
    ) -> None:
        self._folder = folder
        self._before = before
        self._finished = finished
        self._written: set[int] = set()
        self._first: list[IndexDocument] = []
        """The first documents of an index: their words are learnt before any is packed."""
        self._version: Path | None = None
        self._writer: Any = None
        try:
            with self._at_work():
                self._version = versions.begun(folder, before, kind)
                self._open(self._version)
        except BaseException:
            self.close()
            raise

    def _open(self, version: Path) -> None:
        """Open a version for writing."""
        self._goes_on = Files.exists(str(version))
        files = Files.open(str(version)) if self._goes_on else Files(_schema(), str(version))
        cut = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.custom_stopword([GAP]))
        files.register_tokenizer(_ANALYSER, cut.build())
        self._vocabulary = vocabulary_of(version)
        self._learns = not self._vocabulary
        self._writer = files.writer(_MEMORY, 1)

    def add(self, document: IndexDocument) -> None:
        """Take one document in, in the place of an earlier one of its key."""
        with self._at_work():
            if not self._learns:
                self._put(document)
                return
            self._first.append(document)
            if len(self._first) == _FIRST_LEARNT:
                self._learn()

    def _learn(self) -> None:
        """Give words their numbers by the first documents, and put those in."""
        assert self._version is not None
        first, self._first, self._learns = self._first, [], False
        self._vocabulary.begin([document.body for document in first])
        write_whole(self._version / SAMPLE, self._vocabulary.sample, durable=False)
        for document in first:
            self._put(document)

    def _put(self, document: IndexDocument) -> None:
        self._vocabulary.learn((document.body,))
        if self._goes_on or document.key in self._written:
            self._writer.delete_documents_by_term("key", document.key)
        self._written.add(document.key)
        self._writer.add_document(_document(document, self._vocabulary))

    def finish(self, remove: Iterable[int], generation: int) -> None:
        """Put in all that was added, drop `remove`, and stamp the index."""
        assert self._version is not None, "a writer finishes once"
        with self._at_work():
            if self._first:
                self._learn()
            for key in set(remove) - self._written:
                self._writer.delete_documents_by_term("key", key)
            self._writer.commit()
            self._stop()
            text = "".join(f"{word}\n" for word in self._vocabulary)
            write_whole(self._version / VOCABULARY, text.encode(), durable=False)
            leave_only_living(self._version)
            versions.put_in_place(self._folder, self._version, self._before, generation)
        self._version = None
        self._finished()

    def close(self) -> None:
        """Leave nothing behind of what was not finished."""
        with suppress(Exception):
            if self._writer is not None:
                self._writer.rollback()
            self._stop()
        if self._version is not None:
            shutil.rmtree(self._version, ignore_errors=True)
            self._version = None

    def _stop(self) -> None:
        """Let Tantivy end its work on the files."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.wait_merging_threads()

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """Errors of the disk, and all others, as the port tells them."""
        with writing_to(self._folder), guarded(but=OSError):
            yield


def leave_only_living(folder: Path) -> None:
    """Remove what Tantivy's table of contents does not name: segments that were joined, locks."""
    contents = json.loads((folder / _CONTENTS).read_bytes())
    living = {_CONTENTS, VOCABULARY, SAMPLE}
    for segment in contents["segments"]:
        name = segment["segment_id"].replace("-", "")
        deletes = segment.get("deletes")
        living |= {f"{name}.{ending}" for ending in _ENDINGS}
        living |= {f"{name}.{deletes['opstamp']}.del"} if deletes else set()
    for path in folder.iterdir():
        if path.name not in living:
            path.unlink()


def _document(document: IndexDocument, vocabulary: Vocabulary) -> Document:
    day = date.fromisoformat(document.date).toordinal() if document.date else 0
    last = date.fromisoformat(document.date_end).toordinal() if document.date_end else day
    made = Document()
    made.add_integer("key", document.key)
    made.add_unsigned("newest", newest(day, document.key))
    made.add_unsigned("oldest", oldest(day, document.key))
    made.add_unsigned("day", day)
    made.add_unsigned("last_day", max(day, last) if day else 0)
    made.add_bytes("words", vocabulary.pack(document.body))
    made.add_text(BODY, " ".join(map(token, document.body)))
    for zone in ZONES:
        made.add_text(zone, _zone(document.body, document.zones.get(zone, ())))
    for who, names in document.names.items():
        ends = (f"{FIRST} {' '.join(map(token, name))} {LAST}" for name in names if name)
        made.add_text(who, " ".join(ends))
    for what, texts in document.fields.items():
        made.add_text(what, f" {GAP} ".join(" ".join(map(token, text)) for text in texts))
    for which, terms in document.terms.items():
        for term in terms:
            made.add_text(which, term)
    return made


def _zone(body: Sequence[str | None], spans: Iterable[Span]) -> str:
    """The tokens of a zone; a gap where it leaves the text."""
    inside = sorted({index for start, end in spans for index in range(start, min(end, len(body)))})
    tokens: list[str] = []
    for before, index in pairwise([-2, *inside]):
        if index > before + 1:
            tokens.append(GAP)
        tokens.append(token(body[index]))
    return " ".join(tokens)
