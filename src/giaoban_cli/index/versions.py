"""An index whose files another library writes: whole versions of a folder, one named by the stamp.

In: the folder of an index. Out: a new version to write into, which shares every unchanged file with
the one before, and the stamp that puts it in its place. Nobody sees a version before it is whole
and durable; readers of the old one keep the files that they hold.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from giaoban_cli.index import stamp as stamps
from giaoban_cli.index.port import ANALYSIS
from giaoban_cli.index.stamp import SegmentFile, Stamp
from giaoban_cli.platform import sync_file, sync_folder


def version_of(stamp: Stamp) -> str | None:
    """The name of the version that a stamp names; None for an empty index."""
    return stamp.segments[0].name.partition("/")[0] if stamp.segments else None


def begun(folder: Path, stamp: Stamp, kind: str) -> Path:
    """A new version with the files of the one before; it is a stray until it is put in place.

    Args:
        folder: of the index; the caller holds the archive's lock.
        stamp: of the version before.
        kind: begins its name; tells the layout of the files.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep(folder, stamp)
    fresh = folder / f"{kind}-{secrets.token_hex(8)}"
    fresh.mkdir(mode=0o700)
    for file in stamp.segments:
        _share(folder / file.name, fresh / Path(file.name).name)
    return fresh


def _share(file: Path, other: Path) -> None:
    """Give a file a second name; a copy where the disk knows no second names."""
    try:
        os.link(file, other)
    except OSError:
        shutil.copy2(file, other)


def put_in_place(folder: Path, fresh: Path, before: Stamp, generation: int) -> None:
    """Make a version durable and let the stamp name it.

    What was known of a file that is shared stays what it must be.
    """
    known = {Path(file.name).name: file for file in before.segments}
    files: list[SegmentFile] = []
    for path in sorted(fresh.iterdir()):
        name = f"{fresh.name}/{path.name}"
        if path.name in known and _same(path, folder / known[path.name].name):
            files.append(replace(known[path.name], name=name))
        else:
            sync_file(path)
            marked = stamps.segment_file(path, documents=0, words=0)
            files.append(replace(marked, name=name))
    sync_folder(fresh)
    sync_folder(folder)
    stamps.write(folder, Stamp(generation, ANALYSIS, tuple(files)))


def _same(path: Path, before: Path) -> bool:
    """Whether a file is still the one it was shared from."""
    mine, theirs = path.stat(), before.stat()
    return (mine.st_size, mine.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)


def strays(folder: Path, stamp: Stamp) -> Iterator[Path]:
    """What belongs to no index: leavings of writers that were cut off."""
    named = {version_of(stamp), stamps.NAME}
    with suppress(FileNotFoundError):  # an empty index may have no folder yet
        yield from (path for path in folder.iterdir() if path.name not in named)


def sweep(folder: Path, stamp: Stamp) -> None:
    """Remove what belongs to no index. The caller holds the archive's lock."""
    for path in list(strays(folder, stamp)):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):  # Windows keeps a file that a reader has open
                path.unlink()
