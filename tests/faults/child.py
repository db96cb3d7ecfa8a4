"""giaoban as a process of its own: started, read line by line, killed, waited for, measured.

A process that does not end by itself in time is a hang, which fails the test.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
HANG = 120.0
"""Seconds after which a process is taken for hanging; generous, for slow and busy machines."""

GIAOBAN = ("-m", "giaoban_cli")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended.

    Where the system tells, `peak` is the most memory it held, in bytes, and `work` the seconds of
    processor time it took, which do not depend on what else the machine does.
    """

    code: int
    out: bytes
    err: str
    peak: int = 0
    work: float = 0.0
    seconds: float = 0.0

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The JSON lines that came out whole."""
        whole = self.out.rpartition(b"\n")[0].splitlines()
        return [json.loads(line) for line in whole]

    @property
    def told(self) -> dict[str, str]:
        """Path → id of every report that an ingest said is kept."""
        return {row["path"]: row["id"] for row in self.lines if row.get("id")}

    @property
    def clean(self) -> bool:
        """Whether it ended in our own words: no traceback, no fault of ours, no signal."""
        return "Traceback" not in self.err and 0 <= self.code != 70 and self.code < 131


class Child:
    """A running process.

    Args:
        home: the user's home folder, so that no test meets the real one.
        words: arguments of the interpreter.
        before: runs in the new process before the program does.
    """

    def __init__(
        self,
        home: Path,
        *words: str | Path,
        before: Callable[[], None] | None = None,
        group: bool = True,
        environ: dict[str, str] | None = None,
    ) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.began = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, *map(str, words)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(home) | (environ or {}),
            start_new_session=group,
            preexec_fn=_beginning(before),  # noqa: PLW1509  it only sets limits and signals
        )
        self.pid = self._process.pid
        self._parts: dict[str, list[bytes]] = {"out": [], "err": []}
        self._readers = [
            threading.Thread(target=self._read, args=(name, stream), daemon=True)
            for name, stream in (("out", self._process.stdout), ("err", self._process.stderr))
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, name: str, stream: Any) -> None:
        while part := os.read(stream.fileno(), 1 << 16):
            self._parts[name].append(part)

    @property
    def line_count(self) -> int:
        """How many lines it has written."""
        return sum(part.count(b"\n") for part in self._parts["out"])

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def lines(self, least: int) -> bool:
        """Wait until it has written so many lines; false when it ended before."""
        deadline = time.monotonic() + HANG
        while self.line_count < least:
            if not self.running:
                return self.line_count >= least
            assert time.monotonic() < deadline, "it hangs"
            time.sleep(0.001)
        return True

    def interrupt(self) -> None:
        """Press Ctrl-C: everything that it started gets the signal, too."""
        os.killpg(self.pid, signal.SIGINT)

    def kill(self) -> Ended:
        """End it as `kill -9` does, and say how far it came."""
        self._process.kill()
        return self.ended()

    def ended(self, within: float = HANG) -> Ended:
        """Wait for its end.

        Raises:
            AssertionError: it hangs.
        """
        peak, work = 0, 0.0
        try:
            if hasattr(os, "wait4"):
                peak, work = self._wait4(within)
            else:
                self._process.wait(within)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
            raise AssertionError(f"it hangs: {self._process.args!r}") from None
        seconds = time.monotonic() - self.began
        for reader in self._readers:
            reader.join(HANG)
        for stream in (self._process.stdout, self._process.stderr):
            assert stream
            stream.close()
        return Ended(
            self._process.returncode,
            b"".join(self._parts["out"]),
            b"".join(self._parts["err"]).decode("utf-8", "replace"),
            peak,
            work,
            seconds,
        )

    def _wait4(self, within: float) -> tuple[int, float]:
        """Wait, and return the peak of memory, bytes, and the processor time, seconds."""
        deadline = time.monotonic() + within
        while self._process.returncode is None:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            if pid:
                self._process.returncode = os.waitstatus_to_exitcode(status)
                unit = 1 if sys.platform == "darwin" else 1024
                return usage.ru_maxrss * unit, usage.ru_utime + usage.ru_stime
            if time.monotonic() > deadline:
                raise subprocess.TimeoutExpired(self._process.args, within)
            time.sleep(0.005)
        return 0, 0.0

    def left_alone(self) -> bool:
        """Whether no process that it started is left, a moment after its end."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                os.killpg(self.pid, 0)
            except ProcessLookupError:
                return True
            time.sleep(0.02)
        os.killpg(self.pid, signal.SIGKILL)
        return False


def _beginning(before: Callable[[], None] | None) -> Callable[[], None] | None:
    """What a new process does first: heed Ctrl-C, even when the tests run in the background."""
    if os.name != "posix":
        return before

    def begin() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if before:
            before()

    return begin


def environment(home: Path) -> dict[str, str]:
    """An environment in which giaoban is found, and nothing of the user's is."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("XDG_", "GIAOBAN_", "PYTHON", "LC_"))
    }
    return kept | {
        "HOME": str(home),
        "LANG": "en_GB.UTF-8",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]),
    }


def ingest(
    archive: Path, *paths: Path, jobs: int = 1, before: Sequence[str] = GIAOBAN
) -> list[str]:
    """The words of an ingest that tells each file."""
    return [
        *before, "--archive", str(archive), "ingest", "--jobs", str(jobs), "--format", "jsonl",
        *map(str, paths),
    ]  # fmt: skip


def run(home: Path, *words: str | Path, within: float = HANG, **options: Any) -> Ended:
    """Run to the end."""
    return Child(home, *words, **options).ended(within)


def held_here() -> int:
    """The most memory that this process has held, bytes; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
