"""Who attended without being named: groups (“các đồng chí trưởng ban …”).

In: the turns of a report and its officials. Out: `Evidence` in the order of
the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from giaoban_cli.models import Evidence, Official, Span
from giaoban_cli.text.what.clauses import trimmed
from giaoban_cli.text.what.speech import Speech
from giaoban_cli.text.words.wordlist import lowered

# "Tham dự hội nghị có", "; cùng dự còn có", "Dự có", "với sự tham dự của", "Thành phần gồm"
_ATTEND = re.compile(
    r"(?:(?:tham\s)?dự(?!\s(?:thảo|án|báo|kiến|toán|phòng|trữ|khuyết|nguồn|định|luật))"
    r"(?:\s[^.,;:]{1,60}?)?"
    r"|cùng (?:tham gia|đi)(?:\s[^.,;:]{1,40}?)?|thành phần(?:\s[^.,;:]{1,40}?)?"
    r"|sự (?:tham dự|tham gia|có mặt))\s(?:còn\s)?(?:có|gồm(?:\scó)?|của|là)(?!\w)\s?:?"
)

# words without one of which nobody is told to attend: looked for first, since that is cheap
_HINT = re.compile(r"dự |cùng (?:đi|tham gia)|thành phần|sự (?:tham gia|có mặt)")

# what a group begins with: a list is cut before these words
_GROUP = (
    r"(?:các đồng chí|đại diện|lãnh đạo|toàn thể|tập thể|trưởng|phó trưởng|thủ trưởng|bí thư"
    r"|cán bộ|thường trực|thành viên|chủ tịch|chánh|đông đảo|ban chấp hành|ban thường vụ"
    r"|đại biểu|các đại biểu"
    r"|các vị|các thành viên|chuyên viên|phóng viên|hơn|gần|trên|khoảng|\d+)"
)
_CUT = re.compile(
    rf";|,\s(?={_GROUP}(?!\w))|\s(?:và|cùng|cùng với)\s(?={_GROUP}(?!\w))|\s-\s(?={_GROUP}(?!\w))"
)

# "đồng chí", "ông", "bà": before one person
_ONE = re.compile(r"(?:đồng chí|đ/c|ông|bà)\s")
_GROUP_FIRST = re.compile(
    rf"(?:{_GROUP}|các|những|nhiều|một số|[a-zà-ỹđ]+ các|cộng tác viên)(?!\w)"
)

_ACTS = re.compile(r"(?<!\w)(?:chủ trì|kết luận|phát biểu|làm rõ|báo cáo|đã|trình bày)(?!\w)")

# "- Thành phần tham dự: ", "3. Tham dự:", "Kính mời:": leads in a list in minutes and invitations
_LABEL = re.compile(
    r"[-+*\d.)\sivx]{0,6}(?:thành phần(?: tham dự| tham gia| dự họp| dự| mời)?|tham dự|dự họp"
    r"|kính mời|khách mời)\s?:\s{0,3}"
)
_BULLET = re.compile(r"[-+*•]\s{0,3}")

_LEAST_WORDS, _MOST_WORDS = 2, 40
_FIRST_SENTENCES = 12


def attendees(speech: Speech, officials: tuple[Official, ...]) -> tuple[Evidence, ...]:
    """The groups that attended.

    Args:
        speech: the report's turns; who attended is told near its beginning.
        officials: the persons; an item that holds one's name or office is no group.
    """
    low = speech.low
    spans = [said.span for turn in speech.turns for said in turn.said]
    persons = [lowered(official.name) for official in officials]
    offices = tuple(lowered(role) for official in officials for role in official.roles)
    return tuple(
        Evidence(speech.text[slice(*span)], span)
        for part in _told(low, spans[:_FIRST_SENTENCES])
        for span in _groups(speech.plain, low, *part)
        if not low.startswith(offices, *span)
        and not _ACTS.search(low, *span)
        and not any(low.find(name, *span) >= 0 for name in persons)
    )


def _told(low: str, sentences: Iterable[Span]) -> Iterator[Span]:
    """Where those who attended are told: behind a verb, or in a list under its label."""
    listing = False
    for start, end in sentences:
        label = _LABEL.match(low, start, end)
        bullet = _BULLET.match(low, start, end) if listing else None
        listing = bullet is not None or (label is not None and label.end() >= end - 1)
        if opening := label or bullet:
            yield opening.end(), end
        elif _HINT.search(low, start, end):
            verb = _ATTEND.search(low, start, end)
            if verb is not None and not low[verb.start() - 1 : verb.start()].isalnum():
                yield verb.end(), end


def _groups(plain: str, low: str, start: int, end: int) -> Iterator[Span]:
    """The items of a list of those who attended that look like groups."""
    at = start
    for cut in [*_CUT.finditer(low, start, end), None]:
        span = trimmed(plain, at, cut.start() if cut else end)
        at = cut.end() if cut else end
        count = len(low[slice(*span)].split())
        if not _LEAST_WORDS <= count <= _MOST_WORDS or _ONE.match(low, *span):
            continue
        if _GROUP_FIRST.match(low, *span):
            yield span
