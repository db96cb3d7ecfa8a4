"""What bytes say of themselves: marks, NUL bytes, control characters; and text made normal.

In: the bytes of a file. Out: the name of a Unicode encoding, or that they are no text.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from giaoban_cli.text.decode.outcome import BinaryContent, UnknownEncoding

SAMPLE = 8192
"""How many bytes are looked at to tell UTF-16 and binary files."""

NUL_SHARE = 0.3
"""Share of NUL among the high bytes of UTF-16: ASCII letters, spaces and digits have it."""

CONTROL_SHARE = 0.02
"""Share of control characters from which decoded bytes are no text."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; UTF-32 before UTF-16, whose mark it begins with."""

_MAGIC = (
    b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF",
    b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"\x7fELF", b"MZ\x90", b"SQLite format 3",
)  # fmt: skip
"""How files of other formats begin."""

# control characters other than tab, line ends, form feed and escape
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LINE_END = re.compile(r"\r\n?")
# what may be marks piled upon one letter: a, then U+0323 U+0302 a hundred thousand times
_PILE = re.compile(r"[^\w\s\x00-\x7f]{31,}")

# any character that Vietnamese text is not made of: no mark to be piled up is among those left out
_SELDOM = re.compile(r"[^\x00-\u02ff\u1e00-\u1eff\u2000-\u206f]")

_HIGHEST = 30
"""Marks upon one letter, as the Stream-Safe Text Format of Unicode (UAX #15) has it."""

_JOINER = "\u034f"
"""Combining grapheme joiner: marks are not put into order across it."""


def told(data: bytes) -> str:
    """The name of the encoding that bytes give away, `utf-8` when they give none away.

    Raises:
        BinaryContent: the bytes are no text.
    """
    if data.startswith(_MAGIC):
        raise BinaryContent
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    return marked or _by_nul_bytes(data) or "utf-8"


def _by_nul_bytes(data: bytes) -> str | None:
    """UTF-16 without a mark: NUL is frequent in one half of the byte pairs and absent in the other.

    Raises:
        BinaryContent: there is NUL, but not as UTF-16 has it.
    """
    sample = data[:SAMPLE]
    if b"\x00" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd >= NUL_SHARE * half and even <= 0.05 * half:
        return "utf-16-le"
    if even >= NUL_SHARE * half and odd <= 0.05 * half:
        return "utf-16-be"
    raise BinaryContent


def strict(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Decode without replacing anything; only a character cut off by the end may be lost.

    Returns:
        The text, and codes of what was lost.

    Raises:
        UnknownEncoding: the bytes are of another encoding.
    """
    try:
        return data.decode(name), ()
    except UnicodeDecodeError as error:
        cut_at = error.start if error.end == len(data) and "end of data" in error.reason else 0
    except LookupError:
        raise UnknownEncoding from None
    if cut_at:
        return data[:cut_at].decode(name), ("cut_character",)
    raise UnknownEncoding


def is_binary(text: str) -> bool:
    """Whether characters hold more control characters than any text has."""
    sample = text[:SAMPLE]
    return len(_CONTROL.findall(sample)) > CONTROL_SHARE * len(sample)


def normal(text: str) -> str:
    """A text NFC, its lines ended by line feeds, without a byte order mark."""
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    if _SELDOM.search(text):
        text = _PILE.sub(_parted, text)
    return unicodedata.normalize("NFC", text)


def _parted(pile: re.Match[str]) -> str:
    """A pile of marks in parts: the time to put one into order grows with its height squared."""
    found: list[str] = []
    height = 0
    for character in pile[0]:
        height = height + 1 if unicodedata.combining(character) else 0
        if height > _HIGHEST:
            found.append(_JOINER)
            height = 1
        found.append(character)
    return "".join(found)
