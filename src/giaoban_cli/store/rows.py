"""A meeting as rows, and back: pure, so that it runs where the report was read.

In: a `Meeting`. Out: `Content`, the columns of its row, with record and text compressed. Each
compressed part carries its own checksum, and a seal covers the other columns: SQLite has no page
checksums, so bytes that rot are found here.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Amendment, Meeting, Source, Span, Stored, fields_of, from_record

UNAMENDED = "{}"
"""The column of a meeting that nobody has corrected."""


@frozen
class Content:
    """What one report says, ready to be stored.

    Attributes:
        date: ISO day, or None; with the next six what lists and counts need without the record.
        officials: name, key and parts of each official; typed names are compared with the key,
            and parts are joined by spaces.
        warnings: codes of the caveats.
        record: the meeting without its text, JSON, compressed.
        text: the text, UTF-8, compressed.
        text_sha256: of the text's UTF-8 bytes.
        text_bytes: their number.
        fingerprint: the same for texts that say the same under other chrome.
        parser: version of the rules that read it.
        unit: the unit the user named for its folder.
        filename: the name that the rules were given beside the text.
        unsearched: stretches of the text that are not searched: chrome and bylines.
        doubtful: whether a human should look at what was read; no column.
        bands: numbers of which texts that are nearly the same share one; None when they are not
            known here, and what is stored of them holds.
        number: of an official paper, as typed numbers are compared with it; goes with `bands`.
    """

    date: str | None
    title: str | None
    organisation: str | None
    level: str | None
    kind: str | None
    place: str | None
    chairs: tuple[str, ...]
    officials: tuple[tuple[str, str, str], ...]
    warnings: tuple[str, ...]
    record: bytes
    text: bytes
    text_sha256: str
    text_bytes: int
    fingerprint: str
    parser: int
    unit: str | None
    filename: str | None
    unsearched: tuple[Span, ...]
    doubtful: bool = False
    bands: tuple[int, ...] | None = None
    number: str | None = None


@frozen
class Origin:
    """A file that holds a report.

    `path` is absolute, as bytes; `stamp` as platform.stamp gives it; `bytes` its size.
    """

    path: bytes
    sha256: str
    bytes: int
    stamp: str
    encoding: str
    format: str


def pack(
    meeting: Meeting,
    *,
    officials: tuple[tuple[str, str, str], ...],
    fingerprint: str,
    parser: int,
    unit: str | None,
    filename: str | None,
    unsearched: tuple[Span, ...],
    bands: tuple[int, ...] = (),
    number: str | None = None,
) -> Content:
    """Make a meeting ready to be stored; the arguments are those of `Content`."""
    text = meeting.text.encode("utf-8", "surrogatepass")
    values = fields_of(meeting)
    del values["text"]
    return Content(
        **_facts(meeting),
        officials=officials,
        record=zlib.compress(to_json(values).encode("utf-8", "surrogatepass")),
        text=zlib.compress(text),
        text_sha256=hashlib.sha256(text).hexdigest(),
        text_bytes=len(text),
        fingerprint=fingerprint,
        parser=parser,
        unit=unit,
        filename=filename,
        unsearched=unsearched,
        doubtful=bool(meeting.warnings) or meeting.uncertain,
        bands=bands,
        number=number,
    )


def unpack_text(blob: bytes, sha256: str) -> str:
    """A stored text.

    Raises:
        ValueError: it is not what was stored.
    """
    text = _inflate(blob)
    if hashlib.sha256(text).hexdigest() != sha256:
        raise ValueError("the text's sha256")
    return text.decode("utf-8", "surrogatepass")


def unpack(id_: str, record: bytes, text: str, sources: tuple[Source, ...], amended: str) -> Stored:
    """A stored meeting from the parts of its row.

    Raises:
        ValueError: they are not what was stored.
    """
    meeting = unpack_record(record, text)
    if amended == UNAMENDED:
        return Stored(id_, meeting, sources)
    from giaoban_cli.store.corrected import corrected, value_of

    try:
        set_ = json.loads(amended)
        changes = {
            field: Amendment(value_of(meeting, field), row["new"], row["at"], row["by"])
            for field, row in set_.items()
        }
        holds = corrected(meeting, {field: row["new"] for field, row in set_.items()})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the corrections' shape: {error!r}") from None
    return Stored(id_, holds, sources, changes)


def unpack_record(record: bytes, text: str) -> Meeting:
    """A meeting as it was read.

    Raises:
        ValueError: it is not what was stored.
    """
    try:
        return from_record(json.loads(_inflate(record)), text)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the record's shape: {error!r}") from None


def as_corrected(content: Content, amended: str, name_key: Callable[[str], str]) -> Content:
    """What is stored of a meeting: its record as it was read, its columns as they hold.

    Args:
        content: whose record and text count.
        amended: the column that tells what holds of its corrections.
        name_key: what typed names are compared with.

    Raises:
        ValueError: it is not what was stored.
    """
    text = unpack_text(content.text, content.text_sha256)
    meeting = unpack("", content.record, text, (), amended).meeting
    return replace(content, officials=named(meeting, name_key), **_facts(meeting))


def named(meeting: Meeting, name_key: Callable[[str], str]) -> tuple[tuple[str, str, str], ...]:
    """Name, key and parts of each official of a meeting."""
    return tuple(
        (official.name, name_key(official.name), " ".join(official.parts))
        for official in meeting.officials
    )


def _facts(meeting: Meeting) -> dict[str, Any]:
    """The columns that lists and counts need without the record."""
    return {
        "date": meeting.date,
        "title": meeting.title,
        "organisation": meeting.organisation,
        "level": meeting.level,
        "kind": meeting.kind,
        "place": meeting.place.name if meeting.place else None,
        "chairs": meeting.chairs,
        "warnings": tuple(caveat.code for caveat in meeting.warnings),
    }


def _inflate(blob: bytes) -> bytes:
    """Compressed bytes as they were; ValueError when they are damaged."""
    try:
        return zlib.decompress(blob)
    except (zlib.error, TypeError) as error:
        raise ValueError(str(error)) from None


def seal(values: Sequence[Any]) -> int:
    """A checksum over the plain columns of a row."""
    parts = [value.hex() if isinstance(value, bytes) else value for value in values]
    return zlib.crc32(to_json(parts).encode("utf-8", "surrogatepass"))


def to_json(value: Any) -> str:
    """JSON without spaces, letters as they are; dataclasses as objects."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=fields_of)


def spans(column: str) -> tuple[Span, ...]:
    """A column that holds a JSON list of spans."""
    return tuple((start, end) for start, end in json.loads(column))


def names(column: str) -> tuple[str, ...]:
    """A column that holds a JSON list of strings."""
    return tuple(json.loads(column))
