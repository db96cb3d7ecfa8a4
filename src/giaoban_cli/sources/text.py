"""Plain text: `.txt`, Markdown, and names without an ending."""

from __future__ import annotations

from giaoban_cli.errors import SkippedFile, UnreadableFile
from giaoban_cli.sources.registry import Extracted, Reader


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
        raise UnreadableFile(
            "file.unknown_encoding",
            path=path,
            best=error.best or "?",
            score=f"{error.score:.2f}",
        ) from None
    return Extracted(decoded.text, decoded.encoding, decoded.warnings)


READER = Reader("text", (".txt", ".text", ".md", ".markdown", ""), extract)
