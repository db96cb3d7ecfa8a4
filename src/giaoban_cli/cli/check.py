"""`giaoban check`: is the archive what was written? `--repair` makes what is derived anew."""

from __future__ import annotations

from typing import Annotated

import typer

from giaoban_cli.cli.options import picked
from giaoban_cli.cli.progress import progress
from giaoban_cli.cli.world import session_of
from giaoban_cli.errors import Exit
from giaoban_cli.models import SCHEMA, plain

FORMATS = ("table", "json")


def check(
    context: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help="check.repair")] = False,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> Exit:
    """Look at everything, and name each fault."""
    session = session_of(context)
    with progress(session) as report, session.open(report) as archive:
        found = archive.check(repair=repair)
    if format_ == "json":
        from giaoban_cli.render.machine import to_json

        session.out.machine(to_json({"schema": SCHEMA, **plain(found)}) + "\n")
    else:
        from giaoban_cli.render.check import show_check

        show_check(session.out, session.messages, found)
    return Exit.DAMAGED if any(not fault.repaired for fault in found.faults) else Exit.DONE
