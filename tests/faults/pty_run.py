"""Runs command lines on a terminal that remembers every byte it was sent.

As a program (`python -m tests.faults.pty_run ARCHIVE LINES`) it is what runs on the terminal.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from tests.faults.child import HANG, environment

DONE = "=== {number} {code} ===\n"
"""Written after each command line."""


def on_a_terminal(home: Path, archive: Path, lines: list[list[str]]) -> bytes:
    """Everything that a terminal is sent while command lines run.

    Args:
        home: the user's home.
        archive: what they are about.
        lines: their words. Nobody turns pages: long results go through `cat`.
    """
    import pty
    import select

    words = [sys.executable, "-m", "tests.faults.pty_run", str(archive), json.dumps(lines)]
    seen = environment(home) | {"TERM": "xterm-256color", "COLUMNS": "100", "PAGER": "cat"}
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(words[0], words, seen)
    parts = []
    try:
        while True:
            ready, _, _ = select.select([terminal], [], [], HANG)
            assert ready, "it hangs"
            try:
                part = os.read(terminal, 1 << 16)
            except OSError:  # Linux ends a terminal so
                break
            if not part:
                break
            parts.append(part)
    finally:
        os.close(terminal)
        _, status = os.waitpid(pid, 0)
    assert status == 0
    return b"".join(parts)


def main(archive: str, lines: list[list[str]]) -> None:
    """Run the lines on this process's own streams."""
    from giaoban_cli.cli.app import run
    from giaoban_cli.cli.world import real_world

    for number, words in enumerate(lines):
        code = run(["--archive", archive, *words], real_world())
        sys.stderr.flush()
        sys.stdout.write(DONE.format(number=number, code=code))
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
