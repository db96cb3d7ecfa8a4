"""What a web site prints around an article: lines of a page → the spans that are not the report.

In: the text with its spaces, dashes and quotes made plain, and the spans of its lines. Out:
`Chrome`. Rules are position (above the lead, after it, at the end) and shape first, words second
(data/chrome.tsv), so that a sentence of the report is never taken for chrome.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Span
from giaoban_cli.text.page.prose import LEAD_START, PROSE_WORDS, is_prose, words
from giaoban_cli.text.page.stamp_lines import PRINTED_DAY, find_stamp
from giaoban_cli.text.words.phrases import phrases

LABEL_LINE = 160
"""Longest line, in characters, that can be a tool bar or a stamp."""

RESUMED_WORDS = 60
"""One paragraph of so many words after a box of links belongs to the report again."""

BOX_BEFORE = 130
"""A box of links inside a report stands after at most so many words of it."""


@frozen
class Chrome:
    """`spans` are all chrome in order; `stamps` those of them that are date lines."""

    spans: tuple[Span, ...]
    stamps: tuple[Span, ...]


_LETTER = re.compile(r"[^\W\d_]")

# "+ aa -", "A- A A+", "a a a": buttons for the size of letters
_SIZE_BAR = re.compile(r"[\s+|]{0,5}(?:a{1,2}[\s+|-]{0,4}){1,4}$", re.IGNORECASE)

# "Trang chủ » Tin tức » Hoạt động", "Giới thiệu | Tin tức | Liên hệ"
_MENU_MARK = re.compile(r"\s?[|»›>•·]\s?|\s(?:::|/)\s|\s-\s(?=\S)")

# scripts and widgets that lost their tags: "(adsbygoogle = window.adsbygoogle || []).push({});"
_SCRIPT = re.compile(
    r"(?:\(adsbygoogle|googletag\.|window\.\w{2,30}\s?=|document\.\w{2,30}|jQuery\(|\$\(|"
    r"var \w{1,30}\s?=|function\s?\w{0,20}\s?\()[^\n]{0,400}?(?:\}\)?;|\)\s?;)"
    r"|loading\.{3,8}|EmailPrintAa|\[/?(?:caption|gallery|embed|video)[^\]\n]{0,200}\]"
)

# what sites tell those who comment: "LƯU Ý: Ban Biên tập sẽ biên tập ý kiến của bạn đọc"
_TO_READERS = re.compile(
    r"lưu ý\s?:[^\n]{0,120}?(?:bạn đọc|độc giả|bình luận|ý kiến phản hồi)", re.IGNORECASE
)

_SCRIPT_SIGNS = (
    "adsbygoogle", "googletag.", "window.", "document.", "jQuery(", "$(", "var ", "function",
    "loading..", "EmailPrintAa", "[",
)  # fmt: skip
"""One of them stands in every `_SCRIPT`."""


def find_chrome(text: str, plain: str, lines: Sequence[Span]) -> Chrome:
    """Find everything that is not the report.

    Args:
        text: the whole text as it was read; menus show in it by their » and |.
        plain: the same text, its spaces, dashes and quotes already plain.
        lines: the spans of its lines that are not blank, without surrounding spaces.

    Returns:
        The chrome; whole lines mostly, and scripts spliced into sentences.
    """
    rows = [plain[start:end] for start, end in lines]
    first = next((i for i, row in enumerate(rows) if is_prose(row)), None)
    if first is None:  # nothing reads like prose: the longest line stands for the report
        first = max(range(len(rows)), key=lambda i: len(rows[i]), default=0)
    after = _lists_and_foot(rows, first)
    chrome: list[Span] = []
    stamps: list[Span] = []
    menu = _menu_lines(rows[:first])
    last = max((i for i, row in enumerate(rows) if i > first and is_prose(row)), default=first)
    scripted = any(sign in plain for sign in _SCRIPT_SIGNS)
    for index, (row, (start, stop)) in enumerate(zip(rows, lines, strict=True)):
        stamp = find_stamp(row, start, above=index < first)
        if stamp:
            stamps.append(stamp)
            chrome.append(stamp)
        elif (
            index in after
            or index in menu
            or (index < first and _above(text[start:stop]))
            or (index > first and phrases("link").match(row))
            or _is_bar(row, outside=index < first or index > last)
        ):
            chrome.append((start, stop))
        elif scripted:
            chrome.extend(
                (start + match.start(), start + match.end()) for match in _SCRIPT.finditer(row)
            )
    return Chrome(tuple(chrome), tuple(stamps))


def _lists_and_foot(rows: Sequence[str], first: int) -> Collection[int]:
    """The indexes of the lines of link lists and of the site's foot, mostly to the end."""
    boxes: list[int] = []
    index, total = first + 1, sum(words(row) for row in rows[first : first + 1])
    while index < len(rows):
        row = rows[index]
        if _TO_READERS.match(row):
            boxes += range(index, len(rows))
            break
        if words(row) <= PROSE_WORDS:
            listed = phrases("list").match(row)
            if phrases("footer").match(row) or listed:
                resumed = _resumes(rows, index, total) if listed else None
                boxes += range(index, resumed or len(rows))
                if resumed is None:
                    break
                index = resumed
                continue
        total += words(row)
        index += 1
    return frozenset(boxes)


def _resumes(rows: Sequence[str], index: int, words_before: int) -> int | None:
    """Where the report goes on after a box of links inside it, if it does.

    A box stands near the beginning, and paragraphs follow it; after the end of a report the long
    lines are the first sentences of other reports, which open with a day or end with one.
    """
    if words_before > BOX_BEFORE or rows[index - 1].rstrip().endswith("/."):
        return None
    paragraphs = [
        later
        for later in range(index + 1, min(len(rows), index + 40))
        if is_prose(rows[later])
        and not LEAD_START.match(rows[later])
        and not PRINTED_DAY.search(rows[later][-24:])
    ]
    if not paragraphs or (len(paragraphs) < 2 and words(rows[paragraphs[0]]) < RESUMED_WORDS):
        return None
    return paragraphs[0]


# "Số: 114/TB-UBND": the number of a paper, alone in its line
_PAPER_NUMBER = re.compile(r"[Ss]ố\s?:?\s?\d{1,5}\s?[-/]")


def _menu_lines(head: Sequence[str]) -> set[int]:
    """Indexes of menu entries above the report: four or more very short lines in a row.

    The last of a run may be the section's name and is kept.
    """
    found: set[int] = set()
    run: list[int] = []
    for index, row in enumerate((*head, "x " * 9)):
        if words(row) <= 4 and not PRINTED_DAY.search(row) and not _PAPER_NUMBER.match(row):
            run.append(index)
            continue
        if len(run) >= 4:
            found.update(run[:-1])
        run = []
    return found


def _above(row: str) -> bool:
    """Whether a line above the report is a path, a menu or a greeting of the site."""
    if words(row) > PROSE_WORDS:
        return False
    parts = [part for part in _MENU_MARK.split(row) if part.strip()]
    short = all(words(part) <= 6 for part in parts)
    path = len(re.findall(r"[»›>]|::", row))
    menu = path or len(re.findall(r"[|•·]", row)) > 1
    if len(parts) >= 2 and menu and short and not row.rstrip().endswith("."):
        return True
    return bool(phrases("head").match(row))


def _is_bar(row: str, *, outside: bool) -> bool:
    """Whether a line holds only buttons, counters and their numbers.

    A line without letters inside the report may be its own; outside it is a counter.
    """
    if len(row) > LABEL_LINE:
        return False
    if _SIZE_BAR.match(row):
        return True
    if not _LETTER.search(row):
        return outside
    rest = phrases("label").sub(" ", row)
    return rest != row and (
        not _LETTER.search(_SCRIPT.sub(" ", rest)) or bool(_SIZE_BAR.match(rest))
    )
