"""From lists of words to one regular expression, and text in the form such lists are written in.

In: words, or a report's text. Out: a pattern that shares prefixes (so that its cost does not grow
with the list), or the lower-case twin of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

_TONES = dict(
    zip(
        ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"),
        ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"),
        strict=True,
    )
)
"""Two spellings of one sound at the end of a syllable, both two characters long."""

# “uỷ” in “uỷ ban”, “oà” in “hoà”; not in “toàn”, “huỳnh”. A set first: found fast in long texts.
_OLD_TONE = re.compile(r"[ou](?:(?<=o)[àáảãạèéẻẽẹ]|(?<=u)[ỳýỷỹỵ])(?!\w)")


def lowered(text: str) -> str:
    """`text` in lower case with the tone mark on the place of today's spelling.

    Returns:
        A string of exactly as many characters, so that offsets hold in both.
    """
    low = text.lower()
    if len(low) != len(text):  # “İ” alone becomes two characters
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _OLD_TONE.sub(_today, low)


def _today(found: re.Match[str]) -> str:
    old = found[0]
    before = found.string[found.start() - 1] if found.start() else ""
    return old if before == "q" else _TONES[old]  # “quý” has its mark where it belongs


@lru_cache(maxsize=4)
def twin(text: str) -> str:
    """`lowered` of a whole report, remembered while the rules of one report run."""
    return lowered(text)


def one_of(words: Iterable[str]) -> str:
    """The source of a pattern, without groups, that matches the longest of `words` at a place.

    Args:
        words: literal words or phrases; a blank in them matches one to three blanks, because
            pages set double blanks.
    """
    return _source(_tree(words))


def beginning(words: Iterable[str], *, any_case: bool = False, no: str = r"\w") -> str:
    """The source of `one_of(words)` for places behind which no `no` stands.

    The engine skips fast through a text to the letters that a pattern begins with, but not when a
    look behind stands before them: so it stands behind the first letter here.

    Args:
        words: as for `one_of`; in lower case if `any_case`.
        any_case: whether capitals match too.
        no: what must not stand before, one character of a pattern.
    """
    root = _tree(words)
    if not any_case:
        return "(?:" + "|".join(rf"{c}(?<!{no}{c}){_source(rest)}" for c, rest in root.items()) + ")"
    either = {char: f"[{char}{char.upper()}]" for char in root}
    first = "".join(letters[1:-1] for letters in either.values())
    rest = "|".join(f"(?<={letters}){_source(root[c])}" for c, letters in either.items())
    return rf"[{first}](?<!{no}.)(?i:{rest})"


def matches(
    rare: re.Pattern[str], pattern: re.Pattern[str], low: str, span: tuple[int, int]
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` finds in a span, sooner.

    The engine skips fast to the letters a pattern begins with, but not when a look behind for the
    beginning of a word stands before them.

    Args:
        rare: matches wherever `pattern` does, and begins with letters.
        pattern: what is looked for.
        low: the text.
        span: the part of it to look in.
    """
    start, end = span
    for maybe in rare.finditer(low, start, end):
        if maybe.start() >= start and (found := pattern.match(low, maybe.start(), end)):
            yield found
            start = found.end()


def _tree(words: Iterable[str]) -> dict[str, Any]:
    """Words as a tree of letters; an empty key tells that a word may end there."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return root


def _source(node: dict[str, Any]) -> str:
    parts = [
        # “Bí thư  Huyện ủy”
        (r"\s{1,3}" if char == " " else re.escape(char)) + _source(rest)
        for char, rest in sorted(node.items())
        if char
    ]
    if len(parts) < 2 and "" not in node:
        return "".join(parts)
    return "(?:" + "|".join(parts) + ")" + ("?" if "" in node else "") if parts else ""
