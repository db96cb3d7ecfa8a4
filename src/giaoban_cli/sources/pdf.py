"""PDF, when giaoban is installed with its extra `pdf`.

A PDF knows where letters stand, not what is a paragraph: lines that fill the page's width are put
together again, and what is printed on every page, its number first of all, is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from giaoban_cli.errors import UnreadableFile
from giaoban_cli.sources.registry import Extracted, Reader
from giaoban_cli.text.page.prose import LEAD_START

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 500
MOST_CHARACTERS = 1_100_000
"""A little more than is read of any text: `reading` says what is too much."""

_BOUNDS = {
    "zlib_maximum_output_length": 16 << 20,
    "lzw_maximum_output_length": 16 << 20,
    "run_length_maximum_output_length": 16 << 20,
    "array_based_stream_maximum_output_length": 16 << 20,
    "stream_decoding_work_maximum_length": 64 << 20,
    "stream_parsing_work_maximum_count": 300_000,
    "xform_maximum_invocations_per_extraction": 500,
    "page_tree_maximum_page_entries": 20_000,
    "page_tree_maximum_entries": 20_000,
}
"""What the library may unpack and go through; a page of text has 50,000 bytes, 2,000 steps."""

FULL = 0.8
"""A line of so much of the longest one's length runs on into the next."""

SHORTEST = 40
"""Characters that the longest line has at least on a page whose lines run on."""

EVERY_PAGE = 3
"""What stands first or last on so many pages, and on half of them, belongs to the paper."""

# the number of a page: “3”, “- 3 -”, “Trang 3/5”
_NUMBER = re.compile(
    r"[-–\s]{0,3}(?:trang\s)?\d{1,3}(?:\s?/\s?\d{1,3})?[-–\s]{0,3}$", re.IGNORECASE
)

# the beginning of a paragraph or of an item: “1. ”, “a) ”, “- ”, “• ”, “II. ”
_ITEM = re.compile(r"(?:[-+*•●▪–]|\(?\d{1,2}[.)]|[a-zđ][.)]|[IVX]{1,4}[.)])\s")
# the gaps between the words of a justified line; wider ones part columns
_STRETCHED = re.compile(r"(?<=\S) {2,3}(?=\S)")
_ENDED = re.compile(r"[.;:!?…][\"')\]”]{0,2}$")


def extract(data: bytes, path: str, encoding: str | None) -> Extracted:
    """Read the text of a PDF.

    Args:
        data: its bytes.
        path: its name, for errors.
        encoding: of no matter; the document tells.

    Raises:
        UnreadableFile: the extra is not installed; or the PDF is damaged, encrypted, or a scan.
    """
    del encoding
    import logging

    try:
        import pypdf
    except ImportError:
        raise UnreadableFile("file.needs_pdf", path=path) from None
    from giaoban_cli.sources.text import caveats
    from giaoban_cli.text.decode import mended

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with pypdf.apply_configuration(None, **_BOUNDS):
            reader = pypdf.PdfReader(BytesIO(data))
            if reader.is_encrypted and not _opened(reader):
                raise UnreadableFile("file.encrypted", path=path)
            pages = _pages(reader)
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  whatever the library stumbles over is in the file
        detail = type(error).__name__
        raise UnreadableFile("file.damaged_pdf", path=path, detail=detail) from None
    if not any(any(map(str.isalpha, line)) for page in pages for line in page):
        raise UnreadableFile("file.scan", path=path)
    found = mended(flowing(pages))
    encodings = "+".join(["pdf", found.encoding]) if found.encoding else "pdf"
    return Extracted(found.text, encodings, caveats(found.warnings))


def _opened(reader: PdfReader) -> bool:
    """Whether an encrypted PDF opens without a password: only changing it is forbidden."""
    from pypdf.errors import DependencyError

    try:
        return bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        return False


def _pages(reader: PdfReader) -> list[list[str]]:
    """The lines of every page."""
    pages: list[list[str]] = []
    size = 0
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES or size > MOST_CHARACTERS:
            break
        text = page.extract_text()
        size += len(text)
        pages.append([_STRETCHED.sub(" ", line).strip() for line in text.split("\n")])
    return pages


def flowing(pages: Sequence[Sequence[str]]) -> str:
    """The lines of pages as paragraphs, without what is printed on every page."""
    repeated = _repeated(pages)
    lines: list[str] = []
    for page in pages:
        kept = [line for line in page if line and _masked(line) not in repeated]
        while kept and _NUMBER.match(kept[-1]):
            kept.pop()
        while kept and _NUMBER.match(kept[0]):
            kept.pop(0)
        lines += kept
    longest = sorted(map(len, lines))[-max(1, len(lines) // 10) :][0] if lines else 0
    paragraphs: list[str] = []
    runs_on = False
    for line in lines:
        if runs_on and not _begins(line):
            paragraphs[-1] += f" {line}"
        else:
            paragraphs.append(line)
        full = longest >= SHORTEST and len(line) >= FULL * longest
        runs_on = full and not (_ENDED.search(line) or line.isupper())
    return "\n".join(paragraphs) + "\n"


def _begins(line: str) -> bool:
    """Whether a line begins a paragraph, whatever stands above it."""
    return bool(_ITEM.match(line) or LEAD_START.match(line) or line.isupper())


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """First and last lines that stand on most pages, their numbers masked."""
    edges = Counter(
        edge
        for page in pages
        if (said := [line for line in page if line])
        for edge in {_masked(said[0]), _masked(said[-1])}
    )
    return frozenset(
        line for line, count in edges.items() if count >= max(EVERY_PAGE, len(pages) / 2)
    )


def _masked(line: str) -> str:
    return re.sub(r"\d{1,9}", "#", line)


READER = Reader("pdf", (".pdf",), extract, magic=(b"%PDF-",), apart=True)
