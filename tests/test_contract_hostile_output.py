"""A hostile report under a hostile name, taken in by ingest, reaches no reader unescaped."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from giaoban_cli.render.safe import UNSAFE
from tests.running import Giaoban

EVIL = "\x1b]52;c;eA==\x07[link=file:///etc/passwd]x[/link][/b]\u202e\x9b2J\u200b:warning:<script>"

REPORT = f"""\
Khe Lĩnh {EVIL} giao ban quý I năm 2024

Sáng 16/4/2024, Ban Thường vụ Huyện ủy Khe Lĩnh {EVIL} tổ chức hội nghị giao ban. Đồng chí Nguyễn \
Văn Mẫu, Bí thư Huyện ủy {EVIL} chủ trì hội nghị. Toàn huyện xóa 12 nhà tạm {EVIL} trong quý.

Kết luận hội nghị, đồng chí Nguyễn Văn Mẫu yêu cầu {EVIL} đẩy mạnh xóa nhà tạm.
"""

OURS = re.compile(r"\x1b\[[0-9;]{1,20}m")
"""The only sequences that giaoban itself sends: colours."""

VIEWS = ("officials", "documents", "figures", "directions", "timeline")

COMMANDS = [
    ("search", "xoa nha tam"),
    ("search", "nhà tạm", "--facets"),
    ("search", "--format", "json"),
    ("search", "nha tam", "--format", "jsonl"),
    ("search", "nha tam", "--format", "csv"),
    ("search", "--format", "ids"),
    ("search", EVIL),
    ("search", "--official", EVIL),
    ("show", "2024-04-16"),
    ("show", "2024-04-16", "--full"),
    ("show", "2024-04-16", "--evidence"),
    ("show", "2024-04-16", "--format", "json"),
    ("show", "2024-04-16", "--format", "markdown", "--full"),
    ("show", "2024-04-16", "--format", "text"),
    ("show", EVIL),
    ("export", "--text"),
    ("export", "--text", "--format", "csv"),
    ("export", "--text", "--format", "markdown"),
    ("export", "--text", "--format", "html"),
    *((view, "--format", form) for view in VIEWS for form in ("table", "json", "csv")),
    ("officials", "Mẫu"),
    ("documents", "05-CT/TW"),
    ("figures", "đảng viên"),
    ("chronicle",),
    ("chronicle", "--format", "html"),
    ("stats",),
    ("stats", "--format", "json"),
    ("check",),
    (EVIL,),
    ("config", EVIL, "x"),
    ("ingest", EVIL),
]


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Giaoban:
    folder = tmp_path_factory.mktemp("hostile")
    name = "bc\x1b]0;x\x07\u202e.txt" if sys.platform != "win32" else "bc\u202e.txt"
    (folder / name).write_text(REPORT, encoding="utf-8")
    (folder / f"rong{name}").write_text("", encoding="utf-8")
    user = replace(Giaoban(folder / "home"), terminal=True, environ={"TERM": "xterm"})
    ran = user("ingest", folder)
    assert ran.code == 0
    assert not dangerous(ran.out)
    return user


def dangerous(text: str) -> list[str]:
    """What would steer a terminal or hide, beside our own colours."""
    return UNSAFE.findall(OURS.sub("", text))


@pytest.mark.parametrize(
    "words", COMMANDS, ids=lambda words: " ".join(words).encode("unicode_escape").decode()
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_output_is_clean(user: Giaoban, words: tuple[str, ...], language: str) -> None:
    ran = user("--lang", language, *words)
    assert ran.code in (0, 1, 2)
    assert ran.out or ran.err
    assert not dangerous(ran.out.removeprefix("\ufeff"))
    assert not dangerous(ran.err)
    assert "⚠" not in ran.out


def test_the_report_itself_is_kept_as_it_was(user: Giaoban) -> None:
    assert user("show", "2024-04-16", "--format", "json").json["text"] == REPORT


def test_html_shows_a_tag_and_does_not_make_one(user: Giaoban) -> None:
    page = user("export", "--text", "--format", "html").out
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_what_was_hidden_is_seen(user: Giaoban) -> None:
    shown = user("--no-color", "show", "2024-04-16", "--full").out
    assert "\\x1b]52;c;eA==\\x07[link=file:///etc/passwd]x[/link][/b]\\u202e\\x9b2J\\u200b" in shown


def test_a_hostile_name_of_a_file_is_listed_visibly(user: Giaoban, tmp_path: Path) -> None:
    (tmp_path / "a\u202eb.txt").write_text("", encoding="utf-8")
    ran = user("--no-color", "ingest", tmp_path / "a\u202eb.txt")
    assert ran.code == 1
    assert "a\\u202eb.txt" in "".join(ran.out.split())  # a long path is broken
    assert "a\\u202eb.txt" in ran.err
