"""Words of the index that are near a typed one: other marks, or one slip of the finger.

In: lexicons and a plain key. Out: words of the archive itself, the most frequent first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from giaoban_cli.index.forms import Lexicon
from giaoban_cli.index.segment import key_of
from giaoban_cli.text.fold import CAPITALS

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_LONGEST = 24
"""Characters: longer words are not looked up, there would be too many slips to try."""


def variants(lexicons: Sequence[Lexicon], plain: str, limit: int) -> tuple[tuple[str, int], ...]:
    """The marked keys whose plain key this is, with document counts, most first."""
    found: Counter[str] = Counter()
    for lexicon in lexicons:
        for term, documents in lexicon.marked(plain):
            found[key_of(term).removesuffix(CAPITALS)] += documents
    return _most(found, limit)


def similar(lexicons: Sequence[Lexicon], plain: str, limit: int) -> tuple[tuple[str, int], ...]:
    """Plain keys one edit away (a letter more, less, another, or two swapped), most first."""
    found: Counter[str] = Counter()
    for word in one_edit_away(plain):
        for lexicon in lexicons:
            for _, documents in lexicon.marked(word):
                found[word] += documents
    return _most(found, limit)


def one_edit_away(word: str) -> set[str]:
    """What a word would be with a letter more, less, another, or two swapped.

    Nothing for words so short or long that there are too many, or none that mean the same.
    """
    if not 2 <= len(word) <= _LONGEST:
        return set()
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    swapped = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    shorter = {a + b[1:] for a, b in halves if b}
    changed = {a + letter + b[1:] for a, b in halves if b for letter in _LETTERS}
    longer = {a + letter + b for a, b in halves for letter in _LETTERS}
    return (swapped | shorter | changed | longer) - {word}


def _most(found: Counter[str], limit: int) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit])
