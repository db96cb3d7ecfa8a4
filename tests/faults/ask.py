"""Asks archives many things in one process: command lines in, what came of each out, as JSON.

python -m tests.faults.ask '[["ARCHIVE", [["search", "giao ban"], …]], …]'
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.running import Giaoban


def ask(archive: Path, lines: list[list[str]]) -> list[tuple[int, str, str]]:
    """Exit code, output and errors of each command line."""
    user = Giaoban(archive.parent / "home")
    found = []
    for words in lines:
        ran = user("--archive", str(archive), *words)
        found.append((ran.code, ran.raw.decode("utf-8", "surrogateescape"), ran.err))
    return found


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    sys.stdout.write(json.dumps([ask(Path(archive), lines) for archive, lines in asked]))
