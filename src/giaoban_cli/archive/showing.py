"""A hit as a list shows it: the facts of its record, and the piece of text that tells why it came.

In: a query and a meeting that answers it. Out: `Hit`; the text of a meeting as it is searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from giaoban_cli.index.port import EngineHit
from giaoban_cli.models import Hit, Meeting, Official, Span, Stored
from giaoban_cli.query import Cites, Name, Node, Query
from giaoban_cli.query.highlight import highlights, snippet
from giaoban_cli.query.persons import fits
from giaoban_cli.text.fold import keys, tokens


def shown_hit(
    query: Query,
    found: EngineHit,
    unsearched: Iterable[Span],
    stored: Stored,
    archive: str | None = None,
) -> Hit:
    """One hit with the piece of text that shows it.

    Args:
        query: what it answers.
        found: how well.
        unsearched: stretches of its text that are not searched.
        stored: the meeting.
        archive: which one keeps it, where several are searched.
    """
    meeting = stored.meeting
    ignore = query.marks == "ignore"
    spans = highlights(
        query, searched(meeting.text, unsearched), lambda node: _known(node, meeting, ignore)
    )
    return Hit(
        id=stored.id,
        score=found.score,
        date=meeting.date,
        title=meeting.title,
        organisation=meeting.organisation,
        chairs=meeting.chairs,
        source=stored.sources[0].path if stored.sources else "",
        snippet=snippet(meeting.text, spans),
        match=found.match,
        archive=archive,
    )


def searched(text: str, unsearched: Iterable[Span]) -> str:
    """A text as long as the whole one, with what is not searched blanked."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(unsearched):
        if end > at:
            begin = max(start, at)
            parts += (text[at:begin], " " * (end - begin))
            at = end
    return "".join((*parts, text[at:]))


def _known(node: Node, meeting: Meeting, ignore: bool) -> Sequence[Span]:
    """Where a record has a person or document that was asked for."""
    match node:
        case Name("author"):
            return meeting.spans.get("authors", ())
        case Name(_, terms):
            return [
                _named(each, meeting.text)
                for each in meeting.officials
                if fits(terms, each.name, ignore=ignore)
            ]
        case Cites():
            return _numbered(node, meeting)
    return ()


def _numbered(node: Cites, meeting: Meeting) -> list[Span]:
    """Where a record has a number that was asked for: its own, and where others are cited."""
    from giaoban_cli.text.what.typed_numbers import index_terms, own_terms, query_terms

    wanted = set(query_terms(node.code or "", node.number, node.body, node.term, node.own))
    number = meeting.paper.number if meeting.paper else None
    found = number is not None and not wanted.isdisjoint(own_terms(number))
    return [
        *(meeting.spans.get("paper.number", ()) if found else ()),
        *(
            span
            for each in meeting.documents
            if not wanted.isdisjoint(index_terms(each.key))
            for span in (each.spans or (each.span,))
        ),
    ]


def _named(official: Official, text: str) -> Span:
    """Where an official's name stands in the stretch that tells of them; else the stretch."""
    start, end = official.span
    name = keys(official.name)
    words = tokens(text, start, end)
    for at in range(len(words) - len(name) + 1):
        if tuple(word.key for word in words[at : at + len(name)]) == name:
            return words[at].start, words[at + len(name) - 1].end
    return start, end
