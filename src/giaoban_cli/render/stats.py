"""What an archive holds → a screen of counts and bars.

In: `models.Stats`. Out: totals, meetings by year, level, kind and body, and what is missing.
"""

from __future__ import annotations

from giaoban_cli.messages import Messages, size
from giaoban_cli.models import Count, Stats
from giaoban_cli.render import values
from giaoban_cli.render.screen import Screen

MOST_ROWS = 12
"""Rows of each list."""

_BAR = 32
"""Columns of the longest bar."""


def _index(stats: Stats, messages: Messages) -> str:
    """How large the index is, or where it lies when archives share it."""
    if stats.shared is None:
        return f"{size(stats.index_bytes, messages.language)} ({stats.engine})"
    name, index, url = stats.shared
    return messages("stats.shared", name=name, index=index, url=url)


def show_stats(screen: Screen, messages: Messages, stats: Stats, folder: str) -> None:
    """Write what an archive holds."""
    grid = screen.grid(None, 1)
    span = values.days(stats.first, stats.last, messages) if stats.first else "—"
    rows = (
        ("stats.meetings", values.quantity(stats.meetings, messages)),
        ("stats.sources", values.quantity(stats.sources, messages)),
        ("stats.span", span),
        ("stats.text_size", size(stats.text_bytes, messages.language)),
        ("stats.index_size", _index(stats, messages)),
    )
    labels = max(len(messages(key)) for key, _ in (("stats.archive", ""), *rows)) + 2
    grid.add_row(
        screen.text((messages("stats.archive"), "label")),
        screen.path(folder, screen.width - labels),
    )
    for key, text in rows:
        grid.add_row(screen.text((messages(key), "label")), screen.text((text, "title")))
    screen.show(grid)
    for key, counts in (
        ("stats.by_year", stats.by_year),
        ("stats.by_level", stats.by_level),
        ("stats.by_kind", stats.by_kind),
        ("stats.by_organisation", stats.by_organisation),
        ("stats.missing", stats.missing),
        ("stats.warnings", stats.warnings),
    ):
        whole = stats.meetings if key in ("stats.missing", "stats.warnings") else 0
        _show_counts(screen, messages, key, counts, whole)


def _show_counts(
    screen: Screen, messages: Messages, key: str, counts: tuple[Count, ...], whole: int
) -> None:
    """One list with its bars; a bar as long as it can be stands for `whole`, else for the most."""
    counts = tuple(each for each in counts if each.count)
    if not counts:
        return
    screen.write("")
    screen.show(screen.text((messages(key), "label")))
    most = max(whole, *(each.count for each in counts))
    room = max(8, min(_BAR, screen.width - 40))
    grid = screen.grid(None, None, None)
    for each in counts[:MOST_ROWS] if key != "stats.by_year" else counts:
        name = values.shortened(_name(key, each.value, messages), max(16, screen.width - room - 16))
        count = values.quantity(each.count, messages)
        grid.add_row(
            screen.text(name),
            screen.right(count),
            screen.text((screen.bar(each.count, most, room), "good")),
        )
    if key != "stats.by_year" and len(counts) > MOST_ROWS:
        grid.add_row(screen.text((messages("show.others", n=len(counts) - MOST_ROWS), "faint")))
    screen.show(screen.indented(grid, 2))


def _name(key: str, value: str, messages: Messages) -> str:
    """The name of a row: a field or warning in words, otherwise the value itself."""
    for prefix in {"stats.missing": ("field.",), "stats.warnings": ("review.",)}.get(key, ()):
        if f"{prefix}{value}" in messages:
            return messages(f"{prefix}{value}")
    if key == "stats.by_level":
        return values.level(value, messages) or value
    return value
