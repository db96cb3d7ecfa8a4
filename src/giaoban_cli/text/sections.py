"""The outline of a report: section, title, lead, paragraphs, captions, bylines.

In: a cleaned page. Out: spans of its parts, and of the sentences inside a part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from giaoban_cli.models import Span
from giaoban_cli.text.clean import Cleaned, line_spans
from giaoban_cli.text.letters import UPPER
from giaoban_cli.text.prose import LEAD_START, MEETING_WORD, PROSE_WORDS, is_prose, words


@dataclass(frozen=True, slots=True)
class Outline:
    """Where the parts of a report stand.

    `lead` is the first paragraph that tells of the meeting; `body` holds every paragraph in
    order, the lead included; `captions` are lines under photographs; `bylines` name authors.
    """

    section: Span | None
    title: Span | None
    lead: Span | None
    body: tuple[Span, ...]
    captions: tuple[Span, ...]
    bylines: tuple[Span, ...]


LEAD_REACH = 600
"""Within so many characters a paragraph that tells of the meeting names it."""

# names of sections: "Tin tức hoạt động", "Xây dựng Đảng", "Hoạt động cấp ủy", "CHÍNH TRỊ - XÃ HỘI"
_SECTION_START = re.compile(
    r"(?:tin|tin tức|hoạt động|xây dựng đảng|công tác đảng|thời sự|chính trị|sự kiện|chuyên mục"
    r"|thông tin|bản tin|tổ chức|tuyên giáo|dân vận|kiểm tra|văn phòng|nội chính|kinh tế|xã hội"
    r"|văn hóa|văn hoá|trong nước|trong tỉnh|trong huyện|nổi bật|lãnh đạo|đảng|nhịp sống"
    r"|mặt trận|đoàn thể|cải cách|quốc phòng|pháp luật|đời sống)(?!\w)",
    re.IGNORECASE,
)

# labels of authors: "Tin, ảnh: Thanh Nhàn", "Tác giả: B", "Theo C", "Nguồn: D"
_BYLINE_LABEL = re.compile(
    r"[\W_]{0,3}(?:(?:tin|bài|ảnh|video|clip|bài viết|tin bài)(?:\s?[,&-]\s?|\s?và\s|\s)?"
    r"(?:bài|ảnh|viết|video|clip)?\s?:|tác giả(?: bài viết)?\s?:|người viết\s?:"
    r"|nguồn(?: tin| ảnh)?\s?:|thực hiện\s?:|biên tập\s?:|theo\s(?=[A-ZĐ]))",
    re.IGNORECASE,
)

# names alone: "Trần Minh", "Bích Hường - Quốc Lập", "TRẦN MINH", "H'Yim Kđoh", "Thanh Nhàn (t/h)"
_NAME_LINE = re.compile(
    rf"\(?(?:[{UPPER}][\w'.]{{0,10}}(?:\s?[-,&/]\s?|\s(?:và\s)?|$)){{1,8}}"
    r"(?:\([^()]{2,30}\))?\)?$"
)

# how a photograph is described: "Quang cảnh …", "Ảnh: …", "ồng chí A phát biểu"
_CAPTION_START = re.compile(
    r"[\W_]{0,3}(?:quang cảnh|toàn cảnh|khung cảnh|hình ảnh|một số hình ảnh|ảnh)(?!\w)",
    re.IGNORECASE,
)
# a photograph above the report: "Đồng chí A, Bí thư Huyện ủy phát biểu tại hội nghị"
_HEAD_CAPTION = re.compile(
    r"^[\W_]{0,3}(?:quang cảnh|toàn cảnh|ảnh\s?:)"
    r"|(?<!\w)phát biểu(?: chỉ đạo| kết luận| khai mạc)? tại (?:hội nghị|buổi|cuộc|phiên)"
    r"(?: \w{1,8}){0,3}$",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"[\W_]{0,3}(?:đ?ồng chí|các đồng chí|đ/c|các đ/c|ông|bà|các đại biểu|đại biểu|lãnh đạo"
    r"|bí thư|phó bí thư|chủ tịch|phó chủ tịch|trưởng ban|ts|thường trực|ban thường vụ|hội nghị"
    r"|đoàn|cán bộ|tập thể|thành viên)(?!\w)",
    re.IGNORECASE,
)
_SHOWS = re.compile(
    r"(?<!\w)(?:phát biểu|chủ trì|trao|tặng|chụp ảnh|tham dự|dự|báo cáo|trình bày|thông qua"
    r"|kết luận|thảo luận|biểu quyết|tham luận|quán triệt|truyền đạt|triển khai|khai mạc|chỉ đạo"
    r"|điều hành|lắng nghe|quang cảnh|thăm|kiểm tra|giao ban"
    r"|tại (?:hội nghị|buổi|cuộc|phiên|điểm cầu))(?!\w)",
    re.IGNORECASE,
)

# no section's name: "tháng 11/2018", "quý I", "năm 2024"
_DATED = re.compile(r"\d\d\d|\d/\d|(?<!\w)(?:quý|tháng) [\dIV]", re.IGNORECASE)

# the type of an official paper above its title: "THÔNG BÁO", "BIÊN BẢN"
_PAPER = re.compile(
    r"(?:thông báo|biên bản|báo cáo|giấy mời|kết luận|chương trình)$", re.IGNORECASE
)

# the number of an official paper, above its title: "Số 215-TB/HU", "Số: 12/BC-UBND"
_NUMBERED = re.compile(r"Số\s?:?\s?\d{1,5}\s?[-/]", re.IGNORECASE)

# what stands above the name of a paper's signer: "T/M BAN THƯỜNG VỤ", "(đã ký)", "KT. CHỦ TỊCH"
_SIGNED = re.compile(r"(?:T/?[ML]|TM|TL|KT|TUQ)[. /]|\(?đã ký\)?$|nơi nhận", re.IGNORECASE)

_ENDED = re.compile(r"[.!?…:;][\"')\]]{0,2}$|/\.$")
_STOPPED = re.compile(r"[^./…][.!?][\"')]?$")

# "1. Về công tác", "a) ", "- Đẩy mạnh", "I. KẾT QUẢ": an item or heading, no caption
_ITEM = re.compile(r"(?:[-+*•●▪·>#]|\(?\d{1,2}[.)/]|[a-zđ][.)]|[IVX]{1,4}[.)])\s?")


def outline(page: Cleaned) -> Outline:
    """Find the parts of a cleaned page.

    Rules of the handbook 1a (title: the last line before the lead; lead: a line that opens with
    a day, else the first prose), 1j and 3.7 (byline), with a title of two lines or none.
    """
    plain = page.plain
    parts = line_spans(plain)
    rows = [plain[start:end] for start, end in parts]
    first = next((i for i, row in enumerate(rows) if is_prose(row)), None)
    if first is None:
        first = _without_prose(rows)
    section, title, bylines = _head(plain, parts[:first])
    body: list[Span] = []
    captions: list[Span] = []
    tail = len(rows)
    signed = any(_SIGNED.match(row) for row in rows[first + 1 :][-12:])
    while tail > first + 1 and not signed and _is_byline(rows[tail - 1]):
        tail -= 1
        bylines.append(parts[tail])
    for index in range(first, tail):
        row = rows[index]
        if index > first and _BYLINE_LABEL.match(row) and _is_byline(row):
            bylines.append(parts[index])
        elif index > first and _is_caption(row, rows[index + 1 : index + 2]):
            captions.append(parts[index])
        else:
            body.append(parts[index])
    return Outline(
        section, title, _lead(plain, body), tuple(body), tuple(captions), tuple(sorted(bylines))
    )


def _without_prose(rows: Sequence[str]) -> int:
    """The first line of the report when no line reads like prose: its longest, if any ends."""
    if not any(_ENDED.search(row) or LEAD_START.match(row) for row in rows):
        return len(rows)  # titles and labels alone
    return max(range(len(rows)), key=lambda i: words(rows[i]))


def _head(plain: str, parts: Sequence[Span]) -> tuple[Span | None, Span | None, list[Span]]:
    """Section, title and bylines among the lines above the lead."""
    labelled = {span for span in parts if _BYLINE_LABEL.match(plain[slice(*span)])}
    bylines = sorted(labelled)
    left = [span for span in parts if span not in labelled]
    left = [span for span in left if not _HEAD_CAPTION.search(plain[slice(*span)])]
    while len(left) > 1 and _only_names(plain[slice(*left[-1])]) and _titled(plain, left[:-1]):
        bylines.append(left.pop())
    whole = [span for span in left if not _STOPPED.search(plain[slice(*span)])]
    if not whole and left and words(plain[slice(*left[-1])]) > 5:
        whole = [left[-1]]
    if not whole:
        return None, None, bylines
    if len(whole) > 1 and _labels(plain, whole[-1]) and not _labels(plain, whole[-2]):
        whole.pop()
    last = whole[-1]
    if len(whole) == 1 and _is_section(plain[slice(*last)]):
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
    return words(row) <= 5 and not MEETING_WORD.search(row) and not row.isupper()


def _titled(plain: str, spans: Sequence[Span]) -> bool:
    """Whether a line that can be a title is among the spans."""
    return any(words(plain[slice(*span)]) > 5 for span in spans)


def _only_names(row: str) -> bool:
    """Whether a line above the lead is made of one to three authors' names."""
    return 2 <= words(row) <= 6 and not row.isupper() and bool(_NAME_LINE.match(row))


def _is_section(row: str) -> bool:
    """Whether a line above the title can be the name of the site's section."""
    if words(row) > 8 or _DATED.search(row) or _ENDED.search(row) or _PAPER.match(row):
        return False
    return bool(_SECTION_START.match(row)) or not MEETING_WORD.search(row)


def _one_title(plain: str, upper: Span, lower: Span) -> bool:
    """Whether two lines above the lead are one title broken in two.

    The lines follow each other, and both are capitals or the upper one breaks off.
    """
    between = plain[upper[1] : lower[0]]
    first, second = plain[slice(*upper)], plain[slice(*lower)]
    if between.count("\n") != 1 or _ENDED.search(first) or first.lower() == second.lower():
        return False
    if first.isupper() and second.isupper():
        return not _SECTION_START.match(first) or words(first) > 5
    return first.endswith((",", "-"))


def _lead(plain: str, body: Sequence[Span]) -> Span | None:
    """The first of the opening paragraphs that tells of the meeting, else the first."""
    opening = [
        s for s in body[:4] if MEETING_WORD.search(plain, s[0], min(s[1], s[0] + LEAD_REACH))
    ]
    dated = [span for span in opening if LEAD_START.match(plain, *span)]
    if dated and (not opening or dated[0] != opening[0]):
        between = [s for s in body if s[0] < dated[0][0]]
        if sum(words(plain[slice(*s)]) for s in between) < 4 * PROSE_WORDS:
            return dated[0]
    return next(iter([*opening, *body]), None)


def _is_byline(row: str) -> bool:
    """Whether a line below the report names its authors (handbook 3.7)."""
    if any(char.isdigit() for char in row):
        return False
    if label := _BYLINE_LABEL.match(row):
        return words(row) <= 12 and not _SHOWS.search(row, label.end())
    return words(row) <= 8 and len(row) <= 50 and bool(_NAME_LINE.match(row))


def _is_caption(row: str, following: Sequence[str]) -> bool:
    """Whether a paragraph is the line under a photograph."""
    count = words(row)
    if _CAPTION_START.match(row) and count <= 35:
        return True
    if count > 35 or _ENDED.search(row) or _ITEM.match(row) or not following:
        return False
    return bool(_SHOWN.match(row) and _SHOWS.search(row))


# abbreviations: "TP. Huế", "Th.S Lê", "T.Ư", "v.v. ", "UV.BTV": no sentence ends
_ABBREVIATION = re.compile(
    r"(?<!\w)(?:TP|TX|TT|P|Q|H|X|TS|ThS|Th|PGS|GS|BS|KS|CN|BCH|T|St|Mr|Mrs|Tp|tp|Đ/c|đ/c|số|No)\.$"
)

# the end of a sentence: "nhân dân. Tăng", "nhân dân.Tăng", "tải...; ", "đề ra./.", 'khéo". '
_STOP = re.compile(
    rf"(?:[.!?…]{{1,6}}(?:/\.)?|/\.)[\"')\]]{{0,2}}"
    rf"(?:(?=\s*$)|(?=\s{{1,9}}[\"'(\[]?[{UPPER}\d-])|(?=[{UPPER}]))|\n"
)


def sentences(plain: str, span: Span) -> tuple[Span, ...]:
    """The spans of the sentences inside `span` of `plain`, without surrounding spaces.

    Survives a missing space (“nhân dân.Tăng cường”), “./.”, an ellipsis in the middle, full stops
    of abbreviations, numbers and dates (handbook 1j).
    """
    found = []
    start, stop = span
    at = start
    for match in _STOP.finditer(plain, start, stop):
        end = match.end()
        if _no_end(plain, match, stop):
            continue
        if (trimmed := _trimmed(plain, at, end)) is not None:
            found.append(trimmed)
        at = end
    if (trimmed := _trimmed(plain, at, stop)) is not None:
        found.append(trimmed)
    return tuple(found)


def _no_end(plain: str, match: re.Match[str], stop: int) -> bool:
    """Whether a full stop belongs to an abbreviation, or glues two words without ending one."""
    if match.group() != ".":
        return False
    before = plain[max(0, match.start() - 6) : match.end()]
    if _ABBREVIATION.search(before):
        return True
    glued = match.end() < stop and not plain[match.end()].isspace()
    return (
        glued and not plain[match.start() - 1].islower() and not plain[match.start() - 1].isdigit()
    )


def _trimmed(plain: str, start: int, end: int) -> Span | None:
    piece = plain[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    return (left, right) if right > left else None
