"""Meetings → one HTML page that needs nothing else: to open, print and pass on.

In: stored meetings, one at a time. Out: pieces of the page in order. Everything from a report is
escaped, and the page's own policy lets no script, picture or address load.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterable, Iterator
from itertools import groupby

from giaoban_cli.messages import Messages
from giaoban_cli.models import Statement, Stored
from giaoban_cli.render import values
from giaoban_cli.render.facts import facts
from giaoban_cli.render.safe import visible

STYLE = """
body { font: 11pt/1.5 "Times New Roman", "Noto Serif", serif; max-width: 46em; margin: 2em auto;
       padding: 0 1em; }
article { margin: 0 0 3em; }
h1 { font-size: 1.3em; border-bottom: 1px solid; padding-bottom: .3em; }
h2 { font-size: 1.05em; margin-bottom: .3em; }
dl { display: grid; grid-template-columns: max-content auto; gap: .2em 1.2em; }
dt { font-weight: bold; }
dd { margin: 0; }
pre { white-space: pre-wrap; font: inherit; }
@media print { article { break-after: page; } body { margin: 0; max-width: none; } }
"""


def head(title: str, style: str, messages: Messages) -> str:
    """The beginning of a page, up to its body, with the policy that lets nothing load.

    Args:
        title: what the browser shows.
        style: the page's style; no other one is applied.
        messages: the catalogue, for its language.
    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f'<!DOCTYPE html>\n<html lang="{messages.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="'
        f"default-src 'none'; style-src 'sha256-{digest}'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escaped(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


def page(found: Iterable[Stored], messages: Messages, *, full: bool) -> Iterator[str]:
    """The page, piece by piece.

    Args:
        found: the meetings.
        messages: the catalogue, for headings.
        full: whether each meeting's whole text follows.
    """
    yield head("giaoban", STYLE, messages)
    for stored in found:
        yield from _article(stored, messages, full=full)
    yield "</body>\n</html>\n"


def escaped(text: str) -> str:
    """Text of a report as HTML that shows exactly these characters."""
    return html.escape(visible(text))


def _article(stored: Stored, messages: Messages, *, full: bool) -> Iterator[str]:
    meeting = stored.meeting
    yield f'<article id="{escaped(stored.id)}">\n'
    yield f"<h1>{escaped(values.title(stored, messages))}</h1>\n<dl>\n"
    for key, text in facts(stored, messages):
        yield f"<dt>{escaped(messages(key))}</dt><dd>{escaped(text)}</dd>\n"
    yield "</dl>\n"
    yield from _statements("show.difficulties", meeting.difficulties, messages)
    yield from _statements("show.directions", meeting.directions, messages)
    if meeting.figures:
        yield f"<h2>{escaped(messages('show.figures'))}</h2>\n<ul>\n"
        yield from (f"<li>{escaped(values.figure(each))}</li>\n" for each in meeting.figures)
        yield "</ul>\n"
    if full:
        yield f"<h2>{escaped(messages('show.text'))}</h2>\n<pre>{escaped(meeting.text)}</pre>\n"
    yield "</article>\n"


def _statements(key: str, rows: Iterable[Statement], messages: Messages) -> Iterator[str]:
    """What was said, under whoever said it."""
    heading = f"<h2>{escaped(messages(key))}</h2>\n"
    for speaker, said in groupby(rows, key=lambda each: each.speaker):
        yield heading
        heading = ""
        yield f"<p><strong>{escaped(speaker or messages('show.no_speaker'))}</strong></p>\n<ul>\n"
        yield from (f"<li>{escaped(each.text)}</li>\n" for each in said)
        yield "</ul>\n"
