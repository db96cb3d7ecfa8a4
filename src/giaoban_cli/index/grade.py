"""How well documents of one segment answer a query: in groups, best first.

In: a matcher, the node that ranks, the documents that answer. Out: the same documents by grade: by
tier (exact, marks, near, all, synonym), within a tier by zone. A group is worked out when it is
asked for, so that what lies behind the page costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial, reduce
from heapq import merge
from itertools import groupby, repeat
from operator import and_, or_

from giaoban_cli.index.documents import Documents
from giaoban_cli.index.match import Matcher
from giaoban_cli.index.segment import ELSEWHERE
from giaoban_cli.models import MATCHES
from giaoban_cli.query import And, Node, Or, Phrase, Words

EXACT, MARKS, NEAR, ALL, SYNONYM = range(len(MATCHES) - 1)
"""Tiers, as indexes into models.MATCHES; the last match, `folded`, is the archive's to give."""

Grade = tuple[int, int]
"""Tier and zone, smaller is better."""

Group = tuple[Grade, Documents]

UpTo = Callable[[int, Documents], Documents]
"""Which of some documents have something in a zone or a better one."""


class Grader:
    """Grades the documents of one segment.

    Args:
        matcher: the answers of the segment.
    """

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher

    def groups(self, node: Node, among: Documents) -> Iterator[Group]:
        """Documents that answer a node in groups, best first, each worked out when asked for.

        Args:
            node: the node that ranks.
            among: the documents to place; all answer the node.
        """
        match node:
            case Words():
                return self._graded_words(node, among)
            case Phrase():
                return self._graded_phrase(node, among)
            case And(children):
                ranking = [child for child in children if ranks(child)]
                if len(ranking) == 1:
                    return self.groups(ranking[0], among)
                return self._combined(ranking, among, worst=True)
            case Or(children):
                return self._combined(children, among, worst=False)
            case _:
                return iter([((EXACT, ELSEWHERE), among)])

    def _combined(self, nodes: Sequence[Node], among: Documents, *, worst: bool) -> Iterator[Group]:
        """The worst grade of several nodes that all answer, or the best of those that do.

        What is at least so good by all nodes, or by any, is found grade by grade.
        """
        streams = [self.groups(node, self._matcher.documents(node, among)) for node in nodes]
        so_far = [0] * len(nodes)
        left = among
        tagged = [zip(stream, repeat(index)) for index, stream in enumerate(streams)]
        for grade, groups in groupby(merge(*tagged, key=_grade_of), key=_grade_of):
            for (_, documents), index in groups:
                so_far[index] |= documents
            found = left & reduce(and_ if worst else or_, so_far)
            if found:
                left &= ~found
                yield grade, found
        if left:
            yield (EXACT, ELSEWHERE), left

    def _graded_phrase(self, phrase: Phrase, left: Documents) -> Iterator[Group]:
        for tier, exact in ((EXACT, True), (MARKS, False)):
            having = left & self._matcher.literal(phrase, exact)

            def standing(zone: int, among: Documents, exact: bool = exact) -> Documents:
                return self._matcher.phrase(phrase, among, zone, exact)

            for group in _zone_by_zone(tier, having, standing):
                left &= ~group[1]
                yield group

    def _graded_words(self, run: Words, among: Documents) -> Iterator[Group]:
        literal = left = among & self._matcher.literal(run)
        for group in self._graded_phrase(Phrase(run.terms, prefix=run.prefix), left):
            left &= ~group[1]
            yield group
        for group in _zone_by_zone(NEAR, left, partial(self._matcher.near, run)):
            left &= ~group[1]
            yield group
        if left:
            yield (ALL, ELSEWHERE), left
        yield from _zone_by_zone(SYNONYM, among & ~literal, partial(self._synonyms, run))

    def _synonyms(self, run: Words, zone: int, among: Documents) -> Documents:
        """The documents that have each part of a run in some wording in a zone or a better one."""
        for part in run.parts:
            among = self._matcher.part(part, run, among, zone)
        return among


def _zone_by_zone(tier: int, left: Documents, up_to: UpTo) -> Iterator[Group]:
    """Documents in groups, the best zone first; a zone is not looked at before it is asked for."""
    for zone in range(ELSEWHERE + 1):
        if not left:
            return
        found = up_to(zone, left)
        if found:
            left &= ~found
            yield (tier, zone), found


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
