"""What safety costs: an ingest with and without waiting for the disk, and how long an index heals.

    python -m tests.faults.cost [--reports N]

The reports are those of the benchmarks. Each ingest runs in a process of its own, the kinds taking
turns; the shortest of each kind counts, as on a machine that does other things too.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.generator import write
from giaoban_cli.archive import Archive, SearchRequest
from tests.faults.child import ingest, run
from tests.faults.promise import opened

TURNS = 3

UNSAFE = """
import sqlite3, sys
real = sqlite3.connect

class Connection(sqlite3.Connection):
    def execute(self, sql, *args):
        return super().execute(sql.replace("synchronous = FULL", "synchronous = OFF"), *args)

sqlite3.connect = lambda *args, **named: real(*args, **{"factory": Connection, **named})
sys.argv[0] = "giaoban"
if __name__ == "__main__":
    from giaoban_cli.cli.app import main
    main()
"""
"""A giaoban that does not wait for the disk: with its power, an archive of it may be gone."""


def main(count: int) -> list[str]:
    """Measure, and say what was found."""
    folder = Path(tempfile.mkdtemp(prefix="giaoban-cost-"))
    try:
        write(folder / "reports", count)
        (folder / "unsafe.py").write_text(UNSAFE, encoding="utf-8")
        safe, unsafe = [], []
        for _ in range(TURNS):
            safe.append(_ingest(folder, ["-m", "giaoban_cli"]))
            unsafe.append(_ingest(folder, [str(folder / "unsafe.py")]))
        lines = [
            f"ingest of {count} reports, SQLite {sqlite3.sqlite_version}: "
            f"synchronous FULL {min(safe):.2f} s, OFF {min(unsafe):.2f} s, "
            f"durability costs {min(safe) / min(unsafe) - 1:+.1%}"
        ]
        shutil.rmtree(folder / "archive" / "index")
        began = time.monotonic()
        with opened(folder / "archive") as archive:
            total = _answers(archive)
        lines.append(f"an index that is gone heals in {time.monotonic() - began:.2f} s: {total}")
        return lines
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answers(archive: Archive) -> str:
    page = archive.search(SearchRequest("giao ban", limit=1))
    return f"{page.total} of {archive.stats().meetings} answer"


def _ingest(folder: Path, before: list[str]) -> float:
    """Seconds that an ingest takes."""
    shutil.rmtree(folder / "archive", ignore_errors=True)
    ended = run(
        folder / "home", *ingest(folder / "archive", folder / "reports", before=before), within=3600
    )
    assert ended.code == 0, ended.err
    return ended.seconds


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    sys.stdout.write("\n".join(main(parser.parse_args().reports)) + "\n")
