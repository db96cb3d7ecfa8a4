"""Dates, periods, levels and names in words: the small change of every screen.

In: values of a record and a catalogue. Out: short texts in the user's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from giaoban_cli.messages import Messages, number
from giaoban_cli.models import LEVELS, Figure, Meeting, Paper, Period, Place, Related, Stored
from giaoban_cli.render.safe import exact

_LEVEL_KEYS = dict(
    zip(LEVELS, ("level.commune", "level.district", "level.province", "level.central"), strict=True)
)


def worded(messages: Messages, key: str, args: Mapping[str, str | int | float]) -> str:
    """A sentence whose arguments may come from anywhere, each on one line and made visible."""
    safe = {name: exact(each) if isinstance(each, str) else each for name, each in args.items()}
    return messages(key, **safe)


def day(iso: str | None, messages: Messages) -> str:
    """A day as people write it: `16/4/2024`."""
    if iso is None:
        return messages("undated")
    year, month, number = iso[:10].split("-")
    return f"{int(number)}/{int(month)}/{year}"


def days(first: str | None, last: str | None, messages: Messages) -> str:
    """A day or several: `16/4/2024`, `16–18/4/2024`, `30/4–2/5/2024`."""
    if first is None or last is None or last == first:
        return day(first, messages)
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(last, messages)}"
    if start.year == end.year:
        return f"{start.day}/{start.month}–{day(last, messages)}"
    return f"{day(first, messages)}–{day(last, messages)}"


def weekday(iso: str, messages: Messages) -> str:
    """The day of the week."""
    return messages(f"weekday.{date.fromisoformat(iso).isoweekday()}")


def moment(iso: str, messages: Messages) -> str:
    """A day with its time: `16/4/2024 16:19`."""
    text = day(iso, messages)
    return f"{text} {iso[11:16]}" if len(iso) >= 16 else text


def paper(value: Paper, messages: Messages) -> str:
    """Number and day of an official paper: `215-TB/HU, ngày 9/7/2024`; empty when it has none."""
    if value.number and value.date:
        return messages("show.paper_of", number=value.number, date=day(value.date, messages))
    if value.date:
        return messages("show.paper_day", date=day(value.date, messages))
    return value.number or ""


def related(value: Related, messages: Messages) -> str:
    """Why another report belongs beside one."""
    if value.why == "near-duplicate":
        return messages("related.near_duplicate")
    return messages("related.same_meeting")


def signer(meeting: Meeting) -> str:
    """Who signed an official paper, with the office: `Đặng Thị Lụa, Chánh Văn phòng`."""
    name = (meeting.paper and meeting.paper.signer) or ""
    offices = (role for each in meeting.officials if each.name == name for role in each.roles)
    return ", ".join((name, *offices))


def period(value: Period, messages: Messages) -> str:
    """A period by its label: `2024-Q1` → `quý I/2024`."""
    return stretch(value.label, messages)


def stretch(label: str, messages: Messages) -> str:
    """A stretch of the calendar by its label: `2024-Q1` → `quý I/2024`."""
    year, _, part = label.partition("-")
    if not part:
        return messages("period.year", year=year)
    if part.startswith("Q"):
        return messages(f"period.quarter.{part[1:]}", year=year)
    if part.startswith("H"):
        return messages(f"period.half.{part[1:]}", year=year)
    if part.startswith("M"):
        return _months(part, year, messages)
    return messages("period.month", month=str(int(part)), year=year)


def _months(part: str, year: str, messages: Messages) -> str:
    """`M01..M09` → the first nine months."""
    first, _, last = part.replace("M", "").partition("..")
    start, end = int(first), int(last or first)
    if start == 1:
        return messages("period.first_months", count=str(end), year=year)
    if end == 12:
        return messages("period.last_months", count=str(13 - start), year=year)
    return messages("period.months", first=str(start), last=str(end), year=year)


def part_of_year(label: str, messages: Messages) -> str:
    """The same beside its year: `2024-Q1` → `quý I`; nothing for a whole year."""
    part = label.partition("-")[2]
    if not part:
        return ""
    key = f"part_of_year.quarter.{part[1:]}" if part.startswith("Q") else "part_of_year.month"
    return messages(key, month=part.lstrip("0"))


def level(value: str | None, messages: Messages) -> str:
    """The level of a body in words."""
    return messages(_LEVEL_KEYS[value]) if value in _LEVEL_KEYS else ""


def place(value: Place) -> str:
    """A place with its province: `Khe Lĩnh, Hoành Giang`; a province by itself stands once."""
    province = value.province if value.province != value.name else None
    return ", ".join(filter(None, (value.name, province)))


def title(stored: Stored, messages: Messages) -> str:
    """A meeting's title, or words that stand for one."""
    return stored.meeting.title or messages("untitled")


def figure(value: Figure) -> str:
    """A figure in the report's words with its meaning: `58 đảng viên (kết nạp)`."""
    known = value.what and value.what.casefold() not in value.text.casefold()
    return f"{value.text} ({value.what})" if known else value.text


def line_of(text: str, offset: int) -> int:
    """The number of the line, from 1, that holds the character at `offset`."""
    return text.count("\n", 0, offset) + 1


def shortened(text: str, most: int) -> str:
    """Text of at most `most` characters, cut at a space and closed by `…`."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > most // 2 else cut).rstrip(" ,;:.-") + "…"


def around(text: str, words: str, most: int) -> str:
    """The piece of a text around some of its words, of about `most` characters, cut at spaces."""
    if len(text) <= most:
        return text
    at = max(text.find(words), 0)
    start = max(0, min(at - most // 2, len(text) - most))
    end = min(len(text), max(start + most, at + len(words)))
    if start > 0:
        start = text.find(" ", start, at) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", at + len(words), end), at + len(words))
    return f"{'… ' if start > 0 else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def quantity(value: float, messages: Messages) -> str:
    """A count or measure: `1.204`, `3,5`."""
    spec = ",d" if isinstance(value, int) else ",.10g"
    return number(value, spec, messages.language)
