"""What persons and groups do: chair, conclude, direct, speak, attend; and from which words on.

In: a sentence with its clusters of persons. Out: `Deed`s, phrases with a verb and whom it
concerns. Handbook 3.3 to 3.5: only chair words make a chair, and only in their own clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Part, Span
from giaoban_cli.text.who.mentions import Cluster
from giaoban_cli.text.words.wordlist import Finder, one_of


@frozen
class Deed:
    """A phrase in which persons do something.

    `mentions` are indices into `cluster.mentions`; without a cluster, `group` tells who it is.
    `span` runs from the first word of the phrase to the end of its verb.
    """

    kind: Part
    span: Span
    cluster: Cluster | None = None
    mentions: tuple[int, ...] = ()
    group: Span | None = None


_CHAIR = r"(?:(?:đồng|cùng)\s+)?chủ\s+(?:trì|tọa)"
_CONCLUDE = (
    r"(?:phát\s+biểu\s+(?:ý\s+kiến\s+)?)?kết\s+luận(?!\s*(?:số|\d|-))"
    r"|(?:phát\s+biểu\s+)?bế\s+mạc"
)
_DIRECT = (
    r"(?:(?:phát\s+biểu|có|cho)\s+)?(?:ý\s+kiến\s+)?(?:định\s+hướng,?\s+)?chỉ\s+đạo"
    r"|đề\s+nghị|yêu\s+cầu|nhấn\s+mạnh|lưu\s+ý|chỉ\s+rõ|chỉ\s+ra|nhắc\s+nhở|quán\s+triệt\s+thêm"
    r"|giao(?!\s+(?:ban|thông|lưu|dịch|đất|ước|quân|khoán|chỉ|cho\s+nhận))|phân\s+công"
)
_SPEECH = (
    "phát biểu", "ghi nhận", "đánh giá", "biểu dương", "phê bình", "khẳng định", "khai mạc",
    "báo cáo", "trình bày", "truyền đạt", "quán triệt", "phổ biến", "thông tin", "thông qua",
    "cho biết", "cho rằng", "cho hay", "nêu", "trao đổi", "giải trình", "đề xuất", "kiến nghị",
    "tham luận", "phản ánh", "làm rõ", "phân tích", "bày tỏ", "chia sẻ", "kêu gọi", "công bố",
    "tiếp thu", "giải đáp", "trả lời", "tuyên bố", "gợi ý", "gợi mở", "có ý kiến", "có bài",
    "mong muốn", "cảm ơn", "hoan nghênh", "triển khai", "thảo luận", "cho ý kiến", "tuyên dương",
    "thẳng thắn", "nói", "góp ý", "kể", "hứa", "nhắc", "nhận trách nhiệm", "cam kết", "mong",
    "trăn trở", "băn khoăn", "thừa nhận", "giới thiệu", "đọc", "điểm lại", "xin", "hướng dẫn",
    "đăng ký", "giải thích", "cảnh báo",
)  # fmt: skip
_ATTEND = (
    r"(?:cùng\s+)?(?:(?:tham|đến|tới|về|cùng)\s+)?dự(?!\s+(?:án|báo|thảo|kiến|toán|phòng|trữ|khuyết))"
    r"|có\s+mặt|tham\s+gia(?=\s+(?:dự|hội\s+nghị|buổi|cuộc|phiên|có|đoàn))"
)
_VERB = Finder(
    (
        *_SPEECH, "đồng", "cùng", "chủ", "kết luận", "bế mạc", "có", "cho", "ý kiến", "định hướng",
        "chỉ", "đề nghị", "yêu cầu", "nhấn mạnh", "lưu ý", "giao", "phân công", "tham", "đến dự",
        "tới dự", "về dự", "dự",
    ),
    re.compile(
        rf"(?:(?P<chair>{_CHAIR})|(?P<concluded>{_CONCLUDE})|(?P<directed>{_DIRECT})"
        rf"|(?P<spoke>{one_of(_SPEECH)})|(?P<attended>{_ATTEND}))(?!\w)"
    ),
)  # fmt: skip
_SMALL = (
    r"(?:[\s,()\-:]|(?:đã|cũng|cùng|đều|còn|sẽ|vừa|đồng\s+thời|trực\s+tiếp|tiếp\s+tục|làm|là|người|đồng"
    r"|thẳng\s+thắn|đến|tới|về|và|một\s+lần\s+nữa|nhiệt\s+liệt|cơ\s+bản|có|tại\s+hội\s+nghị"
    r"|thống\s+nhất|nhất\s+trí|chính|chung|trân\s+trọng|lưu\s+ý)(?!\w)){0,12}"
)
# Words that may stand between a subject and its verb: “đã trực tiếp”, “, thay mặt Huyện ủy,”,
# “được Ban Thường vụ phân công”, “cùng các đồng chí lãnh đạo”; at most one of the long ones.
_FILLERS = re.compile(
    rf"{_SMALL}(?:(?:thay\s+mặt[^,.;]{{1,70}}"
    r"|được[^,.;]{1,60}(?:phân\s+công|ủy\s+quyền|ủy\s+nhiệm|giao)"
    r"|(?:và|cùng)(?:\s+với)?\s+(?:các|tập\s+thể|lãnh\s+đạo|toàn\s+thể|đại\s+diện|thủ\s+trưởng|bí\s+thư|chủ\s+tịch|trưởng|cán\s+bộ|\d)[^.;:]{1,80})"
    rf"(?!\w){_SMALL})?$"
)
# What joins a further verb of the same subject: “…, đồng thời ”, “ và ”, “; ”, “. ”
_JOINT = re.compile(
    r"(?:[,;:]|(?<!\w)(?:và|đồng\s+thời|cũng|đã|hoặc)(?!\w))[\s,]{0,3}"
    r"(?:(?:đồng\s+thời|cũng|đã|trực\s+tiếp|thẳng\s+thắn|cùng|đặc\s+biệt|và|tiếp\s+tục)"
    r"[\s,]{1,3}){0,4}"
)
_JOINED = re.compile(r"[\s,]{0,2}(?:có|đã|đến|về|cùng)\s[^,.;:]{0,50}\s(?:và|đồng\s+thời)\s+$")
_CHAIN = re.compile(_JOINT.pattern + "$")
# Where a phrase before the person begins: “Tại hội nghị, phát biểu …”, “; cùng dự có …”
_OPENING = re.compile(
    r"(?:^|[.,;:(!?…]|(?<!\w)(?:và|có|với|sau đó|tiếp đó|dưới|trong))[\s\"]{0,3}"
    r"(?:(?:tại|trong|kết\s+thúc)\s+(?:hội\s+nghị|buổi|cuộc|phiên)[^,.;]{0,30},?\s*"
    r"|(?:và|cùng|cũng|đã|đồng\s+thời|sau\s+đó|tiếp\s+đó|trực\s+tiếp|đến|tới|về|thay\s+mặt[^,.;]{1,60},)[\s,]{1,3}){0,3}$"
)
# “dưới sự chủ trì của”, “với sự tham dự của”
_UNDER = re.compile(r"(?:chủ\s+(?:trì|tọa)(?P<more>[^.;,]{0,40}))\scủa\s*$")
_WORDS_OF = re.compile(
    r"(?:^|[-)]\s)[\s\"(]*(?:bài\s+)?(?:phát\s+biểu\s+)?(?P<kind>kết\s+luận|chỉ\s+đạo|phát\s+biểu)[^.;,]{0,40}\scủa\s*$"
)
# “…, cùng dự có ”, “dưới sự chủ trì của ”, “do ”: words that lead to the person behind them
_INTRODUCES = re.compile(r"(?:(?<!\w)(?:có|gồm|là|của)(?:\s+các)?|:)\s*$")
_TOGETHER = re.compile(r"(?<!\w)cùng(?:\s+với)?\s*$")
# Verbs that open a phrase before their subject: “Phát biểu tại hội nghị, …”
_OPENS = re.compile(
    r"phát\s+biểu|.*chỉ\s+đạo|khai\s+mạc|thảo\s+luận|tham\s+luận|báo\s+cáo|trình\s+bày|góp\s+ý|trao\s+đổi"
    r"|giải\s+trình|phản\s+ánh|làm\s+rõ|đánh\s+giá|truyền\s+đạt|quán\s+triệt|kiến\s+nghị|đề\s+xuất|giới\s+thiệu"
    r"|bày\s+tỏ|thông\s+tin|giải\s+đáp|trả\s+lời"
)
# “Theo đồng chí A, hạn hán làm …”
_ACCORDING = re.compile(r"^[\s\"]*theo\s*$")
_WITH = re.compile(r"(?:tham\s+dự|tham\s+gia|có\s+mặt|dự)[^.;]{0,40}\scủa(?:\s+các)?\s*$")
# “chủ trì hội nghị có”, “do Thường trực chủ trì, gồm”, “Chủ trì:”, “Chủ trì:” above a list
_CHAIRS_ARE = re.compile(
    r"chủ\s+(?:trì|tọa)(?!,?\s+phối)[^.;]{0,70}?(?:(?<!\w)(?:có|là|gồm|gồm\s+có)|:)[\s:]*"
    r"(?:(?<=\n)(?:[-+*•]|\d{1,2}[.)])\s*)?$"
)
# “Chủ trì hội nghị,” / “Chủ trì và phát biểu tại hội nghị,” right before the person
_PRESIDING = re.compile(
    r"\s+(?:và\s[^,.;]{1,50}\s)?(?:hội\s+nghị|cuộc|buổi|phiên|kỳ\s+họp|giao\s+ban)[^,.;]{0,80},?\s*$"
)
# “Về phía huyện có”, “Lãnh đạo tỉnh có”, “Cùng đi có”
_PRESENT = re.compile(
    r"(?:^|[;.,]\s*)(?:về\s+phía|phía|cùng\s+đi|lãnh\s+đạo|đại\s+biểu|khách\s+mời|hội\s+nghị\s+có)"
    r"[^;:]{0,90}?(?:(?<!\w)(?:có|gồm)|:)[\s:]*$|(?:sự\s+(?:tham\s+gia|hiện\s+diện)\s+của)\s*$"
)
# “giao đồng chí A”, “đề nghị đồng chí B”: the person is spoken of, and does not speak.
_SPOKEN_OF = re.compile(
    r"(?<!\w)(?:giao|phân\s+công|đề\s+nghị|yêu\s+cầu|cử|mời|bầu|chúc\s+mừng|tặng|cho|của|với|theo"
    r"|gặp|gửi|đối\s+với|thống\s+nhất|bổ\s+nhiệm|giới\s+thiệu|để|từ|về|bởi|cảm\s+ơn)"
    r"(?:\s+(?:cho|nhiệm\s+vụ\s+cho|đến|tới|các))?\s*$"
)
# What makes a chair of “chủ trì”: “hội nghị”, “buổi làm việc”, the end of the clause.
_A_MEETING = re.compile(
    r"\s*(?:$|[.;:,)\]\-](?!\s*phối)|(?:tại|h[oôộ]i\s+ngh[iị]|cuộc|buổi|phiên|kỳ|kì|giao\s+ban|họp|hn|đại\s+hội|lễ"
    r"|điểm\s+cầu|chương\s+trình|điều\s+hành|chung|chính|và|cùng|đồng|trực\s+báo|sơ\s+kết|tổng\s+kết|làm"
    r"|tọa\s+đàm|đoàn|đối\s+thoại|gặp|việc|theo\s+dõi|phần|đã|để|nhằm|nội\s+dung|thảo\s+luận|có|là|gồm)(?!\w))"
)
# “được Ban Thường vụ phân công”: others do it
_PASSIVE = re.compile(
    r"(?<!\w)(?:được|bị)\s(?!.{0,60}(?:phân\s+công|ủy\s+quyền|giao)\s)[^,.;]{0,60}$"
)
_THIS_MEETING = re.compile(r"\s+(?:hội\s+nghị|cuộc\s+họp|buổi|phiên\s+họp|giao\s+ban)(?!\w)")
_TASK = re.compile(r"(?:giao|phân\s+công|vai\s+trò|cơ\s+quan|đơn\s+vị|được)\s*$")
# Nouns of verbs: “công tác chỉ đạo”, “thông báo kết luận”, “các báo cáo”.
_OF_NOUN = re.compile(
    r"(?<!\w)(?:công\s+tác|sự|việc|ban|lãnh\s+đạo,?|các|những|thông\s+báo|theo|quyết\s+định|của"
    r"|nghe|bản|dự\s+thảo|bài|trình|lời|được|để|nhằm|ý\s+kiến|nội\s+dung)\s*$"
)


def deeds(plain: str, low: str, sentence: Span, clusters: list[Cluster]) -> list[Deed]:
    """What the clusters of a sentence do, in the order of the text.

    Args:
        plain: the text.
        low: its lower-case twin.
        sentence: span of the sentence.
        clusters: its persons, in order (`mentions.Reader.clusters`).
    """
    done: list[Deed] = []
    left = sentence[0]
    inherited: Part | None = None
    for i, cluster in enumerate(clusters):
        right = clusters[i + 1].span[0] if i + 1 < len(clusters) else sentence[1]
        everyone = tuple(range(len(cluster.mentions)))
        before, began = _before(low, (left, cluster.span[0]), first=i == 0)
        if (
            i
            and not before
            and done
            and _TOGETHER.search(low, max(left, cluster.span[0] - 12), cluster.span[0])
        ):
            before = tuple({deed.kind for deed in done if deed.kind == "chair"})
        if before is None and inherited and not _spoken_of(low, left, cluster.span[0]):
            before, began = (inherited,), cluster.span[0]
        done += [Deed(kind, (began, cluster.span[1]), cluster, everyone) for kind in before or ()]
        free = bool(before) or not _spoken_of(low, left, cluster.span[0])
        after = _after(plain, low, cluster, began, right) if free else []
        # “Dự có đồng chí A; đồng chí B chủ trì”: what follows is the last one's.
        listed = before == ("attended",) and len(everyone) > 1
        for kind, span in after:
            who = _last_of(low, cluster, span) if listed else everyone
            done.append(Deed(kind, span, cluster, who))
        inherited = "attended" if before and "attended" in before and not after else None
        left = cluster.span[1]
    return done


_CHAIR_TOGETHER = re.compile(r"đồng\s+chủ\s+(?:trì|tọa)$")


def _last_of(low: str, cluster: Cluster, phrase: Span) -> tuple[int, ...]:
    """Who of a list of those present does what follows: the last, or several who chair together.

    “Dự có đồng chí A; đồng chí B chủ trì”; “Dự có đồng chí A, Bí thư, đồng chí B, Chủ tịch đồng chủ
    trì”: those behind the last semicolon if they are two, else all.
    """
    everyone = tuple(range(len(cluster.mentions)))
    if not _CHAIR_TOGETHER.search(low, phrase[0], phrase[1]):
        return everyone[-1:]
    cut = low.rfind(";", *cluster.span)
    behind = tuple(i for i in everyone if cluster.mentions[i].span[0] > cut)
    return behind if len(behind) > 1 else everyone


def _spoken_of(low: str, left: int, at: int) -> bool:
    return bool(_SPOKEN_OF.search(low, max(left, at - 30), at))


def _before(low: str, gap: Span, *, first: bool) -> tuple[tuple[Part, ...] | None, int]:
    """The verbs before a person that concern it: “Kết luận hội nghị, đồng chí …”.

    `first` tells that no other person stands before in the sentence.

    Returns:
        Their kinds and where their phrase begins; None when there is none.
    """
    start, end = gap
    start = max(start, end - 220)
    text = low[start:end]
    if not first:  # what follows an earlier person is that person's up to a stop
        cut = max(text.find(mark) for mark in ";.")
        if cut < 0 and _INTRODUCES.search(text):
            cut = max(text.find(","), 0)
        start += cut if cut >= 0 else len(text)
        text = low[start:end] if cut >= 0 else ""
    if under := _UNDER.search(text):
        kinds: tuple[Part, ...] = ("chair",)
        if "chỉ đạo" in under["more"]:
            kinds = ("chair", "directed")
        return kinds, start + under.start()
    if found := _WITH.search(text):
        return ("attended",), start + found.start()
    if (found := _CHAIRS_ARE.search(text)) and not _TASK.search(text, 0, found.start()):
        return ("chair",), start + found.start()
    if _ACCORDING.search(text):
        return ("spoke",), start
    if found := _WORDS_OF.search(text):
        said: dict[str, Part] = {"kết luận": "concluded", "chỉ đạo": "directed"}
        return (said.get(" ".join(found["kind"].split()), "spoke"),), start + found.start()
    kinds, began = _opening_verbs(text)
    if kinds:
        return kinds, start + began
    if found := _PRESENT.search(text):
        return ("attended",), start + found.start()
    return None, end


def _opening_verbs(text: str) -> tuple[tuple[Part, ...], int]:
    """The kinds of the last phrase that opens with a verb, and where it begins."""
    kinds: list[Part] = []
    began = 0
    for verb in _VERB.finditer(text):
        kind = _kind(verb)
        chained = bool(kinds) and _CHAIN.search(text, max(0, verb.start() - 40), verb.start())
        opening = _OPENING.search(text, max(0, verb.start() - 90), verb.start())
        if not opening and not chained:
            continue
        if kind in ("directed", "spoke") and not _OPENS.match(verb[0]):
            continue
        if kind == "chair" and not (
            _PRESIDING.match(text, verb.end()) or not text[verb.end() :].strip(" ,:")
        ):
            continue
        if opening and not chained:
            kinds, began = (
                [],
                opening.start() + (len(opening[0]) - len(opening[0].lstrip(' .,;:("'))),
            )
        if kind not in kinds:
            kinds.append(kind)
    if "attended" in kinds and kinds[-1] == "attended" and len(kinds) > 1 and "chair" not in kinds:
        kinds = ["attended"]
    return tuple(kinds), began


def _after(
    plain: str, low: str, cluster: Cluster, began: int, right: int
) -> list[tuple[Part, Span]]:
    """The verbs that follow a person in its clause, each with the span of its phrase."""
    at = cluster.span[1]
    found: list[tuple[Part, Span]] = []
    limit = min(right, at + 2000)
    bare = not any(mention.name or mention.roles for mention in cluster.mentions)
    for verb in _verbs(low, at, limit):
        kind = _kind(verb)
        if _is_title(plain, verb) or _PASSIVE.search(low, max(at, verb.start() - 75), verb.start()):
            continue
        if not found:
            if verb.start() - at > 110:
                break
            near = _FILLERS.match(low, at, verb.start()) or _and_chairs(low, at, verb)
            if near is None and (
                kind in ("chair", "attended") or bare or not _loose(low, at, verb)
            ):
                continue
        elif not _goes_on(low, verb, found[-1][1][1]):
            continue
        if kind == "chair" and not _chairs(low, verb, limit, found):
            continue
        found.append((kind, (began, verb.end())))
        began = verb.start()
    return found


def _and_chairs(low: str, at: int, verb: re.Match[str]) -> re.Match[str] | None:
    """“… có buổi làm việc và chủ trì giao ban”: a verb no table knows, joined to the chair's."""
    if _kind(verb) != "chair" or verb.start() - at > 60:
        return None
    return _JOINED.match(low, at, verb.start())


def _verbs(low: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The verbs of a clause: every one near its person, further on those that are joined."""
    near = min(end, start + 130)
    last = start
    for verb in _VERB.finditer(low, start, near):
        last = verb.end()
        yield verb
    for joint in _JOINT.finditer(low, max(last, near - 40), end):
        found = _VERB.pattern.match(low, joint.end(), end)
        if found is not None and found.start() >= last:
            last = found.end()
            yield found


def _goes_on(low: str, verb: re.Match[str], last: int) -> bool:
    """Whether a verb goes on with what a person does whose last verb ends at `last`."""
    kind = _kind(verb)
    if kind == "attended" or (kind == "spoke" and verb.start() - last > 60):
        return False
    return bool(_CHAIN.search(low, max(last, verb.start() - 40), verb.start()))


def _is_title(plain: str, verb: re.Match[str]) -> bool:
    """Whether a verb is the name of a document: “các Nghị quyết, Kết luận của Đảng”."""
    start, end = verb.span()
    return _kind(verb) != "chair" and plain[start].isupper() and not plain[start:end].isupper()


def _loose(low: str, at: int, verb: re.Match[str]) -> bool:
    """Whether a verb some words behind a person is still that person's."""
    gap = low[at : verb.start()]
    if any(mark in gap for mark in ";:.") or gap.count(",") > 2:
        return False
    return not _OF_NOUN.search(gap)


def _chairs(low: str, verb: re.Match[str], end: int, before: list[tuple[Part, Span]]) -> bool:
    """Whether “chủ trì” means that somebody chairs this meeting."""
    far = any(verb.start() - span[1] > 45 for _, span in before)
    if far and any(kind in ("directed", "concluded", "spoke") for kind, _ in before):
        return False
    if _TASK.search(low, max(0, verb.start() - 12), verb.start()):
        return bool(_THIS_MEETING.match(low, verb.end(), end))
    return bool(_A_MEETING.match(low, verb.end(), end))


def _kind(verb: re.Match[str]) -> Part:
    return verb.lastgroup  # type: ignore[return-value]


# “Tại hội nghị, các đại biểu đã thảo luận”, “Các đơn vị đã báo cáo”, “Hội nghị đã nghe”
_GROUP = re.compile(
    r"(?:[,;.:\-]\s{0,3})?(?:(?:tại|trong)\s+(?:hội\s+nghị|buổi|cuộc|phiên|kỳ\s+họp)[^,.;]{0,40},\s*"
    r"|(?:theo\s+đó|tiếp\s+đó|sau\s+đó|cũng\s+tại\s+[^,]{1,30}),\s*|tiếp\s+theo,?\s*)?"
    r"(?P<who>(?:các|nhiều|một\s+số|đại\s+diện|lãnh\s+đạo|toàn\s+thể|những|đại\s+biểu|hội\s+nghị"
    r"|thành\s+viên|thủ\s+trưởng|tập\s+thể|văn\s+phòng|ban|phòng)(?!\w)[^.;:]{0,120}?)"
    r"(?!(?<=\w)[^\s,])\s*,?\s*(?P<past>(?:cũng\s+)?đã\s+|tập\s+trung\s+|thẳng\s+thắn\s+|cùng\s+|tham\s+gia\s+|được\s+)*"
    r"(?:(?:tập\s+trung|tham\s+gia|thẳng\s+thắn|được|sôi\s+nổi|dành\s+thời\s+gian|tiến\s+hành)[,\s]\s*){0,3}"
    r"(?P<verb>phát\s+biểu|thảo\s+luận|tham\s+luận|báo\s+cáo|đóng\s+góp|trao\s+đổi|kiến\s+nghị"
    r"|phản\s+ánh|nêu|đề\s+xuất|cho\s+ý\s+kiến|góp\s+ý|bàn|nghe|lắng\s+nghe|đánh\s+giá|tập\s+thảo\s+luận"
    r"|thông\s+qua|trình\s+bày|làm\s+rõ|chia\s+sẻ|đặt\s+câu\s+hỏi|thống\s+nhất)(?!\w)"
)
_SURELY = re.compile(r"(?:các|nhiều|toàn\s+thể)\s+(?:đại\s+biểu|ý\s+kiến|tham\s+luận)|đại\s+biểu")


def group_deeds(low: str, sentence: Span) -> list[Deed]:
    """Groups without names that speak: delegates, units, representatives.

    “Các đơn vị báo cáo kết quả” alone may be an order; “đã”, or “các đại biểu”, makes it a report.
    """
    start, end = sentence
    found = _GROUP.match(low, start, min(end, start + 400))
    if found is None:
        return []
    if not found["past"] and not _SURELY.match(found["who"]):
        return []
    return [Deed("spoke", (start, found.end("verb")), group=found.span("who"))]
