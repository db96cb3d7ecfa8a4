"""A stored meeting → what an engine indexes of it.

In: the store's number and the meeting. Out: `IndexDocument`: the words of the text without chrome
and bylines, the stretches of it that weigh more, and the facts that filters ask for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Literal

from giaoban_cli.index.port import IndexDocument, Zone
from giaoban_cli.models import Meeting, Official, Part, Span, Stored
from giaoban_cli.query import NameField
from giaoban_cli.text.fold import keys, worded
from giaoban_cli.text.page.clean import Cleaned, clean
from giaoban_cli.text.what.typed_numbers import index_terms, own_terms

_SPEAKING: frozenset[Part] = frozenset({"concluded", "directed", "spoke"})


def analyse(key: int, stored: Stored) -> IndexDocument:
    """What an engine indexes of a meeting that is stored.

    Args:
        key: the store's number of it.
        stored: the meeting as it stands, corrections included.
    """
    return analyse_page(key, stored.meeting, clean(stored.meeting.text))


def analyse_page(key: int, meeting: Meeting, page: Cleaned) -> IndexDocument:
    """What an engine indexes of a meeting whose text is cleaned already.

    Args:
        key: the store's number of it.
        meeting: as it stands.
        page: its text.
    """
    body, zones = _body(meeting, _searched(meeting, page))
    officials = {official.name: official for official in meeting.officials}
    names: dict[NameField, Iterable[str]] = {
        "official": {*officials, *meeting.chairs},
        "chair": meeting.chairs,
        "speaker": [name for name, official in officials.items() if _spoke(official)],
        "author": meeting.authors,
    }
    place = meeting.place
    fields: dict[Literal["place", "organisation"], list[str | None]] = {
        "place": [place.name, place.province] if place else [],
        "organisation": [meeting.organisation],
    }
    terms: dict[Literal["kind", "level", "cites"], Iterable[str]] = {
        "kind": {*meeting.kinds, *([meeting.kind] if meeting.kind else [])},
        "level": [meeting.level] if meeting.level else [],
        "cites": {
            *(term for each in meeting.documents for term in index_terms(each.key)),
            *(own_terms(meeting.paper.number) if meeting.paper and meeting.paper.number else ()),
        },
    }
    return IndexDocument(
        key=key,
        date=meeting.date,
        date_end=meeting.date_end,
        body=body,
        zones=zones,
        names={field: tuple(sorted(keys(each) for each in values))
               for field, values in names.items()},
        fields={field: tuple(keys(each) for each in texts if each)
                for field, texts in fields.items()},
        terms={field: tuple(sorted(values)) for field, values in terms.items()},
    )  # fmt: skip


def _spoke(official: Official) -> bool:
    return not _SPEAKING.isdisjoint(official.parts)


def searchable(meeting: Meeting) -> str:
    """A meeting's text as it is searched: as long as the text, chrome and bylines blanked.

    A line is a paragraph. Highlights are looked for in it and hold for the text.
    """
    return _searched(meeting, clean(meeting.text))


def _searched(meeting: Meeting, page: Cleaned) -> str:
    plain = page.plain
    for start, end in meeting.spans.get("authors", ()):
        plain = plain[:start] + " " * (end - start) + plain[end:]
    return plain


def _body(
    meeting: Meeting, plain: str
) -> tuple[tuple[str | None, ...], dict[Zone, tuple[Span, ...]]]:
    """The words of the searchable text and the zones among them."""
    words, found = worded(plain)
    places_of_words = list(map(re.Match.start, found))
    body: list[str | None] = []
    starts: list[int] = []
    first, line_end = 0, -1
    while first < len(words):
        if body:
            body.append(None)
            starts.append(line_end)
        line_end = plain.find("\n", places_of_words[first])
        after = len(words) if line_end < 0 else bisect_left(places_of_words, line_end, first)
        body += words[first:after]
        starts += places_of_words[first:after]
        first = after
    officials = [span for official in meeting.officials for span in _whole(official, meeting)]
    places: dict[Zone, Sequence[Span]] = {
        "title": meeting.spans.get("title", ()),
        "people": [*officials, *meeting.spans.get("chairs", ())],
        "directions": [direction.span for direction in meeting.directions],
    }
    zones: dict[Zone, tuple[Span, ...]] = {
        zone: tuple((bisect_left(starts, start), bisect_left(starts, end)) for start, end in spans)
        for zone, spans in places.items()
    }
    return tuple(body), zones


def _whole(official: Official, meeting: Meeting) -> list[Span]:
    """Where an official stands in the text with the roles that follow the name."""
    start, end = official.span
    text = meeting.text
    for role in official.roles:
        at = text.find(role, end, end + 120)
        if at >= 0:
            end = at + len(role)
    return [(start, end)]
