"""The meetings that a human should look at → a list with the reasons, the worst first.

In: `Doubtful` values. Out: for each its id, day and title, and below them what is doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence

from giaoban_cli.messages import Messages
from giaoban_cli.render import values
from giaoban_cli.render.meeting import warning
from giaoban_cli.render.screen import Screen
from giaoban_cli.views.review import Doubtful


def show_review(
    screen: Screen, messages: Messages, found: Sequence[Doubtful], looked_at: int, most: int
) -> None:
    """Write what is doubtful.

    Args:
        screen: where to.
        messages: the catalogue.
        found: the worst first.
        looked_at: how many meetings were looked at.
        most: how many are listed.
    """
    if not found:
        screen.show(screen.text((messages("review.nothing", n=looked_at), "good")))
        return
    screen.show(screen.text((messages("review.found", n=len(found), of=looked_at), "title")))
    for each in found[:most]:
        meeting = each.stored.meeting
        screen.write("")
        day = values.day(meeting.date, messages)
        screen.show(screen.text(day, "  ", (values.title(each.stored, messages), "title")))
        lines = screen.grid(None, 1)
        for doubt in each.doubts:
            text = warning(doubt, meeting, messages, each.stored.related)
            lines.add_row(screen.text("•"), screen.text((text, "warn")))
        screen.show(screen.indented(lines, 2))
        screen.show(screen.indented(screen.text((each.stored.id, "id")), 2))
    screen.write("")
    if len(found) > most:
        more = messages("review.more", n=len(found) - most)
        screen.show(screen.text((more, "faint")))
    screen.show(screen.text((messages("review.next", id=found[0].stored.id), "faint")))
