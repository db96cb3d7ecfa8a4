"""The conductor: the text of a report → a `Meeting`, calling the rules of `text/` in order.

In: NFC text and, if known, the file's name and the unit whose folder it came from. Out: every fact
with the span that proves it. Nothing here has a rule of its own.
"""

from __future__ import annotations

from collections.abc import Generator

from giaoban_cli.models import Caveat, Meeting, Span
from giaoban_cli.text.page.clean import Cleaned, clean
from giaoban_cli.text.page.sections import outline
from giaoban_cli.text.paper import facts
from giaoban_cli.text.paper.form import read_form
from giaoban_cli.text.what.attendees import attendees
from giaoban_cli.text.what.difficulties import difficulties
from giaoban_cli.text.what.directions import directions
from giaoban_cli.text.what.documents import citations
from giaoban_cli.text.what.figures import figures
from giaoban_cli.text.what.kinds import kinds
from giaoban_cli.text.what.quotes import quotes
from giaoban_cli.text.what.speech import speech
from giaoban_cli.text.when.when import stamped, when
from giaoban_cli.text.who import organisations
from giaoban_cli.text.who.people import offices_of_chairs, people
from giaoban_cli.text.who.places import place

NOT_A_MEETING = Caveat("not_a_meeting", "Văn bản không nói về một cuộc họp.")


def parse(text: str, *, filename: str | None = None, unit: str | None = None) -> Meeting:
    """Read a report.

    Args:
        text: the whole text, NFC.
        filename: the file's name without its folder; a date in it may lend the year.
        unit: the unit that the user named for this file, such as `Huyện ủy Khê Lĩnh, Cao Lâm`.

    Returns:
        What the report says; None and () where it does not say.
    """
    return read(clean(text), filename=filename, unit=unit)


def read(page: Cleaned, *, filename: str | None = None, unit: str | None = None) -> Meeting:
    """Read a report that is cleaned already; arguments as for `parse`."""
    reading = steps(page, filename=filename, unit=unit)
    while True:
        try:
            next(reading)
        except StopIteration as end:
            meeting: Meeting = end.value
            return meeting


def steps(
    page: Cleaned, *, filename: str | None = None, unit: str | None = None
) -> Generator[None, None, Meeting]:
    """What `read` does, halting after each rule.

    Who reads many reports lets each rule go over all of them: a rule that has just been used is
    still in the processor's cache. Rules that remember of a text what the next one needs follow
    each other.
    """
    form = read_form(page)
    if form:
        page = facts.page_of(page, form)
    bodies = facts.issuers(page, form) if form else ()
    parts = facts.outline_of(page, form) if form else outline(page)
    yield
    what, kind_spans = kinds(page, parts)
    own = facts.stamp_of(form) if form else ()
    yield
    time = when(page, parts, filename, own) if what else stamped(page)
    yield
    who = people(page, parts)
    yield
    held = organisations.holder(
        page, parts, time.date, unit, facts.issuer_of(page, bodies), offices_of_chairs(who)
    )
    yield
    where = facts.place_of(bodies, page, held) if not unit else None
    if where is None:
        where = place(page, parts, held, unit, time.date)
    yield
    cited = citations(page, parts)
    counted = figures(page, parts, cited)
    yield
    said = speech(page, parts, who)
    asked = directions(said)
    attended = attendees(said, who.officials)
    hard = difficulties(said, asked)
    quoted = quotes(page, parts)
    yield
    officials = facts.with_signers(who.officials, form) if form else who.officials
    spans = {
        "title": _only(parts.title),
        "section": _only(parts.section),
        "kind": kind_spans,
        "organisation": _only(held.span),
        **time.spans,
        **who.spans,
        **(facts.spans_of(form) if form else {}),
    }
    return Meeting(
        text=page.text,
        title=_said(page.text, parts.title),
        section=_said(page.text, parts.section),
        kind=what[0] if what else None,
        kinds=what,
        date=time.date,
        date_end=time.date_end,
        date_basis=time.basis,
        session=time.session,
        published=time.published,
        organisation=organisations.named(held, where),
        level=held.level,
        place=where,
        period=time.period,
        period_ahead=time.period_ahead,
        chairs=who.chairs,
        officials=officials,
        attendees=attended,
        documents=cited,
        figures=counted,
        difficulties=hard,
        directions=asked,
        quotes=quoted,
        authors=who.authors,
        paper=facts.paper_of(form) if form else None,
        warnings=(
            *time.warnings,
            *who.warnings,
            *organisations.warnings(held, where, time.date),
        )
        if what
        else (NOT_A_MEETING,),
        spans={key: value for key, value in spans.items() if value},
    )


def _only(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span else ()


def _said(text: str, span: Span | None) -> str | None:
    """The words of a span with their white space collapsed; None for no span."""
    return " ".join(text[slice(*span)].split()) if span else None
