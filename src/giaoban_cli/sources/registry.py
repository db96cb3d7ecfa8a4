"""Which reader takes which file: by its bytes, and by its ending when they do not tell.

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

HEAD = 4096
"""So many first bytes tell whether a file is delicate."""

_ENDING = re.compile(r"\.[0-9]{0,3}[a-z][a-z0-9]{0,10}")  # .txt .docx .mp4 .crdownload


@frozen
class Extracted:
    """What a reader got out of a file.

    Attributes:
        text: all that a clerk would read in it, NFC. What the file says about itself (title, day,
            address) stands in it as lines, so that every fact has its span.
        encoding: how the bytes were written: a codec's name, or the format's own way.
        warnings: what was lost or guessed.
        frames: names of files beside it that hold the text: a page made of frames.
    """

    text: str
    encoding: str
    warnings: tuple[Caveat, ...] = ()
    frames: tuple[str, ...] = ()


@frozen
class Reader:
    """A file format.

    Attributes:
        format: its name in the record.
        extensions: endings in small letters with the dot; "" answers to names without one.
        extract: the file's bytes, its path, and an encoding that the user insists on → its text.
            Raises `UnreadableFile` or `SkippedFile`.
        magic: first bytes that files of this format have; empty when there are none.
        proves: looks closer at bytes that begin so: another format may share its beginning.
        apart: whether it runs in a process of its own: it may be led astray by hostile bytes.
    """

    format: str
    extensions: tuple[str, ...]
    extract: Callable[[bytes, str, str | None], Extracted]
    magic: tuple[bytes, ...] = field(default=())
    proves: Callable[[bytes], bool] | None = None
    apart: bool = False

    def begins(self, data: bytes) -> bool:
        """Whether bytes begin as this format does."""
        return data.startswith(self.magic) if self.magic else False

    def claims(self, data: bytes) -> bool:
        """Whether bytes are of this format, whatever their file is called."""
        if self.magic and not self.begins(data):
            return False
        return self.proves(data) if self.proves else bool(self.magic)


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader, by format."""
    found = []
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.ispkg:
            continue
        reader = getattr(importlib.import_module(f"{__package__}.{module.name}"), "READER", None)
        if isinstance(reader, Reader):
            found.append(reader)
    return tuple(sorted(found, key=lambda reader: reader.format))


def known_ending(path: str) -> bool:
    """Whether any reader answers to a name; other files need not be opened."""
    return _named(path) is not None


def known_endings() -> str:
    """The ending of each format, as a list in a sentence: `.docx, .html`."""
    return ", ".join(reader.extensions[0] for reader in readers())


def choose(path: str, data: bytes) -> Reader | None:
    """The reader of a file, or None.

    Args:
        path: the file's name; its ending counts when the bytes do not tell.
        data: its bytes.
    """
    claiming = next((reader for reader in readers() if reader.claims(data)), None)
    named = _named(path)
    if claiming or named is None:
        return claiming
    if named.magic and not named.begins(data):  # “bao-cao.doc” typed in Notepad
        return next(reader for reader in readers() if "" in reader.extensions)
    return named


def delicate(path: str, head: bytes) -> bool:
    """Whether a file may need a reader that works in a process of its own.

    Args:
        path: the file's name.
        head: its first bytes, `HEAD` at most.
    """
    named = _named(path)
    return any(
        reader.apart and (reader is named or reader.begins(head) or reader.claims(head))
        for reader in readers()
    )


def _named(path: str) -> Reader | None:
    """The reader that answers to a name, or None."""
    ending = _ending(path)
    return next((reader for reader in readers() if ending in reader.extensions), None)


def _ending(path: str) -> str:
    """The ending of a name in small letters: `.txt`, or "" when it has none.

    What follows the last dot of “Giao ban 16.4.2024” or “so 3. bao cao” is no ending.
    """
    ending = Path(path).suffix.lower()
    return ending if _ENDING.fullmatch(ending) else ""
