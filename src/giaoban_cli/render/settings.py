"""The settings → a table: name, value, where it comes from, what it does.

In: the settings as JSON types. Out: lines on a screen.
"""

from __future__ import annotations

from typing import Any

from giaoban_cli.messages import Messages
from giaoban_cli.render.screen import Screen

_WIDE = 72
"""Columns from which a setting and what it does stand side by side."""


def show_settings(screen: Screen, messages: Messages, record: dict[str, Any]) -> None:
    """Write every setting."""
    head = screen.grid(None, 1)
    labels = {key: messages(f"settings.{key}") for key in ("file", "archive")}
    room = screen.width - 2 - max(map(len, labels.values()))
    for key, label in labels.items():
        head.add_row(screen.text((label, "label")), screen.path(record[key], room))
    screen.show(head)
    screen.write("")
    wide = screen.width >= _WIDE
    names = max(len(each["name"]) for each in record["settings"])
    origins = max(len(messages(f"origin.{each['origin']}")) for each in record["settings"])
    room = screen.width - names - origins - 6  # a third of it when the description follows
    grid = screen.grid(None, 1, None, 2) if wide else screen.grid(None, 1, None)
    for each in record["settings"]:
        value = "—" if each["value"] is None else str(each["value"])
        row = (
            screen.text((each["name"], "title")),
            screen.path(value, room // 3 if wide else room),
            screen.text((messages(f"origin.{each['origin']}"), "faint")),
        )
        about = screen.text(messages(f"setting.{each['name']}"))
        if wide:
            grid.add_row(*row, about)
        else:
            grid.add_row(*row)
            grid.add_row("", about)
    screen.show(grid)
    if record["synonyms"]:
        screen.write("")
        screen.show(screen.text((messages("settings.synonyms"), "label")))
        words = screen.grid(None, 1)
        for short, long in record["synonyms"].items():
            words.add_row(screen.text((short, "title")), screen.text(long))
        screen.show(screen.indented(words, 2))
