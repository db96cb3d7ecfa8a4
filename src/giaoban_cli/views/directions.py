"""What was asked for: stored meetings → directions with who asked whom, when, and until when.

In: a stream of meetings, a query, a speaker, a period. Out: `Asked` values in the order of the
meetings, verbatim. A direction belongs to the period that its meeting plans, and to the days that
it names itself (“trước ngày 30/6”, “trong quý III”).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Meeting, Period, Span, Statement, Stored
from giaoban_cli.query.answers import Cited, answers
from giaoban_cli.query.persons import fits
from giaoban_cli.query.tree import Cites, Query, Term
from giaoban_cli.text.page.clean import mended
from giaoban_cli.text.what.addressees import addressee
from giaoban_cli.text.what.typed_numbers import index_terms, query_terms
from giaoban_cli.text.when.dates import find_dates
from giaoban_cli.text.when.periods import find_periods


@frozen
class Asked:
    """A direction with its meeting.

    Attributes:
        text: the direction, verbatim.
        speaker: who asked; None when the report does not name one.
        of: whom it is asked of, when it says so.
        due: the days that it names itself: first and last, ISO; looked for when a period is asked
            for.
        id: of the meeting; with the next three what tells of it.
        date: ISO day.
        title: of its report.
        organisation: the body that met.
        ahead: the period that the meeting plans.
    """

    text: str
    speaker: str | None
    of: str | None
    due: tuple[tuple[str, str], ...]
    id: str
    date: str | None
    title: str | None
    organisation: str | None
    ahead: Period | None


@frozen
class Days:
    """From one ISO day to another, both inclusive."""

    start: str
    end: str

    def touch(self, start: str, end: str) -> bool:
        """Whether another stretch has a day in common."""
        return self.start <= end and start <= self.end


def directions(
    meetings: Iterable[Stored],
    query: Query,
    *,
    speaker: tuple[Term, ...] = (),
    period: Days | None = None,
) -> Iterator[Asked]:
    """The directions that answer.

    Args:
        meetings: one at a time; nothing is kept.
        query: words that must stand in the direction itself, or a document that it cites.
        speaker: the words of a name: only what this person asked.
        period: only what was asked for these days.
    """
    ignore = query.marks == "ignore"
    for stored in meetings:
        for said in stored.meeting.directions:
            if speaker and not _says(said, speaker, ignore=ignore):
                continue
            if not answers(query, said.text, _citing(stored.meeting, said)):
                continue
            asked = _asked(stored, said, dated=period is not None)
            if period is None or _is_for(asked, period):
                yield asked


def _says(said: Statement, speaker: tuple[Term, ...], *, ignore: bool) -> bool:
    """Whether a person is the one who asked, or one of those who asked together."""
    names = (said.speaker or "").split(", ")
    return any(fits(speaker, name, ignore=ignore) for name in names if name)


def _citing(meeting: Meeting, said: Statement) -> Cited:
    """What tells whether a direction cites a document."""

    def cites(node: Cites) -> bool:
        wanted = set(query_terms(node.code or "", node.number, node.body, node.term))
        start, end = said.span
        return any(
            not wanted.isdisjoint(index_terms(each.key))
            for each in meeting.documents
            if any(start <= first < end for first, _ in each.spans or (each.span,))
        )

    return cites


def _asked(stored: Stored, said: Statement, *, dated: bool) -> Asked:
    """A direction with its meeting; the days it names are looked for only when they matter."""
    meeting = stored.meeting
    named = addressee(said.text)
    return Asked(
        text=said.text,
        speaker=said.speaker,
        of=said.text[slice(*named)] if named else None,
        due=tuple(_due(meeting, said.span)) if dated else (),
        id=stored.id,
        date=meeting.date,
        title=meeting.title,
        organisation=meeting.organisation,
        ahead=meeting.period_ahead,
    )


# "trước 26/3", "chậm nhất 15/5": words that make a day of what follows
_UNTIL = re.compile(r"(?:trước|chậm nhất|hạn)(?=\s{1,2}\d{1,2}[/.-]\d)", re.IGNORECASE)


def _due(meeting: Meeting, span: Span) -> Iterator[tuple[str, str]]:
    """The days and periods to come that a direction names; those of documents are none."""
    start, end = span
    plain = _UNTIL.sub(lambda found: "ngày".rjust(len(found[0])), mended(meeting.text[start:end]))
    cited = [
        (first - start, last - start)
        for each in meeting.documents
        for first, last in each.spans or (each.span,)
    ]
    whole = (0, len(plain))
    for dated in find_dates(plain, whole):
        if any(first <= dated.span[0] < last for first, last in cited):
            continue
        last = dated.end or dated.start
        year = last.year or _year(meeting, f"-{last.month:02}-{last.day:02}")
        if year:
            first = dated.start
            one = f"{first.year or year}-{first.month:02}-{first.day:02}"
            other = f"{year}-{last.month:02}-{last.day:02}"
            if meeting.date is None or other >= meeting.date:
                yield one, other
    for mention in find_periods(plain, whole):
        if any(first <= mention.span[0] < last for first, last in cited):
            continue
        year = mention.year or _year(meeting, mention.end(2000).isoformat()[4:])
        if year:
            one, other = mention.start(year).isoformat(), mention.end(year).isoformat()
            if meeting.date is None or other >= meeting.date:
                yield one, other


def _year(meeting: Meeting, month_and_day: str) -> int | None:
    """The year of a day to come: that of the meeting, or the next."""
    if meeting.date is None:
        return None
    year = int(meeting.date[:4])
    return year if f"{year}{month_and_day}" >= meeting.date else year + 1


def _is_for(asked: Asked, period: Days) -> bool:
    """Whether a direction is for a period: its meeting plans it, or it names days of it."""
    if asked.ahead and period.touch(asked.ahead.start, asked.ahead.end):
        return True
    return any(period.touch(start, end) for start, end in asked.due)
