"""The shapes of personal names in reports: where one ends, and what is never one.

In: a text, its lower-case twin and a place in it. Out: the span of the name that begins there.
Whether somebody stands there at all is for people.py to say: a name alone makes no official.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from giaoban_cli.data import table
from giaoban_cli.models import Span
from giaoban_cli.text.words.letters import UPPER as VIETNAMESE_UPPER
from giaoban_cli.text.words.wordlist import lowered, one_of

UPPER = VIETNAMESE_UPPER + "ĔŎŬČÑ"
"""Capitals of names, those of Ede and Jarai included, for use inside [ ] of a pattern."""


MOST = 5
"""Syllables of the longest name: “Nguyễn Trần Thị Thu Hà”."""

# One syllable of a name: “Nguyễn”, “A”, “H'Yim”, “Kpă”, “NGUYỄN”.
_SYLLABLE = re.compile(rf"[{UPPER}](?:[^\W\d_]|'(?=[^\W\d_])){{0,9}}(?![\w&])")
# What may stand between two syllables; people.py has already made soft line breaks blanks.
_BLANK = re.compile(r"[ \t]{1,4}")
_HEADS = one_of(row[1] for row in table("roles") if row[0] == "head")
_PREFIXES = one_of(row[1] for row in table("roles") if row[0] == "prefix")
# Offices that no name goes beyond: “đồng chí Nguyễn Văn A Phó Bí thư”, “… nguyên Bí thư”.
_OFFICE = re.compile(rf"(?:{_PREFIXES}\s{{1,3}})?{_HEADS}(?!\w)")
# Offices that no pair of given names looks like, however their letters are set.
_PLAIN_OFFICE = re.compile(r"(?:phó|bí\s|chủ\s|ủy\s|chánh|giám\s|trưởng|nguyên|quyền)")
# “Đoàn Thanh niên”, “Văn phòng”, “Hồ Chí Minh”: capitals that are no official's name
_NEVER = re.compile(one_of(row[0] for row in table("not_names")) + r"(?!\w)")


@cache
def _surnames() -> dict[str, int]:
    return {lowered(row[0]): int(row[1]) for row in table("surnames")}


@cache
def _abbreviations() -> frozenset[str]:
    """Offices and bodies in capitals: where a name in capitals ends."""
    known = {"bhxh", "thcs", "thpt", "ubnd", "hđnd", "tncs", "hcm", "đc", "tp", "covid", "nhnn"}
    return frozenset(
        known | {row[1] for row in table("roles") if row[0] in ("head", "short", "body")}
    )


@lru_cache(maxsize=4096)
def surname(syllable: str) -> int:
    """How well a syllable (any case) is known as the first of a name: 1 very, 2 known, 0 not."""
    return _surnames().get(lowered(syllable), 0)


def syllables(plain: str, low: str, start: int, end: int, most: int = MOST) -> list[Span]:
    """The run of syllables of a name that begins exactly at `start`.

    The run stops at anything that is no capitalised syllable, at words of offices and at words
    that no name holds; a word all in capitals does not follow one in mixed letters.

    Returns:
        Spans of at most `most` syllables; empty when no name can begin there.
    """
    run: list[Span] = []
    while len(run) < most and (found := _SYLLABLE.match(plain, start, end)):
        if _stops(plain, low, found.span(), end, run):
            break
        run.append(found.span())
        gap = _BLANK.match(plain, found.end(), end)
        if gap is None:
            break
        start = gap.end()
    return run


def _stops(plain: str, low: str, word: Span, end: int, run: list[Span]) -> bool:
    """Whether the word at `word` belongs to an office or a body and not to the name `run`."""
    start, stop = word
    capitals = stop - start > 1 and plain[start:stop].isupper()
    if capitals and (
        low[start:stop] in _abbreviations() or (run and not plain[slice(*run[-1])].isupper())
    ):
        return True
    if office := _OFFICE.match(low, start, end):
        if _PLAIN_OFFICE.match(office[0]) or _goes_on_small(plain, start, office.end()):
            return True
        return not run
    never = _NEVER.match(low, start, end)
    if never is None:
        return False
    # “Trần Công An” is a man, “Trưởng Công an” an office; “Nguyễn Văn Trường” is not a school.
    return not run or (" " in never[0] and (capitals or _goes_on_small(plain, start, never.end())))


def _goes_on_small(plain: str, start: int, end: int) -> bool:
    """Whether a phrase has a word after the first that begins with a small letter."""
    return any(word[0].islower() for word in plain[start:end].split()[1:])


def no_name(low: str, start: int, end: int) -> int:
    """How many words of an office or of a body's name begin here, 0 for none: “Đồng chí”, “Các”."""
    found = _OFFICE.match(low, start, end) or _NEVER.match(low, start, end)
    return len(found[0].split()) if found else 0


def name_at(plain: str, low: str, start: int, end: int) -> Span | None:
    """The span of a name of two to five syllables that begins exactly at `start`.

    Of one syllable only when it holds an apostrophe, as names of the highlands do (“K'Brêl”).
    """
    run = syllables(plain, low, start, end)
    if not run or all(last - first == 1 for first, last in run):
        return None
    if len(run) == 1 and "'" not in plain[slice(*run[0])]:
        return None
    return run[0][0], run[-1][1]


def well_known(plain: str, name: Span) -> bool:
    """Whether a name begins with a syllable that is known as a surname."""
    return surname(plain[name[0] : name[1]].split(None, 1)[0]) > 0


def title_case(name: str) -> str:
    """A name as it is written in running text: “NGUYỄN THỊ HÀ” → “Nguyễn Thị Hà”.

    White space is collapsed; a name in mixed letters is kept as it stands, and so are initials
    (“H.Đ”).
    """
    words = name.split()
    if all(word.isupper() for word in words):
        words = [re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word) for word in words]
    return " ".join(words)


def name_key(name: str) -> str:
    """The key under which spellings of one name meet: case, blanks and tone placement apart."""
    return lowered(" ".join(name.replace("’", "'").split()))
