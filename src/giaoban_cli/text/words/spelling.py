"""Two spellings of one text made one, without moving a character.

In: cleaned text. Out: the same text, character for character in the same place, in the spelling
that the tables of data/ use.
"""

from __future__ import annotations

from functools import lru_cache

_PAIRS = (
    ("uỷ", "ủy"), ("Uỷ", "Ủy"), ("UỶ", "ỦY"),
    ("khoá", "khóa"), ("Khoá", "Khóa"), ("hoá", "hóa"), ("xoá", "xóa"), ("Xoá", "Xóa"),
    ("Ð", "Đ"), ("ð", "đ"),
)  # fmt: skip
"""Tone on the last vowel (“uỷ”, an older rule) and the Icelandic letter that looks like Đ."""


@lru_cache(maxsize=4)
def respell(plain: str) -> str:
    """The text with `uỷ` as `ủy`, `khoá` as `khóa` and the like; every offset stays.

    Remembered while the rules of one report run.
    """
    for old, new in _PAIRS:
        plain = plain.replace(old, new)
    return plain
