"""Two spellings of one name: when a name is a slip of the pen for another of the same place.

In: the spellings of one place with their offices and days. Out: which spelling stands for which.

A letter makes another person (Hùng, Hưng, Hừng), so a slip is only what nothing speaks against:
the names differ in one word by one letter or in its marks, nobody of the one name ever met the
other, the rarer name is much rarer, both hold one office, and at about one time. When only marks
are missing any office will do; else it must be one that a single person holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from giaoban_cli.frozen import frozen
from giaoban_cli.text.fold import compatible, respelled, unmarked
from giaoban_cli.text.who.roles import normal, same

AROUND = timedelta(days=366)
"""How long before its first and after its last day an office may bear the other spelling."""

# What one person holds at a time; what begins with phó may be held by several, but for the
# standing deputy.
_SOLE = (
    "bí thư", "quyền bí thư", "phó bí thư thường trực", "chủ tịch", "quyền chủ tịch",
    "phó chủ tịch thường trực", "trưởng", "chánh", "chủ nhiệm", "giám đốc", "viện trưởng",
    "chỉ huy trưởng", "tổng biên tập", "hiệu trưởng",
)  # fmt: skip


@frozen
class Spelling:
    """One spelling of a name in one place.

    Attributes:
        words: its marked keys.
        meetings: in which it occurs.
        offices: normal form of each office and the days on which it was borne, as far as known.
    """

    words: tuple[str, ...]
    meetings: frozenset[str]
    offices: Mapping[str, frozenset[str]]


def office(role: str) -> str | None:
    """The normal form of a role that tells people apart; None for a membership or a past office."""
    plain = normal(role)
    if plain.startswith(("nguyên ", "cựu ")) or "ủy viên" in plain or "viên ban" in plain:
        return None
    return plain


def folded(words: Sequence[str]) -> tuple[str, ...]:
    """The keys of a name with i and y at the end of kỳ, lý, mỹ as one letter."""
    return tuple(min(word, respelled(word) or word) for word in words)


def slips(spellings: Sequence[Spelling]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Which spellings of one place are slips: rare words → the words that were meant."""
    by_words = {each.words: each for each in spellings}
    alike = _but_for_one_word(by_words)
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for rare in sorted(spellings, key=lambda each: (len(each.meetings), each.words)):
        meant = [
            by_words[words]
            for words in alike.get(rare.words, ())
            if words not in found and is_slip(rare, by_words[words])
        ]
        if len(meant) == 1:  # between two that it may stand for nothing decides
            found[rare.words] = meant[0].words
    return found


def _but_for_one_word(
    names: Iterable[tuple[str, ...]],
) -> Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]:
    """For each name those that are the same but for one word."""
    holes: defaultdict[tuple[int, tuple[str, ...]], list[tuple[str, ...]]] = defaultdict(list)
    for words in names:
        for at in range(len(words)):
            holes[at, (*words[:at], "", *words[at + 1 :])].append(words)
    found: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for alike in holes.values():
        for words in alike:
            found[words] += [other for other in alike if other != words]
    return found


def is_slip(rare: Spelling, common: Spelling) -> bool:
    """Whether the rarer of two spellings that differ in one word stands for the other."""
    often = len(common.meetings)
    if len(rare.meetings) > 1 and 2 * len(rare.meetings) > often:
        return False
    if rare.meetings & common.meetings:
        return False
    pairs = [(a, b) for a, b in zip(rare.words, common.words, strict=True) if a != b]
    if len(pairs) != 1 or len(rare.words) < 2:
        return False
    typed, meant = pairs[0]
    shared = [
        (mine, its)
        for mine in rare.offices
        for its in common.offices
        if same(mine, its) and _at_one_time(rare.offices[mine], common.offices[its])
    ]
    if compatible(typed, meant):
        return bool(shared) or not rare.offices
    near = unmarked(typed) == unmarked(meant) or one_letter(unmarked(typed), unmarked(meant))
    return near and any(mine.startswith(_SOLE) for mine, _ in shared)


def _at_one_time(rare: frozenset[str], common: frozenset[str]) -> bool:
    """Whether days of one spelling fall into the time of the other, or near it."""
    if not rare or not common:
        return True
    first, last = (date.fromisoformat(day) for day in (min(common), max(common)))
    return all(first - AROUND <= date.fromisoformat(day) <= last + AROUND for day in rare)


def one_letter(one: str, other: str) -> bool:
    """Whether two words differ by one letter more, less or another, or by two swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return one == other
    start = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    mine, its = one[start:], other[start:]
    return (
        mine[1:] == its[1:]
        or mine[1:] == its
        or mine == its[1:]
        or (mine[:2] == its[:2][::-1] and mine[2:] == its[2:])
    )
