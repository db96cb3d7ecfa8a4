"""What of an archive holds in a shared index: its state, and which documents that makes visible.

In: the state of an archive as it stands in the index. Out: filters. A document is *born* with one
update and *dies* with a later one; who has seen the state after an update looks at what was born by
then and had not died. So an update shows at once and whole, however long its writing takes, and
whoever began to read before goes on seeing what was there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from giaoban_cli.frozen import frozen
from giaoban_cli.index.opensearch.dsl import Dsl, all_of, any_of

LAYOUT = 1
"""Raised when documents get other fields: they are then written anew."""

NEVER = (1 << 31) - 1
"""The update with which a document dies that nothing has replaced."""


@frozen
class State:
    """What of an archive holds.

    Attributes:
        archive: the name under which it publishes.
        owner: the random name that the archive was given when it was made.
        build: begun anew whenever all documents are written anew.
        update: the last one that holds; 0: there is nothing.
        since: the oldest one of which nothing was removed.
        generation: of the store, which the index reflects.
        analysis: version of the rules that made the words.
        layout: version of the documents' fields.
        documents: how many there are.
        busy: whether a writer is at work, or was cut off.
        place: where the state was read: index, sequence number and term; None: nowhere yet.
    """

    archive: str
    owner: str
    build: str = ""
    update: int = 0
    since: int = 0
    generation: int = 0
    analysis: int = 0
    layout: int = LAYOUT
    documents: int = 0
    busy: bool = False
    place: tuple[str, int, int] | None = None


_FIELDS = tuple(name for name in State.__match_args__ if name != "place")


def id_of(archive: str) -> str:
    """The id of the document that is an archive's state."""
    return f"archive/{archive}"


def document_of(state: State) -> dict[str, Any]:
    """A state as a document."""
    return {"what": "archive", **{name: getattr(state, name) for name in _FIELDS}}


def state_of(hit: dict[str, Any]) -> State:
    """A state as a search found it, with its version."""
    place = (hit["_index"], hit["_seq_no"], hit["_primary_term"])
    return State(**{name: hit["_source"][name] for name in _FIELDS}, place=place)


def asked(*, archive: str | None = None, busy: bool = False) -> Dsl:
    """The search for the state of an archive, or of all at which a writer works."""
    wanted: list[Dsl] = [{"term": {"what": "archive"}}]
    if archive is not None:
        wanted.append({"ids": {"values": [id_of(archive)]}})
    if busy:
        wanted.append({"term": {"busy": True}})
    return {"query": all_of(wanted), "seq_no_primary_term": True, "size": MOST_BUSY}


MOST_BUSY = 200
"""So many archives may be written to at once while all are searched."""

MOST_ARCHIVES = 50_000
"""So many may publish into one index."""


def of_archive(state: State) -> list[Dsl]:
    """The documents of an archive."""
    return [
        {"term": {"what": "meeting"}},
        {"term": {"archive": state.archive}},
    ]


def visible(state: State) -> list[Dsl]:
    """The documents of an archive that hold."""
    return [
        *of_archive(state),
        {"term": {"build": state.build}},
        {"range": {"born": {"lte": state.update}}},
        {"range": {"died": {"gt": state.update}}},
    ]


def visible_everywhere(builds: Iterable[str], busy: Iterable[State]) -> list[Dsl]:
    """The documents of all archives that hold.

    Args:
        builds: those that hold, of all archives.
        busy: the archives at which a writer works; of all others what has not died holds.
    """
    writing = list(busy)
    settled = all_of(
        [
            {"term": {"what": "meeting"}},
            {"term": {"died": NEVER}},
            {"terms": {"build": list(builds)}},
        ],
        [{"terms": {"archive": [state.archive for state in writing]}}] if writing else (),
    )
    return [any_of([settled, *(all_of(visible(state)) for state in writing)])]


def unfinished(state: State) -> Dsl:
    """What a writer left that was cut off: documents that never came to hold."""
    kept: list[Dsl] = [
        {"term": {"build": state.build}},
        {"range": {"born": {"lte": state.update}}},
        {"range": {"died": {"gt": state.since}}},
    ]
    return all_of(of_archive(state), [all_of(kept)])


def unburied(state: State) -> Dsl:
    """What such a writer marked as dead that is not."""
    marked: list[Dsl] = [{"range": {"died": {"gt": state.update, "lt": NEVER}}}]
    return all_of([*visible(state), *marked])


def begun(state: State) -> State:
    """The state while a writer works."""
    return replace(state, busy=True, place=None)
