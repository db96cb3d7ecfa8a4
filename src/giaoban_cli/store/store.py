"""Meetings and their sources: what is asked of the database, and what is written to it.

In: a database file. Out: `Stored` values, keys, counts. A *key* is the number of a meeting's row,
by which indexes know it; an *id* is its name for users.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from giaoban_cli.errors import DamagedArchive, DataMissing
from giaoban_cli.models import Meeting, Source, Stored
from giaoban_cli.platform import shown
from giaoban_cli.store import reached
from giaoban_cli.store.cards import SEALED, SOURCE, Card, SourceRow, card_of, source_of
from giaoban_cli.store.census import Census
from giaoban_cli.store.database import Database, Row
from giaoban_cli.store.rows import Content, unpack, unpack_record, unpack_text
from giaoban_cli.store.writer import Writer

if TYPE_CHECKING:
    from giaoban_cli.store.corrections import Corrections

_MANY = 400
"""Rows asked for at once: SQLite bounds the number of arguments."""


class Store:
    """The database of an archive, open.

    Args:
        file: the database file, which must exist.

    Raises:
        DamagedArchive, Refused: see `Database`; every method may raise them too.
    """

    def __init__(self, file: Path) -> None:
        self.database = Database(file)

    @staticmethod
    def create(file: Path, archive: str) -> None:
        """Write an empty database; see `Database.create`."""
        Database.create(file, archive)

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    @property
    def census(self) -> Census:
        """Counts over the whole archive."""
        return Census(self.database)

    @property
    def corrections(self) -> Corrections:
        """What users corrected, and what they took out."""
        from giaoban_cli.store.corrections import Corrections

        return Corrections(self.database)

    # --- state ---

    @property
    def archive(self) -> str:
        """The archive's own name, given once when it was made."""
        return str(self.database.one("SELECT archive FROM meta")[0])

    @property
    def generation(self) -> int:
        """How many times meetings were changed."""
        return int(self.database.one("SELECT generation FROM meta")[0])

    def miss(self) -> None:
        """Check that nothing that was written is missing.

        Raises:
            DataMissing: the database has not come as far as it once had.
        """
        known = reached.noted(self.database.file)  # first: the database may go on meanwhile
        found = self.generation
        if known > found:
            raise DataMissing(found=found, known=known)

    def accept(self) -> None:
        """Take what is there for all that there is. The caller holds the archive's lock."""
        reached.note(self.database.file, self.generation)

    # --- one meeting ---

    def key_of(self, id_: str) -> int | None:
        """The key of an id that is not forgotten."""
        rows = self.database.rows("SELECT key FROM meeting WHERE id = ? AND NOT forgotten", id_)
        return rows[0][0] if rows else None

    def knows(self, id_: str) -> bool:
        """Whether an id is in use, be it by a forgotten meeting."""
        return bool(self.database.rows("SELECT 1 FROM meeting WHERE id = ?", id_))

    def card(self, key: int) -> Card | None:
        """A meeting without record and text, forgotten or not."""
        return next(iter(self.cards([key])), None)

    def cards(self, keys: Iterable[int]) -> Iterator[Card]:
        """Meetings without record and text, in the order asked for; missing ones left out."""
        columns = f"key, {', '.join(SEALED)}, seal"
        for rows in self._in_order(columns, keys):
            yield from map(self._to_card, rows)

    def stored(self, key: int) -> Stored | None:
        """A whole meeting, unless it is missing or forgotten."""
        return next((each for _, each in self.many([key])), None)

    def many(self, keys: Iterable[int]) -> Iterator[tuple[Card, Stored]]:
        """Whole meetings with their cards, in the order asked for; missing ones left out."""
        columns = f"key, {', '.join(SEALED)}, seal, record, text"
        for rows in self._in_order(columns, keys):
            sources = self._sources([row[0] for row in rows])
            for row in rows:
                card = self._to_card(row[:-2])
                if not card.forgotten:
                    found = sources.get(card.key, ())
                    yield card, self._unpacked(card, row[-2], row[-1], found)

    def content(self, key: int) -> Content:
        """The stored parts of a meeting that exists, its officials left out."""
        columns = f"key, {', '.join(SEALED)}, seal, record, text"
        row = self.database.one(f"SELECT {columns} FROM meeting WHERE key = ?", key)  # noqa: S608
        return self._to_card(row[:-2]).content(row[-2], row[-1])

    def as_read(self, key: int) -> Meeting:
        """A meeting that exists as its report was read, without corrections."""
        content = self.content(key)
        try:
            return unpack_record(content.record, unpack_text(content.text, content.text_sha256))
        except ValueError as error:
            raise self._damaged(key, error) from None

    def text(self, key: int) -> str:
        """The text of a meeting that exists."""
        sha256, blob = self.database.one("SELECT text_sha256, text FROM meeting WHERE key = ?", key)
        try:
            return unpack_text(blob, sha256)
        except ValueError as error:
            raise self._damaged(key, error) from None

    def _in_order(self, columns: str, keys: Iterable[int]) -> Iterator[list[Row]]:
        """Rows of `meeting` by key, some hundreds at a time, in the order of `keys`."""
        wanted = list(keys)
        for start in range(0, len(wanted), _MANY):
            some = wanted[start : start + _MANY]
            marks = ",".join("?" * len(some))
            rows = self.database.rows(
                f"SELECT {columns} FROM meeting WHERE key IN ({marks})",  # noqa: S608
                *some,
            )
            by_key = {row[0]: row for row in rows}
            yield [by_key[key] for key in some if key in by_key]

    def _to_card(self, row: Row) -> Card:
        """A row of key, sealed columns and seal as a card."""
        try:
            return card_of(row)
        except ValueError as error:
            raise self._damaged(row[0], error) from None

    def _unpacked(
        self, card: Card, record: bytes, text: bytes, sources: tuple[Source, ...]
    ) -> Stored:
        """A whole meeting from its row."""
        try:
            words = unpack_text(text, card.text_sha256)
            return unpack(card.id, record, words, sources, card.amended)
        except ValueError as error:
            raise self._damaged(card.id, error) from None

    def _damaged(self, subject: int | str, error: ValueError) -> DamagedArchive:
        """The error for a row that is not what was stored."""
        return DamagedArchive("archive.damaged.meeting", id=str(subject), detail=str(error))

    # --- sources ---

    def source_at(self, path: bytes) -> SourceRow | None:
        """The file at an absolute path, if it was ingested."""
        rows = self._source_rows("path = ?", path)
        return rows[0] if rows else None

    def sources_at(self, paths: Iterable[bytes]) -> dict[bytes, SourceRow]:
        """The files at these absolute paths that were ingested, by their paths."""
        wanted = list(paths)
        found: dict[bytes, SourceRow] = {}
        for start in range(0, len(wanted), _MANY):
            some = wanted[start : start + _MANY]
            rows = self._source_rows(f"path IN ({','.join('?' * len(some))})", *some)
            found.update((row.origin.path, row) for row in rows)
        return found

    def sources_of(self, key: int) -> list[SourceRow]:
        """The files that hold a meeting, the first one first."""
        return self._source_rows("meeting = ?", key)

    def _source_rows(self, where: str, *args: Any) -> list[SourceRow]:
        """Rows of `source`, seals checked."""
        sql = f"SELECT {', '.join(SOURCE)}, seal FROM source WHERE {where} ORDER BY key"  # noqa: S608
        found = []
        for row in self.database.rows(sql, *args):
            try:
                found.append(source_of(row))
            except ValueError as error:
                subject = shown(row[0]) if isinstance(row[0], bytes) else "?"
                raise self._damaged(subject, error) from None
        return found

    def _sources(self, keys: Sequence[int]) -> dict[int, tuple[Source, ...]]:
        """The sources of some hundred meetings, as records have them."""
        found: dict[int, tuple[Source, ...]] = {}
        for row in self._source_rows(f"meeting IN ({','.join('?' * len(keys))})", *keys):
            origin = row.origin
            source = Source(
                shown(origin.path), origin.sha256, origin.encoding, origin.format, origin.bytes,
                row.ingested_at,
            )  # fmt: skip
            found[row.meeting] = (*found.get(row.meeting, ()), source)
        return found

    def holder(self, sha256: str, fingerprint: str | None = None) -> Card | None:
        """The meeting that holds these bytes, or else says the same; forgotten ones too."""
        rows = self.database.rows(
            "SELECT meeting FROM source WHERE sha256 = ? ORDER BY key LIMIT 1", sha256
        )
        if not rows and fingerprint is not None:
            rows = self.database.rows(
                "SELECT key FROM meeting WHERE fingerprint = ? ORDER BY key LIMIT 1", fingerprint
            )
        return self.card(rows[0][0]) if rows else None

    def purged(self, sha256: str, fingerprint: str) -> bool:
        """Whether a report of these bytes, or one that says the same, was purged."""
        return self.corrections.is_purged((sha256, fingerprint))

    # --- many meetings ---

    def keys(self, *, oldest: bool = False) -> list[int]:
        """Every meeting, newest (or oldest) first; those without a date after the rest.

        Raises:
            DamagedArchive: there are not as many as there should be.
        """
        order = "date, key" if oldest else "date DESC, key DESC"
        rows = self.database.rows(
            "SELECT key, tally.meetings FROM tally LEFT JOIN meeting ON NOT forgotten"  # noqa: S608
            f" ORDER BY date IS NULL, {order}"
        )
        keys = [key for key, _ in rows if key is not None]
        self.census.agree(len(keys), rows[0][1] if rows else None)
        return keys

    def days(self, keys: Iterable[int]) -> list[str | None]:
        """The days of some meetings; neither record nor text is read."""
        return [card.date for card in self.cards(keys)]

    def ids(self, beginning: str = "", limit: int = -1) -> list[str]:
        """Ids that begin so, in order; all of them without a limit."""
        after = beginning + "\U0010ffff"
        return [
            row[0]
            for row in self.database.rows(
                "SELECT id FROM meeting WHERE id >= ? AND id < ? AND NOT forgotten"
                " ORDER BY id LIMIT ?",
                beginning, after, limit,
            )
        ]  # fmt: skip

    def ids_between(self, start: str, end: str, limit: int) -> list[str]:
        """Ids of meetings whose day lies between two ISO days, both inclusive, in order."""
        return [
            row[0]
            for row in self.database.rows(
                "SELECT id FROM meeting WHERE date BETWEEN ? AND ? AND NOT forgotten"
                " ORDER BY date, id LIMIT ?",
                start, end, limit,
            )
        ]  # fmt: skip

    def ids_of_paper(self, number: str, limit: int) -> list[str]:
        """Ids of the official papers of a number, in order."""
        return [
            row[0]
            for row in self.database.rows(
                "SELECT id FROM meeting JOIN paper ON meeting = key"
                " WHERE number = ? AND NOT forgotten ORDER BY id LIMIT ?",
                number, limit,
            )
        ]  # fmt: skip

    def alike(self, key: int, bands: int, limit: int) -> list[int]:
        """Keys of meetings whose reports share so many bands with that of one, the most first."""
        return [
            row[0]
            for row in self.database.rows(
                "SELECT theirs.meeting FROM band AS mine"
                " JOIN band AS theirs ON theirs.number = mine.number"
                " JOIN meeting ON meeting.key = theirs.meeting"
                " WHERE mine.meeting = ? AND theirs.meeting <> ? AND NOT forgotten"
                " GROUP BY theirs.meeting HAVING count(*) >= ?"
                " ORDER BY count(*) DESC, theirs.meeting LIMIT ?",
                key, key, bands, limit,
            )
        ]  # fmt: skip

    def on_day(self, day: str, limit: int) -> list[int]:
        """Keys of the meetings that began on an ISO day."""
        return [
            row[0]
            for row in self.database.rows(
                "SELECT key FROM meeting WHERE date = ? AND NOT forgotten ORDER BY key LIMIT ?",
                day, limit,
            )
        ]  # fmt: skip

    def changed_since(self, generation: int) -> list[int]:
        """Keys of the meetings written after a generation, in the order of their keys."""
        return [
            row[0]
            for row in self.database.rows(
                "SELECT key FROM meeting WHERE changed > ? AND NOT forgotten ORDER BY key",
                generation,
            )
        ]

    def removed_since(self, generation: int) -> list[int]:
        """Keys of the meetings that went away after a generation."""
        return [
            row[0]
            for row in self.database.rows(
                "SELECT key FROM removed WHERE generation > ? ORDER BY key", generation
            )
        ]

    def officials(self, beginning: str, limit: int) -> list[str]:
        """Names of officials whose key begins so, the most frequent first."""
        return [
            row[0]
            for row in self.database.rows(
                "SELECT name FROM official WHERE key >= ? AND key < ?"
                " GROUP BY name ORDER BY count(*) DESC, name LIMIT ?",
                beginning, beginning + "\U0010ffff", limit,
            )
        ]  # fmt: skip

    def meetings_of(self, key: str) -> list[tuple[str, int, tuple[str, ...]]]:
        """Officials with exactly this key: name, key of a meeting, parts in it."""
        return [
            (row[0], row[1], tuple(row[2].split()))
            for row in self.database.rows(
                "SELECT o.name, o.meeting, o.parts FROM official o JOIN meeting m"
                " ON m.key = o.meeting AND NOT m.forgotten WHERE o.key = ? ORDER BY o.meeting",
                key,
            )
        ]

    def officials_of(self, key: int) -> set[tuple[str, str, str]]:
        """Name, key and parts of each official of a meeting, as they are looked up."""
        rows = self.database.rows("SELECT name, key, parts FROM official WHERE meeting = ?", key)
        return {(name, name_key, parts) for name, name_key, parts in rows}

    def chairs_of(self, keys: Iterable[int]) -> dict[int, set[str]]:
        """The keys of the names of those who chaired some meetings, by meeting."""
        found: dict[int, set[str]] = {}
        wanted = list(keys)
        for start in range(0, len(wanted), _MANY):
            some = wanted[start : start + _MANY]
            marks = ",".join("?" * len(some))
            sql = f"SELECT meeting, key, parts FROM official WHERE meeting IN ({marks})"  # noqa: S608
            for meeting, key, parts in self.database.rows(sql, *some):
                if "chair" in parts.split():
                    found.setdefault(meeting, set()).add(key)
        return found

    def officials_in(self, keys: Iterable[int]) -> Iterator[str]:
        """The name of every official of some meetings, once a meeting."""
        wanted = list(keys)
        for start in range(0, len(wanted), _MANY):
            some = wanted[start : start + _MANY]
            marks = ",".join("?" * len(some))
            sql = f"SELECT name FROM official WHERE meeting IN ({marks})"  # noqa: S608
            for row in self.database.rows(sql, *some):
                yield row[0]

    def newest_first(self, keys: Iterable[int]) -> list[int]:
        """Some meetings, newest first; those without a date after the rest."""
        wanted = set(keys)
        return [key for key in self.keys() if key in wanted]

    def organisations(self) -> list[str]:
        """The bodies that met, the most frequent first."""
        return [value for value, _ in self.census.count_by("organisation")]

    def every_key(self) -> list[int]:
        """Every meeting, forgotten or not, in the order of their keys."""
        return [row[0] for row in self.database.rows("SELECT key FROM meeting ORDER BY key")]

    # --- care ---

    def problems(self) -> list[str]:
        """What SQLite itself finds wrong; nothing when the file is sound."""
        return self.database.problems()

    def copy_to(self, file: Path, *, archive: str | None = None) -> None:
        """A consistent copy in one new file, for an archive of another name if one is given."""
        self.database.copy_to(file)
        copy = Database(file)
        try:
            copy.run(f"PRAGMA journal_mode = {'WAL' if archive else 'DELETE'}")
            if archive:
                copy.run("UPDATE meta SET archive = ?", archive)
        finally:
            copy.close()

    # --- writing ---

    def scrub(self) -> None:
        """Leave no byte in the file that belongs to nothing any more.

        Raises:
            Busy: somebody reads; it is to be done once they have ended.
        """
        self.database.scrub()

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """One transaction: durable when the block ends, or as if it had never begun."""
        with self.database.transaction():
            writer = Writer(self.database, self.generation + 1)
            yield writer
            if writer.changed:
                self.database.run("UPDATE meta SET generation = ?", writer.generation)
                self.database.run("UPDATE tally SET meetings = meetings + ?", writer.more)
        if writer.changed:
            reached.note(self.database.file, writer.generation)
