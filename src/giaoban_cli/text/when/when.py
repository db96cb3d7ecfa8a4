"""When: the meeting's day with its year resolved, the session, the page's stamp, the periods.

In: a cleaned page, its outline and the file's name. Out: `When`, each fact with its evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Caveat, Confidence, DateBasis, Evidence, Period, Session, Span
from giaoban_cli.text.page.clean import Cleaned
from giaoban_cli.text.page.prose import MEETING_WORD, words
from giaoban_cli.text.page.sections import Outline
from giaoban_cli.text.when.chosen_periods import choose
from giaoban_cli.text.when.dates import Dated, Day, find_dates
from giaoban_cli.text.when.meeting_day import (
    Told,
    after_lead,
    meeting_day,
    opening_session,
    same_day,
)
from giaoban_cli.text.when.periods import Mention, find_periods
from giaoban_cli.text.when.stamps import Stamp, read_stamp
from giaoban_cli.text.when.years import Resolved, resolve_year
from giaoban_cli.text.words.sentences import sentences
from giaoban_cli.text.words.wordlist import twin

# "Hội nghị đã tập trung đánh giá …", "Tại hội nghị, các đại biểu đã thảo luận …", "Các đại biểu
# được nghe báo cáo kết quả tháng 3", "Sau khi Văn phòng báo cáo kết quả quý I"
_OF_MEETING = re.compile(
    r"(?:(?:tại )?(?:hội nghị|phiên họp|cuộc họp|buổi giao ban)(?! kết luận)\b"
    r"|(?:các đại biểu|sau khi|mở đầu)\s[^.;:]{0,80}?(?:báo cáo|cho ý kiến)\b)"
    r"(?![^.]{0,120}(?:kết luận|yêu cầu|đề nghị|nhấn mạnh))",
    re.IGNORECASE,
)


# "3. Nhiệm vụ quý III", "II. PHƯƠNG HƯỚNG", "Kết quả tháng 3/2024": a heading inside the report
_HEADING = re.compile(
    r"(?:[IVX]{1,4}|[1-9A-D])\s?[./)]|[-+*]?\s?(?i:kết quả|tình hình|đánh giá|nhiệm vụ|phương hướng"
    r"|kế hoạch|công tác|trọng tâm)(?!\w)"
)

HEADING_WORDS = 15
"""A heading inside a report has at most so many words."""


@frozen
class When:
    """Everything a report says about time; ISO days. `date` is None when day or year is open."""

    date: str | None = None
    date_end: str | None = None
    basis: DateBasis | None = None
    session: Session | None = None
    published: str | None = None
    period: Period | None = None
    period_ahead: Period | None = None
    warnings: tuple[Caveat, ...] = ()
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def when(
    page: Cleaned,
    outline: Outline,
    filename: str | None = None,
    own: tuple[Stamp, ...] = (),
) -> When:
    """Read the time of the meeting.

    Args:
        page: the cleaned report.
        outline: its parts.
        filename: the file's name; a date in it may lend the year of the same day and month.
        own: the day that an official paper gives itself; it lends the year as a stamp does.

    Returns:
        The facts; `date` is None when the text names no day, or nothing gives its year. The
        file's own time and today's date are never used.
    """
    plain = page.plain
    stamps = [s for s in (read_stamp(page.text[slice(*span)]) for span in page.stamps) if s]
    published = next((stamp for stamp in stamps if stamp.published), None)
    mentions = tuple(_mentions(plain, outline))
    told = meeting_day(plain, outline)
    if told is None:
        mentions = (*mentions, *_body_mentions(plain, outline))
        session = opening_session(plain, outline.lead)
        reviewed, ahead = choose(mentions, None)
        return When(
            session=session[0] if session else None,
            published=published.published if published else None,
            period=reviewed,
            period_ahead=ahead,
            warnings=(_caveat("no_date"),),
            spans=_spans(None, session[1] if session else None, page, stamps),
        )
    stamps = [*own, *stamps]
    resolved = resolve_year(told.dated, plain, outline, mentions, stamps, filename)
    start = _in_year(told.dated.start, resolved.year)
    end = _end(told.dated, start)
    reviewed, ahead = choose(mentions, start)
    if reviewed is None or ahead is None:
        more = choose(tuple(_body_mentions(plain, outline, told.dated.start)), start)
        reviewed, ahead = reviewed or more[0], ahead or more[1]
    if reviewed and ahead and reviewed.label == ahead.label:
        ahead = None  # named twice, in the report and in what the meeting prepares
    return When(
        date=start.isoformat() if start else None,
        date_end=end.isoformat() if end else None,
        basis=DateBasis(
            Evidence(page.text[slice(*told.span)], told.span),
            resolved.year_from,
            _confidence(told, resolved),
            resolved.conflicts,
        ),
        session=told.session,
        published=published.published if published else None,
        period=reviewed,
        period_ahead=ahead,
        warnings=tuple(_warnings(told.dated, start, resolved)),
        spans=_spans(told.span, told.span if told.session else None, page, stamps),
    )


def stamped(page: Cleaned) -> When:
    """What a page that tells of no meeting says about time: when it was put online."""
    stamps = [s for s in (read_stamp(page.text[slice(*span)]) for span in page.stamps) if s]
    published = next((stamp.published for stamp in stamps if stamp.published), None)
    return When(published=published, spans=_spans(None, None, page, stamps))


def _spans(
    day: Span | None, session: Span | None, page: Cleaned, stamps: Iterable[Stamp]
) -> Mapping[str, tuple[Span, ...]]:
    found = {
        "date": (day,) if day else (),
        "session": (session,) if session else (),
        "published": page.stamps[:1] if any(stamp.published for stamp in stamps) else (),
    }
    return {key: value for key, value in found.items() if value}


def _mentions(plain: str, outline: Outline) -> Iterator[Mention]:
    """The periods of title and lead in order of weight; a whole year in the title comes last."""
    titled = find_periods(plain, outline.title) if outline.title else ()
    yield from (mention for mention in titled if mention.shape != "year")
    if outline.lead:
        for index, sentence in enumerate(sentences(plain, outline.lead)):
            if index == 0 or MEETING_WORD.search(twin(plain), *sentence):
                yield from find_periods(plain, sentence)
    yield from (mention for mention in titled if mention.shape == "year")


def _body_mentions(plain: str, outline: Outline, day: Day | None = None) -> Iterator[Mention]:
    """Periods that the first paragraphs after the lead speak of, whole years left out.

    They stand at the head of a paragraph (“Trong 9 tháng đầu năm 2022, …”), in what is told of
    the meeting itself (“Hội nghị đã sơ kết … và nhiệm vụ trọng tâm 6 tháng cuối năm 2009”) or
    where the meeting of that day is told again (“sáng 30/6, … tổ chức hội nghị để đánh giá …”).
    Last come headings inside the report (“3. Nhiệm vụ quý III”).
    """
    for span in (*(s for s in outline.body[:3] if s != outline.lead), *after_lead(outline, 3)):
        for index, sentence in enumerate(sentences(plain, span)):
            found = [m for m in find_periods(plain, sentence) if m.shape != "year"]
            opening = index == 0 and found and found[0].shape != "month"
            if opening and len(plain[sentence[0] : found[0].span[0]].split()) <= 1:
                yield found[0]
            elif found and (
                _OF_MEETING.match(plain, *sentence) or _told_again(plain, sentence, day)
            ):
                yield from found
    for span in outline.body:
        row, colon, _ = plain[slice(*span)].partition(":")
        whole = colon or not row.endswith((".", ";", ","))
        if whole and words(row) <= HEADING_WORDS and _HEADING.match(row):
            head = (span[0], span[0] + len(row))
            yield from (m for m in find_periods(plain, head) if m.role and m.shape != "year")


def _told_again(plain: str, sentence: Span, day: Day | None) -> bool:
    """Whether a sentence after the lead tells of the meeting on its day once more."""
    return (
        day is not None
        and MEETING_WORD.search(twin(plain), *sentence) is not None
        and any(same_day(dated.start, day) for dated in find_dates(plain, sentence))
    )


def _in_year(day: Day, year: int | None) -> date | None:
    if year is None:
        return None
    try:
        return date(year, day.month, day.day)
    except ValueError:  # 29 February of a common year
        return None


def _end(dated: Dated, start: date | None) -> date | None:
    """The last day of a range that begins on `start`; it may cross the new year."""
    if dated.end is None or start is None:
        return None
    end = _in_year(dated.end, start.year)
    return end if end and end > start else _in_year(dated.end, start.year + 1)


def _confidence(told: Told, resolved: Resolved) -> Confidence:
    if resolved.year is None or resolved.year_from == "filename":
        return "low"
    if resolved.conflicts:
        return "low" if resolved.year_from in ("period", "stamp") else "medium"
    return "medium" if told.place == "body" else resolved.confidence


def _warnings(dated: Dated, start: date | None, resolved: Resolved) -> Iterator[Caveat]:
    if start is None:
        yield _caveat("no_year")
    if resolved.stamp_conflict:
        yield Caveat("stamp_conflict", resolved.conflicts[-1])
    if start is not None and dated.weekday is not None and start.weekday() != dated.weekday:
        said, real = _WEEKDAYS[dated.weekday], _WEEKDAYS[start.weekday()]
        yield Caveat(
            "weekday_mismatch",
            f"Văn bản ghi {said}, nhưng ngày {start:%d/%m/%Y} là {real}.",
        )


def _caveat(code: str) -> Caveat:
    return Caveat(code, _SENTENCES[code])


_SENTENCES = {
    "no_date": "Văn bản không nêu ngày họp.",
    "no_year": "Văn bản nêu ngày họp nhưng không đủ căn cứ để xác định năm.",
}
