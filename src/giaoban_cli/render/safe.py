"""The one sanitiser: text from reports, file names and arguments → text safe for a terminal.

In: any string. Out: the same string with every character made visible that could steer a terminal
or hide what is written: C0 controls except line feed and tab, DEL, C1 controls, bidirectional
controls, zero-width and other format characters, and halves of surrogate pairs.
"""

from __future__ import annotations

import re

# "\x1b]52;c;…\x07" (writes the clipboard), "\x9b2J" (clears the screen), "\u202egnp.exe"
# (reads backwards), "a\u200bb" (hides a break), "\udc80" (a byte of a name that is no UTF-8)
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

# "tên\ntệp\t.txt"
_BREAKS = re.compile("[\n\t]")

# "một\n  dòng"
_SPACES = re.compile(r"\s+")


def visible(text: str) -> str:
    r"""Text of several lines with every unsafe character as `\xNN` or `\uNNNN`.

    Line feed and tab stay; a carriage return before a line feed is dropped.
    """
    return UNSAFE.sub(_escaped, text.replace("\r\n", "\n"))


def exact(text: str) -> str:
    """One line that shows a line feed or tab as an escape too: for names of files."""
    return _BREAKS.sub(_escaped, UNSAFE.sub(_escaped, text))


def one_line(text: str) -> str:
    """One line with every run of white space as a single space: for titles and quotations."""
    return UNSAFE.sub(_escaped, _SPACES.sub(" ", text)).strip()


def _escaped(found: re.Match[str]) -> str:
    code = ord(found.group())
    if 0xDC80 <= code <= 0xDCFF:  # how Python carries a byte that is no UTF-8
        code -= 0xDC00
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
