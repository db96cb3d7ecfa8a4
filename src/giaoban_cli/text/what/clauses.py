"""What is said in a turn, cut into verbs and clauses.

In: a report's turns, and a stretch of its text. Out: the verbs of a class of data/speech.tsv
(“đề nghị” asks, “phê bình” blames) where they are verbs, and the clauses of the stretch.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache

from giaoban_cli.data import table
from giaoban_cli.models import Span
from giaoban_cli.text.what.speech import Speech
from giaoban_cli.text.words.wordlist import Finder, one_of

Verb = tuple[int, int]
"""Where a verb begins and ends in the text."""


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """The verbs of one class of data/speech.tsv, longest first; for lower-case text."""
    return re.compile(one_of(row[1] for row in table("speech") if row[0] == kind) + r"(?!\w)")


@cache
def _first_words() -> Finder:
    """The first words of all verbs of data/speech.tsv."""
    return Finder(row[1].split()[0] for row in table("speech"))


@lru_cache(maxsize=4)
def _places(low: str) -> tuple[int, ...]:
    """Where verbs of any class may begin, remembered while the rules of one report run."""
    return tuple(found.start() for found in _first_words().finditer(low))


@lru_cache(maxsize=16)
def _words(low: str, kind: str) -> tuple[Verb, ...]:
    """The words of one class, verbs or not, remembered while the rules of one report run."""
    pattern = _pattern(kind)
    found = (pattern.match(low, at) for at in _places(low))
    return tuple(word.span() for word in found if word)


def verbs(speech: Speech, kind: str, start: int, end: int) -> Iterator[Verb]:
    """The verbs of a class (`direct`, `raise`, `blame`, `praise`) in a stretch of text.

    Args:
        speech: the report's turns.
        kind: the class in data/speech.tsv.
        start: where to begin.
        end: where to stop.
    """
    low, words = speech.low, _words(speech.low, kind)
    free = start
    for at in range(bisect_left(words, (start, 0)), len(words)):
        first, last = words[at]
        if last > end:
            return
        if first < free:
            continue
        free = last
        if _NO_VERB.match(low, first, end) and not _TO_BODY.match(speech.plain, first):
            continue
        if _AS_NOUN.search(low, max(start, first - 24), first):
            continue
        if (
            speech.plain[first].isupper()
            and first > start
            and not _STARTS.search(low[max(0, first - 4) : first])
        ):
            continue
        yield first, last


# where a verb may have a capital letter: behind ". ", ": ", "- ", at the start of a line
_STARTS = re.compile(r"(?:^|[.;:!?…\n\-+*)])\s{0,3}$")


# "công tác chỉ đạo", "các ý kiến đề nghị", "sự chỉ đạo", "bàn giao": the same words as nouns
_AS_NOUN = re.compile(
    r"(?<!\w)(?:công tác|sự|việc|ý kiến|lãnh đạo,?|ban|các|những|được|theo|bàn|chuyển|trao|tiếp thu"
    r"|của|văn bản|nội dung|kế hoạch|đã|kịp thời|tập trung|tăng cường|để|tiếp tục|thông báo|trình"
    r"|quyết định|vụ|cách|học tập,|tuyên truyền,|trong|cần|phải|chủ động|xử lý|nhận|chưa)\s{1,2}$"
)
# "giao ban", "giao lưu", "chỉ đạo điểm": other words that begin alike
_NO_VERB = re.compile(
    r"giao\s(?:ban|lưu|thông|dịch|tiếp|động|nhận|mùa|quân|thừa|rừng|đất)|mong\s(?:mỏi|chờ)"
    r"|chúc\s(?:thọ|tết)|kết\sluận\s(?:số|\d|của)|nêu\s(?:gương|cao|trên)|báo\scáo\s(?:số|của|kết)"
    r"|phản\sánh\s(?:dư\sluận\sxã|tình\shình|kết\squả|ý\skiến)"
)

# "giao Ban Tổ chức", "Giao Ban Tuyên giáo": a committee is charged, no meeting is held
_TO_BODY = re.compile(r"[Gg]iao Ban (?=[A-ZĐ])")

# pieces of one sentence: "A; B; C", and lines of a list
_CUT = re.compile(r";|\n")

_EDGES = " \t.,;:…-+*•"
_END = _EDGES + "/"
_FAR = 600


def clauses(plain: str, start: int, end: int) -> Iterator[Span]:
    """The clauses of a stretch of text, cut at semicolons and line breaks, trimmed.

    A semicolon inside brackets or quotes does not cut, unless they stay open for very long.
    """
    at = start
    for cut in _CUT.finditer(plain, start, end):
        inside = plain[at : cut.start()] if cut.start() - at < _FAR else ""
        if inside.count("(") > inside.count(")") or inside.count('"') % 2:
            continue
        yield trimmed(plain, at, cut.start())
        at = cut.end()
    yield trimmed(plain, at, end)


def trimmed(plain: str, start: int, end: int) -> Span:
    """A span without spaces and marks at its edges; a closing bracket or quote stays."""
    piece = plain[start:end]
    first = end - len(piece.lstrip(_EDGES))
    last = start + len(piece.rstrip(_END))
    return (first, max(first, last))
