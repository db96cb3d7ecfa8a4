"""Which files a run is about: the named paths, folders all the way down, in a settled order.

In: paths as typed. Out: `Found` for each regular file, `Passed` for everything that is listed but
not read. No file is opened here.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from giaoban_cli.errors import SkippedFile, UnreadableFile, UsageError
from giaoban_cli.frozen import frozen
from giaoban_cli.platform import shown, stamp, unreadable

_LEFT = (".", "~$")
"""How names begin that are left out."""

_PARTS = ("_files", ".files")
"""How browsers and Word name the folder beside `page.htm` that holds its parts."""

_PAGE = re.compile(r"\.x?html?$", re.IGNORECASE)  # “page.htm”, “page.html”


@frozen
class Found:
    """A regular file.

    Attributes:
        path: as it was come upon; what users are told.
        opened: what to open: the same, or the end of a link.
        place: the absolute path, by which an archive knows the file again.
        stamp: tells whether the file was touched (platform.stamp).
        size: in bytes, as the system says.
    """

    path: str
    opened: str
    place: str
    stamp: str
    size: int


@frozen
class Passed:
    """A name that is not read, and why."""

    path: str
    error: UnreadableFile


def walk(
    paths: Iterable[Path],
    *,
    follow: bool = False,
    leave_out: Callable[[Path], bool] = lambda _: False,
) -> Iterator[Found | Passed]:
    """List files in the order of their names, folders in place; the same file only once.

    A folder that is named is walked even when it is a link. Below it, names that begin with a dot
    are left out without a word, as every tool does; so are the notes that Word leaves of who has a
    file open (`~$bao-cao.docx`) and the folder of pictures and scripts beside a saved page.

    Args:
        paths: files and folders.
        follow: whether links are followed; even then never out of the named folder.
        leave_out: tells folders that are none of our business (an archive's own).

    Raises:
        UsageError: a path that was named does not exist; raised before anything is yielded.
    """
    roots = list(paths)
    for root in roots:
        if not os.path.lexists(root):
            raise UsageError("path.none", path=shown(root))
    return _walk(roots, follow, leave_out)


def place(path: str | Path) -> str:
    """The absolute path of a file; links stay links, so that it keeps the name it is known by."""
    return os.path.abspath(path)  # noqa: PTH100  resolve() would follow the links


def _walk(
    roots: list[Path], follow: bool, leave_out: Callable[[Path], bool]
) -> Iterator[Found | Passed]:
    """`walk`, once the paths are known to exist."""
    seen: set[str] = set()
    for root in roots:
        if _is_folder(root):
            found = _tree(root, follow, leave_out)
        else:
            found = iter([_entry(root, follow, root.parent.resolve())])
        for entry in found:
            key = entry.place if isinstance(entry, Found) else place(entry.path)
            if key not in seen:
                seen.add(key)
                yield entry


def _tree(root: Path, follow: bool, leave_out: Callable[[Path], bool]) -> Iterator[Found | Passed]:
    """Everything below a folder, without recursion: trees may be deeper than Python's stack."""
    top = root.resolve()
    visited: set[tuple[int, int]] = set()
    stack = [(root, True)]
    while stack:
        path, is_folder = stack.pop()
        if not is_folder:
            yield _entry(path, follow, top)
            continue
        if leave_out(path):
            continue
        try:
            problem = None if path == root else _may_enter(path, follow, top)
            if problem:
                yield Passed(str(path), problem)
                continue
            status = path.stat()
            if (status.st_dev, status.st_ino) in visited:
                yield Passed(str(path), SkippedFile("file.link_loop", path=shown(path)))
                continue
            visited.add((status.st_dev, status.st_ino))
            with os.scandir(path) as listing:
                inside = _inside(listing)
        except OSError as error:
            yield Passed(str(path), unreadable(path, error))
            continue
        stack.extend((path / name, is_folder) for name, is_folder in inside)


def _inside(listing: Iterable[os.DirEntry[str]]) -> list[tuple[str, bool]]:
    """The names in a folder that count, last first, and whether each is a folder."""
    named = [(each.name, _is_folder(each)) for each in listing if not each.name.startswith(_LEFT)]
    pages = {name.rpartition(".")[0] for name, folder in named if not folder and _PAGE.search(name)}
    return sorted(
        (
            (name, folder)
            for name, folder in named
            if not (folder and name.endswith(_PARTS) and name[: -len(_PARTS[0])] in pages)
        ),
        reverse=True,
    )


def _is_folder(path: Path | os.DirEntry[str]) -> bool:
    """Whether this is a folder or leads to one; a link that leads to itself does not."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _may_enter(path: Path, follow: bool, top: Path) -> UnreadableFile | None:
    """Why a folder or file is left alone when it is a link; None when it is none, or may be."""
    if not stat.S_ISLNK(path.lstat().st_mode):
        return None
    if not follow:
        return SkippedFile("file.link", path=shown(path))
    if not path.resolve().is_relative_to(top):
        return SkippedFile("file.link_outside", path=shown(path))
    return None


def _entry(path: Path, follow: bool, top: Path) -> Found | Passed:
    """One name that is no folder."""
    try:
        problem = _may_enter(path, follow, top)
        if problem:
            return Passed(str(path), problem)
        opened = path.resolve(strict=True) if follow else path
        status = opened.lstat()
    except RuntimeError:  # a link that leads to itself, before Python 3.13
        return Passed(str(path), SkippedFile("file.link_loop", path=shown(path)))
    except OSError as error:
        if error.errno == errno.ELOOP:  # the same, since Python 3.13
            return Passed(str(path), SkippedFile("file.link_loop", path=shown(path)))
        return Passed(str(path), unreadable(path, error))
    if not stat.S_ISREG(status.st_mode):
        return Passed(str(path), SkippedFile("file.not_regular", path=shown(path)))
    return Found(str(path), str(opened), place(path), stamp(status), status.st_size)
