"""A meeting → Markdown: a page to read or print, with every character of a report escaped.

In: a stored meeting. Out: a heading, a list of facts, the directions, and if wanted the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from giaoban_cli.messages import Messages
from giaoban_cli.models import Meeting, Stored
from giaoban_cli.render import values
from giaoban_cli.render.meeting import basis, warning
from giaoban_cli.render.safe import one_line

# "*", "_", "[…](…)", "<script>", "&lt;", "|", "`": what Markdown or the HTML in it would act upon
_ACTIVE = re.compile(r"[\\`*_\[\]<>&|~]")

# "1. ", "- ", "+ ", "# ", "=====": what makes a list or a heading at the beginning of a line
_LINE_START = re.compile(r"^([0-9]{1,9}(?=[.)])|[-+=#])")


def escaped(text: str) -> str:
    """Text of a report on one line, as Markdown that shows exactly these characters."""
    return _LINE_START.sub(_escaped_start, _ACTIVE.sub(r"\\\g<0>", one_line(text)))


def _escaped_start(found: re.Match[str]) -> str:
    start = found.group()
    return f"{start}\\" if start.isdigit() else f"\\{start}"


def meeting_markdown(stored: Stored, messages: Messages, *, full: bool = False) -> str:
    """One meeting as Markdown.

    Args:
        stored: the meeting.
        messages: the catalogue, for headings.
        full: whether the whole text follows.
    """
    meeting = stored.meeting
    lines = [f"# {escaped(values.title(stored, messages))}", ""]
    lines += [f"- **{messages(key)}**: {text}" for key, text in _facts(stored, messages)]
    for key, rows in (
        ("show.difficulties", meeting.difficulties),
        ("show.directions", meeting.directions),
    ):
        if rows:
            lines += ["", f"## {messages(key)}"]
        for speaker, said in groupby(rows, key=lambda each: each.speaker):
            lines += ["", f"**{escaped(speaker or messages('show.no_speaker'))}**", ""]
            lines += [f"- {escaped(each.text)}" for each in said]
    if meeting.figures:
        lines += ["", f"## {messages('show.figures')}", ""]
        lines += [f"- {escaped(each.text)}" for each in meeting.figures]
    if full:
        lines += ["", f"## {messages('show.text')}", ""]
        lines += [f"{escaped(line)}\n" for line in meeting.text.split("\n") if line.strip()]
    return "\n".join(lines).rstrip("\n")


def _facts(stored: Stored, messages: Messages) -> Iterator[tuple[str, str]]:
    """The facts of the list: message key of the label, and escaped text."""
    meeting = stored.meeting
    when = values.days(meeting.date, meeting.date_end, messages)
    if meeting.date_basis:
        when += f" ({basis(meeting.date_basis, messages)})"
    yield "show.date", escaped(when)
    if meeting.organisation:
        yield "show.organisation", escaped(meeting.organisation)
    if meeting.place:
        where = values.place(meeting.place)
        yield "show.place", escaped(f"{where} ({messages(f'place.{meeting.place.basis}')})")
    if meeting.kinds:
        yield "show.kind", escaped("; ".join(meeting.kinds))
    if meeting.period:
        yield "show.period", escaped(values.period(meeting.period, messages))
    if meeting.period_ahead:
        yield "show.period_ahead", escaped(values.period(meeting.period_ahead, messages))
    yield from _people(meeting, messages)
    for document in meeting.documents:
        name = " ".join(filter(None, (document.kind, document.number)))
        yield "show.document", escaped(f"{name}, {document.issuer}" if document.issuer else name)
    if meeting.authors:
        yield "show.authors", escaped(", ".join(meeting.authors))
    for source in stored.sources:
        yield "show.source", escaped(source.path)
    yield "show.id", f"`{stored.id}`"
    for each in meeting.warnings:
        yield "show.warnings", escaped(warning(each.code, each.message, messages))


def _people(meeting: Meeting, messages: Messages) -> Iterator[tuple[str, str]]:
    """Everyone with a part in the meeting: message key of the label, and escaped text."""
    for official in meeting.officials:
        if set(official.parts) == {"mentioned"}:
            continue
        roles = ", ".join(official.roles)
        parts = ", ".join(messages(f"part.{part}") for part in official.parts)
        about = "; ".join(filter(None, (roles, parts)))
        yield "show.official", escaped(f"{official.name} ({about})" if about else official.name)
