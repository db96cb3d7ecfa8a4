"""The numbers and bullets that Word sets before paragraphs, which no paragraph holds itself.

In: the parts `numbering` and `styles`. Out: `Numbers`, asked paragraph by paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from giaoban_cli.sources.word.xml import Attributes, scan

LEVELS = 9
BULLET = "-"

# %1, %2 … in a level's text, as in “%1.%2.”
_MARK = "%"

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(slots=True)
class _Level:
    """How a level of a list counts."""

    start: int = 1
    format: str = "decimal"
    text: str = "%1."


@dataclass(slots=True)
class _List:
    """A list's levels, and where its count stands."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Counts the paragraphs of a document.

    Args:
        numbering: the part that tells of lists; empty when there is none.
        styles: the part that tells of styles, which may belong to a list.
        path: the file's name, for errors.

    Raises:
        UnreadableFile: a part is damaged.
    """

    def __init__(self, numbering: bytes, styles: bytes, path: str) -> None:
        self._lists: dict[str, _List] = {}
        self._of: dict[str, str] = {}
        self._styled: dict[str, tuple[str, int]] = {}
        self._read_lists(numbering, path)
        self._read_styles(styles, path)

    def label(self, number: str | None, level: int | None, style: str | None) -> str:
        """What stands before a paragraph, counted on: `1.`, `a)`, `-`; empty when nothing does.

        Args:
            number: the list it says it belongs to; None leaves that to its style.
            level: its level there, from 0.
            style: its style.
        """
        if number is None and style in self._styled:
            number, of_style = self._styled[style]
            level = of_style if level is None else level
        found = self._lists.get(self._of.get(number or "", ""))
        if found is None:
            return ""
        level = min(level or 0, LEVELS - 1)
        kind = found.levels.get(level, _Level())
        if kind.format == "bullet":
            return BULLET
        if kind.format == "none":
            return ""
        found.counts[level] = found.counts.get(level, kind.start - 1) + 1
        for deeper in range(level + 1, LEVELS):
            found.counts.pop(deeper, None)
        label = kind.text
        for each in range(level + 1):
            of_level = found.levels.get(each, _Level())
            count = found.counts.setdefault(each, of_level.start)
            label = label.replace(f"{_MARK}{each + 1}", _written(count, of_level.format))
        return label.strip()

    def _read_lists(self, data: bytes, path: str) -> None:
        definition: list[_List] = []
        at: list[int] = []
        number: list[str] = []

        def start(tag: str, attributes: Attributes) -> None:
            value = attributes.get("val", "")
            if tag == "abstractNum":
                definition[:] = [
                    self._lists.setdefault(attributes.get("abstractNumId", ""), _List())
                ]
            elif tag == "num":
                number[:] = [attributes.get("numId", "")]
                definition.clear()
            elif tag == "abstractNumId" and number:
                self._of[number[0]] = value
            elif tag == "lvl":
                at[:] = [_integer(attributes.get("ilvl", ""), 0)]
            elif tag in ("start", "numFmt", "lvlText") and definition and at:
                kind = definition[0].levels.setdefault(at[0], _Level())
                if tag == "start":
                    kind.start = _integer(value, 1)
                elif tag == "numFmt":
                    kind.format = value
                else:
                    kind.text = value[:40]

        scan(data, path, start=start)

    def _read_styles(self, data: bytes, path: str) -> None:
        style: list[str] = []
        level: list[int] = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "style":
                style[:] = [attributes.get("styleId", "")]
                level.clear()
            elif tag == "ilvl":
                level[:] = [_integer(attributes.get("val", ""), 0)]
            elif tag == "numId" and style:
                self._styled[style[0]] = (attributes.get("val", ""), level[0] if level else 0)

        scan(data, path, start=start)


def _integer(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def _written(count: int, format_: str) -> str:
    """A number as a list writes it."""
    if format_ in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        written = letter * min(4, (count - 1) // 26 + 1) if count > 0 else "0"
    elif format_ in ("lowerRoman", "upperRoman"):
        written, left = "", min(count, 3999)
        for value, numeral in _ROMAN:
            written += numeral * (left // value)
            left %= value
    else:
        written = f"{count:02}" if format_ == "decimalZero" else str(count)
    return written.upper() if format_.startswith("upper") else written
