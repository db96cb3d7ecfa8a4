"""Lines that name the authors of a report, by their label or by holding nothing but names."""

from __future__ import annotations

import re

from giaoban_cli.text.captions import SHOWS
from giaoban_cli.text.letters import UPPER
from giaoban_cli.text.prose import words

LONGEST = 160
"""A line that names authors has at most so many characters."""

# labels of authors: "Tin, ảnh: Thanh Nhàn", "Tác giả: B", "Theo C", "Nguồn: D"
BYLINE_LABEL = re.compile(
    r"[\W_]{0,3}(?:(?:tin|bài|ảnh|video|clip|bài viết|tin bài)(?:\s?[,&-]\s?|\s?và\s|\s)?"
    r"(?:bài|ảnh|viết|video|clip)?\s?:|tác giả(?: bài viết)?\s?:|người viết\s?:"
    r"|nguồn(?: tin| ảnh)?\s?:|thực hiện\s?:|biên tập\s?:|theo\s(?=[A-ZĐ]))",
    re.IGNORECASE,
)

# names alone: "Trần Minh", "Bích Hường - Quốc Lập", "TRẦN MINH", "H'Yim Kđoh", "Thanh Nhàn (t/h)"
_NAME_LINE = re.compile(
    rf"\(?(?:[{UPPER}][\w'.]{{0,10}}(?:\s?[-,&/]\s?|\s(?:và\s)?|$)){{1,8}}"
    r"(?:\([^()]{2,30}\))?\)?$"
)


def is_byline(row: str) -> bool:
    """Whether a line below the report names its authors (handbook 3.7)."""
    if len(row) > LONGEST or any(char.isdigit() for char in row):
        return False
    if label := BYLINE_LABEL.match(row):
        return words(row) <= 12 and not SHOWS.search(row, label.end())
    return words(row) <= 8 and len(row) <= 50 and bool(_NAME_LINE.match(row))


def only_names(row: str) -> bool:
    """Whether a line above the lead is made of one to three authors' names."""
    return 2 <= words(row) <= 6 and not row.isupper() and bool(_NAME_LINE.match(row))
