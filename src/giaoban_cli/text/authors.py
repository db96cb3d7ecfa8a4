"""Who wrote the report: names out of the lines that sign it.

In: the plain text and the spans of its bylines. Out: names, never officials (handbook 3.7, 3.8).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from giaoban_cli.models import Span
from giaoban_cli.text.letters import UPPER
from giaoban_cli.text.names import title_case
from giaoban_cli.text.wordlist import lowered

# “Tin, ảnh:”, “Bài và ảnh :”, “Tác giả:”, “Theo”, “Nguồn:”, “(Thực hiện:”
_LABEL = re.compile(
    r"[\s(*]{0,4}(?:(?:tin|bài|ảnh|video|clip|bài viết|tác giả(?: bài viết)?|người viết"
    r"|thực hiện|biên tập|nguồn(?: tin| ảnh)?|theo|đưa tin|ctv|cộng tác viên|pv)"
    r"(?:\s?[,&/\-]\s?|\s?và\s|\s|(?=:))?){1,4}\s{0,2}:?\s{0,3}"
)
# “ - ”, “,”, “&”, “ và ”, “/”, “;”
_BETWEEN = re.compile(r"\s{0,3}(?:[-,&/;+|]|(?<!\w)và(?!\w))\s{0,3}")
# “(t/h)”, “(tổng hợp)”, “(VPHU)”, and what stands behind a dash or bracket: an office
_NOTE = re.compile(r"(?<=\S)\s?\([^()]{0,40}\)?")
_NAME = re.compile(rf"[{UPPER}ĔŎŬČ][\w'.]{{0,14}}(?: [{UPPER}ĔŎŬČ][\w'.]{{0,14}}){{0,4}}$")
# Bodies and papers that sign reports and are no people.
_BODY = re.compile(
    r"(?<!\w)(?:ủy|ban|phòng|sở|văn phòng|báo|đài|cổng|trang|trung tâm|ubnd|hđnd|mttq|ttxvn|vov"
    r"|vtv|vptu|vphu|tuyên giáo|tổ chức|dân vận|hội|đoàn|công an|huyện|tỉnh|xã|tạp chí|bộ|cục"
    r"|bbt|btv|ttvh|tt|vp|internet|sưu tầm|online|điện tử|nhân dân|việt nam|tổng hợp|ctv)(?!\w)"
    r"|\.vn|\.com"
)


def authors(plain: str, bylines: Iterable[Span]) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """The names in the bylines and the spans they stand in.

    No surname is needed: four of five authors sign with their given names. Bodies (“Văn phòng
    Huyện ủy”) and newspapers are left out.
    """
    names: list[str] = []
    spans: list[Span] = []
    for start, end in bylines:
        found = [name for piece in _pieces(plain[start:end]) if (name := _name(piece))]
        if found:
            names += (name for name in found if name not in names)
            spans.append((start, end))
    return tuple(names), tuple(spans)


def _pieces(line: str) -> list[str]:
    # “Bài: A; Ảnh: B”: each piece may have its own label.
    return [part for piece in _BETWEEN.split(_NOTE.sub(" ", line)) for part in piece.split("  ")]


def _name(piece: str) -> str | None:
    label = _LABEL.match(lowered(piece))
    text = " ".join(piece[label.end() if label else 0 :].split()).strip(" .:*()\"'")
    if not _NAME.match(text) or _BODY.search(lowered(text)) or len(text) < 2:
        return None
    return title_case(text)
