"""Meetings over time → a bar chart of lines, gaps visible.

In: a `Timeline`. Out: a line a bucket, its year beside the first of each, and one line for a long
stretch without meetings.
"""

from __future__ import annotations

from itertools import groupby

from giaoban_cli.messages import Messages
from giaoban_cli.render import values
from giaoban_cli.render.screen import Piece, Screen
from giaoban_cli.views.timeline import Bucket, Timeline

LONG_GAP = 5
"""Buckets without a meeting from which a stretch takes one line."""


WIDEST_ONE = 12
"""Columns of a bar for one meeting, at most: few meetings make no long bars."""


def show_timeline(screen: Screen, messages: Messages, view: Timeline, query: str) -> None:
    """Write how many meetings fall into each bucket.

    Args:
        screen: where to.
        messages: the catalogue.
        view: the buckets.
        query: what was looked for; empty for all meetings.
    """
    total = sum(bucket.count for bucket in view.buckets)
    about = messages("search.count", n=total + view.undated)
    if view.undated:
        about += " · " + messages("timeline.undated", n=view.undated)
    title = f"“{query}” · " if query else ""
    screen.show(screen.text((f"{title}{about}", "title")))
    if not view.buckets:
        return
    screen.write("")
    most = max(bucket.count for bucket in view.buckets)
    names = {each: values.part_of_year(each.label, messages) for each in view.buckets}
    column = max(map(len, names.values()))
    room = min(max(8, screen.width - column - 16), WIDEST_ONE * most)
    lines: list[Piece] = []
    year = ""
    for empty, run in groupby(view.buckets, key=lambda bucket: bucket.count == 0):
        buckets = list(run)
        if empty and len(buckets) >= LONG_GAP:
            lines += [(f"{_gap(buckets, view.by, messages)}\n", "faint")]
            year = ""
            continue
        for bucket in buckets:
            own = bucket.start[:4]
            lines += [(f"{own if own != year else '':4}  ", "label")]
            lines += [f"{names[bucket]:{column}}  " if column else ""]
            lines += _bar(screen, messages, bucket, most, room)
            year = own
    chart = screen.text(*lines, lines=True)
    chart.rstrip()
    screen.show(chart)


def _bar(
    screen: Screen, messages: Messages, bucket: Bucket, most: int, room: int
) -> tuple[Piece, ...]:
    if not bucket.count:
        return ((f"─ {messages('timeline.none')} ─\n", "faint"),)
    bar = screen.bar(bucket.count, most, room)
    return (bar, "good"), f" {values.quantity(bucket.count, messages)}\n"


def _gap(buckets: list[Bucket], by: str, messages: Messages) -> str:
    """One line for a long stretch without meetings."""
    years = f"{buckets[0].start[:4]}–{buckets[-1].start[:4]}"
    if buckets[0].start[:4] == buckets[-1].start[:4]:
        years = buckets[0].start[:4]
    return f"{years}  ─ {messages(f'timeline.gap.{by}', n=len(buckets))} ─"
