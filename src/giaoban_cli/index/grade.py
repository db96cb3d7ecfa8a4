"""How well documents of one segment answer a query: in groups, best first.

In: a matcher, the node that ranks, the documents that answer. Out: the same documents by grade: by
tier (exact, marks, near, all, synonym), within a tier by zone. A group is worked out when it is
asked for, so that what lies behind the page costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby, repeat

from giaoban_cli.index.match import Matcher
from giaoban_cli.index.occurrences import Place, near
from giaoban_cli.index.segment import ELSEWHERE
from giaoban_cli.models import MATCHES
from giaoban_cli.query import And, Node, Or, Phrase, Words

EXACT, MARKS, NEAR, ALL, SYNONYM = range(len(MATCHES) - 1)
"""Tiers, as indexes into models.MATCHES; the last match, `folded`, is the archive's to give."""

Grade = tuple[int, int]
"""Tier and zone, smaller is better."""

Group = tuple[Grade, set[int]]


class Grader:
    """Grades the documents of one segment.

    Args:
        matcher: the answers of the segment.
    """

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher

    def groups(self, node: Node, among: set[int]) -> Iterator[Group]:
        """Documents that answer a node in groups, best first, each worked out when asked for.

        Args:
            node: the node that ranks.
            among: the documents to place; all answer the node.
        """
        match node:
            case Words():
                return self._graded_words(node, set(among))
            case Phrase():
                return self._graded_phrase(node, set(among))
            case And(children):
                ranking = [child for child in children if ranks(child)]
                if len(ranking) == 1:
                    return self.groups(ranking[0], among)
                return self._combined(ranking, among, worst=True)
            case Or(children):
                return self._combined(children, among, worst=False)
            case _:
                return iter([((EXACT, ELSEWHERE), set(among))])

    def _combined(self, nodes: Sequence[Node], among: set[int], *, worst: bool) -> Iterator[Group]:
        """The worst grade of several nodes that all answer, or the best of those that do.

        What is at least so good by all nodes, or by any, is found grade by grade.
        """
        streams = [self.groups(node, among & self._matcher.documents(node)) for node in nodes]
        so_far: list[set[int]] = [set() for _ in nodes]
        left = set(among)
        tagged = [zip(stream, repeat(index)) for index, stream in enumerate(streams)]
        for grade, groups in groupby(merge(*tagged, key=_grade_of), key=_grade_of):
            for (_, documents), index in groups:
                so_far[index] |= documents
            found = left & (so_far[0].intersection(*so_far) if worst else so_far[0].union(*so_far))
            if found:
                left -= found
                yield grade, found
        if left:
            yield (EXACT, ELSEWHERE), left

    def _graded_phrase(self, phrase: Phrase, left: set[int]) -> Iterator[Group]:
        yield from self._by_zone(EXACT, self._matcher.phrase(phrase, exact=True), left)
        yield from self._by_zone(MARKS, self._matcher.phrase(phrase), left)

    def _graded_words(self, run: Words, left: set[int]) -> Iterator[Group]:
        literal = left & self._matcher.literal(run)
        others = left - literal
        together = Phrase(run.terms, prefix=run.prefix)
        if len(run.terms) == 1:
            yield from self._graded_word(run, literal)
        else:
            yield from self._graded_phrase(together, literal)
            yield from self._by_zone(NEAR, near(self._matcher.run(run)), literal)
            if literal:
                yield (ALL, ELSEWHERE), literal
        if others:
            zones: dict[int, int] = {}
            for part in run.parts:
                for number, zone in self._matcher.part(part, run).items():
                    zones[number] = max(zone, zones.get(number, 0))
            yield from _grouped(SYNONYM, zones, others)

    def _graded_word(self, run: Words, left: set[int]) -> Iterator[Group]:
        """A single word needs no positions; what is behind the page is not looked at."""
        for tier, exact in ((EXACT, True), (MARKS, False)):
            word = self._matcher.occurrences(run.terms[0], run.prefix, exact)
            if tier == MARKS and left.isdisjoint(word.documents):
                return
            for zone in range(ELSEWHERE + 1):
                if not left:
                    return
                found = left & (word.within(zone) if zone < ELSEWHERE else word.documents)
                if found:
                    left -= found
                    yield (tier, zone), found

    def _by_zone(self, tier: int, places: Iterable[Place], left: set[int]) -> Iterator[Group]:
        """The documents of these places, zone by zone; they are taken out of `left`."""
        if left:
            yield from _grouped(tier, self._matcher.zones_at(places), left)


def _grade_of(tagged: tuple[Group, int]) -> Grade:
    return tagged[0][0]


def ranks(node: Node) -> bool:
    """Whether a node says how well a document matches; the others only select."""
    match node:
        case Words() | Phrase():
            return True
        case And(children) | Or(children):
            return any(ranks(child) for child in children)
        case _:
            return False


def _grouped(tier: int, zones: dict[int, int], left: set[int]) -> Iterator[Group]:
    """Documents by zone, best first; they are taken out of `left`."""
    groups: dict[int, set[int]] = {}
    for number in left.intersection(zones):
        groups.setdefault(zones[number], set()).add(number)
    for zone, documents in sorted(groups.items()):
        left -= documents
        yield (tier, zone), documents
