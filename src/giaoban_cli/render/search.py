"""A page of hits → a screen: what to open first, and how to go on from there.

In: `models.Page`. Out: lines: the count, notices, people, hits with snippets, facets, next steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from giaoban_cli.messages import Messages
from giaoban_cli.models import Count, Hit, Page, PersonLine
from giaoban_cli.render import values
from giaoban_cli.render.screen import Screen, highlighted

if TYPE_CHECKING:
    from rich.text import Text

_INDENT = 4


def show_page(screen: Screen, messages: Messages, page: Page, marks: str, seconds: float) -> None:
    """Write a page of hits.

    Args:
        screen: where.
        messages: in which language.
        page: what was found.
        marks: `smart` or `ignore`.
        seconds: how long it took.
    """
    screen.show(screen.text((_heading(screen, messages, page, marks, seconds), "faint")))
    for note in (*page.warnings, *page.notice):
        screen.show(screen.text((values.worded(messages, note.key, note.args), "warn")))
    answered = {note.args.get("found") for note in page.notice}
    for suggestion in page.suggestions:
        if suggestion.strip('"') in answered:
            continue  # its hits are shown already
        screen.show(screen.text((messages("search.did_you_mean", query=suggestion), "title")))
    for person in page.people:
        screen.show(_person(screen, messages, person))
    for number, hit in enumerate(page.hits, page.offset + 1):
        screen.write("")
        _show_hit(screen, messages, hit, number)
    if page.facets:
        _show_facets(screen, messages, page.facets)
    if screen.terminal and page.hits:
        _show_next(screen, messages, page)


def _heading(screen: Screen, messages: Messages, page: Page, marks: str, seconds: float) -> str:
    if not page.total:
        return messages("search.none")
    key = "search.count" if page.total_is_exact else "search.count_at_least"
    parts = [messages(key, n=page.total)]
    if page.hits and len(page.hits) < page.total:
        first, last = page.offset + 1, page.offset + len(page.hits)
        key = "search.range" if first < last else "search.only"
        parts.append(messages(key, first=first, last=last))
    if marks == "ignore":
        parts.append(messages("search.marks_ignored"))
    if screen.terminal:
        parts.append(messages("search.seconds", seconds=max(seconds, 0.01)))
    return " · ".join(parts)


def _person(screen: Screen, messages: Messages, person: PersonLine) -> Text:
    details = [*person.roles[:2], messages("person.meetings", n=person.meetings)]
    if person.place:
        details.insert(0, person.place)
    if person.concluded:
        details.append(messages("person.concluded", n=person.concluded))
    return screen.text((person.name, "title"), " · " + " · ".join(details))


def _show_hit(screen: Screen, messages: Messages, hit: Hit, number: int) -> None:
    """One hit: number, day and title; who met and who chaired; id; the words found."""
    head = screen.grid(None, None, 1)
    head.add_row(
        screen.text((f"@{number}", "id")),
        screen.text(values.day(hit.date, messages)),
        screen.text((hit.title or messages("untitled"), "title")),
    )
    screen.show(head)
    who = hit.organisation or ""
    if hit.chairs:
        who += (" · " if who else "") + messages("search.chaired", names=", ".join(hit.chairs))
    if hit.archive:
        who += (" · " if who else "") + messages("search.archive", name=hit.archive)
    if who and _INDENT + len(who) + 2 + len(hit.id) <= screen.width:
        under = screen.grid(1, None, gap=0)
        under.add_row(screen.text((who, "faint")), screen.text((hit.id, "id")))
        screen.show(screen.indented(under, _INDENT))
    else:
        between = " · " if who else ""
        under_text = screen.text((who + between, "faint"), (hit.id, "id"))
        screen.show(screen.indented(under_text, _INDENT))
    if hit.snippet.highlights:  # otherwise it would only begin the report once more
        pieces = highlighted(hit.snippet.text, hit.snippet.highlights, colour=screen.colour)
        screen.show(screen.indented(screen.text(*pieces), _INDENT))


def _show_facets(
    screen: Screen, messages: Messages, facets: Mapping[str, tuple[Count, ...]]
) -> None:
    screen.write("")
    grid = screen.grid(None, 1)
    for name, counts in facets.items():
        listed = " · ".join(f"{each.value} ({each.count})" for each in counts)
        grid.add_row(screen.text((messages(f"facet.{name}"), "label")), screen.text(listed))
    screen.show(grid)


def _show_next(screen: Screen, messages: Messages, page: Page) -> None:
    """What to type next: open a hit, narrow the answer, or turn the page."""
    steps = [messages("search.next_show", number=page.offset + 1)]
    chairs = next((hit.chairs for hit in page.hits if hit.chairs), ())
    if page.total > 1 and chairs:
        steps.append(messages("search.next_filter", name=chairs[0]))
    shown = page.offset + len(page.hits)
    if shown < page.total and page.hits:
        number = page.offset // len(page.hits) + 2
        steps.append(messages("search.next_page", number=number))
    screen.write("")
    screen.show(screen.text((" · ".join(steps), "faint")))
