"""What safety costs: an ingest with and without waiting for the disk, and how long an index heals.

    python -m tests.faults.cost [--reports N]

The reports are those of the benchmarks. Each ingest runs in a process of its own, the two kinds
taking turns; the shortest of each counts, since the machine may be doing other things too.
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

TIMED = """
import sqlite3, sys, time
from pathlib import Path
mode, seconds = sys.argv[1:3]
real, spent = sqlite3.connect, [0.0]

class Connection(sqlite3.Connection):
    def execute(self, sql, *args):
        began = time.monotonic()
        try:
            sql = sql.replace("synchronous = FULL", f"synchronous = {mode}")
            return super().execute(sql, *args)
        finally:
            spent[0] += time.monotonic() - began if sql == "COMMIT" else 0.0

sqlite3.connect = lambda *args, **named: real(*args, **{"factory": Connection, **named})
sys.argv[:3] = ["giaoban"]
if __name__ == "__main__":
    from giaoban_cli.cli.app import main
    try:
        main()
    finally:
        Path(seconds).write_text(str(spent[0]))
"""
"""A giaoban that times its transactions' ends, which is when it waits for the disk, or does not."""


def main(count: int) -> list[str]:
    """Measure, and say what was found."""
    folder = Path(tempfile.mkdtemp(prefix="giaoban-cost-"))
    try:
        write(folder / "reports", count)
        (folder / "timed.py").write_text(TIMED, encoding="utf-8")
        spent: dict[str, list[float]] = {"FULL": [], "OFF": []}
        whole = []
        for _ in range(TURNS):
            for mode, seconds in spent.items():
                took, committing = _ingest(folder, mode)
                seconds.append(committing)
                whole.append(took)
        safe, unsafe = min(spent["FULL"]), min(spent["OFF"])
        share = (safe - unsafe) / min(whole)
        said = (
            f"ingest of {count} reports in {min(whole):.2f} s, SQLite {sqlite3.sqlite_version}; "
            f"ending transactions takes {safe:.3f} s with synchronous FULL, {unsafe:.3f} s with "
            f"OFF: durability costs {share:.1%} of the time"
        )
        shutil.rmtree(folder / "archive" / "index")
        began, worked = time.monotonic(), time.process_time()
        with opened(folder / "archive") as archive:
            total = _answers(archive)
        took, work = time.monotonic() - began, time.process_time() - worked
        healed = f"heals in {took:.2f} s, {work:.2f} s of processor time: {total}"
        return [said, f"an index that is gone {healed}"]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answers(archive: Archive) -> str:
    page = archive.search(SearchRequest(limit=1))
    return f"{page.total} of {archive.stats().meetings} meetings are found"


def _ingest(folder: Path, mode: str) -> tuple[float, float]:
    """Seconds that an ingest takes, and those of them that it spends ending transactions."""
    shutil.rmtree(folder / "archive", ignore_errors=True)
    before = [str(folder / "timed.py"), mode, str(folder / "seconds")]
    words = ingest(folder / "archive", folder / "reports", before=before)
    ended = run(folder / "home", *words, within=3600)
    assert ended.code == 0, ended.err
    return ended.seconds, float((folder / "seconds").read_text(encoding="ascii"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    sys.stdout.write("\n".join(main(parser.parse_args().reports)) + "\n")
