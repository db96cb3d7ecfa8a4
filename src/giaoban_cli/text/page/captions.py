"""Lines under photographs, told by how they begin and by what they show."""

from __future__ import annotations

import re
from collections.abc import Sequence

from giaoban_cli.text.page.prose import ENDED, words

# how a photograph is described: "Quang cảnh …", "Ảnh: …", "ồng chí A phát biểu"
_CAPTION_START = re.compile(
    r"[\W_]{0,3}(?:quang cảnh|toàn cảnh|khung cảnh|hình ảnh|một số hình ảnh|ảnh)(?!\w)",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"[\W_]{0,3}(?:đ?ồng chí|các đồng chí|đ/c|các đ/c|ông|bà|các đại biểu|đại biểu|lãnh đạo"
    r"|bí thư|phó bí thư|chủ tịch|phó chủ tịch|trưởng ban|ts|thường trực|ban thường vụ|hội nghị"
    r"|đoàn|cán bộ|tập thể|thành viên)(?!\w)",
    re.IGNORECASE,
)
SHOWS = re.compile(
    r"(?<!\w)(?:phát biểu|chủ trì|trao|tặng|chụp ảnh|tham dự|dự|báo cáo|trình bày|thông qua"
    r"|kết luận|thảo luận|biểu quyết|tham luận|quán triệt|truyền đạt|triển khai|khai mạc|chỉ đạo"
    r"|điều hành|lắng nghe|quang cảnh|thăm|kiểm tra|giao ban"
    r"|tại (?:hội nghị|buổi|cuộc|phiên|điểm cầu))(?!\w)",
    re.IGNORECASE,
)

# "1. Về công tác", "a) ", "- Đẩy mạnh", "I. KẾT QUẢ": an item or heading, no caption
_ITEM = re.compile(r"(?:[-+*•●▪·>#]|\(?\d{1,2}[.)/]|[a-zđ][.)]|[IVX]{1,4}[.)])\s?")


def is_caption(row: str, following: Sequence[str]) -> bool:
    """Whether a paragraph is the line under a photograph."""
    count = words(row)
    if _CAPTION_START.match(row) and count <= 35:
        return True
    if count > 35 or ENDED.search(row) or _ITEM.match(row) or not following:
        return False
    return bool(_SHOWN.match(row) and SHOWS.search(row))
