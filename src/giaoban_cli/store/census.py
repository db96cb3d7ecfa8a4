"""Counts over the whole archive: what it holds, and what is missing in it.

In: the database. Out: numbers; forgotten meetings are not counted.
"""

from __future__ import annotations

from giaoban_cli.errors import DamagedArchive
from giaoban_cli.platform import shown
from giaoban_cli.store.database import Database


class Census:
    """Counts meetings and sources."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self) -> int:
        """How many meetings there are.

        Raises:
            DamagedArchive: not as many as there should be.
        """
        found, known = self._database.one(
            "SELECT count(*), (SELECT meetings FROM tally) FROM meeting WHERE NOT forgotten"
        )
        self.agree(found, known)
        return int(found)

    def agree(self, found: int, known: int | None) -> None:
        """Check that as many meetings were found as are known to be there.

        Raises:
            DamagedArchive: more or fewer.
        """
        if found != known:
            raise DamagedArchive(
                "archive.damaged.database",
                path=shown(self._database.file),
                detail=f"{found} / {known}",
            )

    def first_and_last(self) -> tuple[str | None, str | None]:
        """The earliest and the latest day of a meeting."""
        first, last = self._database.one(
            "SELECT min(date), max(date) FROM meeting WHERE NOT forgotten"
        )
        return first, last

    def text_bytes(self) -> int:
        """The size of all texts, UTF-8."""
        return int(
            self._database.one("SELECT total(text_bytes) FROM meeting WHERE NOT forgotten")[0]
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
        rows = self._database.rows(
            f"SELECT {value} AS value, count(*) FROM {tables}"  # noqa: S608
            f" WHERE NOT forgotten AND {value} IS NOT NULL GROUP BY 1 ORDER BY {order}"
        )
        return [(row[0], row[1]) for row in rows]

    def count_without(self, fact: str) -> int:
        """How many meetings lack a fact, the name of a column."""
        lacks = f"{fact} IS NULL" if fact != "chairs" else "chairs = '[]'"
        sql = f"SELECT count(*) FROM meeting WHERE NOT forgotten AND {lacks}"  # noqa: S608
        return int(self._database.one(sql)[0])

    def count_sources(self) -> int:
        """How many files the archive knows."""
        return int(self._database.one("SELECT count(*) FROM source")[0])
