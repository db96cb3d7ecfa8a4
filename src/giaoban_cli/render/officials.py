"""Who is who → a table of officials, or the course of one.

In: `Profile`s, and the `Step`s of one. Out: lines with offices, places and counts of meetings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from giaoban_cli.messages import Messages
from giaoban_cli.models import PARTS
from giaoban_cli.render import values
from giaoban_cli.render.screen import Piece, Screen
from giaoban_cli.views.officials import Profile, Step

WIDE = 90
"""Columns from which a person takes one line."""


def show_officials(screen: Screen, messages: Messages, people: Sequence[Profile]) -> None:
    """Write a table of officials."""
    screen.show(screen.text((messages("officials.count", n=len(people)), "title")))
    screen.write("")
    if screen.width < WIDE:
        for each in people:
            _show_block(screen, messages, each)
        return
    grid = screen.grid(None, 1, None, None, None, None)
    heads = ("name", "office", "chaired", "spoke", "attended", "seen")
    texts = [(messages(f"officials.column.{head}"), head) for head in heads]
    grid.add_row(
        *(
            screen.right(text, "faint")
            if head in ("chaired", "spoke", "attended")
            else screen.text((text, "faint"))
            for text, head in texts
        )
    )
    for each in people:
        grid.add_row(
            screen.text((each.name, "title")),
            screen.text(_about(each, messages)),
            *(
                screen.right(str(count) if count else "·", "" if count else "faint")
                for count in (each.chaired, each.spoke, each.attended)
            ),
            screen.text((_years(each, messages), "faint")),
        )
    screen.show(grid)


def _show_block(screen: Screen, messages: Messages, each: Profile) -> None:
    screen.show(screen.text((each.name, "title"), f" · {_years(each, messages)}"))
    screen.show(screen.indented(screen.text(_about(each, messages)), 2))
    screen.show(screen.indented(screen.text((_counts(each, messages), "faint")), 2))


def _about(profile: Profile, messages: Messages) -> str:
    """The office that was told last, and the place."""
    where = profile.place or messages("officials.no_place")
    return " · ".join(filter(None, (profile.office, where)))


def _counts(profile: Profile, messages: Messages) -> str:
    """How often the person chaired, spoke and took part."""
    counts = (
        ("officials.n_chaired", profile.chaired),
        ("officials.n_spoke", profile.spoke),
        ("officials.n_attended", profile.attended),
    )
    said = [messages(key, n=count) for key, count in counts if count]
    return " · ".join(said) or messages("part.mentioned")


def _years(profile: Profile, messages: Messages) -> str:
    first, last = profile.first, profile.last
    if first is None or last is None:
        return messages("undated")
    return first[:4] if first[:4] == last[:4] else f"{first[:4]}–{last[:4]}"


def show_course(
    screen: Screen, messages: Messages, profile: Profile, steps: Iterable[Step]
) -> None:
    """Write everything about one official."""
    where = profile.place or messages("officials.no_place")
    screen.show(screen.text((profile.name, "title"), f" · {where}"))
    others = [name for name in profile.spellings if name != profile.name]
    if others:
        screen.show(screen.text(messages("officials.also", names=messages.list(others))))
    counts = _counts(profile, messages)
    if profile.first:
        seen = messages(
            "officials.from_to",
            first=values.day(profile.first, messages),
            last=values.day(profile.last, messages),
        )
        counts = f"{counts} · {seen}"
    screen.show(screen.text(counts))
    if profile.roles:
        screen.write("")
        screen.show(screen.text((messages("officials.offices"), "label")))
        grid = screen.grid(None, 1)
        for each in profile.roles:
            grid.add_row(
                screen.text(_seen(each.first, each.last, messages)), screen.text(each.role)
            )
        screen.show(screen.indented(grid, 2))
    screen.write("")
    screen.show(screen.text((messages("officials.meetings"), "label")))
    for step in steps:
        _show_step(screen, messages, step)


def _seen(first: str | None, last: str | None, messages: Messages) -> str:
    """When an office was seen: one day, or the first and the last."""
    if first == last or last is None:
        return values.day(first, messages)
    return f"{values.day(first, messages)} – {values.day(last, messages)}"


def _show_step(screen: Screen, messages: Messages, step: Step) -> None:
    """A meeting with the part taken in it, and what was asked there."""
    day: Piece = (values.day(step.date, messages), "title")
    title = screen.text(day, f"  {step.title or messages('untitled')}")
    about = [messages(f"part.{part}") for part in PARTS if part in step.parts]
    said = ", ".join(about)
    if step.beside:
        said += " · " + messages("officials.beside", names=messages.list(step.beside))
    screen.show(screen.indented(title, 2))
    screen.show(screen.indented(screen.text((f"{said}  ", "faint"), (step.id, "id")), 4))
    if step.directions:
        grid = screen.grid(None, 1, gap=1)
        for text in step.directions:
            grid.add_row(screen.text("•"), screen.text(text))
        screen.show(screen.indented(grid, 4))
