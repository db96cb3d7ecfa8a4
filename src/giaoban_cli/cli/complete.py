"""What a shell offers after a few typed letters: values from the archive.

In: the beginning of a word. Out: values that begin so; nothing at all when anything is amiss,
because a shell that waits for a completion has no place for an error.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import typer

from giaoban_cli.cli.world import Session

MOST = 50
"""How many values are offered at once."""

# "Trịnh Quang Hợi", "2024-04-16-khe-linh-3f9a1c": what no shell takes for an instruction
_HARMLESS = re.compile(r"[\w ,./@-]{1,200}")


def ids(context: typer.Context, incomplete: str) -> list[str]:
    """Meeting ids that begin so."""
    return _values(context, "id", incomplete)


def officials(context: typer.Context, incomplete: str) -> list[str]:
    """Names of officials that begin so."""
    return _values(context, "official", incomplete)


def organisations(context: typer.Context, incomplete: str) -> list[str]:
    """Names of organisations that begin so."""
    return _values(context, "organisation", incomplete)


def _values(context: typer.Context, what: str, incomplete: str) -> list[str]:
    root = context.find_root()
    session = root.obj
    if not isinstance(session, Session):
        return []
    chosen = root.params.get("archive")
    if chosen:
        session = replace(session, archive_option=Path(chosen))
    found: list[str] = []
    try:
        with session.open() as archive:
            for value in archive.complete(what, incomplete):
                if _HARMLESS.fullmatch(value):
                    found.append(value)
                if len(found) == MOST:
                    break
    except Exception:  # noqa: BLE001  a shell asked, and an error would land in its prompt
        return []
    return found
