"""`giaoban backup`: a consistent, verified copy of the archive in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from giaoban_cli.cli.progress import progress
from giaoban_cli.cli.world import session_of


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="backup.file")],
) -> None:
    """Write the copy."""
    session = session_of(context)
    with progress(session) as report, session.open(report) as archive:
        archive.backup(file)
    session.tell("backup.done", path=str(file))
