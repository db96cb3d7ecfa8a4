"""The book of corrections as people read it: `amendments.toml`, written anew with every change.

In: the store's book. Out: TOML, and back. The database is the truth: the file is there to be looked
at, kept elsewhere, and taken in by another archive (`giaoban amend --import`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from giaoban_cli.archive.home import Home
from giaoban_cli.archive.shapes import SHAPES, instant, text
from giaoban_cli.errors import UsageError
from giaoban_cli.frozen import frozen
from giaoban_cli.platform import shown, write_whole, writing_to
from giaoban_cli.store import Store
from giaoban_cli.store.book import PERSON, Entry, PurgeMark

SCHEMA = 1
"""Number of the file's shape."""

LARGEST = 64 << 20
"""Bytes of a file that is read."""

_HEAD = """\
# Sổ sửa tay của kho giaoban này. Tệp được ghi lại sau mỗi lần sửa: muốn sửa, dùng giaoban amend;
# muốn đưa vào kho khác, dùng giaoban amend --import TỆP.
# What users of this archive of giaoban corrected. It is written anew with every correction: to
# correct, use giaoban amend; to take it into another archive, giaoban amend --import FILE.

"""


@frozen
class About:
    """Which meeting: its id in the archive the file is from, and the hash of its text."""

    id: str
    text_sha256: str


@frozen
class Book:
    """What a readable file says; keys of meetings are not known yet."""

    meetings: tuple[tuple[About, tuple[Entry, ...]], ...]
    general: tuple[Entry, ...]
    purged: tuple[PurgeMark, ...]


def keep_readable(home: Home, store: Store) -> None:
    """Bring the readable file into step, if it is not. The caller holds the lock."""
    data = _wanted(home, store)
    with writing_to(home.readable):
        for left in strays(home):
            left.unlink(missing_ok=True)
        if data is not None:
            write_whole(home.readable, data)


def strays(home: Home) -> list[Path]:
    """What a writer of the file left behind that was killed, or one that is at work."""
    return list(home.folder.glob(f".{home.readable.name}-*"))


def in_step(home: Home, store: Store) -> bool:
    """Whether the readable file says what the book does, and nothing lies beside it."""
    return _wanted(home, store) is None and not strays(home)


def _wanted(home: Home, store: Store) -> bytes | None:
    """What the readable file should be; None when it is."""
    book = book_of(store)
    if book == Book((), (), ()) and not home.readable.exists():
        return None
    data = (_HEAD + _toml(book)).encode()
    with suppress(OSError):
        if home.readable.read_bytes() == data:
            return None
    return data


def book_of(store: Store) -> Book:
    """The book of a store."""
    entries = store.corrections.book()
    by_meeting: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.meeting is not None:
            by_meeting.setdefault(entry.meeting, []).append(entry)
    return Book(
        tuple(
            (About(id_, sha256), tuple(by_meeting[key]))
            for key, id_, sha256 in store.corrections.about()
        ),
        tuple(entry for entry in entries if entry.meeting is None),
        tuple(store.corrections.purged()),
    )


def _toml(book: Book) -> str:
    """A book as TOML."""
    import tomli_w

    document: dict[str, Any] = {"schema": SCHEMA}
    if book.meetings:
        document["meeting"] = [
            {
                "id": about.id,
                "text_sha256": about.text_sha256,
                "change": [_change(entry) for entry in entries],
            }
            for about, entries in book.meetings
        ]
    if book.general:
        document["merge"] = [_merge(entry) for entry in book.general]
    if book.purged:
        document["purged"] = [
            {"at": mark.at, "by": mark.by, "sha256": list(mark.hashes)} for mark in book.purged
        ]
    return tomli_w.dumps(document)


def _change(entry: Entry) -> dict[str, Any]:
    """A correction of a meeting; TOML has no null, so what is none is left out."""
    return _without_none(
        {
            "field": entry.field,
            "old": entry.old,
            "new": None if entry.withdrawn else entry.new,
            "withdrawn": entry.withdrawn or None,
            "at": entry.at,
            "by": entry.by,
        }
    )


def _merge(entry: Entry) -> dict[str, Any]:
    """The word that two officials are one, or that they are not."""
    return _without_none(
        {
            "other": entry.old,
            "person": None if entry.withdrawn else entry.new,
            "withdrawn": entry.withdrawn or None,
            "at": entry.at,
            "by": entry.by,
        }
    )


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    """A table without what is None, all the way down."""
    return {
        key: _without_none(value) if isinstance(value, Mapping) else value
        for key, value in values.items()
        if value is not None
    }


def read_book(file: Path) -> Book:
    """Read a readable file.

    Raises:
        UsageError: there is none, or it is not of this shape.
    """
    import tomli

    if not file.is_file():
        raise UsageError("path.none", path=shown(file))
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST)
        document = tomli.loads(data.decode("utf-8"))
        if document["schema"] != SCHEMA:
            raise ValueError(f"schema {document['schema']}")
        return Book(
            tuple(_meeting(row) for row in document.get("meeting", [])),
            tuple(_entry(PERSON, row, "other", "person") for row in document.get("merge", [])),
            tuple(
                PurgeMark(tuple(map(text, row["sha256"])), instant(row["at"]), text(row["by"]))
                for row in document.get("purged", [])
            ),
        )
    except OSError as error:
        raise UsageError("amend.import_unreadable", path=shown(file), detail=str(error)) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError("amend.import_form", path=shown(file), detail=str(error)) from None


def _meeting(row: Mapping[str, Any]) -> tuple[About, tuple[Entry, ...]]:
    about = About(text(row["id"]), text(row["text_sha256"]))
    return about, tuple(_entry(each["field"], each, "old", "new") for each in row["change"])


def _entry(field: str, row: Mapping[str, Any], old: str, new: str) -> Entry:
    """An entry of a file, its values checked: whatever is taken in, the archive can show.

    Raises:
        ValueError, TypeError, KeyError: it has none of the shapes that are written.
    """
    shape = SHAPES[field]
    withdrawn = row.get("withdrawn", False) is True
    return Entry(
        None,
        field,
        shape(row.get(old)),
        None if withdrawn else shape(row.get(new)),
        instant(row["at"]),
        text(row["by"]),
        withdrawn,
    )
