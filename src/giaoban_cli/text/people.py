"""Who: officials with their roles and parts, the chairs, the authors, and who does what where.

In: a cleaned page and its outline. Out: `People`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from giaoban_cli.models import Official, Part, Span, Caveat
from giaoban_cli.text.clean import Cleaned
from giaoban_cli.text.sections import Outline


@dataclass(frozen=True, slots=True)
class Act:
    """A phrase in which named people (or `group`, when no name) chair, speak, conclude, attend.

    `span` runs from the first word of the phrase to its verb; what is said follows it.
    """

    kind: Part
    names: tuple[str, ...]
    span: Span
    group: str | None = None


@dataclass(frozen=True, slots=True)
class People:
    """The persons of a report. `acts` are in the order of the text."""

    officials: tuple[Official, ...] = ()
    chairs: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    warnings: tuple[Caveat, ...] = ()
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


def people(page: Cleaned, outline: Outline) -> People:
    """Read the persons of a report."""
    raise NotImplementedError
