"""A meeting → the facts that a page about it lists, for Markdown and HTML alike.

In: a stored meeting. Out: pairs of a label and a text, not yet escaped for either.
"""

from __future__ import annotations

from collections.abc import Iterator

from giaoban_cli.messages import Messages
from giaoban_cli.models import Meeting, Stored
from giaoban_cli.render import values
from giaoban_cli.render.corrections import holding
from giaoban_cli.render.meeting import basis, warning


def facts(stored: Stored, messages: Messages) -> Iterator[tuple[str, str]]:
    """What a page lists about a meeting: message key of the label, and the text."""
    meeting = stored.meeting
    when = values.days(meeting.date, meeting.date_end, messages)
    if meeting.date_basis:
        when += f" ({basis(meeting.date_basis, messages)})"
    yield "show.date", when
    if meeting.organisation:
        yield "show.organisation", meeting.organisation
    if meeting.place:
        where = values.place(meeting.place)
        yield "show.place", f"{where} ({messages(f'place.{meeting.place.basis}')})"
    if meeting.kinds:
        yield "show.kind", "; ".join(meeting.kinds)
    if meeting.period:
        yield "show.period", values.period(meeting.period, messages)
    if meeting.period_ahead:
        yield "show.period_ahead", values.period(meeting.period_ahead, messages)
    yield from _people(meeting, messages)
    for document in meeting.documents:
        name = " ".join(filter(None, (document.kind, document.number)))
        yield "show.document", f"{name}, {document.issuer}" if document.issuer else name
    yield from _paper(meeting, messages)
    if meeting.authors:
        yield "show.authors", ", ".join(meeting.authors)
    yield from _beside(stored, messages)
    yield "show.id", stored.id
    for field, text in holding(stored.amended, messages):
        yield "show.amended", f"{field}: {text}"
    for each in meeting.warnings:
        yield "show.warnings", warning(each, meeting, messages)


def _beside(stored: Stored, messages: Messages) -> Iterator[tuple[str, str]]:
    """Other reports that belong beside a meeting, and the files it was read from."""
    for each in stored.related:
        yield "show.related", f"{each.id} ({values.related(each, messages)})"
    for source in stored.sources:
        yield "show.source", source.path


def _paper(meeting: Meeting, messages: Messages) -> Iterator[tuple[str, str]]:
    """What an official paper says of itself: message key of the label, and the text."""
    paper = meeting.paper
    if paper is None:
        return
    if named := values.paper(paper, messages):
        yield "show.paper", named
    if paper.signer:
        yield "show.signer", values.signer(meeting)
    if paper.recipients:
        yield "show.recipients", "; ".join(paper.recipients)


def _people(meeting: Meeting, messages: Messages) -> Iterator[tuple[str, str]]:
    """Everyone with a part in the meeting: message key of the label, and the text."""
    for official in meeting.officials:
        if set(official.parts) == {"mentioned"}:
            continue
        roles = ", ".join(official.roles)
        parts = ", ".join(messages(f"part.{part}") for part in official.parts)
        about = "; ".join(filter(None, (roles, parts)))
        yield "show.official", f"{official.name} ({about})" if about else official.name
