"""Invented values for tests of screens and formats: one meeting with every kind of fact."""

from __future__ import annotations

from giaoban_cli.models import (
    Caveat,
    Citation,
    Count,
    DateBasis,
    Evidence,
    Figure,
    Hit,
    Meeting,
    Official,
    Page,
    Period,
    PersonLine,
    Place,
    Snippet,
    Source,
    Span,
    Statement,
    Stored,
)

TEXT = """\
Cập nhật lúc: 17/04/2024 08:05
Khe Lĩnh giao ban công tác xây dựng Đảng quý I năm 2024

Sáng 16/4, Ban Thường vụ Huyện ủy Khe Lĩnh tổ chức hội nghị giao ban công tác xây dựng Đảng quý I \
và triển khai nhiệm vụ quý II năm 2024. Đồng chí Nguyễn Văn Mẫu, TUV, Bí thư Huyện ủy và đồng chí \
Trần Thị Thử, Phó Bí thư Thường trực Huyện ủy chủ trì hội nghị.

Trong quý, toàn huyện kết nạp 12 đảng viên, xóa 1.204 nhà tạm; thực hiện Chỉ thị 05-CT/TW. Các đại \
biểu cho rằng nguồn phát triển đảng viên còn khó khăn.

Kết luận hội nghị, đồng chí Trần Thị Thử yêu cầu các chi bộ tiếp tục thực hiện “Dân vận khéo”; đẩy \
mạnh xóa nhà tạm cho hộ nghèo.

Lê Bút
"""


def at(words: str) -> Span:
    """Where words stand in the text."""
    start = TEXT.index(words)
    return (start, start + len(words))


MEETING = Meeting(
    text=TEXT,
    title="Khe Lĩnh giao ban công tác xây dựng Đảng quý I năm 2024",
    kind="giao ban",
    kinds=("giao ban", "triển khai"),
    date="2024-04-16",
    date_basis=DateBasis(Evidence("Sáng 16/4", at("Sáng 16/4")), "stamp", "high"),
    session="sáng",
    published="2024-04-17T08:05",
    organisation="Ban Thường vụ Huyện ủy Khe Lĩnh",
    level="huyện",
    place=Place("Khe Lĩnh", "huyện", "Tỉnh Mẫu", "inferred", (), ()),
    period=Period("2024-Q1", "2024-01-01", "2024-03-31", at("quý I năm 2024")),
    period_ahead=Period("2024-Q2", "2024-04-01", "2024-06-30", at("quý II năm 2024")),
    chairs=("Nguyễn Văn Mẫu", "Trần Thị Thử"),
    officials=(
        Official("Nguyễn Văn Mẫu", ("TUV", "Bí thư Huyện ủy"), ("chair",), at("Nguyễn Văn Mẫu")),
        Official(
            "Trần Thị Thử",
            ("Phó Bí thư Thường trực Huyện ủy",),
            ("chair", "concluded", "directed"),
            at("Trần Thị Thử"),
        ),
    ),
    attendees=(Evidence("Các đại biểu", at("Các đại biểu")),),
    documents=(
        Citation(
            "05-CT/TW", "Chỉ thị", "Bộ Chính trị", None, None, "CT|5|TW|?", at("Chỉ thị 05-CT/TW"),
            (at("Chỉ thị 05-CT/TW"),),
        ),
    ),
    figures=(
        Figure(12, "đảng viên", "kết nạp", None, "kết nạp 12 đảng viên", at("12 đảng viên")),
        Figure(1204, "nhà tạm", "xóa", None, "xóa 1.204 nhà tạm", at("1.204 nhà tạm")),
    ),
    difficulties=(
        Statement(
            "nguồn phát triển đảng viên còn khó khăn",
            "Các đại biểu",
            at("nguồn phát triển đảng viên còn khó khăn"),
        ),
    ),
    directions=(
        Statement(
            "các chi bộ tiếp tục thực hiện “Dân vận khéo”",
            "Trần Thị Thử",
            at("các chi bộ tiếp tục thực hiện “Dân vận khéo”"),
        ),
        Statement(
            "đẩy mạnh xóa nhà tạm cho hộ nghèo",
            "Trần Thị Thử",
            at("đẩy mạnh xóa nhà tạm cho hộ nghèo"),
        ),
    ),
    quotes=(Evidence("Dân vận khéo", at("Dân vận khéo")),),
    authors=("Lê Bút",),
    warnings=(Caveat("no_chair", "—"),),
    spans={
        "title": (at("Khe Lĩnh giao ban công tác xây dựng Đảng quý I năm 2024"),),
        "organisation": (at("Ban Thường vụ Huyện ủy Khe Lĩnh"),),
        "authors": (at("Lê Bút"),),
    },
)  # fmt: skip

STORED = Stored(
    id="2024-04-16-khe-linh-3f9a1c",
    meeting=MEETING,
    sources=(
        Source(
            path="khe-linh/2024-q1.txt",
            sha256="3f9a1c" + "0" * 58,
            encoding="utf-8",
            format="text",
            bytes=len(TEXT.encode()),
            ingested_at="2024-05-02T01:00:00+00:00",
        ),
    ),
)

_SNIPPET = "… thực hiện “Dân vận khéo”; đẩy mạnh xóa nhà tạm cho hộ nghèo."
_FOUND = tuple(
    (start, start + len(word))
    for word in ("xóa", "nhà", "tạm")
    for start in (_SNIPPET.index(word),)
)

HIT = Hit(
    id=STORED.id,
    score=7.5,
    date="2024-04-16",
    title=MEETING.title,
    organisation=MEETING.organisation,
    chairs=MEETING.chairs,
    source="khe-linh/2024-q1.txt",
    snippet=Snippet(_SNIPPET, _FOUND),
    match="marks",
)

PAGE = Page(
    query="xoa nha tam",
    total=1,
    total_is_exact=True,
    hits=(HIT,),
    facets={"year": (Count("2024", 1),), "official": (Count("Trần Thị Thử", 1),)},
    people=(PersonLine("Trần Thị Thử", ("Phó Bí thư",), "Khe Lĩnh", 3, 1),),
)
