"""What text looks like when its encoding was taken for another: each such text read rightly again.

In: text whose bytes, of whatever encoding, were read as cp1252, as Windows does it: `Ho¹t ®éng`,
`caùc baïn`, `Huyá»‡n`. That is how such text is met in files (`as_cp1252`) and how it was pasted
into documents of Unicode. Out: what was meant. Letters that cp1252 does not have are left alone,
so that a text may be part Unicode, part not. The tables are data/encodings.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from unicodedata import normalize

from giaoban_cli.data import table
from giaoban_cli.text.decode.capitals import restored
from giaoban_cli.text.decode.syllables import is_legal

Reading = Callable[[str], str]

LOST = "\ufffd"
"""Stands where a character was lost for good."""

_UNDEFINED = "\x81\x8d\x8f\x90\x9d"
"""Bytes that cp1252 has no character for; Windows keeps them as control characters."""

_BYTES = {
    chr(byte) if chr(byte) in _UNDEFINED else bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0x100)
}
"""Characters beyond ASCII → the bytes that cp1252 writes them with."""

_HIGH = re.compile(f"[{''.join(map(re.escape, _BYTES))}]+")

# "lÃ  " with two spaces, "toÃ n" with one: the one behind Ã was one that does not break, a byte
_SPACES_FOR_BYTE = re.compile("Ã {1,2}")
_SEAM = "\ufdd0"
_SEAMED = re.compile(rf"(\w{{0,8}}){_SEAM}(\w{{0,8}})")

_LEADS = re.compile(
    "[\udcc2-\udcf4][\udc80-\udcbf]{0,2}"
)  # a character's first bytes, not its last
_STRAY = re.compile("[\udc80-\udcff]")

# "HộI", "NGHị", "bộ", "TỉNH": a word, for what became of its capitals
_WORD = re.compile(r"[^\W\d_]+")


def as_cp1252(data: bytes) -> str:
    """Bytes as Windows shows them when it takes them for cp1252; no byte is lost."""
    return data.decode("latin-1").translate(_SHOWN)


_SHOWN = {byte: character for character, byte in _BYTES.items()}


def tcvn3(line: str) -> str:
    """TCVN3 (ABC), of which `Uû ban nh©n d©n` is made.

    It has no capitals for letters with a tone; where they are plain to see they are brought back.
    """
    return restored(normalize("NFC", line.translate(_tcvn3_letters())))


def vni(line: str, stray: str | None = None) -> str:
    """VNI-Windows, of which `caùc baïn` is made: marks are characters behind their letter.

    Args:
        line: text taken for cp1252.
        stray: what stands for marks that are behind no letter; None leaves them.
    """
    letters, pattern = _vni_letters()
    return pattern.sub(lambda match: letters.get(match[0], stray or match[0]), line)


def cp1258(line: str) -> str:
    """Windows-1258, of which `Hôòi nghiò` is made: most tones are marks behind their letter."""
    return normalize("NFC", line.translate(_cp1258_letters()))


def utf_8(line: str) -> str:
    """UTF-8, of which `Huyá»‡n` is made; `LOST` stands for what cannot be told any more.

    Where a space that does not break became a plain one, à is read and the space is kept only
    between syllables. A lone `Ä` is Đ, whose second byte cp1252 has no character for.
    """
    text = _SPACES_FOR_BYTE.sub(lambda spaces: f"Ã\xa0{' ' if spaces[0][2:] else _SEAM}", line)
    text = _HIGH.sub(_from_utf_8, text)
    return _SEAMED.sub(_joined, text) if _SEAM in text else text


def damaged_utf_8(line: str) -> str:
    """UTF-8 of a file; `LOST` stands for bytes that are none."""
    return bytes(_BYTES.get(letter, ord(letter)) for letter in line).decode("utf-8", "replace")


PASTED: Mapping[str, Reading] = {"utf-8": utf_8, "tcvn3": tcvn3, "vni": vni, "cp1258": cp1258}
"""Encodings by their names, and how text in them that was pasted into Unicode is read."""

RAW: Mapping[str, Reading] = {**PASTED, "utf-8": damaged_utf_8, "vni": partial(vni, stray=LOST)}
"""The same for the bytes of a file."""


def _from_utf_8(run: re.Match[str]) -> str:
    text = bytes(map(_BYTES.__getitem__, run[0])).decode("utf-8", "surrogateescape")
    text = _LEADS.sub(lambda lead: "Đ" if lead[0] == "\udcc4" else LOST, text)
    return _STRAY.sub(lambda stray: _SHOWN[ord(stray[0]) - 0xDC00], text)


def _joined(seam: re.Match[str]) -> str:
    """The two sides of an à that had one space behind it, its own or the one between words."""
    left, right = seam.groups()
    return left + right if not right or is_legal(left + right) else f"{left} {right}"


@cache
def _tcvn3_letters() -> dict[int, str]:
    """Characters of cp1252 → letters of TCVN3."""
    return {int(byte, 16): letter for letter, byte, _ in table("encodings") if byte}


@cache
def _vni_letters() -> tuple[dict[str, str], re.Pattern[str]]:
    """Characters of cp1252 → letters of VNI, and the pattern that finds them, pairs first.

    A capital letter may have the small form of its mark: `Aùn`.
    """
    letters = {}
    for letter, _, code in table("encodings"):
        if code:
            seen = bytes.fromhex(code).decode("latin-1")
            letters[seen] = letter
            letters.setdefault(seen[0] + seen[1:].lower(), letter)
    marks: dict[str, str] = {}
    for seen in letters:
        marks[seen[0]] = marks.get(seen[0], "") + seen[1:]
    pairs = (f"{base}[{''.join(sorted(behind))}]" for base, behind in marks.items() if behind)
    alone = "".join(seen for seen in letters if len(seen) == 1)
    return letters, re.compile(f"{'|'.join(pairs)}|[{alone}]|[À-ÿ]")


@cache
def _cp1258_letters() -> dict[int, str]:
    """Characters of cp1252 → letters and marks of cp1258."""
    return {
        ord(character): bytes([byte]).decode("cp1258", "replace")
        for character, byte in _BYTES.items()
    }
