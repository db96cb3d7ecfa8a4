"""Everybody in one report: recognised again when met again, with roles and parts gathered.

In: mentions and deeds, in the order of the text. Out: `Act`s with whole names, the chairs, the
officials. “đồng chí Phó Bí thư Thường trực Huyện ủy”, “đồng chí Ngần” and “đồng chí nhấn mạnh”
are the person introduced before (handbook 3.6); nobody when in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from giaoban_cli.frozen import frozen
from giaoban_cli.models import PARTS, Official, Part, Span
from giaoban_cli.text.page.clean import Cleaned
from giaoban_cli.text.who import roles
from giaoban_cli.text.who.acts import Deed
from giaoban_cli.text.who.mentions import Mention
from giaoban_cli.text.who.names import name_key, title_case
from giaoban_cli.text.words.letters import due


@frozen
class Act:
    """A phrase in which named people (or `group`, when no name) chair, speak, conclude, attend.

    `span` runs from the first word of the phrase to its verb; what is said follows it.
    """

    kind: Part
    names: tuple[str, ...]
    span: Span
    group: str | None = None


@dataclass(slots=True)
class Person:
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


class Cast:
    """The persons of one report, as they are met."""

    def __init__(self, page: Cleaned, low: str) -> None:
        self.plain = page.plain
        self.text = page.text
        self.low = low
        self.persons: dict[str, Person] = {}
        self.known: dict[int, tuple[str, ...]] = {}
        self.subject: tuple[str, ...] = ()
        self.said: dict[tuple[str, int], set[Part]] = {}
        self.chaired: list[str] = []
        self.chair_spans: list[Span] = []

    def meet(self, mention: Mention, *, above: bool = False) -> None:
        """Recognise a person, or get to know one.

        What stands above the report adds nothing to offices that the report itself gives.
        """
        names = self._whom(mention)
        self.known[mention.span[0]] = names
        if len(names) == 1 and mention.name and not (above and self.persons[names[0]].roles):
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
        name = title_case(self._text(mention.name))
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
        self.persons[key] = Person(name, mention.span)
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
        return " ".join(due(self.text[slice(*span)]).split())

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
