"""Short invented reports, as many as wanted: each of another day and about a matter of its own."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

_REPORT = """\
Khe Lĩnh giao ban tháng {month} năm {year}, bàn việc số {number}

Sáng {day}/{month}/{year}, Huyện ủy Khe Lĩnh giao ban, bàn xóa {number} nhà tạm.
"""

QUESTION = "giao ban"
"""A query that every one of these reports answers."""


def text(number: int) -> str:
    """The report of a number; the same one every time."""
    day = date(2010, 1, 4) + timedelta(days=number)
    return _REPORT.format(day=day.day, month=day.month, year=day.year, number=number + 2)


def write(folder: Path, count: int, first: int = 0) -> dict[str, str]:
    """Write reports into a folder; returns path → text."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for number in range(first, first + count):
        path = folder / f"{number:05}.txt"
        path.write_text(text(number), encoding="utf-8", newline="\n")
        written[str(path)] = text(number)
    return written
