"""Screens: what a clerk sees, at every width, in both languages, whatever a report holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from rich.cells import cell_len

from giaoban_cli.messages import LANGUAGES, Messages, load
from giaoban_cli.models import (
    Caveat,
    CheckReport,
    Count,
    Evidence,
    Fault,
    Figure,
    FileOutcome,
    Hit,
    IngestReport,
    Note,
    Official,
    Page,
    Place,
    Snippet,
    Statement,
    Stats,
)
from giaoban_cli.render.check import show_check
from giaoban_cli.render.evidence import show_evidence
from giaoban_cli.render.html import page
from giaoban_cli.render.ingest import show_ingest
from giaoban_cli.render.markdown import escaped, meeting_markdown
from giaoban_cli.render.meeting import show_meeting, warning
from giaoban_cli.render.safe import UNSAFE
from giaoban_cli.render.screen import Screen, broken, fit, highlighted
from giaoban_cli.render.search import show_page
from giaoban_cli.render.settings import show_settings
from giaoban_cli.render.stats import show_stats
from tests.invented import HIT, MEETING, PAGE, STORED, TEXT, at
from tests.running import Stream

STATS = Stats(
    meetings=1204,
    sources=1210,
    first="2015-01-08",
    last="2025-10-14",
    by_year=(Count("2024", 800), Count("2025", 404)),
    by_level=(Count("huyện", 1000), Count("tỉnh", 204)),
    by_kind=(Count("giao ban", 1204),),
    by_organisation=(Count("Ban Thường vụ Huyện ủy Khe Lĩnh " * 4, 1204),),
    missing=(Count("date", 12), Count("title", 0)),
    warnings=(Count("no_year", 12), Count("unheard_of", 1)),
    text_bytes=6_400_000,
    index_bytes=512,
    engine="whoosh",
)

INGESTED = IngestReport(
    added=1204,
    updated=3,
    unchanged=12,
    duplicates=(FileOutcome("ho-so/ban-sao.txt", "duplicate", STORED.id),),
    skipped=(FileOutcome("anh/logo.png", "skipped", None, Note("file.binary", {"path": "x"})),),
    failed=(
        FileOutcome(
            "2009/bc-quy-3.txt",
            "failed",
            None,
            Note("file.unknown_encoding", {"best": "tcvn3", "score": "0.54"}),
        ),
    ),
    to_review=37,
    seconds=8.04,
)

CHECKED = CheckReport(
    meetings=1204,
    sources=1210,
    index_files=7,
    faults=(Fault("index.file", "MAIN.seg", repaired=True), Fault("unheard_of", "a\nb")),
    caught_up=True,
)

SETTINGS = {
    "file": "/home/x/config.toml",
    "archive": "/srv/giao-ban",
    "settings": [
        {"name": "lang", "value": None, "origin": "default"},
        {"name": "limit", "value": 50, "origin": "environment"},
    ],
    "synonyms": {"QLDA": "quản lý dự án"},
}

Show = Callable[[Screen, Messages], None]

SCREENS: dict[str, Show] = {
    "search": lambda screen, messages: show_page(screen, messages, PAGE, "smart", 0.2),
    "show": lambda screen, messages: show_meeting(screen, messages, STORED),
    "evidence": lambda screen, messages: show_evidence(screen, messages, STORED),
    "ingest": lambda screen, messages: show_ingest(screen, messages, INGESTED),
    "stats": lambda screen, messages: show_stats(screen, messages, STATS, "/srv/giao-ban"),
    "check": lambda screen, messages: show_check(screen, messages, CHECKED),
    "config": lambda screen, messages: show_settings(screen, messages, SETTINGS),
}


def seen(show: Show, language: str = "vi", *, encoding: str = "utf-8", **how: Any) -> str:
    """What a screen shows."""
    stream = Stream(encoding=encoding)
    show(Screen(stream, **how), load("vi" if language == "vi" else "en"))
    return stream.bytes.decode(encoding)


def test_a_hit_tells_when_what_who_and_where_it_was_found() -> None:
    assert (
        seen(SCREENS["search"], width=100)
        == """\
1 cuộc họp
Trần Thị Thử · Khe Lĩnh · Phó Bí thư · 3 cuộc họp · 1 lần kết luận

@1  16/4/2024  Khe Lĩnh giao ban công tác xây dựng Đảng quý I năm 2024
    Ban Thường vụ Huyện ủy Khe Lĩnh · chủ trì: Nguyễn Văn Mẫu, Trần Thị Thử ·
    2024-04-16-khe-linh-3f9a1c
    … thực hiện “Dân vận khéo”; đẩy mạnh [xóa nhà tạm] cho hộ nghèo.

Năm     2024 (1)
Cán bộ  Trần Thị Thử (1)
"""
    )


def test_one_screen_tells_a_meeting() -> None:
    assert (
        seen(SCREENS["show"], width=80)
        == """\
Khe Lĩnh giao ban công tác xây dựng Đảng quý I năm 2024
────────────────────────────────────────────────────────────────────────────────
Ngày         thứ Ba 16/4/2024, buổi sáng · “Sáng 16/4”, năm theo ngày đăng
Đơn vị       Ban Thường vụ Huyện ủy Khe Lĩnh (cấp huyện) · Khe Lĩnh, Tỉnh Mẫu
             (suy luận)
Loại         giao ban; triển khai
Kỳ           đánh giá quý I/2024 → triển khai quý II/2024
Chủ trì      Nguyễn Văn Mẫu  TUV, Bí thư Huyện ủy
             Trần Thị Thử    Phó Bí thư Thường trực Huyện ủy · kết luận, chỉ đạo
Thành phần   Các đại biểu
Văn bản      Chỉ thị 05-CT/TW
Số liệu         12  đảng viên  kết nạp
             1.204  nhà tạm    xóa
Khó khăn     • nguồn phát triển đảng viên còn khó khăn
Chỉ đạo      Trần Thị Thử (2)
             • các chi bộ tiếp tục thực hiện “Dân vận khéo”
             • đẩy mạnh xóa nhà tạm cho hộ nghèo
Người viết   Lê Bút
Ngày đăng    17/4/2024 08:05
Nguồn        khe-linh/2024-q1.txt · utf-8 · 2024-04-16-khe-linh-3f9a1c
Cần xem lại  Bài không nêu ai chủ trì.
Xem thêm     giaoban show 2024-04-16-khe-linh-3f9a1c --evidence · --full
"""
    )


def test_evidence_stands_beside_each_fact_with_its_line() -> None:
    shown = seen(SCREENS["evidence"], "en", width=100)
    assert "  16/4/2024 (“Sáng 16/4”, year from the page's date)\n    line 4  [Sáng 16/4]," in shown
    assert "    line 6  Trong quý, toàn huyện kết nạp [12 đảng viên], xóa" in shown
    assert "    line 10  [Lê Bút]\n" in shown


def test_an_ingest_tells_what_became_of_the_files() -> None:
    assert (
        seen(SCREENS["ingest"], "en", width=100)
        == """\
1,204 added · 3 updated · 12 unchanged · 1 duplicate · 1 skipped · 1 failed
  failed     2009/bc-quy-3.txt                  encoding not clear (nearest: tcvn3, 0.54); try
                                                --encoding tcvn3
  skipped    anh/logo.png                       no text
  duplicate  ho-so/ban-sao.txt                  same as 2024-04-16-khe-linh-3f9a1c
37 meetings have something a person should look at; see: giaoban review.
"""
    )


def test_evidence_that_two_facts_share_is_shown_once() -> None:
    meeting = replace(MEETING, spans={**MEETING.spans, "date": (at("Sáng 16/4"),)})
    stored = replace(STORED, meeting=meeting)
    shown = seen(lambda s, m: show_evidence(s, m, stored), width=100)
    assert shown.count("[Sáng 16/4]") == 1


@pytest.mark.parametrize("code", ["stamp_conflict", "weekday_mismatch", "place_ambiguous"])
def test_a_warning_speaks_one_language_and_writes_days_one_way(code: str) -> None:
    place = Place("Tam Thử", "huyện", None, "text", ("Tỉnh Mẫu", "Tỉnh Thử"))
    caveat = Caveat(code, "Câu của bộ đọc, 16/04/2024.")
    meeting = replace(MEETING, place=place, warnings=(caveat,))
    english = warning(caveat, meeting, load("en"))
    assert "Câu của bộ đọc" not in english
    assert english.count(".") == 1
    names = {
        "stamp_conflict": ("16/4/2024", "17/4/2024"),
        "weekday_mismatch": ("16/4/2024", "Tuesday"),
        "place_ambiguous": ("Tam Thử", "Tỉnh Mẫu, Tỉnh Thử"),
    }
    assert all(name in english for name in names[code])
    vietnamese = warning(caveat, meeting, load("vi"))
    assert names[code][0] in vietnamese


def test_a_warning_without_a_sentence_is_told_as_the_reader_put_it() -> None:
    assert warning(Caveat("unheard_of", "Một\ncâu."), MEETING, load("en")) == "Một câu."


@pytest.mark.parametrize("width", [40, 60])
def test_roles_and_parts_stay_apart_on_a_narrow_screen(width: int) -> None:
    shown = " ".join(seen(SCREENS["show"], width=width).split())
    assert "Trần Thị Thử · Phó Bí thư Thường trực Huyện ủy · kết luận, chỉ đạo" in shown


@pytest.mark.parametrize(
    ("path", "columns", "lines"),
    [
        ("/srv/ho-so/a.txt", 40, ["/srv/ho-so/a.txt"]),
        ("/srv/giao-ban/ho-so/quy-1.txt", 20, ["/srv/giao-ban/ho-so/", "quy-1.txt"]),
        ("/srv/giao-ban-quy-mot.txt", 12, ["/srv/", "giao-ban-", "quy-mot.txt"]),
        ("giaobanquymot", 5, ["giaob", "anquy", "mot"]),
        ("x", 0, ["x"]),
    ],
)
def test_a_long_path_breaks_behind_a_sign(path: str, columns: int, lines: list[str]) -> None:
    assert broken(path, columns) == lines


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (
            Figure(58, "đảng viên", "kết nạp", None, "58 đảng viên", (0, 1)),
            "58 đảng viên (kết nạp)",
        ),
        (Figure(3, "xã", None, "dưới", "dưới 3 xã", (0, 1)), "dưới 3 xã"),
        (Figure(2, "hộ", "xóa", None, "xóa 2 hộ", (0, 1)), "xóa 2 hộ"),
    ],
)
def test_a_figure_is_written_with_its_meaning(figure: Figure, words: str) -> None:
    stored = replace(STORED, meeting=replace(MEETING, figures=(figure,)))
    assert f"\n- {words}" in meeting_markdown(stored, load("vi"))
    assert f"<li>{words}</li>" in "".join(page([stored], load("vi"), full=False))


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(name: str, language: str, width: int) -> None:
    shown = seen(SCREENS[name], language, width=width)
    for line in shown.splitlines():
        assert cell_len(line) <= width, line


def test_columns_stay_straight_when_marks_are_separate_characters() -> None:
    officials = tuple(
        Official(name, ("Bí thư",), ("chair",), (0, 1))
        for name in (unicodedata.normalize("NFD", "Nguyễn Văn Mẫu"), "Đỗ Thị Thử Nghiệm")
    )
    stored = replace(STORED, meeting=replace(MEETING, officials=officials, chairs=()))
    shown = seen(lambda screen, messages: show_meeting(screen, messages, stored), width=80)
    rows = [line for line in shown.splitlines() if line.endswith("  Bí thư")]
    starts = [cell_len(line.removesuffix("Bí thư")) for line in rows]
    assert starts[0] == starts[1]


@pytest.mark.parametrize("name", SCREENS)
def test_a_stream_without_vietnamese_letters_gets_plain_ones(name: str) -> None:
    plain = seen(SCREENS[name], encoding="ascii", width=80)
    full = seen(SCREENS[name], width=80)
    assert plain.isascii()
    assert "?" not in plain
    assert [len(line) for line in plain.splitlines()] == [
        cell_len(line) for line in full.splitlines()
    ]


def test_letters_that_a_stream_has_stay() -> None:
    assert fit("é đ – Đoàn", "latin-1") == "é d - Doàn"
    assert fit("漢", "ascii") == "?"


@pytest.mark.parametrize("name", SCREENS)
def test_without_colour_there_is_no_escape_and_no_trailing_space(name: str) -> None:
    shown = seen(SCREENS[name], width=80, terminal=True)
    assert "\x1b" not in shown
    assert not any(line.endswith(" ") for line in shown.splitlines())


def test_with_colour_the_words_found_are_marked_by_it() -> None:
    shown = seen(SCREENS["search"], width=100, terminal=True, colour=True)
    assert "\x1b[1;33mxóa nhà tạm\x1b[0m" in shown
    assert "[xóa" not in shown


@pytest.mark.parametrize(
    ("text", "spans", "shown"),
    [
        ("xóa nhà tạm", [(0, 3), (4, 7), (8, 11)], "[xóa nhà tạm]"),
        ("nhà xóa", [(4, 7), (0, 3)], "[nhà xóa]"),
        ("nhà, xóa", [(0, 3), (5, 8)], "[nhà], [xóa]"),
        ("nhà", [], "nhà"),
        ("nhà", [(1, 1)], "nhà"),
    ],
)
def test_neighbouring_words_are_marked_as_one(
    text: str, spans: list[tuple[int, int]], shown: str
) -> None:
    assert "".join(str(piece) for piece in highlighted(text, spans, colour=False)) == shown


HOSTILE = (
    "[red]\x1b]52;c;eA==\x07[/b] [link=file:///etc/passwd]x[/link] :warning:\u202e\x9b2J\u200b<b>"
)


def poisoned() -> dict[str, Show]:
    """Every screen, with a report that tries everything."""
    answer = Page(
        query=HOSTILE,
        total=1,
        total_is_exact=False,
        hits=(
            Hit(HOSTILE, 1.0, None, HOSTILE, HOSTILE, (HOSTILE,), HOSTILE,
                Snippet(HOSTILE, ((0, 9), (12, 20))), "exact"),
        ),
        notice=(Note("search.nearest", {"query": HOSTILE, "n": 1}),),
        suggestions=(HOSTILE,),
        facets={"year": (Count(HOSTILE, 1),)},
    )  # fmt: skip
    said = (Statement(HOSTILE, HOSTILE, (0, 5)),)
    meeting = replace(
        MEETING,
        text=HOSTILE + TEXT.replace(" ", "\x1b"),
        title=HOSTILE,
        organisation=HOSTILE,
        chairs=(HOSTILE,),
        officials=(Official(HOSTILE, (HOSTILE,), ("chair",), (0, 9)),),
        attendees=(Evidence(HOSTILE, (0, len(HOSTILE))),),
        difficulties=said,
        directions=said,
        authors=(HOSTILE,),
        documents=(),
        figures=(),
        spans={},
    )
    source = replace(STORED.sources[0], path=HOSTILE)
    stored = replace(STORED, id=HOSTILE, meeting=meeting, sources=(source,))
    outcome = FileOutcome(HOSTILE, "failed", None, Note("file.error", {"detail": HOSTILE}))
    return {
        "search": lambda screen, messages: show_page(screen, messages, answer, "ignore", 0.2),
        "show": lambda screen, messages: show_meeting(screen, messages, stored),
        "evidence": lambda screen, messages: show_evidence(screen, messages, stored),
        "ingest": lambda screen, messages: show_ingest(
            screen, messages, replace(INGESTED, failed=(outcome,))
        ),
        "stats": lambda screen, messages: show_stats(
            screen, messages, replace(STATS, by_organisation=(Count(HOSTILE, 1),)), HOSTILE
        ),
        "check": lambda screen, messages: show_check(
            screen, messages, replace(CHECKED, faults=(Fault("meeting", HOSTILE),))
        ),
        "config": lambda screen, messages: show_settings(
            screen, messages, {**SETTINGS, "archive": HOSTILE, "synonyms": {HOSTILE: HOSTILE}}
        ),
        "markdown": lambda screen, messages: screen.write(
            meeting_markdown(stored, messages, full=True)
        ),
    }


@pytest.mark.parametrize("name", poisoned())
@pytest.mark.parametrize("colour", [False, True])
def test_a_hostile_report_is_shown_and_not_obeyed(name: str, colour: bool) -> None:
    shown = seen(poisoned()[name], width=120, terminal=True, colour=colour)
    ours = "".join(shown.split("\x1b[")) if colour else shown
    assert not UNSAFE.search(ours)
    assert "\x1b]" not in shown
    if name != "markdown":
        assert "[red]" in shown.replace("\\[", "[") or "[[red]" in shown or colour
        assert "⚠" not in shown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("# 1. không phải mục", "\\# 1. không phải mục"),
        ("1. không phải mục", "1\\. không phải mục"),
        ("- không phải mục", "\\- không phải mục"),
        ("*đậm* _nghiêng_ `mã`", "\\*đậm\\* \\_nghiêng\\_ \\`mã\\`"),
        ("[nhấn](http://x)", "\\[nhấn\\](http://x)"),
        ("<script>&lt;", "\\<script\\>\\&lt;"),
        ("một\n\n# hai", "một # hai"),
        ("a|b", "a\\|b"),
        ("Quý I (2024): 1.204 hộ", "Quý I (2024): 1.204 hộ"),
    ],
)
def test_markdown_shows_the_characters_of_a_report_as_they_are(text: str, markdown: str) -> None:
    assert escaped(text) == markdown


def test_a_meeting_as_markdown() -> None:
    text = meeting_markdown(STORED, load("en"), full=True)
    assert text.startswith("# Khe Lĩnh giao ban công tác xây dựng Đảng quý I năm 2024\n\n- **Date")
    assert "\n## Directions\n\n**Trần Thị Thử**\n\n- các chi bộ tiếp tục" in text
    assert "\n## Text\n\nCập nhật lúc: 17/04/2024 08:05\n\n" in text
    assert text.endswith("Lê Bút")


def test_a_bare_hit_is_still_told() -> None:
    bare = replace(
        HIT, date=None, title=None, organisation=None, chairs=(), snippet=Snippet("", ())
    )
    bare_page = replace(PAGE, hits=(bare,), facets=None, people=())
    shown = seen(lambda s, m: show_page(s, m, bare_page, "smart", 0.0), "en", width=60)
    assert "@1  undated  (untitled)\n    2024-04-16-khe-linh-3f9a1c\n" in shown
