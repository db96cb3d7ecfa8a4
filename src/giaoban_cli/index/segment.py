"""What an inverted index is made of, whatever file holds it: documents, terms, postings.

In: analysed documents. Out: `Batch`, the postings of a number of documents in memory, and the
protocol `Segment`, which a file format implements to give them back.

Documents of a segment are numbered from 0, and so are the *positions* of the words in each, with a
gap after each paragraph. A position is stored as a *code*, four times itself plus the zone of the
word there (0 title, 1 people, 2 directions, 3 elsewhere).

Two things are kept besides so that few positions need to be read: which documents have a word in
each zone, by which a single word is ranked; and which documents have two words as neighbours, by
which most of those are left out that cannot have a phrase. Pairs are told apart roughly.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate, chain
from typing import Protocol
from zlib import crc32

from giaoban_cli.frozen import frozen
from giaoban_cli.index.documents import Documents
from giaoban_cli.index.port import ZONES, IndexDocument
from giaoban_cli.text.fold import unmarked

WORDS = "words"
"""The field of the words of the text; all other fields hold exact terms without positions."""

ELSEWHERE = len(ZONES)
"""The zone of words that stand in no zone."""

PARAGRAPH_GAP = 16
"""Positions left empty after a paragraph: wider than words near each other may stand apart."""

NARROW = 0xFFFF
"""The greatest code of two bytes; only texts of more than 16,000 words have others."""

BEHIND = "\U0010ffff"
"""Sorts behind whatever a term may go on with."""

PAIRS = 1 << 12
"""Pairs of neighbouring words are told apart by so many numbers only."""

Numbers = Sequence[int]


class Ascending:
    """Ascending numbers, kept as the difference of each to the one before it."""

    __slots__ = ("differences",)

    def __init__(self, differences: Numbers) -> None:
        self.differences = differences

    def __iter__(self) -> Iterator[int]:
        return accumulate(self.differences)

    def __len__(self) -> int:
        return len(self.differences)


@frozen
class Postings:
    """Where one term occurs in a segment.

    Attributes:
        ids: numbers of the documents, ascending.
        counts: how often in each, for words; empty for exact terms.
        zones: for words, for each zone but elsewhere, the documents that have the word there and
            in no better zone.
        codes: for words, every place, document after document; read when asked for.
        documents: the documents as a set, when it is known already.
    """

    ids: Numbers | Ascending
    counts: Numbers = ()
    zones: tuple[Numbers | Ascending, ...] = ()
    codes: Callable[[], array[int]] | None = None
    documents: Documents | None = None


@dataclass
class Columns:
    """The numbers of the documents, one of each a document.

    Attributes:
        keys: the store's numbers.
        days, last_days: proleptic ordinals, 0 for undated.
        lengths: in words.
    """

    keys: array[int] = field(default_factory=lambda: array("Q"))
    days: array[int] = field(default_factory=lambda: array("I"))
    last_days: array[int] = field(default_factory=lambda: array("I"))
    lengths: array[int] = field(default_factory=lambda: array("I"))

    @cached_property
    def words(self) -> int:
        """How many words all documents have; asked when none is added any more."""
        return sum(self.lengths)

    @cached_property
    def shortest(self) -> int:
        """The document of the fewest words; asked when none is added any more."""
        return self.lengths.index(min(self.lengths))


class Segment(Protocol):
    """A number of indexed documents that never change."""

    @property
    def size(self) -> int:
        """How many documents it has, dropped ones included."""

    @property
    def columns(self) -> Columns:
        """The numbers of the documents."""

    def terms(self, field_: str, first: str = "", end: str = BEHIND) -> Sequence[tuple[str, int]]:
        """The terms of a field from `first` to before `end`, in byte order of UTF-8.

        Each comes with the number of documents it occurs in, dropped ones included.
        """

    def postings(self, field_: str, term: str) -> Postings | None:
        """Where a term occurs; None when it does not."""

    def pairs(self, number: int) -> Documents:
        """The documents in which words of such a pair are neighbours, and perhaps others."""

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


def pair(one: str, other: str) -> int:
    """The number of a pair of neighbouring words, told by their plain keys."""
    return _marks(one)[0] ^ _marks(other)[1]


def _marks(plain: str) -> tuple[int, int]:
    """What a word adds to the number of a pair as its first word, and as its second."""
    hashed = crc32(plain.encode())
    return hashed % PAIRS, hashed // PAIRS % PAIRS


class Batch:
    """Documents on their way into a segment, as postings in memory."""

    def __init__(self) -> None:
        self.columns = Columns()
        self.words = 0
        self._places: dict[str | None, array[int]] = defaultdict(lambda: array("Q"))
        """Of each word, and of ends of paragraphs: document << 32 | code."""
        self._zones: tuple[dict[str | None, array[int]], ...] = tuple(
            defaultdict(lambda: array("I")) for _ in ZONES
        )
        self._pairs: list[int] = []
        """Of 8 documents each: a byte for every pair, and a bit in it for each of them."""
        self._pair_marks = _PairMarks()
        self._exact: dict[str, dict[str, array[int]]] = defaultdict(dict)

    def __len__(self) -> int:
        return len(self.columns.keys)

    def add(self, document: IndexDocument) -> None:
        """Take one document in."""
        number = len(self)
        columns = self.columns
        columns.keys.append(document.key)
        day = date.fromisoformat(document.date).toordinal() if document.date else 0
        last = date.fromisoformat(document.date_end).toordinal() if document.date_end else day
        columns.days.append(day)
        columns.last_days.append(max(day, last) if day else 0)
        columns.lengths.append(self._add_words(number, document))
        self._add_pairs(number, document)
        for who, names in document.names.items():
            self._add_runs(number, who, names, whole=True)
        for what, texts in document.fields.items():
            self._add_runs(number, what, texts, whole=False)
        for which, terms in document.terms.items():
            self._add_exact(number, which, terms)

    def _add_words(self, number: int, document: IndexDocument) -> int:
        places = self._places
        for key, place in zip(document.body, _places(number, document), strict=True):
            places[key].append(place)
        better: set[str | None] = {None}
        for zone, name in enumerate(ZONES):
            spans = document.zones.get(name, ())
            inside = set(chain.from_iterable(document.body[start:end] for start, end in spans))
            for key in inside - better:
                self._zones[zone][key].append(number)
            better |= inside
        length = len(document.body) - document.body.count(None)
        self.words += length
        return length

    def _add_pairs(self, number: int, document: IndexDocument) -> None:
        found = bytearray(PAIRS)
        marks, before = self._pair_marks, 0
        for key in document.body:
            first, second = marks[key]
            found[before ^ second] = 1
            before = first
        if number % 8 == 0:
            self._pairs.append(0)
        self._pairs[-1] |= int.from_bytes(found, "little") << number % 8

    @property
    def pairs(self) -> list[Documents]:
        """For each number of a pair of words, the documents that have it."""
        eights = b"".join(eight.to_bytes(PAIRS, "little") for eight in self._pairs)
        return [int.from_bytes(eights[number::PAIRS], "little") for number in range(PAIRS)]

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
        terms = ((word_term(key), key) for key in self._places if key is not None)
        for term, key in sorted(terms, key=lambda pair: pair[0].encode()):
            yield term, self._postings(key)

    def _postings(self, key: str) -> Postings:
        """The postings of a word."""
        halves = memoryview(self._places[key]).cast("B").cast("I").tolist()
        low, high = (0, 1) if sys.byteorder == "little" else (1, 0)
        codes, documents = halves[low::2], Counter(halves[high::2])
        return Postings(
            array("I", documents),
            array("I", documents.values()),
            tuple(zone.get(key, ()) for zone in self._zones),
            lambda: array("H" if max(codes) <= NARROW else "I", codes),
        )

    def _exact_in_order(self, name: str) -> Iterator[tuple[str, Postings]]:
        known = self._exact[name]
        for term in sorted(known, key=str.encode):
            yield term, Postings(known[term])


class _PairMarks(dict[str | None, tuple[int, int]]):
    """What each key adds to the numbers of its pairs, worked out once."""

    def __missing__(self, key: str | None) -> tuple[int, int]:
        found = self[key] = _marks(unmarked(key)) if key else (0, 0)
        return found


def _places(number: int, document: IndexDocument) -> list[int]:
    """The place of every word of a text, and of every end of a paragraph."""
    body = document.body
    places: list[int] = []
    position = number << 30
    while len(places) < len(body):
        at = len(places)
        try:
            end = body.index(None, at) + 1
        except ValueError:
            end = len(body)
        behind = position + end - at
        places.extend(range(position << 2 | ELSEWHERE, behind << 2, 4))
        position = behind + PARAGRAPH_GAP - 1
    for zone in reversed(range(len(ZONES))):
        for start, end in document.zones.get(ZONES[zone], ()):
            places[start:end] = [place & ~ELSEWHERE | zone for place in places[start:end]]
    return places
