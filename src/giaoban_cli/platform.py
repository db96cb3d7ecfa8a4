"""What differs between Linux, macOS and Windows: locks, safe opening, modes, the user's folders.

In: paths, and the environment and home as arguments. Out: bytes, locks, folders; errors of ours
with a message key in place of `OSError`. Nothing outside this file is POSIX-only.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from giaoban_cli.errors import Busy, GiaobanError, Refused, SkippedFile, UnreadableFile
from giaoban_cli.frozen import frozen

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600

_POLL = 0.05
"""Seconds between two tries to take a lock."""

_LOCK_AT = 1 << 30
"""Windows locks bytes, not files: this one lies beyond the process number, which stays legible."""

_READ_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)  # a link put in the file's place since it was listed
    | getattr(os, "O_NONBLOCK", 0)  # a FIFO would wait for a writer for ever
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_NEW_FLAGS = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_LOCK_FLAGS = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


# --- names -----------------------------------------------------------------------------------


def shown(path: str | bytes | os.PathLike[str]) -> str:
    r"""A path as text that can be printed: bytes that are no UTF-8 become `\xNN`.

    Control characters stay; the output edge makes them visible.
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def stamp(status: os.stat_result) -> str:
    """What tells an untouched file: size in bytes, time of change in nanoseconds, inode."""
    return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ino}"


# --- reading ---------------------------------------------------------------------------------


def read_regular(path: str | os.PathLike[str], limit: int) -> tuple[bytes, os.stat_result]:
    """Read a whole regular file, never waiting and never more than `limit` bytes.

    The last part of the path is not followed when it is a link. What was opened is examined
    again, so a device or FIFO that took the file's place meanwhile is not read.

    Args:
        path: the file.
        limit: greatest size in bytes, counted as they are read: sizes that lie do not matter.

    Returns:
        The bytes, and the file's status from before they were read.

    Raises:
        SkippedFile: a link, no regular file, or too large.
        UnreadableFile: no permission, gone, or the disk fails.
    """
    try:
        handle = os.open(path, _READ_FLAGS)
        with os.fdopen(handle, "rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise SkippedFile("file.not_regular", path=shown(path))
            if status.st_size > limit:
                raise SkippedFile("file.too_large", path=shown(path), limit=limit)
            data = _read_up_to(file.fileno(), limit + 1)
    except OSError as error:
        raise unreadable(path, error) from None
    if len(data) > limit:
        raise SkippedFile("file.too_large", path=shown(path), limit=limit)
    return data, status


def peek(path: str | os.PathLike[str], most: int) -> bytes:
    """The first bytes of a regular file; none when it cannot be read: reading it tells why."""
    try:
        handle = os.open(path, _READ_FLAGS)
    except OSError:
        return b""
    try:
        return os.read(handle, most) if stat.S_ISREG(os.fstat(handle).st_mode) else b""
    except OSError:
        return b""
    finally:
        os.close(handle)


def _read_up_to(handle: int, most: int) -> bytes:
    """At most `most` bytes of an open file."""
    parts: list[bytes] = []
    while most > 0:
        part = os.read(handle, min(most, 1 << 20))
        if not part:
            break
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def unreadable(path: str | os.PathLike[str], error: OSError) -> UnreadableFile:
    """The error of ours for a file that the system would not give."""
    name = shown(path)
    match error.errno:
        case errno.ELOOP | errno.EMLINK:
            return SkippedFile("file.link", path=name)
        case errno.ENXIO | errno.ENODEV | errno.EOPNOTSUPP | errno.EISDIR:
            return SkippedFile("file.not_regular", path=name)
        case errno.EACCES | errno.EPERM:
            return UnreadableFile("file.no_permission", path=name)
        case errno.ENOENT | errno.ENOTDIR:
            return UnreadableFile("file.gone", path=name)
        case _:
            return UnreadableFile("file.error", path=name, detail=error.strerror or str(error))


def refused(path: str | os.PathLike[str], error: OSError) -> Refused:
    """The error of ours for a place that the system will not let us write to."""
    name = shown(path)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return Refused("disk.full", path=name)
        case errno.EROFS:
            return Refused("disk.read_only", path=name)
        case errno.EACCES | errno.EPERM:
            return Refused("disk.no_permission", path=name)
        case _:
            return Refused("disk.error", path=name, detail=error.strerror or str(error))


@contextmanager
def writing_to(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turn every `OSError` inside into `Refused`, naming `path`."""
    try:
        yield
    except GiaobanError:
        raise
    except OSError as error:
        raise refused(path, error) from None


def bound_memory(most: int) -> None:
    """Let this process take so many bytes of address space, where the system can hold it to that.

    What needs more meets a `MemoryError`.
    """
    if sys.platform != "linux":
        return  # macOS does not keep to it, Windows has nothing like it
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


# --- other programs --------------------------------------------------------------------------


def run_bounded(
    words: Sequence[str], data: bytes, *, folder: str, seconds: float, most: int
) -> bytes:
    """What a program writes to its standard output; nothing when it fails or takes too long.

    Args:
        words: the program and its arguments.
        data: what it reads from its standard input.
        folder: where it runs, its home and the place for its temporary files.
        seconds: how long it may take; then it ends, and what it started with it.
        most: bytes of its output that are kept.
    """
    import signal
    import subprocess
    import tempfile

    environ = {**os.environ, "HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as written:
        given.write(data)
        given.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603
                list(words),
                stdin=given,
                stdout=written,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=environ,
                start_new_session=True,
            )
        except OSError:
            return b""
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            code = 1
        finally:
            with suppress(OSError):
                if sys.platform == "win32":
                    process.kill()
                else:
                    os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if code:
            return b""
        written.seek(0)
        return written.read(most)


# --- writing ---------------------------------------------------------------------------------


def sync_file(path: Path) -> None:
    """Make the bytes of a file durable."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable; Windows does so by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # not every file system can
            raise
    finally:
        os.close(handle)


def write_whole(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write a private file in one step: whoever reads it sees the old bytes or the new.

    Args:
        path: the file.
        data: all of it.
        durable: whether it must outlive a power cut; waiting for the disk costs 10 ms.

    Raises:
        OSError: the system will not.
    """
    temporary = path.with_name(f".{path.name}-{os.urandom(8).hex()}")
    handle = os.open(temporary, _NEW_FLAGS, PRIVATE_FILE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        sync_folder(path.parent)


def make_private(folder: Path) -> None:
    """Close a folder to everyone but its owner, and refuse one that someone else owns.

    An index is read back by the program that wrote it; a stranger's has no business here.

    Raises:
        Refused: the folder belongs to another user.
    """
    if sys.platform == "win32":
        return  # the user's own folders are private by their access lists
    status = folder.stat()
    if status.st_uid not in (os.geteuid(), 0) and os.geteuid() != 0:
        raise Refused("archive.foreign", path=shown(folder))
    if status.st_mode & 0o077 and status.st_uid == os.geteuid():
        with suppress(OSError):  # a read-only or foreign file system keeps its modes
            folder.chmod(PRIVATE_FOLDER)


# --- locks -----------------------------------------------------------------------------------


@contextmanager
def locked(path: Path, *, wait: float) -> Iterator[None]:
    """Hold a lock file; the system lets go of it when the process ends, however it ends.

    Args:
        path: the lock file, made when it is missing; the holder's process number stands in it.
        wait: seconds to wait for another holder.

    Raises:
        Busy: another process holds it; names that process.
        Refused: the lock file cannot be opened for writing.
    """
    try:
        handle = os.open(path, _LOCK_FLAGS, PRIVATE_FILE)
    except OSError as error:
        raise refused(path.parent, error) from None
    try:
        _wait_for(handle, path, wait)
        with suppress(OSError):  # on a full disk the lock holds without the number
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, b"%d\n" % os.getpid())
        try:
            yield
        finally:
            _unlock(handle)
    finally:
        os.close(handle)


def _wait_for(handle: int, path: Path, wait: float) -> None:
    """Take the lock within `wait` seconds or raise `Busy`."""
    deadline = time.monotonic() + wait
    while True:
        try:
            if _try_lock(handle):
                return
        except OSError as error:
            raise refused(path, error) from None
        if time.monotonic() >= deadline:
            raise Busy("archive.busy", path=shown(path.parent), pid=_holder(handle))
        time.sleep(_POLL)


def _holder(handle: int) -> str:
    """The process number in a lock file, or `?`."""
    with suppress(OSError):
        os.lseek(handle, 0, os.SEEK_SET)
        number = os.read(handle, 32).decode("ascii", "replace").strip()
        if number.isdigit():
            return number
    return "?"


def account() -> str:
    """The name of the account that this process runs under, or `?` when the system has none."""
    if sys.platform == "win32":
        return "?"
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return "?"


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        """Take the lock if it is free."""
        os.lseek(handle, _LOCK_AT, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EDEADLK):
                return False
            raise
        return True

    def _unlock(handle: int) -> None:
        """Give the lock back."""
        os.lseek(handle, _LOCK_AT, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        """Take the lock if it is free."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        """Give the lock back."""
        fcntl.flock(handle, fcntl.LOCK_UN)


# --- the user's folders ----------------------------------------------------------------------


@frozen
class Folders:
    """Where a user's programs keep things: `data` the archive, `config` and `state` the rest."""

    data: Path
    config: Path
    state: Path


def user_folders(env: Mapping[str, str], home: Path, system: str = sys.platform) -> Folders:
    """The folders of giaoban for one user.

    Args:
        env: the environment; `XDG_*` on Linux and `APPDATA`, `LOCALAPPDATA` on Windows count
            when they are absolute, as the XDG Base Directory Specification asks.
        home: the user's home.
        system: `sys.platform` of the machine.
    """

    def from_env(name: str, otherwise: Path) -> Path:
        value = Path(env.get(name, ""))
        return value if value.is_absolute() else otherwise

    if system == "win32":
        roaming = from_env("APPDATA", home / "AppData" / "Roaming")
        local = from_env("LOCALAPPDATA", home / "AppData" / "Local")
        return Folders(
            data=local / "giaoban" / "archive",
            config=roaming / "giaoban",
            state=local / "giaoban" / "state",
        )
    if system == "darwin":
        support = home / "Library" / "Application Support" / "giaoban"
        return Folders(data=support / "archive", config=support, state=support / "state")
    return Folders(
        data=from_env("XDG_DATA_HOME", home / ".local" / "share") / "giaoban",
        config=from_env("XDG_CONFIG_HOME", home / ".config") / "giaoban",
        state=from_env("XDG_STATE_HOME", home / ".local" / "state") / "giaoban",
    )
