"""The outline of a report: section, title, lead, paragraphs, captions, bylines.

In: a cleaned page. Out: spans of its parts, and of the sentences inside a part.
"""

from __future__ import annotations

from dataclasses import dataclass

from giaoban_cli.models import Span
from giaoban_cli.text.clean import Cleaned


@dataclass(frozen=True, slots=True)
class Outline:
    """Where the parts of a report stand.

    `lead` is the first paragraph that tells of the meeting; `body` holds every paragraph in
    order, the lead included; `captions` are lines under photographs; `bylines` name authors.
    """

    section: Span | None
    title: Span | None
    lead: Span | None
    body: tuple[Span, ...]
    captions: tuple[Span, ...]
    bylines: tuple[Span, ...]


def outline(page: Cleaned) -> Outline:
    """Find the parts of a cleaned page."""
    raise NotImplementedError


def sentences(plain: str, span: Span) -> tuple[Span, ...]:
    """The spans of the sentences inside `span` of `plain`, without surrounding spaces."""
    raise NotImplementedError
