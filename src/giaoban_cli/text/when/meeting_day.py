"""The words that name the day of a meeting: the lead's first date, or a telling sentence's.

In: cleaned text and its outline. Out: `Told`; deadlines, anniversaries and the dates of cited
papers stand near the lead and are passed over (handbook 2.3, 2.7, 2.13).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Session, Span
from giaoban_cli.text.page.prose import MEETING_WORD, MINUTES_TIME
from giaoban_cli.text.page.sections import Outline
from giaoban_cli.text.when.dates import Dated, Day, find_dates
from giaoban_cli.text.words.letters import UPPER
from giaoban_cli.text.words.sentences import sentences
from giaoban_cli.text.words.wordlist import twin

BODY_PARAGRAPHS = 12
"""How many paragraphs after the lead may still tell the day of the meeting."""

# "Kế hoạch số 45-KH/ThU, ngày ", "Thông báo số 110 ngày ", "21-KL/TW ngày ": the day of a paper
_PAPER_DAY = re.compile(
    r"(?:\d{1,5}[a-z]?\s?[-/]\s?(?:\d{4}/)?[A-ZĐ][\w/Đđ-]{1,20}|[Ss]ố\s{0,2}:?\s{0,2}\d{1,5}\S{0,20})"
    r"\s{0,2}[,(]?\s{0,2}(?:ban hành\s|ký\s)?[Nn]gày\s{0,3}$"
)

# "Chỉ thị 05 của Bộ Chính trị ngày ", "theo Luật … được thông qua ngày ": a paper without its sign
_CITED = re.compile(
    r"(?<!\w)(?:Nghị quyết|Chỉ thị|Kết luận|Quyết định|Quy định|Kế hoạch|Nghị định|Thông tư|Luật"
    r"|Thông báo|Công văn|Hướng dẫn|Chương trình|Pháp lệnh|Công điện|Báo cáo|Tờ trình|Thông tri)"
    r"(?!\w)[^.;\n]{0,80}$"
)

# "trước ngày ", "đến hết ngày ", "chậm nhất ngày ", "kể từ ngày ", "dự kiến ngày ": a deadline
_DEADLINE = re.compile(
    r"(?<!\w)(?:trước|đến|đến hết|hết|chậm nhất|muộn nhất|kể từ|từ|sau|dự kiến|tính đến|vào dịp|dịp"
    r"|nhân|kỷ niệm|kỉ niệm|chào mừng|hướng tới|thành lập|truyền thống|hạn)\s{1,3}"
    r"(?:vào\s|là\s|cuối\s)?(?:ngày\s{0,3})?$",
    re.IGNORECASE,
)
# "kỷ niệm 76 năm Ngày Thương binh - Liệt sĩ 27/7", "lễ 30/4", "Ngày Quốc khánh 2/9"
_FEAST = re.compile(
    rf"(?<!\w)(?:kỷ niệm|kỉ niệm|chào mừng|lễ|(?-i:Ngày)\s(?-i:[{UPPER}])"
    r"|ngày (?:thành lập|truyền thống|giải phóng|quốc khánh|sinh))[^.;/\n]{0,70}$",
    re.IGNORECASE,
)

# "Bà A sinh ngày 16/4/1980", "sinh năm"
_BORN = re.compile(r"(?<!\w)sinh (?:ngày |năm )?$", re.IGNORECASE)

# "kết quả Hội nghị Trung ương 7 (khóa XI), họp từ ngày 02/5": the day of another meeting
_TOLD_OF = re.compile(
    r"(?<!\w)(?:kết quả|nội dung|nghị quyết|kết luận|tinh thần|thông báo)(?: của)?"
    r" (?:hội nghị|đại hội|kỳ họp)[^.;\n]{0,70}(?:họp|diễn ra|tổ chức)(?: từ)?(?: ngày)?\s{0,3}$",
    re.IGNORECASE,
)

# "Ngày 10/12, Đảng ủy đã ban hành Kế hoạch …": the day of a paper that is told in a sentence
_ISSUED = re.compile(
    r",? (?P<who>[^.;:\n]{0,100}?)(?<!\w)(?:đã |vừa |vừa ký |đã ký |ký )?ban hành (?:văn bản|các |"
    r"Nghị quyết|Chỉ thị|Kết luận|Quyết định|Quy định|Kế hoạch|Thông báo|Công văn|Hướng dẫn"
    r"|Chương trình|Đề án|Thông tri|Quy chế)"
)

# "Chào mừng …, ngày 16/4/2024, Huyện ủy": the comma parts the day from the feast
_APART = re.compile(r",\s{1,2}(?:vào\s)?ngày\s{0,2}$", re.IGNORECASE)

# what a sentence says that tells of a meeting held: "tổ chức", "diễn ra", "đã họp"
_HELD = re.compile(
    r"(?<!\w)(?:tổ chức|diễn ra|khai mạc|tiến hành|họp|chủ trì|làm việc|đã có|tham dự|dự|giao ban"
    r"|sơ kết|tổng kết|triệu tập|bế mạc|ra mắt|gặp mặt)(?!\w)",
    re.IGNORECASE,
)
# what is still to come or past elsewhere: "sẽ tổ chức", "chuẩn bị", "hội nghị trước"
_NOT_HELD = re.compile(
    r"(?<!\w)(?:(?P<asked>yêu cầu|đề nghị)|sẽ|dự kiến|chuẩn bị|sắp tới|hoàn thành|phấn đấu"
    r"|khẩn trương|trước đó|kỳ trước|lần trước)(?!\w)",
    re.IGNORECASE,
)
# "Họp chuẩn bị nội dung kỳ họp thứ 8", "công tác chuẩn bị đại hội": what is still to come
_PREPARES = re.compile(
    r"chuẩn bị(?: [^\s,.;]{1,10}){0,5}? (?P<what>k[ỳì] họp|đại hội)(?!\w)", re.IGNORECASE
)
# where it was asked: "Đó là yêu cầu của đồng chí A tại phiên họp … diễn ra ngày 22/6"
_ASKED_AT = re.compile(
    rf"(?<!\w)tại (?:{MEETING_WORD.pattern.pattern})[^.;\n]{{0,120}}$", re.IGNORECASE
)

# "Sáng", "đầu giờ chiều", "cả ngày 16/4", "sáng thứ Ba (16/4)", before or as the opening of a day
_SESSION = re.compile(
    r"(?<!\w)(?:(?P<whole>cả ngày|trọn ngày|trong một ngày)"
    r"|(?P<part>sáng|trưa|chiều|tối|đêm))(?!\w)",
    re.IGNORECASE,
)
_SESSION_REACH = 32

_SESSIONS = frozenset(("sáng", "trưa", "chiều", "tối", "đêm", "nay"))

# yesterday: "Chiều qua 16-4", "hôm qua (16/4", not "qua 2 ngày"
_YESTERDAY = re.compile(r"(?:sáng|trưa|chiều|tối|hôm|ngày) qua[\s,(]{0,3}$", re.IGNORECASE)

_OPENS_DAY = re.compile(r"(?:ngày|mùng|mồng|hôm)\s{0,3}$", re.IGNORECASE)

# a lead that names no day: "Sáng nay, Huyện ủy", "Chiều qua, "
_SESSION_ONLY = re.compile(r"[\W\d_]{0,6}(?:\([^()\n]{2,40}\)\s?-?\s?)?(?:vào\s)?(?:đầu giờ\s)?")

# "Ngày 30/7, sau 2 ngày làm việc": the meeting took more days than the one named
_DAYS_LONG = re.compile(r"(?:sau|trong) (?:2|02|hai|3|03|ba) ngày", re.IGNORECASE)

Place = Literal["lead", "title", "body"]


@frozen
class Told:
    """The meeting's day as the text names it, and where: in lead, title or body.

    `span` is the evidence with the words that open the day: “Sáng ngày 2/11”.
    """

    dated: Dated
    place: Place
    session: Session | None
    span: Span


def meeting_day(plain: str, outline: Outline) -> Told | None:
    """The day of the meeting: the lead's, else the title's, else that of a telling sentence."""
    if outline.lead:
        for index, sentence in enumerate(sentences(plain, outline.lead)):
            told = index == 0 or MEETING_WORD.search(twin(plain), *sentence)
            if told and (found := _first_day(plain, sentence, "lead", strict=index > 0)):
                return _with_session(plain, outline, _with_all_days(plain, outline, found))
    if outline.title and (found := _first_day(plain, outline.title, "title", strict=False)):
        return found
    prepared = _prepared(plain, outline)
    before = tuple(span for span in outline.body if outline.lead and span < outline.lead)
    for span in (*before, *after_lead(outline, BODY_PARAGRAPHS)):
        for sentence in sentences(plain, span):
            if prepared and plain[slice(*sentence)].lower().startswith(prepared):
                continue
            telling = MINUTES_TIME.match(plain, *sentence) or (
                MEETING_WORD.search(twin(plain), *sentence) and _HELD.search(plain, *sentence)
            )
            if telling and (found := _first_day(plain, sentence, "body", strict=True)):
                return found
    return None


def _prepared(plain: str, outline: Outline) -> str | None:
    """The session that the meeting only prepares, by its title: “Họp chuẩn bị kỳ họp thứ 8”.

    Sentences that open with its name (“Kỳ họp diễn ra 3 ngày”) tell its days, not the meeting's.
    """
    found = _PREPARES.search(plain, *outline.title) if outline.title else None
    return found["what"].lower() if found else None


def _with_all_days(plain: str, outline: Outline, told: Told) -> Told:
    """The whole range when the lead names one day of it: “Ngày 30/7, sau 2 ngày làm việc”.

    The range (“diễn ra trong 2 ngày 29 - 30/7”) stands in a sentence about the meeting.
    """
    day = told.dated.start
    if told.dated.end is not None or not _DAYS_LONG.search(plain, told.span[1], told.span[1] + 60):
        return told
    for span in after_lead(outline, 3):
        for dated in find_dates(plain, span):
            if dated.end is None or day not in (
                replace(dated.start, year=day.year),
                replace(dated.end, year=day.year),
            ):
                continue
            first = replace(dated.start, year=dated.start.year or day.year)
            last = replace(dated.end, year=dated.end.year or day.year)
            return Told(replace(dated, start=first, end=last), told.place, None, dated.span)
    return told


def _first_day(plain: str, sentence: Span, place: Place, *, strict: bool) -> Told | None:
    """The first date of a sentence that can be the day of the meeting."""
    for dated in find_dates(plain, sentence):
        before = plain[max(sentence[0], dated.span[0] - 90) : dated.span[0]]
        if dated.opening == "đến" or _PAPER_DAY.search(before[-60:]) or _BORN.search(before[-12:]):
            continue
        if _TOLD_OF.search(before) or _issues(plain, dated, sentence[1]):
            continue
        if dated.opening == "qua" and not _YESTERDAY.search(before[-16:]):
            continue
        if _DEADLINE.search(before[-30:]) and not (dated.end and dated.opening in ("ngày", "từ")):
            continue
        if dated.opening not in _SESSIONS and _FEAST.search(before) and not _APART.search(before):
            continue
        if strict and (dated.opening is None or _not_held(plain, sentence, dated, place)):
            continue
        session, start = _session_before(plain, sentence[0], dated)
        end = dated.span[1]
        if "(" in plain[start:end] and plain[end : end + 1] == ")":
            end += 1  # "Sáng nay (16/4)"
        return Told(dated, place, session, (start, end))
    return None


def _issues(plain: str, dated: Dated, stop: int) -> bool:
    """Whether a day is that on which a body issued a paper, and not a meeting's."""
    issued = _ISSUED.match(plain, dated.span[1], stop)
    return issued is not None and not MEETING_WORD.search(twin(plain), *issued.span("who"))


def _not_held(plain: str, sentence: Span, dated: Dated, place: Place) -> bool:
    """Whether a sentence speaks of what is to come, or of another meeting.

    A lead that opens with what was asked names the meeting where it was asked.
    """
    for match in _NOT_HELD.finditer(plain, *sentence):
        at = max(match.end(), dated.span[0] - 160)
        if match["asked"] and place == "lead" and _ASKED_AT.search(twin(plain), at, dated.span[0]):
            continue
        return True
    return False


def _with_session(plain: str, outline: Outline, told: Told) -> Told:
    """The same day with its session when the paragraphs that follow tell it: “sáng 30/6”."""
    if told.session is not None or told.dated.end is not None:
        return told
    day, low = told.dated.start, twin(plain)
    for span in after_lead(outline, 2):
        for sentence in sentences(plain, span):
            if not MEETING_WORD.search(low, *sentence) or not _HELD.search(plain, *sentence):
                continue
            for dated in find_dates(plain, sentence):
                if dated.end is None and same_day(dated.start, day):
                    session, _ = _session_before(plain, sentence[0], dated)
                    if session is not None:
                        return replace(told, session=session)
    return told


def same_day(one: Day, other: Day) -> bool:
    """Whether two days are one, a year that is not printed left aside."""
    years = {one.year, other.year} - {None}
    return (one.month, one.day) == (other.month, other.day) and len(years) <= 1


def of_paper(plain: str, dated: Dated) -> bool:
    """Whether a day is a feast or that of a cited paper: “Kế hoạch số 45-KH/HU, ngày 12/02”."""
    start = dated.span[0]
    before = plain[max(0, start - 90) : start]
    return bool(
        _PAPER_DAY.search(before[-60:])
        or cited(plain, start)
        or _FEAST.search(before)
        or _BORN.search(before[-12:])
    )


def cited(plain: str, at: int) -> bool:
    """Whether a cited paper is named shortly before a place in the text."""
    return bool(_CITED.search(plain[max(0, at - 90) : at]))


def _session_before(plain: str, floor: int, dated: Dated) -> tuple[Session | None, int]:
    """The session said right before a day, and where the words that name the day begin."""
    at = dated.span[0]
    found = None
    for match in _SESSION.finditer(plain, max(floor, at - _SESSION_REACH), at):
        between = plain[match.end() : at]
        if len(between.split()) <= 5 and not re.search(r"[.;:]", between):
            found = match
    if found is not None:
        session: Session = "cả ngày" if found["whole"] else _part(found["part"])
        return (None if dated.end else session), found.start()
    opening = _OPENS_DAY.search(plain, max(floor, at - 10), at)
    return None, opening.start() if opening else at


def _part(word: str) -> Session:
    match word.lower():
        case "sáng":
            return "sáng"
        case "trưa":
            return "trưa"
        case "chiều":
            return "chiều"
    return "tối"


def opening_session(plain: str, lead: Span | None) -> tuple[Session, Span] | None:
    """The session at the head of a lead that names no day: “Sáng nay, …”."""
    if lead is None:
        return None
    opening = _SESSION_ONLY.match(plain, *lead)
    match = _SESSION.match(plain, opening.end() if opening else lead[0], lead[1])
    if not match or not match["part"]:
        return None
    return _part(match["part"]), match.span()


def after_lead(outline: Outline, count: int) -> tuple[Span, ...]:
    """The first paragraphs that follow the lead, at most `count`."""
    if outline.lead is None:
        return ()
    at = outline.body.index(outline.lead) + 1
    return outline.body[at : at + count]
