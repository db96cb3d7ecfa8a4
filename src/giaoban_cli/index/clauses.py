"""A query tree → which documents are wanted, for engines that take boolean clauses themselves.

In: a node of the tree, and the words of the index. Out: a `Clause`: what a document must hold to
answer, or to answer so well. An engine puts a clause into its own language and counts, scores and
pages; the rules of marks, tiers and zones are here, the same ones as in `grade`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import product
from typing import Protocol

from giaoban_cli.frozen import frozen
from giaoban_cli.index.forms import Forms, Lexicon
from giaoban_cli.index.grade import ALL, EXACT, MARKS, NEAR, SYNONYM, Grade, ranks
from giaoban_cli.index.match import wordings
from giaoban_cli.index.port import ZONES
from giaoban_cli.index.segment import ELSEWHERE
from giaoban_cli.query import (
    And,
    Cites,
    Dates,
    Is,
    Marks,
    Name,
    Node,
    Not,
    Or,
    Phrase,
    Term,
    Within,
    Words,
)
from giaoban_cli.query.tree import reach
from giaoban_cli.text.what.typed_numbers import query_terms

BODY = "body"
"""The field of all words; a zone is a field of the words that stand in it."""

FIRST, LAST = "<", ">"
"""Stand before and behind each name in the fields of names."""

GRADES: tuple[Grade, ...] = tuple(product((EXACT, MARKS, NEAR, ALL, SYNONYM), range(ELSEWHERE + 1)))
"""Tiers and zones, best first."""

Wanted = tuple[str, ...]
"""Terms of words, any of which is meant at one place."""


@frozen
class Stands:
    """Words in this order in a field, with at most `slop` others between them."""

    field: str
    words: tuple[Wanted, ...]
    slop: int = 0


@frozen
class Near:
    """Words in any order within `reach` words of the text."""

    words: tuple[Wanted, ...]
    reach: int


@frozen
class Holds:
    """Any of some exact terms in a field."""

    field: str
    terms: tuple[str, ...]


@frozen
class Falls:
    """Meetings between two ISO days, both inclusive; None leaves that end open."""

    start: str | None
    end: str | None


@frozen
class All:
    """All of the clauses; everything when there are none."""

    clauses: tuple[Clause, ...] = ()


@frozen
class Any:
    """Any of the clauses; nothing when there are none."""

    clauses: tuple[Clause, ...] = ()


@frozen
class Without:
    """What does not answer a clause."""

    clause: Clause


Clause = Stands | Near | Holds | Falls | All | Any | Without

EVERYTHING = All()
NOTHING = Any()


class FieldLexicon(Lexicon, Protocol):
    """The words of one field of an index."""

    def holds(self, term: str) -> bool:
        """Whether a word is among them; true where asking would cost more than it saves."""


def all_of(clauses: Iterable[Clause]) -> Clause:
    """All of some clauses, made simple."""
    flat: list[Clause] = []
    for clause in clauses:
        if clause == NOTHING:
            return NOTHING
        parts = clause.clauses if isinstance(clause, All) else (clause,)
        flat += (part for part in parts if part not in flat)
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def any_of(clauses: Iterable[Clause]) -> Clause:
    """Any of some clauses, made simple."""
    flat: list[Clause] = []
    for clause in clauses:
        if clause == EVERYTHING:
            return EVERYTHING
        parts = clause.clauses if isinstance(clause, Any) else (clause,)
        flat += (part for part in parts if part not in flat)
    return flat[0] if len(flat) == 1 else Any(tuple(flat))


class Reading:
    """What the nodes of one query want.

    Args:
        lexicon: gives the words of a field.
        marks: whether marks that were typed must match.
    """

    def __init__(self, lexicon: Callable[[str], FieldLexicon], marks: Marks) -> None:
        self._lexicon = lexicon
        self._marks: Marks = marks
        self._forms: dict[str, Forms] = {}
        self._meant: dict[tuple[Term, bool, bool], Wanted] = {}
        self._holding: dict[tuple[str, str], bool] = {}
        self._standing: dict[tuple[str, tuple[Wanted, ...], int], Clause] = {}
        self._selected: dict[int, tuple[Node, Clause]] = {}

    @property
    def cut_short(self) -> bool:
        """Whether the beginning of a word was taken for fewer words than it may mean."""
        return any(forms.cut_short for forms in self._forms.values())

    def meant(self, term: Term, open_end: bool = False, exact: bool = False) -> Wanted:
        """The words of the text that a term may mean; see Forms.of."""
        known = (term, open_end, exact)
        if known not in self._meant:
            self._meant[known] = self._forms_of(BODY).of(*known)
        return self._meant[known]

    def selects(self, node: Node) -> Clause:
        """What answers a node, however well."""
        known = self._selected.get(id(node))
        if known is None:
            known = self._selected[id(node)] = (node, self._selects(node))
        return known[1]

    def _selects(self, node: Node) -> Clause:
        match node:
            case Words():
                return any_of((self._literal(node), self._synonyms(node, ELSEWHERE)))
            case Phrase():
                return self._phrase(node, exact=False, zone=ELSEWHERE)
            case And(children):
                return all_of(map(self.selects, children))
            case Or(children):
                return any_of(map(self.selects, children))
            case Not(child):
                return Without(self.selects(child))
            case Name(field, terms):
                words = self._name(field, terms)
                ends = (((FIRST,), *words), (*words, (LAST,)))
                return any_of(self._stands(field, each) for each in ends)
            case Within("title", terms):
                return self._stands("title", tuple(self.meant(term) for term in terms))
            case Within(field, terms):
                return self._stands(field, self._name(field, terms))
            case Is(field, value):
                return Holds(field, (value,))
            case Cites(code, number, body, term, own):
                return Holds("cites", tuple(query_terms(code or "", number, body, term, own)))
            case Dates(start, end):
                return Falls(start, end)

    def at_least(self, node: Node, grade: Grade) -> Clause:
        """What answers a node so well, or better.

        Several nodes that all answer are as good as the worst of them; of several that may
        answer, the best counts. What does not rank is as good as can be, in no zone.
        """
        if not ranks(node):
            return self.selects(node) if grade >= (EXACT, ELSEWHERE) else NOTHING
        match node:
            case Words():
                return self._words_at_least(node, *grade)
            case Phrase():
                return self._phrase_at_least(node, *grade)
            case And(children):
                return all_of(
                    self.at_least(child, grade) if ranks(child) else self.selects(child)
                    for child in children
                )
            case Or(children):
                return any_of(self.at_least(child, grade) for child in children)
            case _:
                raise AssertionError(node)

    # --- words -------------------------------------------------------------------------------

    def _words_at_least(self, run: Words, tier: int, zone: int) -> Clause:
        if tier == SYNONYM:
            return any_of((self._literal(run), self._synonyms(run, zone)))
        if tier == ALL:
            return self._literal(run)
        together = Phrase(run.terms, prefix=run.prefix)
        if tier < NEAR or len(run.terms) == 1:
            return self._phrase_at_least(together, tier, zone)
        words = self._run(run)
        near: Clause = Near(words, reach(len(words))) if all(words) else NOTHING
        if zone < ELSEWHERE:
            near = all_of((near, *(self._zoned((word,), 0, zone) for word in words)))
        return any_of((self._phrase(together, exact=False, zone=ELSEWHERE), near))

    def _phrase_at_least(self, phrase: Phrase, tier: int, zone: int) -> Clause:
        if tier == EXACT:
            return self._phrase(phrase, exact=True, zone=zone)
        if tier > MARKS:
            return self._phrase(phrase, exact=False, zone=ELSEWHERE)
        return any_of(
            (
                self._phrase(phrase, exact=True, zone=ELSEWHERE),
                self._phrase(phrase, exact=False, zone=zone),
            )
        )

    def _literal(self, run: Words) -> Clause:
        return all_of(self._stands(BODY, (word,)) for word in self._run(run))

    def _synonyms(self, run: Words, zone: int) -> Clause:
        """Every part of a run in some wording; the typed one has been found already."""
        if not run.parts:
            return NOTHING
        return all_of(
            any_of(self._phrase(wording, exact=False, zone=zone) for wording in wordings(part, run))
            for part in run.parts
        )

    def _phrase(self, phrase: Phrase, *, exact: bool, zone: int) -> Clause:
        return self._zoned(self._run(phrase, exact), phrase.slop, zone)

    def _run(self, run: Words | Phrase, exact: bool = False) -> tuple[Wanted, ...]:
        last = len(run.terms) - 1
        return tuple(
            self.meant(term, run.prefix and index == last, exact)
            for index, term in enumerate(run.terms)
        )

    def _name(self, field: str, terms: tuple[Term, ...]) -> tuple[Wanted, ...]:
        return tuple(map(self._forms_of(field).of_name, terms))

    def _forms_of(self, field: str) -> Forms:
        if field not in self._forms:
            self._forms[field] = Forms(self._lexicon(field), self._marks)
        return self._forms[field]

    def _zoned(self, words: tuple[Wanted, ...], slop: int, zone: int) -> Clause:
        """Words in order in a zone or a better one."""
        if zone == ELSEWHERE:
            return self._stands(BODY, words, slop)
        return any_of(self._stands(field, words, slop) for field in ZONES[: zone + 1])

    def _stands(self, field: str, words: tuple[Wanted, ...], slop: int = 0) -> Clause:
        """Words in order in a field; nothing when it lacks one of them."""
        asked = (field, words, slop)
        if asked not in self._standing:
            if field in ZONES:
                words = tuple(tuple(filter(partial(self._held, field), word)) for word in words)
            stands = Stands(field, words, slop if len(words) > 1 else 0)
            self._standing[asked] = stands if all(words) else NOTHING
        return self._standing[asked]

    def _held(self, field: str, word: str) -> bool:
        known = (field, word)
        if known not in self._holding:
            self._holding[known] = self._lexicon(field).holds(word)
        return self._holding[known]
