"""Long results on a terminal go through the user's pager, as git's do.

In: the streams of a terminal. Out: streams in their place: what a person reads is held back until
it is longer than the screen, and then handed to the pager; shorter results are written as they are.
What programs read (`Screen.machine`) is never paged. `GIAOBAN_PAGER`, else `PAGER`, else `less`
names the pager; an empty one, or `--no-pager`, means none.
"""

from __future__ import annotations

import io
import os
import shlex
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Protocol, TextIO, cast

if TYPE_CHECKING:
    from subprocess import Popen

    from giaoban_cli.cli.world import World

PAGED = frozenset(
    (
        "search", "show", "officials", "documents", "figures", "directions", "timeline",
        "chronicle", "stats", "config", "review",
    )
)  # fmt: skip
"""Commands whose results may be long; what others write is wanted at once."""

LESS = "FRX"
"""What `less` does unless LESS says otherwise: leave at once when all fits, show colours, and
keep the text on the screen."""


class Pager(Protocol):
    """A pager that runs: text goes in, and closing waits until the user leaves it."""

    def write(self, text: str) -> None:
        """Hand text over.

        Raises:
            BrokenPipeError: the user has left.
        """

    def close(self) -> None:
        """Say that this was all, and wait."""


Starter = Callable[[list[str], Mapping[str, str]], Pager]
"""Starts a pager: its command line and environment.

Raises:
    OSError: there is none.
"""


def command_line(environ: Mapping[str, str]) -> list[str]:
    """The command line of the pager that is wanted; empty for none."""
    if environ.get("TERM") == "dumb":
        return []
    for name in ("GIAOBAN_PAGER", "PAGER"):
        if name in environ:
            with suppress(ValueError):  # a quotation mark that is not closed
                return shlex.split(environ[name])
            return []
    return ["less"] if shutil.which("less", path=environ.get("PATH")) else []


def wanted(args: list[str]) -> bool:
    """Whether a command line, its options for giaoban itself in front, may want a pager."""
    words = iter(args)
    for word in words:
        if word == "--no-pager":
            return False
        if word in ("--archive", "--lang"):
            next(words, None)
        elif not word.startswith("-"):
            return word in PAGED
    return True  # the help of giaoban itself


def start(command: list[str], environ: Mapping[str, str]) -> Pager:
    """Start a pager as a process."""
    import subprocess

    process = subprocess.Popen(  # noqa: S603  the user's own choice
        command,
        stdin=subprocess.PIPE,
        env={"LESS": LESS, "LV": "-c", **environ},
        encoding="utf-8",
        errors="backslashreplace",
    )
    return _Process(process)


class _Process:
    """A pager that is a process."""

    def __init__(self, process: Popen[str]) -> None:
        assert process.stdin
        self._process = process
        self._input = process.stdin

    def write(self, text: str) -> None:
        """Hand text over."""
        self._input.write(text)
        self._input.flush()

    def close(self) -> None:
        """Say that this was all, and wait."""
        with suppress(BrokenPipeError):
            self._input.close()
        while True:
            try:
                self._process.wait()
                return
            except KeyboardInterrupt:  # meant for the pager, which is still there
                continue


class PagedOutput(io.TextIOBase):
    """A terminal that turns pages when there is more than one.

    Args:
        terminal: the stream itself.
        command: the command line of the pager.
        environ: its environment.
        starter: starts it.
        lines: how many lines the screen has.
    """

    def __init__(
        self,
        terminal: TextIO,
        command: list[str],
        environ: Mapping[str, str],
        starter: Starter,
        lines: int,
    ) -> None:
        self._terminal = terminal
        self._command = command
        self._environ = environ
        self._starter = starter
        self._lines = lines
        self._held: list[str] = []
        self._count = 0
        self._pager: Pager | None = None
        self._direct = False
        self.asides: list[str] = []

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """That of the terminal."""
        return self._terminal.encoding

    @property
    def buffer(self) -> IO[bytes]:
        """The terminal's bytes, for what programs read; what was held back comes first."""
        self.release()
        return self._terminal.buffer

    @property
    def paging(self) -> bool:
        """Whether the pager runs."""
        return self._pager is not None

    def isatty(self) -> bool:
        """A person is looking."""
        return self._terminal.isatty()

    def fileno(self) -> int:
        """That of the terminal, which knows its size."""
        return self._terminal.fileno()

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, text: str) -> int:
        """Hold text back, write it, or hand it to the pager."""
        if self._pager:
            self._pager.write(text)
        elif self._direct:
            self._terminal.write(text)
        else:
            self._held.append(text)
            self._count += text.count("\n")
            if self._count >= self._lines:
                self._open()
        return len(text)

    def _open(self) -> None:
        """Start the pager with what was held back; without one, write on."""
        try:
            pager = self._starter(self._command, self._environ)
        except OSError:
            self.release()
            self._direct = True
            return
        self._pager = pager
        held, self._held = "".join(self._held), []
        pager.write(held)

    def flush(self) -> None:
        """What is held back stays so until the end; a closed terminal has nothing to flush."""
        if self._direct and not self._terminal.closed:
            self._terminal.flush()

    def release(self) -> None:
        """Write what is held back; from then on nothing is paged."""
        if self._held:
            self._terminal.write("".join(self._held))
            self._held = []
            self._direct = True
        self._terminal.flush()

    def finish(self) -> None:
        """Write what is left, or wait until the user leaves the pager."""
        if self._pager:
            self._pager.close()
            self._pager = None
        else:
            self.release()


class Beside(io.TextIOBase):
    """The error stream beside a paged terminal: never written across a page.

    Args:
        stream: the error stream itself.
        page: what stands beside it.
    """

    def __init__(self, stream: TextIO, page: PagedOutput) -> None:
        self._stream = stream
        self._page = page

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """That of the stream."""
        return self._stream.encoding

    def isatty(self) -> bool:
        """Whether a person is looking."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """That of the stream."""
        return self._stream.fileno()

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, text: str) -> int:
        """Write behind what is held back, or when the pager is left."""
        if self._page.paging:
            self._page.asides.append(text)
        else:
            self._page.release()
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush the stream, unless it is closed: this object may be closed after it."""
        if not self._stream.closed:
            self._stream.flush()

    def finish(self) -> None:
        """Write what waited for the end of the page."""
        if self._page.asides:
            self._stream.write("".join(self._page.asides))
            self._page.asides.clear()
        self._stream.flush()


@contextmanager
def paging(args: list[str], world: World) -> Iterator[World]:
    """The world with streams that turn pages, when its terminal is to have them."""
    command = command_line(world.environ) if wanted(args) else []
    if not command or world.pager is None or not world.stdout.isatty():
        yield world
        return
    lines = screen_lines(world.stdout, world.environ)
    page = PagedOutput(world.stdout, command, world.environ, world.pager, lines)
    beside = Beside(world.stderr, page)
    try:
        yield replace(world, stdout=cast("TextIO", page), stderr=cast("TextIO", beside))
    finally:
        page.finish()
        beside.finish()


def screen_lines(out: TextIO, environ: Mapping[str, str]) -> int:
    """How many lines a terminal has; 24 when it does not say."""
    if environ.get("LINES", "").isdecimal():
        return max(4, int(environ["LINES"]))
    try:
        return max(4, os.get_terminal_size(out.fileno()).lines or 24)
    except (OSError, ValueError):
        return 24
