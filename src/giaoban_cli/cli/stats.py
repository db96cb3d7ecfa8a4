"""`giaoban stats`: what the archive holds, and what its reports do not say."""

from __future__ import annotations

from typing import Annotated

import typer

from giaoban_cli.cli.options import picked
from giaoban_cli.cli.progress import progress
from giaoban_cli.cli.world import session_of
from giaoban_cli.config import find
from giaoban_cli.models import SCHEMA, plain

FORMATS = ("table", "json")


def stats(
    context: typer.Context,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> None:
    """Count."""
    session = session_of(context)
    with progress(session) as report, session.open(report) as archive:
        counted = archive.stats()
    from giaoban_cli.archive.counts import MANY

    if format_ == "json":
        from giaoban_cli.render.machine import to_json

        session.out.machine(to_json({"schema": SCHEMA, **plain(counted)}) + "\n")
    else:
        from giaoban_cli.render.stats import show_stats

        show_stats(session.out, session.messages, counted, str(session.archive_folder))
    if counted.meetings > MANY and counted.engine == find("engine").default:
        session.tell("stats.faster_engine", n=MANY)
