"""What a query is answered with: as it was typed, as a person, without marks, or mended.

In: a query and the index. Out: `Answered`: the query that was asked in the end, what it found, and
how it came to be asked, so that the user is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Literal

from giaoban_cli.archive.suggest import Texts, mend, plain_run
from giaoban_cli.frozen import frozen
from giaoban_cli.index.port import Answer, Searchable
from giaoban_cli.query import And, Name, Node, Not, Or, Phrase, Query, Sort, Term, Within, Words
from giaoban_cli.query.expand import named
from giaoban_cli.query.persons import addressed
from giaoban_cli.text.fold import unmarked

How = Literal["typed", "folded", "mended"]


@frozen
class Answered:
    """An answer and its query.

    Attributes:
        query: what was asked in the end.
        answer: what it found; hits that only a fallback found are marked as such.
        how: whether as it was typed, with marks ignored, or with a slip mended.
        person: the words of a name, when a person was asked for by a form of address.
        text: what was asked in the end, as it could be typed.
    """

    query: Query
    answer: Answer
    how: How
    person: tuple[Term, ...]
    text: str


@frozen
class Paging:
    """Which hits are wanted, in which order."""

    sort: Sort
    limit: int
    offset: int


def answered(
    index: Searchable,
    texts: Texts,
    query: Query,
    paging: Paging,
    again: Callable[[str], Query],
    *,
    exact: bool,
) -> Answered:
    """Answer a query, trying other ways when nothing is found as it was typed.

    With marks ignored comes first when the words then stand together; else a slip mended whose
    words stand together; else whichever of the two finds something.

    Args:
        index: where.
        texts: the searched texts of meetings.
        query: what was typed.
        paging: which hits.
        again: reads another query string under the same filters.
        exact: only as it was typed.
    """

    def search(asked: Query) -> Answer:
        return index.search(asked, sort=paging.sort, limit=paging.limit, offset=paging.offset)

    asked, person = (query, ()) if exact else as_person(index, query)
    answer = search(asked)
    if answer.total or exact:
        return Answered(asked, answer, "typed", person, query.text)
    loose = replace(asked, marks="ignore") if has_marks(asked) else None
    folded = search(loose) if loose else answer
    if loose and folded.total and (person or stands_together(index, loose)):
        return Answered(loose, _folded(folded), "folded", person, query.text)
    mended = None if person else mend(index, texts, query)
    if mended and (mended.together or not folded.total):
        other = again(mended.text)
        found = search(other)
        if found.total:
            return Answered(other, _folded(found), "mended", (), mended.text)
    if loose and folded.total:
        return Answered(loose, _folded(folded), "folded", person, query.text)
    return Answered(asked, answer, "typed", person, query.text)


def as_person(index: Searchable, query: Query) -> tuple[Query, tuple[Term, ...]]:
    """The query of a person asked for by a form of address, with the words of the name.

    Typed with capitals, a name with nothing behind it is one whether the archive knows it or not.
    Else somebody must be named so; and in small letters behind ông or bà no text may have the
    words as they were typed, as many have bà con.
    """
    who = addressed(query.root)
    if who is None:
        return query, ()
    name = named("official", who.name)
    known = (who.sure and not who.rest) or index.count(replace(query, root=name), 1) > 0
    if not known:
        return query, ()
    if not (who.sure or who.comrade) and index.count(replace(query, root=who.phrases[0]), 1):
        return query, ()
    names = name.children if isinstance(name, Or) else (name,)
    person = Or((*names, *who.phrases))
    root = And((person, Words(who.rest))) if who.rest else person
    return replace(query, root=root), who.name


def stands_together(index: Searchable, query: Query) -> bool:
    """Whether a run of words stands together somewhere; anything else is not asked."""
    terms = plain_run(query)
    return len(terms) < 2 or index.count(replace(query, root=Phrase(terms)), 1) > 0


def _folded(answer: Answer) -> Answer:
    """An answer that only a fallback found, and marked as such."""
    return replace(answer, hits=tuple(replace(hit, match="folded") for hit in answer.hits))


def has_marks(query: Query) -> bool:
    """Whether anything was typed with a mark, and marks matter."""
    if query.marks == "ignore":
        return False
    return any(
        unmarked(term.marked) != term.marked for term in _terms((query.root, *query.filters))
    )


def _terms(nodes: Iterable[Node | None]) -> Iterator[Term]:
    """Every word that was typed."""
    for node in nodes:
        match node:
            case Words(terms) | Phrase(terms) | Name(_, terms) | Within(_, terms):
                yield from terms
            case And(children) | Or(children):
                yield from _terms(children)
            case Not(child):
                yield from _terms((child,))
