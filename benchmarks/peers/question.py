"""A query in no program's language. Light to load: it is part of every process that is timed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

from benchmarks.letters import plain

KINDS = (
    "rare word",
    "common word",
    "AND",
    "OR",
    "phrase",
    "prefix",
    "word + date",
    "name + word",
)


@dataclass(frozen=True, slots=True)
class Question:
    """One query, in no program's language.

    Attributes:
        kind: which of the eight it is.
        words: small letters, with their marks.
        joined: how the words are meant: all of them, any, in a row, or as the beginning of one.
        days: first and last ISO day of the meetings wanted.
        name: a person that must be named.
    """

    kind: str
    words: tuple[str, ...]
    joined: Literal["all", "any", "phrase", "prefix"] = "all"
    days: tuple[str, str] | None = None
    name: str | None = None

    @property
    def plain_words(self) -> tuple[str, ...]:
        """The words without marks."""
        return tuple(map(plain, self.words))

    def to_json(self) -> str:
        """As one argument of a command line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Question:
        """The question that `to_json` wrote."""
        values = json.loads(text)
        days = values.pop("days")
        return cls(
            words=tuple(values.pop("words")), days=(days[0], days[1]) if days else None, **values
        )
