"""Stretches of text: whether one touches any of many.

In: spans. Out: an answer that costs the logarithm of their number.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from giaoban_cli.models import Span


def overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether a stretch shares a character with one of `spans`.

    Args:
        spans: in the order of the text; none reaches over the beginning of the next but one that
            begins where it does.
        start: where the stretch begins.
        end: where it ends.
    """
    at = bisect_left(spans, (end, end))
    return any(first < end and start < last for first, last in spans[max(0, at - 2) : at])
