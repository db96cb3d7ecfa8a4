"""Which documents are cited: stored meetings → each document with who cited it and what it serves.

In: a stream of meetings. Out: `Document`s. Documents of one number are one only when they are of
one term (or year) and, when a committee of a province or district issued them, of one place:
5-KH/HU of two districts are two. What has an unknown term stays a document of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Citation, Level, Meeting, Span, Stored
from giaoban_cli.text.fold import keys
from giaoban_cli.text.page.clean import mended
from giaoban_cli.text.what.documents import relations
from giaoban_cli.text.what.typed_numbers import Typed, index_terms, parse_number, query_terms
from giaoban_cli.text.words.spelling import respell
from giaoban_cli.views.passages import sentence_at
from giaoban_cli.views.places import NOWHERE, Seat, Seats, label, seat_of

# "TU", "BTCTU"; "HU", "UBKTHU", "ThU", "QU"; "ĐU": the level of the committee that issued it
_COMMITTEES: tuple[tuple[re.Pattern[str], Level], ...] = (
    (re.compile(r".{0,10}(?:THU|TXU|HU|QU)"), "huyện"),
    (re.compile(r".{0,10}TU"), "tỉnh"),
    (re.compile(r"ĐU.{0,8}|.{0,10}ĐU"), "xã"),
)
# "UBND", "VPUBND", "HĐND": of any level, as the name of the issuer tells
_COUNCILS = re.compile(r".{0,4}(?:UBND|HĐND|VP|SNV|STC)")

_UNITS: tuple[tuple[frozenset[str], Level], ...] = (
    (frozenset(keys("tỉnh")), "tỉnh"),
    (frozenset(keys("huyện quận")), "huyện"),
    (frozenset(keys("xã phường")), "xã"),
)


@frozen
class Citing:
    """One meeting that cites a document.

    `by` is the person or body whose words cite it, else the body that met; `text` is the sentence,
    empty when it was not asked for.
    """

    id: str
    date: str | None
    by: str | None
    text: str


@frozen
class Reference:
    """A document as another one names it: its key and the place of a local one."""

    key: str
    place: str | None


@frozen
class Document:
    """A document that reports cite.

    Attributes:
        key: models.Citation.key; two local documents of different places may share it.
        number: as it is written most fully.
        kind: the kind of document.
        issuer: who issued it, as it is written most often.
        term: the term of the congress, as far as any report tells it.
        year: the year, for a document whose number begins again each year.
        place: of the committee that issued it; None for central documents and when unknown.
        citations: in order of time.
        implements: the documents that it carries out.
        perhaps: keys of documents of the same number whose term or year is known, when this one's
            is not.
    """

    key: str
    number: str
    kind: str
    issuer: str | None
    term: str | None
    year: str | None
    place: str | None
    citations: tuple[Citing, ...]
    implements: tuple[Reference, ...]
    perhaps: tuple[str, ...] = ()

    @property
    def reference(self) -> Reference:
        """How other documents name it."""
        return Reference(self.key, self.place)

    @property
    def first(self) -> str | None:
        """The first day of a meeting that cites it."""
        return min((each.date for each in self.citations if each.date), default=None)

    @property
    def last(self) -> str | None:
        """The last day of a meeting that cites it."""
        return max((each.date for each in self.citations if each.date), default=None)


_Identity = tuple[str, Seat | None]


@frozen
class _Mention:
    """A document in one meeting."""

    cited: Citation
    seat: Seat | None
    citing: Citing
    implements: tuple[_Identity, ...]


def documents(
    meetings: Iterable[Stored],
    *,
    wanted: Callable[[str], bool] = lambda _: True,
    sentences: bool = True,
) -> tuple[Document, ...]:
    """Every document that these meetings cite, those cited by most meetings first.

    Args:
        meetings: one at a time.
        wanted: whether the documents of a key are looked at.
        sentences: whether the sentences of the citations are wanted.
    """
    mentions: list[_Mention] = []
    units: dict[Seat, str | None] = {}
    for stored in meetings:
        if stored.meeting.documents:
            mentions += _mentions(stored, units, wanted, sentences=sentences)
    seats = Seats(units)

    def settled(one: _Identity) -> _Identity:
        return one[0], None if one[1] is None else seats.settled(one[1])

    groups: defaultdict[_Identity, list[_Mention]] = defaultdict(list)
    for mention in mentions:
        groups[settled((mention.cited.key, mention.seat))].append(mention)
    places = {seats.settled(seat): place for seat, place in units.items()}
    for seat, place in units.items():
        if (place or "").count(",") > (places[seats.settled(seat)] or "").count(","):
            places[seats.settled(seat)] = place

    def reference(one: _Identity) -> Reference:
        key, seat = settled(one)
        return Reference(key, places.get(seat) if seat else None)

    scopes = _scopes(groups)
    made = (
        _document(reference(one), group, reference, scopes[_unscoped(one[0])])
        for one, group in groups.items()
    )
    return tuple(sorted(made, key=lambda each: (-len(each.citations), each.key, each.place or "")))


def _mentions(
    stored: Stored,
    units: dict[Seat, str | None],
    wanted: Callable[[str], bool],
    *,
    sentences: bool,
) -> Iterator[_Mention]:
    """The documents that one meeting cites."""
    meeting = stored.meeting
    here = seat_of(meeting)
    identities: dict[str, _Identity] = {}
    for cited in meeting.documents:
        seat = _seat(cited, meeting, here)
        if seat is not None:
            units[seat] = _fuller(units.get(seat), _words(seat, here, meeting))
        identities[cited.key] = cited.key, seat
    serves: defaultdict[str, list[_Identity]] = defaultdict(list)
    if len(meeting.documents) > 1:
        plain = respell(mended(meeting.text))
        for one, other in relations(plain, meeting.documents):
            serves[one].append(identities[other])
    for cited in meeting.documents:
        if wanted(cited.key):
            text = sentence_at(meeting.text, cited.span) if sentences else ""
            citing = Citing(stored.id, meeting.date, _who(meeting, cited.span), text)
            seat = identities[cited.key][1]
            yield _Mention(cited, seat, citing, tuple(serves[cited.key]))


def _fuller(place: str | None, other: str | None) -> str | None:
    return max(place, other, key=lambda each: ((each or "").count(","), each or ""))


def _who(meeting: Meeting, span: Span) -> str | None:
    """Who cites: the speaker in whose words it stands, else the body that met."""
    for said in (*meeting.directions, *meeting.difficulties):
        if said.span[0] <= span[0] < said.span[1] and said.speaker:
            return said.speaker
    return meeting.organisation


def _seat(cited: Citation, meeting: Meeting, here: Seat) -> Seat | None:
    """The unit of the local committee that issued a document; None for a central document."""
    body = cited.key.split("|")[2]
    level = next((level for form, level in _COMMITTEES if form.fullmatch(body)), None)
    if level is None:
        if not _COUNCILS.fullmatch(body):
            return None
        words = set(keys(cited.issuer or ""))
        level = next((level for unit, level in _UNITS if not unit.isdisjoint(words)), here.level)
    if level == here.level:
        return here
    if level == "tỉnh" and meeting.place and meeting.place.province:
        province = keys(meeting.place.province)
        return Seat(province, "tỉnh", province)
    return NOWHERE


def _words(seat: Seat, here: Seat, meeting: Meeting) -> str | None:
    """A unit in words."""
    if seat == here:
        return label(meeting.place)
    return f"tỉnh {meeting.place.province}" if seat != NOWHERE and meeting.place else None


def _unscoped(key: str) -> str:
    """A key without its term or year."""
    return key.rpartition("|")[0]


def _scopes(found: Iterable[_Identity]) -> dict[str, list[str]]:
    """Keys without term or year → the keys of that number that have one."""
    scopes: defaultdict[str, list[str]] = defaultdict(list)
    for key, _ in found:
        bare = scopes[_unscoped(key)]
        if not key.endswith("|?") and key not in bare:
            bare.append(key)
    return scopes


def _document(
    reference: Reference,
    group: Sequence[_Mention],
    named: Callable[[_Identity], Reference],
    scoped: Sequence[str],
) -> Document:
    ordered = sorted(
        group, key=lambda each: (each.citing.date is None, each.citing.date or "", each.citing.id)
    )
    cited = [each.cited for each in ordered]
    scope = reference.key.rpartition("|")[2]
    implements = dict.fromkeys(named(one) for each in ordered for one in each.implements)
    numbers = Counter(each.number for each in cited)
    return Document(
        key=reference.key,
        number=max(numbers, key=lambda number: ("/" in number, numbers[number], number)),
        kind=Counter(each.kind for each in cited).most_common(1)[0][0],
        issuer=next(
            iter(value for value, _ in Counter(filter(None, _issuers(cited))).most_common(1)), None
        ),
        term=scope[1:] if scope.startswith("k") else None,
        year=scope if scope.isdigit() else None,
        place=reference.place,
        citations=tuple(each.citing for each in ordered),
        implements=tuple(implements),
        perhaps=tuple(sorted(scoped)) if scope == "?" else (),
    )


def _issuers(cited: Iterable[Citation]) -> Iterator[str | None]:
    return (each.issuer for each in cited)


def typed(number: str) -> Typed | None:
    """The parts of a typed number, `05-CT/TW` or `nghị quyết 18 khóa XII`; None when it is none."""
    return parse_number(number)


def means(number: Typed, key: str) -> bool:
    """Whether a typed number may mean the document of a key."""
    return not set(query_terms(*number)).isdisjoint(index_terms(key))


@frozen
class Branch:
    """A document with what carries it out, as far as reports tell."""

    document: Document
    carried_out_by: tuple[Branch, ...]


def tree(every: Sequence[Document], roots: Iterable[Document]) -> tuple[Branch, ...]:
    """What carries out the roots, what carries out that, and so on; no document twice in a row.

    Args:
        every: all documents, as `documents` gives them.
        roots: where to begin.
    """
    by_reference = {each.reference: each for each in every}
    below: defaultdict[Reference, list[Document]] = defaultdict(list)
    for each in every:
        for served in each.implements:
            if served in by_reference:
                below[served].append(each)

    def branch(document: Document, above: frozenset[Reference]) -> Branch:
        within = above | {document.reference}
        children = (each for each in below[document.reference] if each.reference not in within)
        return Branch(document, tuple(branch(each, within) for each in children))

    return tuple(branch(root, frozenset()) for root in roots)


def served(every: Iterable[Document]) -> tuple[Document, ...]:
    """The documents that others carry out and that carry out none: where trees begin."""
    known = tuple(every)
    carried = {each for document in known for each in document.implements}
    present = {each.reference for each in known}
    return tuple(
        each for each in known if each.reference in carried and present.isdisjoint(each.implements)
    )
