"""`giaoban directions`: what was asked, of whom and by whom; what was asked for a period."""

from __future__ import annotations

from typing import Annotated

import typer

from giaoban_cli.archive import today
from giaoban_cli.cli.options import Query, picked, takes_filters
from giaoban_cli.cli.viewing import FORMATS, Counted, opened, request_of, tell_how, write
from giaoban_cli.cli.world import session_of
from giaoban_cli.errors import Exit
from giaoban_cli.models import Filters
from giaoban_cli.query.dates import read_days
from giaoban_cli.views.directions import Days
from giaoban_cli.views.directions import directions as asked
from giaoban_cli.views.officials import terms


@takes_filters
def directions(
    context: typer.Context,
    filters: Filters,
    query: Query = None,
    for_: Annotated[
        str | None, typer.Option("--for", metavar="PERIOD", help="directions.for")
    ] = None,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> Exit:
    """List what was asked for."""
    session = session_of(context)
    request = request_of(query, filters)
    period = None
    if for_ is not None:
        days = read_days(for_, today(session.world.clock), option="--for")
        period = Days(days.start, days.end)
    with opened(session) as archive:
        chosen = archive.select(request)
        found = asked(
            chosen.meetings, chosen.query, speaker=terms(filters.speaker or ""), period=period
        )
        tell_how(session, request, chosen.query)
        counted = Counted(found)

        def table() -> None:
            from giaoban_cli.render.directions import show_directions

            show_directions(session.out, session.messages, counted)

        from giaoban_cli.render import view_records as records

        write(
            session,
            format_,
            "directions",
            records.directions(counted),
            table,
            lambda: (records.DIRECTIONS, records.directions(counted)),
        )
    if not counted.n:
        session.tell("directions.none")
    return Exit.DONE if counted.n else Exit.NOTHING_FOUND
