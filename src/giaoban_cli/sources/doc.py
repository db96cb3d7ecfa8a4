"""Word documents of before 2007: `.doc`, through a program that reads them, when there is one.

What is called `.doc` may be anything: the registry gives rich text, web pages and new documents to
their own readers, by their bytes.
"""

from __future__ import annotations

import os
from pathlib import Path

from giaoban_cli.errors import UnreadableFile
from giaoban_cli.platform import run_bounded
from giaoban_cli.sources.registry import Extracted, Reader

PROGRAMS = ("antiword", "catdoc", "soffice", "libreoffice")
"""Programs that read it, the quickest first; the last two are names of one."""

PATIENCE = 25.0
"""Seconds that a program may take."""

MOST_OUTPUT = 8 << 20
"""Bytes of text that are taken from a program."""


def _wide(name: str) -> bytes:
    """The name of a stream as the file writes it."""
    return name.encode("utf-16-le")


_WORDS = _wide("WordDocument")
_LOCKED = _wide("EncryptedPackage")
_SECTOR = 512
"""Streams of a compound file begin at multiples of it; Word's opens with `_WORD`."""
_WORD = b"\xec\xa5"


def is_word(data: bytes) -> bool:
    """Whether a compound file is a document of Word, or a locked package of any Office."""
    return _WORDS in data or _LOCKED in data


def extract(data: bytes, path: str, encoding: str | None) -> Extracted:
    """Read an old Word document.

    Args:
        data: its bytes.
        path: its name, for errors.
        encoding: of no matter; the document tells.

    Raises:
        UnreadableFile: it is encrypted or damaged, or no program is installed that reads it.
    """
    del encoding
    import shutil

    from giaoban_cli.sources.text import caveats
    from giaoban_cli.text.decode import mended

    if _is_locked(data):
        raise UnreadableFile("file.encrypted", path=path)
    there = [name for name in PROGRAMS if shutil.which(name)]
    if not there:
        raise UnreadableFile(
            "file.needs_program", path=path, programs="antiword, catdoc, LibreOffice"
        )
    for name in there:
        text = _office(name, data) if name in PROGRAMS[2:] else _piped(name, data)
        if text.strip():
            found = mended(text.replace("\x07", "\t").replace("\f", "\n"))
            encodings = "+".join(["doc", found.encoding]) if found.encoding else "doc"
            return Extracted(found.text, encodings, caveats(found.warnings))
    raise UnreadableFile("file.damaged", path=path)


def _is_locked(data: bytes) -> bool:
    """Whether a document asks for a password."""
    if _LOCKED in data:
        return True
    for place in range(_SECTOR, len(data) - 12, _SECTOR):
        if data.startswith(_WORD, place):
            return bool(data[place + 11] & 1)
    return False


_OPTIONS = {
    "antiword": ("-m", "UTF-8.txt", "-w", "0", "-"),
    "catdoc": ("-d", "utf-8", "-w"),
}


def _piped(name: str, data: bytes) -> str:
    """What a program makes of a document that it is handed."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="giaoban-") as folder:
        words = (name, *_OPTIONS[name])
        output = run_bounded(words, data, folder=folder, seconds=PATIENCE, most=MOST_OUTPUT)
    return output.decode("utf-8", "replace")


def _office(name: str, data: bytes) -> str:
    """What LibreOffice makes of a document, with settings of its own that are thrown away."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="giaoban-") as folder:
        document = Path(folder, "document.doc")
        document.write_bytes(data)
        words = (
            name,
            f"-env:UserInstallation={Path(folder, 'settings').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            folder,
            os.fspath(document),
        )
        run_bounded(words, b"", folder=folder, seconds=PATIENCE, most=MOST_OUTPUT)
        made = document.with_suffix(".txt")
        if not made.is_file():
            return ""
        with made.open("rb") as file:
            return file.read(MOST_OUTPUT).decode("utf-8-sig", "replace")


READER = Reader(
    "doc",
    (".doc", ".dot"),
    extract,
    magic=(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    proves=is_word,
    apart=True,
)
