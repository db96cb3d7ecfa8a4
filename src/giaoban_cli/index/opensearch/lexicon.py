"""The words of the index: what typed words are understood by.

In: plain keys. Out: terms of words (see segment.word_term). Each word is a small document of its
own, found by its plain key: going through the words of all meetings would take longer, the more
there are. A word stays when its last meeting goes; nothing is found by it then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from giaoban_cli.index.clauses import BODY
from giaoban_cli.index.fields import term_of, written
from giaoban_cli.index.forms import MOST_FORMS, Listed
from giaoban_cli.index.opensearch.dsl import Dsl, all_of, short
from giaoban_cli.index.opensearch.server import Server
from giaoban_cli.query import And, Name, Node, Not, Or, Phrase, Query, Term, Within, Words
from giaoban_cli.text.fold import respelled, unmarked

_MOST = 10_000
"""Words taken at once: as many as a search gives out."""

_COUNTED = 1000
"""Words whose meetings are counted in one request."""


class Lexicon:
    """The words of an index, read when they are asked for and remembered.

    Args:
        server: where it is.
        visible: the documents in which words are counted.
    """

    def __init__(self, server: Server, visible: Sequence[Dsl]) -> None:
        self._server = server
        self._visible = visible
        self._known: dict[str, list[str]] = {}
        self._begun: dict[str, list[tuple[str, int]]] = {}

    def marked(self, plain: str) -> Listed:
        """The words that are written so without marks; how many documents have them is not told."""
        self.learn((plain,))
        return [(term, 0) for term in self._known[plain]]

    def beginning(self, plain: str) -> Listed:
        """The words that begin so without marks; counted when only the most frequent are taken."""
        if plain not in self._begun:
            terms = self._read({"prefix": {"plain": short(plain)}})
            counted = len(terms) > MOST_FORMS
            self._begun[plain] = (
                list(self.counted(terms)) if counted else [(term, 0) for term in terms]
            )
        return self._begun[plain]

    def holds(self, term: str) -> bool:  # noqa: ARG002
        """Whether a field has a word: not asked for, it would cost more than it saves."""
        return True

    def learn(self, plains: Iterable[str]) -> None:
        """Read the words of some plain keys, all at once."""
        new = sorted({plain for plain in plains if plain not in self._known})
        if not new:
            return
        self._known |= {plain: [] for plain in new}
        for term in self._read({"terms": {"plain": [short(plain) for plain in new]}}):
            self._known.setdefault(term.partition(" ")[0], []).append(term)

    def _read(self, wanted: Dsl) -> list[str]:
        """The terms of some words, in order."""
        found = self._server.search(
            {
                "query": all_of([{"term": {"what": "word"}}, wanted]),
                "size": _MOST,
                "_source": ["token"],
                "track_total_hits": False,
            }
        )
        return sorted({term_of(hit["_source"]["token"]) for hit in found["hits"]["hits"]})

    def counted(self, terms: Iterable[str]) -> Iterator[tuple[str, int]]:
        """Words with the number of documents that have them; those that none has are left out."""
        wanted = list(terms)
        for start in range(0, len(wanted), _COUNTED):
            some = wanted[start : start + _COUNTED]
            filters = {term: {"term": {BODY: short(written(term))}} for term in some}
            found = self._server.search(
                {
                    "query": all_of(self._visible),
                    "size": 0,
                    "track_total_hits": False,
                    "aggs": {"words": {"filters": {"filters": filters}}},
                }
            )
            if "aggregations" in found:
                buckets = found["aggregations"]["words"]["buckets"]
                counts = {term: buckets[term]["doc_count"] for term in some}
                yield from ((term, count) for term, count in counts.items() if count)


class Counted:
    """The words of some plain keys with their documents, counted all at once.

    Args:
        lexicon: where they are read.
        plains: the keys.
    """

    def __init__(self, lexicon: Lexicon, plains: Iterable[str]) -> None:
        wanted = list(plains)
        lexicon.learn(wanted)
        terms = [term for plain in wanted for term, _ in lexicon.marked(plain)]
        self._counts = dict(lexicon.counted(terms)) if terms else {}
        self._lexicon = lexicon

    def marked(self, plain: str) -> Listed:
        """The words that are written so without marks."""
        terms = (term for term, _ in self._lexicon.marked(plain))
        return [(term, self._counts[term]) for term in terms if term in self._counts]

    def beginning(self, plain: str) -> Listed:
        """The words that begin so without marks."""
        return self._lexicon.beginning(plain)


def plains_of(query: Query) -> set[str]:
    """The plain keys under which the words of a query are looked up."""
    return {
        unmarked(key)
        for node in (query.root, *query.filters)
        if node is not None
        for term in _terms(node)
        for key in (term.plain, term.marked, *term.also, respelled(term.marked) or term.plain)
    }


def _terms(node: Node) -> Iterator[Term]:
    """Every word of a node, in all its wordings."""
    match node:
        case Words(terms, _, parts):
            yield from terms
            for part in parts:
                for wording in part:
                    yield from wording.terms
        case Phrase(terms) | Name(_, terms) | Within(_, terms):
            yield from terms
        case And(children) | Or(children):
            for child in children:
                yield from _terms(child)
        case Not(child):
            yield from _terms(child)
