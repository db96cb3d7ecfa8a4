"""How far the truth has come, noted beside it, so that what goes missing is missed.

SQLite keeps its latest transactions in a log. When the log is damaged or lost, SQLite drops what
stood in it without a word: by design, since a log may also end where a crash cut it off. The note
is written after a transaction is durable, so it never claims too much; it is not synced itself,
because a power cut leaves logs whole. A note that is not legible says nothing.
"""

from __future__ import annotations

import os
import re
import zlib
from contextlib import suppress
from pathlib import Path

_FORM = re.compile(rb"generation (\d{12}) ([0-9a-f]{8})\n")  # generation 000000000042 1f2e3d4c


def note(database: Path, generation: int) -> None:
    """Note the generation that a database has reached durably; a note that cannot be is none."""
    body = b"generation %012d" % generation
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with suppress(OSError):
        handle = os.open(_place(database), flags, 0o600)
        try:
            os.write(handle, body + b" %08x\n" % zlib.crc32(body))
        finally:
            os.close(handle)


def noted(database: Path) -> int:
    """The generation that was noted; 0 when there is no legible note."""
    try:
        text = _place(database).read_bytes()
    except OSError:
        return 0
    form = _FORM.fullmatch(text)
    whole = form is not None and int(form[2], 16) == zlib.crc32(text[: -len(" 00000000\n")])
    return int(form[1]) if form and whole else 0


def _place(database: Path) -> Path:
    """Where the note lies."""
    return database.with_name(f"{database.name}-reached")
