"""Clauses in Tantivy's terms.

In: a `clauses.Clause` and a version. Out: a query of Tantivy's. What it cannot tell, whether three
words or more stand near each other or in order with others between them, is looked up in the packed
words of the documents that may answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import pairwise, product
from math import prod

from tantivy import FieldType, Occur
from tantivy import Query as Native

from giaoban_cli.index.clauses import (
    BODY,
    All,
    Any,
    Clause,
    Falls,
    Holds,
    Near,
    Stands,
    Wanted,
    Without,
    all_of,
)
from giaoban_cli.index.fields import written
from giaoban_cli.index.packed import stand_in_order, stand_near
from giaoban_cli.index.segment import key_of
from giaoban_cli.index.tantivy.fields import UNDATED
from giaoban_cli.index.tantivy.reading import Version

_FEW = 12
"""So many phrases or words at most are asked for one by one."""


class Natives:
    """The clauses of one query, each put into Tantivy's terms once.

    Args:
        version: what is asked.
    """

    def __init__(self, version: Version) -> None:
        self._version = version
        self._searcher = version.searcher
        self._known: dict[Clause, Native] = {}

    def of(self, clause: Clause) -> Native:
        """The query of a clause."""
        if clause not in self._known:
            self._known[clause] = self._made(clause)
        return self._known[clause]

    def _made(self, clause: Clause) -> Native:
        match clause:
            case Stands(field, words, slop):
                return self._standing(field, words, slop)
            case Near(words, apart):
                return self._together(words, apart)
            case Holds(field, terms):
                return self._any_term(field, terms)
            case Falls(start, end):
                return self._between(start, end)
            case All(clauses):
                unwanted = [each.clause for each in clauses if isinstance(each, Without)]
                wanted = [each for each in clauses if not isinstance(each, Without)]
                return all_natives(
                    [self.of(each) for each in wanted],
                    [self.of(each) for each in unwanted],
                )
            case Any(clauses):
                return any_native([self.of(each) for each in clauses])
            case Without(unwanted):
                return all_natives((), [self.of(unwanted)])

    def _standing(self, field: str, words: tuple[Wanted, ...], slop: int) -> Native:
        if len(words) == 1:
            return self._any_term(field, [written(each) for each in words[0]])
        if not slop:
            return self._phrase(field, words)
        if len(words) == 2:
            return any_native(
                [self._phrase(field, words, (0, step)) for step in range(1, slop + 2)]
            )
        pairs = all_of(Stands(field, pair, slop) for pair in pairwise(words))
        if field != BODY:  # in the text in this order, and in pairs in the zone
            return self.of(all_of((Stands(BODY, words, slop), pairs)))
        return self._sieved(pairs, words, partial(stand_in_order, slop=slop))

    def _together(self, words: tuple[Wanted, ...], apart: int) -> Native:
        if len(words) == 2:
            return self._near(*words, apart)
        rarest, *others = sorted(words, key=self._having)
        pairs = all_of(Near((rarest, other), apart) for other in others)
        return self._sieved(pairs, words, stand_near)

    def _any_term(self, field: str, terms: Sequence[str]) -> Native:
        if len(terms) > _FEW:
            return Native.term_set_query(self._version.schema, field, terms)
        schema = self._version.schema
        return any_native([Native.term_query(schema, field, term, "basic") for term in terms])

    def _phrase(
        self, field: str, words: Sequence[Wanted], at: Sequence[int] = (), slop: int = 0
    ) -> Native:
        """Words at places that differ so; `slop` as Tantivy has it, for two words in any order."""
        schema, places = self._version.schema, at or range(len(words))
        if prod(map(len, words)) <= _FEW:
            return any_native([
                Native.phrase_query(
                    schema, field, list(zip(places, map(written, each), strict=True)), slop
                )
                for each in product(*words)
            ])  # fmt: skip
        patterns = ["|".join(_pattern(written(each)) for each in word) for word in words]
        return Native.regex_phrase_query(
            schema, field, list(zip(places, patterns, strict=True)), slop
        )

    def _near(self, one: Wanted, other: Wanted, apart: int) -> Native:
        """Two words within so many words; one word that is both stands near itself."""
        both = tuple(each for each in one if each in other)
        return any_native([
            self._phrase(BODY, (one, other), slop=apart - 2),
            self._phrase(BODY, (other, one), slop=apart - 2),
            self._any_term(BODY, [written(each) for each in both]),
        ])  # fmt: skip

    def _having(self, word: Wanted) -> int:
        """How many documents have a word, about."""
        return sum(self._searcher.doc_freq(BODY, written(each)) for each in word)

    def _sieved(
        self,
        clause: Clause,
        words: Sequence[Wanted],
        holds: Callable[[str, Sequence[str]], bool],
    ) -> Native:
        """Of the documents that may answer those whose words stand so."""
        vocabulary, text = self._version.vocabulary, self._version.text
        characters = [vocabulary.characters(map(key_of, word)) for word in words]
        found = self._version.listed(self.of(clause))
        return self.keyed([key for key, at in found if holds(text(at), characters)])

    def keyed(self, keys: Sequence[int]) -> Native:
        """The documents of some keys."""
        return Native.term_set_query(self._version.schema, "key", keys)

    def _between(self, start: str | None, end: str | None) -> Native:
        first = date.fromisoformat(start).toordinal() if start else 1
        last = date.fromisoformat(end).toordinal() if end else UNDATED
        schema, number = self._version.schema, FieldType.Unsigned
        return all_natives(
            [
                Native.range_query(schema, "day", number, 1, last),
                Native.range_query(schema, "last_day", number, first, UNDATED),
            ]
        )


def all_natives(must: Sequence[Native], must_not: Sequence[Native] = ()) -> Native:
    """All of the queries and none of the others; something must be wanted to leave some out."""
    if len(must) == 1 and not must_not:
        return must[0]
    return Native.boolean_query(
        [
            *((Occur.Must, each) for each in must or [Native.all_query()]),
            *((Occur.MustNot, each) for each in must_not),
        ]
    )


def any_native(queries: Sequence[Native]) -> Native:
    """Any of the queries."""
    if len(queries) == 1:
        return queries[0]
    if not queries:
        return Native.empty_query()
    return Native.boolean_query([(Occur.Should, each) for each in queries])


def _pattern(token: str) -> str:
    """A pattern that only a token itself matches."""
    return token.replace("^", r"\^")
