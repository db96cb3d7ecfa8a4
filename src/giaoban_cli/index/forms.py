"""Which words of an index a typed term may mean: the rule of marks over a lexicon.

In: a lexicon, a term of the query. Out: terms of words (see segment.word_term), for any engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nlargest
from typing import Protocol

from giaoban_cli.index.segment import BEHIND, WORDS, Segment, key_of
from giaoban_cli.query import Marks, Term
from giaoban_cli.text.fold import CAPITALS, begins, compatible, respelled, same, unmarked

MOST_FORMS = 256
"""So many words at most are taken for the beginning of one, the most frequent."""

_BEHIND_MARKED = "!"
"""Sorts behind a plain key with any marked one after a space, before a plain key that is longer."""

Listed = Iterable[tuple[str, int]]
"""Terms of words, each with the number of documents that have it."""


class Lexicon(Protocol):
    """The words of an index, or of one field of it."""

    def marked(self, plain: str) -> Listed:
        """The words that are written so without marks."""

    def beginning(self, plain: str) -> Listed:
        """The words that begin so without marks."""


class SegmentLexicon:
    """The words of one segment."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def marked(self, plain: str) -> Listed:
        """The words that are written so without marks."""
        return self._segment.terms(WORDS, plain, plain + _BEHIND_MARKED)

    def beginning(self, plain: str) -> Listed:
        """The words that begin so without marks."""
        return self._segment.terms(WORDS, plain, plain + BEHIND)


class Forms:
    """What terms may mean.

    Args:
        lexicon: the words there are.
        marks: whether marks that were typed must match.
    """

    def __init__(self, lexicon: Lexicon, marks: Marks) -> None:
        self._lexicon = lexicon
        self._ignore = marks == "ignore"
        self.cut_short = False

    def of(self, term: Term, open_end: bool = False, exact: bool = False) -> tuple[str, ...]:
        """The words that a term may mean.

        Args:
            term: the term.
            open_end: whether it is only the beginning of a word.
            exact: only letter for letter as it was typed.
        """
        typed = term.marked
        loose = self._ignore and not typed.endswith(CAPITALS)
        if open_end:
            return self._beginnings(typed, loose, exact)
        if exact:
            forms = (form for form, _ in self._lexicon.marked(term.plain))
            return tuple(form for form in forms if same(typed, key_of(form)))
        found: dict[str, None] = {}
        for key in (typed, *term.also):
            for form, _ in self._lexicon.marked(unmarked(key)):
                if loose or compatible(key, key_of(form)):
                    found[form] = None
        return tuple(found)

    def _beginnings(self, typed: str, loose: bool, exact: bool) -> tuple[str, ...]:
        found: list[tuple[int, str]] = []
        for form, documents in self._lexicon.beginning(unmarked(typed)):
            key = key_of(form)
            if key.startswith(typed) if exact else loose or begins(typed, key):
                found.append((documents, form))
        if len(found) > MOST_FORMS:
            self.cut_short = True
            found = nlargest(MOST_FORMS, found)
        return tuple(form for _, form in found)

    def of_name(self, term: Term) -> tuple[str, ...]:
        """The words that a term of a name may mean: a final i may be y, where both are in use."""
        return tuple(dict.fromkeys(self._of_name(term)))

    def _of_name(self, term: Term) -> Iterator[str]:
        other = respelled(term.marked) or term.marked
        for plain in dict.fromkeys((term.plain, unmarked(other))):
            for form, _ in self._lexicon.marked(plain):
                key = key_of(form)
                if self._ignore or compatible(term.marked, key) or compatible(other, key):
                    yield form
