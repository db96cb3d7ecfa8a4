"""Processes, measured whole: wall time, processor time, memory, of a process and all it starts.

In: a command. Out: `Cost`, and what the process wrote. Processor time comes from the system's
accounts of ended children. Memory is the greatest sum, over the process and its descendants, of
the memory that is theirs alone plus their share of what they share (PSS, Linux); elsewhere, and
for processes too short to be looked at, the greatest of any one of them. The system counts the
memory of a parent as its child's until the child runs its own program: stay small here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from typing import BinaryIO

from benchmarks.peers.program import Command

ROOT = Path(__file__).parent.parent
LOOK_EVERY = 0.2
"""Seconds between two looks at the memory."""

_KEPT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV")
"""Variables that a measured process inherits; nothing that changes how Python compiles."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost: seconds of wall and processor, bytes of memory."""

    wall: float
    cpu: float
    memory: int


class Failed(Exception):
    """A measured process ended with an error; the text is what it said."""


def measured(command: Command, user: Path, *, watch: bool = False) -> tuple[Cost, str]:
    """Run a command to its end.

    Args:
        command: what to run.
        user: a folder that stands in for the user's home.
        watch: look at the memory of the whole family while it runs.

    Returns:
        What it cost, and its standard output.

    Raises:
        Failed: it did not end with 0, or with 1, which says that nothing was found.
    """
    with TemporaryFile() as stdout, TemporaryFile() as stderr:
        began = time.perf_counter()
        process = subprocess.Popen(
            command.arguments,
            cwd=ROOT,
            env=_environment(user, command.environment),
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
        )
        family = _Watch(process.pid) if watch else None
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        seen = family.stop() if family else 0
        written, said = (_text(stream) for stream in (stdout, stderr))
    if process.returncode not in (0, 1):
        raise Failed(f"{' '.join(command.arguments)}: {process.returncode}\n{said[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    cost = Cost(wall, usage.ru_utime + usage.ru_stime, max(seen, usage.ru_maxrss * unit))
    return cost, written


def typical(costs: list[Cost]) -> Cost:
    """The medians of several runs."""
    return Cost(
        median(cost.wall for cost in costs),
        median(cost.cpu for cost in costs),
        int(median(cost.memory for cost in costs)),
    )


def _text(stream: BinaryIO) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


def _environment(user: Path, more: Mapping[str, str]) -> dict[str, str]:
    """The environment of a measured process: a user without habits."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    home = {"HOME": str(user), "USERPROFILE": str(user), "GIAOBAN_LANG": "vi"}
    xdg = {f"XDG_{name}_HOME": str(user / name.lower()) for name in ("CONFIG", "DATA", "STATE")}
    return {**kept, **home, **xdg, "PYTHONHASHSEED": "0", **more}


class _Watch:
    """Looks at the memory of a process and its descendants until told to stop."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(LOOK_EVERY):
            self._most = max(self._most, sum(map(_share, _family(self._pid))))

    def stop(self) -> int:
        """The most that was seen, bytes."""
        self._over.set()
        self._thread.join()
        return self._most


def _family(pid: int) -> Iterator[int]:
    """A process and its descendants."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            named = children.read_text()
        except OSError:
            continue  # it has ended
        for child in named.split():
            yield from _family(int(child))


def _share(pid: int) -> int:
    """The proportional memory of a process, bytes; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
