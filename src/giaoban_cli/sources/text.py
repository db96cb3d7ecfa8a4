"""Plain text: `.txt`, Markdown, and names without an ending."""

from __future__ import annotations

import codecs

from giaoban_cli.errors import SkippedFile, UnreadableFile, UsageError
from giaoban_cli.models import Caveat
from giaoban_cli.sources.registry import Extracted, Reader

_SENTENCES = {"cut_character": "The file ends in the middle of a character."}
"""What the codes of `text.decode` mean."""


def extract(data: bytes, path: str, encoding: str | None) -> Extracted:
    """Decode a text file.

    Args:
        data: its bytes.
        path: its name, for errors.
        encoding: the encoding it is said to have; None finds out.

    Raises:
        SkippedFile: the bytes are no text.
        UnreadableFile: the encoding is not clear; names the likeliest.
    """
    from giaoban_cli.text.decode import BinaryContent, UnknownEncoding, decode

    try:
        decoded = decode(data, encoding)
    except BinaryContent:
        raise SkippedFile("file.binary", path=path) from None
    except UnknownEncoding as error:
        if error.best is None:
            raise UnreadableFile("file.no_encoding", path=path) from None
        raise UnreadableFile(
            "file.unknown_encoding", path=path, best=error.best, score=f"{error.score:.2f}"
        ) from None
    warnings = tuple(Caveat(code, _SENTENCES.get(code, code)) for code in decoded.warnings)
    return Extracted(decoded.text, decoded.encoding, warnings)


def encoding_name(typed: str) -> str:
    """The one name of an encoding that a user names: `UTF8` is `utf-8`.

    Raises:
        UsageError: there is no such encoding.
    """
    try:
        return codecs.lookup(typed).name
    except (LookupError, ValueError):
        raise UsageError("encoding.unknown", encoding=typed) from None


READER = Reader("text", (".txt", ".text", ".md", ".markdown", ""), extract)
