"""The outline of a report: section, title, lead, paragraphs, captions, bylines.

In: a cleaned page. Out: spans of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Span
from giaoban_cli.text.page.bylines import glued, inside, signature
from giaoban_cli.text.page.captions import is_caption
from giaoban_cli.text.page.clean import Cleaned, line_spans
from giaoban_cli.text.page.heading import heading, photographs
from giaoban_cli.text.page.prose import (
    ENDED,
    LEAD_START,
    MEETING_WORD,
    PROSE_WORDS,
    is_prose,
    tells_meeting,
    words,
)
from giaoban_cli.text.words.wordlist import twin


@frozen
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


LONG_TITLE = 40
"""A title has at most so many words."""

SAID_AGAIN = 0.75
"""A lead says so large a share of its title's words again."""

MOVED = 10
"""Among so many paragraphs a title that was moved below the text is looked for."""

LEAD_REACH = 600
"""Within so many characters a paragraph that tells of the meeting names it."""

# what stands above the name of a paper's signer: "T/M BAN THƯỜNG VỤ", "(đã ký)", "KT. CHỦ TỊCH"
_SIGNED = re.compile(r"(?:T/?[ML]|TM|TL|KT|TUQ)[. /]|\(?đã ký\)?$|nơi nhận", re.IGNORECASE)


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
    if first < len(rows) - 1 and _is_long_title(rows[first : first + 3], at_top=first == 0):
        first += 1
    captions = photographs(plain, parts[:first])
    section, title, bylines = heading(plain, [s for s in parts[:first] if s not in captions])
    body: list[Span] = []
    end = len(rows)
    if not any(_SIGNED.match(row) for row in rows[first + 1 :][-12:]):
        signing = signature(rows[first:])
        end = first + signing.start
        bylines += parts[end : first + signing.stop]
        left = range(first + signing.stop, len(rows))
        captions += (parts[index] for index in left if is_caption(rows[index], ()))
    for index in range(first, end):
        row = rows[index]
        if index > first and inside(row):
            bylines.append(parts[index])
        elif index > first and is_caption(row, rows[index + 1 : index + 2]):
            captions.append(parts[index])
        else:
            body.append(parts[index])
    if not bylines and body and (at := glued(plain[slice(*body[-1])])) is not None:
        start, stop = body.pop()
        body.append((start, start + len(plain[start : start + at].rstrip())))
        bylines.append((start + at, stop))
    moved = _moved_title(plain, body) if title is None else None
    if moved is None:
        lead = lead_of(plain, body)
    else:
        title, lead = moved
        body.remove(title)
    return Outline(section, title, lead, tuple(body), tuple(captions), tuple(sorted(bylines)))


def _is_long_title(rows: Sequence[str], *, at_top: bool) -> bool:
    """Whether a line that reads like prose is the title: the lead that follows opens with a day.

    The title opens with the day too, but does not end like a sentence; or it stands at the top of
    the page, ends with a full stop, and the lead says its words again.
    """
    lead = next((row for row in rows[1:3] if LEAD_START.match(row)), None)
    if lead is None or words(rows[0]) > LONG_TITLE:
        return False
    if LEAD_START.match(rows[0]):
        return lead == rows[1] and not ENDED.search(rows[0]) and bool(ENDED.search(lead))
    if not at_top:
        return False
    said, again = rows[0].lower().rstrip(".").split(), lead.lower()
    return sum(word in again for word in said) >= SAID_AGAIN * len(said)


def _moved_title(plain: str, body: Sequence[Span]) -> tuple[Span, Span] | None:
    """Title and lead inside a page whose blocks were copied in another order.

    The title is no sentence and names a meeting; the lead, which opens with a day, follows it.
    """
    for above, lead in pairwise(body[:MOVED]):
        row = plain[slice(*above)]
        if (
            5 < words(row) <= LONG_TITLE
            and tells_meeting(row)
            and not ENDED.search(row)
            and not is_prose(row)
            and LEAD_START.match(plain, *lead)
        ):
            return above, lead
    return None


def _without_prose(rows: Sequence[str]) -> int:
    """The first line of the report when no line reads like prose: its longest, if any ends."""
    if not any(ENDED.search(row) or LEAD_START.match(row) for row in rows):
        return len(rows)  # titles and labels alone
    return max(range(len(rows)), key=lambda i: words(rows[i]))


def lead_of(plain: str, body: Sequence[Span]) -> Span | None:
    """The first of the opening paragraphs that tells of the meeting, else the first."""
    opening = [
        s for s in body[:4] if MEETING_WORD.search(twin(plain), s[0], min(s[1], s[0] + LEAD_REACH))
    ]
    dated = [span for span in opening if LEAD_START.match(plain, *span)]
    if dated and (not opening or dated[0] != opening[0]):
        between = [s for s in body if s[0] < dated[0][0]]
        if sum(words(plain[slice(*s)]) for s in between) < 4 * PROSE_WORDS:
            return dated[0]
    return next(iter([*opening, *body]), None)
