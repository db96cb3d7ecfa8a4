"""`show --evidence`: every fact beside the words it was read from, with their line.

In: a stored meeting. Out: a table of fact, line and words, the words that prove the fact marked.
"""

from __future__ import annotations

from collections.abc import Iterator

from giaoban_cli.frozen import frozen
from giaoban_cli.messages import Messages
from giaoban_cli.models import Meeting, Span, Stored
from giaoban_cli.render import values
from giaoban_cli.render.corrections import holding
from giaoban_cli.render.meeting import basis, warning
from giaoban_cli.render.screen import Screen, highlighted

_AROUND = 40
"""Characters shown on either side of the words that prove a fact."""

_NAMED_BY_SPANS = ("title", "section", "kind", "session", "published", "organisation", "level")
"""Plain fields whose evidence stands in `Meeting.spans`."""


@frozen
class Fact:
    """What was read, under which heading (a message key), and where it stands in the text."""

    heading: str
    value: str
    spans: tuple[Span, ...]


def show_evidence(screen: Screen, messages: Messages, stored: Stored) -> None:
    """Write every fact of a meeting with its evidence."""
    meeting = stored.meeting
    screen.show(screen.text((values.title(stored, messages), "title")))
    screen.show(screen.text((stored.id, "id")))
    heading = value = ""
    for fact in facts(meeting, messages):
        if fact.heading != heading:
            heading, value = fact.heading, ""
            screen.write("")
            screen.show(screen.text((messages(heading), "label")))
        if fact.value != value:  # several things said by one speaker stand under one name
            value = fact.value
            screen.show(screen.indented(screen.text((value, "title")), 2))
        _show_words(screen, messages, meeting.text, fact.spans)
    if stored.amended:
        screen.write("")
        screen.show(screen.text((messages("show.amended"), "label")))
        for field, text in holding(stored.amended, messages):
            screen.show(screen.indented(screen.text((field, "title"), f": {text}"), 2))
    if meeting.warnings:
        screen.write("")
        screen.show(screen.text((messages("show.warnings"), "label")))
        for each in meeting.warnings:
            text = warning(each, meeting, messages)
            screen.show(screen.indented(screen.text((text, "warn")), 2))


def _show_words(screen: Screen, messages: Messages, text: str, spans: tuple[Span, ...]) -> None:
    grid = screen.grid(None, 1)
    spans = tuple(span for span in dict.fromkeys(spans) if span[0] < span[1])  # shared ones once
    for start, end in spans:
        pieces = highlighted(*_context(text, start, end), colour=screen.colour)
        line = messages("show.line", line=values.line_of(text, start))
        grid.add_row(screen.text((line, "faint")), screen.text(*pieces))
    if not spans:
        grid.add_row("", screen.text((messages("show.no_evidence"), "faint")))
    screen.show(screen.indented(grid, 4))


def _context(text: str, start: int, end: int) -> tuple[str, list[Span]]:
    """The words of a span with a little of their line around them, cut at spaces."""
    left = max(start - _AROUND, text.rfind("\n", 0, start) + 1)
    stop = text.find("\n", end)
    right = min(end + _AROUND, len(text) if stop < 0 else stop)
    if left > 0 and text[left - 1] != "\n":
        space = text.find(" ", left, start)
        left = space + 1 if space >= 0 else start
    if right < len(text) and text[right] != "\n":
        space = text.rfind(" ", end, right)
        right = space if space >= 0 else end
    before = "… " if left > 0 and text[left - 1] != "\n" else ""
    after = " …" if right < len(text) and text[right] != "\n" else ""
    shift = len(before) - left
    return before + text[left:right] + after, [(start + shift, end + shift)]


def facts(meeting: Meeting, messages: Messages) -> Iterator[Fact]:
    """Every fact of a meeting in the order in which they are shown."""
    yield from _simple(meeting, messages)
    for key, period in (
        ("show.period", meeting.period),
        ("show.period_ahead", meeting.period_ahead),
    ):
        if period:
            yield Fact(key, values.period(period, messages), (period.span,))
    for official in meeting.officials:
        parts = ", ".join(messages(f"part.{part}") for part in official.parts)
        roles = ", ".join(official.roles)
        value = " · ".join(filter(None, (official.name, roles, parts)))
        yield Fact("show.officials_all", value, (official.span,))
    for group in meeting.attendees:
        yield Fact("show.attendees", group.text, (group.span,))
    for document in meeting.documents:
        value = " · ".join(
            filter(None, (document.number, document.kind, document.issuer, document.term))
        )
        yield Fact("show.documents", value, document.spans or (document.span,))
    for figure in meeting.figures:
        number = values.quantity(figure.value, messages)
        value = " ".join(filter(None, (figure.qualifier, number, figure.unit)))
        if figure.what:
            value += f" · {figure.what}"
        yield Fact("show.figures", value, (figure.span,))
    for difficulty in meeting.difficulties:
        yield Fact(
            "show.difficulties", difficulty.speaker or messages("show.no_speaker"),
            (difficulty.span,),
        )  # fmt: skip
    for direction in meeting.directions:
        yield Fact(
            "show.directions", direction.speaker or messages("show.no_speaker"), (direction.span,)
        )
    for quote in meeting.quotes:
        yield Fact("show.quotes", quote.text, (quote.span,))
    for author in meeting.authors:
        yield Fact("show.authors", author, _of_author(meeting, author))
    yield from _paper(meeting, messages)


def _paper(meeting: Meeting, messages: Messages) -> Iterator[Fact]:
    """What an official paper says of itself."""
    paper = meeting.paper
    if paper is None:
        return
    for heading, value, name in (
        ("show.paper_number", paper.number, "number"),
        ("show.paper_date", paper.date and values.day(paper.date, messages), "date"),
        ("show.signer", values.signer(meeting) if paper.signer else None, "signer"),
        ("show.recipients", "; ".join(paper.recipients), "recipients"),
    ):
        if value:
            yield Fact(heading, value, meeting.spans.get(f"paper.{name}", ()))


def _simple(meeting: Meeting, messages: Messages) -> Iterator[Fact]:
    """The fields that hold one value."""
    if meeting.date or meeting.date_basis:
        found = meeting.date_basis
        value = values.days(meeting.date, meeting.date_end, messages)
        if found:
            value += f" ({basis(found, messages)})"
        spans = (found.day.span,) if found and found.day.text else ()
        yield Fact("show.date", value, (*spans, *meeting.spans.get("date", ())))
    for name in _NAMED_BY_SPANS:
        value = getattr(meeting, name)
        if value:
            shown = values.moment(value, messages) if name == "published" else value
            yield Fact(f"show.{name}_fact", shown, meeting.spans.get(name, ()))
    if meeting.place:
        place = meeting.place
        value = f"{values.place(place)} ({messages(f'place.{place.basis}')})"
        yield Fact("show.place", value, tuple(each.span for each in place.evidence))


def _of_author(meeting: Meeting, author: str) -> tuple[Span, ...]:
    """The spans of `authors` that hold this name; all of them when none does."""
    spans = meeting.spans.get("authors", ())
    own = tuple(
        (start, end)
        for start, end in spans
        if author.casefold() in meeting.text[start:end].casefold()
    )
    return own or spans
