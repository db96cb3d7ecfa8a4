"""A meeting → Markdown: a page to read or print, with every character of a report escaped.

In: a stored meeting. Out: a heading, a list of facts, the directions, and if wanted the text.
"""

from __future__ import annotations

import re
from itertools import groupby

from giaoban_cli.messages import Messages
from giaoban_cli.models import Stored
from giaoban_cli.render import values
from giaoban_cli.render.facts import facts
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
    lines += [f"- **{messages(key)}**: {escaped(text)}" for key, text in facts(stored, messages)]
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
        lines += [f"- {escaped(values.figure(each))}" for each in meeting.figures]
    if full:
        lines += ["", f"## {messages('show.text')}", ""]
        lines += [f"{escaped(line)}\n" for line in meeting.text.split("\n") if line.strip()]
    return "\n".join(lines).rstrip("\n")
