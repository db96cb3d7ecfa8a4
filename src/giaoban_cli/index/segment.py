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

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate, chain, islice
from operator import or_
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

_NARROW = 0xFFFF
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
        zones: for words, for each zone but elsewhere, the documents that have the word there.
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
    return _pair(_hash(one), _hash(other))


def _pair(one: int, other: int) -> int:
    return (one * 31 + other) % PAIRS


def _hash(plain: str) -> int:
    return crc32(plain.encode())


class WordPostings:
    """The postings of one word while they grow."""

    __slots__ = ("codes", "counts", "ids", "zones")

    def __init__(self) -> None:
        self.ids = array("I")
        self.counts = array("I")
        self.codes = array("H")
        self.zones = tuple(array("I") for _ in ZONES)

    def extend(self, codes: Numbers, *, wide: bool) -> None:
        """Add places; `wide` when some of them need four bytes."""
        if wide and self.codes.typecode == "H":
            self.codes = array("I", self.codes)
        self.codes += array(self.codes.typecode, codes)

    def postings(self) -> Postings:
        """The postings as they are now."""
        return Postings(self.ids, self.counts, self.zones, lambda: self.codes)


class Batch:
    """Documents on their way into a segment, as postings in memory."""

    def __init__(self) -> None:
        self.columns = Columns()
        self.pairs = [0] * PAIRS
        self.words = 0
        self._hashes = _Hashes()
        self._words: dict[str, WordPostings] = {}
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
        codes = _codes(document)
        places: dict[str | None, list[int]] = defaultdict(list)
        for key, code in zip(document.body, codes, strict=True):
            places[key].append(code)
        gaps = len(places.pop(None, ()))
        words = self._words
        for key, found in places.items():
            assert key is not None
            known = words.get(key)
            if known is None:
                known = words[key] = WordPostings()
            known.ids.append(number)
            known.counts.append(len(found))
            known.extend(found, wide=found[-1] > _NARROW)
        for zone, name in enumerate(ZONES):
            spans = document.zones.get(name, ())
            for key in set(chain.from_iterable(document.body[start:end] for start, end in spans)):
                if key is not None:
                    words[key].zones[zone].append(number)
        length = len(codes) - gaps
        self.words += length
        return length

    def _add_pairs(self, number: int, document: IndexDocument) -> None:
        hashes = list(map(self._hashes.__getitem__, document.body))
        this = 1 << number
        for pair_ in set(map(_pair, hashes, islice(hashes, 1, None))):
            self.pairs[pair_] |= this

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


class _Hashes(dict[str | None, int]):
    """What a pair is told by of each of its words, worked out once."""

    def __missing__(self, key: str | None) -> int:
        found = self[key] = _hash(unmarked(key)) if key else 0
        return found


def _codes(document: IndexDocument) -> list[int]:
    """The code of every word of a text, and of every end of a paragraph."""
    body = document.body
    zones = bytearray([ELSEWHERE]) * len(body)
    for zone in reversed(range(len(ZONES))):
        for start, end in document.zones.get(ZONES[zone], ()):
            zones[start:end] = bytes([zone]) * len(zones[start:end])
    positions: list[int] = []
    gaps = 0
    while len(positions) < len(body):
        at = len(positions)
        try:
            end = body.index(None, at) + 1
        except ValueError:
            end = len(body)
        first = at + gaps
        positions.extend(range(first << 2, (first + end - at) << 2, 4))
        gaps += PARAGRAPH_GAP - 1
    return list(map(or_, positions, zones))
