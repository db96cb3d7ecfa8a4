"""The chronicle of a unit: entries, gaps, charts; a page that loads and replaces nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from giaoban_cli.models import Place
from giaoban_cli.views.chronicle import chronicle, now_in
from giaoban_cli.views.timeline import timeline
from tests.gatherings import KHE_LINH, VAM_TRAM, held
from tests.running import Giaoban

SAMPLES = Path(__file__).parent.parent / "sample_corpus"

HOSTILE = """\
<script>alert(1)</script> Hội nghị giao ban quý I năm 2024 "onload=x

Sáng 16/4/2024, Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban quý I năm 2024. Đồng chí Nguyễn Văn \
Mẫu, Bí thư Huyện ủy <img src=x onerror=alert(1)> chủ trì hội nghị.

Toàn huyện kết nạp 12 đảng viên.
"""


def test_gaps_are_months_in_a_row_without_a_meeting() -> None:
    view = chronicle(
        [held("2023-01-10"), held("2023-02-10"), held("2023-04-10"), held("2023-09-10")],
        last="2024-01-31",
    )
    assert [(gap.first, gap.last, gap.months) for gap in view.gaps] == [
        ("2023-05", "2023-08", 4),
        ("2023-10", "2024-01", 4),
    ]


def test_undated_meetings_have_headings_and_make_no_gaps() -> None:
    view = chronicle([held("2023-01-10"), held(None)])
    assert [heading.date for heading in view.headings] == ["2023-01-10", None]
    assert view.gaps == ()
    assert view.calendar.undated == 1


def test_figures_are_drawn_for_one_unit_only() -> None:
    assert chronicle([held("2023-01-10")]).place == "huyện Khê Lĩnh, Hoành Giang"
    two = chronicle([held("2023-01-10"), held("2023-02-10", place=VAM_TRAM)])
    assert (two.place, two.curves) == (None, ())


@pytest.mark.parametrize(
    ("province", "date", "now"),
    [
        ("Bến Tre", "2019-04-24", "Vĩnh Long"),
        ("Bến Tre", None, "Vĩnh Long"),
        ("Bến Tre", "2025-07-01", None),
        ("Vĩnh Long", "2019-04-24", None),
        ("Hoành Giang", "2019-04-24", None),
    ],
)
def test_the_province_of_today_is_a_note(province: str, date: str | None, now: str | None) -> None:
    assert now_in(Place("Châu Thành", "huyện", province, "text"), date) == now
    assert now_in(None, date) is None


@pytest.fixture
def user(tmp_path: Path) -> Giaoban:
    user = Giaoban(tmp_path / "home")
    report = tmp_path / "report.txt"
    report.write_text(HOSTILE, encoding="utf-8")
    assert user("ingest", report, SAMPLES / "huyen-uy-chau-thanh").code == 0
    return user


def test_the_page_escapes_everything_and_loads_nothing(user: Giaoban) -> None:
    page = user("chronicle", "--format", "html").out
    assert page.startswith("<!DOCTYPE html>")
    assert page.endswith("</html>\n")
    assert not re.search(r"<(script|img|link|iframe|object|use|image)\b", page)
    tags = re.findall(r"<[a-z][^>]*>", page)
    assert not [tag for tag in tags if re.search(r"\s(style|on\w+)=", tag)]
    assert "&lt;script&gt;" in page
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert re.search(r"default-src 'none'; style-src 'sha256-[\w+/=]{44}'", page)
    ids = re.findall(r'<article class="entry" id="([^"]+)"', page)
    assert re.findall(r'<a href="#([^"]+)"', page) == ids
    assert "<svg " in page


def test_entries_stand_in_order_of_time_with_their_source(user: Giaoban) -> None:
    page = user("chronicle").out
    first, second = (page.index(f'<a id="{year}') for year in ("2019", "2024"))
    assert first < second
    assert page.count("SHA-256") == 2
    assert "Vĩnh Long" in page


def test_the_name_of_the_file_tells_the_format(user: Giaoban, tmp_path: Path) -> None:
    file = tmp_path / "bien-nien.html"
    ran = user("chronicle", "-o", file)
    assert (ran.code, ran.raw) == (0, b"")
    assert file.read_text(encoding="utf-8") == user("chronicle", "--format", "html").out


def test_a_file_that_exists_is_replaced_only_when_told_so(user: Giaoban, tmp_path: Path) -> None:
    file = tmp_path / "bien-nien.md"
    file.write_text("mine", encoding="utf-8")
    refused = user("chronicle", "-o", file)
    assert (refused.code, file.read_text(encoding="utf-8")) == (2, "mine")
    assert user("chronicle", "--force", "-o", file).code == 0
    assert file.read_text(encoding="utf-8").startswith("# Chronicle")
    assert user("chronicle", "--force", "-o", tmp_path / "report.txt").code == 2
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".giaoban")] == []


def test_nothing_found_writes_no_file(user: Giaoban, tmp_path: Path) -> None:
    ran = user("chronicle", "--on", "1999", "-o", tmp_path / "x.md")
    assert (ran.code, (tmp_path / "x.md").exists()) == (1, False)


def test_buckets_leave_no_gap_and_reach_as_far_as_asked() -> None:
    view = timeline(
        ["2023-11-30", "2024-02-01", None, "2024-02-29"], "month", first="2023-10-05",
        last="2024-03-01",
    )  # fmt: skip
    assert [(each.start, each.end, each.count) for each in view.buckets] == [
        ("2023-10-01", "2023-10-31", 0),
        ("2023-11-01", "2023-11-30", 1),
        ("2023-12-01", "2023-12-31", 0),
        ("2024-01-01", "2024-01-31", 0),
        ("2024-02-01", "2024-02-29", 2),
        ("2024-03-01", "2024-03-31", 0),
    ]
    assert view.undated == 1
    assert timeline([None], "year").buckets == ()


def test_of_the_place_only_what_is_known() -> None:
    assert chronicle([held("2023-01-10", place=None)]).place is None
    bare = replace(KHE_LINH, province=None)
    view = chronicle([held("2023-01-10"), held("2023-02-10", place=bare)])
    assert view.place == "huyện Khê Lĩnh, Hoành Giang"
