"""What `check` found → a verdict first, then each fault on a line.

In: `models.CheckReport`. Out: lines on a screen.
"""

from __future__ import annotations

from giaoban_cli.messages import Messages
from giaoban_cli.models import CheckReport
from giaoban_cli.render.safe import exact
from giaoban_cli.render.screen import Screen


def show_check(screen: Screen, messages: Messages, report: CheckReport) -> None:
    """Write the verdict on an archive."""
    open_faults = sum(not fault.repaired for fault in report.faults)
    if open_faults:
        verdict = (messages("check.damaged", n=open_faults), "bad")
    elif report.faults:
        verdict = (messages("check.repaired", n=len(report.faults)), "warn")
    else:
        verdict = (messages("check.whole"), "good")
    screen.show(screen.text(verdict))  # type: ignore[arg-type]
    looked_at = messages(
        "check.looked_at",
        meetings=report.meetings,
        sources=report.sources,
        files=report.index_files,
    )
    screen.show(screen.text((looked_at, "faint")))
    if report.caught_up:
        screen.show(screen.text((messages("check.caught_up"), "faint")))
    grid = screen.grid(None, 1)
    for fault in report.faults:
        state = ("check.mended", "good") if fault.repaired else ("check.fault", "bad")
        key = f"fault.{fault.code}"
        subject = exact(fault.subject)
        text = messages(key, subject=subject) if key in messages else f"{fault.code}: {subject}"
        grid.add_row(screen.text((messages(state[0]), state[1])), screen.text(text))  # type: ignore[arg-type]
    if report.faults:
        screen.show(screen.indented(grid, 2))
