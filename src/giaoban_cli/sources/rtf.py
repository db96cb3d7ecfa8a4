"""Rich text: `.rtf`, and what Word saved under `.doc` that way."""

from __future__ import annotations

import re

from giaoban_cli.errors import UnreadableFile
from giaoban_cli.sources.registry import Extracted, Reader

# the end of a table's row, and of its cells
_ROW = re.compile(r"(\\row(?![a-z]))")
_CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")
_BREAK = re.compile(r"\\(?:par|line)(?![a-z])")

_FIELD = "{\\field{"
"""The beginning of a field; the library takes quadratic time over links in one line."""


def extract(data: bytes, path: str, encoding: str | None) -> Extracted:
    r"""Read a rich text document.

    Args:
        data: its bytes.
        path: its name, for errors.
        encoding: of no matter; the document tells.

    Raises:
        UnreadableFile: it is damaged.
    """
    del encoding
    from striprtf.striprtf import rtf_to_text

    from giaoban_cli.sources.text import caveats
    from giaoban_cli.text.decode import mended

    source = "".join(map(_with_cells, _ROW.split(data.decode("cp1252", "replace"))))
    try:
        text: str = rtf_to_text(source.replace(_FIELD, "{{"), errors="ignore")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, TypeError, IndexError, OverflowError):
        raise UnreadableFile("file.damaged", path=path) from None
    found = mended(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    encodings = "+".join(["rtf", found.encoding]) if found.encoding else "rtf"
    return Extracted(found.text, encodings, caveats(found.warnings))


def _with_cells(row: str) -> str:
    """A row whose cells stand in one line, or each in a line of its own when they have several."""
    if "\\trowd" not in row:
        return row
    return _CELL.sub(r"\\par " if _BREAK.search(row) else r"\\tab ", row)


READER = Reader("rtf", (".rtf",), extract, magic=(b"{\\rtf",), apart=True)
