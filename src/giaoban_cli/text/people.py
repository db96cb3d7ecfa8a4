"""Who: officials with their roles and parts, the chairs, the authors, and who does what where.

In: a cleaned page and its outline. Out: `People`. This file conducts: mentions.py finds who is
named, acts.py what they do; here persons are recognised again (“đồng chí Phó Bí thư Thường trực
Huyện ủy”, “đồng chí Ngần”, “đồng chí nhấn mạnh”) and everything about one person is gathered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from giaoban_cli.models import PARTS, Caveat, Official, Part, Span
from giaoban_cli.text import roles
from giaoban_cli.text.acts import Deed, deeds, group_deeds
from giaoban_cli.text.authors import authors
from giaoban_cli.text.clean import Cleaned
from giaoban_cli.text.mentions import Mention, Reader
from giaoban_cli.text.names import name_key, title_case
from giaoban_cli.text.sections import Outline
from giaoban_cli.text.sentences import sentences
from giaoban_cli.text.wordlist import twin


@dataclass(frozen=True, slots=True)
class Act:
    """A phrase in which named people (or `group`, when no name) chair, speak, conclude, attend.

    `span` runs from the first word of the phrase to its verb; what is said follows it.
    """

    kind: Part
    names: tuple[str, ...]
    span: Span
    group: str | None = None


@dataclass(frozen=True, slots=True)
class People:
    """The persons of a report. `acts` are those of the body, in the order of the text."""

    officials: tuple[Official, ...] = ()
    chairs: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    warnings: tuple[Caveat, ...] = ()
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


def people(page: Cleaned, outline: Outline) -> People:
    """Read the persons of a report.

    Captions and the title name persons too; their phrases are no acts, since no speech follows
    them, and they name the chairs only when the body names none.
    """
    low = twin(page.plain)
    reader = Reader(page.plain, low)
    cast = _Cast(page, low)
    acts: list[Act] = []
    for sentence in _sentences(page.plain, low, outline.body, reader):
        clusters = reader.clusters(sentence)
        done = deeds(page.plain, low, sentence, clusters)
        for cluster in clusters:
            for mention in cluster.mentions:
                cast.meet(mention)
        if not any(deed.kind != "attended" for deed in done):
            done += group_deeds(low, sentence)
        acts += [act for deed in done if (act := cast.act(deed, sentence)) is not None]
    chair_spans = _spans_of_chairs(acts)
    for span in (*outline.captions, *((outline.title,) if outline.title else ())):
        clusters = reader.clusters(span)
        for cluster in clusters:
            for mention in cluster.mentions:
                cast.meet(mention)
        for deed in deeds(page.plain, low, span, clusters):
            if deed.kind == "chair" and chair_spans:
                continue
            cast.act(deed, span)
    names, author_spans = authors(page.plain, outline.bylines)
    chairs = cast.chairs()
    spans = {"chairs": tuple(cast.chair_spans), "authors": author_spans}
    warnings = () if chairs else (Caveat("no_chair", "Văn bản không nêu người chủ trì."),)
    acts.sort(key=lambda act: act.span)
    return People(
        cast.officials(),
        chairs,
        names,
        tuple(acts),
        warnings,
        {key: value for key, value in spans.items() if value},
    )


def _spans_of_chairs(acts: Iterable[Act]) -> list[Span]:
    return [act.span for act in acts if act.kind == "chair" and act.names]


# a line that goes on with a list of persons: "- Đồng chí", "2. Bà", "đồng chí"
_LISTED = re.compile(
    rf"(?:[-+*•]|\d{{1,2}}[.)])?\s{{0,3}}(?:{roles.TRIGGER}|cùng\s|và\s|đồng\s+chủ\s+trì|chủ\s+trì)"
)
# "- ", "2. "
_BULLET = re.compile(r"(?:[-+*•]|\d{1,2}[.)])\s{0,3}")


def _sentences(plain: str, low: str, body: Iterable[Span], reader: Reader) -> list[Span]:
    """The sentences of the body; a list of persons over several lines is one sentence."""
    found: list[Span] = []
    listing = False
    for paragraph in body:
        for span in sentences(plain, paragraph):
            mark = plain[found[-1][1] - 1] if found else "."
            bullet = _BULLET.match(low, *span)
            open_list = mark == ":" or (listing and mark not in ".!?")
            listing = (
                open_list and bullet is not None and reader.opens_person(bullet.end(), span[1])
            )
            if listing or (mark in ":;," and _LISTED.match(low, *span)):
                found[-1] = (found[-1][0], span[1])
            else:
                found.append(span)
    return found


@dataclass(slots=True)
class _Person:
    """What is known of a person so far."""

    name: str
    span: Span
    roles: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    parts: set[Part] = field(default_factory=set)

    def learn(self, texts: Iterable[str]) -> None:
        """Add roles that are not known yet in another spelling."""
        for text in texts:
            form = roles.normal(text)
            if not any(roles.same(form, known) for known in self.forms):
                self.roles.append(text)
                self.forms.append(form)


# Persons of the past, families, streets: "cố Tổng Bí thư", "hộ ông", "trường", "gia đình bà"
_ABSENT = re.compile(
    r"(?<!\w)(?:cố|liệt\s+sĩ|liệt\s+sỹ|anh\s+hùng|hộ|gia\s+đình|nhà|mẹ|trường|đường|phố|mang\s+tên"
    r"|lãnh\s+tụ|tư\s+tưởng|tấm\s+gương|con|vợ|chồng|thăm)\s*$"
)


class _Cast:
    """The persons of one report, as they are met."""

    def __init__(self, page: Cleaned, low: str) -> None:
        self.plain = page.plain
        self.text = page.text
        self.low = low
        self.persons: dict[str, _Person] = {}
        self.known: dict[int, tuple[str, ...]] = {}
        self.subject: tuple[str, ...] = ()
        self.said: dict[tuple[str, int], set[Part]] = {}
        self.chaired: list[str] = []
        self.chair_spans: list[Span] = []

    def meet(self, mention: Mention) -> None:
        """Recognise a person, or get to know one."""
        names = self._whom(mention)
        self.known[mention.span[0]] = names
        if len(names) == 1 and mention.name:
            texts = (self._text(span) for span in mention.roles)
            self.persons[names[0]].learn(texts)

    def _whom(self, mention: Mention) -> tuple[str, ...]:
        if mention.name:
            start = mention.span[0]
            if _ABSENT.search(self.low, max(0, start - 16), start):
                return ()
            return self._named(mention)
        if mention.plural:
            return ()
        return self._holder(mention) if mention.roles else ()

    def _named(self, mention: Mention) -> tuple[str, ...]:
        assert mention.name is not None
        name = title_case(self.text[slice(*mention.name)])
        key = name_key(name)
        if key in self.persons:
            return (key,)
        short = name.count(" ") < 2
        if short:
            longer = [k for k in self.persons if k.endswith(" " + key)]
            if len(longer) == 1:
                return (longer[0],)
        if " " not in name and "'" not in key:
            return ()
        self.persons[key] = _Person(name, mention.span)
        return (key,)

    def _holder(self, mention: Mention) -> tuple[str, ...]:
        """The one person introduced with the office (handbook 3.6); nobody when in doubt."""
        form = roles.normal(self.plain[slice(*mention.roles[0])])
        exact = [k for k, p in self.persons.items() if form in p.forms]
        if len(exact) == 1:
            return (exact[0],)
        if exact or " " not in form:
            return ()
        near = [
            k for k, p in self.persons.items() if any(roles.same(form, each) for each in p.forms)
        ]
        return (near[0],) if len(near) == 1 else ()

    def act(self, deed: Deed, sentence: Span) -> Act | None:
        """What a deed says of the persons in it; remembered as their parts."""
        if deed.cluster is None:
            assert deed.group is not None
            return Act(deed.kind, (), deed.span, self._text(deed.group))
        keys: list[str] = []
        group: Span | None = None
        for index in deed.mentions:
            mention = deed.cluster.mentions[index]
            if mention.plural:
                group = group or self._group(mention, sentence)
            elif not mention.name and not mention.roles:
                keys += self.subject
            else:
                keys += self.known.get(mention.span[0], ())
                if not keys and mention.roles and self.low[mention.span[0]] == "đ":
                    group = group or mention.span
        keys = list(dict.fromkeys(keys))
        if not keys and group is None:
            return None
        paragraph = self.low.rfind("\n", 0, sentence[0])
        own = any(
            (mention := deed.cluster.mentions[index]).name or mention.roles
            for index in deed.mentions
        )
        for key in keys:
            if deed.kind != "spoke":
                self.persons[key].parts.add(deed.kind)
            if own or deed.kind != "spoke":
                self.said.setdefault((key, paragraph), set()).add(deed.kind)
        if keys and deed.kind == "chair":
            self.chaired += [key for key in keys if key not in self.chaired]
            self.chair_spans.append(deed.span)
        if keys and deed.kind != "attended":
            self.subject = tuple(keys)
        names = tuple(self.persons[key].name for key in keys)
        return Act(deed.kind, names, deed.span, None if names else group and self._text(group))

    def _group(self, mention: Mention, sentence: Span) -> Span:
        """“các đồng chí trưởng ban, ngành”: as far as the clause goes."""
        start, end = mention.span
        limit = min(sentence[1], end + 600)
        stop = re.compile(r"[;.]").search(self.plain, end, limit)
        return start, stop.start() if stop else limit

    def _text(self, span: Span) -> str:
        return " ".join(self.text[slice(*span)].split())

    def chairs(self) -> tuple[str, ...]:
        """Names of the chairs in the order of the text."""
        return tuple(self.persons[key].name for key in self.chaired)

    def officials(self) -> tuple[Official, ...]:
        """Everybody met, in the order of the text.

        Who concludes or directs in a paragraph speaks there too; that is not told twice.
        """
        for (key, _), kinds in self.said.items():
            if "spoke" in kinds and not kinds & {"concluded", "directed"}:
                self.persons[key].parts.add("spoke")
        return tuple(
            Official(p.name, tuple(p.roles), _parts(p.parts), p.span) for p in self.persons.values()
        )


def _parts(parts: set[Part]) -> tuple[Part, ...]:
    """Parts in their fixed order: who chairs is there, who does nothing is mentioned."""
    kept = set(parts) or {"mentioned"}
    if "chair" in kept:
        kept -= {"attended"}
    return tuple(part for part in PARTS if part in kept)
