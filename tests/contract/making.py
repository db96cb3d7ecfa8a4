"""Analysed meetings made of a few words, the short way to ask an index something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from giaoban_cli.index.port import Index, IndexDocument, Zone
from giaoban_cli.models import Match
from giaoban_cli.query import Filters, Marks, Query, Sort
from giaoban_cli.query.parse import parse
from giaoban_cli.text.fold import keys
from giaoban_cli.text.what.typed_numbers import index_terms, own_terms

TODAY = date(2024, 7, 1)


def meeting(
    key: int,
    *paragraphs: str,
    day: str | None = None,
    last_day: str | None = None,
    title: str = "",
    people: str = "",
    directions: str = "",
    officials: Sequence[str] = (),
    chairs: Sequence[str] = (),
    speakers: Sequence[str] = (),
    authors: Sequence[str] = (),
    place: Sequence[str] = (),
    organisation: str = "",
    cites: Sequence[str] = (),
    paper: str | None = None,
    kind: str = "",
    level: str = "",
) -> IndexDocument:
    """A meeting whose text is a title, people, paragraphs, directions, each a paragraph.

    Args:
        key: the store's number.
        paragraphs: text in no zone.
        cites: grouping keys of documents (models.Citation.key).
        paper: the number of the official paper that it is.
    """
    body: list[str | None] = []
    zones: dict[Zone, tuple[tuple[int, int], ...]] = {}
    pieces: list[tuple[Zone | None, str]] = [("title", title), ("people", people)]
    pieces += [(None, paragraph) for paragraph in paragraphs]
    pieces.append(("directions", directions))
    for zone, text in pieces:
        start = len(body)
        body.extend(keys(text))
        if zone:
            zones[zone] = ((start, len(body)),)
        body.append(None)
    return IndexDocument(
        key=key,
        date=day,
        date_end=last_day,
        body=tuple(body),
        zones=zones,
        names={
            "official": tuple(keys(name) for name in (*officials, *chairs)),
            "chair": tuple(keys(name) for name in chairs),
            "speaker": tuple(keys(name) for name in speakers),
            "author": tuple(keys(name) for name in authors),
        },
        fields={
            "place": tuple(keys(name) for name in place),
            "organisation": (keys(organisation),) if organisation else (),
        },
        terms={
            "kind": (kind,) if kind else (),
            "level": (level,) if level else (),
            "cites": tuple(
                sorted(
                    {
                        *(term for each in cites for term in index_terms(each)),
                        *(own_terms(paper) if paper else ()),
                    }
                )
            ),
        },
    )


def asked(
    text: str, filters: Filters | None = None, *, marks: Marks = "smart", exact: bool = False
) -> Query:
    """A query as it is typed."""
    return parse(text, filters or Filters(), today=TODAY, marks=marks, exact=exact)


def found(index: Index, query: Query | str, *, sort: Sort = "relevance") -> list[int]:
    """The keys of all hits, in order."""
    return [key for key, _ in graded(index, query, sort=sort)]


def graded(
    index: Index, query: Query | str, *, sort: Sort = "relevance"
) -> list[tuple[int, Match]]:
    """The keys of all hits with how they match, in order."""
    question = asked(query) if isinstance(query, str) else query
    answer = index.search(question, sort=sort, limit=1000)
    assert answer.total == len(answer.hits)
    assert sorted(index.keys(question)) == sorted(hit.key for hit in answer.hits)
    return [(hit.key, hit.match) for hit in answer.hits]


def ignoring_marks(text: str) -> Query:
    """A query for which marks never matter."""
    return replace(asked(text), marks="ignore")
