"""A meeting as a document of a shared index: what is searched in it, and what lists show of it.

In: analysed meetings. Out: JSON types; and back the meeting as a list shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any

from giaoban_cli.frozen import frozen
from giaoban_cli.index.clauses import BODY, FIRST, LAST
from giaoban_cli.index.fields import token
from giaoban_cli.index.opensearch.dsl import short
from giaoban_cli.index.opensearch.states import NEVER
from giaoban_cli.index.port import ZONES, IndexDocument
from giaoban_cli.models import Source, Span, Stored, from_record, to_record
from giaoban_cli.text.fold import unmarked


@frozen
class Shown:
    """What lists show of a meeting, so that they need no archive.

    Attributes:
        stored: the meeting; what lists do not show is left out.
        unsearched: stretches of its text that are not searched.
    """

    stored: Stored
    unsearched: tuple[Span, ...]


@frozen
class PublishedDocument(IndexDocument):
    """A meeting as the shared index has it."""

    shown: Shown | None = None


def published(
    document: IndexDocument, stored: Stored, unsearched: tuple[Span, ...]
) -> PublishedDocument:
    """An analysed meeting with what lists show of it."""
    meeting = stored.meeting
    spans = {name: meeting.spans[name] for name in _SHOWN_SPANS if name in meeting.spans}
    bare = replace(
        meeting, attendees=(), figures=(), difficulties=(), directions=(), quotes=(), warnings=(),
        spans=spans,
    )  # fmt: skip
    shown = Shown(Stored(stored.id, bare, stored.sources[:1]), unsearched)
    values = {name: getattr(document, name) for name in IndexDocument.__match_args__}
    return PublishedDocument(**values, shown=shown)


_SHOWN_SPANS = ("authors", "paper.number")


def source_of(document: IndexDocument, archive: str, build: str, born: int) -> dict[str, Any]:
    """A document as JSON types.

    Args:
        document: the meeting.
        archive: the name under which its archive publishes.
        build: which writing of all documents it belongs to; see `states`.
        born: the update from which on it holds.
    """
    body = document.body
    source: dict[str, Any] = {
        "what": "meeting", "archive": archive, "build": build, "born": born, "died": NEVER,
        "key": document.key,
        **_days(document),
        BODY: list(_runs(body, range(len(body)))),
        **{zone: list(_runs(body, _inside(document.zones.get(zone, ()), len(body))))
           for zone in ZONES},
        **{who: [f"{FIRST} {_line(name)} {LAST}" for name in names if name]
           for who, names in document.names.items()},
        **{what: [_line(text) for text in texts if text]
           for what, texts in document.fields.items()},
        **{which: list(terms) for which, terms in document.terms.items()},
    }  # fmt: skip
    if isinstance(document, PublishedDocument) and document.shown:
        stored = document.shown.stored
        source["id"] = stored.id
        source["facet"] = _facets(stored)
        source["shown"] = {
            "record": to_record(stored),
            "unsearched": [list(span) for span in document.shown.unsearched],
        }
    return source


def shown_in(source: dict[str, Any]) -> Shown:
    """What lists show of a meeting, from its document."""
    record = source["shown"]["record"]
    spans = tuple((start, end) for start, end in source["shown"]["unsearched"])
    origin = record["source"]
    sources = (Source(**origin),) if origin else ()
    return Shown(Stored(record["id"], from_record(record, record["text"]), sources), spans)


def words_of(document: IndexDocument) -> set[str]:
    """Every word of a document, of its text and of its names, as marked keys."""
    texts = (*document.names.values(), *document.fields.values())
    names = chain.from_iterable(chain.from_iterable(texts))
    return {word for word in {*document.body, *names} if word is not None}


def word_source(word: str) -> dict[str, Any]:
    """A word of the index as a document."""
    return {"what": "word", "token": _token(word), "plain": short(unmarked(word))}


def word_id(word: str) -> str:
    """The id of a word's document; ids are 512 bytes at most."""
    return f"word/{_token(word)}"


def _days(document: IndexDocument) -> dict[str, int]:
    """The days of a meeting as numbers; none for an undated one."""
    if not document.date:
        return {}
    day = date.fromisoformat(document.date).toordinal()
    last = date.fromisoformat(document.date_end).toordinal() if document.date_end else day
    return {"day": day, "last_day": max(day, last)}


def _line(words: Iterable[str]) -> str:
    return " ".join(map(_token, words))


@lru_cache(1 << 16)
def _token(word: str) -> str:
    """A word as it is indexed."""
    return short(token(word))


def _inside(spans: Iterable[Span], words: int) -> list[int]:
    """Which words stand in any of some stretches, ascending."""
    return sorted({at for start, end in spans for at in range(start, min(end, words))})


def _runs(body: Sequence[str | None], places: Iterable[int]) -> Iterator[str]:
    """Words that follow each other, a text a run: it ends with a paragraph, and where places do."""
    run: list[str] = []
    before = -1
    for at in places:
        word = body[at]
        if run and (word is None or at != before + 1):
            yield _line(run)
            run = []
        if word is not None:
            run.append(word)
        before = at
    if run:
        yield _line(run)


def _facets(stored: Stored) -> dict[str, Any]:
    """What answers are counted by."""
    meeting = stored.meeting
    values: dict[str, Any] = {
        "year": meeting.date and meeting.date[:4],
        "kind": meeting.kind,
        "level": meeting.level,
        "organisation": meeting.organisation,
        "place": meeting.place.name if meeting.place else None,
        "official": sorted({each.name for each in meeting.officials}),
        "concluded": sorted({o.name for o in meeting.officials if "concluded" in o.parts}),
    }
    return {name: value for name, value in values.items() if value}
