"""What users corrected → lines: what holds, everything that was ever set, and what was taken out.

In: a stored meeting with the history of its corrections; forgotten reports. Out: lines on a screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from giaoban_cli.messages import Messages
from giaoban_cli.models import Amendment, Correction, Forgotten, Stored
from giaoban_cli.render import values
from giaoban_cli.render.screen import Screen


def show_corrections(
    screen: Screen, messages: Messages, stored: Stored, history: Sequence[Correction]
) -> None:
    """Write what holds of a meeting's corrections, and below it the book of them."""
    screen.show(screen.text((values.title(stored, messages), "title")))
    screen.show(screen.text((stored.id, "id")))
    screen.write("")
    if not history:
        screen.show(screen.text((messages("amend.none"), "faint")))
        return
    grid = screen.grid(None, 1)
    for field, text in holding(stored.amended, messages):
        grid.add_row(screen.text((field, "label")), screen.text(text))
    if stored.amended:
        screen.show(grid)
        screen.write("")
    screen.show(screen.text((messages("amend.history"), "label")))
    for each in history:
        set_ = messages("amend.as_read") if each.withdrawn else value(each.new, messages)
        screen.show(
            screen.indented(
                screen.text(
                    (f"{values.moment(each.at, messages)} {each.by} · ", "faint"),
                    messages(f"field.{each.field}"),
                    ": ",
                    f"{value(each.old, messages)} → {set_}",
                ),
                2,
            )
        )


def holding(amended: Mapping[str, Amendment], messages: Messages) -> Iterator[tuple[str, str]]:
    """Each corrected field in words, and what holds, what was read, when and by whom."""
    for field, change in amended.items():
        text = value(change.new, messages)
        if field not in ("note", "reviewed"):
            text += f" ({messages('amend.read', value=value(change.old, messages))})"
        by = f" · {change.by}" if change.by else ""
        yield messages(f"field.{field}"), f"{text} · {values.day(change.at, messages)}{by}"


def value(content: Any, messages: Messages) -> str:
    """A value of a correction in words."""
    if content is None or content == []:
        return messages("amend.nothing")
    if isinstance(content, bool):
        return messages("amend.yes" if content else "amend.no")
    if isinstance(content, Mapping):
        name = " ".join(filter(None, (content.get("type"), content.get("name"))))
        return ", ".join(filter(None, (name, content.get("province"))))
    if isinstance(content, (list, tuple)):
        return ", ".join(map(str, content))
    text = str(content)
    return values.day(text, messages) if _is_day(text) else text


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit()


def show_forgotten(screen: Screen, messages: Messages, found: Sequence[Forgotten]) -> None:
    """Write which reports were taken out."""
    if not found:
        screen.show(screen.text((messages("forget.none"), "faint")))
    for each in found:
        day = values.day(each.date, messages)
        screen.show(screen.text(day, "  ", (each.title or messages("untitled"), "title")))
        about = f"{each.id} · {values.day(each.at, messages)} · {each.by}"
        screen.show(screen.indented(screen.text((about, "faint")), 2))
        for path in each.sources:
            screen.show(screen.indented(screen.path(path, screen.width - 2), 2))
