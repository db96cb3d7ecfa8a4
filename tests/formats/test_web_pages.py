"""What is read of a web page, and what is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from giaoban_cli.errors import UnreadableFile
from giaoban_cli.parse import parse
from giaoban_cli.sources import Document, read
from giaoban_cli.sources.html import is_page
from tests.formats.parts import LIMIT

LEAD = (
    "Sáng 16/4, Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban quý I do đồng chí Trịnh Quang Hợi"
    " chủ trì."
)
BODY = (
    "Các đại biểu nêu khó khăn về nguồn phát triển đảng viên; kết nạp được 12 đảng viên trong quý."
)
TITLE = "Khê Lĩnh giao ban quý I"
MENU = "".join(
    f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(("Trang chủ", "Tin", "Ảnh"))
)


def document(tmp_path: Path, body: str, head: str = "", name: str = "page.html") -> Document:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    (tmp_path / name).write_text(page, encoding="utf-8")
    return read(str(tmp_path / name), limit=LIMIT)


def lines(tmp_path: Path, body: str, head: str = "") -> list[str]:
    return [line for line in (document(tmp_path, body, head).text or "").split("\n") if line]


def article(paragraphs: str) -> str:
    return f"<nav><ul>{MENU}</ul></nav><div><h1>{TITLE}</h1><div>{paragraphs}</div></div>"


class TestWhatIsRead:
    def test_is_the_title_and_the_paragraphs(self, tmp_path: Path) -> None:
        assert lines(tmp_path, article(f"<p>{LEAD}</p><p>{BODY}</p>")) == [TITLE, LEAD, BODY]

    def test_words_keep_together_whatever_marks_them(self, tmp_path: Path) -> None:
        marked = LEAD.replace("Huyện ủy", "<b>Huyện</b>\n  <i><font color=red>ủy</font></i>")
        assert lines(tmp_path, article(f"<p>{marked}</p>"))[1] == LEAD

    def test_lists_keep_their_marks(self, tmp_path: Path) -> None:
        ordered = "<ol><li>Kết nạp 12 đảng viên</li><li><p>Kiểm tra 2 tổ chức đảng</p></li></ol>"
        free = "<ul><li>Giao Ban Tổ chức</li></ul>"
        assert lines(tmp_path, article(f"<p>{LEAD}</p>{ordered}{free}"))[2:] == [
            "1. Kết nạp 12 đảng viên",
            "2. Kiểm tra 2 tổ chức đảng",
            "- Giao Ban Tổ chức",
        ]

    def test_a_row_of_figures_is_a_line(self, tmp_path: Path) -> None:
        head, row = "<th>Xã</th><th>Đảng viên</th>", "<td>Rào Vạc</td><td>12</td>"
        table = f"<table><tr>{head}</tr><tr>{row}</tr></table>"
        assert lines(tmp_path, article(f"<p>{LEAD}</p>{table}"))[2:] == [
            "Xã\tĐảng viên",
            "Rào Vạc\t12",
        ]

    @pytest.mark.parametrize(
        "hidden",
        [
            "<script>var a = '1/1/2001';</script>",
            "<style>p {color: red}</style>",
            '<p style="display:none">Ẩn</p>',
            '<p style="color: red; visibility : hidden">Ẩn</p>',
            "<div hidden><p>Ẩn</p></div>",
            '<span class="sr-only">Ẩn</span>',
            '<div aria-hidden="true">Ẩn</div>',
            "<select><option>Ẩn</option></select>",
            "<!-- Ẩn -->",
            "<template><p>Ẩn</p></template>",
            "<noscript>Ẩn</noscript>",
        ],
    )
    def test_hidden_text_is_not(self, tmp_path: Path, hidden: str) -> None:
        assert lines(tmp_path, article(f"<p>{LEAD}</p>{hidden}<p>{BODY}</p>")) == [
            TITLE,
            LEAD,
            BODY,
        ]

    def test_what_shows_on_wide_screens_is(self, tmp_path: Path) -> None:
        assert BODY in lines(
            tmp_path, article(f'<p>{LEAD}</p><p class="d-none d-md-block">{BODY}</p>')
        )

    def test_a_page_that_a_script_shows_is(self, tmp_path: Path) -> None:
        body = f'<div style="visibility:hidden">{article(f"<p>{LEAD}</p>")}</div>'
        assert LEAD in lines(tmp_path, body)

    def test_links_inside_paragraphs_are(self, tmp_path: Path) -> None:
        linked = LEAD.replace("Huyện ủy Khê Lĩnh", '<a href="/">Huyện ủy Khê Lĩnh</a>')
        assert LEAD in lines(tmp_path, article(f"<p>{linked}</p>"))

    def test_lists_of_links_are_not(self, tmp_path: Path) -> None:
        others = "".join(f'<p><a href="/{n}">Lũng Cao giao ban tháng {n}</a></p>' for n in range(5))
        found = lines(tmp_path, article(f"<p>{LEAD}</p><p>{BODY}</p>{others}"))
        assert found == [TITLE, LEAD, BODY]


class TestWhatThePageSaysOfItself:
    def head(self, *, published: str) -> str:
        return f'<meta property="article:published_time" content="{published}">'

    @pytest.mark.parametrize(
        ("published", "expected"),
        [
            ("2024-04-16T09:19:38+00:00", "2024-04-16T16:19"),
            ("2024-04-16T16:19:38+07:00", "2024-04-16T16:19"),
            ("2024-04-16 16:19", "2024-04-16T16:19"),
            ("2024-04-16", "2024-04-16"),
        ],
    )
    def test_its_day_stands_in_the_text_and_lends_the_year(
        self, tmp_path: Path, published: str, expected: str
    ) -> None:
        text = document(tmp_path, article(f"<p>{LEAD}</p>"), self.head(published=published)).text
        found = parse(text or "")
        assert found.published == expected
        assert found.date == "2024-04-16"
        assert found.date_basis
        assert found.date_basis.year_from == "stamp"
        start, end = found.spans["published"][0]
        assert "16/04/2024" in found.text[start:end]

    @pytest.mark.parametrize("published", ["hôm qua", "16/04/2024", "2024-13-45", ""])
    def test_a_day_that_is_none_is_left(self, tmp_path: Path, published: str) -> None:
        text = document(tmp_path, article(f"<p>{LEAD}</p>"), self.head(published=published)).text
        assert parse(text or "").published is None

    def test_it_is_never_the_day_of_the_meeting(self, tmp_path: Path) -> None:
        body = article(
            "<p>Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban quý I, bàn việc xóa nhà tạm.</p>"
        )
        text = document(tmp_path, body, self.head(published="2024-04-16")).text
        assert parse(text or "").date is None

    def test_what_the_page_prints_goes_first(self, tmp_path: Path) -> None:
        body = article(f"<p>{LEAD}</p>").replace("</h1>", "</h1><p>Cập nhật: 17/04/2024 08:00</p>")
        text = document(tmp_path, body, self.head(published="2024-04-20")).text
        assert parse(text or "").published == "2024-04-17T08:00"

    def test_its_day_may_stand_in_linked_data(self, tmp_path: Path) -> None:
        data = '{"@type": ["NewsArticle"], "datePublished": "2024-04-16T16:19:00+07:00"}'
        head = f'<script type="application/ld+json">{data}</script>'
        text = document(tmp_path, article(f"<p>{LEAD}</p>"), head).text
        assert parse(text or "").published == "2024-04-16T16:19"

    @pytest.mark.parametrize("data", ["{", "[[[", "null", '{"@graph": 1}', "[" * 5000])
    def test_broken_linked_data_does_no_harm(self, tmp_path: Path, data: str) -> None:
        head = f'<script type="application/ld+json">{data}</script>'
        assert LEAD in lines(tmp_path, article(f"<p>{LEAD}</p>"), head)

    def test_its_headline_is_the_title_when_none_is_shown(self, tmp_path: Path) -> None:
        head = f'<meta property="og:title" content="{TITLE}">'
        body = f"<nav><ul>{MENU}</ul></nav><div><p>{LEAD}</p></div>"
        assert lines(tmp_path, body, head)[0] == TITLE

    @pytest.mark.parametrize(
        "head",
        [
            '<link rel="canonical" href="https://khelinh.example/tin/1.html">',
            '<meta property="og:url" content="https://khelinh.example/tin/1.html">',
            "<!-- saved from url=(0035)https://khelinh.example/tin/1.html -->",
        ],
    )
    def test_its_address_is_the_last_line(self, tmp_path: Path, head: str) -> None:
        found = lines(tmp_path, article(f"<p>{LEAD}</p>"), head)
        assert found[-1] == "Địa chỉ: https://khelinh.example/tin/1.html"

    def test_an_address_that_is_none_is_left(self, tmp_path: Path) -> None:
        head = '<link rel="canonical" href="javascript:alert(1)">'
        assert lines(tmp_path, article(f"<p>{LEAD}</p>"), head)[-1] == LEAD


class TestPagesAreKnownByTheirBytes:
    @pytest.mark.parametrize(
        "data",
        [
            b"<!DOCTYPE html><p>",
            b"\xef\xbb\xbf\r\n<HTML>",
            b'<?xml version="1.0"?>\n<!-- a --><!DOCTYPE html>',
            b"<!-- saved from url=(0014)about:internet -->\n<html>",
            "\ufeff<html>".encode("utf-16-le"),
            "\ufeff<html>".encode("utf-16-be"),
        ],
    )
    def test_pages(self, data: bytes) -> None:
        assert is_page(data)

    @pytest.mark.parametrize("data", [b"", b"<", b"Giao ban <html>", b"<giao ban>", b" " * 9000])
    def test_no_pages(self, data: bytes) -> None:
        assert not is_page(data)

    @pytest.mark.parametrize("name", ["page.doc", "page.txt", "page", "page.docx", "page.xhtml"])
    def test_whatever_they_are_called(self, tmp_path: Path, name: str) -> None:
        assert document(tmp_path, article(f"<p>{LEAD}</p>"), name=name).format == "html"


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as error:
        document(tmp_path, "<div>" * 100_000)
    assert error.value.key == "file.too_deep"


@pytest.mark.parametrize(
    "frame",
    [
        "../secret.htm",
        "/etc/passwd",
        "https://khelinh.example/",
        "page_files/../../secret.htm",
        "%00",
    ],
)
def test_frames_elsewhere_are_not_opened(tmp_path: Path, frame: str) -> None:
    (tmp_path / "secret.htm").write_text(f"<p>{BODY}", encoding="utf-8")
    (tmp_path / "saved").mkdir()
    page = f'<html><frameset><frame src="{frame}"></frameset></html>'
    (tmp_path / "saved" / "page.htm").write_text(page, encoding="utf-8")
    with pytest.raises(UnreadableFile) as error:
        read(str(tmp_path / "saved" / "page.htm"), limit=LIMIT)
    assert error.value.key == "file.empty"


class TestOtherNewsOnThePage:
    """A short report beside much that is none."""

    ABOUT = (
        "Huyện Lũng Cao nằm ở phía bắc tỉnh, có diện tích 1.200 km2, gồm 17 xã và 1 thị trấn; có"
        " truyền thống lâu đời và nhiều danh lam thắng cảnh nổi tiếng được du khách biết đến."
    )
    OTHER = (
        "Chiều 3/2/2021, Huyện ủy Lũng Cao tổ chức hội nghị giao ban quý IV năm 2020 do đồng chí"
        " Mạc Văn Xô, Bí thư Huyện ủy chủ trì; đến dự có lãnh đạo 17 xã."
    )
    HEAD = f"<title>{TITLE} - Trang tin điện tử</title>"

    def report(self, tmp_path: Path, beside: str) -> list[str]:
        body = f"<ul>{MENU}</ul><div><h1>{TITLE}</h1><div><p>{LEAD}</p><p>{BODY}</p></div></div>"
        return lines(tmp_path, body + beside, self.HEAD)

    def test_boxes_of_the_site(self, tmp_path: Path) -> None:
        box = f"<div><h3>Giới thiệu</h3><p>{self.ABOUT}</p><p>{self.ABOUT}</p></div>"
        assert self.report(tmp_path, f"<div>{box}</div>") == [TITLE, LEAD, BODY]

    def test_summaries_of_other_reports(self, tmp_path: Path) -> None:
        others = "".join(
            f'<div><a href="/{n}">Lũng Cao giao ban tháng {n}</a><div>{self.OTHER}</div></div>'
            for n in range(6)
        )
        assert self.report(tmp_path, f"<div>{others}</div>") == [TITLE, LEAD, BODY]

    def test_what_readers_say(self, tmp_path: Path) -> None:
        said = "Chúc mừng huyện nhà đạt nhiều kết quả tốt trong năm nay, cảm ơn ban biên tập trang."
        assert self.report(tmp_path, f"<div><div>{said}</div></div>") == [TITLE, LEAD, BODY]

    def test_a_report_in_several_parts_is_whole(self, tmp_path: Path) -> None:
        parts = "".join(
            f"<div><h3>{n}. Về công tác</h3><p>{BODY}</p></div>" for n in ("I", "II", "III")
        )
        body = f"<ul>{MENU}</ul><div><h1>{TITLE}</h1><p>{LEAD}</p>{parts}</div>"
        assert lines(tmp_path, body, self.HEAD).count(BODY) == 3
