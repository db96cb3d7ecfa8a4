"""When: the meeting's day with its year resolved, the session, the page's stamp, the periods.

In: a cleaned page, its outline and the file's name. Out: `When`, each fact with its evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from giaoban_cli.models import Caveat, DateBasis, Period, Session, Span
from giaoban_cli.text.clean import Cleaned
from giaoban_cli.text.sections import Outline


@dataclass(frozen=True, slots=True)
class When:
    """Everything a report says about time; ISO days. `date` is None when day or year is open."""

    date: str | None = None
    date_end: str | None = None
    basis: DateBasis | None = None
    session: Session | None = None
    published: str | None = None
    period: Period | None = None
    period_ahead: Period | None = None
    warnings: tuple[Caveat, ...] = ()
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


def when(page: Cleaned, outline: Outline, filename: str | None = None) -> When:
    """Read the time of the meeting."""
    raise NotImplementedError
