"""The rules that are tables: surnames, abbreviations, roles, provinces and the like.

A table is a UTF-8 file `NAME.tsv`: lines that begin with `#` are comments, columns are parted by
one tab. docs and CONTRIBUTING.md tell what each column means.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the table `NAME.tsv` that ships beside this file.

    Args:
        name: the table's name without its ending, for example `surnames`.

    Returns:
        One tuple a row, its columns as text; short rows are not padded.
    """
    lines = (Path(__file__).parent / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def document(name: str) -> dict[str, Any]:
    """The document `NAME.json` that ships beside this file."""
    import json

    text = (Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8")
    made: dict[str, Any] = json.loads(text)
    return made
