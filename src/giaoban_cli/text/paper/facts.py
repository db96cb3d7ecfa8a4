"""What the form of a paper adds to what is read from its text.

In: a `Form` and what the rules for reports have read. Out: the outline of the paper, its facts for
the record, and its signer among the officials.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from giaoban_cli.models import Evidence, Official, Paper, Place, Span
from giaoban_cli.text.page.clean import Cleaned, line_spans
from giaoban_cli.text.page.sections import Outline, lead_of, outline
from giaoban_cli.text.paper.form import Form
from giaoban_cli.text.paper.tail import due_case
from giaoban_cli.text.when.stamps import Stamp
from giaoban_cli.text.who import roles
from giaoban_cli.text.who.names import name_key
from giaoban_cli.text.who.organisations import LEVELS, Held, unit_parts
from giaoban_cli.text.who.places import from_unit
from giaoban_cli.text.words.wordlist import lowered

AHEAD = timedelta(days=45)
"""An invitation is written at most so long before its meeting, if it is to lend the year."""

# a line that only goes on with the name of the unit: "HUYỆN VÀM TRÀM", not "HUYỆN ỦY", "HUYỆN ĐOÀN"
_UNIT_ALONE = re.compile(
    r"(?:tỉnh|huyện|xã|phường|thị trấn|quận|thành phố|thị xã|tp\.)\s(?!ủy|đoàn|đội)"
)


def outline_of(page: Cleaned, form: Form) -> Outline:
    """The parts of a paper: title and paragraphs; nobody signs a paper as its author.

    Where no type tells the title (`K ÉT LUẬN` in a scan), it is found as in a report.
    """
    start, end = form.text
    if form.title is None:
        found = outline(page)
        return replace(found, body=tuple(each for each in found.body if each[1] <= end), bylines=())
    body = tuple(span for span in line_spans(page.plain) if span[0] >= start and span[1] <= end)
    return Outline(None, form.title, lead_of(page.plain, body), body, (), ())


def paper_of(form: Form) -> Paper:
    """The paper of the record."""
    signer = form.tail.signer
    return Paper(form.number, form.date, signer.name if signer else None, form.tail.recipients)


def spans_of(form: Form) -> dict[str, tuple[Span, ...]]:
    """The evidence of the paper's facts."""
    signer = form.tail.signer
    found = {
        "paper.number": (form.number_span,) if form.number_span and form.number else (),
        "paper.date": (form.date_span,) if form.date_span and form.date else (),
        "paper.signer": (signer.span,) if signer else (),
        "paper.recipients": form.tail.listed,
    }
    return {name: spans for name, spans in found.items() if spans}


def stamp_of(form: Form) -> tuple[Stamp, ...]:
    """The paper's own day: like a page's stamp it may lend the year, never the day."""
    if form.date is None:
        return ()
    day = date.fromisoformat(form.date)
    last = day + AHEAD if form.looks_ahead else day
    return (Stamp(day, last, None),)


def page_of(page: Cleaned, form: Form) -> Cleaned:
    """The page as the rules for reports read it: motto, number, place and day are blank."""
    plain = list(page.plain)
    for start, end in form.signs:
        plain[start:end] = " " * (end - start)
    return replace(page, plain="".join(plain))


def issuers(page: Cleaned, form: Form) -> tuple[tuple[str, Span], ...]:
    """The bodies above the title in small letters, the highest first, each with its last line.

    `ỦY BAN NHÂN DÂN` and `HUYỆN VÀM TRÀM` are one body over two lines.
    """
    bodies: list[tuple[str, Span]] = []
    for start, end in form.issuer:
        line = lowered(" ".join(page.text[start:end].split()))
        if bodies and _UNIT_ALONE.match(line):
            bodies[-1] = (f"{bodies[-1][0]} {line}", (start, end))
        else:
            bodies.append((line, (start, end)))
    return tuple(bodies)


def issuer_of(page: Cleaned, bodies: Sequence[tuple[str, Span]]) -> str | None:
    """The issuing body as texts print it: `HUYỆN ỦY KHÊ LĨNH` is Huyện ủy Khê Lĩnh.

    The last body counts; one that names no unit is that of the body above: `HUYỆN ỦY KHÊ LĨNH`
    over `BAN DÂN VẬN` is Ban Dân vận Huyện ủy Khê Lĩnh.
    """
    if not bodies:
        return None
    body = bodies[-1][0]
    whole, unit, _, _ = unit_parts(body)
    if unit is not None:
        return whole
    text = lowered(page.plain)
    ends = [(m.start(), m.end()) for m in re.finditer(re.escape(body), text)]
    printed = (page.plain[start:end] for start, end in ends)
    name = next((each for each in printed if not each.isupper()), due_case(body))
    return f"{name} {unit_parts(bodies[-2][0])[0]}" if len(bodies) > 1 else name


def place_of(bodies: Sequence[tuple[str, Span]], page: Cleaned, held: Held) -> Place | None:
    """The place that the issuing body names, when it is of the holder's level.

    `ĐẢNG BỘ TỈNH HOÀNH GIANG` above it names its province.
    """
    known = [(from_unit(name), span) for name, span in reversed(bodies)]
    province = next((p.name for p, _ in known if p and p.type == "tỉnh"), None)
    for found, span in known:
        if found is None or found.type is None or LEVELS.get(found.type) != held.level:
            continue
        evidence = Evidence(page.text[slice(*span)], span)
        return replace(
            found, basis="text", province=found.province or province, evidence=(evidence,)
        )
    return None


def with_signers(read: tuple[Official, ...], form: Form) -> tuple[Official, ...]:
    """The officials of a paper with those who signed it."""
    officials = list(read)
    for signature in form.tail.signatures:
        office = (signature.office,) if signature.office else ()
        key = name_key(signature.name)
        at = next((i for i, each in enumerate(officials) if name_key(each.name) == key), None)
        if at is None:
            officials.append(Official(signature.name, office, ("mentioned",), signature.span))
        elif office and not any(
            roles.same(roles.normal(office[0]), roles.normal(role)) for role in officials[at].roles
        ):
            known = officials[at]
            officials[at] = replace(known, roles=(*known.roles, *office))
    return tuple(officials)
