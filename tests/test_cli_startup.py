"""A command loads what it needs and nothing more: for one office, the start is the wait."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from giaoban_cli.cli.app import NAMES
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
    "asyncio", "concurrent.futures", "csv", "dateutil", "decimal", "email", "hmac", "http",
    "multiprocessing", "opensearchpy", "pickle", "pydantic", "random", "rich", "secrets", "sqlite3",
    "ssl", "tantivy", "tempfile", "tomli", "urllib.request", "whoosh", "xml", "zipfile",
}  # fmt: skip
"""Libraries that cost time to load."""

OURS = {
    "archive", "index", "parse", "query", "sources", "store", "text.fold", "text.page", "text.what",
    "text.when", "text.who", "views",
}  # fmt: skip
"""Our own rooms that do."""

STORE = {"archive", "store", "sqlite3"}
QUERY = {"query", "text.fold", "index"}
SEARCH = {*STORE, *QUERY, "pickle"}
TABLE = {"rich", "pickle", "random", "decimal"}
"""What is laid out for people."""

VIEW = {*STORE, *QUERY, "views"}
READING = {*VIEW, "text.page", "text.what", "text.when", "text.who"}
"""A view that tells offices apart or shows sentences of reports."""

MAY_LOAD: dict[tuple[str, ...], set[str]] = {
    ("--version",): set(),
    ("--help",): set(),
    ("search", "--help"): set(),
    ("completion", "bash"): set(),
    ("config", "lang"): set(),
    ("config", "--format", "json"): set(),
    ("show", "2024-04-16", "--format", "json"): STORE,
    ("show", "2024-04-16", "--format", "text"): STORE,
    ("show", "2024-04-16", "--format", "markdown"): STORE,
    ("show", "2024-04-16"): STORE | TABLE,
    ("search", "xoa nha tam", "--format", "json"): SEARCH,
    ("search", "xoa nha tam", "--format", "ids"): SEARCH,
    ("search", "xoa nha tam"): SEARCH | TABLE,
    ("search", "xoa nha tam", "--on", "2024", "--format", "json"): SEARCH,
    ("search", "05-CT/TW", "--format", "json"): {*SEARCH, "text.what"},
    ("stats", "--format", "json"): {*STORE, "text.fold"},
    ("export",): {*STORE, *QUERY},
    ("timeline", "--format", "json"): VIEW,
    ("timeline",): VIEW | TABLE,
    ("officials", "--format", "json"): READING,
    ("officials",): READING | TABLE,
    ("documents", "--format", "json"): READING,
    ("figures", "--format", "json"): READING,
    ("figures",): READING | TABLE,
    ("directions", "--format", "json"): READING,
    ("chronicle",): READING,
    ("chronicle", "--format", "html"): READING,
}
"""What each command may load of all these."""


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
def test_a_command_loads_what_it_needs_and_nothing_more(
    user: Giaoban, words: tuple[str, ...]
) -> None:
    source = Path(__file__).parent.parent / "src"
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        env={"HOME": str(user.home), "PYTHONPATH": str(source), "LANG": "C.UTF-8"},
        capture_output=True,
        check=True,
    )
    code, modules = json.loads(ran.stdout.splitlines()[-1])
    assert code in (0, 1), ran.stderr.decode()
    loaded = HEAVY & set(modules)
    loaded |= {room for room in OURS if f"giaoban_cli.{room}" in modules}
    assert loaded <= MAY_LOAD[words]
    others = {f"giaoban_cli.cli.{name}" for name in NAMES if name != words[0]}
    assert not others & set(modules), "a command costs nothing to the others"
