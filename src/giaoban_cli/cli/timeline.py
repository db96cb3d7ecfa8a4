"""`giaoban timeline`: how meetings spread over time, and how often they speak of a matter."""

from __future__ import annotations

from typing import Annotated

import typer

from giaoban_cli.archive import today
from giaoban_cli.cli.options import Query, picked, takes_filters
from giaoban_cli.cli.viewing import FORMATS, opened, request_of, tell_how, write
from giaoban_cli.cli.world import session_of
from giaoban_cli.errors import Exit
from giaoban_cli.models import Filters
from giaoban_cli.query import Dates
from giaoban_cli.query import Query as Tree
from giaoban_cli.views.timeline import STEPS, Step
from giaoban_cli.views.timeline import timeline as counted


@takes_filters
def timeline(
    context: typer.Context,
    filters: Filters,
    query: Query = None,
    by: Annotated[Step, picked("--by", STEPS, "timeline.by")] = "quarter",
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> Exit:
    """Count meetings by month, quarter or year."""
    session = session_of(context)
    request = request_of(query, filters)
    with opened(session) as archive:
        found = archive.days(request)
    tell_how(session, request, found.query)
    first, last = _bounds(found.query, today(session.world.clock).isoformat())
    view = counted(found.days, by, first=first, last=last)
    if not found.days:
        session.tell("search.none")

    def table() -> None:
        from giaoban_cli.render.timeline import show_timeline

        show_timeline(session.out, session.messages, view, request.text.strip())

    rows = [{"start": b.start, "end": b.end, "count": b.count} for b in view.buckets]
    write(
        session, format_, "buckets", rows, table if found.days else lambda: None,
        lambda: (("start", "end", "count"), rows),
    )  # fmt: skip
    return Exit.DONE if found.days else Exit.NOTHING_FOUND


def _bounds(query: Tree, today: str) -> tuple[str | None, str | None]:
    """The first and last day that were asked for, the last no later than today."""
    asked = [node for node in query.filters if isinstance(node, Dates)]
    first = max((node.start for node in asked if node.start), default=None)
    last = min((node.end for node in asked if node.end), default=None)
    return first, None if last is None else min(last, today)
