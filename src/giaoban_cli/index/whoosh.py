"""Segments written as Whoosh files: the only file that imports Whoosh.

In: postings in memory, or segments to be joined. Out: one compound file a segment, holding a W3
lexicon, W3 postings and columns; `index/w3.py` reads them back.

Used of Whoosh: its third codec's files (term index, posting blocks, numeric columns) and compound
storage, at the level of its codecs. Not used, and docs/decisions/0001-whoosh.md says why: its
table of contents (a pickle), writers with their sorting pool, analysers, query parser, searcher.
Stock Whoosh reads terms, documents and frequencies of such a segment. What it does not know stands
where it does not look: the zones of a word where a block has payloads, its places behind the block.
"""

# Whoosh is typed in parts:
# mypy: disallow-untyped-calls=False

from __future__ import annotations

import pickle
import sys
from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import sub
from pathlib import Path
from struct import Struct

from whoosh.codec.whoosh3 import (
    WHOOSH3_HEADER_MAGIC,
    W3Codec,
    W3FieldWriter,
    W3Segment,
    W3TermInfo,
)
from whoosh.columns import NumericColumn
from whoosh.fields import ID
from whoosh.filedb.filestore import FileStorage

from giaoban_cli.index.documents import Documents, gathered
from giaoban_cli.index.segment import Ascending, Columns, Numbers, Postings
from giaoban_cli.index.segmented import Contents
from giaoban_cli.index.w3 import COLUMNS, INDEX, PAIRS_FILE

_PROTOCOL = 3
"""Of pickles: the last without frames, which cost nine bytes each and serve long ones only."""

_BLOCK_LENGTH = Struct("!i")
_DENSE = 8
"""A word that one document in so many has is written as a set, too: a bit for every document."""

_FIELD = ID()
"""All fields are written alike: terms, documents, frequencies; positions ride along."""


def write_segment(
    folder: Path, name: str, columns: Columns, pairs: Sequence[Documents], contents: Contents
) -> Path:
    """Write a segment.

    Args:
        folder: an existing folder for it and its unfinished parts.
        name: letters and digits, unlike that of any other segment.
        columns: the numbers of its documents.
        pairs: for each number of a pair of words, the documents that have it.
        contents: fields with their terms and postings, all in byte order.

    Returns:
        The finished file.
    """
    storage = FileStorage(str(folder))
    codec = W3Codec()
    segment = W3Segment(codec, INDEX, len(columns.keys), name)
    fields = _FieldWriter(codec, storage, segment)
    try:
        for field, terms in contents:
            fields.start_field(field, _FIELD)
            for term, postings in terms:
                fields.add_term(term.encode(), postings)
            fields.finish_field()
    finally:
        fields.close()
    for column, code in COLUMNS.items():
        _write_column(storage, codec.column_filename(segment, column), code, columns)
    with storage.create_file(segment.make_filename(PAIRS_FILE)) as output:
        output.write(b"".join(_bytes(documents, len(columns.keys)) for documents in pairs))
    segment.create_compound_file(storage)
    return folder / str(segment.make_filename(segment.COMPOUND_EXT))


def _write_column(storage: FileStorage, file: str, code: str, columns: Columns) -> None:
    name = file.split(".")[-2]
    numbers = getattr(columns, name)
    with storage.create_file(file) as output:
        writer = NumericColumn(code).writer(output)
        for document, number in enumerate(numbers):
            writer.add(document, number)
        writer.finish(len(numbers))


class _FieldWriter(W3FieldWriter):
    """Writes a term with all its postings at once, as a single block."""

    def __init__(self, codec: W3Codec, storage: FileStorage, segment: W3Segment) -> None:
        super().__init__(codec, storage, segment)
        self._size: int = segment.doc_count_all()
        self._written: int = self._postfile.tell()

    def add_term(self, term: bytes, postings: Postings) -> None:
        """Write the next term of the field."""
        assert self._fieldid is not None, "start_field comes first"
        ids, counts = postings.ids, postings.counts or (1,)
        most = max(counts)
        differences = _differences(ids)
        first, last = differences[0], sum(differences)
        more = None
        if postings.codes:
            dense = len(ids) * _DENSE > self._size and _bytes(gathered(ids, self._size), self._size)
            more = (*map(_differences, postings.zones), dense or None)
        data = pickle.dumps((differences, None if most == 1 else _narrow(counts), more), _PROTOCOL)
        block = pickle.dumps((len(ids), last, float(most), 0, 0, 0), _PROTOCOL)
        written = b"".join(
            (
                WHOOSH3_HEADER_MAGIC,
                _BLOCK_LENGTH.pack(-len(block) - len(data)),  # < 0: the last block
                block,
                data,
                _little_endian(postings.codes()) if postings.codes else b"",
            )
        )
        info = W3TermInfo(
            weight=sum(postings.counts) or len(ids),
            df=len(ids),
            minlength=1,
            maxlength=1,
            maxweight=most,
            minid=first,
            maxid=last,
        )
        info.set_extent(self._written, len(written))
        self._postfile.write(written)
        self._written += len(written)
        self._tindex.add(self._fieldid.to_bytes(2, "big") + term, info.to_bytes())


def _differences(numbers: Numbers | Ascending) -> Numbers:
    """Each number less the one before it."""
    if isinstance(numbers, Ascending):
        return numbers.differences
    return _narrow(map(sub, numbers, chain((0,), numbers)))


def _narrow(numbers: Iterable[int]) -> bytes | tuple[int, ...]:
    """Numbers as bytes when all of them fit; Whoosh takes either for a list of numbers."""
    plain = tuple(numbers)  # an array would give its memory
    try:
        return bytes(plain)
    except ValueError:
        return plain


def _bytes(documents: Documents, size: int) -> bytes:
    return documents.to_bytes(size + 7 >> 3, "little")


def _little_endian(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()
