"""Letters and their marks, in plain Python: what measures the search must not use its own rules.

In: text with marks. Out: without them, or with the tone where offices used to write it.
"""

from __future__ import annotations

import re
import unicodedata

# A tone on the first vowel of an open oa, oe, uy, as most write today: `hòa`, `khỏe`, `Lũy`; the
# old place is the second vowel. Never in `toàn`, where it stands on the second for everyone.
_OPEN = re.compile(r"([òóỏõọÒÓỎÕỌ])([aeAE])(?!\w)|([ùúủũụÙÚỦŨỤ])([yY])(?!\w)")
_TO_SECOND = {
    first + plain: base + second
    for firsts, base, plain, seconds in (
        ("òóỏõọ", "o", "a", "àáảãạ"),
        ("òóỏõọ", "o", "e", "èéẻẽẹ"),
        ("ùúủũụ", "u", "y", "ỳýỷỹỵ"),
    )
    for first, second in zip(firsts, seconds, strict=True)
}


def old_placement(text: str) -> str:
    """The text with the tone of open oa, oe and uy on the second vowel: `hòa` → `hoà`."""
    return _OPEN.sub(_moved, text)


def _moved(match: re.Match[str]) -> str:
    pair = match[0]
    moved = _TO_SECOND[pair.lower()]
    first = moved[0].upper() if pair[0].isupper() else moved[0]
    second = moved[1].upper() if pair[1].isupper() else moved[1]
    return first + second


def plain(text: str) -> str:
    """Small letters without marks: `Ủy` → `uy`."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
