"""The stamp of an index: which segments belong to it, what each file must be, what it reflects.

In: the folder of an index. Out: `Stamp`, read and written whole. It is the table of contents: a
file it does not name is no part of the index, and it is replaced in one step when everything it
names is safely on the disk.
"""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from giaoban_cli.errors import GiaobanError
from giaoban_cli.frozen import frozen
from giaoban_cli.index.port import ANALYSIS, IndexDamaged
from giaoban_cli.platform import write_whole

NAME = "STAMP"
FORMAT = 3
"""Raised when the layout of segments or stamp changes: older indexes are then rebuilt."""

_TRIES = 20
_PAUSE = 0.05
"""A reader that meets a writer's change reads the stamp again, so often, seconds apart."""

_SMALL = 8 << 20
"""Bytes of segments up to which all are checked at every opening."""


@frozen
class SegmentFile:
    """One segment as it was written.

    Attributes:
        name: file name.
        documents: how many are in it, dropped ones included.
        words: sum of their lengths.
        dropped: numbers of the documents that were removed or replaced since.
        size: bytes.
        changed: time of its last change, nanoseconds.
        crc: CRC-32 of its bytes.
    """

    name: str
    documents: int
    words: int
    dropped: tuple[int, ...]
    size: int
    changed: int
    crc: int


@frozen
class Stamp:
    """What an index is. `analysis` is the version of the rules that made its words."""

    generation: int = 0
    analysis: int = 0
    segments: tuple[SegmentFile, ...] = ()


def read(folder: Path) -> Stamp:
    """The stamp of the index in a folder; that of an empty index when there is nothing.

    Raises:
        IndexDamaged: there are files but no stamp, or it is not what was written.
    """
    try:
        data = (folder / NAME).read_bytes()
    except FileNotFoundError:
        if folder.is_dir() and any(folder.iterdir()):
            raise IndexDamaged(NAME) from None
        return Stamp()
    except OSError as error:
        raise IndexDamaged(NAME) from error
    head, _, body = data.partition(b"\n")
    if head != _head(body):
        raise IndexDamaged(NAME)
    try:
        values = json.loads(body)
        return Stamp(
            int(values["generation"]),
            int(values["analysis"]),
            tuple(
                SegmentFile(**{**row, "dropped": tuple(row["dropped"])})
                for row in values["segments"]
            ),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(NAME) from error


def write(folder: Path, stamp: Stamp) -> None:
    """Put a stamp in the place of the former one, durably and in one step."""
    body = json.dumps(asdict(stamp), separators=(",", ":")).encode() + b"\n"
    write_whole(folder / NAME, _head(body) + b"\n" + body)


def _head(body: bytes) -> bytes:
    return b"giaoban index %d %08x" % (FORMAT, zlib.crc32(body))


def checksum(path: Path) -> int:
    """The CRC-32 of a file's bytes."""
    crc = 0
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            crc = zlib.crc32(part, crc)
    return crc


def segment_file(path: Path, *, documents: int, words: int) -> SegmentFile:
    """How a finished segment is to be known again."""
    status = path.stat()
    return SegmentFile(
        path.name,
        documents,
        words,
        (),
        status.st_size,
        status.st_mtime_ns,
        checksum(path),
    )


def is_whole(folder: Path, file: SegmentFile) -> bool:
    """Whether a segment is byte for byte what was written."""
    path = folder / file.name
    try:
        return path.stat().st_size == file.size and checksum(path) == file.crc
    except OSError:
        return False


def spoilt(folder: Path) -> tuple[str, ...]:
    """Names of the files of an index that are not as they were written."""
    try:
        stamp = read(folder)
    except IndexDamaged as error:
        return (str(error),)
    return tuple(file.name for file in stamp.segments if not is_whole(folder, file))


def check_at_opening(folder: Path, stamp: Stamp) -> None:
    """Check what can be checked quickly: small indexes wholly, large files by size and time.

    Raises:
        FileNotFoundError: a segment is gone.
        IndexDamaged: a segment is not what was written.
    """
    small = sum(file.size for file in stamp.segments) <= _SMALL
    for file in stamp.segments:
        status = (folder / file.name).stat()
        untouched = (status.st_size, status.st_mtime_ns) == (file.size, file.changed)
        if (small or not untouched) and not is_whole(folder, file):
            raise IndexDamaged(file.name)


def settle(folder: Path, adopt: Callable[[Stamp], None]) -> None:
    """Open what the stamp of a folder names, once it holds still.

    Args:
        folder: of an index.
        adopt: opens the files of a stamp; raises FileNotFoundError when one is gone.

    Raises:
        IndexDamaged: the files are not whole, or their words were made by other rules.
    """
    for left in reversed(range(_TRIES)):
        stamp = read(folder)
        if stamp.segments and stamp.analysis != ANALYSIS:
            raise IndexDamaged("analysis")
        try:
            check_at_opening(folder, stamp)
            adopt(stamp)
        except FileNotFoundError:
            # A writer has put another stamp in place since; without one the file is lost.
            if left == 0 or read(folder) == stamp:
                raise
            time.sleep(_PAUSE)
        else:
            return


@contextmanager
def damage(*, but: type[Exception] | tuple[()] = ()) -> Iterator[None]:
    """Whatever goes wrong while an index is read means that it is not what was written.

    Args:
        but: errors that mean something else: while an index is written, those of the disk.
    """
    try:
        yield
    except (IndexDamaged, GiaobanError):
        raise
    except but:
        raise
    except Exception as error:
        raise IndexDamaged(repr(error)) from error
