"""The sentences of a stretch of cleaned text, as spans."""

from __future__ import annotations

import re
from functools import lru_cache

from giaoban_cli.models import Span
from giaoban_cli.text.words.letters import UPPER

# abbreviations: "TP. Huế", "Th.S Lê", "T.Ư", "v.v. ", "UV.BTV": no sentence ends
_ABBREVIATION = re.compile(
    r"(?<!\w)(?:TP|TX|TT|P|Q|H|X|TS|ThS|Th|PGS|GS|BS|KS|CN|BCH|T|St|Mr|Mrs|Tp|tp|Đ/c|đ/c|số|No)\.$"
)

# the end of a sentence: "nhân dân. Tăng", "nhân dân.Tăng", "tải...; ", "đề ra./.", 'khéo". '; it
# begins with one letter of a class, so that the engine skips the words
_STOP = re.compile(
    r"[.!?…/\n](?:(?<=\n)"
    r"|(?:(?<=/)\.|(?<=[.!?…])[.!?…]{0,5}(?:/\.)?)[\"')\]]{0,2}"
    rf"(?:(?=\s*$)|(?=\s{{1,9}}[\"'(\[]?[{UPPER}\d-])|(?=[{UPPER}])))"
)


@lru_cache(maxsize=512)
def sentences(plain: str, span: Span) -> tuple[Span, ...]:
    """The spans of the sentences inside `span` of `plain`, without surrounding spaces.

    Remembered while the rules of one report run: half a dozen of them cut the same paragraphs.

    Survives a missing space (“nhân dân.Tăng cường”), “./.”, an ellipsis in the middle, full stops
    of abbreviations, numbers and dates (handbook 1j).
    """
    found = []
    start, stop = span
    at = start
    for match in _STOP.finditer(plain, start, stop):
        end = match.end()
        if _no_end(plain, match, stop):
            continue
        if (trimmed := _trimmed(plain, at, end)) is not None:
            found.append(trimmed)
        at = end
    if (trimmed := _trimmed(plain, at, stop)) is not None:
        found.append(trimmed)
    return tuple(found)


def _no_end(plain: str, match: re.Match[str], stop: int) -> bool:
    """Whether a full stop belongs to an abbreviation, or glues two words without ending one."""
    if match.group() != ".":
        return False
    before = plain[max(0, match.start() - 6) : match.end()]
    if _ABBREVIATION.search(before):
        return True
    glued = match.end() < stop and not plain[match.end()].isspace()
    return (
        glued and not plain[match.start() - 1].islower() and not plain[match.start() - 1].isdigit()
    )


def _trimmed(plain: str, start: int, end: int) -> Span | None:
    piece = plain[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    return (left, right) if right > left else None
