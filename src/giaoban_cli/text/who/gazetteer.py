"""What the tables of places know: provinces, districts and communes, by name.

In: a name, or a text and a place in it. Out: units. Lookups are exact apart from case and tone
placement; a name that several units share gives all of them, and nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache

from giaoban_cli.data import table
from giaoban_cli.frozen import frozen
from giaoban_cli.models import Span
from giaoban_cli.text.who.names import no_name
from giaoban_cli.text.words.letters import UPPER
from giaoban_cli.text.words.wordlist import lowered, one_of


@frozen
class Unit:
    """A unit of the map as it was until 30 June 2025.

    `types` are unit words (`huyện`, `thị xã`); `district` is set for communes only; for a
    province `province` is its own name.
    """

    name: str
    types: tuple[str, ...]
    province: str
    district: str | None = None


@cache
def _provinces() -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for name, kind, _, *others in table("provinces"):
        unit = Unit(name, (kind,), name)
        for spelling in (name, *(others[0].split("|") if others else ())):
            found[lowered(spelling)] = unit
    return found


@cache
def _districts() -> dict[str, tuple[Unit, ...]]:
    found: defaultdict[str, list[Unit]] = defaultdict(list)
    for province_name, name, types, *others in table("districts"):
        unit = Unit(name, tuple(types.split("|")), province_name)
        for spelling in (name, *(others[0].split("|") if others else ())):
            if spelling:
                found[lowered(spelling)].append(unit)
    return {name: tuple(units) for name, units in found.items()}


@cache
def _communes() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Type and name of a commune → the province and district of each that bears it."""
    found: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for province_name, district, kind, names in table("communes"):
        for name in lowered(names).split("|"):
            found[kind, name].append((province_name, district))
    return found


@cache
def _communes_since_2025() -> dict[tuple[str, str], list[str]]:
    """The same of July 2025: the provinces."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for province_name, kind, names in table("communes_since_2025"):
        for name in lowered(names).split("|"):
            found[kind, name].append(province_name)
    return found


def province(name: str) -> Unit | None:
    """The province of a name in any case or spelling, among the 63 of before July 2025."""
    return _provinces().get(lowered(" ".join(name.split())))


def districts(name: str) -> tuple[Unit, ...]:
    """Every unit of the district level that bears a name."""
    return _districts().get(lowered(" ".join(name.split())), ())


def communes(name: str, kind: str) -> tuple[Unit, ...]:
    """The communes of a name of before July 2025; `kind` is `xã`, `phường` or `thị trấn`."""
    clean = " ".join(name.split())
    homes = _communes().get((kind, lowered(clean)), ())
    return tuple(Unit(clean, (kind,), province, district) for province, district in homes)


def provinces_of_commune(name: str, kind: str, *, since_2025: bool) -> tuple[str, ...]:
    """The provinces, as they were then, that have a commune of a name and type."""
    key = kind, lowered(" ".join(name.split()))
    if since_2025:
        return tuple(_communes_since_2025().get(key, ()))
    return tuple(dict.fromkeys(province for province, _ in _communes().get(key, ())))


@lru_cache(maxsize=4096)
def commune(name: str) -> bool:
    """Whether some commune, before or since July 2025, bears a name (any case)."""
    low = lowered(" ".join(name.split()))
    kinds = ("xã", "phường", "thị trấn", "đặc khu")
    return any(
        (kind, low) in _communes() or (kind, low) in _communes_since_2025() for kind in kinds
    )


def successor(name: str) -> str | None:
    """The province among the 34 of July 2025 that took in an old one."""
    old = province(name)
    rows = (row for row in table("provinces") if old is not None and row[0] == old.name)
    return next((row[2] for row in rows), None)


@lru_cache(maxsize=4096)
def known(name: str) -> bool:
    """Whether a name (any case) is one of a province or of a district."""
    low = lowered(" ".join(name.split()))
    return low in _districts() or low in _provinces()


def longer(low: str, name: Span) -> bool:
    """Whether a name is one of the tables with more behind it: “Tam Đảo Xanh”."""
    found = _known_name().match(low, *name)
    return found is not None and found.end() < name[1]


@cache
def _known_name() -> re.Pattern[str]:
    return re.compile(one_of((*_districts(), *_provinces())) + r"(?![\w'])")


# “Khê Lĩnh”, “Ea M'nga”, “Quận 7”: names that no table holds
_SYLLABLE = re.compile(
    rf"[{UPPER}ĔŎŬČ](?:[^\W\d_]|'(?=[^\W\d_])){{0,9}}(?![\w&])|\d{{1,2}}(?!\w|[/.]\d)"
)


def name_at(plain: str, low: str, start: int, end: int) -> Span | None:
    """The span of the place name that begins exactly at `start`, without a unit word.

    A name of the tables is taken whole, with one more capitalised syllable it is another name
    (“Tam Đảo Xanh”); of an unknown one the run of capitals, two syllables when the run is longer
    than three (a person's name may follow).
    """
    if not plain[start : start + 1].isupper() and not plain[start : start + 1].isdigit():
        return None
    if found := _known_name().match(low, start, end):
        return start, _one_more(plain, low, found.end(), end) or found.end()
    run: list[Span] = []
    at = start
    while len(run) < 6 and (syllable := _SYLLABLE.match(plain, at, end)):
        if _unlike(syllable) or _acts_at(plain, low, syllable, end):
            break
        run.append(syllable.span())
        at = syllable.end()
        if plain[at : at + 1] != " ":
            break
        at += 1
    # “Chủ tịch UBND xã | Các đại biểu …”: a heading or a person follows, no name
    if not run or (words := no_name(low, start, end)) > 1 or (words and len(run) == 1):
        return None
    if plain[run[0][0]].isdigit():
        return run[0]
    last = run[min(len(run), 3) - 1] if len(run) <= 3 else run[1]
    return run[0][0], last[1]


def _acts_at(plain: str, low: str, word: re.Match[str], end: int) -> bool:
    """Whether a capitalised word opens what is done: “Phường Khê Lĩnh | Sơ kết công tác”."""
    if word[0].isupper() and len(word[0]) > 1:
        return _IN_CAPITALS.match(low, word.start(), end) is not None
    act = _ACT.match(low, word.start(), end)
    return act is not None and plain[word.end() : act.end()].islower()


def _one_more(plain: str, low: str, at: int, end: int) -> int | None:
    """Where the one syllable ends that makes another name of a known one: “Tam Đảo | Xanh”.

    Two syllables or more are a person's (“Hà Trung Nguyễn Thị Hà”), capitals alone a heading.
    """
    more = _SYLLABLE.match(plain, at + 1, end) if plain[at : at + 1] == " " else None
    if more is None or not (more[0][1:].islower() or len(more[0]) == 1):
        return None
    if no_name(low, at + 1, end) or any(p.match(low, at + 1, end) for p in _NO_MORE):
        return None
    behind = plain[more.end() : more.end() + 2]
    return None if behind[:1] == " " and behind[1:].isupper() else more.end()


# in a line of capitals: where the name of a place ends: “HUYỆN ỦY KHÊ LĨNH TỔ CHỨC”
_IN_CAPITALS = re.compile(
    r"(?:chủ\s+trì|tổ\s+chức|họp|giao\s+ban|hội\s+nghị|triển\s+khai|sơ\s+kết|tổng\s+kết|làm\s+việc|khóa"
    r"|nhiệm\s+kỳ|lần\s+thứ|quý|tháng|năm|và|với|trong|quán\s+triệt|thông\s+báo|đã|đảng\s+cộng)(?!\w)"
)
# “Phường Khê Lĩnh | Sơ kết công tác”: a title that sets the first word of the act large
_ACT = re.compile(
    r"(?:sơ\s+kết|tổng\s+kết|tổ\s+chức|triển\s+khai|quán\s+triệt|báo\s+cáo|phát\s+biểu|thông\s+báo"
    r"|giao\s+ban|hội\s+nghị|chủ\s+trì|làm\s+việc)(?!\w)"
)
# “Huyện ủy Khê Lĩnh | Sáng 16/4”, “… | Tin, ảnh: A”: a new line or sentence without any mark
_NEW_SENTENCE = re.compile(
    r"(?:sáng|chiều|tối|trưa|ngày|thứ|tin|ảnh|bài|theo|tại|về|cũng|sau|từ|được|phát|kết|đề|yêu)(?!\w)"
)
_NO_MORE = (_IN_CAPITALS, _NEW_SENTENCE)
_NO_PLACE = frozenset(
    ("ubnd", "hđnd", "mttq", "ubmttq", "tuv", "huv", "hu", "tu", "ubkt", "btv", "bch", "ttvh")
)


def _unlike(word: re.Match[str]) -> bool:
    """Whether a capitalised word is no part of a place name: “UBND”, “TNMT”."""
    low = lowered(word[0])
    if low in _NO_PLACE:
        return True
    if len(low) < 3 or not word[0].isupper():
        return False
    return not any(char in "aeiouy" for char in unicodedata.normalize("NFD", low))
