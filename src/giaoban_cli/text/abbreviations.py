"""Short forms of the genre and what they stand for: data/abbreviations.tsv as keys of text.fold.

In: the table, and pairs from the configuration. Out: `Abbreviations`, which tells for a run of
typed words which other words say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from unicodedata import normalize

from giaoban_cli.data import table
from giaoban_cli.frozen import frozen
from giaoban_cli.text.fold import CAPITALS, compatible, keys, unmarked

Keys = tuple[str, ...]

_TELLING = 3
"""Words of a long form that is looked for inside longer ones: nông thôn mới, but not tỉnh ủy."""


@frozen
class Rule:
    """Words `said` that may also be said as `other`, both as marked keys.

    `as_typed` marks a short form that must be typed as it stands, in capitals: it reads like a
    syllable (`TU`), and the plain letters of one are not it.
    """

    said: Keys
    other: Keys
    as_typed: bool


@frozen
class Abbreviations:
    """What stands for what: the table that ships, with pairs (short form, long form) added."""

    extra: tuple[tuple[str, str], ...] = ()

    def others(self, typed: Sequence[str], at: int) -> tuple[int, tuple[Keys, ...]]:
        """The longest wording at one place of a run that has another one.

        Args:
            typed: marked keys of the run.
            at: index into the run.

        Returns:
            How many words it has, and the other ways to say it; `(1, ())` when there are none.
        """
        found: list[Keys] = []
        length = 0
        for rule in rules_from(unmarked(typed[at]), self.extra):
            if found and len(rule.said) < length:
                break
            words = typed[at : at + len(rule.said)]
            if len(words) == len(rule.said) and _means(words, rule):
                length = len(words)
                if rule.other not in found:
                    found.append(rule.other)
        return max(length, 1), tuple(found)


def _means(typed: Sequence[str], rule: Rule) -> bool:
    if rule.as_typed:
        return tuple(typed) == rule.said
    return all(compatible(word, said) for word, said in zip(typed, rule.said, strict=True))


@lru_cache(1 << 12)
def rules_from(word: str, extra: tuple[tuple[str, str], ...] = ()) -> tuple[Rule, ...]:
    """The rules whose first word has these plain letters, the longest first.

    Only rows that can tell of that word are read: to read all takes longer than most searches.
    A short form that the table marks `*` stands for too many things: it is expanded when typed,
    but nobody who types one of the long forms means it.
    """
    rules: list[Rule] = []
    for short, long, ambiguous in _rows_about(word, extra):
        short_keys, long_keys = keys(short), keys(long)
        if not short_keys or not long_keys:
            continue
        rules.append(Rule(short_keys, long_keys, as_typed=_reads_like_a_syllable(short_keys)))
        if not ambiguous:
            rules.append(Rule(long_keys, short_keys, as_typed=False))
    found = [rule for rule in (*rules, *_contained(rules)) if unmarked(rule.said[0]) == word]
    return tuple(sorted(found, key=lambda rule: -len(rule.said)))


def _rows_about(word: str, extra: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str, bool]]:
    """Short form, long form and mark of rows: those that begin so, and those that contain them.

    Pairs of one's own are few, and always among them.
    """
    own = _folded(extra)
    begun = [row for row in _rows() if f"\t {word} " in row]
    forms = {form for row in (*own, *begun) for form in row.split("\t")[1:]}
    for row, (short, long, *mark) in zip(_rows(), table("abbreviations"), strict=True):
        if any(form in row for form in forms):
            yield short, long, mark == ["*"]
    for short, long in extra:
        yield short, long, False


# What parts words, in folded text: "kt-xh", "ld-tb&xh"
_BETWEEN = re.compile(r"[^a-z0-9\t\n]+")


def _folded(pairs: Iterable[Sequence[str]]) -> list[str]:
    """Short and long forms as plain letters, a tab before each, their words between spaces."""
    whole = "\n".join(f"\t {short} \t {long} " for short, long, *_ in pairs)
    letters = normalize("NFD", whole.casefold().replace("đ", "d")).encode("ascii", "ignore")
    return _BETWEEN.sub(" ", letters.decode()).split("\n") if whole else []


@cache
def _rows() -> list[str]:
    """The rows of the table, folded all at once."""
    return _folded(table("abbreviations"))


def _contained(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Short forms of more: who asks for mục tiêu quốc gia or MTQG also means CTMTQG."""
    longs: dict[Keys, list[Rule]] = {}
    for rule in rules:
        if len(rule.said) >= _TELLING:
            longs.setdefault(rule.said, []).append(rule)
    for more in chain.from_iterable(longs.values()):
        for run in _runs(more.said):
            for less in longs.get(run, ()):
                if less.other not in _runs(more.other):  # `TT HĐND` is found by HĐND itself
                    yield Rule(less.said, more.other, as_typed=False)
                    yield Rule(less.other, more.other, _reads_like_a_syllable(less.other))


def _runs(words: Keys) -> set[Keys]:
    """Every run of a row of words but the whole of it."""
    return {
        words[first:end]
        for first in range(len(words))
        for end in range(first + 1, len(words) + 1)
        if end - first < len(words)
    }


@cache
def capital_forms() -> frozenset[str]:
    """Keys of the words in short forms that must be typed in capitals: `tu^`, `hu^`, `ca^`."""
    forms = (keys(short) for short, *_ in table("abbreviations"))
    return frozenset(form[0] for form in forms if _reads_like_a_syllable(form))


def _reads_like_a_syllable(short: Keys) -> bool:
    return len(short) == 1 and short[0].endswith(CAPITALS)
