"""Writes docs/images/*.svg: what giaoban shows on a terminal, from the sample reports.

`python scripts/screenshots.py` runs each command on a terminal of its own, in memory, and has Rich
draw what came out. `make docs` runs it; the pictures load no font and no address.
"""

from __future__ import annotations

import io
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

from giaoban_cli.cli.app import run
from giaoban_cli.cli.world import World

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
COLUMNS = 96

SCREENS: dict[str, tuple[tuple[str, ...], int]] = {
    "search": (("search", "tái định cư Rào Đá", "--limit", "3"), 18),
    "officials": (("officials", "Trịnh Quang Hợi, huyện"), 24),
    "figures": (("figures", "kết nạp đảng viên", "--place", "Khê Lĩnh"), 22),
    "directions": (("directions", "--for", "quý III/2023"), 20),
    "timeline": (("timeline", "--from", "2022", "--to", "2024"), 16),
}
"""Each picture: the command line, and how many lines of it are shown."""

# "src: local(…), url("https://…") format("woff2");": a font from the web
_WEB_FONT = re.compile(r"@font-face\s*\{[^}]*\}")


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal, and keeps what is written."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)

    def isatty(self) -> bool:
        """A person is looking."""
        return True

    @property
    def text(self) -> str:
        """What was written."""
        kept = self.buffer
        assert isinstance(kept, io.BytesIO)
        return kept.getvalue().decode()


def main() -> None:
    """Write every picture."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        shown(Path(home), "ingest", str(ROOT / "sample_corpus"))
        for name, (words, lines) in SCREENS.items():
            text = shown(Path(home), *words)
            picture = drawn(words, "\n".join(text.split("\n")[:lines]))
            assert str(ROOT) not in picture, f"{name} shows where this repository lies"
            (IMAGES / f"{name}.svg").write_text(picture, encoding="utf-8", newline="\n")


def shown(home: Path, *words: str) -> str:
    """What a command writes on a terminal."""
    out = Terminal()
    world = World(
        environ={"COLUMNS": str(COLUMNS), "TERM": "xterm-256color"},
        home=home,
        stdout=out,
        stderr=Terminal(),
        clock=lambda: datetime(2025, 12, 1, 8, tzinfo=UTC),
        locale="vi_VN.UTF-8",
    )
    run(list(words), world)
    return out.text


def drawn(words: tuple[str, ...], text: str) -> str:
    """A picture of a terminal with a command line and what it wrote."""
    typed = " ".join(f'"{word}"' if " " in word else word for word in words)
    console = Console(
        record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, _environ={}
    )
    console.print(Text.assemble(("$ ", "green"), f"giaoban {typed}"))
    console.print(Text.from_ansi(text))
    picture = console.export_svg(title="giaoban", theme=DEFAULT_TERMINAL_THEME, unique_id="giaoban")
    return _WEB_FONT.sub("", picture).rstrip() + "\n"


if __name__ == "__main__":
    main()
