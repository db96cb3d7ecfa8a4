"""`giaoban review`: the meetings that a human should look at, the worst first."""

from __future__ import annotations

from typing import Annotated

import typer

from giaoban_cli.cli.options import Query, counted, picked, takes_filters
from giaoban_cli.cli.viewing import FORMATS, opened, request_of, tell_how, write
from giaoban_cli.cli.world import session_of
from giaoban_cli.errors import Exit
from giaoban_cli.models import Filters, Stored
from giaoban_cli.views.review import review as doubtful

SHOWN = 50
"""Rows of a table when nobody says how many."""


@takes_filters
def review(
    context: typer.Context,
    filters: Filters,
    query: Query = None,
    limit: Annotated[int | None, counted("--limit", 1, 100_000, "review.limit")] = None,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> Exit:
    """List what is doubtful."""
    from dataclasses import replace

    from giaoban_cli.render.meeting import warning

    session = session_of(context)
    request = replace(request_of(query, filters), sort="newest")
    looked_at = 0

    def passing(stored: Stored) -> Stored:
        nonlocal looked_at
        looked_at += 1
        return stored

    with opened(session) as archive:
        selection = archive.select(request)
        found = doubtful(map(passing, archive.beside(selection.meetings)))
    tell_how(session, request, selection.query)
    if not looked_at:
        session.tell("search.none")
        return Exit.NOTHING_FOUND
    chosen = found if limit is None else found[:limit]

    def table() -> None:
        from giaoban_cli.render.review import show_review

        show_review(session.out, session.messages, found, looked_at, limit or SHOWN)

    rows = [
        {
            "id": each.stored.id,
            "date": each.stored.meeting.date,
            "title": each.stored.meeting.title,
            "organisation": each.stored.meeting.organisation,
            "source": each.stored.sources[0].path if each.stored.sources else None,
            "reasons": [
                {
                    "code": doubt.code,
                    "message": warning(
                        doubt, each.stored.meeting, session.messages, each.stored.related
                    ),
                }
                for doubt in each.doubts
            ],
        }
        for each in chosen
    ]
    write(
        session, format_, "meetings", rows, table,
        lambda: (
            ("id", "date", "title", "organisation", "source", "reasons"),
            [row | {"reasons": [doubt.code for doubt in each.doubts]}
             for row, each in zip(rows, chosen, strict=True)],
        ),
    )  # fmt: skip
    return Exit.DONE
