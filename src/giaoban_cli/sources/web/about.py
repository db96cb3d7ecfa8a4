"""What a page says of itself in its head: meta tags, JSON-LD, the mark a browser leaves.

In: the parsed page and its markup. Out: `About`. It may be wrong about everything, so it only helps
to find the report, and tells what the page does not show.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from giaoban_cli.frozen import frozen

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

VIETNAM = timezone(timedelta(hours=7))

_HEADLINES = ("headline", "og:title", "twitter:title")
_TITLES = (*_HEADLINES, "dc.title", "title")
_DAYS = (
    "article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate",
    "publish_date", "date.issued", "dc.date.issued", "dc.date", "dcterms.created", "date",
)  # fmt: skip
_SECTIONS = ("article:section", "articlesection")
_ADDRESSES = ("og:url", "url")

LONGEST_JSON = 200_000
"""Characters of a JSON-LD script that is looked at."""

# "Huyện ủy giao ban quý I - Cổng thông tin điện tử Khê Lĩnh": a title and the site's name
_SITE = re.compile(r"\s[-|–—»·]\s|\s?[|»]\s?")

# <!-- saved from url=(0042)https://khelinh.example/tin/giao-ban.html -->
_SAVED_FROM = re.compile(r"<!--\s?saved from url=\(\d{4}\)(https?://[^\s<>\"']{1,500})")

# 2024-04-16T09:19:38+00:00, 2024-04-16 16:19, 2024-04-16
_ISO = re.compile(
    r"\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)?)?\s*$"
)


@frozen
class About:
    """What a page says of itself; None where it is silent.

    Attributes:
        titles: what it calls the report, likeliest first.
        headline: what it names for others to quote; never the site's name.
        published: `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, Vietnamese time.
        section: the site's section.
        address: where it was, http or https.
    """

    titles: tuple[str, ...] = ()
    headline: str | None = None
    published: str | None = None
    section: str | None = None
    address: str | None = None


def about(page: LexborHTMLParser, markup: str) -> About:
    """Read what a page says of itself."""
    told = _meta(page)
    for entry in _linked_data(page):
        for name, value in entry.items():
            if isinstance(value, str) and value.strip():
                told.setdefault(name.lower(), value.strip())
    link = page.css_first("link[rel=canonical]")
    saved = _SAVED_FROM.search(markup, 0, 4000)
    addresses = (
        link.attributes.get("href") if link is not None else None,
        *(told.get(name) for name in _ADDRESSES),
        saved[1] if saved else None,
    )
    heading = page.css_first("title")
    named = [told.get(name) for name in _TITLES]
    if heading is not None:
        whole = heading.text()
        named += [whole, *sorted(_SITE.split(whole), key=len, reverse=True)]
    titles = (" ".join(name.split()) for name in named if name)
    return About(
        titles=tuple(dict.fromkeys(title for title in titles if title)),
        headline=next(filter(None, map(told.get, _HEADLINES)), None),
        published=next(filter(None, (moment(told.get(name)) for name in _DAYS)), None),
        section=next(filter(None, map(told.get, _SECTIONS)), None),
        address=next(
            (a.strip() for a in addresses if a and a.strip().startswith(("http://", "https://"))),
            None,
        ),
    )


def moment(value: str | None) -> str | None:
    """A day, or a minute in Vietnam, from an ISO date; None for anything else."""
    found = _ISO.match(value or "")
    if not found:
        return None
    day, clock, zone = found.groups()
    try:
        if not clock:
            return datetime.fromisoformat(day).date().isoformat()
        stamp = datetime.fromisoformat(f"{day}T{clock}{zone or ''}")
    except ValueError:
        return None
    if stamp.tzinfo is not None:
        try:
            stamp = stamp.astimezone(VIETNAM)
        except OverflowError:
            return None
    return stamp.strftime("%Y-%m-%dT%H:%M")


def stamp_line(published: str) -> str:
    """The day of a page as its visitors would see it printed.

    Args:
        published: `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`.
    """
    day, _, clock = published.partition("T")
    year, month, date = day.split("-")
    return f"Ngày đăng: {date}/{month}/{year} {clock}".rstrip()


def _meta(page: LexborHTMLParser) -> dict[str, str]:
    """The page's meta tags: name, property or itemprop → content, the first of each."""
    told: dict[str, str] = {}
    for tag in page.css("meta[content]"):
        attributes = tag.attributes
        content = (attributes.get("content") or "").strip()
        for key in ("property", "name", "itemprop"):
            name = (attributes.get(key) or "").strip().lower()
            if name and content:
                told.setdefault(name, content)
    return told


def _linked_data(page: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The articles that JSON-LD scripts tell of."""
    for script in page.css('script[type="application/ld+json"]'):
        text = script.text()
        if len(text) > LONGEST_JSON:
            continue
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        entries = value if isinstance(value, list) else [value]
        for entry in list(entries):
            graph = entry.get("@graph") if isinstance(entry, dict) else None
            entries += graph if isinstance(graph, list) else []
        for entry in entries:
            if isinstance(entry, dict) and re.search(
                r"Article|BlogPosting|Report", str(entry.get("@type"))[:200]
            ):
                yield entry
