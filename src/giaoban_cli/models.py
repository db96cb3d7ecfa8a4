"""The values that travel through giaoban, all frozen: what a report says, and what is asked.

In: nothing. Out: the dataclasses every room shares, and `to_record` / `from_record`, which turn a
`Meeting` into the JSON-ready record of docs/record.md and back.

A *span* is a pair of character offsets `(start, end)` into `Meeting.text`, so that
`text[start:end]` is what was read. `None` or an empty tuple means that the text does not say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, Literal, get_args

from giaoban_cli.frozen import frozen

SCHEMA = 1
"""Number of the record's shape; it changes when a key changes its name or meaning."""

Span = tuple[int, int]
Level = Literal["xã", "huyện", "tỉnh", "trung ương"]
Session = Literal["sáng", "trưa", "chiều", "tối", "cả ngày"]
Part = Literal["chair", "concluded", "directed", "spoke", "attended", "mentioned"]
Kind = Literal[
    "giao ban",
    "sơ kết",
    "tổng kết",
    "triển khai",
    "quán triệt",
    "họp",
    "làm việc",
    "chuyên đề",
    "bất thường",
    "đại hội",
    "khác",
]
YearFrom = Literal["lead", "title", "period", "stamp", "filename", "set"]
Confidence = Literal["high", "medium", "low"]
Basis = Literal["text", "inferred", "set"]

LEVELS: tuple[Level, ...] = get_args(Level)
KINDS: tuple[Kind, ...] = get_args(Kind)
PARTS: tuple[Part, ...] = get_args(Part)


@frozen
class Evidence:
    """Words of the report that prove a fact."""

    text: str
    span: Span


@frozen
class DateBasis:
    """How the meeting's date was derived.

    `day` is the words that name the day; `conflicts` are sentences about sources that disagree.
    """

    day: Evidence
    year_from: YearFrom | None
    confidence: Confidence
    conflicts: tuple[str, ...] = ()


@frozen
class Period:
    """A stretch of time that a meeting reviews or plans; ISO days, both inclusive.

    `label` is `2024`, `2024-Q1`, `2024-H1`, `2024-04` or `2022-M01..M09`.
    """

    label: str
    start: str
    end: str
    span: Span


@frozen
class Place:
    """Where the body that met has its seat, as on the day of the meeting.

    `name` is without its unit word (`Khê Lĩnh`, not `huyện Khê Lĩnh`); `candidates` are the
    provinces that share the name when the text does not decide between them.
    """

    name: str
    type: str | None
    province: str | None
    basis: Basis
    candidates: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@frozen
class Official:
    """A person named in an official part: never the author of the report."""

    name: str
    roles: tuple[str, ...]
    parts: tuple[Part, ...]
    span: Span


@frozen
class Citation:
    """A numbered document that the report cites; one value a document, every mention in `spans`.

    `key` groups mentions of one document across reports: `TYPE|NUMBER|BODY|SCOPE`, where SCOPE
    is the term (`kXIII`), else the year, else `?`, because numbers start again every term.
    """

    number: str
    kind: str
    issuer: str | None
    date: str | None
    term: str | None
    key: str
    span: Span
    spans: tuple[Span, ...] = ()


@frozen
class Figure:
    """A counted thing: `value` of `unit`, with what was done to or meant by it in `what`."""

    value: int | float
    unit: str
    what: str | None
    qualifier: str | None
    text: str
    span: Span


@frozen
class Statement:
    """A verbatim clause with whoever said it: a direction, or a difficulty that was raised."""

    text: str
    speaker: str | None
    span: Span


@frozen
class Paper:
    """The form of an official paper: its number, day, signer and recipients."""

    number: str | None
    date: str | None
    signer: str | None
    recipients: tuple[str, ...] = ()


@frozen
class Caveat:
    """Something a human should look at; `code` is stable, `message` is for reading."""

    code: str
    message: str


@frozen
class Amendment:
    """A correction made by hand: what the report says, what holds instead, when, and by whom."""

    old: Any
    new: Any
    at: str
    by: str = ""


@frozen
class Source:
    """A file that held this report. `ingested_at` is an ISO instant, UTC; `bytes` its size."""

    path: str
    sha256: str
    encoding: str
    format: str
    bytes: int
    ingested_at: str


@frozen
class Meeting:
    """Everything that one report says about one meeting.

    `spans` holds the evidence of the plain string fields: field name → spans.
    """

    text: str
    title: str | None = None
    section: str | None = None
    kind: Kind | None = None
    kinds: tuple[Kind, ...] = ()
    date: str | None = None
    date_end: str | None = None
    date_basis: DateBasis | None = None
    session: Session | None = None
    published: str | None = None
    organisation: str | None = None
    level: Level | None = None
    place: Place | None = None
    period: Period | None = None
    period_ahead: Period | None = None
    chairs: tuple[str, ...] = ()
    officials: tuple[Official, ...] = ()
    attendees: tuple[Evidence, ...] = ()
    documents: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()
    difficulties: tuple[Statement, ...] = ()
    directions: tuple[Statement, ...] = ()
    quotes: tuple[Evidence, ...] = ()
    authors: tuple[str, ...] = ()
    paper: Paper | None = None
    warnings: tuple[Caveat, ...] = ()
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

    @property
    def uncertain(self) -> bool:
        """Whether its day is told, and rests on weak evidence."""
        basis = self.date_basis
        return self.date is not None and basis is not None and basis.confidence == "low"


Why = Literal["near-duplicate", "same-meeting"]


@frozen
class Related:
    """Another report of the archive that belongs beside one: a copy of it, or of its meeting."""

    id: str
    why: Why


@frozen
class Stored:
    """A meeting as the archive keeps it: what was read, where from, and what was corrected.

    `related` is empty where nobody looked for it.
    """

    id: str
    meeting: Meeting
    sources: tuple[Source, ...]
    amended: Mapping[str, Amendment] = field(default_factory=dict)
    related: tuple[Related, ...] = ()


Record = dict[str, Any]
"""The JSON-ready meeting record of docs/record.md."""

_ORDER = (
    "schema", "id", "source", "sources", "title", "section", "kind", "kinds", "date", "date_end",
    "date_basis", "session", "published", "organisation", "level", "place", "period",
    "period_ahead", "chairs", "officials", "attendees", "documents", "figures", "difficulties",
    "directions", "quotes", "authors", "paper", "warnings", "spans", "amended",
    "related", "text",
)  # fmt: skip


def to_record(stored: Stored, *, text: bool = True) -> Record:
    """The record of a stored meeting, with keys in the documented order.

    Args:
        stored: the meeting with its id and sources.
        text: whether the whole original text is part of the record.

    Returns:
        A dict of JSON types only; tuples have become lists.
    """
    values: Record = {"schema": SCHEMA, "id": stored.id, **plain(stored.meeting)}
    values["sources"] = plain(stored.sources)
    values["source"] = values["sources"][0] if values["sources"] else None
    values["amended"] = plain(stored.amended)
    if stored.related:
        values["related"] = plain(stored.related)
    return {key: values[key] for key in _ORDER if key in values and (text or key != "text")}


def fields_of(value: Any) -> Record:
    """The fields of a dataclass by their names, as they are."""
    return {name: getattr(value, name) for name in value.__match_args__}


def plain(value: Any) -> Any:
    """The JSON types of a dataclass, tuple or mapping of them; other values as they are."""
    if value is None or isinstance(value, (str, int, float)):  # most are: a record has thousands
        return value
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    names = getattr(value, "__match_args__", None)  # the fields of a dataclass, in order
    return value if names is None else {name: plain(getattr(value, name)) for name in names}


def from_record(record: Mapping[str, Any], text: str) -> Meeting:
    """The meeting of a record, the inverse of `to_record` for the fields that were read.

    Args:
        record: a record as `to_record` makes it; unknown keys are passed over.
        text: the whole original text.

    Raises:
        KeyError, TypeError, ValueError: the record does not have the documented shape.
    """
    r = record

    def span(value: Any) -> Span:
        start, end = value
        return (int(start), int(end))

    def evidence(rows: Any) -> tuple[Evidence, ...]:
        return tuple(Evidence(row["text"], span(row["span"])) for row in rows)

    def statements(rows: Any) -> tuple[Statement, ...]:
        return tuple(Statement(row["text"], row["speaker"], span(row["span"])) for row in rows)

    def period(row: Any) -> Period | None:
        return row and Period(row["label"], row["start"], row["end"], span(row["span"]))

    basis, place, paper = r["date_basis"], r["place"], r["paper"]
    return Meeting(
        text=text,
        title=r["title"],
        section=r["section"],
        kind=r["kind"],
        kinds=tuple(r["kinds"]),
        date=r["date"],
        date_end=r["date_end"],
        date_basis=basis
        and DateBasis(
            Evidence(basis["day"]["text"], span(basis["day"]["span"])),
            basis["year_from"],
            basis["confidence"],
            tuple(basis["conflicts"]),
        ),
        session=r["session"],
        published=r["published"],
        organisation=r["organisation"],
        level=r["level"],
        place=place
        and Place(
            place["name"],
            place["type"],
            place["province"],
            place["basis"],
            tuple(place["candidates"]),
            evidence(place["evidence"]),
        ),
        period=period(r["period"]),
        period_ahead=period(r["period_ahead"]),
        chairs=tuple(r["chairs"]),
        officials=tuple(
            Official(row["name"], tuple(row["roles"]), tuple(row["parts"]), span(row["span"]))
            for row in r["officials"]
        ),
        attendees=evidence(r["attendees"]),
        documents=tuple(
            Citation(
                row["number"],
                row["kind"],
                row["issuer"],
                row["date"],
                row["term"],
                row["key"],
                span(row["span"]),
                tuple(span(each) for each in row["spans"]),
            )
            for row in r["documents"]
        ),
        figures=tuple(
            Figure(
                row["value"],
                row["unit"],
                row["what"],
                row["qualifier"],
                row["text"],
                span(row["span"]),
            )
            for row in r["figures"]
        ),
        difficulties=statements(r["difficulties"]),
        directions=statements(r["directions"]),
        quotes=evidence(r["quotes"]),
        authors=tuple(r["authors"]),
        paper=paper
        and Paper(paper["number"], paper["date"], paper["signer"], tuple(paper["recipients"])),
        warnings=tuple(Caveat(row["code"], row["message"]) for row in r["warnings"]),
        spans={key: tuple(span(each) for each in rows) for key, rows in r["spans"].items()},
    )


Marks = Literal["smart", "ignore"]
Sort = Literal["relevance", "newest", "oldest"]


@frozen
class Filters:
    """The FILTERS of the command line as typed; every one given must hold."""

    official: tuple[str, ...] = ()
    chair: str | None = None
    speaker: str | None = None
    author: str | None = None
    from_: str | None = None
    to: str | None = None
    on: str | None = None
    place: str | None = None
    organisation: str | None = None
    cites: str | None = None
    kind: Kind | None = None
    level: Level | None = None


Match = Literal["exact", "marks", "near", "all", "synonym", "folded"]
"""How a hit matched, best first; docs/query-language.md tells what each means."""

MATCHES: tuple[Match, ...] = get_args(Match)


@frozen
class Snippet:
    """A piece of the original text; `highlights` are offsets into `text` of the matched words."""

    text: str
    highlights: tuple[Span, ...]


@frozen
class Hit:
    """One meeting that answers a query, with what a list shows of it.

    `source` is a path; `archive` is the name of the one that keeps it, where several are searched.
    """

    id: str
    score: float
    date: str | None
    title: str | None
    organisation: str | None
    chairs: tuple[str, ...]
    source: str
    snippet: Snippet
    match: Match
    archive: str | None = None


@frozen
class Count:
    """One row of a facet: `value` occurs in `count` of the meetings found."""

    value: str
    count: int


@frozen
class Note:
    """A sentence for the user that the message catalogue words: its key and its arguments."""

    key: str
    args: Mapping[str, str | int] = field(default_factory=dict)


@frozen
class PersonLine:
    """The person whose name was typed as a query: shown before the hits."""

    name: str
    roles: tuple[str, ...]
    place: str | None
    meetings: int
    concluded: int


@frozen
class Page:
    """One page of an answer.

    `total` is exact unless `total_is_exact` is false: then there are at least so many. `offset`
    is the number of hits on earlier pages. `warnings` say what of an index could not be asked.
    """

    query: str
    total: int
    total_is_exact: bool
    hits: tuple[Hit, ...]
    offset: int = 0
    notice: tuple[Note, ...] = ()
    suggestions: tuple[str, ...] = ()
    facets: Mapping[str, tuple[Count, ...]] | None = None
    people: tuple[PersonLine, ...] = ()
    warnings: tuple[Note, ...] = ()


FileStatus = Literal["added", "updated", "unchanged", "duplicate", "skipped", "failed"]


@frozen
class FileOutcome:
    """What became of one file. `reason` is set for skipped and failed, `id` for the others."""

    path: str
    status: FileStatus
    id: str | None = None
    reason: Note | None = None


@frozen
class IngestReport:
    """What became of a whole run; `to_review` counts new meetings with warnings.

    `behind` is why the index could not follow, when it lies on a machine out of reach.
    """

    added: int
    updated: int
    unchanged: int
    duplicates: tuple[FileOutcome, ...]
    skipped: tuple[FileOutcome, ...]
    failed: tuple[FileOutcome, ...]
    to_review: int
    seconds: float
    behind: Note | None = None


@frozen
class Stats:
    """What an archive holds: counts, and for each fact how many meetings lack it.

    `shared` is the name under which it publishes, the index and its servers, where archives share
    one; then `index_bytes` are only those of this machine.
    """

    meetings: int
    sources: int
    first: str | None
    last: str | None
    by_year: tuple[Count, ...]
    by_level: tuple[Count, ...]
    by_kind: tuple[Count, ...]
    by_organisation: tuple[Count, ...]
    missing: tuple[Count, ...]
    warnings: tuple[Count, ...]
    text_bytes: int
    index_bytes: int
    engine: str
    shared: tuple[str, str, str] | None = None


@frozen
class Fault:
    """One thing that `check` found: a stable code, what it concerns, and if repair mended it."""

    code: str
    subject: str
    repaired: bool = False


@frozen
class CheckReport:
    """What `check` looked at and found."""

    meetings: int
    sources: int
    index_files: int
    faults: tuple[Fault, ...]
    caught_up: bool = False


@frozen
class Person:
    """An official as users name one: a name, and the place it belongs to as views show it.

    `place` is None when no report tells it.
    """

    name: str
    place: str | None = None


Merge = tuple[Person, Person]
"""Two officials that the user declared one person; the first is the one that stays."""


@frozen
class Correction:
    """An entry in the book of corrections: what stood in a field, and what was set in its place.

    `withdrawn` when it took earlier ones back, so that what was read holds again.
    """

    field: str
    old: Any
    new: Any
    withdrawn: bool
    at: str
    by: str


@frozen
class Forgotten:
    """A report that was taken out and can come back."""

    id: str
    date: str | None
    title: str | None
    sources: tuple[str, ...]
    at: str
    by: str


@frozen
class SharedIndex:
    """An index on servers that several archives publish into, and who asks for it.

    Attributes:
        urls: of the servers, any of which will do.
        index: its name there.
        name: of the archive among those that publish into it; None: it is only searched.
        owner: the random name the archive was given when it was made, which no other has.
        certificate: path of what the servers' certificates are checked against; None: the usual.
        authorization: gives the HTTP header of that name; None: nobody logs in. What it gives is
            kept nowhere.
        replaces: whether the archive takes the place of another that published under its name.
    """

    urls: tuple[str, ...]
    index: str
    name: str | None = None
    owner: str = ""
    certificate: str | None = None
    authorization: Callable[[], str | None] = lambda: None
    replaces: bool = False
