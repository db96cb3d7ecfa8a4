"""One query: the tree asked of the index, its hits filled in from the store, and an honest word.

In: a `SearchRequest`. Out: a `Page`, or every meeting that answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from giaoban_cli.archive.requests import SearchRequest
from giaoban_cli.archive.suggest import person_lines, suggestions
from giaoban_cli.archive.upkeep import Upkeep
from giaoban_cli.errors import DamagedArchive
from giaoban_cli.index.port import Answer, EngineHit, Index
from giaoban_cli.models import Count, Hit, Meeting, Note, Page, Span, Stored
from giaoban_cli.query import And, Cites, Name, Node, Not, Or, Phrase, Query, Term, Within, Words
from giaoban_cli.query.highlight import highlights, snippet
from giaoban_cli.query.parse import parse
from giaoban_cli.store import Card, Store
from giaoban_cli.text.fold import unmarked
from giaoban_cli.text.typed_numbers import index_terms, query_terms

MORE_BOUND = 100
"""How far meetings are counted that would answer if marks were ignored."""

FACET_ROWS = 20
"""Rows of one facet, the most frequent first."""


class Finder:
    """Answers queries over one archive.

    Args:
        store: the truth.
        upkeep: its index, opened when it is first asked for.
        today: the day that relative dates count from.
        synonyms: pairs (short form, long form) from the configuration.
    """

    def __init__(
        self,
        store: Store,
        upkeep: Callable[[], Upkeep],
        today: date,
        synonyms: tuple[tuple[str, str], ...],
    ) -> None:
        self._store = store
        self._upkeep = upkeep
        self._today = today
        self._synonyms = synonyms

    def page(self, request: SearchRequest) -> Page:
        """One page of the answer to a search.

        Raises:
            UsageError: the query or a filter is not understood.
        """
        query = self._query(request)
        return self._upkeep().ask(lambda index: self._page(index, query, request))

    def every(self, request: SearchRequest) -> Iterator[Stored]:
        """Every meeting that answers, newest first, one at a time.

        Raises:
            UsageError: the query or a filter is not understood; before the first meeting.
        """
        query = self._query(request)
        keys = self._store.keys()
        if query.root is not None or query.filters:
            found = set(self._upkeep().ask(lambda index: self._all(index, query, request.exact)))
            keys = [key for key in keys if key in found]
        return (stored for _, stored in self._store.many(keys))

    def _query(self, request: SearchRequest) -> Query:
        """The tree of a request."""
        return parse(
            request.text,
            request.filters,
            today=self._today,
            marks=request.marks,
            exact=request.exact,
            synonyms=self._synonyms,
        )

    def _all(self, index: Index, query: Query, exact: bool) -> tuple[int, ...]:
        """Keys of all that answers; with marks ignored when nothing does otherwise."""
        keys = index.keys(query)
        if not keys and not exact and _has_marks(query):
            keys = index.keys(replace(query, marks="ignore"))
        return keys

    def _page(self, index: Index, query: Query, request: SearchRequest) -> Page:
        """The page of a query, from one state of the index."""
        offset = (request.page - 1) * request.limit
        loose = None if request.exact or not _has_marks(query) else replace(query, marks="ignore")
        answer = index.search(query, sort=request.sort, limit=request.limit, offset=offset)
        notice: list[Note] = []
        if not answer.total and loose:
            answer = _folded(
                index.search(loose, sort=request.sort, limit=request.limit, offset=offset)
            )
            query, loose, nearest = loose, None, True
        else:
            nearest = False
        hits = self._hits(index, query, answer.hits)
        if nearest and hits:
            notice.append(_nearest(request.text, answer, hits[0]))
        if loose and answer.total and answer.total_is_exact:
            more = index.count(loose, answer.total + MORE_BOUND) - answer.total
            if more > 0:
                key = "search.more_at_least" if more >= MORE_BOUND else "search.more"
                notice.append(Note(key, {"n": more}))
        first = request.page == 1
        return Page(
            query=request.text,
            total=answer.total,
            total_is_exact=answer.total_is_exact,
            hits=hits,
            offset=offset,
            notice=tuple(notice),
            suggestions=suggestions(index, query, hits) if first else (),
            facets=self._facets(index.keys(query)) if request.facets else None,
            people=person_lines(self._store, query) if first else (),
        )

    def _hits(self, index: Index, query: Query, found: Sequence[EngineHit]) -> tuple[Hit, ...]:
        """What a list shows of the meetings that an engine found.

        Raises:
            DamagedArchive: the store has lost one of them.
        """
        meetings = {
            card.key: (card, stored) for card, stored in self._store.many(hit.key for hit in found)
        }
        if len(meetings) < len(found) and index.generation == self._store.generation:
            raise DamagedArchive(
                "archive.damaged.data_missing",
                found=len(meetings),
                known=len(found),
            )
        return tuple(
            _hit(query, each, *meetings[each.key]) for each in found if each.key in meetings
        )

    def _facets(self, keys: Iterable[int]) -> Mapping[str, tuple[Count, ...]]:
        """How the meetings that answer are spread over years, kinds, levels, bodies, officials."""
        wanted = list(keys)
        counts: dict[str, Counter[str]] = {
            name: Counter() for name in ("year", "kind", "level", "organisation", "official")
        }
        for card in self._store.cards(wanted):
            for name, value in (
                ("year", card.date and card.date[:4]),
                ("kind", card.kind),
                ("level", card.level),
                ("organisation", card.organisation),
            ):
                if value:
                    counts[name][value] += 1
        counts["official"].update(self._store.officials_in(wanted))
        return {name: _most(counter) for name, counter in counts.items()}


def _most(counter: Counter[str]) -> tuple[Count, ...]:
    """The most frequent values, in a settled order."""
    ranked = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Count(value, count) for value, count in ranked[:FACET_ROWS])


def _folded(answer: Answer) -> Answer:
    """An answer found only because marks were ignored, and marked as such."""
    return replace(answer, hits=tuple(replace(hit, match="folded") for hit in answer.hits))


def _nearest(typed: str, answer: Answer, first: Hit) -> Note:
    """The word that what was typed is not there, and what is."""
    cut = [first.snippet.text[start:end] for start, end in first.snippet.highlights]
    args: dict[str, str | int] = {"query": typed.strip(), "n": answer.total}
    if not cut:
        return Note("search.nearest", args)
    return Note("search.nearest_words", {**args, "found": cut[0]})


def _hit(query: Query, found: EngineHit, card: Card, stored: Stored) -> Hit:
    """One hit with the piece of text that shows it."""
    meeting = stored.meeting
    spans = list(highlights(query, _searched(meeting.text, card)))
    for start, end in _cited(query, meeting):
        if all(end <= other[0] or other[1] <= start for other in spans):
            spans.append((start, end))
    return Hit(
        id=stored.id,
        score=found.score,
        date=meeting.date,
        title=meeting.title,
        organisation=meeting.organisation,
        chairs=meeting.chairs,
        source=stored.sources[0].path if stored.sources else "",
        snippet=snippet(meeting.text, sorted(spans)),
        match=found.match,
    )


def _cited(query: Query, meeting: Meeting) -> Iterator[Span]:
    """Where a meeting cites the documents that were asked for by number."""
    wanted = {
        term
        for node in _leaves((query.root, *query.filters))
        if isinstance(node, Cites)
        for term in query_terms(node.code or "", node.number, node.body, node.term)
    }
    for document in meeting.documents:
        if not wanted.isdisjoint(index_terms(document.key)):
            yield from document.spans or (document.span,)


def _searched(text: str, card: Card) -> str:
    """A text as long as the whole one, with what is not searched blanked."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(card.unsearched):
        if end > at:
            begin = max(start, at)
            parts += (text[at:begin], " " * (end - begin))
            at = end
    return "".join((*parts, text[at:]))


def _has_marks(query: Query) -> bool:
    """Whether anything was typed with a mark, and marks matter."""
    if query.marks == "ignore":
        return False
    return any(
        unmarked(term.marked) != term.marked for term in _terms((query.root, *query.filters))
    )


def _terms(nodes: Iterable[Node | None]) -> Iterator[Term]:
    """Every word that was typed."""
    for node in _leaves(nodes, unwanted=True):
        match node:
            case Words(terms) | Phrase(terms) | Name(_, terms) | Within(_, terms):
                yield from terms


def _leaves(nodes: Iterable[Node | None], *, unwanted: bool = False) -> Iterator[Node]:
    """The nodes that hold no others, with or without those that are not wanted."""
    for node in nodes:
        match node:
            case And(children) | Or(children):
                yield from _leaves(children, unwanted=unwanted)
            case Not(child):
                if unwanted:
                    yield from _leaves((child,), unwanted=True)
            case None:
                pass
            case _:
                yield node
