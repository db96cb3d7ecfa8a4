"""Who wrote the report: names out of the lines that sign it.

In: the plain text and the spans of its bylines. Out: names, never officials (handbook 3.7, 3.8).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from giaoban_cli.models import Span
from giaoban_cli.text.who.names import title_case
from giaoban_cli.text.words.letters import LOWER, UPPER
from giaoban_cli.text.words.wordlist import lowered

# “Tin, ảnh:”, “Bài và ảnh :”, “Tác giả:”, “Theo”, “Nguồn:”, “(Thực hiện:”, “Bt + Hình:”, “(CTV:”
_LABEL = re.compile(
    r"[\s(*]{0,4}(?:(?:(?:tin|bài|viết|hình)(?: ảnh| bài| viết)?|ảnh|video|clip|tác giả"
    r"(?: bài viết)?|người (?:viết|đưa|đăng)(?: tin| bài)?|thực hiện|biên tập"
    r"|nguồn(?: tin| ảnh)?|theo|đưa tin|đăng (?:bởi|tin)|biên soạn|tổng hợp"
    r"|phóng viên|cộng tác viên|ctv|pv|nội dung|bt(?=\s?[:+&]))"
    r"(?:\s?[,&/+\-]\s?|\s?và\s|\s|(?=:))?){1,4}\s{0,2}:?\s{0,3}"
)
# “ThS. ”, “đ/c ”: what stands before a name and is no part of it
_TITLE = re.compile(r"(?:ths|ts|pgs|gs|bs|cn|ks|nb|đ/c|đồng chí)\.?\s{1,2}")
# “ - ”, “,”, “&”, “ và ”, “/”, “;”
_BETWEEN = re.compile(r"\s{0,3}(?:[-,&/;+|]|(?<!\w)và(?!\w))\s{0,3}")
# “(t/h)”, “(tổng hợp)”, “(VPHU)”, and what stands behind a dash or bracket: an office
_NOTE = re.compile(r"(?<=\S)\s?\([^()]{0,40}\)?")
_NAME = re.compile(rf"[{UPPER}ĔŎŬČ][\w'.]{{0,14}}(?: [{UPPER}ĔŎŬČ][\w'.]{{0,14}}){{0,4}}$")
# “ VPHU”: an office behind a name without any mark
_OFFICE = re.compile(rf"(?<=[{LOWER}]) [{UPPER}&-]{{2,8}}$")
# “BTG”: letters without a vowel
_CONSONANTS = re.compile(r"[BCDĐGHKLMNPQRSTVX]{2,6}$")
# Bodies and papers that sign reports and are no people: as the first words, or anywhere.
_BODY = re.compile(
    r"(?:ủy ban|ban|phòng|sở|văn phòng|báo|đài|cổng|trang|trung tâm|ubnd|hđnd|mttq|ttxvn|vov|vtv"
    r"|vptu|vphu|tuyên giáo|tổ chức|dân vận|hội|đoàn (?:thanh|xã|trường|khối)|công an|huyện|tỉnh"
    r"|qr|xã|phường|tạp chí|bộ|cục|bbt|btv|ttvh|tt|vp|đảng ủy|thành ủy|quận|chi bộ)(?!\w)"
    r"|.*(?:\.vn|\.com|(?<!\w)(?:internet|sưu tầm|online|điện tử|nhân dân|việt nam|tổng hợp|ctv"
    r"|ủy)(?!\w))"
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
    line = _NOTE.sub(" ", line)
    label = _LABEL.match(lowered(line))  # its marks part no names: “Bt + Hình: A”
    line = line[label.end() if label else 0 :]
    return [part for piece in _BETWEEN.split(line) for part in piece.split("  ")]


def _name(piece: str) -> str | None:
    label = _LABEL.match(lowered(piece))
    text = " ".join(piece[label.end() if label else 0 :].split()).strip(" .:*()\"'")
    title = _TITLE.match(lowered(text))
    text = _OFFICE.sub("", text[title.end() if title else 0 :])
    if not _NAME.match(text) or _BODY.match(lowered(text)) or len(text) < 2:
        return None
    if _CONSONANTS.match(text):
        return None
    return text if "." in text else title_case(text)
