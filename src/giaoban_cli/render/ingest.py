"""What became of an ingest → a few lines: the counts, the files that need a look, what is next.

In: `models.IngestReport`. Out: lines on a screen.
"""

from __future__ import annotations

from giaoban_cli.messages import Messages
from giaoban_cli.models import FileOutcome, IngestReport
from giaoban_cli.render import values
from giaoban_cli.render.screen import Screen, Style

_WIDE = 72
"""Columns from which a file and its reason stand side by side."""

MOST_LISTED = 20
"""Files listed of each kind; `--format json` lists all."""


def show_ingest(
    screen: Screen, messages: Messages, done: IngestReport, *, dry_run: bool = False
) -> None:
    """Write the summary of an ingest."""
    counts = [
        messages("ingest.added", n=done.added),
        messages("ingest.updated", n=done.updated),
        messages("ingest.unchanged", n=done.unchanged),
        messages("ingest.duplicates", n=len(done.duplicates)),
        messages("ingest.skipped", n=len(done.skipped)),
        messages("ingest.failed", n=len(done.failed)),
    ]
    if screen.terminal:
        counts.append(messages("search.seconds", seconds=max(done.seconds, 0.01)))
    if dry_run:
        screen.show(screen.text((messages("ingest.dry"), "warn")))
    screen.show(screen.text((" · ".join(counts), "title")))
    _show_files(
        screen,
        messages,
        ("ingest.failed_file", "bad", done.failed),
        ("ingest.skipped_file", "faint", done.skipped),
        ("ingest.duplicate_file", "faint", done.duplicates),
    )
    if done.to_review:
        screen.show(screen.text((messages("ingest.to_review", n=done.to_review), "warn")))


def _show_files(
    screen: Screen, messages: Messages, *lists: tuple[str, Style, tuple[FileOutcome, ...]]
) -> None:
    """One table of the files that need a look: what became of each, which, and why."""
    wide = screen.width >= _WIDE
    grid = screen.grid(None, 2, 3) if wide else screen.grid(None, 1)
    for key, style, files in lists:
        label = messages(key)
        for each in files[:MOST_LISTED]:
            why = messages("ingest.of", id=each.id or "")
            if each.reason:
                why = values.worded(messages, each.reason.key, each.reason.args)
            room = screen.width - 4 - len(label)
            if wide:
                path = screen.path(each.path, (room - 2) * 2 // 5)
                grid.add_row(screen.text((label, style)), path, screen.text(why))
            else:
                grid.add_row(screen.text((label, style)), screen.path(each.path, room))
                grid.add_row("", screen.text((why, "faint")))
        if len(files) > MOST_LISTED:
            more = messages("show.others", n=len(files) - MOST_LISTED)
            grid.add_row(screen.text((label, style)), screen.text((more, "faint")))
    if grid.row_count:
        screen.show(screen.indented(grid, 2))
