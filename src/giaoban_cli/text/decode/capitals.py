"""Capitals that TCVN3 could not write: `HộI NGHị` → `HỘI NGHỊ`, `Thị ánh` → `Thị Ánh`.

In: a line as decoded. Out: the line with those capitals that the line itself shows.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from giaoban_cli.data import table
from giaoban_cli.text.decode.syllables import is_legal
from giaoban_cli.text.words.letters import UPPER

# "HộI", "NGHị", "bộ", "TỈNH"
_WORD = re.compile(r"[^\W\d_]+")

# "PHÓ Bí THƯ", "CHỦ ủY BAN": a word without small plain letters between capitals
_BETWEEN = re.compile(
    rf"(?<=[{UPPER}]{{2}} )[{UPPER}]?[^\x00-\x7f{UPPER}\W]{{1,3}}[{UPPER}]?(?= [{UPPER}]{{2}})"
)

# a small vowel with a tone behind a capital word, and before another or a sign: "Thị ánh,",
# "Nông ích Thuận", "Tạ út - "
_TONED = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
_NAMED = re.compile(
    rf"((?:[^\W\d_]{{1,10}}[ \xa0]){{1,3}})([{_TONED}][a-z]{{1,3}})"
    r"(?= ?(?:[,;.:(–-]|$)|[ \xa0][A-ZĐÀ-Ý])"
)

_NO_NAMES = ("ủy", "uỷ")


def restored(line: str) -> str:
    """A line with its capitals, where its other letters tell them."""
    words = [word[0] for word in _WORD.finditer(line)]
    whole = not any(letter.islower() and letter.isascii() for letter in line)
    if whole and any(map(_is_shouted, words)):
        line = line.upper()
    elif any(map(_is_mixed, words)):
        line = _WORD.sub(lambda word: word[0].upper() if _is_mixed(word[0]) else word[0], line)
        line = _BETWEEN.sub(lambda word: word[0].upper(), line)
    return _NAMED.sub(_name, line)


def _is_shouted(word: str) -> bool:
    """Whether a word is a syllable in capitals, or was: `THƯ`, `HộI`; not `UBND`, `HU`."""
    return _is_mixed(word) or (len(word) > 2 and word.isupper() and is_legal(word))


def _is_mixed(word: str) -> bool:
    """Whether all ASCII letters of a word are capitals, one of them not the first, others small."""
    plain = "".join(letter for letter in word if letter.isascii())
    return not word.isupper() and plain.isupper() and any(letter.isupper() for letter in word[1:])


def _name(match: re.Match[str]) -> str:
    """A person's name that ends in a small letter, or has one within, with its capital."""
    before, word = match.groups()
    name = list(takewhile(str.istitle, reversed(before.split())))
    if word in _NO_NAMES or _surnames().isdisjoint(name):
        return match[0]
    return before + word.capitalize()


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row[0] for row in table("surnames"))
