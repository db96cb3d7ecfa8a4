"""Word documents: `.docx`."""

from __future__ import annotations

from giaoban_cli.errors import UnreadableFile
from giaoban_cli.sources.registry import Extracted, Reader

_DOCUMENT = b"word/"
"""Every package of Word has parts in this folder; their names stand in the file as they are."""

PROSE = 25
"""A line of so many words is a paragraph, and stands apart from the next one."""


def is_word(data: bytes) -> bool:
    """Whether a zip file is a package of Word."""
    return _DOCUMENT in data[-65536:] or _DOCUMENT in data[:65536]


def extract(data: bytes, path: str, encoding: str | None) -> Extracted:
    """Read a Word document: its header, paragraphs and tables, in the order of the page.

    Args:
        data: its bytes.
        path: its name, for errors.
        encoding: of no matter; the document tells.

    Raises:
        UnreadableFile: it is damaged, encrypted, or made to do harm.
    """
    del encoding
    from giaoban_cli.sources.text import caveats
    from giaoban_cli.sources.word.lines import lines_of
    from giaoban_cli.sources.word.numbers import Numbers
    from giaoban_cli.sources.word.package import Package
    from giaoban_cli.text.decode import mended

    package = Package(data, path)
    document = next(iter(package.related("", "officeDocument")), "word/document.xml")
    if document not in package:
        raise UnreadableFile("file.damaged", path=path)

    def only(kind: str) -> bytes:
        return next((package.part(name) for name in package.related(document, kind)), b"")

    numbers = Numbers(only("numbering"), only("styles"), path)
    lines: list[str] = []
    for name in package.related(document, "header"):
        header = lines_of(package.part(name), path, numbers)
        lines += [line for line in header if any(map(str.isalpha, line)) and line not in lines]
    if lines:
        lines.append("")
    lines += lines_of(package.part(document), path, numbers)
    found = mended(joined(lines))
    encodings = "+".join(["utf-8", found.encoding]) if found.encoding else "utf-8"
    return Extracted(found.text, encodings, caveats(found.warnings))


def joined(lines: list[str]) -> str:
    """Lines as a text, in which paragraphs stand apart from their neighbours."""
    pieces: list[str] = []
    long = False
    for line in lines:
        was_long, long = long, len(line.split(None, PROSE)) >= PROSE
        if pieces and line and (long or was_long) and pieces[-1]:
            pieces.append("")
        if line or (pieces and pieces[-1]):
            pieces.append(line)
    return "\n".join(pieces) + "\n"


READER = Reader(
    "docx", (".docx", ".docm"), extract, magic=(b"PK\x03\x04",), proves=is_word, apart=True
)
