"""Short forms of the genre and what they stand for: data/abbreviations.tsv as keys of text.fold.

In: the table, and pairs from the configuration. Out: `Abbreviations`, which tells for a run of
typed words which other words say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

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
    """Rules by the plain key of their first word, the longest first."""

    rules: dict[str, tuple[Rule, ...]]

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
        for rule in self.rules.get(unmarked(typed[at]), ()):
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


@cache
def abbreviations(extra: tuple[tuple[str, str], ...] = ()) -> Abbreviations:
    """The rules of the table that ships, with pairs (short form, long form) added.

    A short form that the table marks `*` stands for too many things: it is expanded when typed,
    but nobody who types one of the long forms means it.
    """
    rows = [(short, long, flag == "*") for short, long, *rest in table("abbreviations")
            for flag in (rest[0] if rest else "",)]  # fmt: skip
    rows += [(short, long, False) for short, long in extra]
    rules: list[Rule] = []
    for short, long, ambiguous in rows:
        short_keys, long_keys = keys(short), keys(long)
        if not short_keys or not long_keys:
            continue
        rules.append(Rule(short_keys, long_keys, as_typed=_reads_like_a_syllable(short_keys)))
        if not ambiguous:
            rules.append(Rule(long_keys, short_keys, as_typed=False))
    return Abbreviations(_by_first_word([*rules, *_contained(rules)]))


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


def _by_first_word(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        found.setdefault(unmarked(rule.said[0]), []).append(rule)
    return {
        word: tuple(sorted(group, key=lambda rule: -len(rule.said)))
        for word, group in found.items()
    }
