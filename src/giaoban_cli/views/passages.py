"""The sentence in which a fact stands, from the stored text: what a view shows beside it.

In: a text and a span. Out: the sentence on one line. Only the paragraph around the span is looked
at, so that a view over a whole archive never cleans whole reports again.
"""

from __future__ import annotations

from giaoban_cli.models import Span
from giaoban_cli.text.page.clean import mended
from giaoban_cli.text.words.sentences import sentences

LONGEST = 1200
"""Characters looked at on either side of a span."""


def sentence_at(text: str, span: Span) -> str:
    """The sentence, or run of sentences, that holds a span, on one line."""
    start, end = sentence_span(text, span)
    return " ".join(text[start:end].split())


def sentence_span(text: str, span: Span) -> Span:
    """Where the sentence, or run of sentences, that holds a span stands."""
    left, right = max(0, span[0] - LONGEST), min(len(text), span[1] + LONGEST)
    plain = mended(text[left:right])
    start, end = span[0] - left, span[1] - left
    line = plain.rfind("\n", 0, start) + 1
    stop = plain.find("\n", max(end - 1, start))
    found = sentences(plain, (line, len(plain) if stop < 0 else stop))
    holding = [each for each in found if each[0] < end and start < each[1]]
    if not holding:
        return span
    return left + min(holding[0][0], start), left + max(holding[-1][1], end)
