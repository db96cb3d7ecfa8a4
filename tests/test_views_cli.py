"""Every view takes FILTERS and formats alike, ends with the exit codes, holds little at once."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperOption

from giaoban_cli.archive import Archive, SearchRequest, Selection
from giaoban_cli.cli.app import command, run
from giaoban_cli.cli.world import World
from giaoban_cli.models import SCHEMA, Stored
from tests.running import Giaoban, Stream
from tests.test_views_golden import SAMPLES, UNITS

VIEWS = {
    "officials": "officials",
    "documents": "documents",
    "figures": "figures",
    "directions": "directions",
    "timeline": "buckets",
}
"""Each view and the key of its rows."""

FILTERS = {
    "--official": "Lê Đắc Nhuận",
    "--chair": "Trịnh Quang Hợi",
    "--speaker": "Bùi Thị Ngần",
    "--author": "Trịnh Thị Hợi",
    "--from": "2023",
    "--to": "2023",
    "--on": "quý III/2023",
    "--place": "Khê Lĩnh",
    "--organisation": "Huyện ủy Khê Lĩnh",
    "--cites": "05-CT/TW",
    "--kind": "sơ kết",
    "--level": "tỉnh",
}


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Giaoban:
    user = Giaoban(tmp_path_factory.mktemp("home"))
    assert user("ingest", *(SAMPLES / unit for unit in UNITS)).code == 0
    return user


def dates_of(rows: list[dict[str, Any]]) -> set[str]:
    """Every day that the rows of a view name as that of a meeting."""
    found: set[str] = set()
    for row in rows:
        for one in (row, *row.get("meetings", ()), *row.get("citations", ())):
            if one.get("date"):
                found.add(one["date"])
    return found


@pytest.mark.parametrize("name", [*VIEWS, "chronicle"])
def test_filters_are_the_same_everywhere(name: str) -> None:
    def filters(of: str) -> set[str]:
        return {
            option.opts[0]
            for option in command(of).params
            if isinstance(option, TyperOption) and option.rich_help_panel == "filters"
        }

    assert filters(name) == filters("search") == set(FILTERS)


@pytest.mark.parametrize("option", FILTERS)
@pytest.mark.parametrize("name", VIEWS)
def test_a_filter_narrows_a_view_to_the_meetings_that_search_finds(
    user: Giaoban, name: str, option: str
) -> None:
    found = user("search", option, FILTERS[option], "--limit", "100", "--format", "json").json
    dates = {hit["date"] for hit in found["hits"]}
    assert 0 < len(dates) < 15
    rows = user(name, option, FILTERS[option], "--format", "json").json[VIEWS[name]]
    if name == "timeline":
        assert sum(row["count"] for row in rows) == len(found["hits"])
    else:
        assert dates_of(rows) <= dates


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("officials", ["name", "place", "roles", "meetings", "first", "last"]),
        (
            "documents",
            ["key", "number", "kind", "issuer", "term", "citations", "implements", "place"],
        ),
        (
            "figures",
            ["value", "unit", "what", "qualifier", "date", "period", "id", "text", "place",
             "target"],
        ),
        ("directions", ["text", "speaker", "date", "id", "of"]),
        ("timeline", ["start", "end", "count"]),
    ],
)  # fmt: skip
def test_the_keys_of_a_view(user: Giaoban, name: str, keys: list[str]) -> None:
    made = user(name, "--format", "json").json
    assert list(made) == ["schema", VIEWS[name]]
    assert made["schema"] == SCHEMA
    assert all(list(row) == keys for row in made[VIEWS[name]])
    table = list(csv.DictReader(io.StringIO(user(name, "--format", "csv").raw.decode("utf-8-sig"))))
    assert len(table) == len(made[VIEWS[name]])
    assert set(keys) <= set(table[0])


@pytest.mark.parametrize("name", VIEWS)
def test_nothing_found_is_exit_1_and_an_empty_list(user: Giaoban, name: str) -> None:
    ran = user(name, "--on", "1999", "--format", "json")
    assert (ran.code, ran.json) == (1, {"schema": SCHEMA, VIEWS[name]: []})
    assert ran.err
    table = user(name, "--on", "1999")
    assert (table.code, table.out) == (1, "")


@pytest.mark.parametrize("name", [*VIEWS, "chronicle"])
def test_without_an_archive_there_is_exit_2(tmp_path: Path, name: str) -> None:
    assert Giaoban(tmp_path)(name).code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("documents", "giảm nghèo"),
        ("directions", "--for", "32/13/2024"),
        ("directions", "--for", "chẳng bao giờ"),
        ("timeline", "--by", "tuần"),
        ("officials", "…"),
        ("figures", '"kết nạp'),
        ("figures", "--tree"),
        ("officials", "Hợi", "Bảo"),
        ("chronicle", "--format", "json"),
        ("timeline", "--from", "2024", "--to", "2023"),
    ],
    ids=" ".join,
)
def test_what_is_not_understood_is_exit_2(user: Giaoban, words: tuple[str, ...]) -> None:
    ran = user(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1


def test_an_author_is_no_official(user: Giaoban) -> None:
    ran = user("officials", "Trịnh Thị Hợi")
    assert ran.code == 1
    assert "--author" in ran.err
    assert "Trịnh Thị Hợi" not in {row["name"] for row in everybody(user)}


def everybody(user: Giaoban) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = user("officials", "--format", "json").json["officials"]
    return found


def test_marks_that_nothing_has_are_ignored_and_that_is_said(user: Giaoban) -> None:
    ran = user("directions", "hiền đắt", "--format", "json")
    assert "hiền đắt" in ran.err or ran.code == 1
    loose = user("timeline", "nhà tàm", "--format", "json")
    assert loose.code == 0
    assert "nhà tàm" in loose.err


def test_a_tree_may_be_of_one_document_or_of_all(user: Giaoban) -> None:
    whole = user("documents", "--tree", "--format", "json").json["documents"]
    one = user("documents", "21-NQ/TW", "--tree", "--format", "json").json["documents"]
    assert [each["key"] for each in one] == [each["key"] for each in whole]
    assert whole[1]["implements"] == ["NQ|21|TW|kXIII"]
    assert user("documents", "96-QĐ/TW", "--tree").code == 0


def test_formulas_of_a_spreadsheet_are_defused(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "Hội nghị giao ban\n\nSáng 16/4/2024, Huyện ủy tổ chức hội nghị giao ban. Đồng chí Nguyễn"
        ' Văn Mẫu, Bí thư Huyện ủy chủ trì.\n\nĐồng chí Nguyễn Văn Mẫu kết luận: "=HYPERLINK(1)"'
        " các chi bộ phải học tập; +84 các đoàn thể cần làm tốt việc này.\n",
        encoding="utf-8",
    )
    user = Giaoban(tmp_path / "home")
    assert user("ingest", report).code == 0
    for name in VIEWS:
        table = csv.reader(io.StringIO(user(name, "--format", "csv").raw.decode("utf-8-sig")))
        assert not [cell for row in table for cell in row if cell[:1] in ("=", "+", "-", "@")]


STREAMED = [
    ("export",),
    ("export", "--format", "csv"),
    ("export", "--format", "markdown"),
    ("export", "--format", "html"),
    ("chronicle",),
    ("chronicle", "--format", "html"),
    ("directions",),
    ("directions", "--format", "json"),
    ("directions", "--format", "csv"),
]


@pytest.mark.parametrize("words", STREAMED, ids=" ".join)
def test_a_meeting_is_written_before_the_next_but_one_is_read(
    user: Giaoban, words: tuple[str, ...]
) -> None:
    """However many there are, two meetings at most are held: none is kept for later."""
    out = Stream()
    sizes: list[list[int]] = []

    class Watched(Archive):
        def select(self, request: SearchRequest) -> Selection:
            chosen = super().select(request)
            seen: list[int] = []
            sizes.append(seen)
            return replace(chosen, meetings=self._watched(chosen.meetings, seen))

        def _watched(self, meetings: Iterator[Stored], seen: list[int]) -> Iterator[Stored]:
            for stored in meetings:
                if stored.meeting.directions:
                    seen.append(len(out.bytes))
                    yield stored

    world = World(
        environ={},
        home=user.home,
        stdout=out,
        stderr=Stream(),
        clock=lambda: datetime(2024, 5, 2, tzinfo=UTC),
        locale="en",
        archive=Watched,
    )
    assert run(list(words), world) == 0
    seen = sizes[-1]
    assert len(seen) > 12
    assert all(later > earlier for earlier, later in zip(seen, seen[2:], strict=False))


def test_fields_of_an_export_come_in_the_order_asked_for(user: Giaoban) -> None:
    line = user("export", "--fields", "chairs, date,id", "--on", "2024-07").out
    assert list(json.loads(line)) == ["chairs", "date", "id"]
    table = user("export", "--fields", "province,id", "--format", "csv", "--on", "2024-07")
    assert table.raw.decode("utf-8-sig").splitlines()[0] == "province,id"
    wrong = user("export", "--fields", "id,nonsense")
    assert (wrong.code, wrong.out) == (2, "")
    assert "nonsense" in wrong.err
