"""What a user may correct: a meeting's facts, who is one person, what is to be forgotten.

In: an open archive, values. Out: entries in the book of the store, told only once they are durable;
the index follows, and `amendments.toml` beside the database says the same for people to read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

from giaoban_cli.archive.home import Home
from giaoban_cli.archive.names import name_key
from giaoban_cli.archive.purge import begin_purge, finish_purge
from giaoban_cli.archive.readable import keep_readable, read_book
from giaoban_cli.archive.reading import Failure, Task, perform
from giaoban_cli.archive.requests import Clock, IngestOptions
from giaoban_cli.archive.upkeep import Upkeep
from giaoban_cli.errors import UnreadableFile, UsageError
from giaoban_cli.frozen import frozen
from giaoban_cli.models import Correction, Forgotten, Person, Stored, plain
from giaoban_cli.platform import shown
from giaoban_cli.sources import place
from giaoban_cli.store import Store, Writer, as_corrected
from giaoban_cli.store.book import (
    FORGOTTEN,
    PERSON,
    Entry,
    PurgeMark,
    amended,
    columns,
    in_force,
    is_forgotten,
)
from giaoban_cli.store.corrected import value_of


@frozen
class Imported:
    """What became of a book of another archive.

    Attributes:
        entered: corrections that are new here.
        known: corrections that were here already.
        strangers: ids of meetings that this archive does not have.
    """

    entered: int
    known: int
    strangers: tuple[str, ...]


class Corrections:
    """Corrects an open archive. What writes takes the archive's lock, and may raise `Busy`.

    Args:
        home: its folder.
        store: its truth.
        upkeep: its index.
        clock: the time now.
        by: who corrects.
    """

    def __init__(
        self, home: Home, store: Store, upkeep: Callable[[], Upkeep], clock: Clock, by: str
    ) -> None:
        self._home = home
        self._store = store
        self._upkeep = upkeep
        self._clock = clock
        self._by = by

    # --- the facts of a meeting ---

    def amend(self, id_: str, values: Mapping[str, Any]) -> Stored:
        """Set facts of a meeting; returns it as it holds.

        Args:
            id_: the meeting.
            values: field → value, as `typed.values_of` makes them; what is set so already is
                passed over.
        """
        key = self._key(id_)
        stored = self._stored(key)
        holding = in_force(self._store.corrections.entries(key))
        self._enter(
            self._entry(key, field, _held(stored, holding, field), value)
            for field, value in values.items()
            if field not in holding or holding[field].new != value
        )
        return self._stored(key)

    def withdraw(self, id_: str, fields: Sequence[str] = ()) -> Stored:
        """Take corrections of a meeting back, so that what was read holds; returns it so.

        Args:
            id_: the meeting.
            fields: which; none at all means every one.

        Raises:
            UsageError: a field is not corrected.
        """
        key = self._key(id_)
        holding = in_force(self._store.corrections.entries(key))
        for field in fields:
            if field not in holding:
                raise UsageError("amend.not_amended", field=field, id=shown(id_))
        self._enter(
            self._entry(key, field, holding[field].new, withdrawn=True)
            for field in (fields or holding)
        )
        return self._stored(key)

    def history(self, id_: str) -> tuple[Correction, ...]:
        """Every correction of a meeting, the first one first."""
        return tuple(
            Correction(each.field, each.old, each.new, each.withdrawn, each.at, each.by)
            for each in self._store.corrections.entries(self._key(id_))
        )

    # --- taking out ---

    def forget(self, ids: Sequence[str]) -> None:
        """Take reports out: no door shows them, and their files are not taken in again."""
        keys = [self._key(id_) for id_ in ids]
        self._enter(self._entry(key, FORGOTTEN, False, True) for key in keys)

    def recall(self, ids: Sequence[str]) -> None:
        """Bring forgotten reports back."""
        keys = [self._forgotten_key(id_) for id_ in ids]
        self._enter(self._entry(key, FORGOTTEN, True, withdrawn=True) for key in keys)

    def forgotten(self) -> tuple[Forgotten, ...]:
        """The reports that are forgotten and not purged, the last one first."""
        found = []
        for card in self._store.cards(self._store.corrections.forgotten()):
            entries = self._store.corrections.entries(card.key)
            said = [entry for entry in entries if entry.field == FORGOTTEN]
            at, by = (said[-1].at, said[-1].by) if said else ("", "")
            paths = (shown(row.origin.path) for row in self._store.sources_of(card.key))
            found.append(Forgotten(card.id, card.date, card.title, tuple(paths), at, by))
        return tuple(sorted(found, key=lambda each: each.at, reverse=True))

    def resolve_forgotten(self, ref: str) -> str | None:
        """The id of the forgotten report that an id, its beginning or a file's path means."""
        source = self._store.source_at(os.fsencode(place(ref))) if ref and "\0" not in ref else None
        matches = [
            each.id
            for each in self.forgotten()
            if each.id.startswith(ref.lower())
            or (source and shown(source.origin.path) in each.sources)
        ]
        if len(matches) > 1 and ref.lower() not in matches:
            raise UsageError("ref.ambiguous", ref=shown(ref), candidates=", ".join(matches[:8]))
        return ref.lower() if ref.lower() in matches else next(iter(matches), None)

    def purge(self, ids: Sequence[str]) -> None:
        """Remove reports truly: nothing of them stays in any file of the archive but hashes.

        Raises:
            Busy: they are removed, but somebody reads: what is left of their bytes goes with the
                next opening at which nobody does.
        """
        keys = [self._forgotten_key(id_, self._store.key_of(id_)) for id_ in ids]
        with self._home.lock():
            begin_purge(self._home)
            with self._store.writing() as writer:
                for key in keys:
                    hashes = self._store.corrections.hashes(key)
                    writer.purge(key, PurgeMark(hashes, self._now, self._by))
            finish_purge(self._home, self._store, self._upkeep())

    def allow(self, file: Path) -> bool:
        """Let a purged report be taken in again from its file; whether it was purged.

        Raises:
            UnreadableFile: the file cannot be read.
        """
        reading = perform(Task(str(file), IngestOptions().max_size))
        if isinstance(reading, Failure):
            raise UnreadableFile(reading.reason.key, **reading.reason.args)
        assert reading.document
        assert reading.content
        hashes = (reading.document.sha256, reading.content.fingerprint)
        with self._home.lock():
            with self._store.writing() as writer:
                known = writer.allow(hashes)
            self._follow()
        return known > 0

    # --- who is one person ---

    def merge(self, kept: Person, other: Person) -> None:
        """Make two officials one; the first is the one that stays."""
        self._enter([self._entry(None, PERSON, plain(other), plain(kept))])

    def part(self, kept: Person, other: Person) -> None:
        """Make two officials two again.

        Raises:
            UsageError: they were not merged.
        """
        if (kept, other) not in self._store.corrections.merges():
            raise UsageError("merge.not_merged", name=kept.name, other=other.name)
        self._enter([self._entry(None, PERSON, plain(other), withdrawn=True)])

    # --- the corrections of another archive ---

    def take_in(self, file: Path) -> Imported:
        """Enter the corrections of another archive, from its readable file.

        A meeting is known again by its text, whatever its id is here. What is here already is
        passed over, and of two corrections of one field the later holds.

        Raises:
            UsageError: it is no such file.
        """
        book = read_book(file)
        strangers = []
        entries = list(book.general)
        for about, changes in book.meetings:
            key = self._store.corrections.key_of_text(about.text_sha256)
            if key is None:
                strangers.append(about.id)
            else:
                entries += [replace(entry, meeting=key) for entry in changes]
        here = {columns(entry) for entry in self._store.corrections.book()}
        new = [entry for entry in entries if columns(entry) not in here]
        self._enter(new, book.purged)
        return Imported(len(new), len(entries) - len(new), tuple(strangers))

    # --- how it is written ---

    def _enter(self, entries: Iterable[Entry], purged: Iterable[PurgeMark] = ()) -> None:
        """Enter corrections in one transaction, and let everything follow."""
        new = list(entries)
        with self._home.lock():
            if new or purged:
                with self._store.writing() as writer:
                    for entry in new:
                        self._be_there(entry.meeting)
                        writer.enter(entry)
                    for mark in purged:
                        writer.remember_purged(mark)
                    for key in dict.fromkeys(entry.meeting for entry in new):
                        if key is not None:
                            self._apply(writer, key)
            self._follow()

    def _be_there(self, key: int | None) -> None:
        """Check that nobody removed a meeting before we had the lock."""
        if key is not None and self._store.card(key) is None:
            raise UsageError("ref.unknown", ref=str(key))

    def _apply(self, writer: Writer, key: int) -> None:
        """Make a meeting's row what the book says of it."""
        card = self._store.card(key)
        assert card is not None
        entries = self._store.corrections.entries(key)
        holding = amended(entries)
        content = as_corrected(self._store.content(key), holding, name_key)
        writer.replace(replace(card, amended=holding, forgotten=is_forgotten(entries)), content)

    def _follow(self) -> None:
        """Bring index and readable file into step. The caller holds the lock.

        Raises:
            IndexBehind: it lies on a machine that does not answer; what was corrected holds.
        """
        keep_readable(self._home, self._store)
        lag = self._upkeep().keep_up()
        if lag:
            raise lag

    def _entry(
        self, key: int | None, field: str, old: Any, new: Any = None, *, withdrawn: bool = False
    ) -> Entry:
        return Entry(key, field, old, new, self._now, self._by, withdrawn)

    @property
    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")

    def _key(self, id_: str) -> int:
        """The key of a meeting that is there.

        Raises:
            UsageError: there is none of that id.
        """
        key = self._store.key_of(id_)
        if key is None:
            raise UsageError("ref.unknown", ref=shown(id_))
        return key

    def _forgotten_key(self, id_: str, otherwise: int | None = None) -> int:
        """The key of a forgotten report, or another one.

        Raises:
            UsageError: neither.
        """
        key = self._store.corrections.key_of_forgotten(id_) or otherwise
        if key is None:
            raise UsageError("forget.not_forgotten", ref=shown(id_))
        return key

    def _stored(self, key: int) -> Stored:
        stored = self._store.stored(key)
        assert stored is not None
        return stored


def _held(stored: Stored, holding: Mapping[str, Entry], field: str) -> Any:
    """What stands in a field now."""
    return holding[field].new if field in holding else value_of(stored.meeting, field)
