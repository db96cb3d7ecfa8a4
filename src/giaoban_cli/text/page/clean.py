"""Portal chrome out, offsets kept: a report's text → the same text with a readable twin.

In: the NFC text of a report. Out: `Cleaned`, whose `plain` has exactly as many characters as
`text`, so that whatever a rule finds in `plain` is a span of the original.
"""

from __future__ import annotations

import re
from itertools import pairwise

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Span
from giaoban_cli.text.page.bylines import BYLINE_LABEL, is_byline
from giaoban_cli.text.page.chrome import find_chrome
from giaoban_cli.text.page.prose import LEAD_START, words
from giaoban_cli.text.words.letters import LIKE_D, UPPER

# every kind of space, dash, quote, đ and line end as its plain one; one character for one character
_PLAIN = {
    **dict.fromkeys(
        "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009", " "
    ),
    **dict.fromkeys("\u200a\u200b\u200c\u200d\u202f\u205f\u2060\u3000\ufeff", " "),
    **dict.fromkeys("‐‑‒–—―−\uf02d", "-"),
    **dict.fromkeys("“”„‟«»″〝〞", '"'),
    **dict.fromkeys("‘’‚‛ʼʹ′`´", "'"),
    **LIKE_D,
    **dict.fromkeys("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n"),
}
_NOT_PLAIN = re.compile(f"[{''.join(_PLAIN)}]")

# a line from its first character to its last that is no blank
_LINE = re.compile(r"[^ \n](?:[^\n]*[^ \n])?")

# how a line ends that is whole: ". ; : ! ? …" and perhaps a closing quote or bracket
_CLOSED = re.compile(r"[.;:!?…][\"')\]]{0,2}$")

# "1. Về", "2) ", "a) ", "- Đẩy mạnh", "• ", "(1) ", "I. ": a line that begins an item of a list
_ITEM = re.compile(r"(?:[-+*•●▪◦·>#]|\(?\d{1,2}[.)]|\(?[a-zđ][.)]|[IVX]{1,4}[.)])(?:\s|$)")

# a sentence cannot end with one of these: "… của", "… đồng chí", "… ngày"
_OPEN_WORD = re.compile(
    r"(?<!\w)(?:của|và|các|những|đồng chí|ông|bà|đ/c|tại|về|cho|với|do|là|có|trong|theo|từ|đến"
    r"|để|được|đã|sẽ|bằng|vào|trên|dưới|giữa|như|khi|mà|cùng|hoặc|nhằm|qua|[Ss]áng|[Cc]hiều"
    r"|[Pp]hó|[Tt]rưởng|[Bb]í|[Cc]hủ)$"
)

# "đồng chí Trịnh Quang", "ông Lê Văn", "Đ/c Nguyễn": a name that may go on in the next line
_NAME_BROKEN = re.compile(
    rf"(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à|[Đđ]/c)[:\s]{{1,3}}(?:[{UPPER}][^\s,;.()-]{{0,9}}\s){{0,3}}"
    rf"[{UPPER}][^\s,;.()-]{{0,9}}$"
)

# "… của Ban" / "Dân vận Tỉnh ủy": the first word of a body's name alone
_BODY_BROKEN = re.compile(r" (?:Ban|Ủy|Uỷ)$")

# small letters that begin a paragraph: "ồng chí" (its Đ was lost), "khelinh.gov.vn - Sáng 16/4"
_NEW_LINE = re.compile(r"ồng chí|[\w-]{2,30}(?:\.[\w-]{2,12}){1,3}\s?-\s")

# "Thực hiện Kế hoạch số 12, …", "Nhằm đánh giá …": only a sentence begins so with a capital
_SENTENCE_START = re.compile(r"(?:Thực hiện|Căn cứ|Nhằm|Được sự|Vừa qua|Trong khuôn khổ) ")

# a number follows: "… ngày", "… quý", "Nghị quyết số"
_COUNTS = re.compile(r"(?<!\w)(?:ngày|tháng|năm|thứ|số|quý)$", re.IGNORECASE)

# "Kết luận số 48-" / "KL/TW": a document's number broken at its hyphen
_NUMBER_BROKEN = re.compile(r"\d-$")
_NUMBER_GOES_ON = re.compile(rf"[{UPPER}][A-Za-zĐđ]{{1,7}}/[{UPPER}]")

# "(khóa XII) về công tác": a bracket that goes on with a sentence, and no line of its own
_BRACKET_GOES_ON = re.compile(r"\([^\W\d_A-ZĐ][^()]{1,40}\),? [^\W\d_A-ZĐ]")

_LONG_LINE = 25
"""Words from which an unfinished line is a piece of a paragraph rather than a title."""

SET_LINES = 4
"""So many lines make a block that shows whether a text is set in lines."""

NARROWEST, WIDEST = 50, 130
"""Characters of the widest line of a text that is set in lines."""

MOSTLY = 0.6
"""So large a share of the lines of such a text is full."""


@frozen
class Cleaned:
    """A report with its chrome known.

    `plain` is `text` with chrome blanked, every kind of space, dash, quote and đ made the plain
    one, and line breaks inside a sentence made spaces; `chrome` are the blanked spans; `stamps` the
    spans of the page's own date lines (`Cập nhật lúc : …`), which are chrome too.
    """

    text: str
    plain: str
    chrome: tuple[Span, ...]
    stamps: tuple[Span, ...]


def clean(text: str) -> Cleaned:
    """Find the chrome of a report.

    Args:
        text: the whole text, NFC.

    Returns:
        The text with its plain twin of the same length.
    """
    plain = _NOT_PLAIN.sub(lambda match: _PLAIN[match.group()], text)
    chrome = find_chrome(text, plain, line_spans(plain))
    plain = _blanked(plain, chrome.spans)
    return Cleaned(text, _mended(plain), chrome.spans, chrome.stamps)


def mended(text: str) -> str:
    """A piece of a report with its chrome left in: spaces, dashes, quotes and breaks made plain.

    As long as the piece; for who needs one paragraph of a report that was read before.
    """
    return _mended(_NOT_PLAIN.sub(lambda match: _PLAIN[match.group()], text))


def line_spans(plain: str) -> tuple[Span, ...]:
    """The spans of the lines that are not blank, without surrounding spaces."""
    return tuple(line.span() for line in _LINE.finditer(plain))


def _blanked(plain: str, spans: tuple[Span, ...]) -> str:
    """The text with the spans made spaces; they do not overlap and stand in order."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [plain[at:start], " " * (end - start)]
        at = end
    return "".join((*pieces, plain[at:]))


def _mended(plain: str) -> str:
    """The text with the line breaks inside sentences made spaces."""
    lines = line_spans(plain)
    full = _full_lines(plain, lines)
    pieces, at = [], 0
    for (start, end), (next_start, next_end) in pairwise(lines):
        line, gap, following = plain[start:end], plain[end:next_start], plain[next_start:next_end]
        if _goes_on(line, gap, following, full=start in full):
            pieces += [plain[at:end], " " * (next_start - end)]
            at = next_start
    return "".join((*pieces, plain[at:]))


def _full_lines(plain: str, lines: tuple[Span, ...]) -> set[int]:
    """Where lines begin that are broken because the next word did not fit into them.

    A text set in lines, as mails and printed pages are: a block of `SET_LINES` or more without a
    blank line between, none of them wide, and most too full for the first word of the next.
    """
    full: set[int] = set()
    block: list[Span] = []
    for span in lines:
        if block and plain.count("\n", block[-1][1], span[0]) != 1:
            full |= _full_in(plain, block)
            block = []
        block.append(span)
    return full | _full_in(plain, block)


def _full_in(plain: str, block: list[Span]) -> set[int]:
    """The full lines of a block, if it is set in lines."""
    if len(block) < SET_LINES:
        return set()
    width = max(end - start for start, end in block)
    if not NARROWEST <= width <= WIDEST:
        return set()
    found = set()
    for (start, end), (following, stop) in pairwise(block):
        blank = plain.find(" ", following, stop)
        if end - start + 1 + (stop if blank < 0 else blank) - following > width:
            found.add(start)
    return found if len(found) >= MOSTLY * (len(block) - 1) else set()


def _goes_on(line: str, gap: str, following: str, *, full: bool = False) -> bool:
    """Whether a sentence runs from a line into the following one.

    Args:
        line: the line, without surrounding spaces.
        gap: what stands between the two: line breaks and spaces (blanked chrome, too).
        following: the next line that is not blank.
        full: whether the line is one of a text set in lines, and too full for the next word.
    """
    if _CLOSED.search(line[-4:]) or _ITEM.match(following):
        return False
    if BYLINE_LABEL.match(line) and is_byline(line):
        return False
    broken = gap.count("\n")
    if broken > 2:
        return False
    begins = following[0]
    if begins.islower() and not _NEW_LINE.match(following):
        return True
    if broken > 1 or LEAD_START.match(following) or _SENTENCE_START.match(following):
        return False
    if begins in ",;)%" or (begins == "(" and _BRACKET_GOES_ON.match(following)):
        return True
    if _NUMBER_BROKEN.search(line[-2:]) and _NUMBER_GOES_ON.match(following):
        return True
    if line.endswith(",") or _OPEN_WORD.search(line[-12:]):
        return True
    if words(line) > 6 and (_NAME_BROKEN.search(line[-50:]) or _BODY_BROKEN.search(line[-4:])):
        return True
    if begins.isdigit():
        return _COUNTS.search(line[-6:]) is not None or (words(line) > 6 and not line.isupper())
    return full or words(line) >= _LONG_LINE
