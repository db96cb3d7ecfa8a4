"""Which documents of one segment answer a query.

In: a segment, a node of the query tree. Out: sets of documents, and in which zones phrases stand.

Sets are computed over whole posting lists. Positions are read only where a phrase has to be looked
for, and only in documents that have all its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial, reduce
from itertools import chain, compress, pairwise, product
from operator import and_, or_

from giaoban_cli.index.documents import Documents, everything, gathered, members
from giaoban_cli.index.known_words import KnownWords
from giaoban_cli.index.occurrences import Codes, Occurrences, in_order, near, side_by_side
from giaoban_cli.index.segment import BEHIND, ELSEWHERE, Segment, pair
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

MOST_PAIRS = 64
"""Two terms that may be written in more ways are not looked up as neighbours."""


Stand = Callable[[Codes, int], bool]
"""Whether words stand in some way in one document, in a zone or a better one."""


class Matcher:
    """Answers for one segment and one query.

    Args:
        segment: the segment.
        words: its words.
        dropped: its documents that are no more.
        marks: whether marks that were typed must match.
    """

    def __init__(
        self, segment: Segment, words: KnownWords, dropped: Documents, marks: Marks
    ) -> None:
        self.segment = segment
        self._words = words
        self._marks = marks
        self._kept = everything(segment.size) & ~dropped
        self._looks: dict[object, _Look] = {}
        self.cut_short = False

    # --- words -------------------------------------------------------------------------------

    def occurrences(self, term: Term, open_end: bool, exact: bool = False) -> Occurrences:
        """Where a term occurs.

        Args:
            term: the term.
            open_end: whether it is only the beginning of a word.
            exact: only letter for letter as it was typed.
        """
        found = self._words.occurrences(term, open_end, exact, self._marks)
        self.cut_short |= found.cut_short
        return found

    def run(self, run: Words | Phrase, exact: bool = False) -> list[Occurrences]:
        """Where each word of a run occurs."""
        last = len(run.terms) - 1
        return [
            self.occurrences(term, run.prefix and index == last, exact)
            for index, term in enumerate(run.terms)
        ]

    # --- words together ----------------------------------------------------------------------

    def phrase(
        self, phrase: Phrase, among: Documents, zone: int = ELSEWHERE, exact: bool = False
    ) -> Documents:
        """In which of some documents a phrase stands in a zone or a better one.

        A phrase is in a zone when its first and its last word are.
        """
        words = self.run(phrase, exact)
        among &= words[0].up_to(zone) & words[-1].up_to(zone)
        if len(words) == 1 or not among:
            return among
        stand: Stand = side_by_side
        if phrase.slop:
            stand = partial(in_order, phrase.slop)
        else:
            among &= self._neighbours(phrase)
        return self._looked(("phrase", phrase.slop), words, stand, zone, among)

    def near(self, run: Words, zone: int, among: Documents) -> Documents:
        """In which of some documents the words of a run stand near each other.

        The zone is that of the word which is rarest in the segment.
        """
        words = sorted(self.run(run), key=lambda word: word.total)
        return self._looked(("near",), words, near, zone, among & words[0].up_to(zone))

    def part(
        self, part: tuple[Phrase, ...], run: Words, among: Documents, zone: int = ELSEWHERE
    ) -> Documents:
        """Which of some documents have a part of a run in some wording."""
        return reduce(
            or_, (self.phrase(wording, among, zone) for wording in wordings(part, run)), 0
        )

    def _neighbours(self, phrase: Phrase) -> Documents:
        """The documents that have the words of a phrase side by side, and some that have not."""
        found = everything(self.segment.size)
        for one, other in pairwise(phrase.terms[: len(phrase.terms) - phrase.prefix]):
            pairs = {pair(*words) for words in product(_plain_keys(one), _plain_keys(other))}
            if len(pairs) <= MOST_PAIRS:
                found &= reduce(or_, map(self.segment.pairs, pairs))
        return found

    def _looked(
        self,
        how: tuple[object, ...],
        words: Sequence[Occurrences],
        stand: Stand,
        zone: int,
        among: Documents,
    ) -> Documents:
        """What looking at places finds; no document is looked at twice for one zone."""
        name = (*how, *(id(word) for word in words))
        if name not in self._looks:
            self._looks[name] = _Look(words, stand, self.segment.size)
        return self._looks[name].up_to(zone, among)

    # --- sets --------------------------------------------------------------------------------

    def answer(self, nodes: Sequence[Node]) -> Documents:
        """The documents that answer every one of the nodes, without those dropped."""
        return self._all(nodes, self._kept)

    def documents(self, node: Node, among: Documents) -> Documents:
        """Which of some documents answer a node."""
        if not among:
            return 0
        match node:
            case Words():
                return self.literal(node) & among | self._synonyms(node, among)
            case Phrase():
                return self.phrase(node, among)
            case And(children):
                return self._all(children, among)
            case Or(children):
                return reduce(or_, (self.documents(child, among) for child in children), 0)
            case Not(child):
                return among & ~self.documents(child, among)
            case Dates(start, end):
                return self._between(start, end, among)
            case Within("title", terms):
                return self.phrase(Phrase(terms), among, zone=0)
            case _:
                return self._recorded(node) & among

    def _recorded(self, node: Name | Within | Is | Cites) -> Documents:
        """The documents whose record says what is asked."""
        match node:
            case Name(field, terms):
                return self._runs(field, terms, whole=True)
            case Within(field, terms):
                return self._runs(field, terms, whole=False)
            case Is(field, value):
                return self._exactly(field, [value])
            case Cites(code, number, body, term, own):
                from giaoban_cli.text.what.typed_numbers import query_terms

                return self._exactly("cites", query_terms(code or "", number, body, term, own))

    def _all(self, nodes: Sequence[Node], among: Documents) -> Documents:
        """The documents that answer all nodes, what costs little asked first."""
        for node in sorted(nodes, key=_effort):
            among = self.documents(node, among)
        return among

    def literal(self, run: Words | Phrase, exact: bool = False) -> Documents:
        """The documents that have all the words of a run."""
        return reduce(and_, (word.documents for word in self.run(run, exact)))

    def _synonyms(self, run: Words, among: Documents) -> Documents:
        """The documents that have every part of a run in some wording, and not all its words.

        Which documents have the words of a wording is known without positions; these are read
        only for the wordings of several words, and only while some document may still answer.
        """
        if not run.parts:
            return 0
        left = among & ~self.literal(run)
        for part in run.parts:
            left &= reduce(or_, (self.literal(wording) for wording in wordings(part, run)), 0)
        for part in run.parts:
            if left:
                left = self.part(part, run, left)
        return left

    def _between(self, start: str | None, end: str | None, among: Documents) -> Documents:
        first = date.fromisoformat(start).toordinal() if start else 1
        last = date.fromisoformat(end).toordinal() if end else date.max.toordinal()
        days, last_days = self.segment.columns.days, self.segment.columns.last_days
        found = (
            number
            for number in members(among)
            if 0 < days[number] <= last and last_days[number] >= first
        )
        return gathered(found, self.segment.size)

    def _exactly(self, field: str, terms: Iterable[str]) -> Documents:
        found = (self.segment.postings(field, term) for term in terms)
        numbers = chain.from_iterable(postings.ids for postings in found if postings)
        return gathered(numbers, self.segment.size)

    def _runs(self, field: str, terms: tuple[Term, ...], *, whole: bool) -> Documents:
        """The documents with a name or text of which the terms are a run of words.

        Args:
            field: a field of names or texts.
            terms: the run.
            whole: whether it must stand at either end of the name.
        """
        meant = (
            term
            for plain in _spellings(terms)
            for beginning in (
                (f"^{plain}\t", f"{plain}\t") if whole else (f"{plain}\t", f"{plain} ")
            )
            for term, _ in self.segment.terms(field, beginning, beginning + BEHIND)
            if self._may_mean(terms, term)
        )
        return self._exactly(field, meant)

    def _may_mean(self, terms: tuple[Term, ...], run_term: str) -> bool:
        words = run_term.partition("\t")[2].split(" ")
        return self._marks == "ignore" or all(
            compatible(term.marked, word) or compatible(respelled(term.marked) or "", word)
            for term, word in zip(terms, words, strict=False)
        )


class _Look:
    """What is known of how words stand in documents that have them all.

    Args:
        words: the words.
        stand: whether they stand so in a document, in a zone or a better one.
        size: how many documents the segment has.
    """

    def __init__(self, words: Sequence[Occurrences], stand: Stand, size: int) -> None:
        self._words = words
        self._stand = stand
        self._size = size
        self._having = reduce(and_, (word.documents for word in words))
        self._seen = [0] * (ELSEWHERE + 1)
        self._found = [0] * (ELSEWHERE + 1)

    def up_to(self, zone: int, among: Documents) -> Documents:
        """Which of some documents have the words so in a zone or a better one."""
        known = reduce(or_, self._found[: zone + 1])
        new = among & self._having & ~self._seen[zone] & ~known
        if new:
            numbers = members(new)
            rows = zip(*(word.places(numbers) for word in self._words), strict=True)
            hits = compress(numbers, (self._stand(codes, zone) for codes in rows))
            self._seen[zone] |= new
            self._found[zone] |= gathered(hits, self._size)
        return among & (known | self._found[zone])


def _plain_keys(term: Term) -> set[str]:
    """How the words that a term may mean are written without marks."""
    return {term.plain, *map(unmarked, term.also)}


def _effort(node: Node) -> int:
    """What it costs to ask a node: sets first, then days, then places, then what is not wanted."""
    match node:
        case Words() | Is() | Cites() | Name():
            return 0
        case Dates():
            return 1
        case And() | Or():
            return 2
        case Phrase() | Within():
            return 3
        case Not():
            return 4


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
