"""`-o FILE`: results into a file that is whole or not there, and that nothing of worth is lost to.

In: a path and pieces of text. Out: the file. A file that exists is replaced only when told so; one
that was ingested, or that belongs to the archive, never.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from giaoban_cli.errors import UsageError

if TYPE_CHECKING:
    from giaoban_cli.archive import Archive


def checked(path: Path, archive: Archive, folder: Path, *, force: bool) -> None:
    """Check that a file may be written: nothing that matters is ever overwritten.

    Args:
        path: the file.
        archive: the open archive, which knows its sources.
        folder: where the archive lives.
        force: whether a file that exists may be replaced.

    Raises:
        UsageError: its folder does not exist; it is no regular file, or a file that was ingested,
            or one of the archive's own; or it exists and is not to be replaced.
    """
    if not path.parent.is_dir():
        raise UsageError("path.no_folder", path=str(path.parent))
    if path.exists() and not path.is_file():
        raise UsageError("export.no_file", path=str(path))
    if archive.holds(path) or path.resolve().is_relative_to(folder.resolve()):
        raise UsageError("export.source", path=str(path))
    if path.exists() and not force:
        raise UsageError("export.exists", path=str(path))


def save(path: Path, pieces: Iterable[str]) -> None:
    """Write a file under another name and rename it, so that it is whole or not there."""
    path = path.resolve()  # a link stays, and its end is replaced
    temporary = path.with_name(f".giaoban-{os.urandom(4).hex()}.part")
    try:
        with temporary.open("x", encoding="utf-8", newline="\n") as file:
            for piece in pieces:
                file.write(piece)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
