"""`make demo`: the main job on the sample reports, each command printed before it is run.

Takes sample_corpus/ into an archive of its own (.demo/), searches it without marks, searches it by
official and date, and shows one meeting. Runs wherever Python runs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOME = ROOT / ".demo"

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("ingest", "sample_corpus"),
    ("search", "xoa nha tam", "--limit", "3"),
    (
        "search",
        "--official",
        "Lê Đắc Nhuận",
        "--from",
        "quý I/2023",
        "--to",
        "2025",
        "--limit",
        "3",
    ),
    ("show", "@1"),
)


def main() -> int:
    """Run the commands; the first that fails ends the demonstration with its exit code."""
    shutil.rmtree(HOME, ignore_errors=True)
    # An archive, state and configuration of the demonstration's own: the user's stay untouched.
    environ = {
        **os.environ,
        "GIAOBAN_ARCHIVE": str(HOME / "archive"),
        "XDG_CONFIG_HOME": str(HOME / "config"),
        "XDG_STATE_HOME": str(HOME / "state"),
        "PYTHONUTF8": "1",
        "GIAOBAN_PAGER": "",  # a demonstration does not wait for a key
    }
    for words in COMMANDS:
        print(f"\n$ giaoban {' '.join(quoted(word) for word in words)}", flush=True)
        ran = subprocess.run(
            [sys.executable, "-m", "giaoban_cli", *words], cwd=ROOT, env=environ, check=False
        )
        if ran.returncode:
            return ran.returncode
    print(f"\n{HOME.name}{os.sep} holds this archive; yours is made by: giaoban ingest FOLDER")
    return 0


def quoted(word: str) -> str:
    """A word as it is typed in a shell."""
    return f'"{word}"' if " " in word else word


if __name__ == "__main__":
    sys.exit(main())
