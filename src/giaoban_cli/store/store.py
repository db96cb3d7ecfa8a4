"""Meetings and their sources: what is asked of the database, and what is written to it.

In: a database file. Out: `Stored` values, keys, counts. A *key* is the number of a meeting's row,
by which indexes know it; an *id* is its name for users.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from giaoban_cli.errors import DamagedArchive
from giaoban_cli.models import Source, Stored
from giaoban_cli.platform import shown
from giaoban_cli.store.database import Database, Row
from giaoban_cli.store.rows import Content, Origin, names, seal, to_json, unpack, unpack_text

_SEALED = (
    "id", "date", "title", "organisation", "level", "kind", "place", "chairs", "warnings",
    "text_sha256", "text_bytes", "fingerprint", "parser", "unit", "filename", "amended",
    "forgotten",
)  # fmt: skip
"""The columns of a meeting that its seal covers, in order."""

_SOURCE = (
    "path", "meeting", "sha256", "bytes", "stamp", "encoding", "format", "ingested_at",
)  # fmt: skip

_MANY = 400
"""Rows asked for at once: SQLite bounds the number of arguments."""


@dataclass(frozen=True, slots=True)
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
    amended: str
    forgotten: bool

    @classmethod
    def of(cls, key: int, id_: str, content: Content) -> Card:
        """The card that a new meeting would have."""
        c = content
        return cls(
            key, id_, c.date, c.title, c.organisation, c.level, c.kind, c.place, c.chairs,
            c.warnings, c.text_sha256, c.text_bytes, c.fingerprint, c.parser, c.unit, c.filename,
            amended="{}", forgotten=False,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A file as the archive knows it; `meeting` is the key of what it holds."""

    origin: Origin
    meeting: int
    ingested_at: str


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

    # --- state ---

    @property
    def archive(self) -> str:
        """The archive's own name, given once when it was made."""
        return str(self.database.one("SELECT archive FROM meta")[0])

    @property
    def generation(self) -> int:
        """How many times meetings were changed."""
        return int(self.database.one("SELECT generation FROM meta")[0])

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
        columns = f"key, {', '.join(_SEALED)}, seal"
        for rows in self._in_order(columns, keys):
            yield from map(self._to_card, rows)

    def stored(self, key: int) -> Stored | None:
        """A whole meeting, unless it is missing or forgotten."""
        return next((each for _, each in self.many([key])), None)

    def many(self, keys: Iterable[int]) -> Iterator[tuple[int, Stored]]:
        """Whole meetings with their keys, in the order asked for; missing ones left out."""
        columns = f"key, {', '.join(_SEALED)}, seal, record, text"
        for rows in self._in_order(columns, keys):
            sources = self._sources([row[0] for row in rows])
            for row in rows:
                card = self._to_card(row[:-2])
                if not card.forgotten:
                    yield (
                        card.key,
                        self._unpacked(card, row[-2], row[-1], sources.get(card.key, ())),
                    )

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
        """A row of key, sealed columns and seal, once the seal is found to be whole."""
        key, *values, expected = row
        if seal(values) != expected:
            raise self._damaged(key, ValueError("the row's seal"))
        fields: dict[str, Any] = dict(zip(_SEALED, values, strict=True))
        for name in ("chairs", "warnings"):
            fields[name] = names(fields[name])
        fields["forgotten"] = bool(fields["forgotten"])
        return Card(key=key, **fields)

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

    def sources_of(self, key: int) -> list[SourceRow]:
        """The files that hold a meeting, the first one first."""
        return self._source_rows("meeting = ?", key)

    def _source_rows(self, where: str, *args: Any) -> list[SourceRow]:
        """Rows of `source`, seals checked."""
        sql = f"SELECT {', '.join(_SOURCE)}, seal FROM source WHERE {where} ORDER BY key"  # noqa: S608
        found = []
        for *values, expected in self.database.rows(sql, *args):
            if seal(values) != expected:
                subject = shown(values[0]) if isinstance(values[0], bytes) else "?"
                raise DamagedArchive(
                    "archive.damaged.meeting", id=subject, detail="the source's seal"
                )
            path, meeting, sha256, size, stamp, encoding, format_, at = values
            found.append(
                SourceRow(Origin(path, sha256, size, stamp, encoding, format_), meeting, at)
            )
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

    # --- many meetings ---

    def keys(self) -> list[int]:
        """Every meeting, newest first; those without a date after the rest."""
        return [
            row[0]
            for row in self.database.rows(
                "SELECT key FROM meeting WHERE NOT forgotten"
                " ORDER BY date IS NULL, date DESC, key DESC"
            )
        ]

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
        return [value for value, _ in self.count_by("organisation")]

    # --- counts ---

    def count(self) -> int:
        """How many meetings there are."""
        return int(self.database.one("SELECT count(*) FROM meeting WHERE NOT forgotten")[0])

    def every_key(self) -> list[int]:
        """Every meeting, forgotten or not, in the order of their keys."""
        return [row[0] for row in self.database.rows("SELECT key FROM meeting ORDER BY key")]

    def first_and_last(self) -> tuple[str | None, str | None]:
        """The earliest and the latest day of a meeting."""
        first, last = self.database.one(
            "SELECT min(date), max(date) FROM meeting WHERE NOT forgotten"
        )
        return first, last

    def text_bytes(self) -> int:
        """The size of all texts, UTF-8."""
        return int(
            self.database.one("SELECT total(text_bytes) FROM meeting WHERE NOT forgotten")[0]
        )

    def count_by(self, what: str) -> list[tuple[str, int]]:
        """Meetings by `year`, `level`, `kind`, `organisation` or `warning`, most first.

        Years stand in their order.
        """
        value, tables = {
            "year": ("substr(date, 1, 4)", "meeting"),
            "warning": ("json_each.value", "meeting, json_each(meeting.warnings)"),
        }.get(what, (what, "meeting"))
        order = "value" if what == "year" else "count(*) DESC, value"
        rows = self.database.rows(
            f"SELECT {value} AS value, count(*) FROM {tables}"  # noqa: S608
            f" WHERE NOT forgotten AND {value} IS NOT NULL GROUP BY 1 ORDER BY {order}"
        )
        return [(row[0], row[1]) for row in rows]

    def count_without(self, fact: str) -> int:
        """How many meetings lack a fact, the name of a column."""
        lacks = f"{fact} IS NULL" if fact != "chairs" else "chairs = '[]'"
        sql = f"SELECT count(*) FROM meeting WHERE NOT forgotten AND {lacks}"  # noqa: S608
        return int(self.database.one(sql)[0])

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

    def count_sources(self) -> int:
        """How many files the archive knows."""
        return int(self.database.one("SELECT count(*) FROM source")[0])

    # --- writing ---

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """One transaction: durable when the block ends, or as if it had never begun."""
        with self.database.transaction():
            writer = Writer(self.database, self.generation + 1)
            yield writer
            if writer.changed:
                self.database.run("UPDATE meta SET generation = ?", writer.generation)


class Writer:
    """What can be written inside one transaction; `changed` once a meeting is."""

    def __init__(self, database: Database, generation: int) -> None:
        self._database = database
        self.generation = generation
        self.changed = False

    def add(self, id_: str, content: Content) -> int:
        """Store a new meeting under a new id; returns its key."""
        values = _columns(id_, content, amended="{}", forgotten=0)
        columns = (*_SEALED, "seal", "changed", "record", "text")
        key = self._database.run(
            f"INSERT INTO meeting ({', '.join(columns)}) VALUES ({_marks(columns)})",  # noqa: S608
            *values, seal(values), self.generation, content.record, content.text,
        )  # fmt: skip
        self._name_officials(key, content)
        return key

    def replace(self, card: Card, content: Content) -> None:
        """Store what a meeting says now; its id and its amendments stay."""
        values = _columns(card.id, content, amended=card.amended, forgotten=int(card.forgotten))
        columns = (*_SEALED, "seal", "changed", "record", "text")
        self._database.run(
            f"UPDATE meeting SET ({', '.join(columns)}) = ({_marks(columns)})"  # noqa: S608
            " WHERE key = ?",
            *values, seal(values), self.generation, content.record, content.text, card.key,
        )  # fmt: skip
        self._database.run("DELETE FROM official WHERE meeting = ?", card.key)
        self._name_officials(card.key, content)

    def _name_officials(self, key: int, content: Content) -> None:
        """Enter a meeting's officials, and note that the generation counts."""
        rows = [(name, name_key, key, parts) for name, name_key, parts in content.officials]
        self._database.run_many("INSERT OR IGNORE INTO official VALUES (?, ?, ?, ?)", rows)
        self.changed = True

    def attach(self, origin: Origin, key: int, at: str) -> None:
        """Enter a file as a source of a meeting; at `at`, an ISO instant.

        A path that was another meeting's source leaves it.
        """
        values = _source_columns(origin, key, at)
        self._database.run(
            f"INSERT OR REPLACE INTO source ({', '.join(_SOURCE)}, seal)"  # noqa: S608
            f" VALUES ({_marks(_SOURCE)}, ?)",
            *values, seal(values),
        )  # fmt: skip

    def renew(self, origin: Origin, key: int, at: str) -> None:
        """Note what a source of this meeting is like now; it keeps its place among them."""
        values = _source_columns(origin, key, at)
        self._database.run(
            f"UPDATE source SET ({', '.join(_SOURCE)}, seal)"  # noqa: S608
            f" = ({_marks(_SOURCE)}, ?) WHERE path = ?",
            *values, seal(values), origin.path,
        )  # fmt: skip

    def detach(self, path: bytes) -> None:
        """Forget that a file held a meeting; the meeting stays."""
        self._database.run("DELETE FROM source WHERE path = ?", path)


def _columns(id_: str, content: Content, *, amended: str, forgotten: int) -> tuple[Any, ...]:
    """The sealed columns of a meeting, in their order."""
    c = content
    return (
        id_, c.date, c.title, c.organisation, c.level, c.kind, c.place, to_json(c.chairs),
        to_json(c.warnings), c.text_sha256, c.text_bytes, c.fingerprint, c.parser, c.unit,
        c.filename, amended, forgotten,
    )  # fmt: skip


def _source_columns(origin: Origin, key: int, at: str) -> tuple[Any, ...]:
    """The sealed columns of a source, in their order."""
    return (
        origin.path, key, origin.sha256, origin.bytes, origin.stamp, origin.encoding,
        origin.format, at,
    )  # fmt: skip


def _marks(columns: Sequence[str]) -> str:
    """As many question marks as there are columns."""
    return ", ".join("?" * len(columns))
