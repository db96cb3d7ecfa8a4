"""What was asked for → a sheet by meeting and speaker, verbatim.

In: `Asked` values in the order of their meetings, one at a time. Out: lines, with of whom it was
asked set off at the head of each.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from giaoban_cli.messages import Messages
from giaoban_cli.render import values
from giaoban_cli.render.screen import Piece, Screen
from giaoban_cli.views.directions import Asked


def show_directions(screen: Screen, messages: Messages, found: Iterable[Asked]) -> None:
    """Write what was asked for, a block a meeting."""
    for index, (_, group) in enumerate(groupby(found, key=lambda each: each.id)):
        asked = list(group)
        if index:
            screen.write("")
        _show_meeting(screen, messages, asked[0])
        for speaker, said in groupby(asked, key=lambda each: each.speaker):
            name = speaker or messages("show.no_speaker")
            screen.show(screen.indented(screen.text((name, "title")), 2))
            grid = screen.grid(None, 1, gap=1)
            for each in said:
                grid.add_row(screen.text("•"), screen.text(*_words(each)))
            screen.show(screen.indented(grid, 2))


def _show_meeting(screen: Screen, messages: Messages, first: Asked) -> None:
    day: Piece = (values.day(first.date, messages), "title")
    title = first.title or messages("untitled")
    screen.show(screen.text(day, f"  {title}"))
    about = [first.organisation or ""]
    if first.ahead:
        about.append(messages("show.planned", period=values.period(first.ahead, messages)))
    said = " · ".join(filter(None, about))
    screen.show(screen.text((f"{said}  " if said else "", "faint"), (first.id, "id")))


def _words(each: Asked) -> list[Piece]:
    """A direction with of whom it is asked set off."""
    at = each.text.find(each.of) if each.of else -1
    if at < 0 or each.of is None:
        return [each.text]
    end = at + len(each.of)
    return [each.text[:at], (each.of, "label"), each.text[end:]]
