"""A part of a Word document → the lines that a reader sees in it.

In: the XML of a body or header. Out: lines. Deleted and hidden text, field codes and the second
copy of text boxes are left out; a table with lines around its cells tells figures, row by row; one
without them divides the page, as the head of an official paper does, column by column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from giaoban_cli.sources.word.numbers import Numbers
from giaoban_cli.sources.word.xml import Attributes, scan
from giaoban_cli.text.decode.fonts import shown

_LEFT_OUT = frozenset((
    "del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText", "rPrChange",
    "pPrChange", "tblPrChange", "tcPrChange", "trPrChange", "sectPrChange", "numberingChange",
))  # fmt: skip
"""Elements whose text nobody sees."""

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "-", "ptab": "\t"}
"""Elements of a run that stand for a character."""

_BORDERS = frozenset(("top", "left", "start", "bottom", "right", "end", "insideH", "insideV"))
_NO_LINE = frozenset(("nil", "none"))

LONG_CELL = 150
"""Characters from which a cell stands in a line of its own."""

# “TableGrid”, “LiBang”: styles of tables that draw lines around cells
_GRID = re.compile(r"grid|light|medium|dark|list|luoi|libang", re.IGNORECASE)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph being read."""

    text: list[str] = field(default_factory=list)
    number: str | None = None
    level: int | None = None
    style: str | None = None


@dataclass(slots=True)
class _Table:
    """A table being read: its rows of cells of lines."""

    rows: list[list[list[str]]] = field(default_factory=list)
    lined: bool = False


def lines_of(data: bytes, path: str, numbers: Numbers) -> list[str]:
    """The lines of a part; an empty paragraph is an empty line.

    Raises:
        UnreadableFile: the part is damaged.
    """
    reading = _Reading(numbers)
    scan(data, path, start=reading.start, end=reading.end, text=reading.text)
    return reading.lines


class _Reading:
    """What was met so far."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self.lines: list[str] = []
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[_Table] = []
        self._left_out = 0
        self._in_run = 0
        self._in_text = False
        self._hidden = False
        self._font = ""
        self._in_borders = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        if self._left_out or tag in _LEFT_OUT:
            self._left_out += 1
            return
        if tag == "p":
            self._paragraphs.append(_Paragraph())
        elif tag == "r":
            self._in_run += 1
            self._hidden, self._font = False, ""
        elif tag == "t":
            self._in_text = True
        elif self._in_run and tag in _SIGNS:
            self._say(_SIGNS[tag])
        elif self._in_run and tag == "vanish":
            self._hidden = attributes.get("val", "1") not in ("0", "false", "off")
        elif self._in_run and tag == "rFonts":
            self._font = attributes.get("ascii") or attributes.get("hAnsi") or ""
        elif tag in ("numId", "ilvl", "pStyle") and self._paragraphs:
            self._number(tag, attributes.get("val", ""))
        else:
            self._table(tag, attributes)

    def _number(self, tag: str, value: str) -> None:
        """What a paragraph says of its style and list."""
        paragraph = self._paragraphs[-1]
        if tag == "numId":
            paragraph.number = value
        elif tag == "ilvl":
            paragraph.level = int(value) if value.isascii() and value.isdigit() else None
        else:
            paragraph.style = value

    def _table(self, tag: str, attributes: Attributes) -> None:
        """A table, or a part of one, begins."""
        if tag == "tbl":
            self._tables.append(_Table())
        elif not self._tables:
            return
        elif tag == "tr":
            self._tables[-1].rows.append([])
        elif tag == "tc" and self._tables[-1].rows:
            self._tables[-1].rows[-1].append([])
        elif tag in ("tblBorders", "tcBorders"):
            self._in_borders = True
        elif tag in _BORDERS and self._in_borders:
            self._tables[-1].lined |= attributes.get("val", "nil") not in _NO_LINE
        elif tag == "tblStyle":
            self._tables[-1].lined |= bool(_GRID.search(attributes.get("val", "")))

    def text(self, text: str) -> None:
        """Text between tags."""
        if self._in_text and not self._left_out:
            self._say(shown(text, self._font) if self._font else text)

    def _say(self, text: str) -> None:
        if self._paragraphs and not self._hidden:
            self._paragraphs[-1].text.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._left_out:
            self._left_out -= 1
        elif tag == "p" and self._paragraphs:
            self._put(self._line(self._paragraphs.pop()))
        elif tag == "r":
            self._in_run = max(0, self._in_run - 1)
            self._hidden = False
        elif tag == "t":
            self._in_text = False
        elif tag in ("tblBorders", "tcBorders"):
            self._in_borders = False
        elif tag == "tbl" and self._tables:
            for line in _told(self._tables.pop()):
                self._put(line)

    def _line(self, paragraph: _Paragraph) -> str:
        """A paragraph with its number."""
        text = "".join(paragraph.text).strip()
        if not text:
            return ""
        label = self._numbers.label(paragraph.number, paragraph.level, paragraph.style)
        return f"{label} {text}" if label else text

    def _put(self, line: str) -> None:
        """Add a line to the cell that is being read, or to the document."""
        table = self._tables[-1] if self._tables else None
        if table is None:
            self.lines.append(line)
        elif table.rows and table.rows[-1] and line:
            table.rows[-1][-1].append(line)


def _told(table: _Table) -> list[str]:
    """The lines of a table, an empty one before it and after it."""
    told: list[str] = []
    if table.lined:
        for row in table.rows:
            short = all(len(cell) <= 1 and len("".join(cell)) <= LONG_CELL for cell in row)
            if short:
                told.append("\t".join(cell[0] if cell else "" for cell in row).strip())
            else:
                told += [line for cell in row for line in cell]
    else:
        width = max(map(len, table.rows), default=0)
        told += [
            line
            for column in range(width)
            for row in table.rows
            if column < len(row)
            for line in row[column]
        ]
    return ["", *(line for line in told if line), ""]
