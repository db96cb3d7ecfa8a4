"""Writing a version of the index: its fields, its documents, and what is left when it is done.

In: analysed documents and keys. Out: Tantivy's files in the folder of a version nobody reads yet.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, islice, pairwise
from pathlib import Path

from tantivy import Document, Filter, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer
from tantivy import Index as Files

from giaoban_cli.index.clauses import BODY, FIRST, LAST
from giaoban_cli.index.packed import Vocabulary
from giaoban_cli.index.port import ZONES, IndexDocument
from giaoban_cli.index.tantivy.fields import EXACT, GAP, NAMES, TEXTS, newest, oldest, token
from giaoban_cli.index.tantivy.reading import SAMPLE, VOCABULARY, vocabulary_of
from giaoban_cli.models import Span
from giaoban_cli.platform import write_whole

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


def write(folder: Path, add: Iterable[IndexDocument], remove: Iterable[int]) -> None:
    """Replace and drop documents of a version that nobody reads yet."""
    before = Files.exists(str(folder))
    files = Files.open(str(folder)) if before else Files(_schema(), str(folder))
    cut = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.custom_stopword([GAP]))
    files.register_tokenizer(_ANALYSER, cut.build())
    vocabulary = vocabulary_of(folder)
    writer = files.writer(_MEMORY, 1)
    try:
        written: set[int] = set()
        for key in remove:
            writer.delete_documents_by_term("key", key)
        documents = iter(add)
        first = list(islice(documents, _FIRST_LEARNT if not vocabulary else 0))
        if first:
            vocabulary.begin([each.body for each in first])
        for document in chain(first, documents):
            vocabulary.learn((document.body,))
            if before or document.key in written:
                writer.delete_documents_by_term("key", document.key)
            written.add(document.key)
            writer.add_document(_document(document, vocabulary))
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()
    text = "".join(f"{word}\n" for word in vocabulary)
    write_whole(folder / VOCABULARY, text.encode(), durable=False)
    if first:
        write_whole(folder / SAMPLE, vocabulary.sample, durable=False)


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
