"""Segments in Whoosh's third format, read in place: whoever searches need not load Whoosh.

In: compound files that `index/whoosh.py` wrote. Out: `WhooshIndex`, and `WhooshSegment`, which
gives terms, postings and columns back, looked up in the mapped file.

A compound file is a directory of files (a pickle) and the files:

    .trm    keys and values in order of the keys, then what finds them: a hash table, which is not
            used here, the numbers of the fields (a pickle) and where each key begins
    .pst    posting lists: one block each, a pickle of (documents, last document, greatest count,
            compression, …) and one of (differences of the documents, counts, more); for a word,
            more are the differences of the documents by zone, and the set of the documents when
            they are many; behind the block lie its codes, of two bytes, or four for long texts
    .col    columns of numbers, big-endian; zeros at the end are left out
    .pairs  for each number of a pair of words, the set of the documents

A pickle may hold numbers, bytes, strings and containers of them; anything else counts as damage.
"""

from __future__ import annotations

import errno
import mmap
import pickle
import sys
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from struct import Struct
from typing import Any, BinaryIO

from giaoban_cli.errors import Refused
from giaoban_cli.index.documents import Documents
from giaoban_cli.index.port import IndexDamaged
from giaoban_cli.index.segment import BEHIND, PAIRS, Ascending, Columns, Postings, Segment
from giaoban_cli.index.segmented import Contents, SegmentedIndex

INDEX = "giaoban"
"""With it the names of all files begin."""

COLUMNS = {"keys": "Q", "days": "I", "last_days": "I", "lengths": "I"}
"""The columns of a segment and the types of their numbers."""

PAIRS_FILE = ".pairs"

_HEAD = Struct("!qi")
"""Of a compound file: where its directory begins, and how long it is."""

_LENGTHS = Struct("!ii")
"""Before a key: how long it is, and its value."""

_FIELD = Struct("!H")
"""Before a term: the number of its field."""

_INFO = Struct("!BfIBBfIIqi")
"""The value of a term; used of it: [2] in how many documents, [8:] offset and length in .pst."""

_SIZE = Struct("!i")
_MAGIC = b"W3Bl"
_BLOCK = Struct(f"!{len(_MAGIC)}si")
"""Before a block: what it is, and its length, negative for the last one."""


class WhooshIndex(SegmentedIndex):
    """The index in a folder, with Whoosh segments.

    Args:
        folder: where it lives; an empty index when there is nothing.

    Raises:
        IndexDamaged: its files are not whole.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, write=_write_segment, read=WhooshSegment)


def _write_segment(
    folder: Path, name: str, columns: Columns, pairs: Sequence[Documents], contents: Contents
) -> Path:
    """Write a segment; only then Whoosh itself is loaded."""
    from giaoban_cli.index.whoosh import write_segment

    return write_segment(folder, name, columns, pairs, contents)


class WhooshSegment(Segment):
    """A segment on the disk.

    Args:
        path: its compound file.
        size: how many documents it has.
    """

    def __init__(self, path: Path, size: int) -> None:
        self._size = size
        self._data = _mapped(path)
        try:
            where, length = _HEAD.unpack_from(self._data)
            directory = _unpickled(BytesIO(self._data[where : where + length]))
            self._parts = {
                name.removeprefix(path.stem): (part["offset"], part["length"])
                for name, part in directory.items()
            }
            start, length = self._part(".trm")
            end = start + length - _SIZE.size
            last = BytesIO(self._data[end - _SIZE.unpack_from(self._data, end)[0] : end])
            known = _unpickled(last)
            self._fields: Mapping[str, int] = known["fieldmap"]
            self._keys_at = _big_endian(known["indextype"], last.read())  # where each key begins
            self._terms_at = start
        except BaseException:
            self._data.close()
            raise
        self._columns: Columns | None = None

    def _part(self, ending: str) -> tuple[int, int]:
        """Where one of the files inside begins, and its length."""
        start, length = self._parts[ending]
        if not 0 <= start <= start + length <= len(self._data):
            raise IndexDamaged(ending)
        return start, length

    @property
    def size(self) -> int:
        """How many documents it has, dropped ones included."""
        return self._size

    @property
    def columns(self) -> Columns:
        """The numbers of the documents."""
        if self._columns is None:
            self._columns = Columns(
                **{name: self._column(name, code) for name, code in COLUMNS.items()}
            )
        return self._columns

    def _column(self, name: str, code: str) -> array[int]:
        start, length = self._part(f".{name}.col")
        numbers = _big_endian(code, self._data[start : start + length])
        if len(numbers) > self._size:
            raise IndexDamaged(name)
        numbers.extend([0] * (self._size - len(numbers)))
        return numbers

    # --- terms -------------------------------------------------------------------------------

    def fields(self) -> Sequence[str]:
        """Names of the fields that have terms."""
        return sorted(self._fields)

    def terms(self, field_: str, first: str = "", end: str = BEHIND) -> Sequence[tuple[str, int]]:
        """The terms of a field from `first` to before `end`, with their numbers of documents."""
        if field_ not in self._fields:
            return ()
        start = self._place(field_, first)
        stop = self._place(field_, end, start)
        skipped = _FIELD.size
        keys = [(self._key(index), index) for index in range(start, stop)]
        return [(key[skipped:].decode(), self._info_at(index, len(key))[2]) for key, index in keys]

    def _place(self, field_: str, term: str, start: int = 0) -> int:
        """The index of the first term, from `start` on, that is not less than one."""
        wanted = self._coded(field_, term)
        return bisect_left(range(len(self._keys_at)), wanted, start, key=self._key)

    def _coded(self, field_: str, term: str) -> bytes:
        return _FIELD.pack(self._fields[field_]) + term.encode()

    def _key(self, index: int) -> bytes:
        """A field's number and a term."""
        at = self._terms_at + self._keys_at[index]
        start = at + _LENGTHS.size
        return self._data[start : start + _LENGTHS.unpack_from(self._data, at)[0]]

    def _info(self, field_: str, term: str) -> tuple[int, ...] | None:
        """What the lexicon says of a term; None when there is no such term."""
        if field_ not in self._fields:
            return None
        index = self._place(field_, term)
        if index == len(self._keys_at):
            return None
        key = self._key(index)
        if (
            key[_FIELD.size :] != term.encode()
            or _FIELD.unpack_from(key)[0] != self._fields[field_]
        ):
            return None
        return self._info_at(index, len(key))

    def _info_at(self, index: int, length: int) -> tuple[int, ...]:
        """What the lexicon says of a term whose key is so long."""
        at = self._terms_at + self._keys_at[index] + _LENGTHS.size + length
        info: tuple[int, ...] = _INFO.unpack_from(self._data, at)
        return info

    # --- postings ----------------------------------------------------------------------------

    def postings(self, field_: str, term: str) -> Postings | None:
        """Where a term occurs; None when it does not."""
        info = self._info(field_, term)
        if info is None:
            return None
        blocks, size = self._part(".pst")
        start = blocks + info[8]
        if not blocks <= start <= start + info[9] <= blocks + size:
            raise IndexDamaged("postings")
        return self._postings(start, start + info[9])

    def _postings(self, start: int, end: int) -> Postings:
        """The posting list between two offsets."""
        magic, length = _BLOCK.unpack_from(self._data, start)
        start += _BLOCK.size
        behind = start - length
        if magic != _MAGIC or not start < behind <= end:
            raise IndexDamaged("postings")
        block = BytesIO(self._data[start:behind])
        documents, last, *_ = _unpickled(block)
        differences, counts, more = _unpickled(block)
        if len(differences) != documents or sum(differences) != last or last >= self._size:
            raise IndexDamaged("postings")
        ids = Ascending(differences)
        if more is None:
            return Postings(ids)
        *zones, dense = more
        counts = counts or bytes([1]) * documents
        width = (end - behind) // sum(counts)
        return Postings(
            ids,
            counts,
            tuple(map(Ascending, zones)),
            lambda: _little_endian({2: "H", 4: "I"}[width], self._data[behind:end]),
            int.from_bytes(dense, "little") if dense else None,
        )

    def pairs(self, number: int) -> Documents:
        """The documents in which words of such a pair are neighbours, and perhaps others."""
        start, length = self._part(PAIRS_FILE)
        width = length // PAIRS
        at = start + width * number
        return int.from_bytes(self._data[at : at + width], "little")

    def close(self) -> None:
        """Let go of the file."""
        self._data.close()


def _mapped(path: Path) -> mmap.mmap:
    """The bytes of a file, in memory only as far as they are looked at.

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


class _PlainUnpickler(pickle.Unpickler):
    """Unpickles numbers, bytes, strings and containers of them; nothing that could run code."""

    def find_class(self, module: str, name: str) -> Any:
        """Refuse every class and function: none belongs in an index."""
        raise IndexDamaged(f"{module}.{name}")

    def persistent_load(self, pid: Any) -> Any:
        """Refuse references out of the file."""
        raise IndexDamaged(repr(pid))


def _unpickled(file: BinaryIO) -> Any:
    """The value that is pickled next in a file."""
    return _PlainUnpickler(file).load()


def _big_endian(code: str, data: bytes) -> array[int]:
    numbers = array(code, data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _little_endian(code: str, data: bytes) -> array[int]:
    numbers = array(code, data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
