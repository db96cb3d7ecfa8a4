"""What stands above the lead of a report: its lines → section, title and bylines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from giaoban_cli.models import Span
from giaoban_cli.text.page.bylines import BYLINE_LABEL, only_names
from giaoban_cli.text.page.prose import ENDED, tells_meeting, words

# names of sections: "Tin tức hoạt động", "Xây dựng Đảng", "Hoạt động cấp ủy", "CHÍNH TRỊ - XÃ HỘI"
_SECTION_START = re.compile(
    r"(?:tin|tin tức|hoạt động|xây dựng đảng|công tác đảng|thời sự|chính trị|sự kiện|chuyên mục"
    r"|thông tin|bản tin|tổ chức|tuyên giáo|dân vận|kiểm tra|văn phòng|nội chính|kinh tế|xã hội"
    r"|văn hóa|văn hoá|trong nước|trong tỉnh|trong huyện|nổi bật|lãnh đạo|đảng|nhịp sống"
    r"|mặt trận|đoàn thể|cải cách|quốc phòng|pháp luật|đời sống)(?!\w)",
    re.IGNORECASE,
)

# a photograph above the report: "Đồng chí A, Bí thư Huyện ủy phát biểu tại hội nghị", "Các đại biểu
# dự hội nghị", "Bà B (thứ 2 từ trái sang) chúc mừng …"
_PHOTOGRAPH = re.compile(
    r"^[\W_]{0,3}(?:quang cảnh|toàn cảnh|ảnh\s?:)"
    r"|^[\W_]{0,3}(?:các |quý )?đại biểu (?:tham |đến |về )?dự(?: \w{1,8}){0,4}$"
    r"|(?<!\w)phát biểu(?: ý kiến)?(?: chỉ đạo| kết luận| khai mạc)?"
    r" tại (?:hội nghị|buổi|cuộc|phiên)(?: \w{1,8}){0,3}\.?$"
    r"|\((?:(?:người |đứng |ngồi )?(?:thứ \w{1,4}|đầu tiên|ngoài cùng|hàng (?:đầu|trước|sau)),? "
    r"(?:từ |bên |bìa )?|bìa |giữa)[^()]{0,25}\)",
    re.IGNORECASE,
)
# the place and day of a paper: "Khe Linh, ngày 16 tháng 4 năm 2024"
_PLACE_AND_DAY = re.compile(
    r"^[^,\d]{2,40},\s?ngày\s{0,2}\d{0,2}[\s.]{0,9}tháng\s{0,2}\d{0,2}[\s.]{0,9}năm\s\d{4}$",
    re.IGNORECASE,
)

# a photograph between title and lead: "Đồng chí A, Bí thư Huyện ủy tại buổi làm việc"
_SHOWN_AT = re.compile(
    r"[\W_]{0,3}(?:đ?ồng chí|các đồng chí|đ/c|ông|bà|các đại biểu|đại biểu)\s[^\n]{2,160}?"
    r"\stại (?:hội nghị|buổi|cuộc|phiên|điểm cầu)(?: \w{1,8}){0,3}$",
    re.IGNORECASE,
)

# no section's name: "tháng 11/2018", "quý I", "năm 2024"
_DATED = re.compile(r"\d\d\d|\d/\d|(?<!\w)(?:quý|tháng) [\dIV]", re.IGNORECASE)

# the type of an official paper, or the state's motto, above its title: "THÔNG BÁO", "BIÊN BẢN"
_PAPER = re.compile(
    r"(?:thông báo|biên bản|báo cáo|giấy mời|kết luận|chương trình)$|độc lập\s?- tự do"
    r"|cộng h[oò]|căn cứ$",
    re.IGNORECASE,
)

# the number of an official paper, above its title: "Số 215-TB/HU", "Số: 12/BC-UBND"
_NUMBERED = re.compile(r"Số\s?:?\s?\d{1,5}\s?[-/]", re.IGNORECASE)

# a body that meets: a title, however short, "Đảng ủy xã Khe Linh giao ban", "UBND huyện họp"
_BODY_MEETS = re.compile(
    r"(?:tỉnh|thành|huyện|quận|thị|đảng) ủy|đảng bộ|chi bộ|ubnd|hđnd|thường trực|ban thường vụ"
    r"|ban chấp hành|văn phòng|ban tổ chức|ban tuyên giáo|ban dân vận|ủy ban kiểm tra|công an",
    re.IGNORECASE,
)

_STOPPED = re.compile(r"[^./…][.!?][\"')]?$")


def photographs(plain: str, parts: Sequence[Span]) -> list[Span]:
    """The lines under photographs among those above the lead.

    A sentence that is printed twice is one, too: a picture's text and the line under it.
    """
    rows = [plain[slice(*span)] for span in parts]
    return [
        span
        for span, row in zip(parts, rows, strict=True)
        if _PHOTOGRAPH.search(row) or (row.endswith(".") and rows.count(row) > 1)
    ]


def heading(plain: str, parts: Sequence[Span]) -> tuple[Span | None, Span | None, list[Span]]:
    """Section, title and bylines among the lines above the lead, those of photographs left out."""
    labelled = {span for span in parts if BYLINE_LABEL.match(plain[slice(*span)])}
    bylines = sorted(labelled)
    left = [span for span in parts if span not in labelled]
    left = [span for span in left if not _PLACE_AND_DAY.search(plain[slice(*span)])]
    while len(left) > 1 and _SHOWN_AT.match(plain, *left[-1]) and _is_long(plain, left[-2]):
        left.pop()
    titled = next((i for i, span in enumerate(left) if _is_long(plain, span)), len(left))
    while len(left) > titled + 1 and only_names(plain[slice(*left[-1])]):
        bylines.append(left.pop())
    whole, stopped = _parted(plain, left)
    if not any(_is_long(plain, span) for span in whole):
        stopped = [s for s in stopped if _is_long(plain, s)]
        if whole:
            stopped = [s for s in stopped if tells_meeting(plain[slice(*s)])]
        whole = sorted([*whole, *stopped[-1:]])
    if not whole:
        return None, None, bylines
    if len(whole) > 1 and _labels(plain, whole[-1]) and not _labels(plain, whole[-2]):
        whole.pop()
    last = whole[-1]
    if len(whole) == 1 and _is_section(row := plain[slice(*last)]) and not _says_more(row):
        return last, None, bylines
    title = last
    above = whole[:-1]
    while above and _one_title(plain, above[-1], title):
        title = (above.pop()[0], title[1])
    if any(_NUMBERED.match(plain, *span) for span in parts):
        return None, title, bylines
    section = next((span for span in reversed(above) if _is_section(plain[slice(*span)])), None)
    return section, title, bylines


def _labels(plain: str, span: Span) -> bool:
    """Whether a line is too short and too bare for a title: “Xem với cỡ chữ”."""
    row = plain[slice(*span)]
    return words(row) <= 5 and not tells_meeting(row) and not row.isupper()


def _is_long(plain: str, span: Span) -> bool:
    """Whether a line is long enough for a title that needs no other sign."""
    return words(plain[slice(*span)]) > 5


def _parted(plain: str, spans: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """The lines that end openly, as titles do, and those that end with a full stop."""
    whole: list[Span] = []
    stopped: list[Span] = []
    for span in spans:
        (stopped if _STOPPED.search(plain[slice(*span)]) else whole).append(span)
    return whole, stopped


def _is_section(row: str) -> bool:
    """Whether a line above the title can be the name of the site's section."""
    if (
        words(row) > 8
        or (_BODY_MEETS.match(row) and tells_meeting(row))
        or row.startswith('"')
        or _DATED.search(row)
        or ENDED.search(row)
        or _PAPER.match(row)
    ):
        return False
    return bool(_SECTION_START.match(row)) or not tells_meeting(row)


def _says_more(row: str) -> bool:
    """Whether a line that stands alone says more than the name of a section does."""
    return words(row) > 5 and "," in row and not _SECTION_START.match(row)


def _one_title(plain: str, upper: Span, lower: Span) -> bool:
    """Whether two lines above the lead are one title broken in two.

    The lines follow each other, and both are capitals or the upper one breaks off.
    """
    between = plain[upper[1] : lower[0]]
    first, second = plain[slice(*upper)], plain[slice(*lower)]
    if between.count("\n") != 1 or ENDED.search(first) or first.lower() == second.lower():
        return False
    if first.isupper() and second.isupper():
        return not _SECTION_START.match(first) or words(first) > 5
    return first.endswith((",", "-"))
