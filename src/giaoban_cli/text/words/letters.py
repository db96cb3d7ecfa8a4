"""Letters of Vietnamese for use inside character classes of patterns.

`[A-Z]` misses the marked capitals and no range of Unicode holds them all without small letters.
"""

from __future__ import annotations

import re

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""Every capital of the alphabet, NFC."""

LIKE_D = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
"""Letters of Icelandic and Ewe that look like Đ, as old fonts and converters leave them."""

_LIKE_D = re.compile(f"[{''.join(LIKE_D)}]")

LOWER = UPPER.lower()
"""Every small letter of the alphabet, NFC."""


def due(text: str) -> str:
    """`text` with every letter that looks like Đ made one: “Ðông Lũy” → “Đông Lũy”."""
    return _LIKE_D.sub(lambda found: LIKE_D[found[0]], text)
