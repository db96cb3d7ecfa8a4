"""Writes text in the encodings from before Unicode, for tests of how they are read."""

from __future__ import annotations

import unicodedata

from giaoban_cli.data import table

_TCVN3 = {letter: bytes.fromhex(byte) for letter, byte, _ in table("encodings") if byte}
_VNI = {letter: bytes.fromhex(code) for letter, _, code in table("encodings") if code}
_TONES = "\u0300\u0301\u0309\u0303\u0323"


def tcvn3(text: str) -> bytes:
    """TCVN3 as a typist makes it: a capital with a tone becomes a small one, `Ủy` becomes `Uỷ`.

    Raises:
        UnicodeEncodeError: a character stands in no TCVN3 file.
    """
    text = text.replace("Ủy", "Uỷ")
    return b"".join(
        _TCVN3.get(letter) or _TCVN3.get(letter.lower()) or _sign(letter) for letter in text
    )


def vni(text: str) -> bytes:
    """VNI-Windows; UnicodeEncodeError for characters that it does not have."""
    return b"".join(_VNI.get(letter) or _sign(letter) for letter in text)


def cp1258(text: str) -> bytes:
    """Windows-1258, tones behind their letters; UnicodeEncodeError as above."""
    found = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in _TONES)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        try:
            found.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            found.append((base + tone).encode("cp1258"))
    return b"".join(found)


def pasted(data: bytes) -> str:
    """Bytes as they look when Windows takes them for cp1252 and they are pasted into Unicode."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in data
    )


def _sign(letter: str) -> bytes:
    """A character that is no Vietnamese letter: ASCII, or a sign below the letters' bytes."""
    data = letter.encode("cp1252")
    if data >= b"\xa1":
        raise UnicodeEncodeError("legacy", letter, 0, 1, "no such sign")
    return data


ENCODERS = {"tcvn3": tcvn3, "vni": vni, "cp1258": cp1258}
