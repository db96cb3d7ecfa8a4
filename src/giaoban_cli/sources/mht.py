"""Web archives: `.mht` and `.mhtml`, a page with all its parts in one file, as Edge saves it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from giaoban_cli.errors import UnreadableFile
from giaoban_cli.sources.registry import Extracted, Reader

if TYPE_CHECKING:
    from email.message import EmailMessage

# the head of a web archive: “MIME-Version: 1.0” and “Content-Type: multipart/related; …”
_HEAD = re.compile(
    rb"(?:^|\n)MIME-Version:.{0,9}\r?\n.{0,4000}?multipart/related"
    rb"|(?:^|\n)Content-Type:\s{0,9}multipart/related.{0,4000}?\nMIME-Version:",
    re.IGNORECASE | re.DOTALL,
)
# a line of a head: “From: <Saved by Blink>”
_FIELD = re.compile(rb"(?:\xef\xbb\xbf)?[A-Za-z][A-Za-z-]{1,40}:[ \t]")

MOST_PARTS = 2000


def is_archive(data: bytes) -> bool:
    """Whether bytes are a web archive."""
    return bool(_FIELD.match(data) and _HEAD.search(data[:8192]))


def extract(data: bytes, path: str, encoding: str | None) -> Extracted:
    """Read a web archive: the page that holds the report, be it a frame of the first.

    Args:
        data: its bytes.
        path: its name, for errors.
        encoding: the encoding that the user says its pages have; None finds out.

    Raises:
        SkippedFile: its page is no text.
        UnreadableFile: there is no page in it, or it is damaged.
    """
    from email import message_from_bytes
    from email.policy import default

    from giaoban_cli.sources.html import markup_of
    from giaoban_cli.sources.web.page import page_text

    try:
        message = message_from_bytes(data, policy=default)
        pages = list(_pages(message))
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError):
        raise UnreadableFile("file.damaged", path=path) from None
    best: Extracted | None = None
    for part, body in pages:
        markup = markup_of(body, path, encoding, part.get_content_charset())
        address = part.get("Content-Location") or message.get("Snapshot-Content-Location")
        known = str(address) if str(address).startswith(("http://", "https://")) else None
        page = page_text(markup.text, path, known)
        if best is None or (page.text and not best.text):
            best = Extracted(page.text, markup.encoding, markup.warnings)
        if best.text and not page.frames:
            break
    if best is None:
        raise UnreadableFile("file.damaged", path=path)
    return best


def _pages(message: EmailMessage) -> Iterator[tuple[EmailMessage, bytes]]:
    """The web pages among the parts, in order."""
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            return
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                yield part, body


READER = Reader(
    "mht",
    (".mht", ".mhtml"),
    extract,
    magic=(b"From:", b"Date:", b"Subject:", b"MIME-", b"Content-", b"Snapshot-", b"X-"),
    proves=is_archive,
    apart=True,
)
