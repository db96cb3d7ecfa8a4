"""Whether one passage answers a query: what a view asks of a direction, figure or sentence.

In: a query and the passage. Out: yes or no. What a query says of the whole meeting (its day, its
place, who chaired it) has been seen to where the meeting was found, and says nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from giaoban_cli.query.highlight import means
from giaoban_cli.query.tree import And, Cites, Node, Not, Or, Phrase, Query, Term, Words
from giaoban_cli.text.fold import keys

Cited = Callable[[Cites], bool]
"""Whether the passage cites a document."""


def answers(query: Query, passage: str, cited: Cited | None = None) -> bool:
    """Whether a passage has what a query asks for.

    Args:
        query: the query; its filters are the meeting's business.
        passage: the words of the passage.
        cited: tells whether the passage cites a document; None: that is the meeting's business.
    """
    if query.root is None:
        return True
    found = _Passage(keys(passage), query.marks == "ignore", cited).holds(query.root)
    return found is not False


def has_words(query: Query) -> bool:
    """Whether a query asks for anything that a passage may have or lack."""
    return query.root is not None and any(
        isinstance(node, (Words, Phrase, Cites)) for node in _leaves(query.root)
    )


def _leaves(node: Node) -> Sequence[Node]:
    match node:
        case And(children) | Or(children):
            return [leaf for child in children for leaf in _leaves(child)]
        case Not(child):
            return _leaves(child)
    return [node]


class _Passage:
    """The words of a passage."""

    def __init__(self, words: Sequence[str], ignore: bool, cited: Cited | None) -> None:
        self._words = words
        self._ignore = ignore
        self._cited = cited

    def holds(self, node: Node) -> bool | None:
        """Whether a node holds; None when that is not for the passage to say."""
        match node:
            case Words(terms, prefix, parts):
                return self._all(terms, prefix) or (bool(parts) and all(map(self._any, parts)))
            case Phrase():
                return self._phrase(node)
            case Cites():
                return self._cited(node) if self._cited else None
            case And(children):
                return _all_of([self.holds(child) for child in children])
            case Or(children):
                found = [self.holds(child) for child in children]
                return True if True in found else None if None in found else False
            case Not(child):
                inner = self.holds(child)
                return None if inner is None else not inner
        return None

    def _all(self, terms: Sequence[Term], prefix: bool) -> bool:
        last = len(terms) - 1
        return all(
            any(self._means(term, word, prefix and at == last) for word in self._words)
            for at, term in enumerate(terms)
        )

    def _any(self, wordings: Sequence[Phrase]) -> bool:
        return any(map(self._phrase, wordings))

    def _phrase(self, phrase: Phrase) -> bool:
        """Whether the terms stand in order, with at most `slop` other words between them."""
        return any(self._from(phrase, at) for at in range(len(self._words)))

    def _from(self, phrase: Phrase, start: int) -> bool:
        """Whether a phrase begins with the word at `start`."""
        at, left, last = start, phrase.slop, len(phrase.terms) - 1
        for index, term in enumerate(phrase.terms):
            reach = left if index else 0
            for skipped in range(reach + 1):
                place = at + skipped
                open_end = phrase.prefix and index == last
                if place < len(self._words) and self._means(term, self._words[place], open_end):
                    at, left = place + 1, left - skipped
                    break
            else:
                return False
        return True

    def _means(self, term: Term, word: str, open_end: bool) -> bool:
        return means(term, word, open_end=open_end, ignore=self._ignore)


def _all_of(found: Sequence[bool | None]) -> bool | None:
    return False if False in found else True if True in found else None
