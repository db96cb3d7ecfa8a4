"""Runs giaoban with its n-th write going wrong: refused, failing once, or the last thing it does.

    python -m tests.faults.shim HOW N COUNTS WORDS…

A write is whatever changes a file: in Python the making, writing, syncing and renaming of files
and folders; in SQLite every page, through the door that SQLite itself opens for tests
(xSetSystemCall). HOW is one of

- `count`: nothing goes wrong; how many there were is written to the file COUNTS;
- `full`: no space, from the n-th write on;
- `error`: the n-th fails;
- `die`: the process is killed at the n-th;
- `torn`: the same, with half of it written.
"""

from __future__ import annotations

import _sqlite3
import builtins
import ctypes
import errno
import io
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

SPACE = {"open", "mkdir", "write", "fallocate", "replace", "rename"}
"""What needs room on a disk."""


class Fate:
    """Counts writes, and decides what becomes of the n-th."""

    def __init__(self, how: str, number: int) -> None:
        self.how = how
        self.number = number
        self.count = 0

    def strike(self, what: str, half: Callable[[], object] = lambda: None) -> int:
        """Count a write; 0 when it may go on, else the error number it fails with."""
        self.count += 1
        if self.how == "full":
            return errno.ENOSPC if self.count >= self.number and what in SPACE else 0
        if self.count != self.number:
            return 0
        if self.how == "error":
            return errno.EIO
        if self.how == "torn":
            half()
        if self.how in ("die", "torn"):
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def check(self, what: str, half: Callable[[], object] = lambda: None) -> None:
        """The same, failing as Python does."""
        number = self.strike(what, half)
        if number:
            raise OSError(number, os.strerror(number))


def hold_python(fate: Fate) -> None:
    """Let fate decide over Python's own writes."""
    for name in ("fsync", "replace", "rename", "mkdir", "ftruncate"):
        _hold(fate, name)
    real_write, real_open = os.write, os.open

    def write(handle: int, data: Any) -> int:
        if handle > 2:
            fate.check("write", lambda: real_write(handle, bytes(data)[: len(data) // 2]))
        return real_write(handle, data)

    def open_(path: Any, flags: int, *args: Any, **named: Any) -> int:
        if flags & os.O_CREAT:
            fate.check("open")
        return real_open(path, flags, *args, **named)

    opened = _opener(fate, real_write)
    for place, name, call in (
        (os, "write", write), (os, "open", open_), (io, "open", opened), (builtins, "open", opened),
    ):  # fmt: skip
        setattr(place, name, call)


def _hold(fate: Fate, name: str) -> None:
    """Let fate decide over one function of `os`."""
    real = getattr(os, name)

    def call(*args: Any, **named: Any) -> Any:
        fate.check(name)
        return real(*args, **named)

    setattr(os, name, call)


def _opener(fate: Fate, real_write: Callable[[int, bytes], int]) -> Callable[..., Any]:
    """An `open` whose files ask fate before every write."""
    whole_open = io.open

    class File(io.FileIO):
        """A file whose writes are counted."""

        def write(self, data: Any) -> int:
            whole = bytes(data)
            fate.check("write", lambda: real_write(self.fileno(), whole[: len(whole) // 2]))
            return super().write(whole)

    def opened(
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Any = None,
    ) -> Any:
        if not set(mode) & set("wax+"):
            return whole_open(file, mode, buffering, encoding, errors, newline, closefd, opener)
        if not isinstance(file, int):
            fate.check("open")
        raw = File(file, mode.replace("b", "").replace("t", ""), closefd, opener)
        if buffering == 0:
            return raw
        buffer: Any = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffer if "b" in mode else io.TextIOWrapper(buffer, encoding, errors, newline)

    return opened


class Vfs(ctypes.Structure):
    """SQLite's door to the system, as far as its tests' entrance (sqlite3.h, sqlite3_vfs)."""


_SET = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Vfs), ctypes.c_char_p, ctypes.c_void_p)
_GET = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.POINTER(Vfs), ctypes.c_char_p)
Vfs._fields_ = [
    ("version", ctypes.c_int),
    ("file_size", ctypes.c_int),
    ("longest_path", ctypes.c_int),
    ("next", ctypes.c_void_p),
    ("name", ctypes.c_char_p),
    ("data", ctypes.c_void_p),
    *((f"call{number}", ctypes.c_void_p) for number in range(12)),
    ("current_time", ctypes.c_void_p),
    ("set_system_call", _SET),
    ("get_system_call", _GET),
]

_PWRITE = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64,
    use_errno=True,
)  # fmt: skip
_WRITE = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, use_errno=True
)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_int64, use_errno=True)

kept: list[Any] = []
"""What SQLite holds on to."""


def sqlite_vfs() -> Any:
    """SQLite's own view of the system, or None where it is not in reach."""
    try:
        library = ctypes.CDLL(_sqlite3.__file__)
        find = library.sqlite3_vfs_find
    except (AttributeError, OSError):
        return None
    find.restype = ctypes.POINTER(Vfs)
    find.argtypes = [ctypes.c_char_p]
    vfs = find(None)
    return vfs if vfs and vfs.contents.version >= 3 and os.name == "posix" else None


def hold_sqlite(fate: Fate) -> bool:
    """Let fate decide over SQLite's writes; false where SQLite is not in reach."""
    vfs = sqlite_vfs()
    if vfs is None:
        return False
    real_pwrite, real_write, real_truncate = os.pwrite, os.write, os.ftruncate

    def answered(what: str, act: Callable[[], int], half: Callable[[], object]) -> int:
        number = fate.strike(what, half)
        if number:
            ctypes.set_errno(number)
            return -1
        try:
            return act()
        except OSError as error:
            ctypes.set_errno(error.errno or errno.EIO)
            return -1

    def pwrite(handle: int, data: int, size: int, at: int) -> int:
        whole = ctypes.string_at(data, size)
        return answered(
            "write",
            lambda: real_pwrite(handle, whole, at),
            lambda: real_pwrite(handle, whole[: size // 2], at),
        )

    def write(handle: int, data: int, size: int) -> int:
        whole = ctypes.string_at(data, size)
        return answered(
            "write",
            lambda: real_write(handle, whole),
            lambda: real_write(handle, whole[: size // 2]),
        )

    def truncate(handle: int, size: int) -> int:
        return answered("ftruncate", lambda: real_truncate(handle, size) or 0, lambda: None)

    held = False
    calls = {
        b"pwrite": _PWRITE(pwrite),
        b"pwrite64": _PWRITE(pwrite),
        b"write": _WRITE(write),
        b"ftruncate": _TRUNCATE(truncate),
    }
    for name, call in calls.items():
        if vfs.contents.get_system_call(vfs, name):
            pointer = ctypes.cast(call, ctypes.c_void_p)
            held |= vfs.contents.set_system_call(vfs, name, pointer) == 0
    kept.extend([*calls.values(), vfs])
    return held


def main(arguments: list[str]) -> None:
    """Run giaoban under a fate."""
    how, number, counts, *words = arguments
    fate = Fate(how, int(number))
    sys.argv = ["giaoban", *words]
    from giaoban_cli.cli.app import main as giaoban

    held = hold_sqlite(fate)
    hold_python(fate)
    try:
        giaoban()
    finally:
        if how == "count":
            fate.how = "over"
            Path(counts).write_text(f"{fate.count} {int(held)}", encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1:])
