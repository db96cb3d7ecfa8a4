"""The settings → a table: name, value, where it comes from, what it does.

In: the settings as JSON types. Out: lines on a screen.
"""

from __future__ import annotations

from typing import Any

from giaoban_cli.messages import Messages
from giaoban_cli.render.safe import exact
from giaoban_cli.render.screen import Screen


def show_settings(screen: Screen, messages: Messages, record: dict[str, Any]) -> None:
    """Write every setting."""
    head = screen.grid(None, 1)
    for key in ("file", "archive"):
        head.add_row(
            screen.text((messages(f"settings.{key}"), "label")), screen.text(exact(record[key]))
        )
    screen.show(head)
    screen.write("")
    grid = screen.grid(None, 1, None, 2)
    for each in record["settings"]:
        value = "—" if each["value"] is None else str(each["value"])
        grid.add_row(
            screen.text((each["name"], "title")),
            screen.text(exact(value)),
            screen.text((messages(f"origin.{each['origin']}"), "faint")),
            screen.text(messages(f"setting.{each['name']}")),
        )
    screen.show(grid)
    if record["synonyms"]:
        screen.write("")
        screen.show(screen.text((messages("settings.synonyms"), "label")))
        words = screen.grid(None, 1)
        for short, long in record["synonyms"].items():
            words.add_row(screen.text((short, "title")), screen.text(long))
        screen.show(screen.indented(words, 2))
