"""A command loads what it needs and nothing more: for one office, the start is the wait."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.invented import TEXT
from tests.running import Giaoban

LOADED = """
import json, os, sys
sys.stdout = open(os.devnull, "w", encoding="utf-8")
from giaoban_cli.cli.app import run
from giaoban_cli.cli.world import real_world
code = run(sys.argv[1:], real_world())
print(json.dumps([code, sorted(sys.modules)]), file=sys.__stdout__)
"""

HEAVY = {
    "whoosh", "tantivy", "rich", "dateutil", "tomli", "sqlite3", "csv",
    "multiprocessing", "concurrent.futures.process", "asyncio", "urllib.request", "pydantic",
    "email", "http", "xml", "ssl", "tempfile",
    "giaoban_cli.query.tree", "giaoban_cli.index.analyse", "giaoban_cli.text.page.clean",
}  # fmt: skip
"""What costs time to load and is looked for."""

VIEWED = {"sqlite3", "giaoban_cli.query.tree", "giaoban_cli.text.page.clean"}
"""What a view needs that tells offices apart or shows sentences of reports."""

MAY_LOAD: dict[tuple[str, ...], set[str]] = {
    ("--version",): set(),
    ("--help",): set(),
    ("search", "--help"): set(),
    ("completion", "bash"): set(),
    ("config", "lang"): set(),
    ("config", "--format", "json"): set(),
    ("show", "2024-04-16", "--format", "json"): {"sqlite3"},
    ("show", "2024-04-16", "--format", "text"): {"sqlite3"},
    ("show", "2024-04-16", "--format", "markdown"): {"sqlite3"},
    ("show", "2024-04-16"): {"sqlite3", "rich"},
    ("export",): {"sqlite3", "giaoban_cli.query.tree"},
    ("search", "xoa nha tam", "--format", "json"): {
        "sqlite3",
        "giaoban_cli.query.tree",
    },
    ("search", "xoa nha tam"): {"sqlite3", "giaoban_cli.query.tree", "rich"},
    ("stats", "--format", "json"): {"sqlite3"},
    ("timeline", "--format", "json"): {"sqlite3", "giaoban_cli.query.tree"},
    ("timeline",): {"sqlite3", "giaoban_cli.query.tree", "rich"},
    ("officials", "--format", "json"): VIEWED,
    ("officials",): VIEWED | {"rich"},
    ("documents", "--format", "json"): VIEWED,
    ("figures", "--format", "json"): VIEWED,
    ("figures",): VIEWED | {"rich"},
    ("directions", "--format", "json"): VIEWED,
    ("chronicle",): VIEWED,
    ("chronicle", "--format", "html"): VIEWED,
}


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Giaoban:
    """A user whose archive holds one report."""
    home = tmp_path_factory.mktemp("home")
    report = home / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    user = Giaoban(home)
    assert user("ingest", report).code == 0
    return user


@pytest.mark.skipif(sys.platform == "win32", reason="folders are found in other variables there")
@pytest.mark.parametrize("words", MAY_LOAD, ids=" ".join)
def test_a_command_loads_only_what_it_may(user: Giaoban, words: tuple[str, ...]) -> None:
    source = Path(__file__).parent.parent / "src"
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        env={"HOME": str(user.home), "PYTHONPATH": str(source), "LANG": "C.UTF-8"},
        capture_output=True,
        check=True,
    )
    code, modules = json.loads(ran.stdout.splitlines()[-1])
    assert code == 0, ran.stderr.decode()
    assert HEAVY & set(modules) <= MAY_LOAD[words]
