"""A meeting's card and a file's row: the columns that a seal covers, there and back.

In: rows as SQLite gives them. Out: `Card` and `SourceRow`, once their seals are found whole.
"""

from __future__ import annotations

from typing import Any

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Span
from giaoban_cli.store.database import Row
from giaoban_cli.store.rows import UNAMENDED, Content, Origin, names, seal, spans, to_json

SEALED = (
    "id", "date", "title", "organisation", "level", "kind", "place", "chairs", "warnings",
    "text_sha256", "text_bytes", "fingerprint", "parser", "unit", "filename", "unsearched",
    "amended", "forgotten",
)  # fmt: skip
"""The columns of a meeting that its seal covers, in order."""

SOURCE = (
    "path", "meeting", "sha256", "bytes", "stamp", "encoding", "format", "ingested_at",
)  # fmt: skip


@frozen
class Card:
    """A meeting without its record and text: what lists, counts and decisions need."""

    key: int
    id: str
    date: str | None
    title: str | None
    organisation: str | None
    level: str | None
    kind: str | None
    place: str | None
    chairs: tuple[str, ...]
    warnings: tuple[str, ...]
    text_sha256: str
    text_bytes: int
    fingerprint: str
    parser: int
    unit: str | None
    filename: str | None
    unsearched: tuple[Span, ...]
    amended: str
    forgotten: bool

    @classmethod
    def of(cls, key: int, id_: str, content: Content) -> Card:
        """The card that a new meeting would have."""
        c = content
        return cls(
            key, id_, c.date, c.title, c.organisation, c.level, c.kind, c.place, c.chairs,
            c.warnings, c.text_sha256, c.text_bytes, c.fingerprint, c.parser, c.unit, c.filename,
            c.unsearched, amended=UNAMENDED, forgotten=False,
        )  # fmt: skip

    def content(self, record: bytes, text: bytes) -> Content:
        """What a meeting says, its officials left out."""
        return Content(
            self.date, self.title, self.organisation, self.level, self.kind, self.place,
            self.chairs, (), self.warnings, record, text, self.text_sha256, self.text_bytes,
            self.fingerprint, self.parser, self.unit, self.filename, self.unsearched,
        )  # fmt: skip


@frozen
class SourceRow:
    """A file as the archive knows it; `meeting` is the key of what it holds."""

    origin: Origin
    meeting: int
    ingested_at: str


def card_of(row: Row) -> Card:
    """A row of key, sealed columns and seal as a card.

    Raises:
        ValueError: the seal is broken.
    """
    key, *values, expected = row
    if seal(values) != expected:
        raise ValueError("the row's seal")
    fields: dict[str, Any] = dict(zip(SEALED, values, strict=True))
    for name in ("chairs", "warnings"):
        fields[name] = names(fields[name])
    fields["unsearched"] = spans(fields["unsearched"])
    fields["forgotten"] = bool(fields["forgotten"])
    return Card(key=key, **fields)


def source_of(row: Row) -> SourceRow:
    """A row of sealed columns and seal as a source.

    Raises:
        ValueError: the seal is broken.
    """
    *values, expected = row
    if seal(values) != expected:
        raise ValueError("the source's seal")
    path, meeting, sha256, size, stamp, encoding, format_, at = values
    return SourceRow(Origin(path, sha256, size, stamp, encoding, format_), meeting, at)


def card_columns(id_: str, content: Content, *, amended: str, forgotten: int) -> tuple[Any, ...]:
    """The sealed columns of a meeting, in their order."""
    c = content
    return (
        id_, c.date, c.title, c.organisation, c.level, c.kind, c.place, to_json(c.chairs),
        to_json(c.warnings), c.text_sha256, c.text_bytes, c.fingerprint, c.parser, c.unit,
        c.filename, to_json(c.unsearched), amended, forgotten,
    )  # fmt: skip


def source_columns(origin: Origin, key: int, at: str) -> tuple[Any, ...]:
    """The sealed columns of a source, in their order."""
    return (
        origin.path, key, origin.sha256, origin.bytes, origin.stamp, origin.encoding,
        origin.format, at,
    )  # fmt: skip
