"""What an inverted index is made of, whatever file holds it: documents, terms, postings.

In: analysed documents. Out: `Batch`, the postings of a number of documents in memory, and the
protocol `Segment`, which a file format implements to give them back.

Documents of a segment are numbered from 0. Their words lie end to end on one line of *positions*,
with a gap after each paragraph and document, so that a phrase is found by set arithmetic over a
whole segment at once. A position is stored as a *code*, four times itself plus the zone of the word
there (0 title, 1 people, 2 directions, 3 elsewhere). Which documents have a word in each zone is
kept besides, for a single word is ranked by that and needs no positions.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Protocol

from giaoban_cli.frozen import frozen
from giaoban_cli.index.port import ZONES, IndexDocument
from giaoban_cli.text.fold import unmarked

WORDS = "words"
"""The field of the words of the text; all other fields hold exact terms without positions."""

ELSEWHERE = len(ZONES)
"""The zone of words that stand in no zone."""

PARAGRAPH_GAP = 16
"""Positions left empty after a paragraph: wider than words near each other may stand apart."""

MOST_POSITIONS = 1 << 30
"""Positions of one segment: a code has 32 bits, two of them for the zone."""


Numbers = Sequence[int]


@frozen
class Places:
    """Where in the texts a word stands.

    Attributes:
        zones: for each zone but elsewhere, the documents that have the word there, ascending.
        codes: every place, ascending; worked out when asked for.
    """

    zones: tuple[Numbers, ...]
    codes: Callable[[], Numbers]


@frozen
class Postings:
    """Where one term occurs in a segment.

    Attributes:
        ids: numbers of the documents, ascending.
        counts: how often in each, for words; empty for exact terms.
        places: for words; read when asked for.
    """

    ids: Numbers
    counts: Numbers = ()
    places: Callable[[], Places] | None = None


@dataclass(slots=True)
class Columns:
    """The numbers of the documents, one of each a document.

    Attributes:
        keys: the store's numbers.
        days, last_days: proleptic ordinals, 0 for undated.
        lengths: in words.
        starts: first position of each.
    """

    keys: array[int] = field(default_factory=lambda: array("Q"))
    days: array[int] = field(default_factory=lambda: array("I"))
    last_days: array[int] = field(default_factory=lambda: array("I"))
    lengths: array[int] = field(default_factory=lambda: array("I"))
    starts: array[int] = field(default_factory=lambda: array("I"))


class Segment(Protocol):
    """A number of indexed documents that never change."""

    @property
    def columns(self) -> Columns:
        """The numbers of the documents."""

    def terms(self, field_: str, beginning: str) -> Iterator[tuple[str, int]]:
        """The terms of a field that are not less than `beginning`, in byte order of UTF-8.

        Each comes with the number of documents it occurs in, dropped ones included.
        """

    def postings(self, field_: str, term: str) -> Postings | None:
        """Where a term occurs; None when it does not."""

    def fields(self) -> Sequence[str]:
        """Names of the fields that have terms."""

    def close(self) -> None:
        """Let go of the file."""


def word_term(key: str) -> str:
    """The term of a word: its plain key, and after a space the marked one when that differs.

    So every way to mark a syllable stands next to the others: `doan`, `doan doanF`, `doan đoanF`.
    """
    plain = unmarked(key)
    return key if plain == key else f"{plain} {key}"


def key_of(term: str) -> str:
    """The marked key of a word's term."""
    return term.rpartition(" ")[2]


def run_terms(words: Sequence[str], *, whole: bool) -> Iterator[str]:
    """The terms by which a text is found by any run of its words, or a name by one from an end.

    A term is plain keys, tab, marked keys. A text gives every rest of it from some word on, of
    which a run is the beginning. With `whole`, a name gives every run up to some word behind a
    `^`, and every rest of it, both to be asked for whole.
    """
    for start in range(1 if whole else 0, len(words)):
        yield _run_term(words[start:])
    if whole:
        for end in range(1, len(words) + 1):
            yield "^" + _run_term(words[:end])


def _run_term(words: Sequence[str]) -> str:
    return " ".join(unmarked(word) for word in words) + "\t" + " ".join(words)


class WordPostings:
    """The postings of one word while they grow."""

    __slots__ = ("codes", "counts", "ids", "zones")

    def __init__(self) -> None:
        self.ids = array("I")
        self.counts = array("I")
        self.codes = array("I")
        self.zones = tuple(array("I") for _ in ZONES)

    def postings(self) -> Postings:
        """The postings as they are now."""
        places = Places(self.zones, lambda: self.codes)
        return Postings(self.ids, self.counts, lambda: places)


class Batch:
    """Documents on their way into a segment, as postings in memory."""

    def __init__(self) -> None:
        self.columns = Columns()
        self._words: dict[str, WordPostings] = {}
        self._exact: dict[str, dict[str, array[int]]] = defaultdict(dict)
        self._next = 0

    def __len__(self) -> int:
        return len(self.columns.keys)

    @property
    def positions(self) -> int:
        """How much of the line of positions is used."""
        return self._next

    def add(self, document: IndexDocument) -> None:
        """Take one document in."""
        number = len(self)
        columns = self.columns
        columns.keys.append(document.key)
        day = date.fromisoformat(document.date).toordinal() if document.date else 0
        last = date.fromisoformat(document.date_end).toordinal() if document.date_end else day
        columns.days.append(day)
        columns.last_days.append(max(day, last) if day else 0)
        columns.starts.append(self._next)
        columns.lengths.append(self._add_words(number, document))
        for who, names in document.names.items():
            self._add_runs(number, who, names, whole=True)
        for what, texts in document.fields.items():
            self._add_runs(number, what, texts, whole=False)
        for which, terms in document.terms.items():
            self._add_exact(number, which, terms)

    def _add_words(self, number: int, document: IndexDocument) -> int:
        zones = bytearray([ELSEWHERE]) * len(document.body)
        for zone in reversed(range(len(ZONES))):
            for start, end in document.zones.get(ZONES[zone], ()):
                zones[start:end] = bytes([zone]) * len(zones[start:end])
        places: dict[str, list[int]] = defaultdict(list)
        position = self._next
        length = 0
        for key, zone in zip(document.body, zones, strict=True):
            if key is None:
                position += PARAGRAPH_GAP
            else:
                places[key].append(position << 2 | zone)
                position += 1
                length += 1
        self._next = position + PARAGRAPH_GAP
        words = self._words
        for key, codes in places.items():
            known = words.get(key)
            if known is None:
                known = words[key] = WordPostings()
            known.ids.append(number)
            known.counts.append(len(codes))
            known.codes.extend(codes)
        for zone, name in enumerate(ZONES):
            spans = document.zones.get(name, ())
            for key in set(chain.from_iterable(document.body[start:end] for start, end in spans)):
                if key is not None:
                    words[key].zones[zone].append(number)
        return length

    def _add_runs(
        self, number: int, name: str, runs: Iterable[Sequence[str]], *, whole: bool
    ) -> None:
        terms = {term for run in runs if run for term in run_terms(run, whole=whole)}
        self._add_exact(number, name, terms)

    def _add_exact(self, number: int, name: str, terms: Iterable[str]) -> None:
        known = self._exact[name]
        for term in set(terms):
            known.setdefault(term, array("I")).append(number)

    def contents(self) -> Iterator[tuple[str, Iterator[tuple[str, Postings]]]]:
        """Every field with its terms and their postings, fields and terms in byte order."""
        for name in sorted([*self._exact, WORDS]):
            yield name, self._words_in_order() if name == WORDS else self._exact_in_order(name)

    def _words_in_order(self) -> Iterator[tuple[str, Postings]]:
        terms = sorted((word_term(key), key) for key in self._words)
        for term, key in sorted(terms, key=lambda pair: pair[0].encode()):
            yield term, self._words[key].postings()

    def _exact_in_order(self, name: str) -> Iterator[tuple[str, Postings]]:
        known = self._exact[name]
        for term in sorted(known, key=str.encode):
            yield term, Postings(known[term])
