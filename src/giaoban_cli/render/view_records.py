"""Views → the JSON rows and CSV columns that scripts rely on (docs/record.md).

In: values of `views`. Out: JSON types with the documented keys in the documented order. A CSV has
the keys of the JSON, a row for each of its rows; what is nested becomes words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from giaoban_cli.models import Record
from giaoban_cli.views.directions import Asked
from giaoban_cli.views.documents import Document
from giaoban_cli.views.figures import Reading
from giaoban_cli.views.officials import Profile
from giaoban_cli.views.timeline import Timeline

Rows = Iterator[Record]

BUCKETS = ("start", "end", "count")
OFFICIALS = (
    "name", "place", "roles", "chaired", "spoke", "attended", "meetings", "first", "last",
)  # fmt: skip
DOCUMENTS = (
    "key", "number", "kind", "issuer", "term", "place", "cited", "first", "last", "citations",
    "implements",
)  # fmt: skip
CITATIONS = ("key", "number", "kind", "issuer", "term", "place", "id", "date", "by", "text")
FIGURES = (
    "value", "unit", "what", "qualifier", "date", "period", "id", "text", "place", "target",
)  # fmt: skip
DIRECTIONS = ("text", "speaker", "date", "id", "of")
"""The columns of each CSV."""


def buckets(view: Timeline) -> Rows:
    """The buckets of a timeline."""
    return ({"start": b.start, "end": b.end, "count": b.count} for b in view.buckets)


def officials(people: Iterable[Profile]) -> Rows:
    """Who is who."""
    for each in people:
        yield {
            "name": each.name,
            "place": each.place,
            "roles": [
                {"role": one.role, "first": one.first, "last": one.last} for one in each.roles
            ],
            "meetings": [
                {"id": one.id, "date": one.date, "parts": list(one.parts)} for one in each.meetings
            ],
            "first": each.first,
            "last": each.last,
        }


def flat_officials(people: Iterable[Profile]) -> Rows:
    """Who is who, a flat row a person."""
    for each in people:
        yield {
            "name": each.name,
            "place": each.place,
            "roles": [one.role for one in each.roles],
            "chaired": each.chaired,
            "spoke": each.spoke,
            "attended": each.attended,
            "meetings": [one.id for one in each.meetings],
            "first": each.first,
            "last": each.last,
        }


def documents(every: Iterable[Document]) -> Rows:
    """Which documents are cited."""
    for each in every:
        yield {
            "key": each.key,
            "number": each.number,
            "kind": each.kind,
            "issuer": each.issuer,
            "term": each.term,
            "citations": [
                {"id": one.id, "date": one.date, "text": one.text} for one in each.citations
            ],
            "implements": [one.key for one in each.implements],
            "place": each.place,
        }


def flat_documents(every: Iterable[Document]) -> Rows:
    """Which documents are cited, a flat row a document."""
    for each in every:
        yield {
            **_document(each),
            "cited": len(each.citations),
            "first": each.first,
            "last": each.last,
            "citations": [one.id for one in each.citations],
            "implements": [one.key for one in each.implements],
        }


def flat_citations(every: Iterable[Document]) -> Rows:
    """Who cites some documents, a flat row a citation."""
    for each in every:
        for one in each.citations:
            row = {"id": one.id, "date": one.date, "by": one.by, "text": one.text}
            yield {**_document(each), **row}


def _document(each: Document) -> Record:
    return {
        "key": each.key,
        "number": each.number,
        "kind": each.kind,
        "issuer": each.issuer,
        "term": each.term,
        "place": each.place,
    }


def figures(readings: Iterable[Reading]) -> Rows:
    """Figures, each with its sentence."""
    for each in readings:
        figure = each.figure
        yield {
            "value": figure.value,
            "unit": figure.unit,
            "what": figure.what,
            "qualifier": figure.qualifier,
            "date": each.date,
            "period": each.period,
            "id": each.id,
            "text": each.text,
            "place": each.place,
            "target": each.target,
        }


def directions(every: Iterable[Asked]) -> Rows:
    """What was asked for."""
    for each in every:
        yield {
            "text": each.text,
            "speaker": each.speaker,
            "date": each.date,
            "id": each.id,
            "of": each.of,
        }


Flat = tuple[Sequence[str], Iterable[Record]]
"""Columns and rows of a CSV."""
