"""The folder of an archive: its marker, its files' names, its lock; made whole or not at all.

In: a path. Out: `Home`. The folder holds `ARCHIVE` (the marker: this is an archive, and which),
`archive.db` (the truth), `index/` and `amendments.toml` (derived), `lock`.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from giaoban_cli.errors import Busy, DamagedArchive, Refused, UsageError
from giaoban_cli.frozen import frozen
from giaoban_cli.platform import (
    locked,
    make_private,
    shown,
    sync_file,
    sync_folder,
    writing_to,
)
from giaoban_cli.store import Store

MARKER = "ARCHIVE"
DATABASE = "archive.db"
LOCK_SECONDS = 30.0
"""How long a second writer waits for the first."""

_SCHEMA = 1
_FIRST_LINE = "# giaoban archive"
_MARKER_TEXT = """\
# giaoban archive: the files of this folder belong together
schema = {schema}
archive = "{name}"
"""
_MARKER_FORM = re.compile(
    rb'# giaoban archive[^\n]{0,80}\nschema = (\d{1,4})\narchive = "([0-9a-f]{32})"\n'
)


@frozen
class Home:
    """An archive's folder. `name` is the random name the archive was given when it was made."""

    folder: Path
    name: str

    @property
    def database(self) -> Path:
        """The truth."""
        return self.folder / DATABASE

    @property
    def indexes(self) -> Path:
        """The folder of what is derived."""
        return self.folder / "index"

    @property
    def purging(self) -> Path:
        """The mark that a purge was begun and is to be finished."""
        return self.folder / "PURGING"

    @property
    def readable(self) -> Path:
        """The corrections, for people to read."""
        return self.folder / "amendments.toml"

    def lock(self, wait: float = LOCK_SECONDS) -> AbstractContextManager[None]:
        """The right to write, within `wait` seconds; see platform.locked."""
        return locked(self.folder / "lock", wait=wait)


def open_home(folder: Path) -> Home:
    """The archive at a folder.

    Raises:
        UsageError: there is none.
        DamagedArchive: there was one.
        Refused: it belongs to someone else, or was made by a newer giaoban.
    """
    marker = folder / MARKER
    try:
        text = marker.read_bytes()
    except FileNotFoundError:
        if (folder / DATABASE).exists():
            raise DamagedArchive("archive.damaged.no_marker", path=shown(marker)) from None
        raise UsageError("archive.none", path=shown(folder)) from None
    except NotADirectoryError:
        raise UsageError("archive.none", path=shown(folder)) from None
    except OSError as error:
        raise Refused(
            "archive.unreadable", path=shown(folder), detail=error.strerror or str(error)
        ) from None
    form = _MARKER_FORM.fullmatch(text)
    if not form:
        raise DamagedArchive("archive.damaged.marker", path=shown(marker))
    if int(form[1]) > _SCHEMA:
        raise Refused("archive.newer", path=shown(folder), found=int(form[1]), known=_SCHEMA)
    make_private(folder)
    _clear(_making(folder))
    return Home(folder, form[2].decode("ascii"))


def open_store(home: Home) -> Store:
    """The truth of an archive, once it is known to be this archive's.

    Raises:
        DamagedArchive, Refused: see `Store`.
    """
    store = Store(home.database)
    try:
        if store.archive != home.name:
            raise DamagedArchive("archive.damaged.foreign", path=shown(home.database))
    except BaseException:
        store.close()
        raise
    return store


def create(folder: Path, fill: Callable[[Path, str], None] = Store.create) -> bool:
    """Make an archive in one step: complete under another name, then renamed.

    Args:
        folder: where; folders above it are made when missing.
        fill: writes the database, given its path and the archive's name.

    Returns:
        Whether it was made: false when an archive was there already.

    Raises:
        Refused: no space, no permission, or something else stands there.
    """
    folder = folder.absolute()
    if _stands(folder):
        return False
    with writing_to(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
    making = _making(folder)
    with locked(making, wait=LOCK_SECONDS), writing_to(folder):
        try:
            return not _stands(folder) and _make(folder, fill)
        finally:
            with suppress(OSError):
                making.unlink()


def _making(folder: Path) -> Path:
    """The lock of those who would make an archive at a folder."""
    folder = folder.absolute()  # `.` has no name of its own
    return folder.parent / f".{folder.name}.lock"


def _clear(making: Path) -> None:
    """Remove the lock of a maker that was killed when its archive stood already."""
    with suppress(OSError, Busy, Refused):
        if making.exists():
            with locked(making, wait=0.0):
                making.unlink()


def _stands(folder: Path) -> bool:
    """Whether there is an archive, whole or damaged."""
    return (folder / MARKER).exists() or (folder / DATABASE).exists()


def _make(folder: Path, fill: Callable[[Path, str], None]) -> bool:
    """Make an archive where none is, alone; what others that were cut off left is removed."""
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise Refused("archive.occupied", path=shown(folder))
    import glob

    for left in folder.parent.glob(f".{glob.escape(folder.name)}-*"):
        shutil.rmtree(left, ignore_errors=True)
    import tempfile

    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        try:
            _furnish(temporary, fill)
        except Refused as error:  # named for the archive, not for the name it is made under
            raise Refused(error.key, **{**error.details, "path": shown(folder)}) from None
        with suppress(OSError):
            folder.rmdir()  # an empty folder that stands there: Windows does not rename over it
        temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    sync_folder(folder.parent)
    return True


def _furnish(folder: Path, fill: Callable[[Path, str], None]) -> None:
    """Write everything an archive needs into a private folder, durably."""
    import secrets

    name = secrets.token_hex(16)
    fill(folder / DATABASE, name)
    (folder / "index").mkdir(mode=0o700)
    marker = _MARKER_TEXT.format(schema=_SCHEMA, name=name)
    (folder / MARKER).write_bytes(marker.encode("ascii"))
    for file in (folder / DATABASE, folder / MARKER):
        sync_file(file)
    sync_folder(folder)


def is_archive(folder: Path) -> bool:
    """Whether a folder is an archive of giaoban, this one or another."""
    try:
        with (folder / MARKER).open("rb") as file:
            return file.read(len(_FIRST_LINE)) == _FIRST_LINE.encode("ascii")
    except OSError:
        return False
