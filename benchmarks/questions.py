"""What every program is asked: eight kinds of query, drawn by how common words are in reports.

In: the first reports of a corpus. Out: `Question`s, the same ones for every program and size.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from unicodedata import normalize

from benchmarks.generator import Report
from benchmarks.genre import Dice
from benchmarks.peers.question import KINDS, Question

EACH = 5
"""Questions of each kind."""

SAMPLE = 1000
"""Reports that words are drawn from: those that the smallest corpus has."""

# A word made of letters only: `nghị`, not `m2` or `2025`.
_WORD = re.compile(r"[^\W\d_]+")

# A tone mark of a decomposed word: grave, acute, tilde, hook above, dot below.
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def questions(reports: Sequence[Report], seed: int = 1) -> tuple[Question, ...]:
    """Draw the questions: `EACH` of every kind, kind by kind.

    A rare word stands in 2 to 4 of 1,000 reports, a common one in 40 to 70 of 100, a middling one
    in 10 to 40; a phrase is three words in a row that 3 to 15 of 100 reports hold. Common and
    middling words carry a tone, since giaoban takes a word without one for every tone of it, and
    would look for more than the others. A prefix is the first three letters of a middling word.
    """
    pool = _Pool(reports[:SAMPLE])
    dice = Dice(f"{seed}/questions")
    makers: dict[str, Callable[[], Question]] = {
        "rare word": lambda: Question("rare word", (dice.one(pool.rare),)),
        "common word": lambda: Question("common word", (dice.one(pool.common),)),
        "AND": lambda: Question("AND", pool.three(dice)),
        "OR": lambda: Question("OR", pool.three(dice), "any"),
        "phrase": lambda: Question("phrase", dice.one(pool.phrases), "phrase"),
        "prefix": lambda: Question("prefix", (dice.one(pool.beginnings),), "prefix"),
        "word + date": lambda: Question("word + date", (dice.one(pool.middling),), days=year(dice)),
        "name + word": lambda: Question(
            "name + word", (dice.one(pool.common),), name=dice.one(pool.names)
        ),
    }
    return tuple(pool.answered(makers[kind]) for kind in KINDS for _ in range(EACH))


def year(dice: Dice) -> tuple[str, str]:
    """A whole year."""
    number = dice.between(2012, 2024)
    return f"{number}-01-01", f"{number}-12-31"


class _Pool:
    """Words, phrases, beginnings and names by how many reports hold them."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = [
            (report, f" {' '.join(_WORD.findall(report.told.lower()))} ") for report in reports
        ]
        words: Counter[str] = Counter()
        threes: Counter[tuple[str, str, str]] = Counter()
        chairs: Counter[str] = Counter()
        for report in reports:
            found = _WORD.findall(report.told.lower())
            words.update(set(found))
            threes.update(set(zip(found, found[1:], found[2:], strict=False)))
            chairs.update(report.chairs)
        self._size = len(reports)
        self.rare = sorted(word for word in words if 0.002 <= words[word] / self._size <= 0.004)
        self.common = self._between(words, 0.4, 0.7)
        self.middling = self._between(words, 0.1, 0.4)
        self.phrases = sorted(
            three for three, count in threes.items() if 0.03 <= count / self._size <= 0.15
        )
        self.beginnings = sorted({word[:3] for word in self.middling if len(word) > 3})
        self.names = sorted(name for name, count in chairs.items() if count >= 3)

    def _between(self, words: Counter[str], low: float, high: float) -> list[str]:
        return sorted(
            word
            for word, count in words.items()
            if low <= count / self._size <= high and _TONE.search(normalize("NFD", word))
        )

    def answered(self, make: Callable[[], Question]) -> Question:
        """The first question drawn that a report answers: what finds nothing says little."""
        while True:
            question = make()
            if any(_answers(report, text, question) for report, text in self._reports):
                return question

    def three(self, dice: Dice) -> tuple[str, ...]:
        """Three different middling words."""
        chosen: dict[str, None] = {}
        while len(chosen) < 3:
            chosen[dice.one(self.middling)] = None
        return tuple(chosen)


def _answers(report: Report, text: str, question: Question) -> bool:
    """Whether a report, and its words between single spaces, answer a question."""
    first, last = question.days or ("", "9999")
    if question.name and f" {question.name.lower()} " not in text:
        return False
    words = [f" {word} " for word in question.words]
    match question.joined:
        case "any":
            held = any(word in text for word in words)
        case "phrase":
            held = f" {' '.join(question.words)} " in text
        case "prefix":
            held = f" {question.words[0]}" in text
        case "all":
            held = all(word in text for word in words)
    return held and first <= report.date.isoformat() <= last
