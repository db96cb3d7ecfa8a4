"""One meeting → one screen: what a clerk wants to know before opening the report itself.

In: a stored meeting. Out: title, when and how the day was derived, who held and chaired it, what
was cited, counted, found hard and asked for, and where it all comes from. Lists are cut to what
fits; `--evidence` shows them whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from giaoban_cli.messages import Messages
from giaoban_cli.models import Caveat, DateBasis, Meeting, Official, Related, Statement, Stored
from giaoban_cli.render import values
from giaoban_cli.render.corrections import holding
from giaoban_cli.render.safe import one_line
from giaoban_cli.render.screen import Piece, Screen

if TYPE_CHECKING:
    from rich.console import RenderableType

MOST_FIGURES = 4
MOST_DOCUMENTS = 6
MOST_OTHERS = 6
MOST_DIFFICULTIES = 3
MOST_DIRECTIONS = 4
MOST_RECIPIENTS = 6
MOST_RELATED = 6
"""How many of each a screen shows."""

_LABELS = 14
"""Columns of the labels, with the gap after them."""

_PARTS = ("concluded", "directed", "spoke", "attended")
"""Parts worth a word beside a name, in the order of their weight."""


def show_meeting(screen: Screen, messages: Messages, stored: Stored) -> None:
    """Write the summary of one meeting."""
    screen.show(screen.text((values.title(stored, messages), "title")))
    screen.write(screen.rule())
    grid = screen.grid(None, 1)
    for key, content in _rows(screen, messages, stored):
        grid.add_row(screen.text((messages(key), "label")), content)
    screen.show(grid)


def _rows(
    screen: Screen, messages: Messages, stored: Stored
) -> Iterator[tuple[str, RenderableType]]:
    """The rows of the summary that have something to say: message key of the label, and content."""
    meeting = stored.meeting
    yield "show.date", screen.text(*_when(meeting, messages))
    if held := _held(meeting, messages):
        yield "show.organisation", screen.text(held)
    if meeting.kinds:
        yield "show.kind", screen.text("; ".join(meeting.kinds))
    if periods := _periods(meeting, messages):
        yield "show.period", screen.text(periods)
    yield from _people(screen, messages, meeting)
    if meeting.documents:
        named = [_document(each.number, each.kind, each.issuer) for each in meeting.documents]
        yield "show.documents", screen.text("; ".join(_some(named, MOST_DOCUMENTS, messages)))
    if meeting.figures:
        yield "show.figures", _figures(screen, messages, meeting)
    if meeting.difficulties:
        texts = [each.text for each in meeting.difficulties]
        yield "show.difficulties", _bullets(screen, messages, texts, MOST_DIFFICULTIES)
    if meeting.directions:
        yield "show.directions", _directions(screen, messages, meeting.directions)
    yield from _of_page(screen, messages, meeting)
    if stored.related:
        yield "show.related", _related(screen, messages, stored)
    yield "show.source", _source(screen, messages, stored)
    if stored.amended:
        yield "show.amended", _amended(screen, messages, stored)
    if meeting.warnings:
        yield "show.warnings", _warnings(screen, messages, meeting)
    yield "show.more", screen.text((f"giaoban show {stored.id} --evidence · --full", "faint"))


def _amended(screen: Screen, messages: Messages, stored: Stored) -> RenderableType:
    """One correction a line: what holds, what was read, when and by whom."""
    grid = screen.grid(1)
    for field, text in holding(stored.amended, messages):
        grid.add_row(screen.text((field, "label"), ": ", text))
    return grid


def _related(screen: Screen, messages: Messages, stored: Stored) -> RenderableType:
    """One meeting a line: its id, and why it belongs here."""
    grid = screen.grid(1)
    for each in stored.related[:MOST_RELATED]:
        grid.add_row(screen.text((each.id, "id"), " · ", values.related(each, messages)))
    return grid


def _of_page(
    screen: Screen, messages: Messages, meeting: Meeting
) -> Iterator[tuple[str, RenderableType]]:
    """What tells of the report itself: who wrote it and when it was put online, or its form."""
    if meeting.authors:
        yield "show.authors", screen.text(", ".join(meeting.authors))
    if paper := meeting.paper:
        if named := values.paper(paper, messages):
            yield "show.paper", screen.text(named)
        if paper.signer:
            yield "show.signer", screen.text(values.signer(meeting))
        if paper.recipients:
            names = _some(list(paper.recipients), MOST_RECIPIENTS, messages)
            yield "show.recipients", screen.text("; ".join(names))
    if meeting.published:
        yield "show.published", screen.text(values.moment(meeting.published, messages))


def _warnings(screen: Screen, messages: Messages, meeting: Meeting) -> RenderableType:
    """One warning a line."""
    grid = screen.grid(1)
    for each in meeting.warnings:
        grid.add_row(screen.text((warning(each, meeting, messages), "warn")))
    return grid


def warning(
    caveat: Caveat, meeting: Meeting, messages: Messages, related: Sequence[Related] = ()
) -> str:
    """A warning in the user's language; one that has no sentence, as the reader put it."""
    key = f"caveat.{caveat.code}"
    if key not in messages:
        return one_line(caveat.message)
    place = meeting.place
    return messages(
        key,
        date=values.day(meeting.date, messages),
        published=values.day(meeting.published, messages),
        weekday=values.weekday(meeting.date, messages) if meeting.date else "",
        place=one_line(place.name) if place else "",
        provinces=one_line(messages.list(place.candidates)) if place else "",
        others=", ".join(each.id for each in related if each.why == "near-duplicate"),
    )


def _when(meeting: Meeting, messages: Messages) -> Iterator[Piece]:
    if meeting.date is None:
        yield messages("undated"), "warn"
    else:
        if meeting.date_end in (None, meeting.date):
            yield values.weekday(meeting.date, messages) + " "
        yield values.days(meeting.date, meeting.date_end, messages), "title"
    if meeting.session:
        yield messages("show.session", session=messages(f"session.{_ASCII[meeting.session]}"))
    if meeting.date_basis:
        yield " · " + basis(meeting.date_basis, messages), "faint"


_ASCII = {
    "sáng": "morning",
    "trưa": "noon",
    "chiều": "afternoon",
    "tối": "evening",
    "cả ngày": "day",
}


def basis(found: DateBasis, messages: Messages) -> str:
    """How the day was derived: the words of the report, and where the year comes from."""
    parts = [f"“{found.day.text}”"] if found.day.text else []
    if found.year_from and found.year_from != "lead":
        parts.append(messages(f"basis.{found.year_from}"))
    if found.confidence != "high":
        parts.append(messages(f"confidence.{found.confidence}"))
    return ", ".join(parts)


def _held(meeting: Meeting, messages: Messages) -> str:
    parts = [meeting.organisation or ""]
    if level := values.level(meeting.level, messages):
        parts[0] = f"{parts[0]} ({level})" if parts[0] else level
    if meeting.place:
        where = values.place(meeting.place)
        if where and where not in parts[0]:
            if meeting.place.basis == "inferred":
                where = messages("show.inferred", place=where)
            parts.append(where)
        elif meeting.place.candidates:
            parts.append(" / ".join(meeting.place.candidates) + "?")
    return " · ".join(filter(None, parts))


def _periods(meeting: Meeting, messages: Messages) -> str:
    parts = []
    if meeting.period:
        parts.append(messages("show.reviewed", period=values.period(meeting.period, messages)))
    if meeting.period_ahead:
        parts.append(messages("show.planned", period=values.period(meeting.period_ahead, messages)))
    return " → ".join(parts)


def _people(
    screen: Screen, messages: Messages, meeting: Meeting
) -> Iterator[tuple[str, RenderableType]]:
    chairs = [each for each in meeting.officials if "chair" in each.parts]
    named = {each.name for each in chairs}
    bare = [Official(name, (), ("chair",), (0, 0)) for name in meeting.chairs if name not in named]
    others = [
        each
        for each in meeting.officials
        if "chair" not in each.parts and set(each.parts) != {"mentioned"}
    ]
    if chairs or bare:
        yield "show.chairs", _names(screen, messages, [*chairs, *bare])
    if others:
        yield "show.officials", _names(screen, messages, others[:MOST_OTHERS])
    if meeting.attendees:
        groups = [values.shortened(each.text, 120) for each in meeting.attendees]
        yield "show.attendees", screen.text("; ".join(_some(groups, 3, messages)))


def _names(screen: Screen, messages: Messages, officials: Iterable[Official]) -> RenderableType:
    """Names with roles beside them; on a narrow screen below one another."""
    wide = screen.width >= 72
    grid = screen.grid(None, 1) if wide else screen.grid(1)
    for each in officials:
        parts = [messages(f"part.{part}") for part in _PARTS if part in each.parts]
        roles = screen.text(
            ", ".join(each.roles), (" · " if parts and each.roles else "") + ", ".join(parts)
        )
        name = screen.text((each.name, "title"))
        if wide:
            grid.add_row(name, roles)
        else:
            about = " · ".join(filter(None, (", ".join(each.roles), ", ".join(parts))))
            grid.add_row(screen.text((each.name, "title"), " · " if about else "", about))
    return grid


def _document(number: str, kind: str, issuer: str | None) -> str:
    """A citation in a few words: `Kết luận 21-KL/TW (Ban Chấp hành Trung ương)`."""
    name = f"{kind} {number}" if kind else number
    return f"{name} ({issuer})" if issuer and "/" not in number else name


def _figures(screen: Screen, messages: Messages, meeting: Meeting) -> RenderableType:
    grid = screen.grid(None, None, 1)
    for each in meeting.figures[:MOST_FIGURES]:
        count = values.quantity(each.value, messages)
        if each.qualifier:
            count = f"{each.qualifier} {count}"
        grid.add_row(
            screen.right(count, "title"),
            screen.text(values.shortened(each.unit, max(12, screen.width // 4))),
            screen.text(each.what or values.shortened(each.text, screen.width)),
        )
    more = len(meeting.figures) - MOST_FIGURES
    if more > 0:
        grid.add_row("", "", screen.text((messages("show.others", n=more), "faint")))
    return grid


def _directions(
    screen: Screen, messages: Messages, directions: Iterable[Statement]
) -> RenderableType:
    """Directions under whoever gave them."""
    grid = screen.grid(1)
    for speaker, said in groupby(directions, key=lambda each: each.speaker):
        texts = [each.text for each in said]
        name = speaker or messages("show.no_speaker")
        grid.add_row(screen.text((name, "title"), (f"  ({len(texts)})", "faint")))
        grid.add_row(_bullets(screen, messages, texts, MOST_DIRECTIONS))
    return grid


def _bullets(screen: Screen, messages: Messages, texts: list[str], most: int) -> RenderableType:
    """A list of at most `most` items, each of at most two lines."""
    room = max(40, 2 * (screen.width - 18))
    grid = screen.grid(None, 1, gap=1)
    for text in texts[:most]:
        grid.add_row(screen.text("•"), screen.text(values.shortened(text, room)))
    if len(texts) > most:
        more = messages("show.others", n=len(texts) - most)
        grid.add_row("", screen.text((more, "faint")))
    return grid


def _some(items: list[str], most: int, messages: Messages) -> list[str]:
    """The first items, and how many more there are."""
    if len(items) <= most:
        return items
    return [*items[:most], messages("show.others", n=len(items) - most)]


def _source(screen: Screen, messages: Messages, stored: Stored) -> RenderableType:
    """The first file, how it was written, how many more there are, and the meeting's id."""
    about: list[Piece] = []
    path = ""
    if stored.sources:
        first = stored.sources[0]
        path = first.path
        about.append(f" · {first.encoding}")
        if len(stored.sources) > 1:
            about.append(" · " + messages("show.sources", n=len(stored.sources) - 1))
        about.append(" · ")
    return screen.path(path, screen.width - _LABELS, *about, (stored.id, "id"))
