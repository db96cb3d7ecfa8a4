"""What is asked of the database about corrections: the book, merges, forgotten and purged reports.

In: the database. Out: entries of the book, their seals checked; hashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from giaoban_cli.errors import DamagedArchive
from giaoban_cli.models import Merge
from giaoban_cli.store.book import COLUMNS, PERSON, Entry, PurgeMark, entry_of, merges
from giaoban_cli.store.database import Database
from giaoban_cli.store.rows import seal


class Corrections:
    """Asks about corrections."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(self, key: int) -> list[Entry]:
        """The corrections of a meeting, the first one first."""
        return self._entries("meeting = ?", key)

    def book(self) -> list[Entry]:
        """Every correction, the first one first."""
        return self._entries("1")

    def merges(self) -> tuple[Merge, ...]:
        """The officials that were made one, as it holds, in the order in which they were."""
        entries = self._entries("meeting IS NULL AND field = ?", PERSON)
        try:
            return merges(entries)
        except ValueError as error:
            raise _damaged("merge", error) from None

    def _entries(self, where: str, *args: Any) -> list[Entry]:
        """Rows of the book, seals checked."""
        sql = f"SELECT {', '.join(COLUMNS)}, seal FROM amendment WHERE {where} ORDER BY key"  # noqa: S608
        found = []
        for row in self._database.rows(sql, *args):
            try:
                found.append(entry_of(row))
            except (ValueError, TypeError) as error:
                raise _damaged(row[0] or row[1], ValueError(error)) from None
        return found

    def key_of_text(self, sha256: str) -> int | None:
        """The key of the meeting of a text, forgotten or not."""
        rows = self._database.rows(
            "SELECT key FROM meeting WHERE text_sha256 = ? ORDER BY key LIMIT 1", sha256
        )
        return rows[0][0] if rows else None

    def about(self) -> list[tuple[int, str, str]]:
        """Key, id and hash of the text of each meeting that stands in the book."""
        return [
            (row[0], row[1], row[2])
            for row in self._database.rows(
                "SELECT key, id, text_sha256 FROM meeting"
                " WHERE key IN (SELECT meeting FROM amendment) ORDER BY id"
            )
        ]

    def forgotten(self) -> list[int]:
        """Keys of the reports that were taken out and are still there."""
        return [row[0] for row in self._database.rows("SELECT key FROM meeting WHERE forgotten")]

    def key_of_forgotten(self, id_: str) -> int | None:
        """The key of an id that is forgotten."""
        rows = self._database.rows("SELECT key FROM meeting WHERE id = ? AND forgotten", id_)
        return rows[0][0] if rows else None

    def is_purged(self, hashes: Sequence[str]) -> bool:
        """Whether a report of one of these hashes was purged."""
        marks = ",".join("?" * len(hashes))
        sql = f"SELECT 1 FROM purged WHERE sha256 IN ({marks})"  # noqa: S608
        return bool(self._database.rows(sql, *hashes))

    def purged(self) -> list[PurgeMark]:
        """What is remembered of purged reports."""
        found: dict[tuple[str, str], list[str]] = {}
        for sha256, at, by, expected in self._database.rows(
            "SELECT sha256, at, by, seal FROM purged ORDER BY at, sha256"
        ):
            if seal((sha256, at, by)) != expected:
                raise _damaged("purged", ValueError("a hash's seal"))
            found.setdefault((at, by), []).append(sha256)
        return [PurgeMark(tuple(hashes), at, by) for (at, by), hashes in found.items()]

    def hashes(self, key: int) -> tuple[str, ...]:
        """What tells a report when it comes again: hashes of its files and of what it says."""
        rows = self._database.rows(
            "SELECT sha256 FROM source WHERE meeting = ?"
            " UNION SELECT fingerprint FROM meeting WHERE key = ?",
            key, key,
        )  # fmt: skip
        return tuple(row[0] for row in rows)


def _damaged(subject: object, error: ValueError) -> DamagedArchive:
    """The error for a correction that is not what was written."""
    return DamagedArchive("archive.damaged.meeting", id=str(subject), detail=str(error))
