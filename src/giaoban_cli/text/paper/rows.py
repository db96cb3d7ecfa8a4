"""The lines of a paper with their cells: two columns that were printed beside each other.

In: a cleaned page. Out: for each line that is not chrome its cells, each with its span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from giaoban_cli.models import Span
from giaoban_cli.text.page.clean import Cleaned

_LINE = re.compile(r"[^\n]+")

# what parts two columns: tabs, three spaces, a bar
_GAP = re.compile(r"[ \xa0]{0,200}(?:\t|\|)[ \t|\xa0]{0,200}|[ \xa0]{3,200}")

_PARTS = ("\t", "|", "   ", "\xa0")
"""One of these stands in every gap: looked for first, since that is cheap."""


class Cell(NamedTuple):
    """One column of a line, without spaces around it, and where it stands."""

    text: str
    span: Span


def rows(page: Cleaned) -> Iterator[list[Cell]]:
    """The lines of a page that are not blank, nor chrome in small letters, one after the other."""
    for line in _LINE.finditer(page.text):
        blank = page.plain[line.start() : line.end()].isspace()
        if blank and not line[0].isupper():  # capitals name the body, though sites print them too
            continue
        cells = []
        start = line.start()
        parted = any(sign in line[0] for sign in _PARTS)
        gaps = _GAP.finditer(page.text, *line.span()) if parted else ()
        for gap in (*gaps, None):
            end = gap.start() if gap else line.end()
            text = page.text[start:end]
            left = len(text) - len(text.lstrip())
            if text.strip():
                cells.append(Cell(text.strip(), (start + left, start + len(text.rstrip()))))
            start = gap.end() if gap else end
        if cells:
            yield cells
