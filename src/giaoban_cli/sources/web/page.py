"""A page's markup → its report as text, with what the page says of itself as lines a clerk reads.

In: HTML as text. Out: `PageText`.
"""

from __future__ import annotations

from giaoban_cli.frozen import frozen
from giaoban_cli.sources.web.about import about, stamp_line
from giaoban_cli.sources.web.article import report
from giaoban_cli.sources.web.tree import check_depth, grow
from giaoban_cli.text.decode import mended

MOST_FRAMES = 20
"""Frames of a page that are looked at."""


@frozen
class PageText:
    """The text of a page; `frames` are the addresses of the pages that it is made of."""

    text: str
    frames: tuple[str, ...] = ()


def page_text(markup: str, path: str, address: str | None = None) -> PageText:
    """Read a page.

    Args:
        markup: HTML.
        path: the file's name, for errors.
        address: where the page was, when that is known from elsewhere.

    Raises:
        UnreadableFile: it is nested deeper than any page.
    """
    from selectolax.lexbor import LexborHTMLParser

    check_depth(markup, path)
    page = LexborHTMLParser(markup)
    frames = tuple(
        source
        for frame in page.css("frameset frame[src]")[:MOST_FRAMES]
        if (source := frame.attributes.get("src"))
    )
    if page.root is None:
        return PageText("", frames)
    told = about(page, markup)
    tree = grow(page.root, path)
    if not tree.blocks:
        tree = grow(page.root, path, hidden=True)  # shown by a script once the page is loaded
    if not tree.blocks:
        return PageText("", frames)
    text, stamped = report(tree, told)
    head = "" if stamped or told.published is None else f"{stamp_line(told.published)}\n\n"
    origin = address or told.address
    foot = f"\n\nĐịa chỉ: {origin}\n" if origin else "\n"
    return PageText(mended(f"{head}{text}{foot}").text, frames)
