"""A sample report taken apart, so that it can be written again in another format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from giaoban_cli.models import plain
from giaoban_cli.parse import parse
from giaoban_cli.sources import read
from giaoban_cli.text.page.clean import clean, line_spans
from giaoban_cli.text.page.sections import outline

LIMIT = 20 << 20
CORPUS = Path(__file__).parents[2] / "sample_corpus"


@dataclass(frozen=True, slots=True)
class Parts:
    """A report as its author knows it.

    `above` are lines above the title, the section's name among them; `paragraphs` all below it.
    """

    above: tuple[str, ...]
    title: str | None
    stamp: str | None
    paragraphs: tuple[str, ...]

    @property
    def every(self) -> tuple[str, ...]:
        """All of it, in order."""
        return (*self.above, *([self.title] if self.title else []), *self.paragraphs)


def taken_apart(text: str) -> Parts:
    """The parts of a report in plain text; what its site printed around it is left out."""
    page = clean(text)
    title = outline(page).title
    stamp = " ".join(text[slice(*page.stamps[0])].split()) if page.stamps else None
    above: list[str] = []
    below: list[str] = []
    for start, end in line_spans(page.plain):
        if title is None or start >= title[1]:
            below.append(_words(text, start, end))
        elif end <= title[0]:
            above.append(_words(text, start, end))
    return Parts(tuple(above), _words(text, *title) if title else None, stamp, tuple(below))


def plainly(sample: Path) -> tuple[str, dict[str, Any]]:
    """A sample's text and what is read from it."""
    text = read(str(sample), limit=LIMIT).text
    assert text
    return text, facts(text, sample.name)


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def record_of(path: Path, filename: str) -> dict[str, Any]:
    """What is read from a file, spans aside, under the name of another."""
    document = read(str(path), limit=LIMIT)
    return facts(document.text or "", filename)


def facts(text: str, filename: str) -> dict[str, Any]:
    """What is read from a text, spans aside."""
    found: dict[str, Any] = without_places(plain(replace(parse(text, filename=filename), text="")))
    return found


def without_places(value: Any) -> Any:
    """A record without the places of its facts, which differ from format to format."""
    if isinstance(value, dict):
        return {
            key: without_places(inner)
            for key, inner in value.items()
            if key not in ("span", "spans")
        }
    if isinstance(value, str):
        return value.replace("\xa0", " ")
    return [without_places(each) for each in value] if isinstance(value, (list, tuple)) else value


SAMPLES = tuple(each for each in sorted(CORPUS.rglob("*.txt")) if each.parent.name != "van-ban")
"""The reports; the columns of the papers in `van-ban` do not come back from their record."""
