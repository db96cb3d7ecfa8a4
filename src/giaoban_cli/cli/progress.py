"""The bar that moves while something long is going on: on the error stream, for people only.

In: a session. Out: a callback for `Archive`, or None when nobody is looking. Rich is imported only
when the work takes long enough to be worth a bar.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from giaoban_cli.cli.world import Session

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from giaoban_cli.archive import Progress

PATIENCE = timedelta(seconds=0.4)
"""Work that is done sooner shows no bar."""


@contextmanager
def progress(session: Session) -> Iterator[Progress | None]:
    """A callback that draws how far the work has come; None when nobody is looking."""
    dumb = session.world.environ.get("TERM") == "dumb"  # it cannot take a line back
    if dumb or not session.err.terminal:
        yield None
        return
    line = _Line(session)
    try:
        yield line
    finally:
        line.close()


class _Line:
    """The bar of one run: made late, one line, gone when the work is done."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._started: datetime | None = None
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._step = ""

    def __call__(self, step: str, done: int, total: int | None) -> None:
        now = self._session.world.clock()
        self._started = self._started or now
        if self._bar is None:
            if now - self._started < PATIENCE:
                return
            self._bar = self._made()
            self._bar.start()
        if self._task is None or step != self._step:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._step = step
            self._task = self._bar.add_task(self._session.say(f"progress.{step}"), total=total)
        self._bar.update(self._task, completed=done, total=total)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def _made(self) -> Bar:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        err = self._session.err
        console = Console(
            file=err.stream,
            width=err.width,
            force_terminal=True,
            force_jupyter=False,
            color_system="standard" if err.colour else None,
            no_color=not err.colour,
            markup=False,
            emoji=False,
            highlight=False,
            safe_box=not err.unicode,
            _environ=dict(self._session.world.environ),
        )
        return Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
