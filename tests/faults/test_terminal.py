"""A terminal that shows hostile reports is sent nothing but text and our own colours."""

from __future__ import annotations

import re
import sys

import pytest

from tests.faults.child import ingest, run
from tests.faults.pty_run import on_a_terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")

PAYLOADS = {
    "clear the screen": "\x1b[2J\x1b[H",
    "title": "\x1b]0;owned\x07",
    "clipboard": "\x1b]52;c;cm0gLXJm\x07",
    "link": "\x1b]8;;file:///etc/passwd\x1b\\x\x1b]8;;\x1b\\",
    "device control": '\x1bP$q"p\x1b\\',
    "report the position": "\x1b[6n",
    "report the terminal": "\x1b[c",
    "conceal": "\x1b[8m",
    "scroll region": "\x1b[1;2r",
    "other screen": "\x1b[?1049h",
    "reset": "\x1bc",
    "one-byte sequence": "\x9b2J",
    "one-byte command": "\x9d0;owned\x9c",
    "bell, backspaces": "\x07\x08\x08\x08",
    "back to the start": "abc\rxyz",
    "page and line feeds": "\x0b\x0c",
    "delete": "\x7f\x7f",
    "other letters": "\x0e\x0f",
    "right to left": "\u202e\u2066\u2069",
    "not seen": "\u200b\u200d\u2060\ufeff",
    "markup": "[link=file:///etc/passwd]x[/link] [red]r[/red] [@click=app.bell]b[/]",
    "markup that ends nothing": "[/b][/]",
    "emoji by name": ":warning:",
    "tags and code points": "\U000e0041\u2028\u2029\u0085",
}
"""What reports try to send."""

REPORT = """\
Khe Lĩnh {payload} giao ban quý I năm 2024, bàn việc số {number}

Sáng {day}/4/2024, Ban Thường vụ Huyện ủy Khe Lĩnh {payload} tổ chức hội nghị giao ban. Đồng chí \
Nguyễn Văn {payload} Mẫu, Bí thư Huyện ủy chủ trì hội nghị. Toàn huyện xóa {number} nhà tạm \
{payload}.

Kết luận hội nghị, đồng chí Nguyễn Văn Mẫu yêu cầu “{payload}” đẩy mạnh xóa nhà tạm.

{payload}
"""

_MORE = "\n".join(f"Thôn {number} báo cáo kết quả xóa nhà tạm." for number in range(40)) + "\n"

OURS = re.compile(
    r"\x1b\[[0-9;]{0,20}m"  # colours
    r"|\r?\x1b\[(?:2K|1?A)|\x1b\[\?25[lh]"  # a bar that moves: line away, up; cursor off and on
)

HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\U000e0000-\U000e007f]"
)
"""Controls, marks of direction, and what is not seen; tab and line feed are text."""


def hostile_name(payload: str) -> str:
    """A file name with a payload, as far as a name can hold it."""
    return payload.replace("/", "").replace("\0", "")[:60] + ".txt"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a terminal is sent by every command that prints what reports say."""
    folder = tmp_path_factory.mktemp("terminal")
    reports = folder / "reports"
    reports.mkdir()
    for number, payload in enumerate(PAYLOADS.values(), start=1):
        text = REPORT.format(payload=payload, number=number + 100, day=number % 30 + 1)
        text += _MORE  # with too many controls it would be no text
        (reports / f"{number:02}{hostile_name(payload)}").write_text(text, encoding="utf-8")
        (reports / f"empty{number:02}{hostile_name(payload)}").write_text("", encoding="utf-8")
    archive = folder / "archive"
    ended = run(folder / "home", *ingest(archive, reports))
    assert ended.code == 0, ended.err
    ids = sorted(set(ended.told.values()))
    assert len(ended.told) == len(PAYLOADS)
    shows = [
        ["show", id_, *how]
        for id_ in ids
        for how in (
            ["--full"], ["--evidence"], ["--format", "text"], ["--format", "json"],
            ["--format", "markdown", "--full"],
        )
    ]  # fmt: skip
    lines = [
        ["ingest", str(reports), "--rehash"],
        ["ingest", str(reports), "--dry-run", "--format", "json"],
        *(["search", "nha tam", "--limit", "100", "--format", how] for how in _FORMATS),
        ["search", "--limit", "100", "--facets"],
        *(["search", payload] for payload in PAYLOADS.values() if "\0" not in payload),
        *shows,
        *(["export", "--text", "--format", how] for how in ("jsonl", "csv", "markdown", "html")),
        *(["show", payload] for payload in PAYLOADS.values()),
        *(
            ["amend", ids[at], "--title", payload, "--note", payload, "--by", payload]
            for at, payload in enumerate(PAYLOADS.values())
            if "\0" not in payload
        ),
        *(["amend", id_, "--format", "json"] for id_ in ids),
        *(["show", id_] for id_ in ids),
        *(["review", "--format", how] for how in ("table", "json", "csv")),
        ["merge"],
        ["forget", *ids[:9]],
        ["forget"],
        ["forget", "--undo", *ids[:8]],
        ["forget", "--purge", ids[8]],
        ["stats"],
        ["stats", "--format", "json"],
        ["check"],
    ]
    terminal = on_a_terminal(folder / "home", archive, lines).decode("utf-8")
    assert terminal.count("===\r\n") == len(lines), terminal[-500:]
    codes = {int(code) for code in re.findall(r"=== \d+ (\d+) ===", terminal)}
    assert codes <= {0, 1, 2}
    return terminal


_FORMATS = ("table", "json", "jsonl", "csv", "ids")


def test_nothing_but_text_and_our_own_colours(sent: str) -> None:
    left = OURS.sub("", sent).replace("\r\n", "\n").replace("\ufeffid,", "id,")
    assert [left[max(0, at.start() - 60) : at.end() + 20] for at in HARMFUL.finditer(left)] == []


def test_no_colour_that_hides(sent: str) -> None:
    assert "\x1b[8m" not in sent


def test_markup_of_reports_is_text(sent: str) -> None:
    assert "[link=file:///etc/passwd]x[/link] [red]r[/red]" in sent
    assert ":warning:" in sent
    assert "⚠" not in sent


def test_the_payloads_were_there_to_be_seen(sent: str) -> None:
    assert "\\x1b]52;c;cm0gLXJm\\x07" in sent
    assert len(PAYLOADS) >= 21
