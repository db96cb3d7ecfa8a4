"""How well documents of one grade match: BM25 over the words of the query.

In: the matchers of all segments, the node that ranks. Out: scores, bigger is better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import compress
from math import log

from giaoban_cli.index.grade import SYNONYM, Grade
from giaoban_cli.index.match import Matcher
from giaoban_cli.query import And, Node, Or, Phrase, Term, Words

K1, B = 1.2, 0.75
"""The usual constants of BM25: how soon repetition stops to count, how much length does."""


_Word = tuple[Term, bool]
"""A term, and whether it is only the beginning of a word."""


class Scorer:
    """Scores documents.

    Args:
        matchers: of all segments.
        root: the node that ranks; None scores nothing.
    """

    def __init__(self, matchers: Sequence[Matcher], root: Node | None) -> None:
        self._matchers = matchers
        self._features = tuple(features(root)) if root else ()
        self._factors: dict[_Word, float] = {}

    def scores(self, index: int, numbers: Sequence[int], grade: Grade) -> list[float]:
        """The scores of documents, ascending, of one segment.

        Those that only a synonym found are scored over the other wordings, too.
        """
        asked = self._asked(grade)
        counts = [self._counts(index, word, numbers) for word in asked]
        return self._totals(index, numbers, asked, counts)

    def best(
        self, index: int, numbers: Sequence[int], grade: Grade, most: int
    ) -> tuple[Sequence[int], list[float]]:
        """Documents of one segment with their scores; the `most` best are among them.

        When a single word is asked for, those are left out that have it too seldom to be among
        the best even if they were as short as the shortest document.
        """
        asked = self._asked(grade)
        if len(asked) != 1 or len(numbers) <= most:
            return numbers, self.scores(index, numbers, grade)
        counts = self._counts(index, asked[0], numbers)

        def scored(least: int) -> tuple[list[int], list[float]]:
            """The documents that have the word so often at least."""
            wanted = list(map(least.__le__, counts))
            often = list(compress(numbers, wanted))
            return often, self._totals(index, often, asked, [list(compress(counts, wanted))])

        enough = nlargest(most, counts)[-1]
        often, scores = scored(enough)
        floor = nlargest(most, scores)[-1]
        shortest = [self._matchers[index].segment.columns.shortest]
        needed = next(
            count
            for count in range(enough + 1)
            if self._totals(index, shortest, asked, [[count]])[0] >= floor
        )
        return (often, scores) if needed == enough else scored(needed)

    def _totals(
        self,
        index: int,
        numbers: Sequence[int],
        asked: Sequence[_Word],
        counts: Sequence[Sequence[int]],
    ) -> list[float]:
        """The scores of documents in which words stand so often."""
        lengths = self._matchers[index].segment.columns.lengths
        steady, by_length = K1 * (1 - B), K1 * B / self._mean_length
        slowness = [steady + by_length * lengths[number] for number in numbers]
        totals = [0.0] * len(numbers)
        for word, each in zip(asked, counts, strict=True):
            factor = self._factor(word)
            totals = [
                total + factor * count / (count + slow)
                for total, count, slow in zip(totals, each, slowness, strict=True)
            ]
        return totals

    def _counts(self, index: int, word: _Word, numbers: Sequence[int]) -> Sequence[int]:
        return self._matchers[index].occurrences(*word).counts(numbers)

    def _asked(self, grade: Grade) -> list[_Word]:
        """The words that score documents of a grade."""
        tier, _ = grade
        return [
            (term, open_end)
            for term, open_end, other in self._features
            if not other or tier >= SYNONYM
        ]

    def _factor(self, word: _Word) -> float:
        """How much a word tells: less, the more documents have it."""
        if word not in self._factors:
            having = sum(
                matcher.occurrences(*word).documents.bit_count() for matcher in self._matchers
            )
            idf = log(1 + (self._documents - having + 0.5) / (having + 0.5))
            self._factors[word] = idf * (K1 + 1)
        return self._factors[word]

    @cached_property
    def _documents(self) -> int:
        return sum(matcher.segment.size for matcher in self._matchers)

    @cached_property
    def _mean_length(self) -> float:
        words = sum(matcher.segment.columns.words for matcher in self._matchers)
        return max(1.0, words / max(1, self._documents))


def features(node: Node) -> Iterator[tuple[Term, bool, bool]]:
    """The words that score: term, whether it is the beginning of one, whether another wording."""
    match node:
        case And(children) | Or(children):
            for child in children:
                yield from features(child)
        case Phrase(terms, _, prefix):
            last = len(terms) - 1
            yield from ((term, prefix and at == last, False) for at, term in enumerate(terms))
        case Words(terms, prefix, parts):
            yield from features(Phrase(terms, prefix=prefix))
            for part in parts:
                for wording in part[1:]:
                    yield from ((term, False, True) for term in wording.terms)
