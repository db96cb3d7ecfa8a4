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
Answer = tuple[int, str, str]
"""Exit code, output, errors."""

TOGETHER = 8
"""Archives that one process is asked about."""

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
        [self.right] = self.ask([self.copy(0)])
        assert all(code == 0 for code, _, _ in self.right)
        self.right.pop()  # of check

    def copy(self, number: int) -> Path:
        """A copy of the archive, as it was."""
        work = self.folder / f"work{number}"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(self.archive.parent, work)
        return work / "archive"

    def ask(self, archives: list[Path]) -> list[list[Answer]]:
        """For each archive the answers to all questions, and what check says, which stands last.

        Every other archive is checked before it is asked anything else.
        """
        check = [["check", "--format", "json"]]
        asked = [
            (str(archive), check + self.questions if number % 2 else self.questions + check)
            for number, archive in enumerate(archives)
        ]
        ended = run(self.folder / "home", "-m", "tests.faults.ask", json.dumps(asked))
        assert ended.code == 0, ended.err
        found = [[(code, out, err) for code, out, err in each] for each in json.loads(ended.out)]
        return [[*each[1:], each[0]] if number % 2 else each for number, each in enumerate(found)]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return Model(tmp_path_factory.mktemp("damage"))


def wrong(answers: list[Answer], right: list[Answer]) -> list[object]:
    """Which answers are neither right nor a refusal in one sentence, and how they begin."""
    found: list[object] = [
        (number, code, out[:300], err[:300])
        for number, ((code, out, err), good) in enumerate(zip(answers[:-1], right, strict=False))
        if (code, out, err) != good and not _refused((code, out, err), good)
    ]
    code, _, err = answers[-1]
    if code not in (0, 4, 5) or err.count("\n") > 1:
        found.append(("check", code, err))
    if code == 0 and any(answer[0] for answer in answers[:-1]):
        found.append(("check finds nothing, and commands are refused",))
    return found


def _refused(answer: Answer, good: Answer) -> bool:
    """Whether a command refused in one sentence; each line it had written before was right.

    Which lines those are may differ: a meeting whose day is spoilt stands at another place.
    """
    code, out, err = answer
    right = set(out.splitlines()) <= set(good[1].splitlines())
    return code in (4, 5) and err.count("\n") == 1 and right


@pytest.mark.parametrize("name", FILES)
def test_a_spoilt_file(model: Model, name: str) -> None:
    chance = random.Random(f"{SEED} {name}")
    files = sorted(each for each in model.archive.rglob("*") if each.name.endswith(name))
    places = [each.relative_to(model.archive) for each in files]
    bad: list[object] = []
    ways = [how for how in sorted(HOW) for _ in range(times(how))]
    for start in range(0, len(ways), TOGETHER):
        some = ways[start : start + TOGETHER]
        archives = [model.copy(number) for number in range(len(some))]
        for archive, how in zip(archives, some, strict=True):
            spoil(archive / chance.choice(places), how, chance)
        for how, answers in zip(some, model.ask(archives), strict=True):
            bad += [(how, each) for each in wrong(answers, model.right)]
    assert bad == []


def spoil(file: Path, how: str, chance: random.Random) -> None:
    """Spoil a file."""
    data = HOW[how](file.read_bytes(), chance)
    file.unlink()
    if data is not None:
        file.write_bytes(data)


def times(how: str) -> int:
    """How often a kind of damage is tried on each file; some know only one way to happen."""
    return 1 if how in ("emptied", "all zeros", "longer", "gone") else often(1, 16)
