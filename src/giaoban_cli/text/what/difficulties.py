"""What goes badly, and who said so: verbatim clauses.

In: the turns of a report and its directions. Out: `Statement`s. A difficulty stands in a
discussion, in criticism, or in a sentence that turns (“Tuy nhiên, …”); who raised it is the
speaker of the turn. “Hộ khó khăn” and “tháo gỡ khó khăn” are none (handbook 1k).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from giaoban_cli.data import table
from giaoban_cli.models import Span, Statement
from giaoban_cli.text.what.clauses import clauses, trimmed, verbs
from giaoban_cli.text.what.speech import Said, Speech, Turn
from giaoban_cli.text.words.spans import overlaps
from giaoban_cli.text.words.wordlist import Finder, one_of

# "Tuy nhiên, ", "Bên cạnh những kết quả đạt được, vẫn còn": a sentence that turns
_TURNS = re.compile(
    r"[-+*\s]{0,4}(?:\d{1,2}[.)]\s)?(?:tuy nhiên|bên cạnh (?:những|đó|kết quả|các|mặt|thành)|song"
    r"|mặc dù|dù vậy|tuy vậy|hạn chế|khó khăn|tồn tại|những khó khăn|khó nhất|vướng mắc|đáng lo"
    r"|một số (?:hạn chế|khó khăn"
    r"|tồn tại)|ngoài ra, (?:vẫn )?còn|ngoài ra, hội nghị|hội nghị cũng (?:nghe|thẳng thắn|chỉ ra))"
    r"(?!\w)"
)
# "2. Tồn tại: ", "Hạn chế, khó khăn: ", "hai việc vướng: ": all that follows is a difficulty
_LISTED = re.compile(
    r"(?<!\w)(?:tồn tại|hạn chế|khó khăn|vướng mắc|vướng|bất cập|khuyết điểm|yếu kém)"
    r"(?:,?\s(?:và\s)?(?:tồn tại|hạn chế|khó khăn|vướng mắc|bất cập|nguyên nhân|chủ yếu|như|sau"
    r"|như sau|đó là|cần (?:khắc phục|quan tâm|tháo gỡ))){0,3}\s?:"
)
_LISTED_REACH = 180

# "số xã chưa có chi bộ giảm từ 9 xã xuống còn 2 xã", "… đã được khắc phục": it goes better
_IMPROVES = re.compile(
    r"(?<!\w)(?:giảm (?:từ|còn|xuống|dần|mạnh|rõ|đáng kể|hơn|gần|\d)|không còn"
    r"|đã (?:được )?(?:khắc phục|giải quyết|tháo gỡ|hoàn thành|xử lý|chi trả|thông)"
    r"|đang được khắc phục)"
)
# "đến nay đã bàn giao 318 hộp": what was done
_DONE = re.compile(r"(?:đến nay|hiện nay|tính đến [^,;]{2,30},?|năm qua)?,?\s?(?:đã|hoàn thành)\s")
# "chưa tạnh hẳn … nhưng hội trường đã kín chỗ": the point is what follows
_YET = re.compile(r"(?<!\w)(?:nhưng|song)\s(?:[^\s,;]+\s){0,8}?(?:đã|vẫn)\s")

# "những tồn tại, hạn chế và nguyên nhân, rút ra bài học": names difficulties, and tells none
_NAMES_ONLY = re.compile(
    r"(?:(?:những|các|một số|mặt|về)\s){0,3}(?:(?:tồn tại|hạn chế|khó khăn|vướng mắc|bất cập"
    r"|khuyết điểm|yếu kém|thiếu sót|nguyên nhân|tại),?\s?(?:và\s)?){1,5}"
    r"(?:của|cần|tại|để|rút ra|bài học|đồng thời|đề ra|đề xuất|còn tồn tại|$)(?!\w)"
)

# behind which the difficulties of a sentence stand: "như:", "đó là:", "cho thấy,"
_LISTS = re.compile(r":|(?<!\w)(?:như|đó là|cụ thể là|cho thấy)(?!\w)[,:]?")
# where a difficulty ends though its clause goes on: ", nhưng các tổ vẫn duy trì", ", đề nghị"
_BUT = re.compile(r"(?:nhưng|song|tuy nhiên)\s(?=các|vẫn|đã)|(?:đồng thời|và)\s(?=(?:đề|yêu|đã)\s)")
# "Đồng thời, đề xuất các giải pháp": no difficulty any more
_REMEDY = re.compile(
    r"(?:[^\s,;:]+,?\s){0,6}(?:đề xuất|đề ra|kiến nghị|giải pháp|đề nghị|thống nhất|mong)(?!\w)"
)
# what opens a clause and is no part of it: "vẫn ", "là ", "việc ", "ý kiến "
_OPENERS = re.compile(
    r"(?:(?:là|về|thêm|ý kiến|một số ý kiến|hơn|rõ|rằng|các vấn đề|những vấn đề|được|ở chỗ"
    r"|vào việc|hai việc vướng|nhiều|thẳng|đồng thời|bên cạnh đó|tuy nhiên|song|ngoài ra|dù vậy"
    r"|tuy vậy|mặt khác|hiện nay|thực tế|cụ thể)(?!\w)[,:\s]{1,3}|\d{1,2}[.)]\s|[-+*•]\s?){1,3}"
)

# "II. Hạn chế", "* Những tồn tại, hạn chế và nguyên nhân": a heading over difficulties
_HEADING_WORDS = 12

# "còn 38 hộ chưa đồng thuận", "còn chậm", "chưa có nơi xử lý": plain enough in a report
_PLAINLY = re.compile(
    r"(?:chưa(?!\s(?:làm được|đầy|kể|bao giờ|từng|đến|hết))"
    r"|còn (?:chậm|thấp|hạn chế|nhiều|một số|ít|yếu|khó|thiếu|tình trạng"
    r"|lúng túng|bất cập|hình thức|tổ đảng|để xảy ra)"
    r"|gặp (?:nhiều )?khó khăn|tự ý|già cỗi|xuống cấp|quá tải)(?!\w)"
)

_LEAST_WORDS = 3


def difficulties(speech: Speech, directions: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The difficulties of a report, in the order of the text.

    Args:
        speech: its turns.
        directions: what was asked for; no clause is both.
    """
    taken = [direction.span for direction in directions]
    found: list[Statement] = []
    for turn in speech.turns:
        listing = False
        for said in turn.said:
            spans, listing = _of_sentence(speech, turn, said, listing=listing)
            for span in spans:
                start, end = _before_request(speech, span, taken)
                if end <= start or overlaps(taken, start, end):
                    continue
                text = " ".join(speech.text[start:end].split())
                found.append(Statement(text, turn.speaker, (start, end)))
    return tuple(found)


def _before_request(speech: Speech, span: Span, taken: list[Span]) -> Span:
    """A clause up to where its speaker goes on to ask: “phê bình … và đề nghị …”."""
    start, end = span
    if overlaps(taken, start, end) and not overlaps(taken, start, start + 1):
        for verb in verbs(speech, "direct", start, end):
            before = speech.plain[start : verb[0]].rstrip()
            for joint in ("và", "cũng", "đồng thời", ","):
                before = before.removesuffix(joint).rstrip()
            return trimmed(speech.plain, start, start + len(before))
    return span


def _of_sentence(
    speech: Speech, turn: Turn, said: Said, *, listing: bool
) -> tuple[list[Span], bool]:
    """The difficulties of one sentence, and whether the next may go on with them."""
    low, (start, end) = speech.low, said.span
    if listing and not said.acts and not _REMEDY.match(low, start, end):
        marked = [span for span in _clauses(speech, start, end) if _is_marked(low, *span)]
        return marked, bool(marked)
    if _is_heading(low, said):
        return [], True
    turns = _TURNS.match(low, start, end) is not None
    if not (said.acts or said.told_only or turns or (turn.speaker and not turn.named)):
        heard = low.startswith(("hội nghị", "cuộc họp"), start)
        if turn.speaker is None and not (heard and any(verbs(speech, "complain", start, end))):
            return _told_plainly(speech, start, end), False
        if turn.speaker is not None:
            return [], False
    topic = None if turns or said.told_only else _topic(low, start, end)
    begin, whole = _begins(speech, said, topic)
    if begin is None:
        return [], False
    spans = [span for span in _clauses(speech, begin, end) if not _REMEDY.match(low, *span)]
    marked = [span for span in spans if _is_marked(low, *span)]
    grouped = not turn.named and not said.told_only
    whole = whole or (bool(marked) and (turns or grouped)) or (topic is not None and grouped)
    kept = [span for span in spans if not _DONE.match(low, *span)] if whole else marked
    kept = [span for span in kept if not _only_names(low, *span)]
    return kept, topic is not None and bool(marked)


def _only_names(low: str, start: int, end: int) -> bool:
    """Whether a clause but names difficulties as a topic, with none behind it."""
    named = _NAMES_ONLY.match(low, start, end)
    return named is not None and not _is_marked(low, named.end(), end)


def _told_plainly(speech: Speech, start: int, end: int) -> list[Span]:
    """The difficulties that a report tells in its own words; none where it tells of the meeting."""
    low = speech.low
    if not _PLAINLY.search(low, start, end):
        return []
    if speech.lead and speech.lead[0] <= start < speech.lead[1]:
        return []
    kept = []
    for span in _clauses(speech, start, end):
        plainly = _PLAINLY.search(low, *span)
        if plainly is None or _IMPROVES.search(low, plainly.end(), span[1]):
            continue
        stop = low.find(";", span[1], end)
        if not _YET.search(low, plainly.end(), stop if stop >= 0 else end):
            kept.append(span)
    return kept


def _is_heading(low: str, said: Said) -> bool:
    """Whether a paragraph is a heading over difficulties: “II. Hạn chế”."""
    start, end = said.span
    line = low[start:end]
    if (
        line[-1] in ".;,"
        or len(line.split()) > _HEADING_WORDS
        or low[end : end + 1] not in ("\n", "")
    ):
        return False
    return _topic(low, start, end) is not None and not _PLAINLY.search(line)


def _begins(speech: Speech, said: Said, topic: Span | None) -> tuple[int | None, bool]:
    """Where the difficulties of a sentence begin, and whether all that follows is one.

    Behind a verb that complains; behind “như:” that follows a word like “khó khăn”, else at that
    word; else behind a verb that raises or blames; else, in a sentence that turns or tells what a
    source says, at its beginning.
    """
    low, (start, end) = speech.low, said.span
    colon = low.find(":", start, min(end, start + _LISTED_REACH))
    listed = _LISTED.search(low, start, colon + 1) if colon >= 0 else None
    if listed and not _harmless(low, listed.start(), listed.end()):
        return listed.end(), True
    behind = said.acts[0].span[0] if said.acts else start
    for kind, whole in (("complain", True), ("blame", True)):
        verb = next(verbs(speech, kind, behind, end), None)
        if verb:
            colon = speech.plain.find(":", verb[1], min(end, verb[1] + 60))
            return (colon + 1 if colon >= 0 else verb[1]), whole
    if topic is not None:
        items = _LISTS.search(low, topic[1], min(end, topic[1] + 160))
        return (items.end() if items else _phrase_start(low, start, topic[0])), False
    verb = next(verbs(speech, "raise", behind, end), None)
    if verb and not said.told_only:
        colon = speech.plain.find(":", verb[1], min(end, verb[1] + 60))
        return (colon + 1 if colon >= 0 else verb[1]), False
    return (start if said.told_only or _TURNS.match(low, start, end) else None), False


def _phrase_start(low: str, start: int, topic: int) -> int:
    """Where the noun phrase with a word like “hạn chế” begins: “những hạn chế, khó khăn …”."""
    opening = _NOUN_START.search(low, max(start, topic - 40), topic)
    return opening.start("first") if opening else topic


_NOUN_START = re.compile(
    r"(?<!\w)(?P<first>(?:những|các|một số|nhiều)\s(?:vấn đề,?\s|tồn tại,?\s|mặt\s){0,2}(?:và\s)?)$"
)


def _topic(low: str, start: int, end: int) -> Span | None:
    """The first word of a stretch that names difficulties as its topic."""
    for found in _words("topic").finditer(low, start, end):
        if not _harmless(low, found.start(), found.end()):
            return found.span()
    return None


def _is_marked(low: str, start: int, end: int) -> bool:
    """Whether a clause itself tells of something that goes badly."""
    for found in _words("mark", "topic").finditer(low, start, end):
        if not _harmless(low, found.start(), found.end()):
            return not _IMPROVES.search(low, found.end(), end)
    return False


def _harmless(low: str, start: int, end: int) -> bool:
    """Whether words of difficulty mean none here: “tháo gỡ khó khăn”, “hộ khó khăn”."""
    return _no_difficulties().search(low, max(0, start - 28), end) is not None


@cache
def _no_difficulties() -> re.Pattern[str]:
    return re.compile(one_of(row[1] for row in table("difficulties") if row[0] == "not"))


@cache
def _words(*kinds: str) -> Finder:
    """The words of some classes of data/difficulties.tsv; for lower-case text."""
    return Finder(row[1] for row in table("difficulties") if row[0] in kinds)


def _clauses(speech: Speech, start: int, end: int) -> Iterator[Span]:
    """The clauses of a stretch, without what opens them and what turns away from them."""
    for first, stop in clauses(speech.plain, start, end):
        last = stop
        opened = _OPENERS.match(speech.low, first, last)
        begin = opened.end() if opened else first
        but = _BUT.search(speech.low, begin, last)
        if but and speech.plain[but.start() - 1] == " ":
            last = but.start()
        span = trimmed(speech.plain, begin, last)
        if len(speech.low[slice(*span)].split()) >= _LEAST_WORDS:
            yield span
