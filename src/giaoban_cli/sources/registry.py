"""Which reader takes which file: by its ending, and by its first bytes, which win.

A reader is a module of this folder with a `READER`; putting the file here registers it.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import field
from functools import cache
from pathlib import Path

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Caveat

_ENDING = re.compile(r"\.[0-9]{0,3}[a-z][a-z0-9]{0,7}")  # .txt .docx .mp4 .7z


@frozen
class Extracted:
    """What a reader got out of a file: its whole text, NFC, and how its bytes were written.

    `warnings` tell what was lost or guessed on the way.
    """

    text: str
    encoding: str
    warnings: tuple[Caveat, ...] = ()


@frozen
class Reader:
    """A file format.

    Attributes:
        format: its name in the record.
        extensions: endings in small letters with the dot; "" answers to names without one.
        magic: first bytes that only this format has; empty when it has none.
        extract: the file's bytes, its path, and an encoding that the user insists on → its text.
            Raises `UnreadableFile` or `SkippedFile`.
    """

    format: str
    extensions: tuple[str, ...]
    extract: Callable[[bytes, str, str | None], Extracted]
    magic: tuple[bytes, ...] = field(default=())


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader, by format."""
    found = []
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        reader = getattr(importlib.import_module(f"{__package__}.{module.name}"), "READER", None)
        if isinstance(reader, Reader):
            found.append(reader)
    return tuple(sorted(found, key=lambda reader: reader.format))


def known_ending(path: str) -> bool:
    """Whether any reader answers to a name; other files need not be opened."""
    return any(_ending(path) in reader.extensions for reader in readers())


def known_endings() -> str:
    """Every ending that a reader answers to, as a list in a sentence: `.txt, .md`."""
    return ", ".join(ending for reader in readers() for ending in reader.extensions if ending)


def choose(path: str, head: bytes) -> Reader | None:
    """The reader of a file, or None.

    Args:
        path: the file's name; its ending counts when the bytes do not tell.
        head: its first bytes.
    """
    for reader in readers():
        if any(head.startswith(magic) for magic in reader.magic):
            return reader
    for reader in readers():
        if _ending(path) in reader.extensions:
            return reader
    return None


def _ending(path: str) -> str:
    """The ending of a name in small letters: `.txt`, or "" when it has none.

    What follows the last dot of “Giao ban 16.4.2024” or “so 3. bao cao” is no ending.
    """
    ending = Path(path).suffix.lower()
    return ending if _ENDING.fullmatch(ending) else ""
