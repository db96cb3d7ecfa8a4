"""What a person looks at: renderables → lines on a terminal or in a pipe, always sanitised.

In: pieces of text with styles, made by `Screen.text`, and Rich layouts of them. Out: characters on
a stream. Only this file makes Rich texts and consoles, so nothing reaches a terminal that `safe`
has not seen, and nothing in a report is ever taken for markup. Rich is imported when the first
line is laid out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, TextIO

from giaoban_cli.frozen import frozen
from giaoban_cli.render.safe import exact, one_line, visible

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

Style = Literal["", "title", "label", "faint", "mark", "id", "good", "warn", "bad"]

Piece = str | tuple[str, Style]
"""A string, or a string with its style."""

_STYLES: dict[Style, str] = {
    "": "",
    "title": "bold",
    "label": "cyan",
    "faint": "dim",
    "mark": "bold yellow",
    "id": "green",
    "good": "green",
    "warn": "yellow",
    "bad": "bold red",
}
"""Only the sixteen colours that every terminal has and every user has chosen."""

PIPE_WIDTH = 100
"""Columns when the output is no terminal."""

WIDEST = 120
"""Columns used of a wider terminal: longer lines are hard to read."""

_ASCII = {
    "─": "-", "━": "-", "│": "|", "└": "+", "├": "+",
    "█": "#", "▏": "|", "•": "*", "·": "-", "…": ".", "→": ">",
    "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "đ": "d", "Đ": "D",
    "\u00a0": " ", "×": "x", "≥": ">", "≤": "<", "✓": "+", "✗": "x", "╸": "-", "╺": "-",
}  # fmt: skip
"""One character for one character, so that columns stay where they are."""

_DRAWN = str.maketrans({sign: _ASCII[sign] for sign in "─━│└├█▏•·…→✓✗╸╺"})
"""What is drawn and no letter: a font of a system that is set to ASCII may lack it."""


@frozen
class Screen:
    """A stream seen as a page.

    Attributes:
        stream: where the characters go.
        width: columns.
        terminal: whether a person is looking.
        colour: whether styles may be shown.
        drawing: whether lines, bars and dots may be drawn; else they become ASCII signs.
    """

    stream: TextIO
    width: int = PIPE_WIDTH
    terminal: bool = False
    colour: bool = False
    drawing: bool = True

    @property
    def unicode(self) -> bool:
        """Whether the stream can carry every letter."""
        encoding = (getattr(self.stream, "encoding", None) or "utf-8").lower()
        return encoding.replace("_", "-").startswith("utf")

    def write(self, text: str) -> None:
        """Write lines as they are, sanitised, with their end."""
        self._send(visible(text) + "\n")

    def machine(self, text: str) -> None:
        """Write what another program reads: UTF-8 whatever the locale, without conversion."""
        buffer = getattr(self.stream, "buffer", None)
        if buffer is None:
            self.stream.write(text)
        else:
            self.stream.flush()
            buffer.write(text.encode("utf-8"))
            buffer.flush()

    def text(self, *pieces: Piece, lines: bool = False) -> Text:
        """A piece of text for a layout.

        Args:
            pieces: strings, or pairs of a string and its style.
            lines: keep line breaks; otherwise all white space becomes one space.
        """
        from rich.text import Text

        made = Text(overflow="fold", end="\n")
        for piece in pieces:
            string, style = (piece, "") if isinstance(piece, str) else piece
            clean = visible(string) if lines else _edges(string)
            made.append(clean, _STYLES[style])  # type: ignore[index]
        return made

    def path(self, path: str, columns: int, *pieces: Piece) -> Text:
        """A path, and what follows it; one that is too long breaks behind a sign, not in a name.

        Args:
            path: the path.
            columns: room for it.
            pieces: what stands after it.
        """
        lines = broken(exact(path), columns)
        made = self.text("\n".join(lines), lines=True)
        return made.append_text(self.text(*pieces))

    def right(self, string: str, style: Style = "") -> Text:
        """A piece of text, such as a number, at the right edge of its column."""
        made = self.text((string, style))
        made.justify = "right"
        return made

    def grid(self, *ratios: int | None, gap: int = 2) -> Table:
        """A table without lines; a column with a ratio takes that share of the room left."""
        from rich.table import Table

        grid = Table.grid(padding=(0, gap, 0, 0), expand=any(ratios))
        for ratio in ratios:
            grid.add_column(ratio=ratio, overflow="fold", no_wrap=ratio is None)
        return grid

    def show(self, *renderables: RenderableType) -> None:
        """Lay renderables out, one below the other, and write them."""
        for each in renderables:
            self._send(self._laid_out(each))

    def indented(self, renderable: RenderableType, columns: int = 4) -> RenderableType:
        """A renderable moved to the right."""
        from rich.padding import Padding

        return Padding(renderable, (0, 0, 0, columns))

    def rule(self) -> str:
        """A line across the page."""
        return "─" * self.width

    def bar(self, value: int, most: int, columns: int) -> str:
        """A bar whose length is `value` as a share of `most`; never empty for a value above 0."""
        return "█" * (max(1, round(columns * value / most)) if value > 0 else 0)

    def _laid_out(self, renderable: RenderableType) -> str:
        import io

        from rich.console import Console

        page = io.StringIO()
        console = Console(
            file=page,
            width=self.width,
            force_terminal=self.colour,
            force_jupyter=False,
            force_interactive=False,
            color_system="standard" if self.colour else None,
            no_color=not self.colour,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
            safe_box=not self.unicode,
            _environ={},
        )
        console.print(renderable, soft_wrap=False)
        lines = page.getvalue().split("\n")
        return "\n".join(line.rstrip(" ") for line in lines)

    def _send(self, text: str) -> None:
        if not self.unicode:
            text = fit(text, self.stream.encoding)
        elif not self.drawing:
            text = text.translate(_DRAWN)
        self.stream.write(text)


def fit(text: str, encoding: str) -> str:
    """Text for a stream that cannot carry every letter.

    Letters it has stay; others lose their marks (`Đoàn` → `Doan`), drawing characters become ASCII
    ones, and what is left becomes `?`: one column stays one column.

    Args:
        text: any text.
        encoding: the stream's encoding, for example `ascii` or `cp1258`.
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_fitted(char, encoding) for char in unicodedata.normalize("NFC", text))
    return text


def _fitted(char: str, encoding: str) -> str:
    for candidate in (char, _ASCII.get(char), unicodedata.normalize("NFD", char)[0]):
        if candidate is not None and _carries(candidate, encoding):
            return candidate
    return "" if unicodedata.combining(char) else "?"


def _carries(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def broken(path: str, columns: int) -> list[str]:
    """A path in lines of at most so many characters, broken behind a sign such as `/` or `-`.

    Only a name longer than a line breaks within.
    """
    lines: list[str] = []
    while len(path) > columns > 0:
        cuts = (max(path.rfind(sign, 0, columns) for sign in signs) + 1 for signs in _BREAKABLE)
        cut = next((cut for cut in cuts if cut > columns // 3), columns)
        lines.append(path[:cut])
        path = path[cut:]
    return [*lines, path]


_BREAKABLE = ("/\\", "-_ ")
"""Behind what a long path breaks: behind a folder rather than within a name."""


def _edges(string: str) -> str:
    """One line that keeps a single space at either end, where pieces of a sentence meet."""
    inner = one_line(string)
    if not inner:
        return " " if string[:1].isspace() else ""
    left = " " if string[0].isspace() else ""
    right = " " if string[-1].isspace() else ""
    return f"{left}{inner}{right}"


def highlighted(text: str, spans: Iterable[tuple[int, int]], *, colour: bool) -> list[Piece]:
    """Pieces of a text with its matched words marked: by colour, else by brackets.

    Args:
        text: the text.
        spans: what is marked, as offsets into `text`, in order; neighbours with nothing but
            spaces between them are marked as one.
        colour: whether styles will be shown.
    """
    pieces: list[Piece] = []
    done = 0
    for start, end in _joined(text, spans):
        if start > done:
            pieces.append(text[done:start])
        found = text[start:end]
        pieces.append((found, "mark") if colour else f"[{found}]")
        done = end
    if done < len(text):
        pieces.append(text[done:])
    return pieces


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > start:
            joined.append((start, end))
    return joined
