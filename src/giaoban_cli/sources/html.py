"""Web pages: `.html`, and whatever else holds one, such as “.doc” files made by web programs."""

from __future__ import annotations

import re

from giaoban_cli.errors import UnreadableFile
from giaoban_cli.sources.registry import Extracted, Reader
from giaoban_cli.sources.text import extract as decoded

# the first element of a page: <!DOCTYPE html, <html
_PAGE = re.compile(rb"<(?:!doctype\s{1,9}html|html|head|body|frameset)[\s>]", re.IGNORECASE)

_BEFORE = ((b"<?xml", b"?>"), (b"<!--", b"-->"))
"""What may stand before it: an XML declaration, comments such as the mark of where it was saved."""

_WIDE = (b"\xff\xfe", b"\xfe\xff")

# <meta charset="utf-8">, <meta http-equiv="Content-Type" content="text/html; charset=windows-1258">
_CHARSET = re.compile(
    rb"<meta[^>]{1,200}?charset\s{0,3}=\s{0,3}[\"']?([\w.:-]{2,40})", re.IGNORECASE
)


def is_page(data: bytes) -> bool:
    """Whether bytes begin as a web page does, in whatever encoding."""
    head = data[:8192]
    if head.startswith(_WIDE):
        head = head[2:].replace(b"\x00", b"")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginning, end in _BEFORE * 3:
        if head.startswith(beginning):
            head = head.partition(end)[2].lstrip()
    return _PAGE.match(head) is not None


def markup_of(data: bytes, path: str, encoding: str | None, declared: str | None) -> Extracted:
    """Decode a page.

    Its bytes tell the encoding; where they do not, the page's own word counts.

    Args:
        data: its bytes.
        path: its name, for errors.
        encoding: the encoding that the user says it has.
        declared: the encoding that it came with; None looks into the page.

    Raises:
        SkippedFile: the bytes are no text.
        UnreadableFile: the encoding is not clear, or not the one named.
    """
    try:
        return decoded(data, path, encoding)
    except UnreadableFile as unclear:
        found = _CHARSET.search(data[:4096])
        name = declared or (found[1].decode("ascii") if found else None)
        if encoding is not None or name is None or unclear.key == "file.binary":
            raise
        try:
            return decoded(data, path, name)
        except UnreadableFile:
            raise unclear from None


def extract(data: bytes, path: str, encoding: str | None) -> Extracted:
    """Read a web page.

    Args:
        data: its bytes.
        path: its name, for errors.
        encoding: the encoding that the user says it has; None finds out.

    Raises:
        SkippedFile: the bytes are no text.
        UnreadableFile: the encoding is not clear, or the page is nested without end.
    """
    from giaoban_cli.sources.web.page import page_text

    markup = markup_of(data, path, encoding, None)
    page = page_text(markup.text, path)
    return Extracted(page.text, markup.encoding, markup.warnings, page.frames)


READER = Reader(
    "html", (".html", ".htm", ".xhtml", ".shtml", ".aspx"), extract, proves=is_page, apart=True
)
