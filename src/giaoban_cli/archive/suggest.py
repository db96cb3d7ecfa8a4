"""What was perhaps meant: the marks that the archive writes, and slips of the finger mended.

In: a query and what it found. Out: other queries worth trying, each of which finds something.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from giaoban_cli.frozen import frozen
from giaoban_cli.index.port import Searchable
from giaoban_cli.models import Hit
from giaoban_cli.query import Phrase, Query, Term, Words
from giaoban_cli.query.highlight import readings
from giaoban_cli.text.fold import CAPITALS, compatible, keys, spelled, unmarked

LONGEST = 12
"""Words of a query that are looked up one by one; longer ones get no suggestion."""

STRANGE = 2
"""Words of one query that the archive does not have and that may be slips."""

SIMILAR = 100
"""Words of the archive that are tried at once in the place of one."""

LOOKED_AT = 20
"""Meetings in which the mended run is read, to write it as the archive does."""

SAME = 0.8
"""Share of the hits that must write plain letters in one way before it is offered."""

_STOP = re.compile(r"[.,;:!?()…]\s")
"""What parts words that follow each other by chance: `đồng chí. Hội`."""

Texts = Callable[[Iterable[int]], Iterator[str]]
"""The searched texts of meetings, by key."""


@frozen
class Mended:
    """A run with slips mended, as the archive writes it; `together`: it stands so somewhere."""

    text: str
    together: bool


def plain_run(query: Query) -> tuple[Term, ...]:
    """The words of a query that is nothing but a run of words."""
    match query.root:
        case Words(terms, prefix=False) | Phrase(terms, slop=0, prefix=False):
            return terms
    return ()


def with_marks(query: Query, hits: Sequence[Hit]) -> tuple[str, ...]:
    """How nearly all hits write a run that was typed without marks; nothing when they differ."""
    terms = plain_run(query)
    if not terms or not hits or any(term.marked != term.plain for term in terms):
        return ()
    typed = tuple(term.plain for term in terms)
    written: Counter[str] = Counter()
    bearers: Counter[tuple[str, ...]] = Counter()
    for hit in hits:
        cut = (hit.snippet.text[start:end] for start, end in hit.snippet.highlights)
        shown = [" ".join(words.split()) for words in cut if not _STOP.search(words)]
        ways = {words: keys(words) for words in shown}
        written.update(shown)
        bearers.update(
            {way for way in ways.values() if tuple(unmarked(key) for key in way) == typed}
        )
    if not bearers:
        return ()
    way, number = bearers.most_common(1)[0]
    if number < SAME * len(hits) or way == typed:
        return ()
    spellings = [words for words, _ in written.most_common() if keys(words) == way]
    return (next((words for words in spellings if not words.isupper()), spellings[0].lower()),)


def mend(index: Searchable, texts: Texts, query: Query) -> Mended | None:
    """The run with other words in the place of those that were mistyped, as the archive has it.

    Words that the archive does not have are taken for the mistyped ones; when it has them all,
    those that stand beside neither neighbour anywhere. All words of the archive one slip away are
    tried at once: where they stand together with the others, the text says which was meant, with
    its marks.

    Args:
        index: where the run is looked for, under the filters of the query.
        texts: to read how it is written.
        query: what found nothing, or nothing that stands together.
    """
    terms = plain_run(query)
    if not terms or len(terms) > LONGEST:
        return None
    strange = [at for at, term in enumerate(terms) if not _known(index, term)]
    if len(strange) > STRANGE:
        return None
    tries = [strange] if strange else [[at] for at in _out_of_place(index, query, terms)]
    opened = [run for places in tries if (run := _opened(index, terms, places))]
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for run in opened:
        found += _read(index, texts, replace(query, root=Phrase(run)), terms)
    together = bool(found)
    if not found and strange and isinstance(query.root, Words):
        for run in opened:
            found += _read(index, texts, replace(query, root=Words(run)), terms)
    if not found:
        return None
    _, _, best = min(found)
    words = " ".join(_spelled_like(term.typed, key) for term, key in zip(terms, best, strict=True))
    return Mended(f'"{words}"' if isinstance(query.root, Phrase) else words, together)


def _known(index: Searchable, term: Term) -> bool:
    """Whether the archive has a word that a typed one may mean."""
    return any(
        compatible(typed, key)
        for typed in (term.marked, *term.also)
        for key, _ in index.variants(unmarked(typed), LOOKED_AT)
    )


def _out_of_place(index: Searchable, query: Query, terms: tuple[Term, ...]) -> list[int]:
    """The places of words that stand beside neither of their neighbours in any meeting."""
    beside = [
        index.count(replace(query, root=Phrase(terms[at : at + 2])), 1) > 0
        for at in range(len(terms) - 1)
    ]
    around = [False, *beside, False]
    return [
        at for at in range(len(terms)) if len(terms) > 1 and not around[at] and not around[at + 1]
    ]


def _opened(
    index: Searchable, terms: tuple[Term, ...], places: Sequence[int]
) -> tuple[Term, ...] | None:
    """The run with every word of the archive one slip away allowed at some places."""
    run = list(terms)
    for at in places:
        if not terms[at].plain.isalpha() or terms[at].marked.endswith(CAPITALS):
            return None
        similar = tuple(plain for plain, _ in index.similar(terms[at].plain, SIMILAR))
        if not similar:
            return None
        run[at] = replace(terms[at], also=similar)
    return tuple(run)


def _read(
    index: Searchable, texts: Texts, query: Query, typed: tuple[Term, ...]
) -> list[tuple[int, int, tuple[str, ...]]]:
    """How the best hits write an opened run: how far that is from the typed one, how rare, what."""
    answer = index.search(query, sort="relevance", limit=LOOKED_AT)
    terms = plain_run(query)
    written: Counter[tuple[str, ...]] = Counter()
    for text in texts(hit.key for hit in answer.hits):
        written.update(readings(terms, text, ignore=query.marks == "ignore"))
    bare = all(term.marked == term.plain for term in typed)
    return [
        (sum(slips(term.plain if bare else term.marked, unmarked(key) if bare else key)
             for term, key in zip(typed, way, strict=True)), -count, way)
        for way, count in written.items()
    ]  # fmt: skip


def slips(typed: str, other: str) -> int:
    """How far one key is from another: 2 for each slip of the finger, 1 for a wrong mark.

    A slip is a letter more, less or another, or two letters swapped.
    """
    earlier: list[int] = []
    row = [2 * place for place in range(len(other) + 1)]
    for at, letter in enumerate(typed):
        above, row, older = row, [row[0] + 2], earlier
        for place, wanted in enumerate(other):
            change = 0 if letter == wanted else 1 if unmarked(letter) == unmarked(wanted) else 2
            step = min(above[place + 1] + 2, row[place] + 2, above[place] + change)
            if at and place and (letter, typed[at - 1]) == (other[place - 1], wanted):
                step = min(step, older[place - 1] + 2)
            row.append(step)
        earlier = above
    return row[-1]


def _spelled_like(typed: str, key: str) -> str:
    """A word of the archive with the capital that was typed."""
    word = spelled(key.removesuffix(CAPITALS))
    return word.capitalize() if typed[:1].isupper() else word
