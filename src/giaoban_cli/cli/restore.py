"""`giaoban restore`: an archive out of a backup, where none is yet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from giaoban_cli.cli.world import session_of


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="restore.file")],
) -> None:
    """Make the archive."""
    session = session_of(context)
    if session.problem:
        raise session.problem
    session.archives.restore(file, session.archive_folder)
    session.tell("restore.done", path=str(session.archive_folder))
