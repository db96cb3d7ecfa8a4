"""A shell completes commands, options, choices, and names that are in the archive."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.invented import TEXT
from tests.running import Giaoban

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="folders are found in other variables there"
)


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Giaoban:
    """A user whose archive holds one report."""
    home = tmp_path_factory.mktemp("home")
    report = home / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    user = Giaoban(home)
    assert user("ingest", report).code == 0
    return user


def offered(user: Giaoban, *words: str, shell: str = "bash") -> list[str]:
    """What is offered for the last word."""
    source = Path(__file__).parent.parent / "src"
    ran = subprocess.run(
        [sys.executable, "-m", "giaoban_cli"],
        env={
            "HOME": str(user.home),
            "PYTHONPATH": str(source),
            "LANG": "C.UTF-8",
            "_GIAOBAN_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": "\n".join(["giaoban", *words]),
            "COMP_CWORD": str(len(words)),
            "_TYPER_COMPLETE_ARGS": " ".join(["giaoban", *words]),
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert ran.stderr == ""
    return [line for line in ran.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("se",), ["search"]),
        (("ch",), ["chronicle", "check"]),
        (("--l",), ["--lang"]),
        (("search", "--of"), ["--official"]),
        (("search", "--sort", "n"), ["newest"]),
        (("search", "--kind", "tr"), ["triển khai"]),
        (("search", "--official", "Trần"), ["Trần Thị Thử"]),
        (("search", "--chair", "Ng"), ["Nguyễn Văn Mẫu"]),
        (("search", "--official", "Không"), []),
        (("officials", "Trần"), ["Trần Thị Thử"]),
        (("timeline", "--by", "q"), ["quarter"]),
        (("chronicle", "--organisation", "Ban"), ["Ban Thường vụ Huyện ủy Khe Lĩnh"]),
        (("show", "2024"), ["2024-04-16-"]),
        (("show", "x"), []),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_offered(user: Giaoban, words: tuple[str, ...], expected: list[str]) -> None:
    found = offered(user, *words)
    assert len(found) == len(expected)
    assert all(one.startswith(other) for one, other in zip(found, expected, strict=True))


def test_without_an_archive_nothing_is_offered_and_nothing_is_said(tmp_path: Path) -> None:
    assert offered(Giaoban(tmp_path), "show", "2") == []


def test_a_shell_that_shows_help_gets_it_in_sentences(user: Giaoban) -> None:
    assert offered(user, "sear", shell="fish") == [
        "search\tSearch the meetings, the best answer first."
    ]


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_takes_a_name_with_spaces_as_one_word(user: Giaoban, tmp_path: Path) -> None:
    script = tmp_path / "completion.bash"
    script.write_bytes(user("completion", "bash").raw)
    giaoban = tmp_path / "giaoban"
    source = Path(__file__).parent.parent / "src"
    giaoban.write_text(
        f'#!/bin/sh\nPYTHONPATH="{source}" exec "{sys.executable}" -m giaoban_cli "$@"\n'
    )
    giaoban.chmod(0o700)
    typed = f"""
        . "{script}"
        COMP_WORDS=("{giaoban}" search --official Trần); COMP_CWORD=3
        _giaoban_completion "{giaoban}"; printf '%s\\n' "${{COMPREPLY[@]}}"
        COMP_WORDS=("{giaoban}" search --official '"Trần'); COMP_CWORD=3
        _giaoban_completion "{giaoban}"; printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    ran = subprocess.run(
        ["bash", "--norc", "-c", typed],
        env={"HOME": str(user.home), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert ran.stdout.splitlines() == ["Trần\\ Thị\\ Thử", "Trần Thị Thử"]
