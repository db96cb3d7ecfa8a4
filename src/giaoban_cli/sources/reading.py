"""One file → its text, safely: whatever the file is, there is an answer or one plain reason.

In: a path. Out: `Document`, or `SkippedFile` / `UnreadableFile`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

from giaoban_cli.errors import SkippedFile, UnreadableFile
from giaoban_cli.frozen import frozen
from giaoban_cli.models import Caveat
from giaoban_cli.platform import read_regular, shown, stamp
from giaoban_cli.sources.registry import (
    Extracted,
    Reader,
    choose,
    known_ending,
    known_endings,
)

_PACKED = (".zip", ".rar", ".7z", ".gz", ".tar")
"""Archives of files, which users unpack themselves."""

MOST_CHARACTERS = 1_000_000
"""Characters of a text that is still taken for one report: some 500 pages.

Reading takes time and memory in proportion, 60 MB for a million; an hour's report has 5,000.
"""


@frozen
class Document:
    """A file that was read.

    Attributes:
        text: all of its text, NFC; None when the bytes are those that `known` names.
        sha256: of its bytes, hexadecimal.
        size: number of those bytes.
        stamp: the file's stamp from before it was read (platform.stamp).
        encoding: how its text was written.
        format: name of the reader.
        warnings: what was lost or guessed.
    """

    text: str | None
    sha256: str
    size: int
    stamp: str
    encoding: str
    format: str
    warnings: tuple[Caveat, ...] = ()


def read(
    path: str, *, limit: int, encoding: str | None = None, known: str | None = None
) -> Document:
    """Read one file.

    Args:
        path: the file; never followed when it is a link.
        limit: greatest size in bytes.
        encoding: the encoding that the user says it has; None finds out.
        known: sha256 of bytes whose text is known already: such a file is not read further.

    Raises:
        SkippedFile: no report: empty, binary, too large or too long, of no known kind, no
            regular file.
        UnreadableFile: it cannot be read.
    """
    name = shown(path)
    if not known_ending(path):
        if path.lower().endswith(_PACKED):
            raise SkippedFile("file.packed", path=name)
        raise SkippedFile("file.unknown_format", path=name, known=known_endings())
    data, status = read_regular(path, limit)
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 == known:
        return Document(None, sha256, len(data), stamp(status), "", "")
    if not data:
        raise SkippedFile("file.empty", path=name)
    reader = choose(path, data)
    if reader is None:
        raise SkippedFile("file.unknown_format", path=name, known=known_endings())
    got = reader.extract(data, name, encoding)
    if got.frames:
        got = _framed(path, got, reader, limit, encoding)
    if not got.text.strip():
        raise SkippedFile("file.empty", path=name)
    if len(got.text) > MOST_CHARACTERS:
        raise SkippedFile("file.too_long", path=name, most=MOST_CHARACTERS)
    return Document(
        got.text, sha256, len(data), stamp(status), got.encoding, reader.format, got.warnings
    )


def _framed(
    path: str, page: Extracted, reader: Reader, limit: int, encoding: str | None
) -> Extracted:
    """A page made of frames: the frame that says most, or the page itself.

    Frames are looked for below the page's own folder only, where browsers save them.
    """
    from urllib.parse import unquote

    best = page
    for frame in page.frames:
        steps = PurePosixPath(unquote(frame)).parts
        if not steps or steps[0].endswith(("/", ":")) or ".." in steps or "\0" in frame:
            continue
        place = str(Path(path).parent.joinpath(*steps))
        try:
            data, _ = read_regular(place, limit)
            found = reader.extract(data, shown(place), encoding)
        except (UnreadableFile, ValueError):
            continue
        if len(found.text) > len(best.text):
            best = found
    return best
