"""Any file of an archive spoilt in any way: the right answer or a refusal, never another answer.

Every trial spoils one file of a copy of an archive, and asks for everything in it. The archive is
one that a writer was killed in: part of the truth stands in SQLite's log.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import notes
from tests.faults.amount import SEED, often
from tests.faults.child import ingest, run
from tests.faults.promise import opened

Spoil = Callable[[bytes, random.Random], bytes | None]

FILES = (
    "archive.db",
    "archive.db-wal",
    "archive.db-shm",
    "ARCHIVE",
    "STAMP",
    ".seg",
    "lock",
    "archive.db-reached",
)


def flipped(data: bytes, chance: random.Random) -> bytes:
    """One bit turned."""
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def zeroed(data: bytes, chance: random.Random) -> bytes:
    """A sector of zeros."""
    at = chance.randrange(len(data))
    return data[:at] + bytes(len(data[at : at + 512])) + data[at + 512 :]


def scribbled(data: bytes, chance: random.Random) -> bytes:
    """Some bytes of something else."""
    at = chance.randrange(len(data))
    other = chance.randbytes(len(data[at : at + 64]))
    return data[:at] + other + data[at + 64 :]


HOW: dict[str, Spoil] = {
    "flipped": flipped,
    "zeroed": zeroed,
    "scribbled": scribbled,
    "cut": lambda data, chance: data[: chance.randrange(len(data))],
    "emptied": lambda data, chance: b"",
    "all zeros": lambda data, chance: bytes(len(data)),
    "longer": lambda data, chance: data + bytes(4096),
    "gone": lambda data, chance: None,
}


class Model:
    """An archive to be spoilt, and what it says while it is whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.archive = folder / "model" / "archive"
        home, reports = folder / "home", folder / "reports"
        self.texts = notes.write(reports, 40)
        assert run(home, *ingest(self.archive, reports)).code == 0
        self.texts |= notes.write(reports, 20, 40)
        with opened(self.archive) as archive:  # an open reader keeps the log from being cleared
            archive.stats()
            ended = run(home, *ingest(self.archive, reports))
            assert ended.code == 0, ended.err
            shutil.copytree(self.archive, folder / "spoilt" / "archive")
        shutil.rmtree(self.archive.parent)
        (folder / "spoilt").rename(self.archive.parent)
        ids = sorted(set(ended.told.values()))
        self.questions = [
            ["search", notes.QUESTION, "--format", "ids", "--limit", "100"],
            ["search", "--format", "json", "--limit", "100", "--facets"],
            ["search", '"xoa 17 nha tam"', "--format", "json"],
            ["search", "giao ban", "--on", "2010", "--format", "json"],
            *(["show", id_, "--format", "json"] for id_ in (ids[0], ids[31], ids[-1])),
            ["export", "--text", "--format", "jsonl"],
        ]
        self.right = self.ask(self.copy(0))
        assert all(code == 0 for code, _, _ in self.right)

    def copy(self, number: int) -> Path:
        """A copy of the archive, as it was."""
        work = self.folder / f"work{number}"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(self.archive.parent, work)
        return work / "archive"

    def ask(self, archive: Path, *, check_first: bool = False) -> list[tuple[int, str, str]]:
        """The answers to all questions; what check says stands last or first."""
        check = [["check", "--format", "json"]]
        questions = check + self.questions if check_first else self.questions + check
        home = self.folder / "home"
        ended = run(home, "-m", "tests.faults.ask", archive, json.dumps(questions))
        assert ended.code == 0, ended.err
        answers = [(code, out, err) for code, out, err in json.loads(ended.out)]
        return answers[1:] if check_first else answers[:-1]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return Model(tmp_path_factory.mktemp("damage"))


def wrong(answers: list[tuple[int, str, str]], right: list[tuple[int, str, str]]) -> list[object]:
    """Which answers are neither right nor a refusal in one sentence, and how they begin."""
    return [
        (number, answer[0], answer[1][:300], answer[2][:300])
        for number, (answer, good) in enumerate(zip(answers, right, strict=True))
        if answer != good and not _refused(answer, good)
    ]


def _refused(answer: tuple[int, str, str], good: tuple[int, str, str]) -> bool:
    """Whether a command refused in one sentence; what it had written before was right."""
    code, out, err = answer
    return code in (4, 5) and err.count("\n") == 1 and good[1].startswith(out)


@pytest.mark.parametrize("how", sorted(HOW))
@pytest.mark.parametrize("name", FILES)
def test_a_spoilt_file(model: Model, name: str, how: str) -> None:
    chance = random.Random(f"{SEED} {name} {how}")
    archive = model.copy(0)
    files = sorted(each for each in archive.rglob("*") if each.name.endswith(name))
    assert files
    places = [each.relative_to(archive) for each in files]
    bad: list[object] = []
    for number in range(times(how)):
        archive = model.copy(0)
        file = archive / chance.choice(places)
        data = HOW[how](file.read_bytes(), chance)
        file.unlink()
        if data is not None:
            file.write_bytes(data)
        answers = model.ask(archive, check_first=bool(number % 2))
        bad += [(number, file.name, each) for each in wrong(answers, model.right)]
    assert bad == []


def times(how: str) -> int:
    """How often a kind of damage is tried on each file; some know only one way to happen."""
    return 1 if how in ("emptied", "all zeros", "longer", "gone") else often(1, 16)
