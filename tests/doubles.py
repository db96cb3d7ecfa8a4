"""Stand-ins with the manners of the real thing: a clock, a reader of labelled notes, an index.

The reader knows one simple form, so tests of the archive do not hang on the rules of reading:

    Giao ban quý I
    date: 2024-04-16
    place: Khe Lĩnh
    official: Lò Văn Mấn
    any other line is text
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from giaoban_cli import text as rules
from giaoban_cli.archive import Archive, IngestOptions, SearchRequest
from giaoban_cli.archive.engines import Engine
from giaoban_cli.archive.names import name_key
from giaoban_cli.archive.reading import Failure, Reading, Task
from giaoban_cli.errors import SkippedFile, UnreadableFile
from giaoban_cli.index.port import Answer, EngineHit, Index, IndexDamaged, IndexDocument
from giaoban_cli.models import (
    Caveat,
    FileOutcome,
    IngestReport,
    Meeting,
    Note,
    Official,
    Place,
    Stored,
    plain,
)
from giaoban_cli.platform import read_regular, stamp
from giaoban_cli.query import (
    And,
    Cites,
    Dates,
    Is,
    Name,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Sort,
    Term,
    Within,
    Words,
)
from giaoban_cli.query.highlight import means
from giaoban_cli.sources import Document
from giaoban_cli.store import pack
from giaoban_cli.text.fold import keys, unmarked

VERSION = rules.VERSION
"""Of the rules, as what the readers here write is of today's."""

NOW = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)


def clock() -> datetime:
    """A clock that stands still."""
    return NOW


# --- reading ---------------------------------------------------------------------------------


def read_notes(task: Task, version: int = VERSION) -> Reading | Failure:
    """Read a labelled note; the word CRASH in it ends the process that reads."""
    if task.text is not None:
        return Reading(None, _content(task.text, task, version))
    try:
        data, status = read_regular(task.path, task.limit)
        if not data:
            raise SkippedFile("file.empty", path=task.path)
    except UnreadableFile as error:
        return Failure(Note(error.key, error.details), isinstance(error, SkippedFile))
    if b"CRASH" in data:
        os._exit(9)
    if b"SLOW" in data:
        time.sleep(0.2)
    sha256 = hashlib.sha256(data).hexdigest()
    known = sha256 == task.known
    document = Document(None, sha256, len(data), stamp(status), task.encoding or "utf-8", "text")
    content = None if known else _content(data.decode("utf-8"), task, version)
    return Reading(document, content)


def read_notes_anew(task: Task) -> Reading | Failure:
    """The same reader, a version later."""
    return read_notes(task, version=VERSION + 1)


def meeting_of(text: str, unit: str | None = None) -> Meeting:
    """The meeting of a labelled note."""
    lines = text.splitlines()
    facts: dict[str, list[str]] = {}
    for line in lines:
        label, colon, value = line.partition(": ")
        if colon:
            facts.setdefault(label, []).append(value)
    place = facts.get("place")
    return Meeting(
        text=text,
        title=lines[0] if lines else None,
        date=facts.get("date", [None])[0],
        kind="giao ban",
        organisation=unit or facts.get("organisation", [None])[0],
        place=Place(place[0], None, None, "text") if place else None,
        chairs=tuple(facts.get("chair", ())),
        officials=tuple(
            Official(name, ("Bí thư",), ("concluded",), (0, 1))
            for name in facts.get("official", ())
        ),
        warnings=() if "date" in facts else (Caveat("no_date", "no date"),),
    )


def _content(text: str, task: Task, version: int) -> Any:
    meeting = meeting_of(text, task.unit)
    words = " ".join(line for line in text.split() if line != "Rss")
    return pack(
        meeting,
        officials=tuple((o.name, name_key(o.name), " ".join(o.parts)) for o in meeting.officials),
        fingerprint=hashlib.sha256(words.encode()).hexdigest(),
        parser=version,
        unit=task.unit,
        filename=Path(task.path).name,
        unsearched=(),
    )


# --- an index --------------------------------------------------------------------------------


def analyse_plainly(key: int, stored: Stored) -> IndexDocument:
    """A meeting as the plain index wants it: the whole text is searched."""
    meeting = stored.meeting
    return IndexDocument(
        key=key,
        date=meeting.date,
        body=keys(meeting.text),
        zones={},
        names={"official": tuple(keys(official.name) for official in meeting.officials)},
        fields={"place": (keys(meeting.place.name),) if meeting.place else ()},
        terms={"kind": (meeting.kind,) if meeting.kind else ()},
    )


class PlainWriter:
    """Keeps documents until they are put in."""

    def __init__(self, put: Callable[[Iterable[IndexDocument], Iterable[int], int], None]) -> None:
        self._put = put
        self._added: list[IndexDocument] = []

    def add(self, document: IndexDocument) -> None:
        self._added.append(document)

    def finish(self, remove: Iterable[int], generation: int) -> None:
        self._put(self._added, remove, generation)

    def close(self) -> None:
        self._added = []


class PlainIndex(Index):
    """An index in one JSON file, searched word by word: slow, and easy to believe."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "documents.json"
        self._generation = 0
        self._documents: dict[int, dict[str, Any]] = {}
        if not folder.exists():
            folder.mkdir()
            self._put((), (), 0)
        try:
            checksum, _, data = self._file.read_bytes().partition(b"\n")
            if int(checksum) != zlib.crc32(data):
                raise IndexDamaged(self._file.name)
            values = json.loads(data)
        except (OSError, ValueError):
            raise IndexDamaged(self._file.name) from None
        self._generation = values["generation"]
        self._documents = {row["key"]: row for row in values["documents"]}

    @property
    def generation(self) -> int:
        return self._generation

    def writer(self) -> PlainWriter:
        return PlainWriter(self._put)

    def _put(self, add: Iterable[IndexDocument], remove: Iterable[int], generation: int) -> None:
        documents = self._documents | {each.key: plain(each) for each in add}
        for key in remove:
            documents.pop(key, None)
        values = {"generation": generation, "documents": list(documents.values())}
        data = json.dumps(values).encode()
        temporary = self._file.with_suffix(".new")
        temporary.write_bytes(b"%d\n%s" % (zlib.crc32(data), data))
        temporary.replace(self._file)
        self._documents, self._generation = documents, generation

    def search(self, query: Query, *, sort: Sort, limit: int, offset: int = 0) -> Answer:
        found = sorted(
            self.keys(query),
            key=lambda key: (self._documents[key]["date"] or "", key),
            reverse=sort != "oldest",
        )
        hits = tuple(EngineHit(key, "all", 1.0) for key in found[offset : offset + limit])
        return Answer(hits, len(found))

    def keys(self, query: Query) -> tuple[int, ...]:
        ignore = query.marks == "ignore"
        nodes = [node for node in (query.root, *query.filters) if node is not None]
        return tuple(
            key
            for key, row in self._documents.items()
            if all(answers(row, node, ignore=ignore) for node in nodes)
        )

    def count(self, query: Query, bound: int) -> int:
        return min(len(self.keys(query)), bound)

    def variants(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        found: dict[str, int] = {}
        for row in self._documents.values():
            for key in set(row["body"]):
                if unmarked(key) == plain:
                    found[key] = found.get(key, 0) + 1
        return tuple(sorted(found.items(), key=lambda pair: -pair[1])[:limit])

    def similar(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        words = {unmarked(key) for row in self._documents.values() for key in row["body"]}
        near = [word for word in sorted(words) if one_slip(word, plain)]
        return tuple((word, 1) for word in near[:limit])

    def untidy(self) -> bool:
        return self._file.with_suffix(".new").exists()

    def tidy(self) -> None:
        self._file.with_suffix(".new").unlink(missing_ok=True)

    def verify(self) -> tuple[str, ...]:
        checksum, _, data = self._file.read_bytes().partition(b"\n")
        return () if checksum == b"%d" % zlib.crc32(data) else (self._file.name,)

    def close(self) -> None:
        self._documents = {}


def one_slip(one: str, other: str) -> bool:
    """Whether a letter more, less or another makes one word the other."""
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    rest, others = one[same:], other[same:]
    return one != other and (rest[1:] == others[1:] or rest[1:] == others or rest == others[1:])


def answers(row: dict[str, Any], node: Node, *, ignore: bool) -> bool:
    """Whether one document answers one node."""
    match node:
        case And(children):
            return all(answers(row, child, ignore=ignore) for child in children)
        case Or(children):
            return any(answers(row, child, ignore=ignore) for child in children)
        case Not(child):
            return not answers(row, child, ignore=ignore)
        case Words(terms, prefix):
            return all(
                _in(row["body"], term, ignore, prefix and term is terms[-1]) for term in terms
            )
        case Phrase(terms):
            return _run(row["body"], terms, ignore)
        case Name(field, terms):
            return any(_run(name, terms, ignore) for name in row["names"].get(field, ()))
        case Within(field, terms):
            return any(_run(text, terms, ignore) for text in row["fields"].get(field, ()))
        case Is(field, value):
            return value in row["terms"].get(field, ())
        case Dates(start, end):
            day = row["date"]
            return bool(day) and (start or "") <= day <= (end or "9999")
        case Cites():
            return False


def _in(words: Iterable[str], term: Term, ignore: bool, open_end: bool) -> bool:
    return any(means(term, word, open_end=open_end, ignore=ignore) for word in words)


def _run(words: list[str], terms: tuple[Term, ...], ignore: bool) -> bool:
    return any(
        all(
            means(term, word, open_end=False, ignore=ignore)
            for term, word in zip(terms, words[at:], strict=False)
        )
        for at in range(len(words) - len(terms) + 1)
    )


PLAIN = Engine("plain", PlainIndex, analyse_plainly)


# --- an archive ------------------------------------------------------------------------------


class Desk:
    """A folder to work in: reports, an archive of them, and short ways to use both."""

    def __init__(self, folder: Path) -> None:
        self.reports = folder / "reports"
        self.home = folder / "archive"
        self.state = folder / "state"
        self.engine = PLAIN
        self.reports.mkdir()

    def write(self, name: str, text: str) -> Path:
        path = self.reports / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def open(self, reader: Any = read_notes) -> Archive:
        return Archive(self.home, state=self.state, clock=clock, reader=reader, engine=self.engine)

    def ingest(self, *paths: Path, reader: Any = read_notes, **options: Any) -> Run:
        """Make the archive when there is none, and take the reports in."""
        Archive.create(self.home)
        run = Run()
        with self.open(reader) as archive:
            run.report = archive.ingest(
                list(paths) or [self.reports], IngestOptions(**options), run.outcomes.append
            )
        return run

    def ids(self, text: str = "", **options: Any) -> list[str]:
        """The ids that a search finds."""
        with self.open() as archive:
            return [hit.id for hit in archive.search(SearchRequest(text, **options)).hits]

    def files(self) -> Iterator[Path]:
        """Every file of the archive."""
        return (path for path in sorted(self.home.rglob("*")) if path.is_file())


class Run:
    """What one ingest told."""

    report: IngestReport

    def __init__(self) -> None:
        self.outcomes: list[FileOutcome] = []

    @property
    def statuses(self) -> dict[str, str]:
        """File name → status."""
        return {Path(outcome.path).name: outcome.status for outcome in self.outcomes}

    def id(self, name: str) -> str:
        """The id that a file's report has."""
        found = next(each.id for each in self.outcomes if Path(each.path).name == name)
        assert found
        return found

    def reason(self, name: str) -> str:
        """The key of the reason why a file was not read."""
        found = next(each.reason for each in self.outcomes if Path(each.path).name == name)
        assert found
        return found.key


def note(title: str, body: str = "", **facts: str) -> str:
    """The text of a labelled note."""
    return "\n".join([title, *(f"{label}: {value}" for label, value in facts.items()), body])
