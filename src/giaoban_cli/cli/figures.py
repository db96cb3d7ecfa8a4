"""`giaoban figures`: how a counted thing went over time, each figure with its sentence."""

from __future__ import annotations

from typing import Annotated

import typer

from giaoban_cli.cli.options import Query, picked, takes_filters
from giaoban_cli.cli.viewing import FORMATS, opened, request_of, tell_how, write
from giaoban_cli.cli.world import session_of
from giaoban_cli.errors import Exit
from giaoban_cli.models import Filters
from giaoban_cli.views.figures import indicators, readings


@takes_filters
def figures(
    context: typer.Context,
    filters: Filters,
    query: Query = None,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> Exit:
    """List figures, or show one over time."""
    session = session_of(context)
    request = request_of(query, filters)
    with opened(session) as archive:
        chosen = archive.select(request)
        found = readings(chosen.meetings, chosen.query)
    tell_how(session, request, chosen.query)
    if found.near:
        session.tell("figures.near", query=request.text.strip())
    if not found.readings:
        session.tell("figures.none")

    def table() -> None:
        from giaoban_cli.render.figures import show_chart, show_indicators

        if request.text.strip():
            show_chart(session.out, session.messages, indicators(found))
        elif found.readings:
            show_indicators(session.out, session.messages, indicators(found))

    from giaoban_cli.render import view_records as records

    def rows() -> records.Rows:
        return records.figures(reading for _, reading in found.readings)

    write(session, format_, "figures", rows(), table, lambda: (records.FIGURES, rows()))
    return Exit.DONE if found.readings else Exit.NOTHING_FOUND
