"""The documentation is what the program says: every command, option and link."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.core import TyperArgument, TyperOption

from giaoban_cli.cli.app import NAMES, build, command
from giaoban_cli.config import SETTINGS
from giaoban_cli.messages import load

ROOT = Path(__file__).parent.parent
REFERENCE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

# "[Tiếng Việt](#tiếng-việt)", "[the record](docs/record.md#spans)"
LINK = re.compile(r"\[[^\]\n]{1,200}\]\(([^)\s]{1,200})\)")


def test_the_command_reference_is_current() -> None:
    ran = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "generate_docs.py"), "--check"],
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, f"{ran.stderr}: run `make docs`"


@pytest.mark.parametrize("name", NAMES)
def test_every_command_and_option_is_documented_in_both_languages(name: str) -> None:
    assert REFERENCE.count(f"\n### `giaoban {name}`\n") == 2
    parts = re.split(rf"\n### `giaoban {name}`\n", REFERENCE)[1:]
    for part in parts:
        section = part.partition("\n### ")[0]
        for param in command(name).params:
            if isinstance(param, TyperOption):
                for option in param.opts:
                    assert option in section
            elif isinstance(param, TyperArgument):
                assert (param.metavar or "").replace("|", "\\|") in section


def test_options_before_the_command_and_settings_are_documented() -> None:
    options = [each for each in build().params if isinstance(each, TyperOption)]
    assert {name for each in options for name in each.opts} == {
        "--archive",
        "--lang",
        "--no-color",
        "--version",
    }
    for each in options:
        assert REFERENCE.count(f"`{each.opts[0]}") >= 2
    for setting in SETTINGS:
        assert REFERENCE.count(f"`{setting.env}`") >= 2


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", ["", *NAMES])
def test_every_option_has_a_help_text(name: str, language: str) -> None:
    messages = load("vi" if language == "vi" else "en")
    params = command(name).params if name else build().params
    for param in params:
        if isinstance(param, (TyperOption, TyperArgument)):
            assert (param.help or "") in messages, param.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:", "#", "mailto:")):
            assert (page.parent / target.partition("#")[0]).exists(), target
