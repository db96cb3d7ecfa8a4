"""What a user may call a meeting: an id or its beginning, a day, `@N`, the path of a file.

In: REF as typed. Out: an id, or a `UsageError` that lists what was perhaps meant.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from giaoban_cli.errors import UsageError
from giaoban_cli.platform import make_private, shown, write_whole
from giaoban_cli.store import Store

_HIT = re.compile(r"@(\d{1,6})")  # @3
_LISTED = 8
"""How many candidates or near ids an error names."""

_NEAR_AMONG = 2000
"""How many ids are compared letter by letter for a near one."""


class LastSearch:
    """The hits of the last search in one archive, kept in the user's state folder.

    Args:
        state: the user's state folder.
        archive: the archive's own name.
    """

    def __init__(self, state: Path, archive: str) -> None:
        self._file = state / "last-search" / f"{archive}.json"

    def remember(self, search: str, offset: int, ids: list[str]) -> None:
        """Keep a page of hits; pages of the same search add up.

        A state folder that cannot be written is passed over: searching comes first.

        Args:
            search: what tells this search from another.
            offset: number of hits before the page.
            ids: the hits of the page.
        """
        kept = self._read()
        hits = kept["hits"] if kept.get("search") == search else {}
        hits |= {str(offset + number): id_ for number, id_ in enumerate(ids, start=1)}
        data = json.dumps({"search": search, "hits": hits}, ensure_ascii=False)
        with suppress(OSError, UsageError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            make_private(self._file.parent)
            write_whole(self._file, data.encode("utf-8", "surrogatepass"), durable=False)

    def hit(self, number: int) -> str | None:
        """The id of the N-th hit, counted from 1."""
        id_ = self._read().get("hits", {}).get(str(number))
        return id_ if isinstance(id_, str) else None

    def _read(self) -> dict[str, Any]:
        """What was kept; nothing when it cannot be read."""
        try:
            kept = json.loads(self._file.read_bytes())
        except (OSError, ValueError):
            return {}
        if isinstance(kept, dict) and isinstance(kept.get("hits"), dict):
            return kept
        return {}


def hit_of(ref: str, last: LastSearch) -> str | None:
    """The id that `@N` stands for, whichever archive keeps it; None for any other REF."""
    hit = _HIT.fullmatch(ref)
    return last.hit(int(hit[1])) if hit else None


def resolve(ref: str, store: Store, last: LastSearch, today: Callable[[], date]) -> str:
    """The id of the meeting that REF means.

    Args:
        ref: as typed.
        store: the archive.
        last: the hits that `@N` counts.
        today: the day that relative dates count from.

    Raises:
        UsageError: none, with near ids; or several, with the candidates.
    """
    hit = _HIT.fullmatch(ref)
    if hit:
        id_ = last.hit(int(hit[1]))
        if id_ is None or store.key_of(id_) is None:
            raise UsageError("ref.no_such_hit", ref=ref)
        return id_
    typed = shown(ref)  # bytes of a path that are no UTF-8 stay out of the database's texts
    if store.key_of(typed) is not None:
        return typed
    looks: tuple[Callable[[], list[str]], ...] = (
        lambda: _by_beginning(typed, store),
        lambda: _by_path(ref, store),
        lambda: _by_number(typed, store),
        lambda: _by_day(typed, store, today),
    )
    for look in looks:
        candidates = look()
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            raise _ambiguous(typed, candidates)
    raise _unknown(typed, store)


def _by_beginning(ref: str, store: Store) -> list[str]:
    """Ids that begin so."""
    return store.ids(ref.lower(), _LISTED + 1) if ref else []


def _by_path(ref: str, store: Store) -> list[str]:
    """The meeting that a file holds."""
    if not ref or "\0" in ref:
        return []
    from giaoban_cli.sources import place

    source = store.source_at(os.fsencode(place(ref)))
    card = store.card(source.meeting) if source else None
    return [card.id] if card and not card.forgotten else []


def _by_number(ref: str, store: Store) -> list[str]:
    """Official papers of a number: `215-TB/HU`."""
    if "/" not in ref or not any(letter.isalpha() for letter in ref):
        return []
    from giaoban_cli.archive.names import number_key

    return store.ids_of_paper(number_key(ref), _LISTED + 1)


def _by_day(ref: str, store: Store, today: Callable[[], date]) -> list[str]:
    """Meetings held on a typed day."""
    if not any(letter.isalnum() for letter in ref):
        return []
    from giaoban_cli.query.dates import read_days

    try:
        days = read_days(ref, today(), option="REF")
    except UsageError as error:
        if error.key != "date.no_such_day":
            return []  # “2023-0” is rather the beginning of an id than a month
        raise  # it was a day, and an impossible one
    return store.ids_between(days.start, days.end, _LISTED + 1)


def _ambiguous(ref: str, candidates: list[str]) -> UsageError:
    """The error for a REF that means several meetings."""
    more = "…" if len(candidates) > _LISTED else ""
    listed = ", ".join(candidates[:_LISTED]) + more
    return UsageError("ref.ambiguous", ref=shown(ref), candidates=listed)


def _unknown(ref: str, store: Store) -> UsageError:
    """The error for a REF that means nothing here."""
    if not ref:
        return UsageError("ref.unknown", ref=ref)
    from difflib import get_close_matches

    wanted = ref.lower()
    for length in range(min(len(wanted), 10), -1, -1):  # those that begin alike come first
        beginnings: dict[str, list[str]] = {}
        for id_ in store.ids(wanted[:length], _NEAR_AMONG):
            beginnings.setdefault(id_[: len(wanted)], []).append(id_)
        near = get_close_matches(wanted, beginnings, n=_LISTED, cutoff=0.75)
        if near:
            ids = [id_ for beginning in near for id_ in beginnings[beginning]]
            return UsageError("ref.unknown_near", ref=shown(ref), near=", ".join(ids[:_LISTED]))
    return UsageError("ref.unknown", ref=shown(ref))
