"""Fonts that tell the encoding of the text set in them: `.VnTimeH` is TCVN3, all capitals.

In: a font's name, as a Word or web document has it, and the text set in it. Out: what the reader
of the document would see.
"""

from __future__ import annotations

import re
from unicodedata import normalize

# the fonts of TCVN3, those of capitals ending in H: ".VnTime", ".VnArialH", ".VnTime Bold"
_TCVN3 = re.compile(r"\.vn[a-z]{1,20}?(h?)(?: |$)", re.IGNORECASE)

# the fonts of VNI: "VNI-Times", "VNI Helve"
_VNI = re.compile(r"vni[- ][a-z]", re.IGNORECASE)


def encoding_of(font: str) -> str | None:
    """The encoding that a font stands for, `tcvn3` or `vni`; None for fonts of Unicode."""
    if _VNI.match(font):
        return "vni"
    return "tcvn3" if _TCVN3.match(font) else None


def shown(text: str, font: str) -> str:
    """What a reader sees of a text in a font, NFC; the text itself in a font of Unicode."""
    encoding = encoding_of(font)
    if encoding is None:
        return text
    from giaoban_cli.text.decode.legacy import PASTED

    meant = normalize("NFC", "\n".join(map(PASTED[encoding], text.split("\n"))))
    capitals = _TCVN3.match(font)
    return meant.upper() if capitals and capitals[1] else meant
