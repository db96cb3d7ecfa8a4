"""What was asked for, and by whom: verbatim clauses.

In: the turns of a report. Out: `Statement`s. Directions begin behind a verb of asking (“đề nghị”,
“giao”, “nhấn mạnh”) in the turn of a person or body that leads, are cut at sentence ends and
semicolons, and go on to the end of the turn. Praise and assessments are none (handbook 1f, 1g),
nor is what is asked of somebody above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from giaoban_cli.models import Span, Statement
from giaoban_cli.text.what.clauses import clauses, trimmed, verbs
from giaoban_cli.text.what.speech import Said, Speech, Turn, rank

# what opens a clause and is no part of what is asked: "Đồng thời, ", "Một là, ", "2. ", "a) "
_OPENERS = re.compile(
    r"(?:(?:đồng thời|bên cạnh đó|ngoài ra|cùng với đó|trước mắt|trong đó|trọng tâm là"
    r"|cụ thể(?: là)?|mặt khác|theo đó|tiếp đó|đặc biệt là|đó là|sau đó|cùng với việc này"
    r"|một là|hai là|ba là|bốn là|năm là|sáu là|bảy là|tám là|chín là|mười là"
    r"|thứ (?:nhất|hai|ba|tư|năm|sáu|bảy)(?: là)?"
    r"|cuối cùng|về (?:nhiệm vụ|phương hướng)[^,.;:]{0,40}|(?:trong )?thời gian tới|đồng chí|ông|bà"
    r"|từ đó|do đó|vì vậy|do vậy|trên cơ sở đó|qua đó|nhân dịp này|cũng|và|đồng chí cũng|rằng|là)"
    r"(?!\w)[,:\s]{0,3}"
    r"|\(?\d{1,2}[.)/]\s?|[a-zđ][.)]\s|[ivx]{1,4}[.)]\s|[-+*•]\s?){1,3}"
)

# a verb of asking that opens a clause of its own: "yêu cầu …", "cũng đề nghị …"
_REQUEST_FIRST = re.compile(r"(?:(?:cũng|đã|và|đồng chí|đồng thời)\s){0,3}$")

# "tập trung vào các nội dung:", "4 nhiệm vụ trọng tâm sau:", "như sau:": leads in what is asked
_LEAD_IN = re.compile(
    r"(?:nội dung|nhiệm vụ|giải pháp|vấn đề|việc|sau|sau đây|như sau|trọng tâm|công tác|yêu cầu"
    r"|là|gồm|ý kiến|điểm|khâu)"
    r"(?:\s(?:sau|chính|cụ thể|lớn|trọng tâm|cơ bản|chủ yếu|sau đây|như)){0,3}$"
)
_LEAD_IN_WORDS = 30

# "một số nhiệm vụ trọng tâm cần thực hiện trong quý II": names tasks, but none of them
_NAMES_TASKS = re.compile(
    r"(?:một số|các|những|\d{1,2})\s{1,2}(?:nhóm\s)?"
    r"(?:nhiệm vụ|nội dung|giải pháp|vấn đề|công việc)"
    r"(?:,\s?giải pháp)?\s(?:trọng tâm|chính|cần|sau|trong|cụ thể|chủ yếu|lớn)(?!\w)"
)

# "toàn ngành tập trung 4 việc": announces a list in a sentence of its own
_ANNOUNCES = re.compile(
    r"(?<!\w)(?:\d{1,2}|các|một số|những|hai|ba|bốn|năm|sáu) (?:nhóm )?"
    r"(?:nội dung|nhiệm vụ|giải pháp|việc|vấn đề)(?: trọng tâm| chính| sau| sau đây| cụ thể){0,2}$"
)

# "quán triệt mục đích, | yêu cầu", "đáp ứng | yêu cầu": what is required, and no asking
_A_NOUN = re.compile(r"(?:mục đích,?(?: và)?|đáp ứng|theo|các|những) $")

# "an ninh trật tự tiếp tục được giữ vững", "công tác dân vận được quan tâm": how things stand
_STANDS = re.compile(
    r"(?P<before>(?:[^\s;:.]+\s){2,25}?)(?:(?:tiếp tục|luôn|ngày càng)\s)?được\s"
    r"(?:thực hiện|triển khai|duy trì|giữ vững|giữ ổn định|quan tâm|bảo đảm|đảm bảo"
    r"|nâng lên|củng cố|cải thiện)(?!\w)"
)
_SO_THAT = re.compile(r"(?<!\w)(?:để|nhằm|cho|bảo đảm|đảm bảo|giúp|không|mong|nếu|khi)(?!\w)")

# "đã đạt được", "các cấp ủy đã thực hiện": tells of what was, unless it asks as well; but not
# "đẩy nhanh các việc đã đề ra"
_TELLS = re.compile(
    r"(?:[^\s;:]+\s){0,9}?(?:đã(?!\s(?:đề ra|được giao|nêu|phê duyệt))|đạt được|vẫn còn)\s"
    r"|hội nghị (?:lần này|hôm nay|là|đã)"
    r"|(?:đây|năm \d{4}) là\s"
)
_ASKS = re.compile(
    r"(?<!\w)(?:cần|phải|tiếp tục|tăng cường|đẩy mạnh|đẩy nhanh|tập trung|chủ động|quan tâm"
    r"|thực hiện tốt"
    r"|nâng cao|phấn đấu|khẩn trương|sớm|hoàn thành|không để|rà soát|làm tốt|chú trọng|xây dựng)"
    r"(?!\w)"
)
# "Cần nâng cao", "Tiếp tục", "Các đơn vị cần": a sentence that asks though no verb of asking does
_ASKS_FIRST = re.compile(
    r"(?:[^\s,;:.]+\s){0,14}?(?:cần|phải)\s|(?:trong thời gian tới|thời gian tới)[,\s]"
    r"|(?:tiếp tục|tăng cường|đẩy mạnh|đẩy nhanh|tập trung|chủ động|quan tâm|thực hiện|nâng cao"
    r"|phấn đấu|khẩn trương|hoàn thành|rà soát|làm tốt|chú trọng|xây dựng|kiện toàn|đổi mới"
    r"|chuẩn bị|tham mưu|tổ chức|phát huy|duy trì|quán triệt|triển khai|phối hợp|đề cao|chỉ đạo"
    r"|kịp thời|rút kinh nghiệm)\s"
)

# "PV: Hà Mai", "(CTV: Bùi An)", "Tin, ảnh: An", "Chia sẻ": what a page adds below a report
_SIGN_OFF = re.compile(
    r"[(\s]{0,2}(?:(?:pv|ctv|btv|tin|bài|ảnh|nguồn|tác giả|theo|người đăng|thực hiện|tags?)"
    r"(?:[\s,-]{1,3}(?:và\s)?(?:bài|ảnh|tin))?\s?:|(?:lưu ý:\s)?ban biên tập\s|chia sẻ|quay lên"
    r"|về trang)"
)

# "đã kết luận một số nội dung sau:": every item of the list that follows is asked for
_CONCLUDES = re.compile(
    r"kết luận[^.;:]{0,40}(?:nội dung|nhiệm vụ|vấn đề|việc|ý kiến|điểm|như sau)[^.;:]{0,20}:$"
)

_ADDRESSEE_WORDS = 5

_PRAISE_REACH = 60
_LEAST_WORDS = 3


def directions(speech: Speech) -> tuple[Statement, ...]:
    """What those who lead asked for, in the order of the text.

    The speaker is None when the meeting itself asks, or who holds an office and is not named.
    """
    return tuple(
        Statement(" ".join(speech.text[start:end].split()), turn.speaker, (start, end))
        for turn in speech.turns
        if turn.named and turn.leads
        for start, end in _of_turn(speech, turn)
    )


def _of_turn(speech: Speech, turn: Turn) -> Iterator[Span]:
    """The directions of one turn."""
    leads = any(act.kind in ("concluded", "directed") for said in turn.said for act in said.acts)
    asking = False
    for said in turn.said:
        start = _begins(speech, said)
        goes_on = start is None and not said.acts and leads
        if not said.acts and _SIGN_OFF.match(speech.low, *said.span):
            continue
        if goes_on and (asking or _asks(speech.low, *said.span)):
            start = said.span[0]
        opens = speech.plain[said.span[1] - 1] == ":"
        if start is None:
            asking = asking or (opens and _CONCLUDES.search(speech.low, *said.span) is not None)
            continue
        asking = asking or opens
        start, told = _past_lead_in(speech, start, said.span[1]), False
        for clause in _said_clauses(speech, said, start):
            if told and not _ASKS.search(speech.low, *clause):
                continue  # an assessment goes on
            wanted = _wanted(speech, *clause)
            if wanted and not _goes_up(speech, turn, *wanted):
                asking = True
                yield wanted
            elif wanted:
                asking = False
            else:
                told = _is_assessment(speech, *clause)


def _said_clauses(speech: Speech, said: Said, start: int) -> Iterator[Span]:
    """The clauses behind a verb of asking; before it, when the quoted words stand there."""
    first, end = said.span
    behind = trimmed(speech.plain, start, end)
    if behind[0] >= behind[1] and speech.plain[first] == '"':
        last = speech.plain.rfind('"', first + 1, start)
        if last > 0:
            yield (first, last + 1)
            return
    yield from clauses(speech.plain, start, end)


def _goes_up(speech: Speech, turn: Turn, start: int, end: int) -> bool:
    """Whether a clause asks somebody above the speaker: a proposal, and no direction.

    A commune's secretary asks the district, a district's the province: “tỉnh sớm bố trí vốn”.
    """
    if not turn.rank:
        return False
    addressee = " ".join(speech.low[start:end].split(maxsplit=_ADDRESSEE_WORDS)[:_ADDRESSEE_WORDS])
    body = _BODY.match(addressee)
    return body is not None and rank(body[0]) > turn.rank


# "Tỉnh ủy", "UBND huyện", "các sở, ngành", "cấp trên": who is asked, at the head of a clause
_BODY = re.compile(
    r"(?:với\s|các\s|ban thường vụ\s|thường trực\s|ubnd\s|ủy ban nhân dân\s|hđnd\s|lãnh đạo\s){0,2}"
    r"(?:trung ương|chính phủ|bộ\s|tỉnh|sở|cấp trên|huyện|thị ủy|thành ủy|thành phố)(?!\w)"
)


def _asks(low: str, start: int, end: int) -> bool:
    """Whether a sentence without a verb of asking asks all the same: “Cần nâng cao …”."""
    return _ASKS_FIRST.match(low, _opened(low, start, end), end) is not None


def _begins(speech: Speech, said: Said) -> int | None:
    """Where what is asked for begins in a sentence, behind its first verb of asking."""
    low, (start, end) = speech.low, said.span
    if said.acts:
        ends = {act.span[1] for act in said.acts}
        for verb in verbs(speech, "direct", said.acts[0].span[0], end):
            if _A_NOUN.search(low, max(start, verb[0] - 14), verb[0]):
                continue
            if not _names_the_act(low, verb, end) and _is_theirs(speech, verb, ends):
                return verb[1]
        last = said.acts[-1].span[1]
        if speech.plain[last - 1] == ":":
            return last
        colon = speech.plain.find(":", last, last + 12)
        told = colon >= 0 and _asks(low, trimmed(speech.plain, colon + 1, end)[0], end)
        return colon + 1 if told else None
    verb = next(verbs(speech, "direct", start, min(end, start + 60)), (end, end))
    if verb[0] < end and _REQUEST_FIRST.fullmatch(low, _opened(low, start, end), verb[0]):
        return verb[1]
    return None


def _is_theirs(speech: Speech, verb: Span, ends: set[int]) -> bool:
    """Whether a verb that is many other things too (“giao”) is the speaker's own.

    It stands right behind the speaker, a mark, or a word that joins two verbs.
    """
    start, end = verb
    if speech.low[start:end] not in _WEAK or ends & {end, start - 1, start - 2}:
        return True
    before = speech.plain[max(0, start - 24) : start].split()
    return bool(before) and (before[-1][0].isupper() or _JOINS.search(before[-1]) is not None)


_STRONG = frozenset(("đề nghị", "yêu cầu"))
_WEAK = frozenset(("giao", "giao cho", "phân công", "nhắc", "đề ra", "kêu gọi", "chỉ đạo"))
_JOINS = re.compile(r"[,;:)]$|^(?:và|cũng|đã|thời)$")


def _names_the_act(low: str, verb: Span, end: int) -> bool:
    """Whether “kết luận”, “chỉ đạo” only say what kind of speech it is: “kết luận hội nghị”."""
    word = low[slice(*verb)]
    if word in ("kết luận", "chỉ đạo"):
        return _CHARGES.match(low, verb[1], min(end, verb[1] + 14)) is None
    return False


# "chỉ đạo:", "kết luận như sau:", "chỉ đạo các phòng": what follows is asked for
_CHARGES = re.compile(r"\s?(?:như sau)?\s?:|\s(?:các|từng|mỗi|phòng|ubnd|công an|đơn vị)(?!\w)")


def _past_lead_in(speech: Speech, start: int, end: int) -> int:
    """Past “… tập trung các nội dung sau:” before what is asked for."""
    colon = speech.plain.find(":", start, end)
    if colon < 0 or colon + 2 >= end:
        return start
    before = speech.low[start:colon].strip()
    count = len(before.split())
    leads_in = _LEAD_IN.search(before) or _NAMES_TASKS.match(before)
    if not before or (count <= _LEAD_IN_WORDS and leads_in):
        return colon + 1
    return start


def _opened(low: str, start: int, end: int) -> int:
    """The offset behind what opens a clause: “Bên cạnh đó, ”, “Một là, ”."""
    found = _OPENERS.match(low, start, end)
    return found.end() if found else start


def _wanted(speech: Speech, start: int, end: int) -> Span | None:
    """A clause as a direction, without what opens it; None when it asks for nothing."""
    low = speech.low
    start = _opened(low, start, end)
    for request in verbs(speech, "direct", start, end):
        plainly = low[slice(*request)] in _STRONG and not _ASKS.search(low, start, request[0])
        if plainly or _REQUEST_FIRST.fullmatch(low, start, request[0]):
            start = request[1]
        break
    start, end = trimmed(speech.plain, _opened(low, start, end), end)
    if len(low[start:end].split()) < _LEAST_WORDS or _is_assessment(speech, start, end):
        return None
    if _NAMES_TASKS.match(low, start, end):
        return None
    if speech.plain[end : end + 1] == ":":
        return None  # what it leads in follows
    if _ANNOUNCES.search(low, max(start, end - 40), end) and len(low[start:end].split()) <= 10:
        return None
    return (start, end)


# "phân tích, đánh giá đúng thực trạng": to assess is the task
_TO_ASSESS = re.compile(
    r"(?:phân tích|rà soát|kiểm tra|giám sát|tổ chức|khảo sát|nghiên cứu|thẩm định),?\s(?:và\s)?$"
)


def _is_assessment(speech: Speech, start: int, end: int) -> bool:
    """Whether a clause praises, blames or tells instead of asking."""
    low = speech.low
    for kind in ("praise", "blame"):
        first = next(verbs(speech, kind, start, min(end, start + _PRAISE_REACH)), None)
        if first is None or _ASKS.search(low, start, first[0]):
            continue
        if not _TO_ASSESS.search(low, start, first[0]):
            return True
    if (stands := _STANDS.match(low, start, end)) and not (
        _ASKS.search(stands["before"]) or _SO_THAT.search(stands["before"])
    ):
        return True
    return bool(_TELLS.match(low, start, end)) and not _ASKS.search(low, start, end)
