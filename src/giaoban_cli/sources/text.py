"""Plain text: `.txt`, Markdown, and names without an ending."""

from __future__ import annotations

from collections.abc import Iterable

from giaoban_cli.errors import SkippedFile, UnreadableFile, UsageError
from giaoban_cli.models import Caveat
from giaoban_cli.sources.registry import Extracted, Reader

_SENTENCES = {
    "cut_character": "Tệp kết thúc giữa một ký tự.",
    "lost_characters": "Một số ký tự đã mất khi tệp được chuyển bảng mã.",
    "lost_capitals": "Chữ hoa đã mất: phông TCVN3 toàn chữ hoa được lưu thành chữ thường.",
}
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
    from giaoban_cli.text.decode import NAMED, BinaryContent, UnknownEncoding, decode

    try:
        decoded = decode(data, encoding)
    except BinaryContent:
        raise SkippedFile("file.binary", path=path) from None
    except UnknownEncoding as error:
        if encoding is not None:
            raise UnreadableFile("file.not_encoding", path=path, encoding=encoding) from None
        if error.best is None:
            raise UnreadableFile("file.no_encoding", path=path, known=", ".join(NAMED)) from None
        raise UnreadableFile(
            "file.unknown_encoding", path=path, best=error.best, score=f"{error.score:.2f}"
        ) from None
    return Extracted(decoded.text, decoded.encoding, caveats(decoded.warnings))


def caveats(codes: Iterable[str]) -> tuple[Caveat, ...]:
    """The codes of `text.decode` as what a person should look at."""
    return tuple(Caveat(code, _SENTENCES[code]) for code in codes)


def encoding_name(typed: str) -> str:
    """The one name of an encoding that a user names: `UTF8` is `utf-8`, `ABC` is `tcvn3`.

    Raises:
        UsageError: there is no such encoding.
    """
    from giaoban_cli.text.decode import NAMED, name_of

    name = name_of(typed)
    if name is None:
        raise UsageError("encoding.unknown", encoding=typed, known=", ".join(NAMED))
    return name


READER = Reader("text", (".txt", ".text", ".md", ".markdown", ""), extract)
