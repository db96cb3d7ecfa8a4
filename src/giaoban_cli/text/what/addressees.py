"""Of whom something is asked: the name at the head of a direction.

In: a direction, verbatim. Out: the span of whom it addresses, when it begins with the name of a
body or group and a verb follows: “các đảng ủy xã | hoàn thành …”, “UBND huyện | di dời …”. What
begins with a verb (“tiếp tục …”) is asked of whoever listens, and nobody is named.
"""

from __future__ import annotations

import re
from functools import cache

from giaoban_cli.data import table
from giaoban_cli.models import Span
from giaoban_cli.text.words.wordlist import lowered, one_of

LONGEST = 120
"""Characters of a name, at most."""

# “Quý II, ”, “Trong năm 2018, ”, “Trước mắt ”: when, before who
_WHEN = re.compile(
    r"(?:(?:trong|từ|đến|trước|ngay|quý|tháng|năm|thời gian)(?!\w)[^,.;:]{0,40},\s{0,2})?"
)


@cache
def _head() -> re.Pattern[str]:
    """What a name begins with: “các”, “mỗi”, “15”, and then “chi bộ”, “Phòng”."""
    rows = table("addressees")
    counts = one_of(row[1] for row in rows if row[0] == "count")
    heads = one_of(row[1] for row in rows if row[0] == "head")
    return re.compile(rf"(?:(?:{counts}|\d{{1,3}})\s{{1,2}}){{0,2}}{heads}(?!\w)")


@cache
def _verb() -> re.Pattern[str]:
    """A verb that ends a name, in small letters: “tham mưu”, not the Tổ chức of Ban Tổ chức."""
    rows = [row[1] for row in table("addressees") if row[0] == "verb"]
    rows += [row[0] for row in table("actions") if "not" not in row[1:] and "noun" not in row[1:]]
    return re.compile(rf"(?<!\w){one_of(rows)}(?!\w)")


# “tổ chức”, “kiểm tra”, “giám sát” behind these belong to a name written in small letters
# “, tổ chức đảng”: a noun that begins as a verb does
_NOUN = re.compile(r"tổ chức (?:cơ sở )?đảng(?!\w)|kiểm tra viên|giám sát viên")

_NAME_GOES_ON = re.compile(r"(?:ban|ủy ban|tổ|phòng|bộ phận|đội|cơ quan|các|và|hội)\s{1,2}$")


def addressee(direction: str) -> Span | None:
    """Where a direction says of whom it asks; None when it does not.

    Args:
        direction: the clause, verbatim, on one line.
    """
    low = lowered(direction)
    begin = _WHEN.match(low)
    start = begin.end() if begin else 0
    head = _head().match(low, start)
    if head is None:
        return None
    for verb in _verb().finditer(low, head.end(), head.start() + LONGEST):
        at = verb.start()
        if direction[at].isupper() or _NAME_GOES_ON.search(low, max(0, at - 12), at):
            continue
        if _NOUN.match(low, at):
            continue
        if any(mark in direction[start:at] for mark in ".;:"):
            return None
        end = len(direction[:at].rstrip(" ,"))
        return None if low[start:end].endswith(" nào") else (start, end)
    return None
