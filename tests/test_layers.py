"""Imports go one way: the table of docs/architecture.md, held here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "giaoban_cli"

EVERY_ROOM = {"frozen"}
"""What all rooms may import."""

MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "frozen": set(),
    "models": set(),
    "data": set(),
    "text": {"text", "models", "data"},
    "parse": {"text", "models", "errors"},
    "query": {"query", "text", "models", "errors"},
    "sources": {"sources", "text", "models", "data", "errors", "platform"},
    "store": {"store", "models", "errors", "platform"},
    "views": {"views", "models", "text", "query"},
    "index": {"index", "query", "text", "models", "data", "errors", "platform"},
    "archive": {
        "archive",
        "parse",
        "query",
        "sources",
        "store",
        "index",
        "config",
        "models",
        "errors",
        "platform",
        "text",
    },
    "messages": {"data", "errors"},
    "config": {"data", "errors"},
    "platform": {"errors"},
    "render": {"render", "views", "models", "messages", "errors"},
    "cli": {
        "cli",
        "archive",
        "views",
        "render",
        "config",
        "messages",
        "models",
        "errors",
        "platform",
        "query",
        "__init__",
    },
    "__main__": {"cli"},
    "__init__": set(),
}

FOREIGN = {
    "whoosh": {"index/whoosh.py"},
    "tantivy": {"index/tantivy"},
    "opensearchpy": {"index/opensearch/server.py"},
    "sqlite3": {"store"},
    "rich": {"render", "cli"},
    "typer": {"cli"},
    "tomli": {"config.py", "archive/readable.py"},
    "tomli_w": {"archive/readable.py"},
    "selectolax": {"sources/web"},
    "striprtf": {"sources/rtf.py"},
    "pypdf": {"sources/pdf.py"},
    "watchfiles": {"sources/watching.py"},
}
"""Which rooms may import a library at all."""


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    """Every module as (path inside the package, its room, its syntax tree)."""
    for path in sorted(PACKAGE.rglob("*.py")):
        relative = path.relative_to(PACKAGE)
        room = relative.parts[0].removesuffix(".py")
        yield relative.as_posix(), room, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """Every dotted name that a module imports, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module
            if node.module == "giaoban_cli":
                yield from (f"giaoban_cli.{alias.name}" for alias in node.names)
            else:
                yield node.module


MODULES = list(modules())


@pytest.mark.parametrize(("path", "room", "tree"), MODULES, ids=[path for path, *_ in MODULES])
def test_a_room_imports_only_what_it_may(path: str, room: str, tree: ast.Module) -> None:
    for name in imported(tree):
        top, _, rest = name.partition(".")
        if top == "giaoban_cli":
            target = rest.partition(".")[0] or "__init__"
            if target.startswith("__version__"):
                target = "__init__"
            assert target in MAY_IMPORT[room] | EVERY_ROOM, f"{path} imports {name}"
        elif top in FOREIGN:
            homes = FOREIGN[top]
            assert any(
                path == home or path.startswith((f"{home}/", f"{home}.")) for home in homes
            ), f"{path} imports {name}"


def test_every_room_stands_in_the_table() -> None:
    assert {room for _, room, _ in MODULES} <= set(MAY_IMPORT)
