"""Lines that name the authors of a report, by their label or by holding nothing but names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from giaoban_cli.text.page.captions import SHOWS
from giaoban_cli.text.page.prose import ENDED, is_prose, words
from giaoban_cli.text.words.letters import UPPER
from giaoban_cli.text.words.wordlist import lowered

LONGEST = 160
"""A line that names authors has at most so many characters."""

LEFT_BEHIND = 12
"""So many short lines of the site may stand behind the authors' line and not be known for it."""

# what authors do, or are: "Tin", "bài viết", "ảnh", "CTV", "Bt", "Tác giả", "Người đưa tin"
_WORK = (
    r"(?:(?:tin|bài|viết|hình|ảnh|video|clip)(?: ảnh| bài| viết)?|tác giả(?: bài viết)?"
    r"|người (?:viết|đưa|đăng)(?: tin| bài)?|thực hiện|biên tập|biên soạn|tổng hợp|đưa tin"
    r"|nguồn(?: tin| ảnh)?|theo|phóng viên|cộng tác viên|ban biên tập|bbt|btv|ctv|pv|bt)"
)

# labels of authors: "Tin, ảnh: Thanh Nhàn", "Bt + Hình: A", "(CTV: B)", "Theo C", "Nguồn: D"
BYLINE_LABEL = re.compile(
    rf"[\W_]{{0,3}}(?:{_WORK}(?:(?:\s?[,&+/-]\s?|\s(?:và\s)?){_WORK}){{0,3}}\s{{0,2}}:"
    rf"|theo\s(?=(?-i:[{UPPER}])))",
    re.IGNORECASE,
)

# labels that stand without a colon in the last line: "PV Hà Mai", "Bài, ảnh Thanh Nhàn"
_BARE_LABEL = re.compile(
    rf"[\W_]{{0,3}}(?:{_WORK}(?:\s?[,&+/-]\s?|\svà\s){_WORK}|pv|ctv|btv|bbt)\s(?=(?-i:[{UPPER}]))",
    re.IGNORECASE,
)

# names alone: "Mai Hạ", "Bích Vân - Quốc Đạt", "MAI HẠ", "H'Yim Kđoh", "Thanh Nhàn (t/h)"
_NAME_LINE = re.compile(
    rf"\(?(?:[{UPPER}][\w'.]{{0,10}}(?:\s?[-,&/]\s?|\s(?:và\s)?|$)){{1,8}}"
    r"(?:\([^()]{2,30}\))?\)?$"
)

# a name and the body it writes for, or another's work: "Thu Hà- MTTQ huyện", "Anh Dũng; Trung tâm
# VH thành phố", "Thanh Nhàn; ảnh: Hải Đăng"
_NAME_AND_BODY = re.compile(
    rf"\(?(?:[{UPPER}][\w']{{1,10}}\s){{1,3}}[{UPPER}][\w']{{1,10}}\s?[-;,(]\s?"
    rf"(?i:{_WORK}\s?:|(?:trung tâm|tt|ttvh|mttq|ubnd|hđnd|văn phòng|vp|ban|btg|phòng|đài|báo|cổng"
    r"|trang|hội|đoàn|công an|xã|phường|huyện|tỉnh)(?:\s|$))"
)

# the office of one who signs a paper, in a line of its own: "BÍ THƯ", "Phó Chủ tịch", "THƯ KÝ"
_OFFICE_LINE = re.compile(
    r"(?:q\.\s?|quyền\s|phó\s)?(?:bí thư|chủ tịch|trưởng (?:ban|phòng|đoàn)|chánh văn phòng"
    r"|chủ nhiệm|giám đốc|thư ký|chủ t[oọ][aạ]|chủ trì|người ghi)(?!\w)",
    re.IGNORECASE,
)

# the end of a report with its authors in the same line: "… 30/8./. Thanh Nhàn", "… xã. Tin: A"
_LAST_STOP = re.compile(r"(?P<mark>\./\.?|/\.)\s{0,3}|[.!?…][\"')]?\s{1,3}")

_GLUED = 80
"""Authors in the same line as the end of the report take at most so many characters."""

# letters that stand for a name: "T.D", "H.Đ", "M. H."
_INITIALS = re.compile(rf"(?:[{UPPER}][a-zđ]?\.\s?){{1,3}}[{UPPER}][a-zđ]?\.?$")

# what sites print in few words, each with a capital: "Tin Mới", "Quảng Cáo", "QR Code"
_OF_SITE = re.compile(
    r"(?:qr|tin|bài|trang|nổi bật|quảng cáo|video|danh mục|liên|chuyên mục|thông (?:tin|báo)"
    r"|văn bản|lịch|thư viện|album|hình ảnh|đọc|xem|phát)(?!\w)"
)


def is_byline(row: str) -> bool:
    """Whether a line below the report names its authors (handbook 3.7)."""
    if len(row) > LONGEST or any(char.isdigit() for char in row):
        return False
    if label := BYLINE_LABEL.match(row) or _BARE_LABEL.match(row):
        return words(row) <= 12 and not SHOWS.search(row, label.end())
    if words(row) <= 12 and not ENDED.search(row) and _NAME_AND_BODY.match(row):
        return True
    row = row.lstrip("* ").rstrip(" ./")
    if words(row) > 8 or len(row) > 50 or _OF_SITE.match(lowered(row)):
        return False
    return bool(_NAME_LINE.match(row))


def inside(row: str) -> bool:
    """Whether a line between paragraphs names authors: a label, and behind it nothing but names.

    “Thực hiện: các phòng, ban” is a line of the report.
    """
    label = BYLINE_LABEL.match(row)
    if label is None or not is_byline(row):
        return False
    rest = row[label.end() :].strip(" .)")
    return bool(_NAME_LINE.match(rest) or _NAME_AND_BODY.match(rest) or BYLINE_LABEL.search(rest))


def only_names(row: str) -> bool:
    """Whether a line above the lead is made of one to three authors' names."""
    return 2 <= words(row) <= 6 and not row.isupper() and bool(_NAME_LINE.match(row))


def signature(rows: Sequence[str]) -> range:
    """The lines below the report that sign it; the report ends before the first of them.

    They are its last lines; or they follow its last sentence, and behind them stand a few short
    lines of the site that nothing else gives away (“print  send mail”).

    Args:
        rows: the lines from the lead on.

    Returns:
        Their indexes; when no author signs, an empty range where the report ends.
    """
    end = len(rows)
    first = end
    while first > 1 and (_signs(rows, first - 1) or _is_office(rows[first - 1])):
        first -= 1
    if any(_is_office(row) for row in rows[first:]):
        return range(first, first)  # a paper, signed by office
    if first < end:
        return range(first, end)
    last = next((i for i in range(end - 1, -1, -1) if _is_sentence(rows[i])), end)
    if end - 1 - last > LEFT_BEHIND:
        return range(end, end)
    for first in range(last + 1, min(last + 3, end)):
        stop = first
        while stop < end and _signs(rows, stop):
            stop += 1
        if stop > first:
            return range(first, stop)
    return range(end, end)


def glued(row: str) -> int | None:
    """Where authors begin in the last paragraph, if it ends with them: “… 30/8./. Thanh Nhàn”."""
    floor = max(1, len(row) - _GLUED)
    for stop in _LAST_STOP.finditer(row, floor):
        rest = row[stop.end() :]
        if inside(rest) or (stop["mark"] and words(rest) > 1 and is_byline(rest)):
            return stop.end()
    return None


def _is_office(row: str) -> bool:
    """Whether a line is the office of one who signs a paper, and no caption."""
    return words(row) <= 6 and bool(_OFFICE_LINE.match(row)) and not SHOWS.search(row)


def _signs(rows: Sequence[str], index: int) -> bool:
    """Whether a line is a byline where it stands.

    One word alone may be a sentence that was cut off; it signs behind the mark that ends a report.
    """
    row = rows[index]
    if words(row) == 1 and not _INITIALS.match(row) and not row.isupper():
        return is_byline(row) and rows[index - 1].rstrip().endswith(("/.", "./"))
    return is_byline(row)


def _is_sentence(row: str) -> bool:
    """Whether a line belongs to the report for certain: it is prose, or ends like a sentence."""
    return is_prose(row) or (words(row) > 5 and bool(ENDED.search(row)))
