"""Writes docs/commands.md and docs/vi/commands.md: every command and option, as --help tells it.

`python scripts/generate_docs.py` writes the pages; with `--check` it only says whether they are
what it would write. tests/test_docs.py holds them current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from giaoban_cli.cli.app import GROUPS, NAMES, PROGRAM, build, command
from giaoban_cli.cli.help import HelpPage, command_page, group_page
from giaoban_cli.config import SETTINGS
from giaoban_cli.errors import Exit
from giaoban_cli.messages import Language, Messages, load

DOCS = Path(__file__).parent.parent / "docs"

PAGES: dict[Language, tuple[Path, str]] = {
    "en": (DOCS / "commands.md", "# Commands\n\n[Tiếng Việt](vi/commands.md)\n"),
    "vi": (DOCS / "vi" / "commands.md", "# Lệnh\n\n[English](../commands.md)\n"),
}
"""The page of each language, and how it begins."""

_NOTE = "<!-- Written by scripts/generate_docs.py: edit the help texts, then run `make docs`. -->\n"


def main() -> None:
    """Write the pages, or check them."""
    for language, (path, head) in PAGES.items():
        text = page(language, head)
        if "--check" not in sys.argv[1:]:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            sys.exit(f"{path} is out of date")


def page(language: Language, head: str) -> str:
    """The whole page of one language."""
    messages = load(language)
    parts = [head, _NOTE]
    parts += section(PROGRAM, group_page(build(), PROGRAM, GROUPS, messages), messages)
    for name in NAMES:
        path = f"{PROGRAM} {name}"
        parts += section(path, command_page(command(name), path, messages), messages)
    parts += exits(messages)
    parts += settings(messages)
    return "\n".join(parts).rstrip("\n") + "\n"


def section(title: str, about: HelpPage, messages: Messages) -> Iterator[str]:
    """One command."""
    yield f"\n## `{title}`\n"
    yield about.summary
    yield f"\n```\n{about.usage}\n```"
    if about.more:
        yield f"\n{plain(about.more)}"
    for each in about.sections:
        yield f"\n{each.heading}\n"
        yield "| | |\n|---|---|"
        for entry in each.entries:
            yield f"| {code(entry.name)} | {plain(entry.text)} |"
    if about.examples:
        yield f"\n{messages('help.examples')}\n\n```sh"
        for example in about.examples:
            yield f"# {example.text}\n{example.name}"
        yield "```"


def exits(messages: Messages) -> Iterator[str]:
    """What each exit code means."""
    yield f"\n## {messages('help.exits')}\n\n| | |\n|---|---|"
    for each in Exit:
        yield f"| {each.value} | {plain(messages(f'exit.{each.value}'))} |"


def settings(messages: Messages) -> Iterator[str]:
    """Every setting."""
    yield f"\n## {messages('help.settings')}\n\n| | | | |\n|---|---|---|---|"
    for each in SETTINGS:
        default = "" if each.default is None else code(str(each.default))
        kind = code(each.kind) if each.choices else messages(f"kind.{each.kind}")
        about = messages(f"setting.{each.name}")
        yield f"| {code(each.name)} | {kind} | {default} | {about} `{each.env}` |"


def plain(text: str) -> str:
    """A sentence as Markdown."""
    return text.replace("|", "\\|").replace("<", "\\<").replace("*", "\\*").replace("_", "\\_")


def code(text: str) -> str:
    """What is typed, as Markdown in a table."""
    return "`" + text.replace("|", "\\|") + "`"


if __name__ == "__main__":
    main()
