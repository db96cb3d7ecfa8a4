"""Which documents of one segment answer a query.

In: a segment, a node of the query tree. Out: sets of document numbers, and the places of phrases.

Sets are computed over whole posting lists: a phrase is an intersection of positions, whatever the
number of documents.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product

from giaoban_cli.index.forms import Forms, SegmentLexicon
from giaoban_cli.index.occurrences import Occurrences, Place, in_order, side_by_side
from giaoban_cli.index.segment import ELSEWHERE, WORDS, Segment
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
from giaoban_cli.text.fold import compatible, respelled, unmarked


class Matcher:
    """Answers for one segment and one query.

    Args:
        segment: the segment.
        dropped: numbers of its documents that are no more.
        marks: whether marks that were typed must match.
    """

    def __init__(self, segment: Segment, dropped: frozenset[int], marks: Marks) -> None:
        self.segment = segment
        self._ignore = marks == "ignore"
        self._dropped = dropped
        self._forms = Forms(SegmentLexicon(segment), marks)
        self._terms: dict[tuple[Term, bool, bool], Occurrences] = {}
        self._forms_read: dict[tuple[str, ...], Occurrences] = {}
        self._phrases: dict[tuple[tuple[int, ...], int], list[Place]] = {}
        self._answers: dict[int, tuple[Node, set[int]]] = {}

    @property
    def cut_short(self) -> bool:
        """Whether the beginning of a word was taken for fewer words than it may mean."""
        return self._forms.cut_short

    # --- words -------------------------------------------------------------------------------

    def occurrences(self, term: Term, open_end: bool, exact: bool = False) -> Occurrences:
        """Where a term occurs.

        Args:
            term: the term.
            open_end: whether it is only the beginning of a word.
            exact: only letter for letter as it was typed.
        """
        known = (term, open_end, exact)
        if known not in self._terms:
            forms = self._forms.of(term, open_end, exact)
            if forms not in self._forms_read:
                found = (self.segment.postings(WORDS, form) for form in forms)
                self._forms_read[forms] = Occurrences([each for each in found if each])
            self._terms[known] = self._forms_read[forms]
        return self._terms[known]

    def phrase(self, phrase: Phrase, exact: bool = False) -> list[Place]:
        """Where a phrase stands: its first position and its zone, ascending.

        A phrase is in a zone when its first and its last word are.
        """
        words = self.run(phrase, exact)
        known = (tuple(id(word) for word in words), phrase.slop)
        if known not in self._phrases:
            if len(words) == 1:
                found = [(code >> 2, code & 3) for code in words[0].codes]
            elif not all(word.documents for word in words):
                found = []
            elif phrase.slop:
                found = in_order(words, phrase.slop)
            elif exact:
                found = [
                    (at, zone)
                    for at, zone in self.phrase(phrase)
                    if all(word.stands_at(at + index) for index, word in enumerate(words))
                ]
            else:
                found = side_by_side(words)
            self._phrases[known] = found
        return self._phrases[known]

    def zones_at(self, places: Iterable[Place]) -> dict[int, int]:
        """The documents of ascending places, with the best zone in each."""
        starts = self.segment.columns.starts
        found: dict[int, int] = {}
        after = 0  # the first position behind the document that was found last
        number = -1
        for position, zone in places:
            if position >= after:
                number = bisect_right(starts, position, max(number, 0)) - 1
                after = starts[number + 1] if number + 1 < len(starts) else 1 << 33
            if zone < found.get(number, ELSEWHERE + 1):
                found[number] = zone
        return found

    # --- sets --------------------------------------------------------------------------------

    def answer(self, nodes: Sequence[Node]) -> set[int]:
        """The documents that answer every one of the nodes, without those dropped."""
        return self._all(nodes) - self._dropped

    def documents(self, node: Node) -> set[int]:
        """The documents that answer a node, dropped ones perhaps among them; not to be changed."""
        known = self._answers.get(id(node))
        if known is None:
            known = self._answers[id(node)] = (node, self._documents(node))
        return known[1]

    def _documents(self, node: Node) -> set[int]:
        match node:
            case Words():
                return self._words(node)
            case Phrase():
                return set(self.zones_at(self.phrase(node)))
            case And(children):
                return self._all(children)
            case Or(children):
                return set().union(*(self.documents(child) for child in children))
            case Not() | Dates():
                return self._all((node,))
            case Name(field, terms):
                return self._runs(field, terms, whole=True)
            case Within("title", terms):
                places = self.zones_at(self.phrase(Phrase(terms)))
                return {number for number, zone in places.items() if zone == 0}
            case Within(field, terms):
                return self._runs(field, terms, whole=False)
            case Is(field, value):
                return self._exactly(field, value)
            case Cites(code, number, body, term):
                from giaoban_cli.text.what.typed_numbers import query_terms

                wanted = query_terms(code or "", number, body, term)
                return set().union(*(self._exactly("cites", each) for each in wanted))

    def _all(self, nodes: Sequence[Node]) -> set[int]:
        """What is asked for first, then what is not wanted; days last, over what is left."""
        wanted = [node for node in nodes if not isinstance(node, (Not, Dates))]
        found = sorted((self.documents(node) for node in wanted), key=len)
        left = found[0].intersection(*found[1:]) if found else set(self._everything)
        for node in nodes:
            match node:
                case Not(child) if left:
                    left -= self.documents(child)
                case Dates(start, end):
                    left = self._between(start, end, left)
        return left

    @property
    def _everything(self) -> range:
        return range(len(self.segment.columns.keys))

    def _words(self, run: Words) -> set[int]:
        return self.literal(run) | self._synonyms(run)

    def literal(self, run: Words) -> set[int]:
        """The documents that have all the words of a run."""
        found = sorted((word.documents for word in self.run(run)), key=len)
        return found[0].intersection(*found[1:])

    def run(self, run: Words | Phrase, exact: bool = False) -> list[Occurrences]:
        """Where each word of a run occurs."""
        last = len(run.terms) - 1
        return [
            self.occurrences(term, run.prefix and index == last, exact)
            for index, term in enumerate(run.terms)
        ]

    def _synonyms(self, run: Words) -> set[int]:
        """The documents that have every part of a run in some wording, and not all its words.

        Which documents have the words of a wording is known without positions; these are read
        only for the wordings of several words, and only while some document may still answer.
        """
        if not run.parts:
            return set()
        left = set.intersection(*(
            set().union(*(self._having(wording) for wording in wordings(part, run)))
            for part in run.parts
        )) - self.literal(run)  # fmt: skip
        for part in run.parts:
            if left:
                left &= set().union(*(self._standing(each) for each in wordings(part, run)))
        return left

    def _having(self, wording: Phrase) -> set[int]:
        """The documents that have all words of a wording."""
        first, *others = (word.documents for word in self.run(wording))
        return first.intersection(*others)

    def _standing(self, wording: Phrase) -> Iterable[int]:
        """The documents in which a wording stands."""
        if len(wording.terms) == 1:
            return self._having(wording)
        return self.zones_at(self.phrase(wording))

    def part(self, part: tuple[Phrase, ...], run: Words) -> dict[int, int]:
        """The documents that have a part in some wording, with the best zone."""
        found: dict[int, int] = {}
        for wording in wordings(part, run):
            for number, zone in self.zones_at(self.phrase(wording)).items():
                found[number] = min(zone, found.get(number, ELSEWHERE))
        return found

    def _between(self, start: str | None, end: str | None, among: set[int]) -> set[int]:
        first = date.fromisoformat(start).toordinal() if start else 1
        last = date.fromisoformat(end).toordinal() if end else date.max.toordinal()
        days, last_days = self.segment.columns.days, self.segment.columns.last_days
        return {
            number for number in among if 0 < days[number] <= last and last_days[number] >= first
        }

    def _exactly(self, field: str, term: str) -> set[int]:
        postings = self.segment.postings(field, term)
        return set(postings.ids) if postings else set()

    def _runs(self, field: str, terms: tuple[Term, ...], *, whole: bool) -> set[int]:
        """The documents with a name or text of which the terms are a run of words.

        Args:
            field: a field of names or texts.
            terms: the run.
            whole: whether it must stand at either end of the name.
        """
        found: set[int] = set()
        for plain in _spellings(terms):
            ends = (f"^{plain}\t", f"{plain}\t") if whole else (f"{plain}\t", f"{plain} ")
            for beginning in ends:
                for term in self._with_beginning(field, beginning):
                    if self._may_mean(terms, term):
                        found |= self._exactly(field, term)
        return found

    def _with_beginning(self, field: str, beginning: str) -> Iterator[str]:
        for term, _ in self.segment.terms(field, beginning):
            if not term.startswith(beginning):
                return
            yield term

    def _may_mean(self, terms: tuple[Term, ...], run_term: str) -> bool:
        words = run_term.partition("\t")[2].split(" ")
        return self._ignore or all(
            compatible(term.marked, word) or compatible(respelled(term.marked) or "", word)
            for term, word in zip(terms, words, strict=False)
        )


def wordings(part: tuple[Phrase, ...], run: Words) -> tuple[Phrase, ...]:
    """The wordings of a part; when it is the whole run, the typed one has been found already."""
    return part[1:] if len(run.parts) == 1 else part


def _spellings(terms: tuple[Term, ...]) -> set[str]:
    """The plain keys of a run, with i and y exchanged where both are in use."""
    choices = [
        (term.plain, unmarked(other)) if (other := respelled(term.marked)) else (term.plain,)
        for term in terms[:6]
    ]
    rest = [term.plain for term in terms[6:]]
    return {" ".join([*words, *rest]) for words in product(*choices)}
