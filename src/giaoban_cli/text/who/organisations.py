"""Which body held the meeting, and of which level it is.

In: a cleaned page, its outline, and the unit that the user named, if any. Out: `Held`. Who held a
meeting is not who chaired it (handbook 1e): the holder is the subject of “tổ chức hội nghị”,
“họp”, “giao ban”; when no body is, the unit that the user named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from giaoban_cli.data import table
from giaoban_cli.frozen import frozen
from giaoban_cli.models import Caveat, Level, Place, Span
from giaoban_cli.text.page.clean import Cleaned
from giaoban_cli.text.page.sections import Outline
from giaoban_cli.text.who import gazetteer
from giaoban_cli.text.who.holding import BODY, holding_words
from giaoban_cli.text.words.letters import due
from giaoban_cli.text.words.wordlist import Finder, lowered, twin

DISTRICTS_ENDED = "2025-07-01"
"""From this day Vietnam has no district level (Law 72/2025/QH15)."""


@frozen
class Held:
    """The body that held a meeting.

    `organisation` is verbatim (blanks collapsed), None when neither the text nor the user names
    the holder; `unit` is its unit word (`huyện`, `quận`, `thị xã`, `thành phố`, `tỉnh`, `xã` …);
    `name` the span of the place name inside it; `span` where it stands. What the user named has
    neither span.
    """

    organisation: str | None
    level: Level | None
    unit: str | None
    name: Span | None = None
    span: Span | None = None


# “tập thể lãnh đạo UBND quận”, “tập thể Thường trực Huyện ủy”
_LED_BY = re.compile(r"(?:tập\s+thể\s+)?(?:lãnh\s+đạo|thành\s+viên)\s+")
_SHORT_FORM = re.compile(r"\s*\([^)]{0,40}\)")

_UNIT = re.compile(
    r"(?:(?P<seat>tỉnh|huyện|quận|thị|thành)\s+(?:ủy|đoàn)|tỉnh|huyện|quận|thị\s+xã|thị\s+trấn"
    r"|thành\s+phố|tp\.?|xã|phường|đặc\s+khu|trung\s+ương)(?!\w)"
)
_UNITS = Finder(
    ("tỉnh", "thị", "thành", "tp", "trung", "huyện", "quận", "xã", "phường", "đặc"), _UNIT
)
_SEATS = {"thị": "thị xã", "thành": "thành phố"}
CENTRAL_CITIES = frozenset(("hà nội", "hồ chí minh", "đà nẵng", "hải phòng", "cần thơ", "huế"))
LEVELS: dict[str, Level] = {
    "tỉnh": "tỉnh", "huyện": "huyện", "quận": "huyện", "thị xã": "huyện", "thành phố": "huyện",
    "xã": "xã", "phường": "xã", "thị trấn": "xã", "đặc khu": "xã", "trung ương": "trung ương",
}  # fmt: skip


@cache
def _own_level() -> dict[str, Level]:
    return {row[0]: row[1] for row in table("bodies") if row[1] != "-"}  # type: ignore[misc]


def unit_word(found: re.Match[str]) -> str:
    """“Thị ủy” → “thị xã”, “TP.” → “thành phố”: the unit word of a match of the unit pattern."""
    if found["seat"]:
        return _SEATS.get(found["seat"], found["seat"])
    word = " ".join(found[0].split())
    return "thành phố" if word.startswith("tp") else word


def units(low: str, span: Span) -> list[re.Match[str]]:
    """Every unit word in a span: “huyện”, “Huyện ủy”, “thị xã”."""
    return list(_UNITS.finditer(low, *span))


def name_behind(plain: str, low: str, unit: str, start: int, end: int) -> Span | None:
    """The place name at `start`, behind a unit word; numbers are names of wards and quarters only.

    “Quận 7”, “phường 12”; but “cấp tỉnh 34, cấp huyện 280” counts people.
    """
    if plain[start : start + 1].isdigit() and unit not in ("quận", "phường"):
        return None
    return gazetteer.name_at(plain, low, start, end)


def holder(
    page: Cleaned,
    outline: Outline,
    date: str | None = None,
    unit: str | None = None,
    issuer: str | None = None,
    offices: Sequence[str] = (),
) -> Held:
    """Read who held the meeting.

    When nothing names the holder (`holding_words`), it is the unit that the user named, or the
    body that issued the paper; without either, the level alone is read from the offices of those
    who led the meeting, or from the bodies the report speaks of most.

    Args:
        page: the cleaned page.
        outline: its parts.
        date: the meeting's ISO day, if known: it decides of what level a city is.
        unit: what the user set for the folder (`Huyện ủy Khê Lĩnh, tỉnh Hoành Giang`).
        issuer: the body that issued an official paper, as texts print it.
        offices: what those hold who chaired and concluded, in the order of the text.
    """
    low = twin(page.plain)
    given = of_unit(unit, date) if unit is not None else None
    found = holding_words(page.plain, low, outline)
    if found is not None and any(map(str.isupper, page.plain[slice(*found)])):  # not “cấp ủy”
        held = _held(page, low, found)
        if held.unit == "thành phố":
            centre = date is not None and _of_centre(low, held.name, date)
            if centre or (held.name is None and _CENTRAL.search(low)):
                return replace(held, level="tỉnh")
        if given is not None and held.name is None and held.unit in (None, given.unit):
            held = replace(held, level=given.level if held.unit else held.level or given.level)
        return held if held.level else replace(held, level=_level_around(low))
    if given is not None and given.level is not None:
        return given
    if issuer is not None and (issued := of_unit(issuer, date)).organisation is not None:
        return issued if issued.level else replace(issued, level=_level_around(low))
    if (led := _by_offices(offices)) is not None:
        return led
    title = (outline.title,) if outline.title else ()
    return _unnamed(low, (*title, *outline.body[:6]))


# “Ủy viên Trung ương Đảng, Bí thư Thành ủy”: of a city that the centre governs
_CENTRAL = re.compile(
    r"trung\sương(?:\sđảng)?(?:\skhóa\s\w{1,4})?,\s(?:phó\s)?bí\sthư\s(?:thường\strực\s)?thành\sủy"
)

# “Thủ tướng Chính phủ”, “Bộ trưởng Bộ Xây dựng”, “Bí thư thứ nhất T.Ư Đoàn”
_OF_CENTRE = re.compile(
    r"(?:phó\s)?(?:thủ\stướng|bộ\strưởng|thứ\strưởng|tổng\sbí\sthư|chủ\stịch\s(?:nước|quốc\shội))(?!\w)"
    r"|.*(?<!\w)(?:trung\sương|tw|t\.ư)(?!\sđảng)(?!\w)"
)
# offices that say nothing of the seat: “Tỉnh ủy viên”, “Ủy viên Ban Thường vụ Tỉnh ủy”
_MEMBER = re.compile(r"nguyên\s|ủy\sviên|.{0,12}ủy\sviên|tuv|huv|uv|đại\sbiểu")


def _by_offices(offices: Sequence[str]) -> Held | None:
    """The level of the first office that tells one: “Chủ tịch HĐND xã”, “Thủ tướng Chính phủ”."""
    for office in offices:
        low = lowered(office)
        if _MEMBER.match(low):
            continue
        if _OF_CENTRE.match(low):
            return Held(None, "trung ương", None)
        for unit in units(low, (0, len(low))):
            word = unit_word(unit)
            if word != "thành phố":
                return Held(None, LEVELS[word], word)
    return None


# “, tỉnh Hoành Giang”, “ (Hoành Giang)”, “ - Hoành Giang”: what follows the name of a unit
_BEHIND_UNIT = re.compile(r"\s*(?:[,;(]|\s-\s)")


def unit_parts(text: str) -> tuple[str, str | None, str, str]:
    """What a user says of a folder, in parts: “Huyện ủy Khê Lĩnh, Hoành Giang”.

    A name typed in small letters gets its capitals.

    Returns:
        The whole without what follows the name, the unit word (`huyện`; None without one), the
        name (may be empty), and what follows it (`, Hoành Giang`).
    """
    text = due(text)
    low = lowered(text)
    words = units(low, (0, len(low)))
    start = words[0].end() if words else 0
    # “Huyện ủy Khê Lĩnh | tỉnh Hoành Giang”, but “Quận ủy Quận 3”
    after = (word.start() for word in words[1:] if low[start : word.start()].strip())
    stop = next(after, len(text))
    if mark := _BEHIND_UNIT.search(text, start, stop):
        stop = mark.start()
    body, name = " ".join(text[:start].split()), " ".join(text[start:stop].split())
    if text.islower():
        body = body[:1].upper() + body[1:]
        name = " ".join(word.capitalize() for word in name.split())
    whole = f"{body} {name}".strip()
    return whole, unit_word(words[0]) if words else None, name if words else "", text[stop:]


def of_unit(text: str, date: str | None = None) -> Held:
    """The holder that a user's words name: “Huyện ủy Khê Lĩnh, Hoành Giang”.

    A unit without a body (“huyện Khê Lĩnh”) has a level and no organisation.
    """
    whole, unit, name, _ = unit_parts(text)
    body = BODY.match(lowered(whole))
    level = _own_level().get(" ".join(body[0].split())) if body else None
    if unit == "thành phố":
        central = lowered(name) in CENTRAL_CITIES - {"huế"}
        day = date or ""
        level = "tỉnh" if central or (name and _is_central(lowered(name), day)) else "huyện"
    elif unit is not None:
        level = LEVELS[unit]
    return Held(whole if body else None, level, unit)


# “Ban Tuyên giáo T.Ư”, “Ban Dân vận TW”
_SHORT_CENTRE = re.compile(r"(?<![\w/-])(?:t\.ư|tw)(?!\w)")


def _of_centre(low: str, name: Span | None, date: str) -> bool:
    """Whether a city is one that the centre governs, because of the day.

    Since July 2025 there are no others; Huế is one since that January.
    """
    return _is_central(low[slice(*name)], date) if name else date >= DISTRICTS_ENDED


def _is_central(city: str, date: str) -> bool:
    if date >= DISTRICTS_ENDED:
        return city in CENTRAL_CITIES
    return city == "huế" and date >= "2025-01-01"


def _held(page: Cleaned, low: str, span: Span) -> Held:
    """What the words of a holder say: its name without brackets, level, unit and place."""
    plain = page.plain
    start, end = span
    if led := _LED_BY.match(low, start, end):
        start = led.end()
    end = start + len(plain[start:end].rstrip(" ,-:"))
    text = " ".join(_SHORT_FORM.sub("", due(page.text[start:end])).split())
    first = next(iter(units(low, (start, end))), None)
    own = BODY.match(low, start, end)
    level = _own_level().get(" ".join(own[0].split())) if own else None
    if first is None and _SHORT_CENTRE.search(low, start, end):
        return Held(text, "trung ương", None, None, (start, end))
    if first is None:
        return _by_name(low, Held(text, level, None, None, (start, end)))
    unit = unit_word(first)
    at = first.end() + len(plain[first.end() : end]) - len(plain[first.end() : end].lstrip())
    name = name_behind(plain, low, unit, at, end)
    return Held(text, _level(low, unit, name), unit, name, (start, end))


def _by_name(low: str, held: Held) -> Held:
    """The level and place of a body without a unit word: “Sở Y tế Hà Nội”, else by the text."""
    assert held.span is not None
    start, end = held.span
    for blank in re.finditer(r"\s(?=\S{1,12}(?:\s\S{1,12}){0,3}$)", low[start:end]):
        name = (start + blank.end(), end)
        city, districts = (
            gazetteer.province(low[slice(*name)]),
            gazetteer.districts(low[slice(*name)]),
        )
        if city is not None and (held.level == "tỉnh" or not districts):
            return replace(held, level="tỉnh", unit=city.types[0], name=name)
        if districts and city is None and held.level in (None, "huyện"):
            return replace(held, level="huyện", unit=districts[0].types[0], name=name)
    return held


def _level(low: str, unit: str, name: Span | None) -> Level:
    """The level of a unit; a city is of the province's level when the centre governs it."""
    if unit != "thành phố":
        return LEVELS[unit]
    if name is not None:
        city = gazetteer.province(low[slice(*name)])  # “TP.HCM” is Hồ Chí Minh
        central = city is not None and lowered(city.name) in CENTRAL_CITIES
        return "tỉnh" if central and _governed(low) else "huyện"
    return "tỉnh" if _governed(low) else "huyện"


# “Thành ủy Hà Nội”, and a line that opens with the city: “Hải Phòng: Họp …”, “Cần Thơ, ngày …”
_CITIES = r"(?:hà\snội|hồ\schí\sminh|đà\snẵng|hải\sphòng|cần\sthơ)"
_CAPITAL = re.compile(
    rf"(?:thành\sphố|thành\sủy|tp\.?)\s{_CITIES}|(?<!\w)tp\.?\s?hcm(?!\w)|(?:(?<=\n)|(?<![\w\W])){_CITIES}(?=:|\s[:-]|,\sngày)"
)


_NAMED_SO = CENTRAL_CITIES | {"hcm"}

# “quận”, “Huyện ủy”: what such a city has; “tỉnh”, “Tỉnh ủy”: what stands above any other
_INSIDE = re.compile(r"quận(?<!\wquận)(?!\w)|huyện ủy(?<!\whuyện ủy)(?!\w)")
_ABOVE = re.compile(r"tỉnh(?<!\wtỉnh)(?!\w)")


def _governed(low: str) -> bool:
    """Whether a city in the text is one that the centre governs: it has districts, no Tỉnh ủy."""
    inside, above = len(_INSIDE.findall(low)), len(_ABOVE.findall(low))
    capital = len(_CAPITAL.findall(low)) if any(city in low for city in _NAMED_SO) else 0
    return inside + 2 * capital > 2 * above


def _level_around(low: str) -> Level | None:
    """The level of a body whose name says none (“Đảng ủy”), from the units spoken of most."""
    return _unnamed(low, ((0, min(len(low), 6000)),)).level


def _unnamed(low: str, spans: tuple[Span, ...]) -> Held:
    """No holder is named: the level that the bodies of the report have most often."""
    counts: Counter[str] = Counter()
    for span in spans:
        for unit in units(low, span):
            before = low[max(0, unit.start() - 12) : unit.start()]
            if _ISSUED_BY.search(low, max(span[0], unit.start() - 80), unit.start()):
                continue
            weight = 3 if unit["seat"] or _OFFICE.search(before) else 1
            if not _PLURAL.search(before):
                counts[unit_word(unit)] += weight
    if not counts:
        return Held(None, None, None)
    levels: Counter[Level] = Counter()
    for word, count in counts.items():
        levels[_level(low, word, None)] += count
    level, weight = levels.most_common(1)[0]
    if weight < 3:
        return Held(None, None, None)
    word = next(word for word, _ in counts.most_common() if _level(low, word, None) == level)
    return Held(None, level, word)


_OFFICE = re.compile(r"(?:ubnd|hđnd|đảng bộ|mttq|ubmttq|đảng ủy|việt nam|nhân dân)\s$")
_PLURAL = re.compile(r"(?:các|những|từ|cấp|một số)\s$")
# “02-NQ/TU, ngày 04/11/2016, của | Tỉnh ủy”: who issued a paper says nothing of who met
_ISSUED_BY = re.compile(
    r"(?:\d\d-[a-zđ]{1,5}/[a-zđ.]{2,10}|số\s\d{1,5}[^\s,]{0,20})(?:,?\s{0,2}ngày\s{0,2}[\d/.\s-]{3,12})?"
    r",?\s{1,2}của\s(?:ban\s\w{2,7}\s\w{2,5}\s)?(?:đảng\sbộ\s)?$"
)


def named(held: Held, place: Place | None) -> str | None:
    """The holder's name, completed with its place when the text or a sure inference gives it."""
    if held.organisation is None or place is None or held.name is not None:
        return held.organisation
    if lowered(held.organisation).startswith("cụm "):
        return held.organisation  # several units together: “Cụm thi đua số 4”
    name, kind = place.name, place.type
    if place.basis == "set" and held.unit not in (None, kind):
        if held.unit != "tỉnh" or place.province in (None, name):
            return held.organisation
        name = place.province or name  # “Tỉnh ủy” in the folder of one of its districts
    if lowered(name) in lowered(held.organisation) or held.level in (None, "trung ương"):
        return held.organisation
    if held.unit is None and kind:
        return f"{held.organisation} {kind} {name}"
    if held.unit is None:
        return held.organisation
    return f"{held.organisation} {name}"


def warnings(held: Held, place: Place | None, date: str | None) -> tuple[Caveat, ...]:
    """What a human should look at: a name several provinces share, a district after its end.

    Args:
        held: the holder.
        place: its place, if any.
        date: the meeting's ISO day, if known.
    """
    found = []
    if place is not None and place.candidates and place.province is None:
        shared = ", ".join(place.candidates)
        found.append(Caveat("place_ambiguous", f"Địa danh {place.name} có ở nhiều tỉnh: {shared}."))
    if held.level == "huyện" and date is not None and date >= DISTRICTS_ENDED:
        found.append(
            Caveat(
                "after_district_abolished",
                "Văn bản nêu cơ quan cấp huyện, nhưng cấp huyện đã kết thúc từ 01/7/2025.",
            )
        )
    return tuple(found)
