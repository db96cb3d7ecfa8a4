"""Any write of a correction fails, or is the last: all of it holds or nothing, in every file."""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import tomllib
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from giaoban_cli.archive import Archive, SearchRequest
from giaoban_cli.errors import UsageError
from tests.faults import notes
from tests.faults.amount import LONG, SEED, SHARE
from tests.faults.child import Ended, ingest, run
from tests.faults.promise import opened, orphans

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and POSIX calls")

HOWS = ("full", "error", "die", "torn")
COUNT = 12
SECRET = "Bàn chuyện xyzzyquắc, điều không ai được giữ lại ở bất cứ nơi nào trong kho này.\n"

COMMANDS: dict[str, list[str]] = {
    "amend": ["amend", "ID", "--date", "16/4/2024", "--title", "Đã sửa"],
    "undo": ["amend", "OTHER", "--undo", "all"],
    "forget": ["forget", "ID"],
    "purge": ["forget", "--purge", "ID"],
    "restore": ["forget", "--undo", "GONE"],
}


class Stage:
    """An archive of twelve reports: one is corrected, one forgotten, and one holds a secret."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.model = folder / "model"
        reports = folder / "reports"
        notes.write(reports, COUNT)
        secret = reports / "00000.txt"
        secret.write_text(secret.read_text(encoding="utf-8") + SECRET, encoding="utf-8")
        self.ids = run(folder / "home", *ingest(self.model, reports)).told
        self.id, self.other, self.gone = (self.ids[str(reports / f"0000{n}.txt")] for n in range(3))
        with opened(self.model) as archive:
            corrections = archive.corrections("lan")
            corrections.amend(self.other, {"title": "Sửa trước", "date": "2023-01-01"})
            corrections.forget([self.gone])
        with closing(sqlite3.connect(self.model / "archive.db")) as connection:
            row = connection.execute("SELECT record, text FROM meeting WHERE id = ?", (self.id,))
            self.pieces = [b"xyzzyqu", *(blob[-24:] for blob in row.fetchone())]
        self.before = self.said(self.model)

    def suffer(self, command: str, how: str, number: int) -> tuple[Path, Ended]:
        """Correct a copy of the archive under a fate."""
        work = self.folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(self.model, work / "archive")
        names = {"ID": self.id, "OTHER": self.other, "GONE": self.gone}
        words = [names.get(word, word) for word in COMMANDS[command]]
        shim = ["-m", "tests.faults.shim", how, str(number), str(self.folder / "counts")]
        archive = ["--archive", str(work / "archive")]
        return work / "archive", run(self.folder / "home", *shim, *archive, *words)

    def writes(self, command: str) -> tuple[int, dict[str, Any]]:
        """How many writes a command makes when nothing goes wrong, and what holds then."""
        archive, ended = self.suffer(command, "count", 0)
        assert ended.code == 0, ended.err
        count, held = (self.folder / "counts").read_text(encoding="ascii").split()
        if held == "0":
            pytest.skip("this Python's SQLite has no door for tests")
        return int(count), self.said(archive)

    def said(self, folder: Path) -> dict[str, Any]:
        """What an archive says of everything that can be corrected; the time is left out."""
        with opened(folder) as archive:
            found = {
                each.id: (each.meeting.date, each.meeting.title, sorted(each.amended))
                for each in archive.export(SearchRequest())
            }
            searched = {each.id for each in archive.export(SearchRequest("giao ban"))}
            assert searched == set(found)
            return {"found": found, "forgotten": self.forgotten(archive)}

    @staticmethod
    def forgotten(archive: Archive) -> list[str]:
        return [each.id for each in archive.corrections("lan").forgotten()]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("corrections"))


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_nth_write(stage: Stage, command: str, how: str) -> None:
    count, after = stage.writes(command)
    assert after != stage.before
    chance = random.Random(f"{SEED} {command} {how}")
    some = max(3, round(count * SHARE)) if LONG else 1
    wrong: dict[int, object] = {}
    for number in sorted(chance.sample(range(1, count + 1), min(some, count))):
        archive, ended = stage.suffer(command, how, number)
        complaints = _complaints(stage, archive, ended, how, after)
        if complaints:
            wrong[number] = (ended.code, ended.err, complaints)
    assert wrong == {}


def _complaints(
    stage: Stage, archive: Path, ended: Ended, how: str, after: dict[str, Any]
) -> list[str]:
    """What is wrong after a write of a correction went wrong."""
    codes = (-9, 0) if how in ("die", "torn") else (0, 5)
    found = [] if ended.code in codes else [f"exit {ended.code}"]
    if ended.code == 5 and (not ended.clean or ended.err.count("\n") != 1):
        found.append("not one sentence")
    said = stage.said(archive)
    if said not in (stage.before, after):
        found.append(f"half of it: {said}")
    if ended.code == 0 and said != after:
        found.append("said it was done, and is not")
    with opened(archive) as archive_:
        found += [f"{fault.code} {fault.subject}" for fault in archive_.check().faults]
    found += orphans(archive)
    found += _readable(archive, stage)
    if stage.id not in said["found"] and stage.id not in said["forgotten"]:
        data = [path.read_bytes() for path in archive.rglob("*") if path.is_file()]
        found += [f"left: {each!r}" for each in stage.pieces if any(each in held for held in data)]
    return found


def _readable(archive: Path, stage: Stage) -> list[str]:
    """Whether the readable file says what the archive does."""
    document = tomllib.loads((archive / "amendments.toml").read_text(encoding="utf-8"))
    changes = {row["id"]: len(row["change"]) for row in document["meeting"]}
    with opened(archive) as archive_:
        known = archive_.corrections("lan")
        for id_ in set(stage.ids.values()):
            try:
                count = len(known.history(id_))
            except UsageError:
                continue
            if changes.get(id_, 0) != count:
                return [f"amendments.toml is out of step: {id_}"]
    return []
