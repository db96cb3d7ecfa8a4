"""Where the body that met has its seat, as on the day of the meeting.

In: a cleaned page, its outline and the holder. Out: a `Place` as the text gives it, inferred from
other units with the words that prove it, or set by the user; never a guess (handbook 8).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Basis, Evidence, Level, Place, Span
from giaoban_cli.text.page.clean import Cleaned
from giaoban_cli.text.page.sections import Outline
from giaoban_cli.text.who import gazetteer, inferred
from giaoban_cli.text.who.holding import BODY
from giaoban_cli.text.who.names import UPPER
from giaoban_cli.text.who.organisations import (
    DISTRICTS_ENDED,
    Held,
    name_behind,
    unit_parts,
    unit_word,
    units,
)
from giaoban_cli.text.who.roles import closing_name
from giaoban_cli.text.words.letters import due
from giaoban_cli.text.words.wordlist import lowered, twin

_TYPES: dict[Level, tuple[str, ...]] = {
    "xã": ("xã", "phường", "thị trấn", "đặc khu"),
    "huyện": ("huyện", "quận", "thị xã", "thành phố"),
    "tỉnh": ("tỉnh", "thành phố"),
}
# “Huyện ủy X”, “UBND huyện X”, “Đảng bộ huyện X”: a body's own name weighs more than “huyện X”.
_OFFICE = re.compile(
    r"(?:ubnd|hđnd|đảng bộ|mttq|ubmttq|mặt trận|đảng ủy|việt nam|nhân dân|công an|bí thư"
    r"|ban thường vụ|đoàn tncs hồ chí minh|phụ nữ|nông dân|chiến binh|liên đoàn lao động)\s$"
)
# “Hội trường phường X”, “trên địa bàn huyện X”: the holder's own, if it is of that level
_OWN = re.compile(r"(?:hội trường|trụ sở|nhà văn hóa|trung tâm văn hóa|địa bàn)(?: trung tâm)?\s$")
# “như huyện X”, “tại các huyện X”: other places
_ELSEWHERE = re.compile(r"(?:như|bạn|các|với|tại các|từ|giáp|sang|thăm|gồm)\s$")
# “Khê Lĩnh giao ban công tác”, “Nậm Sáng tổ chức”: a title that opens with the place
_TITLE_VERB = re.compile(
    r"\s{0,2}[:-]?\s+(?:giao\s+ban|tổ\s+chức|họp|sơ\s+kết|tổng\s+kết|triển\s+khai|quán\s+triệt|hội\s+nghị|tập\s+trung"
    r"|trực\s+báo|đẩy\s+mạnh)(?!\w)"
)
_SMALL = ("xã ", "phường ", "thị trấn ")
# “ Văn An”: the capitals behind a name
_CAPITALS = re.compile(rf"(?: [{UPPER}][\w']{{0,8}}){{0,4}}")
# “ (Phú Thọ)”, “, Phú Thọ”
_BEHIND = re.compile(r"\s?(?:\(|,\s)")
# “(TPHCM)”, “TP.HCM”
_CITY = re.compile(r"(?<!\w)(?:tphcm|tp\.?\s?hcm)(?!\w)")


_HEADER = 300
"""Characters at the top of a page where a site tells whose it is."""


@frozen
class _Named:
    """A unit word with a name in the text, and how much it weighs."""

    type: str
    name: str
    span: Span
    weight: int


def place(
    page: Cleaned, outline: Outline, held: Held, unit: str | None = None, date: str | None = None
) -> Place | None:
    """Find the place of the holder.

    Args:
        page: the cleaned page; its chrome (a site's header) may help to infer, not to state.
        outline: its parts.
        held: who held the meeting.
        unit: what the user set for the folder (`Huyện ủy Chợ Đồn, Bắc Kạn`); wins over the text.
        date: the meeting's ISO day, if known: a province that the tables add, and the text does
            not name, is the one of that day.
    """
    found = _place(page, outline, held, unit)
    if found is None or found.basis == "set" or date is None:
        return found
    if found.province is None:
        return _commune(found, date) if held.level == "xã" else found
    if date < "2025-01-01" or gazetteer.province(found.province) is None:
        return found
    if found.name == "Thừa Thiên Huế" and held.unit == "thành phố":
        return replace(found, name="Huế", type="thành phố", province="Huế")
    if found.province == "Thừa Thiên Huế" or (
        date >= DISTRICTS_ENDED and twin(page.plain).find(lowered(found.province)) < 0
    ):
        return replace(found, province=gazetteer.successor(found.province))
    return found


def _commune(found: Place, date: str) -> Place:
    """A commune with its province, when on that day only one had a commune of its name.

    Of those since July 2025 the provinces that share a name are its candidates; before, names
    came and went, and are shared by too many to tell.
    """
    since_2025 = date >= DISTRICTS_ENDED
    provinces = gazetteer.provinces_of_commune(found.name, found.type or "", since_2025=since_2025)
    if len(provinces) == 1:
        return replace(found, province=provinces[0])
    return replace(found, candidates=provinces) if since_2025 else found


def _place(page: Cleaned, outline: Outline, held: Held, unit: str | None) -> Place | None:
    if unit is not None and (given := from_unit(unit)) is not None:
        return given
    if held.level is None or held.level == "trung ương":
        return None
    low = twin(page.plain)
    named = _named(page.plain, low, (0, len(low)), outline, held)
    if held.level == "tỉnh":
        return _provincial(page, low, named, held)
    found = _best(named, held)
    basis: Basis = "text"
    if found is None and page.chrome:
        text = due(page.text)
        whole = twin(text)
        spans = [span for span in page.chrome if span[1] - span[0] < 400]
        chrome = [n for s in spans for n in _named(text, whole, s, outline, held)]
        header = [n for n in chrome if n.weight > 1 or n.span[0] < _HEADER]
        found, basis = _best(header, held, least=1), "inferred"
    if found is None:
        return inferred.by_communes(page, held) if held.level == "huyện" else None
    return _complete(page, low, named, found, held.level, basis)


def from_unit(text: str) -> Place | None:
    """The place in what a user says of a folder: “Huyện ủy Chợ Đồn, Bắc Kạn”; basis `set`.

    Old and new names are taken as they are typed; a name several provinces share keeps its
    candidates when no province is given.
    """
    whole, kind, name, behind = unit_parts(text)
    if kind is None and not BODY.match(lowered(whole)):
        name = whole  # “Khê Lĩnh, Hoành Giang”
    if not name:
        return None
    given = re.split(r"[,;(]|\s-\s", behind)
    # “xã Rào Vạc, Khê Lĩnh, Hoành Giang”: the province comes last
    said = next((p for piece in reversed(given) if (p := _province_word(piece.strip()))), None)
    if kind == "tỉnh":
        return Place(name, kind, name, "set")
    known = gazetteer.province(name)
    if kind == "thành phố" and known is not None and known.types == ("thành phố",):
        return Place(name, kind, known.name, "set")
    candidates = tuple(dict.fromkeys(u.province for u in gazetteer.districts(name)))
    if kind in _TYPES["xã"]:
        candidates = ()
    if said is None and len(candidates) == 1:
        said = candidates[0]
    return Place(name, kind, said, "set", candidates if said is None else ())


def _province_word(piece: str) -> str | None:
    text = re.sub(r"^\s*(?:[Tt]ỉnh|[Tt]hành phố|TP\.?)?\s*", "", piece).strip(" .)")
    known = gazetteer.province(piece.strip(" .)")) or gazetteer.province(text)
    if known is not None:
        return known.name
    district = text == piece.strip(" .)") and gazetteer.districts(text)
    return text if text[:1].isupper() and not district else None


def _named(plain: str, low: str, span: Span, outline: Outline, held: Held) -> list[_Named]:
    """Every “unit word + name” of a stretch of text, and the name that opens the title."""
    found = []
    top = [part for part in (outline.title, outline.lead) if part]
    for word in units(low, span):
        start = word.end()
        while start < len(plain) and plain[start] == " ":
            start += 1
        if start == word.end() or plain[start : start + 1].islower():
            continue
        name = name_behind(plain, low, unit_word(word), start, min(span[1], start + 60))
        before = low[max(0, word.start() - 24) : word.start()]
        weight = 3 if word["seat"] or _OFFICE.search(before) else 1
        if name is None or (
            (weight > 1 or plain.count(" ", *name) > 1)  # “tỉnh Cao Lâm” is no person
            and (name := _without_person(plain, low, name)) is None
        ):
            continue
        if weight == 1 and _OWN.search(low, max(0, word.start() - 26), word.start()):
            weight = 2
        if _ELSEWHERE.search(before):
            weight = 1
        if any(a <= word.start() < b for a, b in top) and weight > 1:
            weight += 2
        elif outline.title and word.start() == outline.title[0]:
            weight = 5  # “Huyện Khê Lĩnh sơ kết”
        if held.name is not None and name[0] == held.name[0]:
            weight += 100
        found.append(_Named(unit_word(word), _tidy(plain[slice(*name)]), name, weight))
    title = outline.title
    if title and span[0] <= title[0] and title[1] <= span[1] and held.unit:
        name = gazetteer.name_at(plain, low, title[0], title[1])
        if name and _opens_title(low, name) and not units(low, name):
            found.append(_Named(held.unit, _tidy(plain[slice(*name)]), name, 5))
    return found


def _opens_title(low: str, name: Span) -> bool:
    """Whether a name that opens the title is a place: “Khê Lĩnh giao ban”, not “Phiên họp”."""
    whole = low[slice(*name)]
    return bool(_TITLE_VERB.match(low, name[1])) and (" " in whole or gazetteer.known(whole))


def _without_person(plain: str, low: str, name: Span) -> Span | None:
    """The name of the place without a person's that follows: “huyện Trần Văn An” has none."""
    if gazetteer.known(low[slice(*name)]) or plain[name[0]].isdigit():
        return name
    if low.endswith(_SMALL, 0, name[0]) and gazetteer.longer(low, name):
        return name  # “xã Tam Đảo Xanh”
    stop = _CAPITALS.match(plain, name[1])
    whole = stop.end() if stop else name[1]
    person = closing_name(
        plain, low, (max(0, low.rfind(" ", 0, name[0] - 1)), whole), trigger=False
    )
    if person is None:
        return name
    if person[0] <= name[0]:
        small = low.endswith(_SMALL, 0, name[0])
        return name if small and gazetteer.commune(low[slice(*name)]) else None
    cut = name[0] + len(plain[name[0] : min(name[1], person[0])].rstrip())
    return name[0], cut


def _tidy(name: str) -> str:
    text = " ".join(name.split())
    return " ".join(w.capitalize() for w in text.split()) if text.isupper() else text


def _best(named: Iterable[_Named], held: Held, least: int = 2) -> _Named | None:
    """The name of the holder's level that weighs most; None when two weigh alike.

    Less than `least` is not enough: a place mentioned once in passing is not the holder's.
    """
    wanted = (held.unit,) if held.unit in _TYPES[held.level or "xã"] else _TYPES[held.level or "xã"]
    weights: defaultdict[str, int] = defaultdict(int)
    first: dict[str, _Named] = {}
    for each in named:
        if each.type not in wanted:
            continue
        key = lowered(each.name)
        weights[key] += each.weight
        if key not in first or first[key].weight < each.weight:
            first[key] = each
    order = sorted(weights, key=lambda key: -weights[key])
    if not order or weights[order[0]] < least:
        return None
    if len(order) > 1 and weights[order[0]] < 2 * weights[order[1]] and weights[order[0]] < 50:
        return None
    return first[order[0]]


def _complete(
    page: Cleaned, low: str, named: list[_Named], found: _Named, level: Level, basis: Basis
) -> Place:
    """A place of commune or district with its province, from the text or the tables."""
    spans = [found.span]
    said = _provinces_said(page.plain, low, named)
    names = list(dict.fromkeys(n.name for n in said))
    candidates: tuple[str, ...] = ()
    if level == "huyện":
        units_ = gazetteer.districts(found.name) or gazetteer.districts(
            f"{found.type} {found.name}"  # “Quận 7”
        )
        fitting = [u for u in units_ if found.type in u.types] or list(units_)
        candidates = tuple(dict.fromkeys(u.province for u in fitting))
    province: str | None = None
    agreed = [name for name in names if name in candidates]
    if beside := _province_beside(page.plain, low, named, found):
        # what is printed beside the name wins over the tables
        said, province, candidates = [beside, *said], beside.name, ()
    elif candidates:
        if len(candidates) == 1:
            province = candidates[0]
        elif len(agreed) == 1:
            province = agreed[0]
    elif len(names) == 1:
        province = names[0]
    elif level == "xã" and not names:
        province = _province_of_district((*named, *_district_behind(page.plain, low, found)))
    spans += [n.span for n in said if n.name == province][:1]
    evidence = tuple(Evidence(page.text[slice(*span)], span) for span in spans)
    left = candidates if province is None else ()
    return Place(found.name, found.type, province, basis, left, evidence)


# “ (Hoành Giang)” behind a district
_IN_BRACKETS = re.compile(r"\s?\(")
# “, tỉnh ”, “ (tỉnh ”, “ tỉnh ”: between the name of a unit and that of its province
_TO_PROVINCE = re.compile(r"\s{0,2}[,(-]?\s{0,2}tỉnh\s{1,2}")


def _province_beside(plain: str, low: str, named: Iterable[_Named], found: _Named) -> _Named | None:
    """The province printed right behind the name: “Huyện ủy Khê Lĩnh, tỉnh Hoành Giang”."""
    for each in named:
        if each.name != found.name or each.type != found.type:
            continue
        joint = _TO_PROVINCE.match(low, each.span[1])
        name = joint and gazetteer.name_at(plain, low, joint.end(), joint.end() + 30)
        if name:
            known = gazetteer.province(low[slice(*name)])
            return _Named("tỉnh", known.name if known else plain[slice(*name)], name, 1)
        if known_behind := _province_behind(plain, low, each):
            return known_behind[0]
        district = found.type in _TYPES["huyện"]
        joint = _IN_BRACKETS.match(plain, each.span[1]) if district else None
        name = joint and gazetteer.name_at(plain, low, joint.end(), joint.end() + 30)
        if name and plain[name[1]] == ")" and plain.count(" ", *name):
            return _Named("tỉnh", plain[slice(*name)], name, 1)
    return None


def _province_of_district(named: Iterable[_Named]) -> str | None:
    """The province of the one district that a report on a commune names."""
    found = {
        unit.province
        for each in named
        if each.type in ("huyện", "thị xã", "quận", "thành phố")
        for unit in gazetteer.districts(each.name)
    }
    return found.pop() if len(found) == 1 else None


def _district_behind(plain: str, low: str, named: _Named) -> list[_Named]:
    """“thị trấn Chờ (Yên Phong)”, “xã Tân Thanh, Lạng Giang”: the district right behind."""
    joint = _BEHIND.match(plain, named.span[1])
    name = joint and gazetteer.name_at(plain, low, joint.end(), joint.end() + 30)
    known = gazetteer.districts(low[slice(*name)]) if name else ()
    return [_Named(known[0].types[0], known[0].name, name, 1)] if name and known else []


def _provinces_said(plain: str, low: str, named: Iterable[_Named]) -> list[_Named]:
    """The provinces and central cities that the text names as such."""
    found = []
    for each in named:
        known = gazetteer.province(each.name)
        if each.type == "tỉnh":
            name = known.name if known else each.name
            found.append(_Named("tỉnh", name, each.span, each.weight))
        elif each.type == "thành phố" and known and known.types == ("thành phố",):
            found.append(_Named("thành phố", known.name, each.span, each.weight))
        if each.type not in ("tỉnh", "thành phố") or not known:
            found += _province_behind(plain, low, each)
    if "hcm" in low:
        found += [_Named("thành phố", "Hồ Chí Minh", m.span(), 1) for m in _CITY.finditer(low)]
    return found


def _province_behind(plain: str, low: str, named: _Named) -> list[_Named]:
    """“huyện Tam Nông (Phú Thọ)”, “Huyện ủy Tam Nông, Phú Thọ”: the province right behind."""
    joint = _BEHIND.match(plain, named.span[1])
    name = joint and gazetteer.name_at(plain, low, joint.end(), joint.end() + 30)
    known = name and gazetteer.province(low[slice(*name)])
    return [_Named("tỉnh", known.name, name, named.weight)] if name and known else []


def _provincial(page: Cleaned, low: str, named: list[_Named], held: Held) -> Place | None:
    """The province of a provincial body, named, or inferred from its districts."""
    said = [
        n
        for n in _provinces_said(page.plain, low, named)
        if n.type == held.unit or n.weight > 1 or held.unit is None
    ]
    best = _best(
        [_Named(held.unit or n.type, n.name, n.span, n.weight) for n in said], held, least=1
    )
    if best is not None:
        kind = next((n.type for n in said if n.name == best.name), best.type)
        evidence = Evidence(page.text[slice(*best.span)], best.span)
        return Place(best.name, kind, best.name, "text", (), (evidence,))
    if held.name and (known := gazetteer.province(low[slice(*held.name)])):  # “Sở Y tế Hà Nội”
        evidence = Evidence(page.text[slice(*held.name)], held.name)
        return Place(known.name, known.types[0], known.name, "text", (), (evidence,))
    units_named = [(each.type, each.span[0]) for each in named]
    return inferred.by_districts(page, low, units_named) or inferred.by_delegation(page, low)
