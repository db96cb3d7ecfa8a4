"""What can be written inside one transaction.

In: content, origins. Out: rows; `generation` counts when a meeting was changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from giaoban_cli.store.cards import SEALED, SOURCE, Card, card_columns, source_columns
from giaoban_cli.store.database import Database
from giaoban_cli.store.rows import UNAMENDED, Content, Origin, seal

if TYPE_CHECKING:
    from giaoban_cli.store.book import Entry, PurgeMark


class Writer:
    """What can be written inside one transaction; `changed` once a meeting is."""

    def __init__(self, database: Database, generation: int) -> None:
        self._database = database
        self.generation = generation
        self.changed = False
        self.more = 0
        """How many meetings there are more than when the transaction began."""

    def add(self, id_: str, content: Content) -> int:
        """Store a new meeting under a new id; returns its key."""
        values = card_columns(id_, content, amended=UNAMENDED, forgotten=0)
        columns = (*SEALED, "seal", "changed", "record", "text")
        key = self._database.run(
            f"INSERT INTO meeting ({', '.join(columns)}) VALUES ({_marks(columns)})",  # noqa: S608
            *values, seal(values), self.generation, content.record, content.text,
        )  # fmt: skip
        self._name_officials(key, content)
        self._liken(key, content)
        self.more += 1
        return key

    def replace(self, card: Card, content: Content) -> None:
        """Store what a meeting says now; its id, corrections and being forgotten are the card's."""
        self.more += self._counted(card.key, now=not card.forgotten)
        values = card_columns(card.id, content, amended=card.amended, forgotten=int(card.forgotten))
        columns = (*SEALED, "seal", "changed", "record", "text")
        self._database.run(
            f"UPDATE meeting SET ({', '.join(columns)}) = ({_marks(columns)})"  # noqa: S608
            " WHERE key = ?",
            *values, seal(values), self.generation, content.record, content.text, card.key,
        )  # fmt: skip
        self._database.run("DELETE FROM official WHERE meeting = ?", card.key)
        if content.bands is not None:
            for table in ("band", "paper"):
                self._database.run(f"DELETE FROM {table} WHERE meeting = ?", card.key)  # noqa: S608
        self._liken(card.key, content)
        if card.forgotten:
            self._note_removed(card.key)
        else:
            self._database.run("DELETE FROM removed WHERE key = ?", card.key)
            self._name_officials(card.key, content)

    def _counted(self, key: int, *, now: bool) -> int:
        """How the number of meetings changes with one that counts from now on, or does not."""
        sql = "SELECT 1 FROM meeting WHERE key = ? AND NOT forgotten"
        return now - len(self._database.rows(sql, key))

    def _note_removed(self, key: int) -> None:
        """Note for indexes that a meeting is no longer there."""
        self._database.run("INSERT OR REPLACE INTO removed VALUES (?, ?)", key, self.generation)
        self.changed = True

    def enter(self, entry: Entry) -> None:
        """Enter a correction in the book."""
        from giaoban_cli.store.book import COLUMNS, columns

        values = columns(entry)
        names = (*COLUMNS, "seal")
        self._database.run(
            f"INSERT INTO amendment ({', '.join(names)}) VALUES ({_marks(names)})",  # noqa: S608
            *values, seal(values),
        )  # fmt: skip
        self.changed = True

    def purge(self, key: int, mark: PurgeMark) -> None:
        """Remove a meeting, all that is known of it, and remember hashes of it only.

        Its bytes stay in the file until `Store.scrub`.
        """
        self.more += self._counted(key, now=False)
        self._database.run("DELETE FROM meeting WHERE key = ?", key)
        self._note_removed(key)
        self.remember_purged(mark)

    def remember_purged(self, mark: PurgeMark) -> None:
        """Remember the hashes of a report that is not to come back."""
        for sha256 in mark.hashes:
            values = (sha256, mark.at, mark.by)
            self._database.run(
                "INSERT OR IGNORE INTO purged VALUES (?, ?, ?, ?)", *values, seal(values)
            )
        self.changed = True

    def allow(self, hashes: Sequence[str]) -> int:
        """Forget that reports were purged; returns how many of the hashes were known."""
        known = 0
        for sha256 in hashes:
            known += len(self._database.rows("SELECT 1 FROM purged WHERE sha256 = ?", sha256))
            self._database.run("DELETE FROM purged WHERE sha256 = ?", sha256)
        self.changed = self.changed or known > 0
        return known

    def _name_officials(self, key: int, content: Content) -> None:
        """Enter a meeting's officials, and note that the generation counts."""
        rows = [(name, name_key, key, parts) for name, name_key, parts in content.officials]
        self._database.run_many("INSERT OR IGNORE INTO official VALUES (?, ?, ?, ?)", rows)
        self.changed = True

    def _liken(self, key: int, content: Content) -> None:
        """Enter by what a meeting is told to be like others, and the number of its paper."""
        if content.bands is None:
            return
        rows = [(number, key) for number in content.bands]
        self._database.run_many("INSERT OR IGNORE INTO band VALUES (?, ?)", rows)
        if content.number is not None:
            self._database.run("INSERT INTO paper VALUES (?, ?)", content.number, key)

    def attach(self, origin: Origin, key: int, at: str) -> None:
        """Enter a file as a source of a meeting; at `at`, an ISO instant.

        A path that was another meeting's source leaves it.
        """
        values = source_columns(origin, key, at)
        self._database.run(
            f"INSERT OR REPLACE INTO source ({', '.join(SOURCE)}, seal)"  # noqa: S608
            f" VALUES ({_marks(SOURCE)}, ?)",
            *values, seal(values),
        )  # fmt: skip

    def renew(self, origin: Origin, key: int, at: str) -> None:
        """Note what a source of this meeting is like now; it keeps its place among them."""
        values = source_columns(origin, key, at)
        self._database.run(
            f"UPDATE source SET ({', '.join(SOURCE)}, seal)"  # noqa: S608
            f" = ({_marks(SOURCE)}, ?) WHERE path = ?",
            *values, seal(values), origin.path,
        )  # fmt: skip

    def detach(self, path: bytes) -> None:
        """Forget that a file held a meeting; the meeting stays."""
        self._database.run("DELETE FROM source WHERE path = ?", path)


def _marks(columns: Sequence[str]) -> str:
    """As many question marks as there are columns."""
    return ", ".join("?" * len(columns))
