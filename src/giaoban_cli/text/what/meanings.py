"""What a figure means: the words of its own clause that govern the number.

In: cleaned text and the place of a number with its unit. Out: a verb phrase (“kết nạp”), the
subject that is measured (“doanh thu du lịch”), what is said of the counted thing (“đã nhận mặt
bằng mới”); None when the clause does not say so plainly: no meaning is better than a wrong one,
since figures of one meaning are summed. Verbs and nouns: data/actions.tsv.
"""

from __future__ import annotations

import re
from functools import cache

from giaoban_cli.data import table
from giaoban_cli.models import Figure, Span

# where a clause begins and ends: marks, and words that open a clause of their own
_MARKS = r"[.;:!?()\"\n…]|,(?!\d)|\s-\s"
_JOINTS = (
    r"[Tt]rong đó|[Đđ]ồng thời|[Rr]iêng|thì|song|nhưng|[Nn]hờ|nếu|nên|khiến|rằng|nơi nào|để|nhằm"
)
_BREAK = re.compile(rf"{_MARKS}|(?<!\w)(?:{_JOINTS})(?!\w)")

# behind which the words before a number begin: the last mark, and words behind it; "cho biết toàn
# huyện có 318 hộ": what is reported is a clause of its own
_MARK = re.compile(r"[.;:!?()\"\n…,-](?:(?<=[.;:!?()\"\n…])|(?<=,)(?!\d)|(?<=\s-)\s)")
_OPENER = re.compile(rf"(?<!\w)(?:{_JOINTS}|cho biết|cho thấy|thông tin|[Bb]áo cáo)(?!\w)")

# ", ", " và ", " lê, ": between two numbers that one verb may govern
_JOINT = re.compile(r"(?:\s[^\s\d,.;:()]{1,8}){0,2}\s{0,2}(?P<joint>,|và|, và)\s{0,2}")

# "giảm từ 9 xã xuống còn 2 xã": the two ends of a change
_CHANGE = re.compile(r"\s(?:tăng|giảm|nâng|hạ) từ$")
_CHANGED_TO = re.compile(r"(?:xuống|lên|còn)(?:\s(?:còn|thành|tới|đến))?")

# "đã", "được", "cho": little words at the edges of what governs a number
_LITTLE_FIRST = frozenset(
    ("đã", "đang", "được", "sẽ", "cần", "phải", "và", "cũng", "mới", "là", "đều", "hiện", "lại",
     "cùng", "với", "của", "toàn", "cả")
)  # fmt: skip
_LITTLE_LAST = frozenset(
    ("được", "cho", "là", "với", "đối với", "trong", "của", "gồm", "có", "thêm", "lên", "tới",
     "lên tới", "tại", "trên", "mới cho", "ở", "bằng", "và", "đạt", "còn", "mới", "ước", "chỉ",
     "các", "những", "đến", "cùng", "thực hiện được", "này", "đã", "chiếm", "mỗi", "từ",
     # "trong quý II/", "của năm": time
     *(f"{of} {time}{nth}{mark}" for of in ("trong", "của")
       for time in ("quý", "năm", "tháng", "ngày")
       for nth in ("", " i", " ii", " iii", " iv") for mark in ("", "/")))
)  # fmt: skip
_LITTLE_ENDS = frozenset(phrase.split()[-1] for phrase in _LITTLE_LAST)
_NOT_LITTLE = frozenset(("mặt bằng", "thôn mới"))

# "Sáu tháng qua", "Trong quý", "Cả năm", "Toàn huyện": when and where, at the head of a clause
_WHEN = re.compile(
    r"(?:(?:trong|đến|từ|sau|tính đến|hết|cả|mỗi|riêng|quý|tháng|năm|tuần|ngày|kỳ|đợt|nửa|cuối|đầu"
    r"|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|qua|nay|này|hiện|i|ii|iii|iv|toàn|tỉnh|huyện|xã|thành"
    r"|phố|đảng|bộ|địa|bàn|trên|đã|nhiệm|nghị|quyết|đại|hội)(?:\s{1,2}|$)){1,8}",
    re.IGNORECASE,
)

# "21/36 hộ | đã nhận mặt bằng mới": the counted thing is the subject, and here is what it did
_PREDICATE = re.compile(
    r"(?:^|\s)(?P<said>(?:đã|đang|được|bị|chưa|không|vẫn|sẽ|phải|đạt|đều|có|còn)(?!\w).{2,})",
    re.IGNORECASE,
)

# "… còn 38 hộ chưa đồng thuận": what is left of the work that the clause names
_LEFT = re.compile(r"(?<!\w)còn$", re.IGNORECASE)
_NOT_YET = re.compile(r"(?:chưa|không|đang|bị|gặp)(?!\w)", re.IGNORECASE)

# "trong tỉnh", "so với cùng kỳ", "trở lên": what begins so says nothing of the counted thing
_BESIDE = re.compile(
    r"(?:trong|tại|của|từ|so|ở|trên|dưới|về|do|theo|với|sau|trước|và|thuộc|trở|mỗi|nói|này|nêu"
    r"|gồm|bao|cũ|mới|cùng|khi|vào|đến|như|hoặc|hay|cho|qua|ngay|nữa|đó|khác)(?!\w)",
    re.IGNORECASE,
)

# "đến 30/6", "5 tháng", "năm 2023": a number that tells when
_DATED = re.compile(r"\d/\d|\d{1,4}\s(?:tháng|ngày|năm|tuần)|(?:năm|tháng|quý)\s\d")
_TIME_END = re.compile(r"\s(?:đến\s)?\d{1,4}(?:/\d|\s(?:tháng|ngày|năm|tuần)).{0,20}$")

# where a phrase that is too long may be cut: before "sau giãn cách", "tại trụ sở"
_PHRASE_END = re.compile(
    r"\s(?=(?:sau|trước|trong|tại|ở|từ|theo|do|vì|khi|và|của|trên|về|với|vào|ngay|so|kể|như)\s)"
)

# "bí thư chi bộ", "chủ tịch UBND", "Đảng ủy": whose number is no result but tells who they are
_HOLDERS = re.compile(
    r"(?:bí thư|chủ tịch|trưởng (?:khối|ban|phòng)|thủ trưởng|lãnh đạo|đại diện|thường trực|cấp ủy"
    r"|đảng ủy|ubnd|đại biểu|các đồng chí|cán bộ chủ chốt|trưởng thôn)(?:\s[^\s,]{1,12}){0,4}$",
    re.IGNORECASE,
)
# "họp giao ban quý III, triển khai nhiệm vụ quý IV với 41 chi bộ": with whom they met
_MEETS = re.compile(r"(?<!\w)(?:giao ban|hội nghị|họp|làm việc|triển khai nhiệm vụ)(?!\w)")

# "Tham dự có", "Dự hội nghị", "thành phần gồm": a sentence that tells who was there
_PRESENT = re.compile(
    r"(?<!\w)(?:dự(?!\s(?:thảo|án|báo|kiến|toán|phòng|trữ|bị))|thành phần|có mặt|cùng đi"
    r"|cùng tham gia)(?!\w)",
    re.IGNORECASE,
)
# "báo cáo", "kết quả": behind which a sentence tells of the work and not of those present
_RESULTS = re.compile(r"(?<!\w)(?:báo cáo|kết quả|đánh giá|yêu cầu|đề nghị|nghe|đạt)(?!\w)")
_SENTENCE_END = re.compile(r"[.!?]\s|\n")

# "đạt tỷ lệ 89,8%", "với số phiếu 32/34": says no more than the number
_RATIO = re.compile(r"\s(?:(?:đạt|với|chiếm)\s)?(?:tỷ lệ|tỉ lệ|số phiếu)\s{0,3}$", re.IGNORECASE)

# "xếp tại 12 xã", "của 14 tỉnh": where, and whose
_PLACED = re.compile(r"\s(?:tại|ở|trên|thuộc|của|trong)$", re.IGNORECASE)

# "tỷ đồng", "%", "ha": measures, which measure a subject instead of counting things
_MEASURE = re.compile(
    r"(?:%|phần trăm|(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\w)|đồng|usd|ha|héc|m²|m³|mét|km|kg|tấn|tạ"
    r"|bậc|kw|mw|m|lít)(?!\w)"
)

_TO_LAST_DIGIT = re.compile(r".*\d", re.DOTALL)

# a number that is no year: "(11 hộ) đã hiến | 460 m2"
_COUNTED = re.compile(r"(?<!năm )(?<!tháng )(?<!\d)\d")

_WORD = re.compile(r"[^\s,;.:()\"…%/]+|%")
_CLAUSE_REACH = 160
_SENTENCE_REACH = 400
_MOST_WORDS = 10
_MOST_LEAD = 16
_FAR_BEYOND = 40
_LONGEST_VERB = 4


def meaning(
    plain: str, low: str, number: Span, unit: int, part: Span, before: Figure | None
) -> str | None:
    """The words that say what a figure means; None when its clause does not say.

    Args:
        plain: the text.
        low: its lower-case twin.
        number: from where number and qualifier begin to where the unit ends.
        unit: where the unit begins.
        part: the paragraph.
        before: the figure before this one in the paragraph.
    """
    start, end = number
    beyond = plain[before.span[1] : start] if before else ""
    if before and before.what and _is_shared(plain, beyond, before, number, part[1]):
        return before.what
    lead = _lead(plain, start, part[0])
    within = before is not None and len(beyond) < len(lead)  # a number in the same clause
    if before and before.what and within:
        turned = _CHANGED_TO.fullmatch(beyond.strip())
        if turned and _CHANGE.search(before.what):
            return f"{_CHANGE.sub('', before.what)} {turned[0]}"
    words = lead.rstrip()
    if words.endswith(" từ") and _CHANGE.search(words):
        return _first_lower(" ".join(lead.split())) if len(lead.split()) <= _MOST_WORDS else None
    if words.endswith("còn") and _LEFT.search(words):
        following = _following(plain, end, part[1])
        if _NOT_YET.match(following):
            return _said_of(following)
    if words.endswith(("lệ", "phiếu")):
        lead = _RATIO.sub(" đạt ", lead)
    region = _behind_digits(plain[slice(*before.span)]) + beyond if before and within else lead
    measures = _MEASURE.match(low, unit) is not None
    governing, weak = _governing(region, measures=measures)
    if governing and words.endswith(" với") and _MEETS.search(words):
        return None
    if governing:
        return governing
    if _is_present(plain, start, part[0]):
        return "dự"
    if _HOLDERS.search(words):
        return None
    following = _following(plain, end, part[1])
    return _without_verb(beyond if within else lead, weak, following, measures=measures)


def _behind_digits(words: str) -> str:
    """What stands behind the last digit of some words."""
    return _TO_LAST_DIGIT.sub("", words)


def _lead(plain: str, start: int, floor: int) -> str:
    """The words of the clause before a number."""
    first = max(floor, start - _CLAUSE_REACH)
    before = plain[first:start]
    clause = _OPENER.split(_MARK.split(before)[-1])[-1]
    return before.partition(" ")[2] if clause == before and first > floor else clause


def _following(plain: str, end: int, stop: int) -> str:
    """The words of the clause behind a number and its unit."""
    limit = min(stop, end + _CLAUSE_REACH)
    ends = _BREAK.search(plain, end, limit)
    said = plain[end : ends.start() if ends else limit]
    return " ".join(_COUNTED.split(said, maxsplit=1)[0].split()) if said[:1].isspace() else ""


def _is_shared(plain: str, beyond: str, before: Figure, number: Span, stop: int) -> bool:
    """Whether the words that govern the figure before govern this one too.

    “kiểm tra 2 tổ chức và 11 đảng viên”, “47 chi bộ, 812 đảng viên;”, “trồng 145 ha lê, 60 ha
    dược liệu”; not “kết nạp 151 đảng viên, 13/16 chỉ tiêu đạt và vượt”.
    """
    joint = _JOINT.fullmatch(beyond) if len(beyond) < _FAR_BEYOND else None
    if joint is None:
        return False
    if beyond.strip() == joint["joint"]:
        following = "" if "và" in joint["joint"] else _following(plain, number[1], stop)
        return not following or _BESIDE.match(following) is not None
    return plain.startswith(before.unit, number[1] - len(before.unit))


def _is_present(plain: str, start: int, floor: int) -> bool:
    """Whether the sentence before a number tells who was there."""
    first = max(floor, start - _SENTENCE_REACH)
    ends = [found.end() for found in _SENTENCE_END.finditer(plain, first, start)]
    present = _PRESENT.search(plain, ends[-1] if ends else first, start)
    return present is not None and _RESULTS.search(plain, present.end(), start) is None


def _governing(region: str, *, measures: bool) -> tuple[str | None, str | None]:
    """The last verb phrase before a number; else the weak verb that stands there.

    Heads side by side are one phrase (“hoàn thành sửa chữa”), a head inside another word is none
    (“thu” in “doanh thu”). Of a measure, the noun that is measured goes before a verb that follows
    it (“tỷ lệ người dân tham gia bảo hiểm y tế đạt 97%”).
    """
    words = list(_WORD.finditer(region))[-_MOST_LEAD:]
    low = [word[0].lower() for word in words]
    weak = start = None
    closed = False  # whether the verb phrase is whole
    index = len(words)
    while index > 0:
        size, kind = _head(low, index)
        if kind == "noun" and (measures or not closed):
            start, closed = words[index - size].start(), False
        elif kind == "verb" and not closed:
            start = words[index - size].start()
        elif kind == "weak" and weak is None and index == len(words):
            weak = low[index - 1]
        else:
            closed = start is not None
        if closed and not measures:
            break
        index -= size
    if start is None:
        return None, weak
    before = region[:start].lower().split()
    no = before[-1] if before and before[-1] in ("chưa", "không") else None
    phrase = _whole(region[start:], least=1)
    return (f"{no} {phrase}" if no and phrase else phrase), weak


def _head(words: list[str], end: int) -> tuple[int, str | None]:
    """How many of the words before `end` are one entry of data/actions.tsv, and of which class."""
    longest = _longest_ending().get(words[end - 1])
    if longest is None:
        return 1, None
    for size in range(min(longest, end), 0, -1):
        kind = _actions().get(" ".join(words[end - size : end]))
        if kind:
            return size, kind
    return 1, None


@cache
def _longest_ending() -> dict[str, int]:
    """The last word of each entry of data/actions.tsv → how many words the longest such has."""
    longest: dict[str, int] = {}
    for entry in _actions():
        words = entry.split()
        longest[words[-1]] = max(longest.get(words[-1], 0), len(words))
    return longest


@cache
def _actions() -> dict[str, str]:
    """Words → `verb`, `weak`, `noun` or `not`."""
    return {row[0].casefold(): row[1] if len(row) > 1 else "verb" for row in table("actions")}


def _without_verb(region: str, weak: str | None, following: str, *, measures: bool) -> str | None:
    """The meaning of a figure that no known verb governs."""
    subject = " ".join(_trimmed(_past_when(region)))
    said = _said_of(following)
    if measures:
        if subject:
            return _whole(subject, least=2)
        return said or weak if weak or not region.strip() else None
    if weak == "đạt":
        return weak
    if not subject:
        return said or weak
    if _PREDICATE.match(following) or _begins_with_verb(following):
        return said
    if weak:
        return said or weak
    if _PLACED.search(region.rstrip()) or _is_name(subject):
        return None
    return _whole(subject, least=2)


def _begins_with_verb(words: str) -> bool:
    """Whether words begin with a verb of data/actions.tsv: “(với 76 học viên) tốt nghiệp”."""
    split = words.casefold().split()
    kinds = (_actions().get(" ".join(split[:size])) for size in range(_LONGEST_VERB, 0, -1))
    return next(filter(None, kinds), None) == "verb"


def _past_when(region: str) -> str:
    """The words of a clause behind the time and the body that it begins with."""
    words = _behind_digits(region).strip() if _DATED.search(region) else region.strip()
    found = _WHEN.match(words)
    return words[found.end() :] if found else words


def _is_name(words: str) -> bool:
    """Whether words but name somebody or a place: “Hội CCB”, “Đảng ủy Khê Lĩnh”."""
    split = words.split()
    capitals = sum(word[0].isupper() for word in split)
    return 2 * capitals >= len(split) or _HOLDERS.search(words) is not None


def _said_of(following: str) -> str | None:
    """What is said of the counted thing behind it: “(17 hộ dân) … di dời”."""
    predicate = _PREDICATE.search(following)
    words = predicate["said"] if predicate else following
    if not words or (predicate is None and (words[0].isupper() or _BESIDE.match(words))):
        return None
    return _whole(words, least=1)


def _whole(phrase: str, least: int) -> str | None:
    """A phrase trimmed; a long one cut where a phrase ends, None where it cannot be cut."""
    words = _trimmed(_TIME_END.sub("", phrase))
    if len(words) > _MOST_WORDS:
        said = " ".join(words)
        ends = [found.start() for found in _PHRASE_END.finditer(said)]
        fitting = [end for end in ends if least < len(said[:end].split()) <= _MOST_WORDS]
        if not fitting:
            return None
        words = _trimmed(said[: fitting[-1]])
    return _first_lower(" ".join(words)) if len(words) >= least else None


def _first_lower(said: str) -> str:
    """Words that begin with a small letter, but for names and letters in a row."""
    if said[1:2].isupper() or said.partition(" ")[2][:1].isupper():
        return said
    return said[:1].lower() + said[1:]


def _trimmed(phrase: str) -> list[str]:
    """The words of a phrase without the little ones at either edge."""
    words = phrase.split()
    low = phrase.lower().split()
    first, last = 0, len(words)
    while last - first > 1 and low[first] in _LITTLE_FIRST:
        first += 1
    while last > first and (size := _little(low[first:last])):
        last -= size
    return words[first:last]


def _little(words: list[str]) -> int:
    """How many of the last words say little; the only words of a phrase say more than one does."""
    if words[-1] not in _LITTLE_ENDS or " ".join(words[-2:]) in _NOT_LITTLE:
        return 0
    sizes = (size for size in (3, 2) if size < len(words))
    return next((size for size in sizes if " ".join(words[-size:]) in _LITTLE_LAST), 0) or (
        words[-1] in _LITTLE_LAST
    )
