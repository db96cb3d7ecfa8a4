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
from giaoban_cli.text.spans import overlaps
from giaoban_cli.text.speech import Said, Speech, Turn, clauses, trimmed, verbs

# "Tuy nhiên, ", "Bên cạnh những kết quả đạt được, vẫn còn": a sentence that turns
_TURNS = re.compile(
    r"[-+*\s]{0,4}(?:\d{1,2}[.)]\s)?(?:tuy nhiên|bên cạnh (?:những|đó|kết quả|các|mặt|thành)|song"
    r"|mặc dù|dù vậy|tuy vậy|hạn chế|khó khăn|tồn tại|những khó khăn|khó nhất|vướng mắc|đáng lo"
    r"|một số (?:hạn chế|khó khăn"
    r"|tồn tại)|ngoài ra, (?:vẫn )?còn|ngoài ra, hội nghị|hội nghị cũng (?:nghe|thẳng thắn|chỉ ra))"
    r"(?!\w)"
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
    r"|gặp (?:nhiều )?khó khăn|tự ý)(?!\w)"
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
        if turn.speaker is None:
            told = _clauses(speech, start, end) if _PLAINLY.search(low, start, end) else ()
            return [span for span in told if _PLAINLY.search(low, *span)], False
        return [], False
    topic = None if turns or said.told_only else _topic(low, start, end)
    begin, whole = _begins(speech, said, topic)
    if begin is None:
        return [], False
    spans = [span for span in _clauses(speech, begin, end) if not _REMEDY.match(low, *span)]
    marked = [span for span in spans if _is_marked(low, *span)]
    whole = (
        whole
        or (bool(marked) and (turns or not turn.named))
        or (topic is not None and not turn.named)
    )
    return spans if whole else marked, topic is not None and bool(marked)


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
    behind = said.acts[0].span[0] if said.acts else start
    for kind, whole in (("complain", True), ("blame", True)):
        verb = next(verbs(speech, kind, behind, end), None)
        if verb:
            colon = speech.plain.find(":", verb[1], min(end, verb[1] + 60))
            return (colon + 1 if colon >= 0 else verb[1]), whole
    if topic is not None:
        listed = _LISTS.search(low, topic[1], min(end, topic[1] + 160))
        return (listed.end() if listed else _phrase_start(low, start, topic[0])), False
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
        if _alone(low, *found.span()) and not _harmless(low, found.start(), found.end()):
            return found.span()
    return None


def _is_marked(low: str, start: int, end: int) -> bool:
    """Whether a clause itself tells of something that goes badly."""
    for kind in ("mark", "topic"):
        for found in _words(kind).finditer(low, start, end):
            if _alone(low, *found.span()) and not _harmless(low, found.start(), found.end()):
                return True
    return False


def _alone(low: str, start: int, end: int) -> bool:
    return (start == 0 or not low[start - 1].isalnum()) and not low[end : end + 1].isalnum()


def _harmless(low: str, start: int, end: int) -> bool:
    """Whether words of difficulty mean none here: “tháo gỡ khó khăn”, “hộ khó khăn”."""
    before = low[max(0, start - 28) : end]
    return any(phrase in before for phrase in _no_difficulties())


@cache
def _no_difficulties() -> tuple[str, ...]:
    return tuple(row[1] for row in table("difficulties") if row[0] == "not")


@cache
def _words(kind: str) -> re.Pattern[str]:
    """The words of one class of data/difficulties.tsv, longest first; for lower-case text."""
    rows = (row[1] for row in table("difficulties") if row[0] == kind)
    longest_first = sorted(rows, key=len, reverse=True)
    return re.compile("|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest_first))


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
