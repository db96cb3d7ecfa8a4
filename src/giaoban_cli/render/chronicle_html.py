"""The chronicle of a unit → one HTML page that needs nothing else: to read, print and keep.

In: a `Chronicle` and its meetings, one at a time. Out: pieces of the page in order. Everything from
a report is escaped, and the page's own policy lets no script, picture or address load.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from giaoban_cli.messages import Messages
from giaoban_cli.models import Stored
from giaoban_cli.render.charts import bar_chart
from giaoban_cli.render.chronicle import (
    calendar,
    curve_name,
    entry_facts,
    gap_text,
    name,
    row_value,
    stretch,
    summary,
)
from giaoban_cli.render.html import STYLE, escaped, head
from giaoban_cli.views.chronicle import Chronicle, Heading

_STYLE = (
    STYLE
    + """
nav ol { columns: 2; column-gap: 2em; padding-left: 1.5em; font-size: .92em; }
nav a { color: inherit; text-decoration: none; }
h3 { font-size: 1em; margin-bottom: .2em; }
svg { max-width: 100%; height: auto; font-size: 13px; }
svg .bar { fill: #4a6f8f; }
svg .missing { fill: #777; font-style: italic; }
.note { color: #555; }
article.entry { break-inside: avoid-page; margin-bottom: 1.8em; }
@media print { article.entry { break-after: auto; } nav { break-after: page; } }
"""
)


def chronicle_html(
    title: str, view: Chronicle, meetings: Iterable[Stored], messages: Messages
) -> Iterator[str]:
    """The chronicle as one page, piece by piece.

    Args:
        title: whose it is.
        view: what is known beforehand.
        meetings: the entries, in the order of `view.headings`.
        messages: the catalogue.
    """
    yield head(title, _STYLE, messages)
    yield f"<h1>{escaped(title)}</h1>\n<p>{escaped(summary(view, messages))}</p>\n"
    yield f'<p class="note">{escaped(messages("chronicle.as_they_were"))}</p>\n'
    yield f"<nav>\n<h2>{escaped(messages('chronicle.contents'))}</h2>\n<ol>\n"
    for heading in view.headings:
        yield f'<li><a href="#{escaped(heading.id)}">{escaped(name(heading, messages))}</a></li>\n'
    yield "</ol>\n</nav>\n"
    yield from _charts(view, messages)
    yield f"<h2>{escaped(messages('chronicle.gaps'))}</h2>\n"
    if view.gaps:
        gaps = (f"<li>{escaped(gap_text(gap, messages))}</li>\n" for gap in view.gaps)
        yield f"<ul>\n{''.join(gaps)}</ul>\n"
    else:
        yield f"<p>{escaped(messages('chronicle.no_gaps'))}</p>\n"
    yield f"<h2>{escaped(messages('chronicle.entries'))}</h2>\n"
    for stored in meetings:
        yield from _entry(stored, messages)
    yield "</body>\n</html>\n"


def _charts(view: Chronicle, messages: Messages) -> Iterator[str]:
    """Meetings by quarter, and the figures that were told again and again."""
    if view.calendar.buckets:
        title = messages("chronicle.calendar")
        yield f"<h2>{escaped(title)}</h2>\n"
        yield from bar_chart(
            [
                (label, count or None, str(count or "–"))
                for label, count in calendar(view, messages)
            ],
            title,
        )
    if view.curves:
        yield f"<h2>{escaped(messages('show.figures'))}</h2>\n"
    for curve in view.curves:
        title = curve_name(curve, messages)
        yield f"<h3>{escaped(title)}</h3>\n"
        rows = [
            (
                stretch(row, messages),
                max((one.figure.value for one in row.readings), default=None),
                row_value(row, messages),
            )
            for row in curve.series.rows
        ]
        yield from bar_chart(rows, title)


def _entry(stored: Stored, messages: Messages) -> Iterator[str]:
    meeting = stored.meeting
    heading = Heading(stored.id, meeting.date, meeting.title)
    yield f'<article class="entry" id="{escaped(stored.id)}">\n'
    yield f"<h3>{escaped(name(heading, messages))}</h3>\n<dl>\n"
    for label, text in entry_facts(stored, messages):
        yield f"<dt>{escaped(label)}</dt><dd>{escaped(text)}</dd>\n"
    yield "</dl>\n"
    for speaker, said in groupby(meeting.directions, key=lambda each: each.speaker):
        who = messages("chronicle.asked", who=speaker or messages("show.no_speaker"))
        yield f"<p><strong>{escaped(who)}</strong></p>\n<ul>\n"
        yield from (f"<li>{escaped(each.text)}</li>\n" for each in said)
        yield "</ul>\n"
    yield "</article>\n"
