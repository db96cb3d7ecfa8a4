"""The parts of an Office package (a zip file), read within bounds and never written to disk.

In: the file's bytes. Out: `Package`, whose parts are read one by one.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO

from giaoban_cli.errors import UnreadableFile
from giaoban_cli.sources.word.xml import Attributes, scan

MOST_INFLATED = 50 << 20
"""Bytes that the parts of one package may have together once they are unpacked."""

MOST_RATIO = 100
"""So many times its packed size may a part be; XML packs to a tenth or a thirtieth."""

SMALL = 1 << 20
"""A part up to this size may pack any better."""

_CHUNK = 1 << 16


class Package:
    """An open package.

    Args:
        data: the file's bytes.
        path: its name, for errors.

    Raises:
        UnreadableFile: it is damaged, encrypted or a bomb.
    """

    def __init__(self, data: bytes, path: str) -> None:
        self._path = path
        self._left = MOST_INFLATED
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError):
            raise UnreadableFile("file.damaged", path=path) from None
        self._names = set(self._zip.namelist())

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def part(self, name: str) -> bytes:
        """A part, unpacked; nothing when it is not there.

        Raises:
            UnreadableFile: it is damaged, encrypted or a bomb.
        """
        if name not in self._names:
            return b""
        entry = self._zip.getinfo(name)
        if entry.flag_bits & 1:
            raise UnreadableFile("file.encrypted", path=self._path)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableFile("file.damaged", path=self._path)
        most = max(SMALL, entry.compress_size * MOST_RATIO)
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(entry) as part:
                while piece := part.read(_CHUNK):
                    size += len(piece)
                    if size > most or size > self._left:
                        raise UnreadableFile("file.bomb", path=self._path)
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            raise UnreadableFile("file.damaged", path=self._path) from None
        self._left -= size
        return b"".join(pieces)

    def related(self, name: str, kind: str) -> list[str]:
        """The parts that a part points at, of a kind such as `header`; "" is the package itself."""
        folder, file = posixpath.split(name)
        found: list[str] = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag != "Relationship" or attributes.get("TargetMode") == "External":
                return
            if attributes.get("Type", "").rpartition("/")[2] == kind:
                target = attributes.get("Target", "")
                found.append(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))

        scan(self.part(posixpath.join(folder, "_rels", f"{file}.rels")), self._path, start=start)
        return found
