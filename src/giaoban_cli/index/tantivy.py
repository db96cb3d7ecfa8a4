"""The index as Tantivy files: the only file that imports Tantivy.

In: analysed documents, a query tree. Out: everything `port.Index` promises.

A meeting is one document. Its words are tokens as `segment.word_term` makes them, with their
positions; each zone is a field of its own beside the field of all words. `clauses` says what is
wanted, Tantivy counts, scores and orders. What it cannot tell, whether three words or more stand
near each other or in order with others between them, is looked up in the packed words of the
documents that may answer. Files and their durability: `versions`.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import cached_property, lru_cache, partial
from heapq import nlargest
from itertools import chain, islice, pairwise, product
from math import log, prod
from pathlib import Path

from tantivy import (
    DocAddress,
    Document,
    FieldType,
    Filter,
    Occur,
    Order,
    Schema,
    SchemaBuilder,
    Searcher,
    TextAnalyzerBuilder,
    Tokenizer,
)
from tantivy import (
    Index as Files,
)
from tantivy import (
    Query as Native,
)

from giaoban_cli.index import stamp as stamps
from giaoban_cli.index import versions
from giaoban_cli.index.clauses import (
    BODY,
    EVERYTHING,
    FIRST,
    GRADES,
    LAST,
    NOTHING,
    All,
    Any,
    Clause,
    Falls,
    FieldLexicon,
    Holds,
    Near,
    Reading,
    Stands,
    Wanted,
    Without,
    all_of,
)
from giaoban_cli.index.forms import Listed
from giaoban_cli.index.grade import SYNONYM, Grade
from giaoban_cli.index.packed import Vocabulary, stand_in_order, stand_near
from giaoban_cli.index.port import ZONES, Answer, EngineHit, IndexDamaged, IndexDocument
from giaoban_cli.index.score import features
from giaoban_cli.index.segment import PARAGRAPH_GAP, key_of, word_term
from giaoban_cli.index.stamp import Stamp, damage
from giaoban_cli.index.suggest import similar, variants
from giaoban_cli.models import MATCHES, Span
from giaoban_cli.platform import write_whole, writing_to
from giaoban_cli.query import Query, Sort

_KIND = "tantivy1"
"""Begins the name of a version; its number is raised when the fields change."""

_ANALYSER = "words"
_GAP = "/"
"""A token that is not indexed but leaves a position empty."""

_BETWEEN = "!"
"""Stands in a token where a word's term has a space; sorts before all letters."""

_PARAGRAPH = " ".join([_GAP] * PARAGRAPH_GAP)

_CONTENTS = "meta.json"
_ENDINGS = ("term", "pos", "idx", "store", "fieldnorm", "fast")
"""Tantivy's files: the table of contents, and those of a segment."""

_VOCABULARY = "words"
"""The file of the words that have numbers, one a line."""

_SAMPLE = "sample"
"""The file of what texts are packed against."""

_NAMES = ("official", "chair", "speaker", "author")
_TEXTS = ("place", "organisation")
_EXACT = ("kind", "level", "cites")

_MEMORY = 48 << 20
"""Bytes that a writer fills before it makes a segment."""

_FIRST_LEARNT = 1000
"""Documents whose words are counted before numbers are given."""

_KEY_BITS = 40
_KEYS = (1 << _KEY_BITS) - 1
_UNDATED = 1 << 23
"""A day after all days, for meetings that have none."""

_FEW = 12
"""So many phrases or words at most are asked for one by one."""

_SCORED = 32
"""Forms of one word that score: the commonest."""

_STEPS = 100_000
"""Steps from 0 to the best score; scores of one step are equal, however they were summed."""

_MORE = 32
"""Hits fetched beyond a page: some may be as good as its last."""


class TantivyIndex:
    """The index in a folder.

    Args:
        folder: where it lives; an empty index when there is nothing.

    Raises:
        IndexDamaged: its files are not whole.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp = Stamp()
        self._version: _Version | None = None
        self._load()

    def _load(self) -> None:
        with _native():
            stamps.settle(self._folder, self._adopt)

    def _adopt(self, stamp: Stamp) -> None:
        """Keep the version of a stamp open, and no other."""
        name = versions.version_of(stamp)
        if name and not name.startswith(f"{_KIND}-"):
            raise IndexDamaged(name)
        if name != versions.version_of(self._stamp):
            self.close()
            self._version = _Version(self._folder / name) if name else None
        self._stamp = stamp

    @property
    def generation(self) -> int:
        """The store's generation that this index reflects; 0 for an empty one."""
        return self._stamp.generation

    # --- reading -----------------------------------------------------------------------------

    def search(self, query: Query, *, sort: Sort, limit: int, offset: int = 0) -> Answer:
        """The hits `offset … offset + limit` of a query."""
        if self._version is None:
            return Answer((), 0)
        with _native():
            return _Search(self._version, query).page(sort, limit, offset)

    def keys(self, query: Query) -> tuple[int, ...]:
        """The keys of every document that answers, in no order."""
        if self._version is None:
            return ()
        with _native():
            return tuple(_Search(self._version, query).keys())

    def count(self, query: Query, bound: int) -> int:
        """How many documents answer, counting no further than `bound`."""
        if self._version is None:
            return 0
        with _native():
            return min(_Search(self._version, query).total, bound)

    def variants(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        """The marked keys whose plain key this is, with document counts, most first."""
        with _native():
            return variants([self._version.lexicon(BODY)] if self._version else [], plain, limit)

    def similar(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Plain keys one edit away, with document counts, most first."""
        with _native():
            return similar([self._version.lexicon(BODY)] if self._version else [], plain, limit)

    def untidy(self) -> bool:
        """Whether files lie about that are no part of the index: a writer's, at work or killed."""
        return any(True for _ in versions.strays(self._folder, self._stamp))

    def tidy(self) -> None:
        """Remove them. The caller holds the archive's lock, so no writer is at work."""
        self._load()  # what the last writer finished since is no stray
        with suppress(OSError):
            versions.sweep(self._folder, self._stamp)

    def verify(self) -> tuple[str, ...]:
        """Names of index files that are not as they were written."""
        return stamps.spoilt(self._folder)

    def close(self) -> None:
        """Let go of every file."""
        version, self._version = self._version, None
        self._stamp = Stamp()
        if version:
            version.close()

    # --- writing -----------------------------------------------------------------------------

    def update(self, add: Iterable[IndexDocument], remove: Iterable[int], generation: int) -> None:
        """Replace `add` by key, drop `remove`, and stamp the index, all or nothing."""
        self._load()
        before = self._stamp
        with writing_to(self._folder), versions.building(self._folder, before, _KIND) as fresh:
            with _native(but=OSError):
                _write(fresh, add, remove)
                _leave_only_living(fresh)
            versions.put_in_place(self._folder, fresh, before, generation)
        self.tidy()


# --- writing ---------------------------------------------------------------------------------


def _schema() -> Schema:
    """The fields of a document."""
    builder = SchemaBuilder()
    builder.add_integer_field("key", indexed=True, fast=True)
    for name in ("newest", "oldest", "day", "last_day"):
        builder.add_unsigned_field(name, fast=True)
    for name in (BODY, *ZONES, *_NAMES, *_TEXTS):
        builder.add_text_field(name, tokenizer_name=_ANALYSER)
    for name in _EXACT:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("words", stored=True)
    return builder.build()


def _write(folder: Path, add: Iterable[IndexDocument], remove: Iterable[int]) -> None:
    """Replace and drop documents of a version that nobody reads yet."""
    before = Files.exists(str(folder))
    files = Files.open(str(folder)) if before else Files(_schema(), str(folder))
    cut = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.custom_stopword([_GAP]))
    files.register_tokenizer(_ANALYSER, cut.build())
    vocabulary = _vocabulary(folder)
    writer = files.writer(_MEMORY, 1)
    try:
        written: set[int] = set()
        for key in remove:
            writer.delete_documents_by_term("key", key)
        documents = iter(add)
        first = list(islice(documents, _FIRST_LEARNT if not vocabulary else 0))
        if first:
            vocabulary.begin([each.body for each in first])
        for document in chain(first, documents):
            vocabulary.learn((document.body,))
            if before or document.key in written:
                writer.delete_documents_by_term("key", document.key)
            written.add(document.key)
            writer.add_document(_document(document, vocabulary))
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()
    text = "".join(f"{word}\n" for word in vocabulary)
    write_whole(folder / _VOCABULARY, text.encode(), durable=False)
    if first:
        write_whole(folder / _SAMPLE, vocabulary.sample, durable=False)


def _vocabulary(folder: Path) -> Vocabulary:
    """The words that have numbers in a version."""
    with suppress(FileNotFoundError):
        words = (folder / _VOCABULARY).read_text("utf-8").split("\n")[:-1]
        sample = folder / _SAMPLE  # missing while there was no text to take it from
        return Vocabulary(words, sample.read_bytes() if sample.exists() else b"")
    return Vocabulary()


def _leave_only_living(folder: Path) -> None:
    """Remove what Tantivy's table of contents does not name: segments that were joined, locks."""
    contents = json.loads((folder / _CONTENTS).read_bytes())
    living = {_CONTENTS, _VOCABULARY, _SAMPLE}
    for segment in contents["segments"]:
        name = segment["segment_id"].replace("-", "")
        deletes = segment.get("deletes")
        living |= {f"{name}.{ending}" for ending in _ENDINGS}
        living |= {f"{name}.{deletes['opstamp']}.del"} if deletes else set()
    for path in folder.iterdir():
        if path.name not in living:
            path.unlink()


def _document(document: IndexDocument, vocabulary: Vocabulary) -> Document:
    day = date.fromisoformat(document.date).toordinal() if document.date else 0
    last = date.fromisoformat(document.date_end).toordinal() if document.date_end else day
    made = Document()
    made.add_integer("key", document.key)
    made.add_unsigned("newest", day << _KEY_BITS | _KEYS - document.key)
    made.add_unsigned("oldest", (day or _UNDATED) << _KEY_BITS | document.key)
    made.add_unsigned("day", day)
    made.add_unsigned("last_day", max(day, last) if day else 0)
    made.add_bytes("words", vocabulary.pack(document.body))
    made.add_text(BODY, " ".join(map(_token, document.body)))
    for zone in ZONES:
        made.add_text(zone, _zone(document.body, document.zones.get(zone, ())))
    for who, names in document.names.items():
        ends = (f"{FIRST} {' '.join(map(_token, name))} {LAST}" for name in names if name)
        made.add_text(who, " ".join(ends))
    for what, texts in document.fields.items():
        made.add_text(what, f" {_GAP} ".join(" ".join(map(_token, text)) for text in texts))
    for which, terms in document.terms.items():
        for term in terms:
            made.add_text(which, term)
    return made


def _zone(body: Sequence[str | None], spans: Iterable[Span]) -> str:
    """The tokens of a zone; a gap where it leaves the text."""
    inside = sorted({index for start, end in spans for index in range(start, min(end, len(body)))})
    tokens: list[str] = []
    for before, index in pairwise([-2, *inside]):
        if index > before + 1:
            tokens.append(_GAP)
        tokens.append(_token(body[index]))
    return " ".join(tokens)


@lru_cache(1 << 16)
def _token(word: str | None) -> str:
    """A word as a token; the end of a paragraph as tokens that leave their positions empty."""
    return _PARAGRAPH if word is None else word_term(word).replace(" ", _BETWEEN)


# --- reading ---------------------------------------------------------------------------------


class _Version:
    """A version of the index, open.

    Args:
        folder: its files, which do not change any more.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._view: Path | None = None
        if not os.access(folder, os.W_OK):
            import tempfile  # Tantivy takes a lock beside what it reads

            self._view = Path(tempfile.mkdtemp(prefix="giaoban-"))
            for path in folder.iterdir():
                (self._view / path.name).symlink_to(path.absolute())
        try:
            files = Files.open(str(self._view or folder))
            files.config_reader("manual", 0)
            self.schema = files.schema
            self.searcher = files.searcher()
        except BaseException:
            self.close()
            raise

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that have numbers."""
        return _vocabulary(self._folder)

    def lexicon(self, field: str) -> FieldLexicon:
        """The words of a field."""
        return _Words(self.searcher, field)

    def text(self, address: DocAddress) -> str:
        """The characters of a document."""
        return self.vocabulary.unpack(bytes(self.searcher.doc(address).get_first("words") or b""))

    def close(self) -> None:
        """Remove what was made for reading; files are let go of with the last reference."""
        if self._view:
            shutil.rmtree(self._view, ignore_errors=True)


class _Words:
    """The words of a field."""

    def __init__(self, searcher: Searcher, field: str) -> None:
        self._searcher = searcher
        self._field = field

    def marked(self, plain: str) -> Listed:
        """The words that are written so without marks."""
        alone = self._searcher.doc_freq(self._field, plain)
        if alone:
            yield plain, alone
        yield from self._with(plain + _BETWEEN)

    def beginning(self, plain: str) -> Listed:
        """The words that begin so without marks."""
        return self._with(plain)

    def holds(self, term: str) -> bool:
        """Whether a word is among them."""
        return self._searcher.doc_freq(self._field, _written(term)) > 0

    def _with(self, beginning: str) -> Iterator[tuple[str, int]]:
        for token, documents in self._searcher.terms_with_prefix(self._field, beginning):
            yield token.replace(_BETWEEN, " "), documents


class _Search:
    """One query.

    Args:
        version: what it is asked of.
        query: the query.
    """

    def __init__(self, version: _Version, query: Query) -> None:
        self._version = version
        self._searcher = version.searcher
        self._root = query.root
        self._reading = Reading(version.lexicon, query.marks)
        self._natives: dict[Clause, Native] = {}
        self._filters = all_of(map(self._reading.selects, query.filters))
        root = self._reading.selects(query.root) if query.root else EVERYTHING
        self._all = self._native(all_of((root, self._filters)))

    @cached_property
    def total(self) -> int:
        """How many documents answer."""
        return _counted(self._searcher.search(self._all, 1))

    def keys(self) -> list[int]:
        """The keys of the documents that answer."""
        return [key for key, _ in self._listed(self._all)]

    def _listed(self, query: Native) -> list[tuple[int, DocAddress]]:
        """The keys and addresses of all that answers, ascending."""
        most = max(1, self._searcher.num_docs)
        return self._searcher.search(
            query, most, count=False, order_by_field="key", order=Order.Asc
        ).hits

    def page(self, sort: Sort, limit: int, offset: int) -> Answer:
        """The hits `offset … offset + limit`."""
        if self._root is None or sort != "relevance":
            hits = self._by_date(sort, limit, offset)
        else:
            hits = self._by_relevance(limit, offset)
        return Answer(tuple(hits), self.total, not self._reading.cut_short)

    # --- order -------------------------------------------------------------------------------

    def _by_date(self, sort: Sort, limit: int, offset: int) -> list[EngineHit]:
        field, order = ("oldest", Order.Asc) if sort == "oldest" else ("newest", Order.Desc)
        found = self._searcher.search(
            self._all, limit, count=False, order_by_field=field, offset=offset, order=order
        ).hits
        keys = [_key(rank) if field == "newest" else rank & _KEYS for rank, _ in found]
        if self._root is None:
            return [EngineHit(key, "exact", 0.0) for key in keys]
        hits: dict[int, EngineHit] = {}
        for grade, query in self._groups([self._keyed(keys)]):
            hits |= {hit.key: hit for hit in self._best(query, grade, len(keys))[0]}
            if len(hits) == len(keys):
                break
        return [hits[key] for key in keys]

    def _by_relevance(self, limit: int, offset: int) -> list[EngineHit]:
        wanted = min(offset + limit, self.total)
        filters = [] if self._filters == EVERYTHING else [self._native(self._filters)]
        shown: list[EngineHit] = []
        passed = 0
        for grade, query in self._groups(filters):
            if passed >= wanted:
                break
            best, count = self._best(query, grade, wanted - passed)
            shown += best[max(0, offset - passed) :]
            passed += count
        return shown

    def _groups(self, among: Sequence[Native]) -> Iterator[tuple[Grade, Native]]:
        """What is wanted of each grade, best first; grades that nothing can have are left out."""
        assert self._root is not None
        before: Clause = NOTHING
        for grade in GRADES:
            clause = self._reading.at_least(self._root, grade)
            if clause != before:
                better = [] if before == NOTHING else [self._native(before)]
                yield grade, _must([self._native(clause), *among], better)
                before = clause

    def _best(self, query: Native, grade: Grade, most: int) -> tuple[list[EngineHit], int]:
        """The best documents of one grade, in order, and how many it has."""
        scores = [(Occur.Should, each) for each in self._scores(grade)]
        scored = Native.boolean_query([(Occur.Must, Native.const_score_query(query, 0.0)), *scores])
        asked = most + _MORE
        while True:
            result = self._searcher.search(scored, asked)
            steps = _steps([score for score, _ in result.hits])
            if len(steps) < asked or steps[-1] < steps[most - 1]:
                break
            asked *= 8  # the last ones shown may be as good as some that were not fetched
        ranks = self._searcher.fast_field_values("newest", [address for _, address in result.hits])
        best = sorted(
            (
                (step, int(rank or 0), score)
                for step, rank, (score, _) in zip(steps, ranks, result.hits, strict=True)
            ),
            reverse=True,
        )
        match = MATCHES[grade[0]]
        shown = [EngineHit(_key(rank), match, round(score, 6)) for _, rank, score in best[:most]]
        return shown, _counted(result)

    def _scores(self, grade: Grade) -> Iterator[Native]:
        """BM25 of the words of the query; where only a synonym matched, of the other wordings."""
        assert self._root is not None
        for term, open_end, other in features(self._root):
            if other and grade[0] < SYNONYM:
                continue
            words = self._reading.meant(term, open_end)
            counts = [self._searcher.doc_freq(BODY, _written(word)) for word in words]
            wanted = self._idf(sum(counts))
            for count, word in nlargest(_SCORED, zip(counts, words, strict=True)):
                query = Native.term_query(self._version.schema, BODY, _written(word), "freq")
                yield Native.boost_query(query, wanted / self._idf(count))

    def _idf(self, documents: int) -> float:
        """How much a word tells, as BM25 has it: less, the more documents have it."""
        every = max(documents, self._searcher.num_docs)
        return log(1 + (every - documents + 0.5) / (documents + 0.5))

    # --- clauses in Tantivy's terms ----------------------------------------------------------

    def _native(self, clause: Clause) -> Native:
        if clause not in self._natives:
            self._natives[clause] = self._made(clause)
        return self._natives[clause]

    def _made(self, clause: Clause) -> Native:
        match clause:
            case Stands(field, words, slop):
                return self._standing(field, words, slop)
            case Near(words, apart):
                return self._together(words, apart)
            case Holds(field, terms):
                return self._any_term(field, terms)
            case Falls(start, end):
                return self._between(start, end)
            case All(clauses):
                unwanted = [each.clause for each in clauses if isinstance(each, Without)]
                wanted = [each for each in clauses if not isinstance(each, Without)]
                return _must(
                    [self._native(each) for each in wanted],
                    [self._native(each) for each in unwanted],
                )
            case Any(clauses):
                return _any([self._native(each) for each in clauses])
            case Without(unwanted):
                return _must((), [self._native(unwanted)])

    def _standing(self, field: str, words: tuple[Wanted, ...], slop: int) -> Native:
        if len(words) == 1:
            return self._any_term(field, [_written(each) for each in words[0]])
        if not slop:
            return self._phrase(field, words)
        if len(words) == 2:
            return _any([self._phrase(field, words, (0, step)) for step in range(1, slop + 2)])
        pairs = all_of(Stands(field, pair, slop) for pair in pairwise(words))
        if field != BODY:  # in the text in this order, and in pairs in the zone
            return self._native(all_of((Stands(BODY, words, slop), pairs)))
        return self._sieved(pairs, words, partial(stand_in_order, slop=slop))

    def _together(self, words: tuple[Wanted, ...], apart: int) -> Native:
        if len(words) == 2:
            return self._near(*words, apart)
        rarest, *others = sorted(words, key=self._having)
        pairs = all_of(Near((rarest, other), apart) for other in others)
        return self._sieved(pairs, words, stand_near)

    def _any_term(self, field: str, terms: Sequence[str]) -> Native:
        if len(terms) > _FEW:
            return Native.term_set_query(self._version.schema, field, terms)
        schema = self._version.schema
        return _any([Native.term_query(schema, field, term, "basic") for term in terms])

    def _phrase(
        self, field: str, words: Sequence[Wanted], at: Sequence[int] = (), slop: int = 0
    ) -> Native:
        """Words at places that differ so; `slop` as Tantivy has it, for two words in any order."""
        schema, places = self._version.schema, at or range(len(words))
        if prod(map(len, words)) <= _FEW:
            return _any([
                Native.phrase_query(
                    schema, field, list(zip(places, map(_written, each), strict=True)), slop
                )
                for each in product(*words)
            ])  # fmt: skip
        patterns = ["|".join(_pattern(_written(each)) for each in word) for word in words]
        return Native.regex_phrase_query(
            schema, field, list(zip(places, patterns, strict=True)), slop
        )

    def _near(self, one: Wanted, other: Wanted, apart: int) -> Native:
        """Two words within so many words; one word that is both stands near itself."""
        both = tuple(each for each in one if each in other)
        return _any([
            self._phrase(BODY, (one, other), slop=apart - 2),
            self._phrase(BODY, (other, one), slop=apart - 2),
            self._any_term(BODY, [_written(each) for each in both]),
        ])  # fmt: skip

    def _having(self, word: Wanted) -> int:
        """How many documents have a word, about."""
        return sum(self._searcher.doc_freq(BODY, _written(each)) for each in word)

    def _sieved(
        self,
        clause: Clause,
        words: Sequence[Wanted],
        holds: Callable[[str, Sequence[str]], bool],
    ) -> Native:
        """Of the documents that may answer those whose words stand so."""
        vocabulary, text = self._version.vocabulary, self._version.text
        characters = [vocabulary.characters(map(key_of, word)) for word in words]
        found = self._listed(self._native(clause))
        return self._keyed([key for key, at in found if holds(text(at), characters)])

    def _keyed(self, keys: Sequence[int]) -> Native:
        return Native.term_set_query(self._version.schema, "key", keys)

    def _between(self, start: str | None, end: str | None) -> Native:
        first = date.fromisoformat(start).toordinal() if start else 1
        last = date.fromisoformat(end).toordinal() if end else _UNDATED
        schema, number = self._version.schema, FieldType.Unsigned
        return _must(
            [
                Native.range_query(schema, "day", number, 1, last),
                Native.range_query(schema, "last_day", number, first, _UNDATED),
            ]
        )


def _must(must: Sequence[Native], must_not: Sequence[Native] = ()) -> Native:
    """All of the queries and none of the others; something must be wanted to leave some out."""
    if len(must) == 1 and not must_not:
        return must[0]
    return Native.boolean_query(
        [
            *((Occur.Must, each) for each in must or [Native.all_query()]),
            *((Occur.MustNot, each) for each in must_not),
        ]
    )


def _any(queries: Sequence[Native]) -> Native:
    """Any of the queries."""
    if len(queries) == 1:
        return queries[0]
    if not queries:
        return Native.empty_query()
    return Native.boolean_query([(Occur.Should, each) for each in queries])


def _steps(scores: Sequence[float]) -> list[int]:
    """Scores, the best first, as whole numbers."""
    unit = (scores[0] if scores else 0.0) / _STEPS or 1.0
    return [round(score / unit) for score in scores]


def _key(newest: int) -> int:
    """The key in a number by which documents are ordered, the newest first."""
    return _KEYS - (newest & _KEYS)


def _written(term: str) -> str:
    """The token of a word's term."""
    return term.replace(" ", _BETWEEN)


def _pattern(token: str) -> str:
    """A pattern that only a token itself matches."""
    return token.replace("^", r"\^")


def _counted(result: object) -> int:
    """How many documents answer in all; Tantivy's stubs miss it."""
    count: int = result.count  # type: ignore[attr-defined]
    return count


@contextmanager
def _native(*, but: type[Exception] | tuple[()] = ()) -> Iterator[None]:
    """Tantivy's panics are no Exceptions; what they say is that its files are spoilt."""
    with damage(but=but):
        try:
            yield
        except BaseException as error:
            if type(error).__name__ == "PanicException":
                raise IndexDamaged(str(error)) from None
            raise


__all__ = ["TantivyIndex"]
