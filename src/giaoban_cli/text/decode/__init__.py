"""Bytes → text: the encoding is told by the bytes themselves, or by the user; never guessed.

In: the bytes of a file, or a text from one. Out: `Decoded`, its text NFC with plain line ends. In
order: a byte order mark, UTF-16 without one, strict UTF-8; then, line by line, the encoding that
makes the most legal Vietnamese syllables of the bytes, accepted only when it is clearly ahead. Text
of such an encoding that was pasted into Unicode is found the same way (handbook 7).
"""

from __future__ import annotations

import codecs

from giaoban_cli.text.decode.outcome import BinaryContent, Decoded, UnknownEncoding
from giaoban_cli.text.decode.unicode import SAMPLE, is_binary, normal, strict, told

__all__ = ["NAMED", "BinaryContent", "Decoded", "UnknownEncoding", "decode", "mended", "name_of"]

NAMED = ("utf-8", "utf-16", "tcvn3", "vni", "cp1258")
"""Encodings that users are told of; every codec of Python that makes text can be named too."""

_ALSO = {
    "abc": "tcvn3", "tcvn": "tcvn3", "tcvn5712": "tcvn3", "vntime": "tcvn3",
    "vniwin": "vni", "vniwindows": "vni",
}  # fmt: skip
"""Other names of the encodings that Python has no codec for, without signs between letters."""


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode the bytes of a file.

    Args:
        data: all bytes of the file.
        encoding: its name when it is known (`name_of`); then nothing else is tried.

    Raises:
        BinaryContent: the bytes are no text.
        UnknownEncoding: no encoding is clearly ahead, or the bytes are not of the one named.
    """
    if encoding is not None:
        return _as_named(data, encoding)
    name = told(data)
    try:
        text, warnings = strict(data, name)
    except UnknownEncoding:
        if is_binary(data[:SAMPLE].decode("latin-1")):
            raise BinaryContent from None
        return _as_chosen(data)
    if is_binary(text):
        raise BinaryContent
    found = mended(text)
    encodings = "+".join([name, found.encoding]) if found.encoding else name
    return Decoded(found.text, encodings, (*warnings, *found.warnings))


def mended(text: str) -> Decoded:
    """A text of Unicode with those of its lines read rightly that another encoding was pasted into.

    Returns:
        The text NFC; `encoding` names what was found in it, empty when nothing was.
    """
    from giaoban_cli.text.decode.choose import AS_IS, choose, is_suspect

    if not is_suspect(text):
        return Decoded(normal(text), "")
    chosen = choose(text, as_is=True)
    names = ["cp1252" if name == "utf-8" else name for name in chosen.names if name != AS_IS]
    return Decoded(normal(chosen.text), "+".join(names), chosen.losses)


def name_of(typed: str) -> str | None:
    """The one name of an encoding however it is typed: `UTF8` is `utf-8`; None when none has it."""
    plain = "".join(letter for letter in typed.lower() if letter.isalnum())
    name = _ALSO.get(plain, plain)
    if name in NAMED:
        return name
    try:
        "".encode(typed)  # fails for codecs that make no text of bytes
        return codecs.lookup(typed).name
    except (LookupError, ValueError):
        return None


def _as_named(data: bytes, encoding: str) -> Decoded:
    """Decode in the encoding that the user names.

    When the bytes are Unicode and the name is none of it, it is that of the text pasted there.
    """
    name = name_of(encoding)
    if name is None:
        raise UnknownEncoding
    if name not in ("tcvn3", "vni"):
        text, warnings = strict(data, name)
        return Decoded(normal(text), name, warnings)
    from giaoban_cli.text.decode.choose import has_small_heading
    from giaoban_cli.text.decode.legacy import PASTED, as_cp1252

    try:
        text, warnings = strict(data, told(data))
    except UnknownEncoding:
        text, warnings = as_cp1252(data), ()
    text = normal("\n".join(map(PASTED[name], text.split("\n"))))
    if name == "tcvn3" and has_small_heading(text):
        warnings = (*warnings, "lost_capitals")
    return Decoded(text, name, warnings)


def _as_chosen(data: bytes) -> Decoded:
    """Decode bytes that are no Unicode as a whole."""
    from giaoban_cli.text.decode.choose import choose
    from giaoban_cli.text.decode.legacy import as_cp1252

    chosen = choose(normal(as_cp1252(data)), as_is=False)
    if not chosen.sure:
        raise UnknownEncoding(chosen.best, chosen.share)
    names = sorted(chosen.names, key=lambda name: name != "utf-8")
    return Decoded(normal(chosen.text), "+".join(names), chosen.losses)
