"""Segments in Whoosh's third format, read in place: whoever searches need not load Whoosh.

In: compound files that `index/whoosh.py` wrote. Out: `WhooshIndex`, and `WhooshSegment`, which
gives terms, postings and columns back. Nothing is copied when a segment opens, and what is pickled
in it may hold plain values only. All numbers are big-endian.

    compound file   where the directory lies (q, i); files end to end; the directory, pickled
    NAME.trm        keys with values; hash tables, not used here; numbers of the fields and how
                    many keys there are, pickled; where each key lies; length of these two (i)
      a key         lengths of it and its value (i, i); number of the field (H), term; term info
    NAME.pst        for each term a block: magic, minus its length (i), head and lists, pickled;
                    behind it positions, as `index/whoosh.py` tells
    NAME.C.col      the numbers of column C
"""

from __future__ import annotations

import errno
import mmap
import pickle
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from struct import Struct
from typing import Any, BinaryIO

from giaoban_cli.errors import Refused
from giaoban_cli.index.port import ZONES, IndexDamaged
from giaoban_cli.index.segment import Columns, Numbers, Places, Postings, Segment
from giaoban_cli.index.segmented import Contents, SegmentedIndex

INDEX = "giaoban"
"""With it the names of all files begin."""

COLUMNS = {"keys": "Q", "days": "I", "last_days": "I", "lengths": "I", "starts": "I"}
"""The columns of a segment and their types."""

BLOCK_LENGTH = Struct("!i")
PLACES_LENGTH = Struct("!I")
ZONE_LENGTHS = Struct(f"!{len(ZONES)}I")

_BLOCK = b"W3Bl"
_DIRECTORY = Struct("!qi")
_LENGTH = Struct("!i")
_LENGTHS = Struct("!ii")
_FIELD = Struct("!H")
_TERM_INFO = Struct("!B4xI14xqi")
"""Flags, documents, offset and length of the postings; weights, lengths and ids are passed over."""


class WhooshIndex(SegmentedIndex):
    """The index in a folder, with Whoosh segments.

    Args:
        folder: where it lives; an empty index when there is nothing.

    Raises:
        IndexDamaged: its files are not whole.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ending=".seg", write=_write_segment, read=WhooshSegment)


def _write_segment(folder: Path, name: str, columns: Columns, contents: Contents) -> Path:
    """Write a segment; only then Whoosh itself is loaded."""
    from giaoban_cli.index.whoosh import write_segment

    return write_segment(folder, name, columns, contents)


class _PlainUnpickler(pickle.Unpickler):
    """Unpickles numbers, bytes, strings and containers of them; nothing that could run code."""

    def find_class(self, module: str, name: str) -> Any:
        """Refuse every class and function: none belongs in an index."""
        raise IndexDamaged(f"{module}.{name}")

    def persistent_load(self, pid: Any) -> Any:
        """Refuse references out of the file."""
        raise IndexDamaged(repr(pid))


def _unpickled(file: BinaryIO | mmap.mmap) -> Any:
    return _PlainUnpickler(file).load()


class WhooshSegment(Segment):
    """A segment on the disk.

    Args:
        path: its compound file, `giaoban_NAME.seg`.
        documents: how many documents it has.
    """

    def __init__(self, path: Path, documents: int) -> None:
        self._documents = documents
        self._file = _mapped(path)
        try:
            at, _ = _DIRECTORY.unpack_from(self._file)
            self._file.seek(at)
            self._parts: Mapping[str, Mapping[str, int]] = _unpickled(self._file)
            self._name = path.stem
            self._lexicon = _Lexicon(self._file, *self._part(".trm"))
            self._blocks, size = self._part(".pst")
            self._blocks_end = self._blocks + size
        except BaseException:
            self._file.close()
            raise
        self._columns: Columns | None = None

    def _part(self, ending: str) -> tuple[int, int]:
        """Where one of the files inside begins, and its length."""
        part = self._parts[self._name + ending]
        start, length = part["offset"], part["length"]
        if not 0 <= start <= start + length <= len(self._file):
            raise IndexDamaged(ending)
        return start, length

    @property
    def columns(self) -> Columns:
        """The numbers of the documents."""
        if self._columns is None:
            self._columns = Columns(
                **{name: self._column(f".{name}.col", code) for name, code in COLUMNS.items()}
            )
        return self._columns

    def _column(self, ending: str, code: str) -> array[int]:
        """One column; Whoosh leaves zeros at the end unwritten."""
        start, length = self._part(ending)
        numbers: array[int] = array(code)
        numbers.frombytes(self._file[start : start + length])
        if len(numbers) > self._documents:
            raise IndexDamaged(ending)
        if sys.byteorder == "little":
            numbers.byteswap()
        numbers.extend([0] * (self._documents - len(numbers)))
        return numbers

    def fields(self) -> Sequence[str]:
        """Names of the fields that have terms."""
        return sorted(self._lexicon.fields)

    def terms(self, field_: str, beginning: str) -> Iterator[tuple[str, int]]:
        """The terms from `beginning` on, with how many documents each occurs in."""
        for term, info in self._lexicon.terms(field_, beginning.encode()):
            yield term.decode(), _TERM_INFO.unpack(info)[1]

    def postings(self, field_: str, term: str) -> Postings | None:
        """Where a term occurs; None when it does not."""
        wanted = term.encode()
        found, info = next(self._lexicon.terms(field_, wanted), (b"", b""))
        if found != wanted:
            return None
        inline, _, start, length = _TERM_INFO.unpack(info)
        start += self._blocks
        if inline or not self._blocks <= start <= start + length <= self._blocks_end:
            raise IndexDamaged("postings")
        return self._postings(start, start + length)

    def _postings(self, start: int, end: int) -> Postings:
        """The posting list between two offsets."""
        at = start + len(_BLOCK) + BLOCK_LENGTH.size
        (length,) = BLOCK_LENGTH.unpack_from(self._file, start + len(_BLOCK))
        if self._file[start : start + len(_BLOCK)] != _BLOCK or not 0 < -length <= end - at:
            raise IndexDamaged("postings")
        behind = at - length
        block = BytesIO(self._file[at:behind])
        documents, last, _, compression, *_ = _unpickled(block)
        rest = block.read()
        differences, counts, _ = _unpickled(BytesIO(zlib.decompress(rest) if compression else rest))
        ids = list(accumulate(differences))
        if len(ids) != documents or ids[-1] != last or last >= self._documents:
            raise IndexDamaged("postings")
        return Postings(
            ids,
            counts or [1] * documents,
            (lambda: self._places(behind, end)) if behind < end else None,
        )

    def _places(self, start: int, end: int) -> Places:
        """What stands behind the blocks of a word."""
        at = start + PLACES_LENGTH.size
        (length,) = PLACES_LENGTH.unpack_from(self._file, start)
        zones = zlib.decompress(self._file[at : at + length])
        parts: list[Numbers] = []
        first = ZONE_LENGTHS.size
        for count in ZONE_LENGTHS.unpack(zones[:first]):
            parts.append(_from_bytes(zones[first : first + 4 * count]))
            first += 4 * count
        codes = at + length
        return Places(
            tuple(parts),
            lambda: _from_bytes(zlib.decompress(self._file[codes:end])),
        )

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class _Lexicon:
    """The keys of a segment, a field's number and a term each, in byte order.

    Args:
        file: the compound file.
        start: where the lexicon begins in it.
        length: its bytes.
    """

    def __init__(self, file: mmap.mmap, start: int, length: int) -> None:
        self._file = file
        self._start = start
        end = start + length - _LENGTH.size
        (tail,) = _LENGTH.unpack_from(file, end)
        file.seek(end - tail)
        known = _unpickled(file)
        self.fields: Mapping[str, int] = known["fieldmap"]
        self._count: int = known["indexlen"]
        self._offset = Struct("!" + known["indextype"])
        self._offsets = file.tell()
        if self._offsets + self._count * self._offset.size != end:
            raise IndexDamaged("lexicon")

    def terms(self, field_: str, beginning: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The terms of a field from `beginning` on, and what is noted of each."""
        if field_ not in self.fields:
            return
        field = _FIELD.pack(self.fields[field_])
        first = bisect_left(range(self._count), field + beginning, key=self._key)
        for number in range(first, self._count):
            at, size, more = self._entry(number)
            key = self._file[at : at + size]
            if not key.startswith(field):
                return
            yield key[_FIELD.size :], self._file[at + size : at + size + more]

    def _key(self, number: int) -> bytes:
        """One key, counted from the first."""
        at, size, _ = self._entry(number)
        return self._file[at : at + size]

    def _entry(self, number: int) -> tuple[int, int, int]:
        """Where one key begins, its length, and that of the value behind it."""
        (offset,) = self._offset.unpack_from(self._file, self._offsets + number * self._offset.size)
        at = self._start + offset
        size, more = _LENGTHS.unpack_from(self._file, at)
        return at + _LENGTHS.size, size, more


def _mapped(path: Path) -> mmap.mmap:
    """A file as memory.

    Raises:
        Refused: there is no address space left for it.
    """
    with path.open("rb") as file:
        try:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            if error.errno == errno.ENOMEM:
                raise Refused("machine.no_memory") from None
            raise


def _from_bytes(data: bytes) -> Numbers:
    """Ascending numbers from their differences: 32 bits each, little-endian."""
    differences: array[int] = array("I")
    differences.frombytes(data)
    if sys.byteorder == "big":
        differences.byteswap()
    return list(accumulate(differences))
