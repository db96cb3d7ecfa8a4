"""Portal chrome out, offsets kept: a report's text → the same text with a readable twin.

In: the NFC text of a report. Out: `Cleaned`, whose `plain` has exactly as many characters as
`text`, so that whatever a rule finds in `plain` is a span of the original.
"""

from __future__ import annotations

from dataclasses import dataclass

from giaoban_cli.models import Span


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A report with its chrome known.

    `plain` is `text` with chrome blanked, every kind of space, dash and quote made the plain one,
    and line breaks inside a sentence made spaces; `chrome` are the blanked spans; `stamps` the
    spans of the page's own date lines (`Cập nhật lúc : …`), which are chrome too.
    """

    text: str
    plain: str
    chrome: tuple[Span, ...]
    stamps: tuple[Span, ...]


def clean(text: str) -> Cleaned:
    """Find the chrome of a report.

    Args:
        text: the whole text, NFC.

    Returns:
        The text with its plain twin of the same length.
    """
    raise NotImplementedError
