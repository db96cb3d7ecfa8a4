"""The SQLite file: how it is made, opened and kept whole, and its errors as ours.

In: a path. Out: `Database`, whose every failure is `DamagedArchive`, `Refused` or `Busy`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from giaoban_cli.errors import Busy, DamagedArchive, GiaobanError, Refused
from giaoban_cli.platform import shown
from giaoban_cli.store.schema import MIGRATIONS, SCHEMA, STAND_INS, TABLES

APPLICATION = 0x4769616F  # “Giao”: tells file(1), and us, whose database this is

BUSY_SECONDS = 30.0

Row = tuple[Any, ...]

_SHORT_READ = sqlite3.SQLITE_IOERR | 2 << 8
"""SQLite's extended code for a file that ends too soon; Python has no name for it before 3.12."""

_WILL_NOT = {
    sqlite3.SQLITE_FULL: "disk.full",
    sqlite3.SQLITE_READONLY: "disk.read_only",
    sqlite3.SQLITE_PERM: "disk.no_permission",
    sqlite3.SQLITE_AUTH: "disk.no_permission",
    sqlite3.SQLITE_CANTOPEN: "disk.no_permission",
}


def translate(error: sqlite3.Error, file: Path) -> GiaobanError:
    """SQLite's error as one of ours."""
    code = getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_CORRUPT
    primary = code & 0xFF
    name = shown(file)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy("archive.busy", path=shown(file.parent), pid="?")
    if primary in _WILL_NOT:
        return Refused(_WILL_NOT[primary], path=name)
    if primary == sqlite3.SQLITE_IOERR and code != _SHORT_READ:
        return Refused("disk.error", path=name, detail=str(error))
    if primary == sqlite3.SQLITE_NOMEM:
        return Refused("machine.no_memory")
    return DamagedArchive("archive.damaged.database", path=name, detail=str(error))


class Database:
    """An open database file.

    Args:
        file: the file, which must exist.

    Raises:
        DamagedArchive: the file is missing, empty, or no database of ours.
        Refused: it was written by a newer giaoban, or the system will not open it.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.read_only = False
        self._schema = SCHEMA
        if not file.is_file() or not file.stat().st_size:
            raise DamagedArchive("archive.damaged.no_database", path=shown(file))
        self._connection = self._open()
        try:
            self._examine()
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, file: Path, archive: str) -> None:
        """Write an empty database for the archive of that name; the file must not exist."""
        with _translated(file):
            connection = sqlite3.connect(file, isolation_level=None)
            try:
                for pragma in (f"application_id = {APPLICATION}", f"user_version = {SCHEMA}"):
                    connection.execute(f"PRAGMA {pragma}")
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(TABLES)
                for tables in MIGRATIONS.values():
                    connection.executescript(tables)
                connection.execute("INSERT INTO meta VALUES (?, 0)", (archive,))
            finally:
                connection.close()

    def _open(self) -> sqlite3.Connection:
        """A connection; one that only reads when nothing may be written here."""
        try:
            return _connect(self.file, "mode=rw")
        except sqlite3.Error as error:
            log = self.file.with_name(self.file.name + "-wal")
            primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
            blocked = primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
            with suppress(OSError):
                # Without its log's index a database can be read only as it stands, and only
                # when nothing waits in the log.
                if blocked and not (log.exists() and log.stat().st_size):
                    self.read_only = True
                    return self._reopen()
            raise translate(error, self.file) from None

    def _reopen(self) -> sqlite3.Connection:
        """A connection that writes nothing, not even a log."""
        with _translated(self.file):
            return _connect(self.file, "mode=ro&immutable=1")

    def _examine(self) -> None:
        """Whether this is our database, in a shape we know."""
        application = self.one("PRAGMA application_id")[0]
        version = self.one("PRAGMA user_version")[0]
        if application != APPLICATION:
            raise DamagedArchive(
                "archive.damaged.database", path=shown(self.file), detail="application_id"
            )
        if version > SCHEMA:
            raise Refused("archive.newer", path=shown(self.file), found=version, known=SCHEMA)
        self._schema = version
        if version < SCHEMA:
            self._look_newer(version)

    def _look_newer(self, version: int) -> None:
        """Give an older database the tables it lacks until the first write brings them.

        They are this connection's own: an archive that is only read stays as it is.
        """
        for statement in self._to_come():
            if not statement.startswith("CREATE TABLE"):
                continue
            table = statement.split()[2]
            if version < 1 or self.rows("SELECT 1 FROM sqlite_master WHERE name = ?", table):
                raise DamagedArchive(
                    "archive.damaged.database", path=shown(self.file), detail="user_version"
                )
            own = statement.replace("CREATE TABLE", "CREATE TEMP TABLE", 1)
            self.run(STAND_INS.get(table, own))

    def _to_come(self) -> list[str]:
        """The statements that bring an older database's tables up to date."""
        return [
            statement.strip()
            for schema, statements in MIGRATIONS.items()
            if schema > self._schema
            for statement in statements.split(";")
        ]

    def _migrate(self) -> None:
        """Bring an older database's tables up to date, inside the transaction that writes first."""
        stand_ins = "SELECT type, name FROM sqlite_temp_master WHERE name NOT LIKE 'sqlite%'"
        for type_, name in self.rows(stand_ins):
            if type_ in ("table", "view"):
                self.run(f"DROP {type_} temp.{name}")
        self._schema = self.one("PRAGMA user_version")[0]  # another process may have been here
        for statement in self._to_come():
            self.run(statement)
        self.run(f"PRAGMA user_version = {SCHEMA}")

    def rows(self, sql: str, *args: Any) -> list[Row]:
        """All rows of a query."""
        with _translated(self.file):
            return self._connection.execute(sql, args).fetchall()

    def one(self, sql: str, *args: Any) -> Row:
        """The one row of a query; DamagedArchive when there is none."""
        rows = self.rows(sql, *args)
        if not rows:
            raise DamagedArchive(
                "archive.damaged.database", path=shown(self.file), detail="a row is missing"
            )
        return rows[0]

    def run(self, sql: str, *args: Any) -> int:
        """A statement that changes something; returns the key of the last row put in."""
        with _translated(self.file):
            return self._connection.execute(sql, args).lastrowid or 0

    def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        """The same statement for many rows."""
        with _translated(self.file):
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what happens inside, durably, or nothing."""
        if self.read_only:
            raise Refused("disk.read_only", path=shown(self.file))
        self.run("BEGIN IMMEDIATE")
        schema = self._schema
        try:
            if schema < SCHEMA:
                self._migrate()
            yield
            self.run("COMMIT")
            self._schema = SCHEMA
        except BaseException:
            self._schema = schema
            with suppress(sqlite3.Error):
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            raise

    def copy_to(self, file: Path) -> None:
        """A consistent copy at a new file, while others may write."""
        with _translated(file):
            target = sqlite3.connect(file)
            try:
                self._connection.backup(target, pages=4096)
            finally:
                target.close()

    def scrub(self) -> None:
        """Write the file anew without what was deleted from it, and empty its log.

        Raises:
            Busy: somebody reads: the log cannot be emptied while they do.
        """
        self.run("VACUUM")
        busy, *_ = self.one("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise Busy("archive.busy", path=shown(self.file.parent), pid="?")

    def problems(self) -> list[str]:
        """What SQLite itself finds wrong with the file; nothing when it is sound."""
        try:
            found = [str(row[0]) for row in self.rows("PRAGMA integrity_check(100)")]
            found += [
                f"foreign key: {row[0]} {row[1]}" for row in self.rows("PRAGMA foreign_key_check")
            ]
        except DamagedArchive as damage:
            return [str(damage.details.get("detail", damage.key))]
        return [line for line in found if line != "ok"]

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self._connection.close()


def _connect(file: Path, how: str) -> sqlite3.Connection:
    """A connection that has read from the file."""
    uri = f"{file.absolute().as_uri()}?{how}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        for pragma in (
            "foreign_keys = ON",
            "synchronous = FULL",
            "cell_size_check = ON",
            "trusted_schema = OFF",
            "cache_size = -16000",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _translated(file: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise translate(error, file) from None
