"""Who: officials with their roles and parts, the chairs, the authors, and who does what where.

In: a cleaned page and its outline. Out: `People`. This file conducts: mentions.py finds who is
named, acts.py what they do, cast.py gathers everything about one person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Caveat, Official, Span
from giaoban_cli.text.page.clean import Cleaned
from giaoban_cli.text.page.sections import Outline
from giaoban_cli.text.who import roles
from giaoban_cli.text.who.acts import deeds, group_deeds
from giaoban_cli.text.who.authors import authors
from giaoban_cli.text.who.cast import Act, Cast
from giaoban_cli.text.who.mentions import Reader
from giaoban_cli.text.words.sentences import sentences
from giaoban_cli.text.words.wordlist import twin


@frozen
class People:
    """The persons of a report. `acts` are those of the body, in the order of the text."""

    officials: tuple[Official, ...] = ()
    chairs: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    warnings: tuple[Caveat, ...] = ()
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


def offices_of_chairs(who: People) -> tuple[str, ...]:
    """The offices of those who chaired, else of those who concluded, in the order of the text."""
    for part in ("chair", "concluded"):
        led = [person for person in who.officials if part in person.parts and person.roles]
        if led:
            return tuple(role for person in led for role in person.roles)
    return ()


def people(page: Cleaned, outline: Outline) -> People:
    """Read the persons of a report.

    Captions and the title name persons too; their phrases are no acts, since no speech follows
    them, and they name the chairs only when the body names none.
    """
    low = twin(page.plain)
    reader = Reader(page.plain, low)
    cast = Cast(page, low)
    acts: list[Act] = []
    for sentence in _sentences(page.plain, low, outline.body, reader):
        clusters = reader.clusters(sentence)
        done = deeds(page.plain, low, sentence, clusters) if clusters else []
        for cluster in clusters:
            for mention in cluster.mentions:
                cast.meet(mention)
        if not any(deed.kind != "attended" for deed in done):
            done += group_deeds(low, sentence)
        acts += [act for deed in done if (act := cast.act(deed, sentence)) is not None]
    chair_spans = _spans_of_chairs(acts)
    above = {span for span in outline.captions if outline.body and span < outline.body[0]}
    for span in (*outline.captions, *((outline.title,) if outline.title else ())):
        clusters = reader.clusters(span)
        for cluster in clusters:
            for mention in cluster.mentions:
                cast.meet(mention, above=span in above)
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
        for span in _numbered(plain, paragraph):
            mark = plain[found[-1][1] - 1] if found else "."
            bullet = _BULLET.match(low, *span)
            open_list = mark == ":" or (listing and mark not in ".!?")
            listing = (
                open_list and bullet is not None and reader.opens_person(bullet.end(), span[1])
            )
            if (
                listing
                or (mark in ":;," and _LISTED.match(low, *span))
                or (mark == ":" and reader.names_after_office(found[-1], span))
            ):
                found[-1] = (found[-1][0], span[1])
            else:
                found.append(span)
    return found


def _numbered(plain: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of a paragraph, each with the number before it: “1. Đồng chí A”."""
    number: int | None = None
    for start, end in sentences(plain, paragraph):
        if end - start < 4 and _BULLET.fullmatch(plain, start, end):
            number = start if number is None else number
        else:
            yield (start if number is None else number, end)
            number = None
