"""Removing truly: a purge that was begun is finished, however it was interrupted.

In: an archive's folder, its store and its index. Out: files in which nothing is left of what was
deleted. A mark in the folder tells that there is something to finish; it is set before anything is
deleted and taken away when the last byte is gone.
"""

from __future__ import annotations

import shutil

from giaoban_cli.archive.home import Home
from giaoban_cli.archive.readable import keep_readable
from giaoban_cli.archive.upkeep import Upkeep
from giaoban_cli.platform import sync_folder, writing_to
from giaoban_cli.store import Store


def begin_purge(home: Home) -> None:
    """Set the mark, durably. The caller holds the lock."""
    with writing_to(home.folder):
        home.purging.touch(mode=0o600)
        sync_folder(home.folder)


def finish_purge(home: Home, store: Store, upkeep: Upkeep) -> None:
    """Leave nothing of what was deleted, and take the mark away. The caller holds the lock.

    Raises:
        Busy: somebody reads; the mark stays.
        Refused: the system will not; the mark stays.
    """
    keep_readable(home, store)
    for folder in home.indexes.iterdir():
        if folder != upkeep.folder:  # those of other engines are made anew when they are asked
            shutil.rmtree(folder, ignore_errors=True)
    upkeep.rebuild()  # an engine drops a document, but not its words
    store.scrub()
    with writing_to(home.folder):
        home.purging.unlink(missing_ok=True)
        sync_folder(home.folder)
