"""An office: a user whose archive publishes into an index on servers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults import notes
from tests.faults.child import GIAOBAN, Child, Ended
from tests.running import Giaoban, Ran

ALL = "1000"
"""As many hits as can be asked for; no test has more."""


OURS = "giaoban-tests-"
"""How the names of indices begin that tests make."""


def index_name() -> str:
    """The name of an index that no other test has."""
    return f"{OURS}{os.urandom(4).hex()}"


@dataclass(frozen=True, slots=True)
class Office:
    """A user at a machine of their own.

    Attributes:
        folder: where home and archive are made.
        server: addresses, with commas between.
        index: the index that offices share.
        name: under which this one publishes.
        more: further variables: credentials.
    """

    folder: Path
    server: str
    index: str = field(default_factory=index_name)
    name: str = "khe-linh"
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def environ(self) -> dict[str, str]:
        """How a user says where the index is."""
        return {
            "GIAOBAN_ENGINE": "opensearch",
            "GIAOBAN_URL": self.server,
            "GIAOBAN_INDEX": self.index,
            "GIAOBAN_NAME": self.name,
            **self.more,
        }

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    def __call__(self, *words: str | Path) -> Ran:
        """A command inside this process: quick."""
        user = Giaoban(self.folder / "home", self.environ)
        return user("--archive", self.archive, *words)

    def begin(self, *words: str | Path) -> Child:
        """A command as a process, which can be watched while it works."""
        all_words = (*GIAOBAN, "--archive", str(self.archive), *map(str, words))
        return Child(self.folder / "home", *all_words, environ=self.environ)

    def run(self, *words: str | Path) -> Ended:
        """A command as a process, to its end."""
        return self.begin(*words).ended()

    def search(self, *words: str) -> dict[str, Any]:
        """What a search says, as JSON; every hit is asked for."""
        ran = self("search", *words, "--limit", ALL, "--format", "json")
        assert ran.code in (0, 1), ran.err
        found: dict[str, Any] = ran.json
        return found

    def ids(self, *words: str) -> list[str]:
        """The ids of all that a search finds, in order."""
        return [hit["id"] for hit in self.search(*words)["hits"]]


def complaints(office: Office, told: Mapping[str, str], numbers: range) -> list[str]:
    """What is lost, doubled, or cannot be found of the notes of these numbers.

    Args:
        told: path → id of what ingest said is kept.
    """
    listed = office.ids(notes.QUESTION)
    kept = set(told.values())
    named = {Path(path).stem: id_ for path, id_ in told.items()}
    by_words: list[str] = []
    for some in batched(numbers, 30):  # a query has 64 words at most
        asked = " OR ".join(f'"xóa {number + 2}"' for number in some)
        by_words += sorted(set(office.ids(asked)) & {named[f"{number:05}"] for number in some})
    return [
        *(f"doubled: {id_}" for id_ in set(listed) if listed.count(id_) > 1),
        *(f"lost: {id_}" for id_ in kept.difference(listed)),
        *(f"unknown: {id_}" for id_ in set(listed) - kept),
        *(f"not found by its words: {id_}" for id_ in kept.difference(by_words)),
    ]


def batched(numbers: range, size: int) -> Iterator[range]:
    """A range in pieces."""
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]
