"""Quoted phrases: names of campaigns, movements and models, as the report sets them in quotes.

In: a cleaned page and its outline. Out: `Evidence`, each phrase without its quotes (handbook 1l).
"""

from __future__ import annotations

import re

from giaoban_cli.models import Evidence
from giaoban_cli.text.page.clean import Cleaned
from giaoban_cli.text.page.sections import Outline

_LEAST_WORDS, _MOST_WORDS = 2, 20

# “Dân vận khéo”, «…», and "…" paired straight, which opens before a word and closes behind one
# (no inches: 5"); no line is crossed, so that a quote left open swallows no paragraph
_QUOTED = re.compile(
    r"“([^“”\"\n]{3,240})[”\"]|«([^«»\n]{3,240})»"
    r"|\"(?<!\w\")(?!\s)([^\"“”\n]{2,239}[^\s\"“”])[\"”]"
)


def quotes(page: Cleaned, outline: Outline) -> tuple[Evidence, ...]:
    """The quoted phrases of 2 to 20 words in title and body, each once."""
    found: dict[str, Evidence] = {}
    parts = (*((outline.title,) if outline.title else ()), *outline.body)
    for part in parts:
        for match in _QUOTED.finditer(page.text, *part):
            start, end = match.span(match.lastindex or 0)
            phrase = " ".join(page.text[start:end].split()).strip(" .,;")
            if _LEAST_WORDS <= len(phrase.split()) <= _MOST_WORDS:
                found.setdefault(phrase.casefold(), Evidence(page.text[start:end], (start, end)))
    return tuple(found.values())
