"""Segments written as Whoosh files: the only file that imports Whoosh.

In: postings in memory, or segments to be joined. Out: one compound file a segment, holding a W3
lexicon, W3 postings and columns; `index/w3.py` reads them back.

Used of Whoosh: its third codec's files (term index, posting blocks, numeric columns) and compound
storage, at the level of its codecs. Not used, and docs/decisions/0001-whoosh.md says why: its
table of contents (a pickle), writers with their sorting pool, analysers, query parser, searcher.
Stock Whoosh reads terms, documents and frequencies of such a segment. Positions follow behind the
last block of a posting list, where it does not look:

    zones      length of the next part, then zlib of: three lengths, documents per zone
    codes      zlib of all codes, as differences
"""

# Whoosh is typed in parts:
# mypy: disallow-untyped-calls=False

from __future__ import annotations

import pickle
import sys
import zlib
from array import array
from collections.abc import Iterator
from itertools import chain
from operator import sub
from pathlib import Path

from whoosh.codec.whoosh3 import (
    COMPRESSION_MIN_SIZE,
    WHOOSH3_HEADER_MAGIC,
    W3Codec,
    W3FieldWriter,
    W3Segment,
    W3TermInfo,
)
from whoosh.columns import NumericColumn
from whoosh.fields import ID
from whoosh.filedb.filestore import FileStorage

from giaoban_cli.index.segment import Columns, Numbers, Places, Postings
from giaoban_cli.index.segmented import Contents
from giaoban_cli.index.w3 import BLOCK_LENGTH, COLUMNS, INDEX, PLACES_LENGTH, ZONE_LENGTHS

_PROTOCOL = 4
_COMPRESSION = 3
_FIELD = ID()
"""All fields are written alike: terms, documents, frequencies; positions ride along."""


def write_segment(folder: Path, name: str, columns: Columns, contents: Contents) -> Path:
    """Write a segment.

    Args:
        folder: an existing folder for it and its unfinished parts.
        name: letters and digits, unlike that of any other segment.
        columns: the numbers of its documents.
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

    def add_term(self, term: bytes, postings: Postings) -> None:
        """Write the next term of the field."""
        assert self._fieldid is not None, "start_field comes first"
        start = self._postfile.tell()
        ids, counts = postings.ids, postings.counts or (1,)
        most = max(counts)
        data = pickle.dumps(
            (tuple(_differences(ids)), None if most == 1 else tuple(counts), None), _PROTOCOL
        )
        compression = _COMPRESSION if len(data) >= COMPRESSION_MIN_SIZE else 0
        if compression:
            data = zlib.compress(data, compression)
        block = pickle.dumps((len(ids), ids[-1], float(most), compression, 0, 0), _PROTOCOL)
        self._postfile.write(WHOOSH3_HEADER_MAGIC)
        self._postfile.write(BLOCK_LENGTH.pack(-len(block) - len(data)))  # < 0: the last block
        self._postfile.write(block)
        self._postfile.write(data)
        if postings.places is not None:
            self._add_places(postings.places())
        info = W3TermInfo(
            weight=sum(postings.counts) or len(ids),
            df=len(ids),
            minlength=1,
            maxlength=1,
            maxweight=most,
            minid=ids[0],
            maxid=ids[-1],
        )
        info.set_extent(start, self._postfile.tell() - start)
        self._tindex.add(self._fieldid.to_bytes(2, "big") + term, info.to_bytes())

    def _add_places(self, places: Places) -> None:
        lengths = ZONE_LENGTHS.pack(*(len(zone) for zone in places.zones))
        zones = zlib.compress(lengths + b"".join(map(_to_bytes, places.zones)), _COMPRESSION)
        self._postfile.write(PLACES_LENGTH.pack(len(zones)))
        self._postfile.write(zones)
        self._postfile.write(zlib.compress(_to_bytes(places.codes()), _COMPRESSION))


def _differences(numbers: Numbers) -> Iterator[int]:
    """Each number less the one before it."""
    return map(sub, numbers, chain((0,), numbers))


def _to_bytes(numbers: Numbers) -> bytes:
    """Ascending numbers as 32-bit differences, little-endian: small, they compress well."""
    differences: array[int] = array("I", _differences(numbers))
    if sys.byteorder == "big":
        differences.byteswap()
    return differences.tobytes()
