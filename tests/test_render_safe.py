"""Nothing in a report, a file's name or an argument can steer a terminal or hide."""

from __future__ import annotations

import ast
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban_cli.render.safe import exact, one_line, visible

PAYLOADS = {
    "clears the screen": ("\x1b[2J", "\\x1b[2J"),
    "sets the title": ("\x1b]0;khác\x07", "\\x1b]0;khác\\x07"),
    "writes the clipboard": ("\x1b]52;c;eA==\x07", "\\x1b]52;c;eA==\\x07"),
    "makes a link": ("\x1b]8;;file:///etc\x1b\\", "\\x1b]8;;file:///etc\\x1b\\"),
    "one-byte control sequence": ("\x9b2J", "\\x9b2J"),
    "one-byte string": ("\x9d0;x\x9c", "\\x9d0;x\\x9c"),
    "rings": ("\x07", "\\x07"),
    "goes back": ("mật\x08\x08\x08", "mật\\x08\\x08\\x08"),
    "returns to the line's start": ("thật\rgiả", "thật\\x0dgiả"),
    "null": ("\x00", "\\x00"),
    "delete": ("\x7f", "\\x7f"),
    "form feed": ("\x0c", "\\x0c"),
    "reads backwards": ("\u202etxt.exe", "\\u202etxt.exe"),
    "isolates": ("\u2066a\u2069", "\\u2066a\\u2069"),
    "zero width": ("nhà\u200btạm", "nhà\\u200btạm"),
    "byte order mark": ("\ufeffxóa", "\\ufeffxóa"),
    "line separator": ("a\u2028b", "a\\u2028b"),
    "invisible tag": ("a\U000e0041", "a\\U000e0041"),
    "half a pair": ("\ud83d", "\\ud83d"),
    "a byte of a name that is no UTF-8": ("t\udcea", "t\\xea"),
}


@pytest.mark.parametrize(("payload", "shown"), PAYLOADS.values(), ids=PAYLOADS)
def test_what_steers_or_hides_is_shown(payload: str, shown: str) -> None:
    assert visible(payload) == shown


def test_vietnamese_text_composed_or_not_stays_as_it_is() -> None:
    text = "Đồng chí Nguyễn Văn Mẫu “kết luận”… – 1.204 nhà\u00a0tạm\n\tdòng hai"
    assert visible(text) == text
    decomposed = unicodedata.normalize("NFD", text)
    assert visible(decomposed) == decomposed


def test_windows_line_ends_become_plain_ones() -> None:
    assert visible("một\r\nhai") == "một\nhai"


def test_a_title_is_one_line_with_single_spaces() -> None:
    assert one_line("  Giao ban\n\tquý I\u00a0 2024 ") == "Giao ban quý I 2024"


def test_a_name_of_a_file_shows_its_line_breaks() -> None:
    assert exact("a\nb\tc.txt") == "a\\x0ab\\x09c.txt"


@given(st.text(alphabet=st.characters(codec=None)))
def test_no_control_or_format_character_is_left(text: str) -> None:
    for shown in (visible(text), one_line(text), exact(text)):
        left = {unicodedata.category(char) for char in shown if char not in "\n\t"}
        assert not left & {"Cc", "Cs", "Zl", "Zp"}
        assert not any(unicodedata.bidirectional(c) in ("RLO", "LRO", "RLI", "PDF") for c in shown)


@given(st.text())
def test_what_was_made_visible_is_not_changed_again(text: str) -> None:
    assert visible(visible(text)) == visible(text)


def test_only_the_screen_makes_rich_texts_and_consoles() -> None:
    source = Path(__file__).parent.parent / "src" / "giaoban_cli"
    makers = set()
    for path in source.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Text", "Console"):
                makers.add(path.name)
            assert not (isinstance(node, ast.Name) and node.id == "print"), path
    assert makers <= {"screen.py", "progress.py"}
