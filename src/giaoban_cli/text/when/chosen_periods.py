"""The period a meeting reviews and the one it plans: periods that a report names → two of them.

In: mentions in order of weight and the day of the meeting. Out: the two periods with their years
(handbook 2.9 to 2.12).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from giaoban_cli.models import Period
from giaoban_cli.text.when.periods import EARLY, Mention

YEAR_AHEAD = timedelta(days=120)
"""The plan of a whole year, printed with it, is talked of at most so long before it begins."""


def year_of(mention: Mention, day: date) -> int:
    """The year of a period said without one, seen from the day of the meeting.

    What is reviewed has begun; what is planned is not over yet (quý IV reviewed in January is
    last year's).
    """
    if mention.year is not None:
        return mention.year
    if mention.role == "ahead":
        return day.year if mention.end(day.year) >= day else day.year + 1
    return day.year if mention.start(day.year) <= day else day.year - 1


def choose(mentions: Sequence[Mention], day: date | None) -> tuple[Period | None, Period | None]:
    """The period reviewed and the period ahead among mentions in order of weight.

    Args:
        mentions: from title and lead, the weightiest first; those without a part are taken by
            their place in time.
        day: the day of the meeting, None when unknown.
    """
    rows = [_settled(mention, day) for mention in (mentions if day else _of_one_year(mentions))]
    reviewed = [row for row in rows if row and row[0].role == "reviewed"]
    ahead = [row for row in rows if row and row[0].role == "ahead"]
    said = {mention.span for mention in mentions if mention.role is not None}
    if any(mention.span in said for mention, _ in reviewed):  # a month alone names the meeting
        reviewed = [row for row in reviewed if row[0].span in said or row[0].shape != "month"]
    if day is None and not reviewed and ahead and ahead[0][0].shape == "year":
        return None, None  # "nhiệm vụ năm 2021" alone, at no known time, plans nothing
    if not reviewed and ahead and day is not None:
        reviewed = _just_before(mentions, *ahead[0], day)
    return _widest(reviewed), _widest(ahead)


def _just_before(
    mentions: Sequence[Mention], ahead: Mention, year: int, day: date
) -> list[tuple[Mention, int]]:
    """The period that ends where the planned one begins, if the report names it at all.

    “Giao ban công tác tháng 6, triển khai nhiệm vụ tháng 7”; “giao ban năm 2023 và triển khai
    nhiệm vụ năm 2024”.
    """
    begins = ahead.start(year)
    for mention in mentions:
        if mention.role is None and mention.shape == ahead.shape:
            own = year_of(mention, day)
            if mention.end(own) + timedelta(days=1) == begins and mention.start(own) <= day:
                return [(mention.playing("reviewed"), own)]
    return []


def _of_one_year(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, each without a year with the one year that is printed with the others.

    “Sơ kết 6 tháng đầu năm 2024” above “… triển khai nhiệm vụ 6 tháng cuối năm”; “đánh giá công
    tác tháng 5, triển khai nhiệm vụ tháng 6 năm 2024”.
    """
    dated = [mention for mention in mentions if mention.year is not None]
    lender = dated[0] if len({mention.year for mention in dated}) == 1 else None
    for mention in mentions:
        if lender and mention.year is None:
            yield replace(mention, year=_lent_year(mention, lender))
        else:
            yield mention


def _lent_year(mention: Mention, lender: Mention) -> int | None:
    """The year that a period takes from another that is printed with its year, if it can.

    What is reviewed does not begin after the other, what is planned does not end before it:
    “đánh giá tháng 12, triển khai nhiệm vụ tháng 01 năm 2025” reviews 2024-12. A month takes no
    year from a whole one, beside which it may lie on either side.
    """
    if lender.year is None:
        return None
    if lender.shape == "year":
        return None if mention.shape == "month" else lender.year
    if mention.role == "reviewed" and lender.role != "reviewed":
        return lender.year - (mention.first > lender.first)
    if mention.role == "ahead" and lender.role != "ahead":
        return lender.year + (mention.last < lender.last)
    if mention.shape == "month":
        return lender.year if mention.first <= lender.last else None
    return lender.year if mention.first >= lender.first else None


def _settled(mention: Mention, day: date | None) -> tuple[Mention, int] | None:
    """A mention with its part and year settled by the day of the meeting, if they can be."""
    if day is None:
        if mention.year is None or (mention.role is None and mention.shape in ("month", "year")):
            return None
        return mention.playing(mention.role or "reviewed"), mention.year
    year = year_of(mention, day)
    role = mention.role
    if role is None and mention.shape == "year":
        return None
    if role is None and mention.start(year) <= day <= _named_until(mention, year):
        return None  # the month of the meeting itself names the meeting, and so does a new quarter
    if mention.start(year) > day:
        role = "ahead"
    elif mention.end(year) < day:
        role = "reviewed"
    planned = mention.shape == "year" and mention.role == "ahead"
    if not mention.near(day, year, YEAR_AHEAD if planned else EARLY):
        return None
    return mention.playing(role or "reviewed"), year


def _named_until(mention: Mention, year: int) -> date:
    """Until when a period that is going on only names a meeting, and is not reviewed yet.

    “Hội nghị quý II” of 21 April reviews the first quarter; of 15 June it reviews the second.
    """
    if mention.shape == "month":
        return mention.end(year)
    return mention.start(year) + (mention.end(year) - mention.start(year)) / 3


def _widest(rows: Sequence[tuple[Mention, int]]) -> Period | None:
    """The first period, or the one right after it that holds it (“tháng 5 và 5 tháng đầu năm”)."""
    if not rows:
        return None
    best, year = rows[0]
    for other, other_year in rows[1:]:
        close = 0 <= other.span[0] - best.span[1] <= 12
        if close and other_year == year and other.first <= best.first and other.last >= best.last:
            best = other
    return best.period(year)
