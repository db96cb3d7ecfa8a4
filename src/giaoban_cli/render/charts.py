"""Numbers → bars in SVG, for pages that load nothing.

In: labels and values. Out: one `<svg>` element, every text escaped; its look is the page's style.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from giaoban_cli.render.safe import one_line

LINE, LABELS, BARS = 22, 190, 420
"""Height of a line, width of the labels and of the longest bar, in units of the drawing."""


def bar_chart(rows: Sequence[tuple[str, float | None, str]], title: str) -> Iterator[str]:
    """Horizontal bars, piece by piece.

    Args:
        rows: label, value (None: missing) and the value in words.
        title: what the chart shows, for those who cannot see it.
    """
    most = max((value for _, value, _ in rows if value is not None), default=0) or 1
    width, height = LABELS + BARS + 110, LINE * len(rows) + 6
    yield (
        f'<svg role="img" aria-label="{escaped(title)}" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}">\n<title>{escaped(title)}</title>\n'
    )
    for index, (label, value, words) in enumerate(rows):
        top = LINE * index + 3
        middle = top + LINE // 2 + 4
        yield f'<text x="{LABELS - 8}" y="{middle}" text-anchor="end">{escaped(label)}</text>\n'
        length = 0 if value is None else max(1, round(BARS * max(value, 0) / most))
        if value:
            yield (
                f'<rect class="bar" x="{LABELS}" y="{top + 3}" width="{length}"'
                f' height="{LINE - 6}"/>\n'
            )
        kind = "missing" if value is None else "value"
        start = LABELS + (length if value else 0) + 6
        yield f'<text class="{kind}" x="{start}" y="{middle}">{escaped(words)}</text>\n'
    yield "</svg>\n"


def escaped(text: str) -> str:
    """Text as it stands in an attribute or between tags."""
    return html.escape(one_line(text))
