"""From lists of words to one regular expression, and text in the form such lists are written in.

In: words, or a report's text. Out: a pattern that shares prefixes (so that its cost does not grow
with the list), or the lower-case twin of a text.
"""

from __future__ import annotations

import re
import sys
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

# “uỷ” in “uỷ ban”, “oà” in “hoà”; not in “toàn”, “huỳnh”, nor in “quý”, whose mark is in its place
_OLD_TONE = re.compile(r"[ou](?:(?<=o)[àáảãạèéẻẽẹ]|(?<=u)(?<!qu)[ỳýỷỹỵ])(?!\w)")


def lowered(text: str) -> str:
    """`text` in lower case with the tone mark on the place of today's spelling.

    Returns:
        A string of exactly as many characters, so that offsets hold in both.
    """
    low = text.lower()
    if len(low) != len(text):  # “İ” alone becomes two characters
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _OLD_TONE.sub(lambda found: _TONES[found[0]], low)


_LONG = 50_000
"""A text of so many characters is read alone: only the last one's twin is remembered."""

_twin = lru_cache(maxsize=32)(lowered)
_long_twin = lru_cache(maxsize=1)(lowered)


def twin(text: str) -> str:
    """`lowered` of a whole report, remembered while the rules of those read together run."""
    return (_twin if len(text) < _LONG else _long_twin)(text)


def one_of(words: Iterable[str]) -> str:
    """The source of a pattern, without groups, that matches the longest of `words` at a place.

    Args:
        words: literal words or phrases; a blank in them matches one to three blanks, because
            pages set double blanks.
    """
    return _source(_tree(words))


def either_case(words: Iterable[str]) -> str:
    """The source of `one_of(words)` for capitals too; the words are in lower case.

    The first letters show which words can follow: all that most places in a text need.
    """
    root = _tree(words)
    return "(?:" + "|".join(f"[{c}{c.upper()}](?i:{_source(root[c])})" for c in root) + ")"


# what stands between words: marks and blanks, as long as they are no rare ones
_BETWEEN = (
    r"[\x00-/:-@\[-^`{-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\u2000-\u206f\u20a0-\u20ff\u2190-\u2bff"
    r"\u3000-\u3003\uf000-\uf0ff\ufeff\ufffd]"
)


class Finder:
    """A pattern that matches only where a word begins, found sooner in long texts.

    The engine skips from blank to blank, and tries the pattern where a word begins like one of
    those it begins with; it cannot skip over a look behind for the beginning of a word.

    Args:
        words: how the pattern may begin, as for `one_of`.
        pattern: the pattern; without one, any of `words` as a whole word.
    """

    def __init__(self, words: Iterable[str], pattern: re.Pattern[str] | None = None) -> None:
        source = one_of(words)
        self._gap = re.compile(rf"{_BETWEEN}(?={source})")
        self.pattern = pattern or re.compile(rf"{source}(?!\w)")

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """The matches in a stretch of text, like `re.Pattern.finditer`."""
        if start == 0 and (found := self.pattern.match(text, 0, end)):
            yield found
            start = found.end()
        for gap in self._gap.finditer(text, max(0, start - 1), end):
            at = gap.end()
            if at >= start and (found := self.pattern.match(text, at, end)):
                yield found
                start = found.end()

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in a stretch of text, like `re.Pattern.search`."""
        return next(self.finditer(text, start, end), None)


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
