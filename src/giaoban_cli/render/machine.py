"""Values → JSON, JSON lines and CSV: the formats other programs read, the same in every language.

In: JSON types. Out: text that is written as UTF-8. No control character leaves here unescaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from giaoban_cli.render.safe import UNSAFE, visible

BOM = "\ufeff"
"""What tells Excel that a CSV file is UTF-8."""

# "=HYPERLINK(…)", "+84…", "-1", "@SUM(…)", "\tx": what a spreadsheet takes for a formula
_FORMULA = re.compile(r"[=+\-@\t\r]")


def to_json(value: Any, *, indent: int | None = 2) -> str:
    """JSON with letters as they are and control, format and surrogate characters escaped.

    Args:
        value: JSON types.
        indent: spaces a level; None puts all on one line.
    """
    return UNSAFE.sub(_json_escape, json.dumps(value, ensure_ascii=False, indent=indent))


def to_json_line(value: Any) -> str:
    """JSON on one line, without the line's end."""
    return to_json(value, indent=None)


def to_json_rows(head: Mapping[str, Any], name: str, rows: Iterable[Any]) -> Iterator[str]:
    """JSON whose last value is a list, piece by piece, however many rows there are.

    Args:
        head: what stands before the list; not empty.
        name: the key of the list.
        rows: JSON types.
    """
    key = json.dumps(name)
    yield to_json(head).removesuffix("\n}") + f",\n  {key}: ["
    first = True
    for row in rows:
        lines = to_json(row).replace("\n", "\n    ")
        yield f"{'' if first else ','}\n    {lines}"
        first = False
    yield "]\n}\n" if first else "\n  ]\n}\n"


def _json_escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def to_csv(keys: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """CSV line by line, the first with the byte order mark and the keys.

    Lists are joined by `; `, None is empty, and a cell that a spreadsheet would take for a formula
    begins with an apostrophe.

    Args:
        keys: the columns in order.
        rows: one mapping a row; a missing key is an empty cell.
    """
    yield BOM + _csv_line(keys)
    for row in rows:
        yield _csv_line([cell(row.get(key)) for key in keys])


def cell(value: Any) -> str:
    """One CSV cell of a JSON value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, (list, tuple)):
        value = "; ".join(one for one in (_bare(each) for each in value) if one)
    text = visible(str(value))
    return f"'{text}" if _FORMULA.match(text) else text


def _bare(value: Any) -> str:
    return "" if value is None else str(value)


def _csv_line(cells: Sequence[str]) -> str:
    import csv  # which JSON never needs
    import io

    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
