"""What tells a paragraph of a report from its title and from labels: length, end, a day, its words.

In: one line with its spaces, dashes and quotes plain. Out: whether it is prose; and the patterns of
how leads begin and of the words for a meeting.
"""

from __future__ import annotations

import re
from functools import lru_cache

from giaoban_cli.text.words.letters import UPPER
from giaoban_cli.text.words.wordlist import Finder, lowered, one_of

PROSE_WORDS = 25
"""A line of so many words that ends like a sentence is prose, not a title or a label."""

LEAD_WORDS = 12
"""A line of so many words that opens with a day is a lead, whatever it ends with."""

SENTENCE_WORDS = 8
"""A line of so many words that ends with a full stop and names a day, or attendees, is prose."""

_MEETINGS = (
    "hội nghị", "giao ban", "trực báo", "phiên họp", "cuộc họp", "buổi họp", "kỳ họp", "kì họp",
    "họp", "sơ kết", "tổng kết", "đại hội", "buổi làm việc", "làm việc với", "tọa đàm",
    "sinh hoạt chính trị", "sinh hoạt chuyên đề", "buổi sinh hoạt", "dự sinh hoạt", "hội ý",
    "buổi gặp", "cuộc gặp", "tổ chức gặp", "chủ trì gặp", "buổi đối thoại",
)  # fmt: skip

# “Hội nghị”, “giao ban”, “họp”, but not “hội họp”
MEETING_WORD = Finder(_MEETINGS, re.compile(rf"{one_of(_MEETINGS)}(?!\w)(?<!hội họp)"))
"""Words that tell of a meeting (handbook 2.3, with the forms met on real pages); for lower case."""


def tells_meeting(line: str) -> bool:
    """Whether a line holds a word that tells of a meeting."""
    return MEETING_WORD.search(lowered(line)) is not None


ENDED = re.compile(r"[.!?…:;][\"')\]]{0,2}$|/\.$")
"""The end of a line that is a sentence; of one, a title at most."""

_SENTENCE_END = re.compile(r"[.!?…:;][\"')]{0,2}\s*$|/\.\s*$")
_INNER_SENTENCE = re.compile(rf"[^\W\d_]{{2}}[.!?…] {{0,2}}[{UPPER}]")


# what may stand before the first word of a lead: "(BTV) - ", "Khe Linh - ", "TPO - ", "a.gov.vn - "
_DATELINE = (
    rf"(?:\([^()\n]{{2,40}}\)\s?-?\s?|(?-i:[{UPPER}])[^\s,.;:()-]{{0,12}}"
    r"(?:\s[^\s,.;:()-]{1,12}){0,4}\s?-\s|[\w-]{2,30}(?:\.[\w-]{2,12}){1,3}\s?-\s)"
)

# a clock before the day: "Vào lúc 8 giờ 30 phút, ", "Đúng 14h00 ", "8h "
_CLOCK_BEFORE = (
    r"(?:(?:vào\s|đúng\s|khoảng\s|từ\s){0,2}(?:lúc\s)?\d{1,2}\s?(?:giờ|h|g|:)(?:\s?\d{2})?"
    r"(?:\s?phút)?,?\s)"
)

# how leads begin: "Sáng 16/4", "Chiều ngày 29/9", "Trong 2 ngày (8 và 9/8)", "Từ 16-18/4"
LEAD_START = re.compile(
    rf"[\W\d_]{{0,4}}{_DATELINE}?{_CLOCK_BEFORE}?"
    r"(?:(?:vào|trong|từ|vừa qua,|mới đây,)\s)?(?:buổi\s|đầu giờ\s|cuối giờ\s|cả\s)?"
    r"(?:sáng|chiều|tối|trưa|đêm|ngày|hôm|thứ\s\w{2,4}|chủ nhật|(?:2|02|hai|3|03|ba|các) ngày"
    r"|\d{1,2}\s?-(?=\s?\d{1,2}/))"
    r"[^\n]{0,30}?\d{1,2}\s?(?:[/.-]\s?\d{1,2}|tháng)",
    re.IGNORECASE,
)

# a day inside a sentence: "vào sáng ngày 16/4", "(ngày 24/4)", "chiều qua 16-4"
_NAMES_DAY = re.compile(
    r"(?<!\w)(?:sáng|chiều|tối|trưa|đêm|ngày|hôm|nay|qua|tổ chức|diễn ra)[\s,(]{1,3}(?:ngày\s)?"
    r"\d{1,2}(?:\s?[/.-]\s?\d{1,2}|\stháng\s)",
    re.IGNORECASE,
)


# who took part: "Dự và chủ trì hội nghị có", "Tham dự buổi làm việc có", "Về dự có"
_ATTENDED = re.compile(
    r"(?:(?:cùng |về |tham |đến )?dự|chủ trì)(?: [^\s,.:;]{1,12}){0,8}? có(?: |:)", re.IGNORECASE
)


# the time of a meeting in its minutes: "Thời gian: 8 giờ 00 phút, ngày 16/4/2024", not a stamp's
MINUTES_TIME = re.compile(
    r"[\W\d]{0,4}thời gian(?: họp)?\s?:\s?(?:(?:\d{1,2}|nửa|một) (?:buổi|ngày)[,:]?\s)?"
    r"(?:vào\s|bắt đầu\s|lúc\s|từ\s){0,3}"
    r"(?:\d{1,2}\s?(?:giờ|h)|sáng|chiều|tối|trưa)(?!\w)",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def words(text: str) -> int:
    """How many words a line has; a hundred stand for any more, which no rule asks for.

    Remembered while the rules of one report run, since nearly all of them ask.
    """
    return len(text.split(None, 99))


def _stops(line: str) -> bool:
    """Whether a line ends with a full stop, as few titles do."""
    return line.rstrip().endswith((".", ". )", '."'))


@lru_cache(maxsize=512)
def is_prose(line: str) -> bool:
    """Whether a line reads like a paragraph of the report rather than a title or a label.

    Remembered while the rules of one report run.
    """
    count = words(line)
    if count < SENTENCE_WORDS:
        return bool(MINUTES_TIME.match(line))
    if count >= 2 * PROSE_WORDS:
        return True
    if count >= PROSE_WORDS and (_SENTENCE_END.search(line[-8:]) or _INNER_SENTENCE.search(line)):
        return True
    if LEAD_START.match(line) and (count >= LEAD_WORDS or _stops(line)):
        return True
    if _ATTENDED.match(line) or MINUTES_TIME.match(line):
        return True
    return _stops(line) and bool(_NAMES_DAY.search(line))
