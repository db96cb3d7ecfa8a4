"""Which documents of one segment answer a query, and how well.

In: a segment, a node of the query tree. Out: sets of document numbers, and for ranking the same
documents in groups, best first: by tier (exact, marks, near, all, synonym), within a tier by zone.

Sets are computed over whole posting lists: a phrase is an intersection of positions, whatever the
number of documents.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from heapq import merge, nlargest
from itertools import chain, groupby, product, repeat

from giaoban_cli.index.segment import (
    ELSEWHERE,
    WORDS,
    Numbers,
    Places,
    Postings,
    Segment,
    key_of,
)
from giaoban_cli.index.suggest import marked
from giaoban_cli.models import MATCHES
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
from giaoban_cli.text.fold import CAPITALS, begins, compatible, respelled, same, unmarked
from giaoban_cli.text.typed_numbers import index_term

EXACT, MARKS, NEAR, ALL, SYNONYM = range(len(MATCHES) - 1)
"""Tiers, as indexes into models.MATCHES; the last match, `folded`, is the archive's to give."""

NEARBY = 8
"""Words that stand within so many words of each other are near; twice their number if more."""

MOST_FORMS = 256
"""So many words at most are taken for the beginning of one, the most frequent."""

MOST_ADDED = 20_000
"""Where the rarer forms of a term have more postings, each form counts once a document."""

Grade = tuple[int, int]
"""Tier and zone, smaller is better."""

Group = tuple[Grade, set[int]]


class Occurrences:
    """Everywhere that one term of a query occurs in a segment, in whatever form.

    Args:
        postings: of each form.
    """

    def __init__(self, postings: Sequence[Postings]) -> None:
        self._postings = postings

    @cached_property
    def documents(self) -> set[int]:
        """The documents."""
        return set().union(*(each.ids for each in self._postings))

    @cached_property
    def counts(self) -> dict[int, int]:
        """How often in each document."""
        if not self._postings:
            return {}
        most, *others = sorted(self._postings, key=lambda each: -len(each.ids))
        if sum(len(each.ids) for each in others) > MOST_ADDED:
            return Counter(chain.from_iterable(each.ids for each in self._postings))
        counts = dict(zip(most.ids, most.counts, strict=True))
        for postings in others:
            for number, count in zip(postings.ids, postings.counts, strict=True):
                counts[number] = counts.get(number, 0) + count
        return counts

    @cached_property
    def _places(self) -> list[Places]:
        return [each.places() for each in self._postings if each.places is not None]

    def within(self, zone: int) -> set[int]:
        """The documents that have it in a zone other than elsewhere."""
        return set().union(*(each.zones[zone] for each in self._places))

    @cached_property
    def codes(self) -> Numbers:
        """Every place with its zone, ascending."""
        if len(self._places) == 1:
            return self._places[0].codes()
        return sorted(chain.from_iterable(each.codes() for each in self._places))

    def stands_at(self, position: int) -> bool:
        """Whether it stands at a position."""
        index = bisect_left(self.codes, position << 2)
        return index < len(self.codes) and self.codes[index] >> 2 == position

    def zone_at(self, position: int) -> int:
        """The zone of a position where it stands."""
        return self.codes[bisect_left(self.codes, position << 2)] & 3


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
        self.cut_short = False
        self._terms: dict[tuple[Term, bool, bool], Occurrences] = {}
        self._forms_read: dict[tuple[str, ...], Occurrences] = {}
        self._phrases: dict[tuple[tuple[int, ...], int], list[tuple[int, int]]] = {}
        self._answers: dict[int, tuple[Node, set[int]]] = {}

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
            forms = tuple(self._forms(term, open_end, exact))
            if forms not in self._forms_read:
                found = (self.segment.postings(WORDS, form) for form in forms)
                self._forms_read[forms] = Occurrences([each for each in found if each])
            self._terms[known] = self._forms_read[forms]
        return self._terms[known]

    def _forms(self, term: Term, open_end: bool, exact: bool) -> Iterable[str]:
        """The words of the index that a term may mean."""
        typed = term.marked
        loose = self._ignore and not typed.endswith(CAPITALS)
        if open_end:
            return self._beginnings(typed, loose, exact)
        forms = (form for form, _ in marked(self.segment, term.plain))
        if exact:
            return [form for form in forms if same(typed, key_of(form))]
        return [form for form in forms if loose or compatible(typed, key_of(form))]

    def _beginnings(self, typed: str, loose: bool, exact: bool) -> list[str]:
        plain = unmarked(typed)
        found: list[tuple[int, str]] = []
        for form, documents in self.segment.terms(WORDS, plain):
            if not form.startswith(plain):
                break
            key = key_of(form)
            if key.startswith(typed) if exact else loose or begins(typed, key):
                found.append((documents, form))
        if len(found) > MOST_FORMS:
            self.cut_short = True
            found = nlargest(MOST_FORMS, found)
        return [form for _, form in found]

    def phrase(self, phrase: Phrase, exact: bool = False) -> list[tuple[int, int]]:
        """Where a phrase stands: its first position and its zone, ascending.

        A phrase is in a zone when its first and its last word are.
        """
        last = len(phrase.terms) - 1
        words = [
            self.occurrences(term, phrase.prefix and index == last, exact)
            for index, term in enumerate(phrase.terms)
        ]
        known = (tuple(id(word) for word in words), phrase.slop)
        if known not in self._phrases:
            if last == 0:
                found = [(code >> 2, code & 3) for code in words[0].codes]
            elif not all(word.documents for word in words):
                found = []
            elif phrase.slop:
                found = _in_order(words, phrase.slop)
            elif exact:
                found = [
                    (at, zone)
                    for at, zone in self.phrase(phrase)
                    if all(word.stands_at(at + index) for index, word in enumerate(words))
                ]
            else:
                found = _side_by_side(words)
            self._phrases[known] = found
        return self._phrases[known]

    def _documents_at(self, places: Iterable[tuple[int, int]]) -> dict[int, int]:
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
                return set(self._documents_at(self.phrase(node)))
            case And(children):
                return self._all(children)
            case Or(children):
                return set().union(*(self.documents(child) for child in children))
            case Not() | Dates():
                return self._all((node,))
            case Name(field, terms):
                return self._runs(field, terms, whole=True)
            case Within("title", terms):
                places = self._documents_at(self.phrase(Phrase(terms)))
                return {number for number, zone in places.items() if zone == 0}
            case Within(field, terms):
                return self._runs(field, terms, whole=False)
            case Is(field, value):
                return self._exactly(field, value)
            case Cites(code, number, body, term):
                return self._exactly("cites", index_term(code or "", number, body, term))

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
        return self._literal(run) | self._synonyms(run)

    def _literal(self, run: Words) -> set[int]:
        """The documents that have all the words."""
        last = len(run.terms) - 1
        found = [
            self.occurrences(term, run.prefix and index == last).documents
            for index, term in enumerate(run.terms)
        ]
        found.sort(key=len)
        return found[0].intersection(*found[1:])

    def _synonyms(self, run: Words) -> set[int]:
        """The documents that have every part of a run in some wording."""
        if not run.parts:
            return set()
        return set.intersection(*(set(self._part(part, run)) for part in run.parts))

    def _part(self, part: tuple[Phrase, ...], run: Words) -> dict[int, int]:
        """The documents that have a part in some wording, with the best zone.

        When the part is the whole run, those with the typed wording have been found already.
        """
        wordings = part[1:] if len(run.parts) == 1 else part
        found: dict[int, int] = {}
        for wording in wordings:
            for number, zone in self._documents_at(self.phrase(wording)).items():
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

    # --- grades ------------------------------------------------------------------------------

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
                ranking = [child for child in children if _ranks(child)]
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
        streams = [self.groups(node, among & self.documents(node)) for node in nodes]
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
        yield from self._by_zone(EXACT, self.phrase(phrase, exact=True), left)
        yield from self._by_zone(MARKS, self.phrase(phrase), left)

    def _graded_words(self, run: Words, left: set[int]) -> Iterator[Group]:
        literal = left & self._literal(run)
        others = left - literal
        together = Phrase(run.terms, prefix=run.prefix)
        if len(run.terms) == 1:
            yield from self._graded_word(run, literal)
        else:
            yield from self._graded_phrase(together, literal)
            yield from self._by_zone(NEAR, self._near(run), literal)
            if literal:
                yield (ALL, ELSEWHERE), literal
        if others:
            zones: dict[int, int] = {}
            for part in run.parts:
                for number, zone in self._part(part, run).items():
                    zones[number] = max(zone, zones.get(number, 0))
            yield from _grouped(SYNONYM, zones, others)

    def _graded_word(self, run: Words, left: set[int]) -> Iterator[Group]:
        """A single word needs no positions; what is behind the page is not looked at."""
        for tier, exact in ((EXACT, True), (MARKS, False)):
            word = self.occurrences(run.terms[0], run.prefix, exact)
            if tier == MARKS and left.isdisjoint(word.documents):
                return
            for zone in range(ELSEWHERE + 1):
                if not left:
                    return
                found = left & (word.within(zone) if zone < ELSEWHERE else word.documents)
                if found:
                    left -= found
                    yield (tier, zone), found

    def _by_zone(
        self, tier: int, places: Iterable[tuple[int, int]], left: set[int]
    ) -> Iterator[Group]:
        """The documents of these places, zone by zone; they are taken out of `left`."""
        if left:
            yield from _grouped(tier, self._documents_at(places), left)

    def _near(self, run: Words) -> list[tuple[int, int]]:
        """Places where all words of a run stand near each other, ascending."""
        last = len(run.terms) - 1
        words = sorted(
            (
                self.occurrences(term, run.prefix and index == last)
                for index, term in enumerate(run.terms)
            ),
            key=lambda word: len(word.codes),
        )
        rarest, *others = words
        reach = max(NEARBY, 2 * len(words)) - 1
        return [
            (code >> 2, code & 3)
            for code in rarest.codes
            if _all_near(code >> 2, [word.codes for word in others], reach)
        ]


def _grade_of(tagged: tuple[Group, int]) -> Grade:
    return tagged[0][0]


def _ranks(node: Node) -> bool:
    """Whether a node says how well a document matches; the others only select."""
    match node:
        case Words() | Phrase():
            return True
        case And(children) | Or(children):
            return any(_ranks(child) for child in children)
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


def _spellings(terms: tuple[Term, ...]) -> set[str]:
    """The plain keys of a run, with i and y exchanged where both are in use."""
    choices = [
        (term.plain, unmarked(other)) if (other := respelled(term.marked)) else (term.plain,)
        for term in terms[:6]
    ]
    rest = [term.plain for term in terms[6:]]
    return {" ".join([*words, *rest]) for words in product(*choices)}


def _side_by_side(words: Sequence[Occurrences]) -> list[tuple[int, int]]:
    """Where words stand directly after each other: from the rarest one, or by whole sets."""
    order = sorted(range(len(words)), key=lambda index: len(words[index].codes))
    rarest = order[0]
    if len(words[rarest].codes) * 8 < sum(len(word.codes) for word in words):
        starts = [(code >> 2) - rarest for code in words[rarest].codes]
        for index in order[1:]:
            starts = [at for at in starts if words[index].stands_at(at + index)]
    else:
        together = {(code >> 2) - rarest for code in words[rarest].codes}
        for index in order[1:]:
            together.intersection_update([(code >> 2) - index for code in words[index].codes])
        starts = sorted(together)
    last = len(words) - 1
    return [(at, max(words[0].zone_at(at), words[last].zone_at(at + last))) for at in starts]


def _in_order(words: Sequence[Occurrences], slop: int) -> list[tuple[int, int]]:
    """Where words follow each other with at most `slop` others between them."""
    found: list[tuple[int, int]] = []
    for code in words[0].codes:
        at = first = code >> 2
        left = slop
        for word in words[1:]:
            index = bisect_left(word.codes, (at + 1) << 2)
            if index == len(word.codes):
                break
            step = (word.codes[index] >> 2) - at
            if step - 1 > left:
                break
            left -= step - 1
            at += step
        else:
            found.append((first, max(code & 3, words[-1].zone_at(at))))
    return found


def _all_near(position: int, others: Sequence[Numbers], reach: int) -> bool:
    """Whether some stretch of `reach` + 1 positions around one holds all the other words.

    Args:
        position: where the first word stands.
        others: the codes of the other words.
        reach: how far apart the first and the last of them may be.
    """
    around: list[list[int]] = []
    for codes in others:
        begin = bisect_left(codes, (position - reach) << 2)
        end = bisect_left(codes, (position + reach + 1) << 2, begin)
        if begin == end:
            return False
        around.append([code >> 2 for code in codes[begin:end]])
    if len(around) == 1:
        return True
    firsts = {position, *(each for near in around for each in near if each < position)}
    return any(
        all(any(first <= each <= first + reach for each in near) for near in around)
        for first in firsts
        if position <= first + reach
    )
