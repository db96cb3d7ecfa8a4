"""What counts as right, field by field: a record as read against its golden record.

In: two records. Out: `Tally`s, which add up over reports to precision, recall and F1.

A field's answer is a set of facts: a date is a set of one, a date that the text does not give the
empty set. Facts are compared as data (`ủy` = `uỷ`, roles in their normal form, numbers of
documents in their due form), statements by the words they share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from giaoban_cli.text.what import symbols
from giaoban_cli.text.who import roles
from giaoban_cli.text.words.wordlist import lowered

SHARED = 0.6
"""The share of a golden statement's words that a statement must hold to be the same."""

Record = dict[str, Any]
Facts = Callable[[Record], Iterable[Hashable]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Facts that are right, read but wrong (`extra`), and not read (`missing`).

    `whole` of `reports` have the field entirely right.
    """

    right: int = 0
    extra: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    whole: int = 0
    reports: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.extra + other.extra,
            self.missing + other.missing,
            self.whole + other.whole,
            self.reports + other.reports,
        )

    @property
    def precision(self) -> float:
        """The share of what was read that is right; 1 when nothing was read."""
        read = self.right + len(self.extra)
        return self.right / read if read else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was read; 1 when nothing is there."""
        there = self.right + len(self.missing)
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Field:
    """A row of the table: what it is called, which key it needs, and how it is compared."""

    name: str
    key: str
    facts: Facts | None = None


def same_words(text: Any) -> str:
    """A text for comparison: lower case, one spelling, single spaces."""
    return " ".join(lowered(str(text)).split())


def _only(key: str) -> Facts:
    """The fact of a plain field; none when it is null."""
    return lambda record: [same_words(record[key])] if record[key] is not None else []


def _each(key: str) -> Facts:
    """The facts of a list of texts, or of evidence with a text."""
    return lambda record: [
        same_words(item["text"] if isinstance(item, dict) else item) for item in record[key]
    ]


def _label(key: str) -> Facts:
    """The label of a period."""
    return lambda record: [record[key]["label"]] if record[key] else []


def _place(record: Record) -> Iterable[Hashable]:
    """Name and province."""
    place = record["place"]
    return [(same_words(place["name"]), same_words(place["province"]))] if place else []


def _names(record: Record) -> Iterable[Hashable]:
    return [same_words(official["name"]) for official in record["officials"]]


def _roles(record: Record) -> Iterable[Hashable]:
    """Each role of each official, in the form under which its spellings meet."""
    return [
        (same_words(official["name"]), roles.normal(role))
        for official in record["officials"]
        for role in official["roles"]
    ]


def _number(document: Record) -> str:
    """A document's number in its due form."""
    symbol = symbols.read_symbol(document["number"], 0, letter=True)
    return (symbols.written(symbol) if symbol else document["number"]).casefold()


def _documents(record: Record) -> Iterable[Hashable]:
    """Number, kind and term: two documents of one number in two terms are two."""
    return [
        (_number(document), same_words(document["kind"]), document["term"])
        for document in record["documents"]
    ]


def _imprints(record: Record) -> Iterable[Hashable]:
    """Issuers and dates, each with its document's number.

    “Ban Chấp hành Trung ương Đảng” and “Ban Chấp hành Trung ương” are one body.
    """
    return [
        (_number(document), same_words(document[key]).removesuffix(" đảng"))
        for document in record["documents"]
        for key in ("issuer", "date")
        if document[key]
    ]


def _figures(record: Record) -> Iterable[Hashable]:
    """Value and unit, the unit without its commas."""
    return [
        (figure["value"], same_words(figure["unit"]).replace(",", ""))
        for figure in record["figures"]
    ]


def _paper(record: Record) -> Iterable[Hashable]:
    """Number, day, signer and each recipient of an official paper."""
    paper = record["paper"] or {}
    for key in ("number", "date", "signer"):
        if paper.get(key):
            yield key, same_words(paper[key])
    for recipient in paper.get("recipients", ()):
        yield "recipient", same_words(recipient)


FIELDS = (
    Field("title", "title", _only("title")),
    Field("kind", "kind", _only("kind")),
    Field("date", "date", _only("date")),
    Field("end date", "date_end", _only("date_end")),
    Field("session", "session", _only("session")),
    Field("published", "published", _only("published")),
    Field("organisation", "organisation", _only("organisation")),
    Field("level", "level", _only("level")),
    Field("place", "place", _place),
    Field("period", "period", _label("period")),
    Field("period ahead", "period_ahead", _label("period_ahead")),
    Field("chairs", "chairs", _each("chairs")),
    Field("officials", "officials", _names),
    Field("roles", "officials", _roles),
    Field("authors", "authors", _each("authors")),
    Field("documents", "documents", _documents),
    Field("issuers, dates of documents", "documents", _imprints),
    Field("figures", "figures", _figures),
    Field("quotes", "quotes", _each("quotes")),
    Field("papers", "paper", _paper),
    Field("difficulties", "difficulties"),
    Field("directions", "directions"),
)


def tally(field: Field, read: Record, golden: Record) -> Tally:
    """Compare one field of one report; nothing when the golden record does not have it."""
    if field.key not in golden:
        return Tally()
    read, golden = _closed(read, golden)
    if field.facts is None:
        return _statements(read[field.key], golden[field.key])
    if field.key == "figures":
        return _measured(list(field.facts(read)), list(field.facts(golden)))
    found, wanted = set(field.facts(read)), set(field.facts(golden))
    return _tally(len(found & wanted), map(_shown, found - wanted), map(_shown, wanted - found))


_OPEN: dict[str, Record] = {
    "officials": {"roles": []},
    "documents": {"issuer": None, "date": None, "term": None},
    "place": {"province": None},
}
"""What a golden record may leave open inside a fact, and what then stands for it on both sides."""


def _closed(read: Record, golden: Record) -> tuple[Record, Record]:
    """Both records without what the golden one leaves open inside its facts."""
    read, golden = dict(read), dict(golden)
    for key, blank in _OPEN.items():
        if key == "place" and golden.get(key):
            left = {name: value for name, value in blank.items() if name not in golden[key]}
            read[key] = read[key] and {**read[key], **left}
            golden[key] = {**golden[key], **left}
        elif key in golden and key != "place":
            left_open = {
                _named(fact): {name: value for name, value in blank.items() if name not in fact}
                for fact in golden[key]
            }
            read[key] = [{**fact, **left_open.get(_named(fact), {})} for fact in read[key]]
            golden[key] = [{**blank, **fact} for fact in golden[key]]
    return read, golden


def _named(fact: Record) -> str:
    """What an official or a document is known by."""
    return same_words(fact["name"]) if "name" in fact else _number(fact)


def _tally(right: int, extra: Iterable[str], missing: Iterable[str]) -> Tally:
    wrong, lost = tuple(sorted(extra)), tuple(sorted(missing))
    return Tally(right, wrong, lost, int(not wrong and not lost), 1)


def _shown(fact: Hashable) -> str:
    return " | ".join(map(str, fact)) if isinstance(fact, tuple) else str(fact)


def _measured(found: list[Hashable], wanted: list[Hashable]) -> Tally:
    """Figures: equal values whose units begin alike (“xã”, “xã biên giới”); each once."""
    left, lost = list(dict.fromkeys(found)), []
    right = 0
    for fact in dict.fromkeys(wanted):
        same = [other for other in left if _same_figure(fact, other)]
        if same:
            left.remove(fact if fact in same else same[0])
            right += 1
        else:
            lost.append(fact)
    return _tally(right, map(_shown, left), map(_shown, lost))


def _same_figure(one: Any, two: Any) -> bool:
    units = sorted((f"{one[1]} ", f"{two[1]} "), key=len)
    return bool(one[0] == two[0]) and units[1].startswith(units[0])


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", lowered(text)))


def shared_words(found: str, golden: str) -> float:
    """The share of a golden statement's words that another one holds too."""
    wanted = _words(golden)
    return sum((wanted & _words(found)).values()) / max(1, sum(wanted.values()))


def _statements(found: list[Record], wanted: list[Record]) -> Tally:
    """Statements, best pairs first; each stands for one golden statement at most."""
    pairs = sorted(
        (
            (shared_words(one["text"], other["text"]), -i, -j)
            for i, other in enumerate(wanted)
            for j, one in enumerate(found)
        ),
        reverse=True,
    )
    met: dict[int, int] = {}
    for share, i, j in pairs:
        if share >= SHARED and -i not in met and -j not in met.values():
            met[-i] = -j
    return _tally(
        len(met),
        (one["text"] for j, one in enumerate(found) if j not in met.values()),
        (other["text"] for i, other in enumerate(wanted) if i not in met),
    )


def speakers(read: Record, golden: Record, key: str) -> Tally:
    """Who said the statements that were found: right when the golden record says the same."""
    if key not in golden:
        return Tally()
    right, extra, missing = 0, [], []
    for other in golden[key]:
        best = max(
            read[key], key=lambda one: shared_words(one["text"], other["text"]), default=None
        )
        if best is None or shared_words(best["text"], other["text"]) < SHARED:
            continue
        said, meant = same_words(best["speaker"]), same_words(other["speaker"])
        if said == meant:
            right += 1
        else:
            extra.append(f"{said}: {best['text']}")
            missing.append(f"{meant}: {other['text']}")
    return _tally(right, extra, missing)


def meanings(read: Record, golden: Record) -> Tally:
    """What the figures that were found mean.

    Right when one meaning holds three fifths of the other's words; a figure whose meaning is left
    open is missing, and nothing wrong is read.
    """
    right, extra, missing = 0, [], []
    left = list(read.get("figures", ()))
    for other in golden.get("figures", ()):
        if not other.get("what"):
            continue
        same = [one for one in left if _same_figure(*_figures({"figures": [one, other]}))]
        if not same:
            continue
        best = max(same, key=lambda one: _alike(one["what"] or "", other["what"]))
        left.remove(best)
        if _alike(best["what"] or "", other["what"]) >= SHARED:
            right += 1
            continue
        missing.append(f"{other['value']} {other['unit']}: {other['what']}")
        if best["what"]:
            extra.append(f"{best['value']} {best['unit']}: {best['what']}")
    return _tally(right, extra, missing) if golden.get("figures") else Tally()


def _alike(one: str, other: str) -> float:
    """The share of the shorter text's words that the longer one holds."""
    return max(shared_words(one, other), shared_words(other, one)) if one and other else 0.0
