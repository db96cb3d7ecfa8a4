"""What kind of meeting a report tells of: the meeting words of its title, else of its lead.

In: a cleaned page and its outline. Out: the kinds, the main one first, with the words that tell
them; none at all when the text is no report of a meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from giaoban_cli.data import table
from giaoban_cli.models import KINDS, Kind, Span
from giaoban_cli.text.page.clean import Cleaned
from giaoban_cli.text.page.prose import MEETING_WORD
from giaoban_cli.text.page.sections import Outline
from giaoban_cli.text.words.sentences import sentences
from giaoban_cli.text.words.wordlist import twin

TOLD_LATER = 4
"""So many paragraphs may tell the kind of a meeting that title and lead do not."""

# "Hội nghị đã thông qua báo cáo sơ kết", "Tại buổi họp, … đã tổng kết"
_OF_MEETING = re.compile(
    r"(?:tại )?(?:buổi )?(?:hội nghị|phiên họp|cuộc họp|buổi họp|buổi làm việc)(?!\w)",
    re.IGNORECASE,
)

# kinds that stand beside another only when the title or the lead's own verb says so
_GENERAL: tuple[Kind, ...] = ("họp", "khác")

# "kết quả triển khai", "công tác triển khai", "nghị quyết đại hội", "hoãn tổ chức đại hội"
_NOT_HELD = re.compile(
    r"(?<!\w)(?:hoãn|tạm dừng|dừng|hủy|huỷ|không)(?: tổ chức| việc tổ chức)?\s{1,2}$", re.IGNORECASE
)
_NO_TASK = re.compile(
    r"(?<!\w)(?:kết quả|tình hình|công tác|việc|tiến độ|quá trình|đã|tiếp tục|chậm|bước đầu"
    r"|trong|được|đang)\s{1,2}$",
    re.IGNORECASE,
)
# a congress is held only where it is the subject or is opened: "tổ chức Đại hội"
_CONGRESS_HELD = re.compile(
    r"(?:^|[.:-]\s?|(?<!\w)(?:tổ chức(?: thành công)?|khai mạc|bế mạc|diễn ra|tiến hành|dự"
    r"|tham dự|chào mừng|hoàn thành))\s{0,2}$",
    re.IGNORECASE,
)
# a congress still to come: "công tác tổ chức đại hội", "kế hoạch về tổ chức đại hội", "thi đua chào
# mừng đại hội"
_CONGRESS_TO_COME = re.compile(
    r"(?<!\w)(?:thi đua|lập thành tích)(?: \w{1,10}){0,3} chào mừng\s{1,2}$"
    r"|(?<!\w)đi dự\s{1,2}$|(?<!\w)chuẩn bị,?(?: và)? (?:tổ chức|tiến hành)\s{1,2}$"
    r"|(?<!\w)(?:mới|sẽ|trước khi|sau khi|khi|để|về|việc|công tác|nội dung|kế hoạch|chỉ đạo"
    r"|lãnh đạo|hướng dẫn|tiến độ|thời gian)(?: việc)?(?: tiến hành)? tổ chức\s{1,2}$",
    re.IGNORECASE,
)
# where a task of the meeting may begin in a lead: ", triển khai", "hội nghị trực tuyến triển khai"
_TASK = re.compile(
    r"(?:^|[,;:-]\s?|(?<!\w)(?:và|nhằm|để|về|bàn|họp|tổ chức|quán triệt|sơ kết|tổng kết)\s{1,2}"
    r"|hội nghị\s(?:\w{1,9}\s){0,6})$",
    re.IGNORECASE,
)


@cache
def _words() -> re.Pattern[str]:
    """One pattern for all rows of data/kinds.tsv, a named group `k<row>` for each."""
    rows = (f"(?P<k{index}>{row[1]})" for index, row in enumerate(table("kinds")))
    return re.compile(rf"(?<!\w)(?:{'|'.join(rows)})(?!\w)".replace(" ", r"\s{1,2}"), re.IGNORECASE)


def kinds(page: Cleaned, outline: Outline) -> tuple[tuple[Kind, ...], tuple[Span, ...]]:
    """The kinds of meeting, by the words of title and lead (handbook 1d).

    Args:
        page: the cleaned report.
        outline: its parts.

    Returns:
        The kinds, the main one first (the first meeting word of the title, else of the lead),
        and for each the span of its word. A meeting that no better word tells is `khác`; two
        empty tuples mean that nothing in the text tells of a meeting.
    """
    found: dict[Kind, Span] = {}
    for start, stop in _places(page.plain, outline):
        for kind, span in _kinds_in(page.plain, (start, stop)):
            if kind not in found and not (found and kind in _GENERAL):
                found[kind] = span
    if not found:
        found.update(_told_later(page.plain, outline))
    if not found and (met := _any_meeting(page.plain, outline)):
        found["khác"] = met
    return tuple(found), tuple(found.values())


def _told_later(plain: str, outline: Outline) -> Iterator[tuple[Kind, Span]]:
    """The first kind that the opening paragraphs tell of the meeting itself.

    “Hội nghị đã thông qua báo cáo sơ kết …” where title and lead name no kind.
    """
    for span in outline.body[:TOLD_LATER]:
        for sentence in sentences(plain, span):
            if not _OF_MEETING.match(plain, *sentence):
                continue
            for kind, word in _kinds_in(plain, sentence):
                if kind not in (*_GENERAL, "triển khai", "đại hội"):
                    yield kind, word
                    return


def _places(plain: str, outline: Outline) -> Iterator[Span]:
    """Title, then the sentence of the lead that tells the meeting."""
    if outline.title:
        yield outline.title
    if outline.lead:
        rows = sentences(plain, outline.lead)
        telling = [row for row in rows if MEETING_WORD.search(twin(plain), *row)]
        yield from (telling or list(rows))[:1]


def _kinds_in(plain: str, span: Span) -> Iterator[tuple[Kind, Span]]:
    """The kinds whose words stand in a title or sentence, a general one only by itself."""
    start, stop = span
    matches = list(_words().finditer(plain, start, stop))
    for index, match in enumerate(matches):
        kind = _kind(match)
        before = plain[max(start, match.start() - 40) : match.start()]
        if _NOT_HELD.search(before):
            continue
        if kind == "đại hội" and not _is_held(before):
            continue
        if kind == "triển khai" and (_NO_TASK.search(before) or not _tasked(before, match, start)):
            continue
        following = matches[index + 1] if index + 1 < len(matches) else None
        if kind == "họp" and following and following.start() - match.end() <= 2:
            continue  # "họp sơ kết": the closer word names the kind
        yield kind, match.span()


def _is_held(before: str) -> bool:
    """Whether the words before “đại hội” tell of a congress that takes place."""
    return bool(_CONGRESS_HELD.search(before)) and not _CONGRESS_TO_COME.search(before)


def _tasked(before: str, match: re.Match[str], start: int) -> bool:
    """Whether “triển khai” begins a task: after a joint, or anywhere near a title's beginning."""
    return bool(_TASK.search(before)) or match.start() - start <= 40


def _kind(match: re.Match[str]) -> Kind:
    name = table("kinds")[int((match.lastgroup or "k0")[1:])][0]
    return next(kind for kind in KINDS if kind == name)


def _any_meeting(plain: str, outline: Outline) -> Span | None:
    """The words that tell of some meeting when neither title nor lead names its kind."""
    for span in (*((outline.title,) if outline.title else ()), *outline.body[:6]):
        for match in MEETING_WORD.finditer(twin(plain), *span):
            before = plain[max(span[0], match.start() - 40) : match.start()]
            if match.group() == "đại hội" and (
                span not in (outline.title, outline.lead) or not _is_held(before)
            ):
                continue  # the body gives orders for congresses, "mới tiến hành tổ chức đại hội"
            if not _NOT_HELD.search(before) and not _CALLED.search(before):
                return match.span()
    return None


# "Nghị quyết Hội nghị lần thứ 6", "kết quả Hội nghị": the name of another meeting
_CALLED = re.compile(
    r"(?:nghị quyết|kết quả|văn kiện|thông báo|phục vụ|chuẩn bị|về việc)"
    r"(?: tổ chức| tại| của)?\s{1,2}$",
    re.IGNORECASE,
)
