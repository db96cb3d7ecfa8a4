"""Where a report says who held the meeting: the words that name the body.

In: a text, its lower-case twin and its outline. Out: the span of the holder's name, with whatever
stands around it (“lãnh đạo UBND tỉnh”); organisations.py says what those words mean. The holder
is the subject of “tổ chức hội nghị”, “họp”, “giao ban”, or is named with the meeting (“phiên họp
thường kỳ UBND tỉnh”); a body that is an address, a topic or somebody's employer is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from giaoban_cli.data import table
from giaoban_cli.models import Span
from giaoban_cli.text.page.sections import Outline
from giaoban_cli.text.words.sentences import sentences
from giaoban_cli.text.words.wordlist import one_of

_FORMS = one_of(row[0] for row in table("bodies"))
BODY = re.compile(rf"(?<!\w)(?<!hải )(?<!giao ){_FORMS}(?!\w)")
"""Where the name of a body may begin: “Ban Thường vụ Huyện ủy”, “UBND huyện”, not “Hải Phòng”,
“giao ban công tác”."""

_SUBJECT_REACH = 420
"""Characters of a sentence in which its subject and verb are looked for."""
_LONGEST = 140
"""Characters of the longest name of a body, its brackets included."""

# “… đã tổ chức hội nghị”, “… họp phiên thường kỳ”, “… giao ban công tác”, “UBND tỉnh: Phiên họp”;
# the noun in “kỳ họp”, “ban giao ban” is no verb.
_HOLDS = re.compile(
    r"(?<!\w)(?<!ban )(?:(?P<meets>(?<!kỳ )(?<!kì )(?<!phiên )(?<!cuộc )(?<!buổi )(?<!phòng )họp"
    r"|giao\s+ban|trực\s+báo|sơ\s+kết|tổng\s+kết|hội\s+ý|làm\s+việc\s+với"
    r"|(?<=[:-] )(?:(?:phiên|cuộc|kỳ)\s+họp|hội\s+nghị))"
    r"|tổ\s+chức|tiến\s+hành|mở|triệu\s+tập|có\s+(?:cuộc|buổi|phiên)|làm\s+việc|triển\s+khai"
    r"|quán\s+triệt|khai\s+mạc|đăng\s+cai|phát\s+động|tọa\s+đàm)(?!\w)"
)
# “… tiếp tục thảo luận các nội dung”, “… đánh giá kết quả 9 tháng”: when nothing is clearer
_DELIBERATES = re.compile(
    r"(?<!\w)(?:thảo\s+luận|xem\s+xét|cho\s+ý\s+kiến|đánh\s+giá|thông\s+qua|bàn|kiểm\s+điểm|rà\s+soát"
    r"|triển\s+khai|quán\s+triệt|học\s+tập)(?!\w)"
)
# what makes a meeting of “tổ chức …”
_MEETING = re.compile(
    r"(?<!\w)(?:hội\s+nghị|giao\s+ban|trực\s+báo|họp|sơ\s+kết|tổng\s+kết|đại\s+hội|làm\s+việc|tọa\s+đàm"
    r"|sinh\s+hoạt|phiên|gặp\s+(?:mặt|gỡ)|đối\s+thoại|lễ|học\s+tập)(?!\w)"
)
# “, khóa XI”, “, nhiệm kỳ 2016-2021”, “(khóa X)”, “ do đồng chí … làm trưởng đoàn”: what may stand
# between a body and its verb
_MODIFIER = re.compile(
    r"\s*(?:\([^)]{0,120}\)|,\s*(?:tỉnh|huyện|thành\s+phố|tp\.?)\s(?!ủy|đoàn)[^,;]{1,25}$"
    r"|,\s*(?:tphcm|tp\.hcm)$"
    r"|,?\s*(?:khóa|nhiệm\s+kỳ|nhiệm\s+kì|lần\s+thứ)\s[^,;()]{1,30}$"
    r"|\s*phối\s+hợp$|(?<!ban)(?<!tác)(?<!ngành)(?<!và)\s+tổ\s+chức$"
    r"|(?<!\w)(?:đã|vừa|tiếp\s+tục|cũng|long\s+trọng|sẽ|chính\s+thức|hội\s+nghị)"
    r"|,?\s*phối\s+hợp\s(?:với\s|cùng\s|sở\s|ủy\s+ban|hội\s|phòng\s|ban\s|công\s+an|ubnd).{1,160}"
    r"|\sdo\s+(?:đồng\s+chí|đ/c|ông|bà)\s.{5,200}?(?:chủ\s+trì|trưởng\s+đoàn|dẫn\s+đầu)"
    r"|\s(?:cùng|với(?!\s+sự\s))\s.{1,100}|[\s,:\-])$"
)
# “tại trụ sở”, “Bí thư”, “theo”, “cán [bộ y tế]”: a body behind these does not hold the meeting
_NOT_HOLDER = re.compile(
    r"(?:tại|ở|(?<!đoàn công tác )của(?:\s+lãnh\s+đạo)?|trường|trụ|cơ|trụ\s+sở|thay\s+mặt|chủ"
    r"\s+tịch|bí\s+thư"
    r"|ủy\s+viên|trưởng|giám\s+đốc|thường\s+trực|viên|đại\s+biểu|theo|nhiệm|thực\s+hiện|do|phó|họp|giúp\s+việc"
    r"|cán|nghe|(?P<many>các|những|một\s+số))\s*$"
)
# “tại trụ sở Huyện ủy | Ban Thường vụ Huyện ủy tổ chức”: the comma is often left out
_SITS = re.compile(
    r"(?<!\w)(?<!của )(?:ban\s+(?:thường\s+vụ|chấp\s+hành|thường\s+trực)"
    r"|thường\s+trực\s+(?:hđnd|hội\s+đồng|(?:tỉnh|thành|huyện|quận|thị|đảng)\s+ủy))(?!\w)"
)
# “tại hội trường nhà văn hóa | trung tâm”, “ở nhà khách | Tỉnh ủy”: the body ends an address
_IN_ADDRESS = re.compile(r"(?<!\w)(?:tại|ở)\s[^,;]{1,80}$")
# a verb, colon or quote inside: these words are a sentence, not a body
_OTHER_VERB = re.compile(
    r"[:;\"…]|(?<!\w)(?:đề\s+ra|(?<!xã )(?<!phường )(?<!trấn )(?<!huyện )(?<!ủy )như|tập\s+trung"
    r"|chuẩn\s+bị|thực\s+hiện|đẩy\s+mạnh|nghe|yêu\s+cầu|đề\s+nghị|tham\s+mưu|báo\s+cáo|phải|cần|đã|ra\s+nghị\s+quyết|ban\s+hành|diễn\s+ra"
    r"|tiếp\s+tục|thống\s+nhất|hướng\s+dẫn|chủ\s+trì|được|về\s+việc|dự\s+kiến|hoãn|tạm\s+dừng)(?!\w)|ngày\s+\d|\ssố\s+\d{1,4}[-/]"
)
# “Ban Chỉ đạo Huyện ủy thực hiện Chỉ thị 10”: a board's task is its name
_TASK_OF = re.compile(
    r"(?:ban\s+chỉ\s+đạo|tổ\s+công\s+tác)[^,;:.]{0,40}\sthực\s+hiện\s+"
    r"(?=chỉ\s+thị|nghị\s+quyết|kết\s+luận|quy\s+chế|chương\s+trình|đề\s+án|cuộc\s+vận\s+động|phong\s+trào)"
)
# “… ra nghị quyết và | tổ chức”: two verbs of one subject
_AND = re.compile(r"(?:,|\svà|\sđồng\s+thời)\s*$")
# marks inside a name: “phòng, chống tham nhũng, tiêu cực”, “Ban Văn hóa - Xã hội”
_INNER_MARK = re.compile(
    r"(?:,|\s-)\s(?:xã\s+hội|giáo\s+dục|thị\s+trấn|ban,?\s+ngành|ngân\s+sách|kế\s+hoạch|chống|tiêu\s+cực|lãng\s+phí|tìm\s+kiếm|cứu\s+nạn|thương\s+binh|thể\s+thao|khoa\s+học"
    r"|gia\s+đình|du\s+lịch|môi\s+trường|tôn\s+giáo|cải\s+cách|giảm\s+nghèo|chuyển\s+đổi|trẻ\s+em"
    r"|doanh\s+nghiệp|giúp\s+việc)(?!\w)"
)
# “Đại hội đại biểu Đảng bộ thị xã …”
_CONGRESS = re.compile(r"(?:(?:,|\s-)\s|^|(?<=\n))đại\s+hội\s+(?:đại\s+biểu\s+)?(?=đảng\s+bộ\s)")
# “do Thường trực Huyện ủy tổ chức”, “được Ban Dân vận phối hợp với … tổ chức”
_DONE_BY = re.compile(
    rf"(?<!\w)(?:do|được)\s+(?P<body>{_FORMS}(?!\w)[^.,;]{{0,80}}?)\s+(?:đã\s+)?"
    r"(?:phối\s+hợp[^.;]{1,80}\s)?(?:tổ\s+chức|chủ\s+trì|triệu\s+tập)(?!\w)"
)
_SESSION = r"(?<!\w)(?:hội\s+nghị|giao\s+ban|(?:cuộc|phiên|buổi|kỳ|kì)\s+họp|họp)"
# “giao ban giữa Thường trực Huyện ủy với”, “phiên họp tháng 9 của UBND tỉnh”
_SESSION_OF = re.compile(
    rf"{_SESSION}(?:\s+(?!nghị\s+quyết|chỉ\s+thị|kết\s+luận|văn\s+bản|quy\s+định)\w+){{0,4}}?"
    r"\s+(?:giữa|của)\s+"
)
# “phiên họp thường kỳ UBND tỉnh tháng 6”, “Hội nghị lần thứ 20 Ban Chấp hành Đảng bộ tỉnh”
_SESSION_NUMBER = re.compile(
    rf"{_SESSION}(?:\s+(?:(?:lần\s+thứ|lần|thứ|quý|tháng|năm|tuần)\s+\S{{1,12}}|(?:thường|định)\s+"
    r"(?:kỳ|lệ|niên)|chuyên\s+đề|bất\s+thường|mở\s+rộng|giao\s+ban|liên\s+tịch|trực\s+(?:tuyến|báo)"
    r"|(?:toàn|tập)\s+thể|lãnh\s+đạo|thành\s+viên|đầu\s+tuần)(?!\w)){0,5}\s+"
    r"(?=(?:ban\s+(?:chấp\s+hành|thường\s+vụ|chỉ\s+đạo|đại\s+diện|cán\s+sự|thường\s+trực)|bch|btv"
    r"|thường\s+(?:trực|vụ)|ubnd|hđnd|(?:ủy\s+ban|hội\s+đồng)\s+nhân\s+dân|ủy\s+ban\s+(?:kiểm\s+tra|mttq)"
    r"|(?:văn\s+phòng|ban\s+(?:tổ\s+chức|tuyên\s+giáo|dân\s+vận|nội\s+chính))\s+"
    r"(?:(?:tỉnh|thành|huyện|quận|thị|đảng)\s+ủy|ubnd|hđnd|hội\s+đồng|ủy\s+ban)"
    r"|ubkt|tiểu\s+ban|(?:tỉnh|thành|huyện|quận|thị|đảng)\s+ủy|chính\s+phủ|quốc\s+hội)(?!\w))"
)
# “Nghị quyết hội nghị lần thứ 8 …”, “chuẩn bị kỳ họp”: that meeting is a topic
_TOPIC = re.compile(
    r"(?:nghị\s+quyết|kết\s+luận|kết\s+quả|tinh\s+thần|thông\s+báo|chuẩn\s+bị|trước|sau|trình|phục\s+vụ"
    r"|tiến\s+tới|theo|báo\s+cáo|thông\s+qua)(?:\s+(?:của|tại|các|cho))?\s+$"
)
# “kỳ họp” is spoken of long before it is held: only “tại kỳ họp”, “khai mạc kỳ họp” tell of it
_SITTING = re.compile(
    r"(?:^|[,.:\n-]\s*|tại|diễn\s+ra|khai\s+mạc|bế\s+mạc|tổ\s+chức|tiến\s+hành|dự|chủ\s+(?:trì|tọa))\s*$"
)
_CENTRAL = re.compile(r"ban\s+chấp\s+hành\s+trung\s+ương|bch\s+(?:trung\s+ương|tw)")
# where the name of a body ends inside a sentence: “UBND tỉnh | tháng 6”, “… | diễn ra”
_BODY_END = re.compile(
    r"(?<!tp)[.,;:(\n\"]|(?<!\w)(?:với|cùng|về|để|nhằm|quý|tháng|tuần|lần|thứ|khóa|nhiệm\s+kỳ|đã|do"
    r"|vừa|diễn\s+ra|được|tại|trong|mở\s+rộng|thường\s+kỳ|định\s+kỳ|họp|bàn|trực\s+tuyến|cho\s+ý\s+kiến|đánh\s+giá"
    r"|sơ\s+kết|tổng\s+kết|triển\s+khai|quán\s+triệt|ngày|sáng|chiều|tối|năm|phiên|khai\s+mạc|bế\s+mạc"
    r"|thảo\s+luận|xem\s+xét|thành\s+công|bất\s+thường|chuyên\s+đề|và\s+(?:các|đại\s+diện|lãnh\s+đạo))(?!\w)"
)
_END_OF_NAME = re.compile(r"(?:\s+(?:và|nói))?\s*$")


def holding_words(plain: str, low: str, outline: Outline) -> Span | None:
    """The words that name the holder, or None when the report does not name it.

    Tried in order: the subject of the meeting's verb in the lead, in the title, in the paragraphs
    that follow, each before a body named with the meeting (“do … tổ chức”, “đại hội …”, “phiên
    họp của …”); then the subject of “đánh giá”, “triển khai”, captions included.

    Args:
        plain: the text.
        low: its lower-case twin.
        outline: its parts.
    """
    lead = sentences(plain, outline.lead)[:3] if outline.lead else ()
    title = (outline.title,) if outline.title else ()
    rest = tuple(s for p in outline.body[:4] if p != outline.lead for s in sentences(plain, p)[:2])
    for spans in (lead, title, rest):
        for find in (_subject, _congress, _done_by, _session):
            if found := _first(find, low, spans):
                return found
    return _first(_deliberates, low, (*title, *lead, *rest, *outline.captions))


def _first(
    find: Callable[[str, Span], Span | None], low: str, spans: Iterable[Span]
) -> Span | None:
    return next((found for span in spans if (found := find(low, span))), None)


def _subject(low: str, span: Span) -> Span | None:
    """The body that is the subject of the meeting's verb in a sentence."""
    start, end = span
    for verb in _HOLDS.finditer(low, start, min(end, start + _SUBJECT_REACH)):
        if not verb["meets"] and not _MEETING.search(low, verb.end(), min(end, verb.end() + 130)):
            continue
        if found := _body_before(low, start, verb.start()):
            return found
    return None


def _deliberates(low: str, span: Span) -> Span | None:
    """The body that discusses, reviews or carries out, when no word says that it met."""
    start, end = span
    verbs = _DELIBERATES.finditer(low, start, min(end, start + 200))
    return next((found for v in verbs if (found := _body_before(low, start, v.start()))), None)


def _body_before(low: str, start: int, verb: int) -> Span | None:
    """The body that ends just before a verb: “Sáng 2/3, Thường trực HĐND huyện khóa XI, …”."""
    stop = _without_modifiers(low, start, verb)
    found = _first_of_list(low, start, stop)
    if found is None or stop - found > _LONGEST:
        return None
    task = _TASK_OF.match(low, found, stop)
    if other := _OTHER_VERB.search(low, task.end() if task else found, stop):
        if low[other.start()] in ':;"…' or not _AND.search(low, found, stop):
            return None
        stop = _without_modifiers(low, found, other.start())
    return found, stop


def _without_modifiers(low: str, start: int, stop: int) -> int:
    """Where the words end that stand before “đã”, “khóa XI”, “phối hợp với …” and the like."""
    while True:
        while stop > start and low[stop - 1].isspace():
            stop -= 1
        modifier = _MODIFIER.search(low, max(start, stop - 260), stop)
        if modifier is None or modifier.start() >= stop:
            return stop
        stop = modifier.start()


def _first_of_list(low: str, start: int, stop: int) -> int | None:
    """Where the bodies begin that end at `stop`: “Thường trực HĐND, UBND, UBMTTQ huyện |”.

    A list whose first body is an address (“trụ sở Đảng ủy - UBND xã, Thường trực HĐND xã”) does
    not reach the address.
    """
    found: int | None = None
    behind_comma: int | None = None
    left = stop
    for comma in _joints(low, start, stop):
        chunk = comma + 1 if comma >= start else start
        body = BODY.search(low, chunk, left)
        if body is None and low.startswith(" - ", comma):
            continue  # “Hội đồng Thi đua - Khen thưởng”
        if body is None:
            break
        refused = _NOT_HOLDER.search(low, max(chunk, body.start() - 20), body.start())
        if refused and refused["many"]:
            return None
        if refused:
            address = _SITS.search(low, body.end(), left) if found is None else None
            return address.start() if address else behind_comma
        if found is not None and _IN_ADDRESS.search(low, max(chunk, start), body.start()):
            return behind_comma
        found = body.start()
        if low[comma : comma + 1] == ",":
            behind_comma = found
        if low[chunk:found].strip(" -"):
            break
        left = comma
    return found


def _joints(low: str, start: int, stop: int) -> Iterator[int]:
    """The commas and dashes before `stop` that part bodies, from the right; last `start - 1`."""
    left = stop
    while left > start:
        at = max(low.rfind(", ", start, left), low.rfind(" - ", start, left))
        if at < start:
            break
        left = at
        if not _INNER_MARK.match(low, at):
            yield at
    yield start - 1


def _congress(low: str, span: Span) -> Span | None:
    found = _CONGRESS.search(low, *_near(span))
    return _named_at(low, found.end(), span[1]) if found else None


def _done_by(low: str, span: Span) -> Span | None:
    found = _DONE_BY.search(low, *_near(span))
    return found.span("body") if found else None


def _session(low: str, span: Span) -> Span | None:
    """The body whose session it is: “phiên họp thường kỳ UBND tỉnh tháng 6”."""
    for pattern in (_SESSION_OF, _SESSION_NUMBER):
        for found in pattern.finditer(low, *_near(span)):
            at = found.end()
            if not BODY.match(low, at) or _CENTRAL.match(low, at):
                continue
            left = max(span[0], found.start() - 30)
            if low.startswith("k", found.start()) and not _SITTING.search(low, left, found.start()):
                continue
            if not _TOPIC.search(low, left, found.start()):
                return _named_at(low, at, span[1])
    return None


def _near(span: Span) -> Span:
    return span[0], min(span[1], span[0] + 600)


def _named_at(low: str, start: int, end: int) -> Span:
    """The name of the body that begins at `start`, as far as its sentence lets it go."""
    limit = min(end, start + _LONGEST)
    at = BODY.match(low, start, end)
    for stop in _BODY_END.finditer(low, at.end() if at else start, limit):
        if not _INNER_MARK.match(low, stop.start()):
            limit = stop.start()
            break
    tail = _END_OF_NAME.search(low, start, limit)
    return start, tail.start() if tail else limit
