"""The chronicle of a unit → Markdown; and its sentences, which the HTML says too.

In: a `Chronicle` and its meetings, one at a time. Out: pieces of the text in order: what it holds,
an entry a meeting with where it was read, and the gaps. Units appear as they were on the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from giaoban_cli.messages import Messages
from giaoban_cli.models import Stored
from giaoban_cli.render import values
from giaoban_cli.render.facts import facts
from giaoban_cli.render.markdown import escaped
from giaoban_cli.views.chronicle import Chronicle, Curve, Gap, Heading, now_in
from giaoban_cli.views.figures import Row


def chronicle_markdown(
    title: str, view: Chronicle, meetings: Iterable[Stored], messages: Messages
) -> Iterator[str]:
    """The chronicle as Markdown, piece by piece.

    Args:
        title: whose it is.
        view: what is known beforehand.
        meetings: the entries, in the order of `view.headings`.
        messages: the catalogue.
    """
    yield f"# {escaped(title)}\n\n{escaped(summary(view, messages))}\n\n"
    yield f"{escaped(messages('chronicle.as_they_were'))}\n\n"
    yield f"## {messages('chronicle.contents')}\n\n"
    for heading in view.headings:
        yield f"- [{escaped(name(heading, messages))}](#{heading.id})\n"
    yield f"\n## {messages('chronicle.calendar')}\n\n| | |\n|---|---:|\n"
    for label, count in calendar(view, messages):
        yield f"| {label} | {count or '–'} |\n"
    for curve in view.curves:
        yield f"\n### {escaped(curve_name(curve, messages))}\n\n| | |\n|---|---:|\n"
        for row in curve.series.rows:
            yield f"| {stretch(row, messages)} | {escaped(row_value(row, messages))} |\n"
    yield f"\n## {messages('chronicle.gaps')}\n\n"
    yield "".join(f"- {escaped(gap_text(gap, messages))}\n" for gap in view.gaps)
    if not view.gaps:
        yield f"{messages('chronicle.no_gaps')}\n"
    yield f"\n## {messages('chronicle.entries')}\n"
    for stored in meetings:
        yield _entry(stored, messages)


def _entry(stored: Stored, messages: Messages) -> str:
    meeting = stored.meeting
    heading = Heading(stored.id, meeting.date, meeting.title)
    lines = ["", f'<a id="{escaped(stored.id)}"></a>', ""]
    lines += [f"### {escaped(name(heading, messages))}", ""]
    lines += [
        f"- **{escaped(label)}**: {escaped(text)}" for label, text in entry_facts(stored, messages)
    ]
    for speaker, said in groupby(meeting.directions, key=lambda each: each.speaker):
        who = speaker or messages("show.no_speaker")
        lines += ["", f"**{escaped(messages('chronicle.asked', who=who))}**", ""]
        lines += [f"- {escaped(each.text)}" for each in said]
    return "\n".join(lines) + "\n"


def entry_facts(stored: Stored, messages: Messages) -> Iterator[tuple[str, str]]:
    """What an entry says of its meeting: labels and texts, with where it was read."""
    meeting = stored.meeting
    for key, text in facts(stored, messages):
        if key in ("show.id", "show.source"):
            continue
        yield messages(key), text
        if key == "show.place" and (now := now_in(meeting.place, meeting.date)):
            yield messages("chronicle.now"), messages("chronicle.now_in", province=now)
    if meeting.figures:
        told = "; ".join(values.figure(each) for each in meeting.figures)
        yield messages("show.figures"), told
    for source in stored.sources:
        yield messages("show.source"), f"{source.path} (SHA-256 {source.sha256})"
    yield messages("show.id"), stored.id


def name(heading: Heading, messages: Messages) -> str:
    """A meeting in the contents and above its entry."""
    return f"{values.day(heading.date, messages)} · {heading.title or messages('untitled')}"


def summary(view: Chronicle, messages: Messages) -> str:
    """How many meetings, from when to when."""
    dated = [heading.date for heading in view.headings if heading.date]
    said = messages("search.count", n=len(view.headings))
    if dated:
        seen = messages(
            "officials.from_to",
            first=values.day(min(dated), messages),
            last=values.day(max(dated), messages),
        )
        said = f"{said}, {seen}"
    undated = len(view.headings) - len(dated)
    return f"{said}; {messages('timeline.undated', n=undated)}." if undated else f"{said}."


def calendar(view: Chronicle, messages: Messages) -> Iterator[tuple[str, int]]:
    """Quarters with their meetings; quarters in a row without any are one."""
    for empty, run in groupby(view.calendar.buckets, key=lambda bucket: not bucket.count):
        names = [(values.stretch(bucket.label, messages), bucket.count) for bucket in run]
        if empty and len(names) > 1:
            yield f"{names[0][0]} – {names[-1][0]}", 0
        else:
            yield from names


def gap_text(gap: Gap, messages: Messages) -> str:
    """A stretch without meetings."""
    return messages(
        "chronicle.gap",
        first=values.stretch(gap.first, messages),
        last=values.stretch(gap.last, messages),
        n=gap.months,
    )


def curve_name(curve: Curve, messages: Messages) -> str:
    """What a chart of figures shows."""
    what = ": ".join(filter(None, (curve.indicator.unit, curve.indicator.what)))
    return f"{what} ({messages(f'figures.by.{curve.series.shape}')})"


def stretch(row: Row, messages: Messages) -> str:
    """The period of a row."""
    return values.stretch(row.period, messages) if row.period else ""


def row_value(row: Row, messages: Messages) -> str:
    """The figures of a row; that they are missing."""
    shown = [values.quantity(one.figure.value, messages) for one in row.readings]
    return " / ".join(dict.fromkeys(shown)) or messages("figures.missing")
