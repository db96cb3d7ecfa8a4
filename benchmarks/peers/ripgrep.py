"""ripgrep over the folder, with a pattern that takes a letter typed plain for itself with any mark.

It reads every file anew for each question, knows no order, and cannot ask for two things at once:
kinds of query that need that are left out.
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.letters import plain
from benchmarks.peers.program import Command, Corpus
from benchmarks.peers.question import Question


@dataclass(frozen=True, slots=True)
class Ripgrep:
    """ripgrep, when it is installed."""

    name: str = "ripgrep"
    home: str = "ripgrep"

    def build(self, corpus: Corpus, home: Path) -> None:
        """Nothing is built."""

    def opened(self, home: Path) -> None:
        """Nothing is kept open."""

    def command(self, corpus: Corpus, home: Path, question: Question) -> Command | None:
        """One search in a process: the files that hold the words."""
        del home
        if question.days or question.name or (question.joined == "all" and question.words[1:]):
            return None
        return Command(
            ("rg", "--ignore-case", "--files-with-matches", pattern(question), str(corpus.reports))
        )


def installed() -> bool:
    """Whether there is a ripgrep to be measured."""
    return shutil.which("rg") is not None


def pattern(question: Question) -> str:
    """A question as a regular expression over text with marks."""
    words = [_folding(word) for word in question.words]
    match question.joined:
        case "any":
            return rf"\b(?:{'|'.join(words)})\b"
        case "prefix":
            return rf"\b{words[0]}"
        case _:
            return r"\b" + r"\W+".join(words) + r"\b"


def _folding(word: str) -> str:
    """A word with every plain letter standing for all its forms: `a` → `[aàáâã…]`."""
    return "".join(_forms().get(letter, letter) for letter in plain(word))


@cache
def _forms() -> dict[str, str]:
    """Each plain letter as a class of the letters that it may be in Vietnamese."""
    forms: dict[str, set[str]] = {"d": {"d", "đ"}}
    for vowel, others in {"a": "ăâ", "e": "ê", "i": "", "o": "ôơ", "u": "ư", "y": ""}.items():
        forms[vowel] = set(_toned(vowel + others))
    return {letter: "[" + "".join(sorted(all_)) + "]" for letter, all_ in forms.items()}


def _toned(vowels: str) -> Iterable[str]:
    """Vowels with each of the six tones."""
    for vowel in vowels:
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"):
            yield unicodedata.normalize("NFC", vowel + tone)


PROGRAM = Ripgrep()
