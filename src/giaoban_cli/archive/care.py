"""Care of an archive: a thorough look, a copy that can be trusted, and back from it.

In: an open archive, or a backup file. Out: `CheckReport`, files that were verified.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from giaoban_cli import parse
from giaoban_cli import text as rules
from giaoban_cli.archive.home import DATABASE, MARKER, Home, create, open_home, open_store
from giaoban_cli.archive.names import name_key
from giaoban_cli.archive.readable import in_step, keep_readable
from giaoban_cli.archive.reading import understand
from giaoban_cli.archive.requests import Progress
from giaoban_cli.archive.upkeep import Upkeep
from giaoban_cli.errors import (
    Busy,
    DamagedArchive,
    DataMissing,
    OutOfReach,
    Refused,
    UsageError,
)
from giaoban_cli.index.port import IndexDamaged
from giaoban_cli.models import CheckReport, Fault, plain
from giaoban_cli.platform import shown, sync_file, sync_folder, writing_to
from giaoban_cli.query import Query
from giaoban_cli.store import Card, Store, as_corrected
from giaoban_cli.store.book import amended
from giaoban_cli.store.database import APPLICATION

_SQLITE = b"SQLite format 3\0"
_APPLICATION_AT = 68
"""How a SQLite database begins, and where it tells its application, in four bytes, the highest
first: https://www.sqlite.org/fileformat.html"""


# --- check -----------------------------------------------------------------------------------


def check(
    home: Home, store: Store, upkeep: Upkeep, progress: Progress, *, repair: bool
) -> CheckReport:
    """Look at everything: the database, every text's hash, every record, every index file.

    Args:
        home: the archive's folder.
        store: its truth.
        upkeep: its index.
        progress: told about the meetings, as the step `check`.
        repair: make anew what is derived (records, index); texts are never touched.
    """
    faults = [Fault("database", line) for line in store.problems()]
    meetings = sources = 0
    caught_up = False
    try:
        faults += _missing(home, store, repair=repair)
        faults += _too_few(store, faults)
        keys = store.every_key()
        sources = store.census.count_sources()
        for meetings, key in enumerate(keys, start=1):
            faults += _meeting_faults(store, key, home if repair else None)
            progress("check", meetings, len(keys))
        store.corrections.purged()
        if not in_step(home, store):  # derived, and merely behind
            with suppress(Busy, Refused), home.lock(0.0):
                keep_readable(home, store)
        index_faults, caught_up = _index_faults(home, store, upkeep, repair=repair)
        faults += index_faults
    except OutOfReach:  # what was found of the archive itself matters more
        if not faults:
            raise
    except DamagedArchive as damage:
        # What SQLite cannot give at all ends the look, but not the telling of what it found.
        faults += () if faults else (Fault("database", _detail(damage)),)
    files = sum(file.is_file() for file in upkeep.folder.rglob("*"))
    return CheckReport(meetings, sources, files, tuple(faults), caught_up)


def _detail(damage: DamagedArchive) -> str:
    """What a damage says of itself, in a few words."""
    return str(damage.details.get("detail", damage.key))


def _too_few(store: Store, known: list[Fault]) -> list[Fault]:
    """Whether there are other meetings than there should be, if nothing worse is known."""
    try:
        store.keys()
    except DamagedArchive as damage:
        return [] if known else [Fault("database", _detail(damage))]
    return []


def _missing(home: Home, store: Store, *, repair: bool) -> list[Fault]:
    """Whether the database lacks what was written; repair goes on with what is left."""
    try:
        store.miss()
    except DataMissing as missing:
        if repair:
            with home.lock():
                store.accept()
        return [Fault("database.behind", missing.gap, repaired=repair)]
    return []


def _meeting_faults(store: Store, key: int, home: Home | None) -> list[Fault]:
    """What is wrong with one meeting; with a home, its record is made anew when it can be."""
    try:
        card = store.card(key)
        store.sources_of(key)
        text = store.text(key)
        holding = amended(store.corrections.entries(key))
    except DamagedArchive as damage:
        return [Fault("meeting", str(damage.details.get("id", key)))]
    if card is None:
        return [Fault("meeting", str(key))]
    sound = card.forgotten or (_as_read(store, card, text) and _looked_up(store, card))
    codes = [] if sound else ["record"]
    codes += [] if card.amended == holding else ["amended"]
    if codes and home:
        content = understand(text, card.filename or "", card.unit)
        with home.lock(), store.writing() as writer:
            card = replace(card, amended=holding)
            writer.replace(card, as_corrected(content, holding, name_key))
    return [Fault(code, card.id, repaired=home is not None) for code in codes]


def _as_read(store: Store, card: Card, text: str) -> bool:
    """Whether a record is whole, and what today's rules read, if those are the rules it is from.

    Warnings are left out: some were given while the file was decoded.
    """
    try:
        read = store.as_read(card.key)
    except DamagedArchive:
        return False
    if card.parser != rules.VERSION:
        return True
    again = parse.parse(text, filename=card.filename, unit=card.unit)
    return bool(plain(replace(again, warnings=())) == plain(replace(read, warnings=())))


def _looked_up(store: Store, card: Card) -> bool:
    """Whether a meeting's officials stand in the table by which names are looked up."""
    holding = as_corrected(store.content(card.key), card.amended, name_key)
    known = {(name, key): parts for name, key, parts in reversed(holding.officials)}
    return store.officials_of(card.key) == {(*name, parts) for name, parts in known.items()}


def _index_faults(
    home: Home, store: Store, upkeep: Upkeep, *, repair: bool
) -> tuple[list[Fault], bool]:
    """What is wrong with the index, and whether it was merely behind and has caught up."""
    caught_up = False
    try:
        index = upkeep.look()
        faults = [Fault("index.file", name) for name in index.verify()] if index else []
        if not faults:
            before = index.generation if index else None
            if before is not None and before < store.generation:
                _catch_up(home, upkeep)
            index = upkeep.ready()
            caught_up = index.generation != before
            if set(index.keys(Query("", None))) != set(store.keys()):
                faults = [Fault("index.content", upkeep.name)]
    except IndexDamaged as damage:
        faults = [Fault("index.file", str(damage) or upkeep.name)]
    except DataMissing as missing:
        faults = [Fault("index.ahead", missing.gap)]
    except DamagedArchive:  # of a meeting that cannot be read no index can be made
        return [Fault("index.content", upkeep.name)], False
    if faults and repair:
        with suppress(DamagedArchive), home.lock():
            upkeep.rebuild()
            faults = [replace(fault, repaired=True) for fault in faults]
    return faults, caught_up


def _catch_up(home: Home, upkeep: Upkeep) -> None:
    """Bring an index that is behind into step, if nobody is in the way: it is not damaged.

    Raises:
        IndexBehind: it lies on another machine, and stays behind.
    """
    lag = None
    with suppress(Busy, Refused), home.lock(0.0):
        lag = upkeep.keep_up()
    if lag:
        raise lag


# --- backup and restore ----------------------------------------------------------------------


def backup(store: Store, file: Path) -> None:
    """Write a consistent, verified copy of the truth to a new file; see `Archive.backup`."""
    if os.path.lexists(file):
        raise UsageError("backup.exists", path=shown(file))
    if not file.parent.is_dir():
        raise UsageError("path.no_folder", path=shown(file.parent))
    with writing_to(file):
        handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        store.copy_to(temporary)
        verify(temporary)
        with writing_to(file):
            sync_file(temporary)
            temporary.rename(file)
            sync_folder(file.parent)
    finally:
        with suppress(OSError):
            temporary.unlink()


def restore(file: Path, folder: Path) -> None:
    """Make an archive from a backup; see `Archive.restore`."""
    if not file.is_file():
        raise UsageError("path.none", path=shown(file))
    if (folder / MARKER).exists() or (folder / DATABASE).exists():
        raise UsageError("restore.occupied", path=shown(folder))
    if not _looks_like_ours(file):
        raise UsageError("restore.foreign", path=shown(file))
    verify(file)

    def fill(database: Path, name: str) -> None:
        source = Store(file)
        try:
            source.copy_to(database, archive=name)
        finally:
            source.close()
        verify(database)

    if not create(folder, fill):
        raise UsageError("restore.occupied", path=shown(folder))
    home = open_home(folder)
    store = open_store(home)
    try:
        with home.lock():
            keep_readable(home, store)
    finally:
        store.close()


def _looks_like_ours(file: Path) -> bool:
    """Whether a file begins as a database of giaoban's does."""
    with writing_to(file), file.open("rb") as opened:
        head = opened.read(_APPLICATION_AT + 4)
    return head.startswith(_SQLITE) and head[_APPLICATION_AT:] == APPLICATION.to_bytes(4, "big")


def verify(file: Path) -> None:
    """Read the whole of a database file.

    Raises:
        DamagedArchive: it is not whole.
    """
    try:
        store = Store(file)
        try:
            problems = store.problems()
            if problems:
                raise DamagedArchive("backup.damaged", path=shown(file), detail=problems[0])
            for key in store.every_key():
                store.card(key)
                store.text(key)
                store.sources_of(key)
            store.corrections.book()
            store.corrections.purged()
        finally:
            store.close()
    except DamagedArchive as damage:
        raise DamagedArchive("backup.damaged", path=shown(file), detail=_detail(damage)) from None
