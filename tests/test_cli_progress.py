"""Progress is shown to people only, and only when the work takes long enough."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from giaoban_cli.cli.progress import progress
from giaoban_cli.cli.world import World, begin
from tests.running import NOW, Stream


def work(err: Stream, *, seconds: float, environ: dict[str, str] | None = None) -> str:
    """What the error stream gets while ten things take `seconds` each."""
    times = (NOW + timedelta(seconds=seconds * number) for number in range(1000))
    world = World(
        environ=environ or {"TERM": "xterm"},
        home=Path("/nowhere"),
        stdout=Stream(),
        stderr=err,
        clock=lambda: next(times),
        locale="vi_VN",
    )
    with progress(begin([], world)) as report:
        for done in range(11):
            if report:
                report("read", done, 10)
    return err.bytes.decode()


def test_long_work_is_shown_on_a_terminal_in_the_users_language() -> None:
    shown = work(Stream(terminal=True), seconds=1.0)
    assert "Đang đọc" in shown
    assert "10/10" in shown


@pytest.mark.parametrize(
    "run",
    [
        lambda: work(Stream(terminal=True), seconds=0.01),
        lambda: work(Stream(), seconds=1.0),
        lambda: work(Stream(terminal=True), seconds=1.0, environ={"TERM": "dumb"}),
    ],
    ids=["short work", "no terminal", "dumb terminal"],
)
def test_otherwise_nothing_is_shown(run: Callable[[], str]) -> None:
    assert run() == ""


def test_steps_follow_one_another_on_one_line() -> None:
    err = Stream(terminal=True)
    times = (NOW + timedelta(seconds=number) for number in range(100))
    world = World({}, Path("/nowhere"), Stream(), err, lambda: next(times), "en_GB")
    with progress(begin([], world)) as report:
        assert report
        for step in ("scan", "read", "index", "check"):
            report(step, 0, None)
            report(step, 1, 1)
    shown = err.bytes.decode()
    assert all(word in shown for word in ("Reading", "Indexing", "Checking"))
