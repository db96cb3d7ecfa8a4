"""What belongs beside a meeting: nearly the same report, and other reports of the same meeting.

In: a store and a key. Out: `Related`; nothing is ever merged by it. The store tells who may be
alike, the texts decide.
"""

from __future__ import annotations

from collections.abc import Iterator

from giaoban_cli.models import Related
from giaoban_cli.store import Card, Store

MOST = 50
"""So many reports are looked at for each reason: spam has thousands of copies."""


SHARED_BANDS = 3
"""Bands that reports share before their texts are compared: sentences of habit give them one."""


def related(store: Store, key: int) -> tuple[Related, ...]:
    """The meetings that belong beside one, near-duplicates first; each is named once."""
    mine = store.card(key)
    if mine is None:
        return ()
    near = [store.card(other) for other in near_duplicates(store, key)]
    same = [card for card in _on_same_day(store, mine) if same_meeting(mine, card)]
    found = [Related(card.id, "near-duplicate") for card in near if card]
    named = {each.id for each in found}
    found += [Related(card.id, "same-meeting") for card in same if card.id not in named]
    return tuple(found)


def near_duplicates(store: Store, key: int) -> Iterator[int]:
    """Keys of reports of which nine in ten shingles are those of one."""
    candidates = store.alike(key, SHARED_BANDS, MOST)
    if not candidates:
        return
    from giaoban_cli.text.likeness import NEAR, resemblance, words_of
    from giaoban_cli.text.page.clean import clean

    mine = words_of(clean(store.text(key)))
    for other in candidates:
        if resemblance(mine, words_of(clean(store.text(other)))) >= NEAR:
            yield other


def same_meeting(one: Card, other: Card) -> bool:
    """Whether two reports tell of one meeting: same day, same body, and a chair in both.

    “Ban Thường vụ Huyện ủy Khê Lĩnh” is a body of “Huyện ủy Khê Lĩnh”: that counts as the same.
    """
    if one.date is None or one.date != other.date:
        return False
    if not (one.organisation and other.organisation and one.chairs and other.chairs):
        return False
    from giaoban_cli.archive.names import name_key  # which few meetings come to

    mine, theirs = name_key(one.organisation), name_key(other.organisation)
    if not (f" {mine}".endswith(f" {theirs}") or f" {theirs}".endswith(f" {mine}")):
        return False
    return not {name_key(each) for each in one.chairs}.isdisjoint(map(name_key, other.chairs))


def _on_same_day(store: Store, mine: Card) -> Iterator[Card]:
    """The other meetings of a day that one of the same people chaired."""
    keys = store.on_day(mine.date, MOST) if mine.date else []
    chairs = store.chairs_of(keys)
    own = chairs.pop(mine.key, set())
    return store.cards(key for key in keys if not own.isdisjoint(chairs.get(key, ())))
