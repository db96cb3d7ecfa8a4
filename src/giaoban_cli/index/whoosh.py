"""Segments as Whoosh files: the only file that imports Whoosh.

In: postings in memory, or segments to be joined. Out: one compound file a segment, holding a W3
lexicon, W3 postings and columns, read back through an allow-list and without copying.

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
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate, chain
from operator import sub
from pathlib import Path
from struct import Struct
from typing import Any, BinaryIO

from whoosh.codec.whoosh3 import (
    COMPRESSION_MIN_SIZE,
    WHOOSH3_HEADER_MAGIC,
    W3Codec,
    W3FieldWriter,
    W3Segment,
    W3TermInfo,
    W3TermsReader,
)
from whoosh.columns import NumericColumn
from whoosh.fields import ID
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile, StructFile

from giaoban_cli.index.port import ZONES, IndexDamaged
from giaoban_cli.index.segment import Columns, Numbers, Places, Postings, Segment
from giaoban_cli.index.segmented import Contents, SegmentedIndex

_INDEX = "giaoban"
_COLUMNS = {"keys": "Q", "days": "I", "last_days": "I", "lengths": "I", "starts": "I"}
_PROTOCOL = 4
_COMPRESSION = 3
_BLOCK_LENGTH = Struct("!i")
_LENGTH = Struct("!I")
_ZONE_LENGTHS = Struct(f"!{len(ZONES)}I")
_FIELD = ID()
"""All fields are written alike: terms, documents, frequencies; positions ride along."""


class WhooshIndex(SegmentedIndex):
    """The index in a folder, with Whoosh segments.

    Args:
        folder: where it lives; an empty index when there is nothing.

    Raises:
        IndexDamaged: its files are not whole.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ending=".seg", write=write_segment, read=WhooshSegment)


# --- writing ---------------------------------------------------------------------------------


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
    segment = W3Segment(codec, _INDEX, len(columns.keys), name)
    fields = _FieldWriter(codec, storage, segment)
    try:
        for field, terms in contents:
            fields.start_field(field, _FIELD)
            for term, postings in terms:
                fields.add_term(term.encode(), postings)
            fields.finish_field()
    finally:
        fields.close()
    for column, code in _COLUMNS.items():
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
        self._postfile.write(_BLOCK_LENGTH.pack(-len(block) - len(data)))  # < 0: the last block
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
        lengths = _ZONE_LENGTHS.pack(*(len(zone) for zone in places.zones))
        zones = zlib.compress(lengths + b"".join(map(_to_bytes, places.zones)), _COMPRESSION)
        self._postfile.write(_LENGTH.pack(len(zones)))
        self._postfile.write(zones)
        self._postfile.write(zlib.compress(_to_bytes(places.codes()), _COMPRESSION))


def _differences(numbers: Numbers) -> Iterator[int]:
    """Each number less the one before it."""
    return map(sub, numbers, chain((0,), numbers))


def _to_bytes(numbers: Numbers) -> bytes:
    """Ascending numbers as 32-bit differences, little-endian: small, they compress well."""
    return _little(array("I", _differences(numbers))).tobytes()


def _from_bytes(data: bytes) -> list[int]:
    differences = array("I")
    differences.frombytes(data)
    return list(accumulate(_little(differences)))


def _little(numbers: array[int]) -> array[int]:
    """Machine order to little-endian, or back."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


# --- reading ---------------------------------------------------------------------------------


class _PlainUnpickler(pickle.Unpickler):
    """Unpickles numbers, bytes, strings and containers of them; nothing that could run code."""

    def find_class(self, module: str, name: str) -> Any:
        """Refuse every class and function: none belongs in an index."""
        raise IndexDamaged(f"{module}.{name}")

    def persistent_load(self, pid: Any) -> Any:
        """Refuse references out of the file."""
        raise IndexDamaged(repr(pid))


def _unpickled(file: BinaryIO) -> Any:
    return _PlainUnpickler(file).load()


class _SafeFile(StructFile):
    """A Whoosh file whose pickles may hold plain values only."""

    def read_pickle(self) -> Any:
        """The plain value that is pickled next."""
        return _unpickled(self.file)


class _SafeBuffer(BufferFile):
    """A part of a mapped segment, read in place, whose pickles may hold plain values only."""

    def __init__(self, view: memoryview, name: str) -> None:
        super().__init__(b"", name)
        self._buf = view
        self._at = 0

    def seek(self, where: int, whence: int = 0) -> int:
        """Move to an offset from the beginning, from here, or from the end."""
        self._at = where + (0, self._at, len(self._buf))[whence]
        return self._at

    def tell(self) -> int:
        """The offset that is read next."""
        return self._at

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        end = len(self._buf) if size < 0 else self._at + size
        data = bytes(self._buf[self._at : end])
        self._at += len(data)
        return data

    def read_pickle(self) -> Any:
        """The plain value that is pickled next."""
        rest = BytesIO(self._buf[self._at :])
        value = _unpickled(rest)
        self._at += rest.tell()
        return value


class _SafeCompound(CompoundStorage):
    """A segment's compound file, mapped into memory."""

    def open_file(self, name: str, *_: Any, **__: Any) -> StructFile:
        """One of the files inside."""
        offset, length = self.range(name)
        if self._source is None:  # no address space left to map it into
            return _SafeBuffer(memoryview(self._file.get(offset, length)), name)
        return _SafeBuffer(memoryview(self._source)[offset : offset + length], name)


class WhooshSegment(Segment):
    """A segment on the disk.

    Args:
        path: its compound file, `giaoban_NAME.seg`.
        documents: how many documents it has.
    """

    def __init__(self, path: Path, documents: int) -> None:
        self._documents = documents
        codec = W3Codec()
        segment = W3Segment(codec, _INDEX, documents, path.stem.removeprefix(f"{_INDEX}_"))
        file = _SafeFile(path.open("rb"), name=path.name)
        try:
            self._storage = _SafeCompound(file)
        finally:
            if not file.is_closed and getattr(self, "_storage", None) is None:
                file.close()
        lexicon = segment.make_filename(W3Codec.TERMS_EXT)
        self._blocks = self._storage.open_file(segment.make_filename(W3Codec.POSTS_EXT))
        self._terms = W3TermsReader(
            codec,
            self._storage.open_file(lexicon),
            self._storage.file_length(lexicon),
            self._blocks,
        )
        self._columns: Columns | None = None
        self._column_files = {name: codec.column_filename(segment, name) for name in _COLUMNS}

    @property
    def columns(self) -> Columns:
        """The numbers of the documents."""
        if self._columns is None:
            self._columns = Columns(
                **{name: self._column(name, code) for name, code in _COLUMNS.items()}
            )
        return self._columns

    def _column(self, name: str, code: str) -> array[int]:
        """One column; Whoosh leaves zeros at the end unwritten."""
        file = self._column_files[name]
        written = self._storage.file_length(file) // array(code).itemsize
        if written > self._documents:
            raise IndexDamaged(file)
        opened = self._storage.open_file(file)
        numbers: array[int] = opened.get_array(0, code, written)
        opened.close()
        numbers.extend([0] * (self._documents - written))
        return numbers

    def fields(self) -> Sequence[str]:
        """Names of the fields that have terms."""
        return sorted(self._terms.indexed_field_names())

    def terms(self, field_: str, beginning: str) -> Iterator[tuple[str, int]]:
        """The terms from `beginning` on, with how many documents each occurs in."""
        for (name, term), info in self._terms.items_from(field_, beginning.encode()):
            if name != field_:
                return
            yield term.decode(), info.doc_frequency()

    def postings(self, field_: str, term: str) -> Postings | None:
        """Where a term occurs; None when it does not."""
        key = (field_, term.encode())
        if key not in self._terms:
            return None
        start, (length,) = self._terms.term_info(*key).extent()  # Whoosh unpacks it so
        return self._postings(start, start + length)

    def _postings(self, start: int, end: int) -> Postings:
        """The posting list between two offsets."""
        at = start + len(WHOOSH3_HEADER_MAGIC) + _BLOCK_LENGTH.size
        head = self._blocks.get(start, at - start)
        (length,) = _BLOCK_LENGTH.unpack(head[len(WHOOSH3_HEADER_MAGIC) :])
        if not head.startswith(WHOOSH3_HEADER_MAGIC) or not 0 < -length <= end - at:
            raise IndexDamaged("postings")
        file = BytesIO(self._blocks.get(at, -length))
        documents, last, _, compression, *_ = _unpickled(file)
        rest = file.read()
        differences, counts, _ = _unpickled(BytesIO(zlib.decompress(rest) if compression else rest))
        ids = list(accumulate(differences))
        if len(ids) != documents or ids[-1] != last or last >= self._documents:
            raise IndexDamaged("postings")
        behind = at - length
        return Postings(
            ids,
            counts or [1] * documents,
            (lambda: self._places(behind, end)) if behind < end else None,
        )

    def _places(self, start: int, end: int) -> Places:
        """What stands behind the blocks of a word."""
        at = start + _LENGTH.size
        (length,) = _LENGTH.unpack(self._blocks.get(start, _LENGTH.size))
        zones = zlib.decompress(self._blocks.get(at, length))
        parts: list[list[int]] = []
        first = _ZONE_LENGTHS.size
        for count in _ZONE_LENGTHS.unpack(zones[:first]):
            parts.append(_from_bytes(zones[first : first + 4 * count]))
            first += 4 * count
        codes = at + length
        return Places(
            tuple(parts),
            lambda: _from_bytes(zlib.decompress(self._blocks.get(codes, end - codes))),
        )

    def close(self) -> None:
        """Let go of the file."""
        self._terms.close()
        self._storage.close()


__all__ = ["WhooshIndex", "WhooshSegment", "write_segment"]
