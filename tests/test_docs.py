"""The documentation is what the program says: every command, option and link."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
from typer.core import TyperArgument, TyperOption

from giaoban_cli.cli.app import NAMES, build, command
from giaoban_cli.config import SETTINGS
from giaoban_cli.data import table
from giaoban_cli.messages import load
from tests.running import Giaoban

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
TWINS = ("guide.md", "query-language.md", "record.md", "commands.md", "scale.md")
"""Pages that stand in docs/ in English and in docs/vi/ in Vietnamese."""

REFERENCES = [
    (folder / "commands.md").read_text(encoding="utf-8") for folder in (DOCS, DOCS / "vi")
]
SOURCES = sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("scripts/*.py"), ROOT / "Makefile"])
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

# "[Tiếng Việt](#tiếng-việt)", "[the record](docs/record.md#spans)"
LINK = re.compile(r"\[[^\]\n]{1,200}\]\(([^)\s]{1,200})\)")

# "docs/query-language.md", "scripts/demo.py", "sample_corpus/"
FILE = re.compile(r"\b(?:docs|scripts|benchmarks|tests|src|sample_corpus)/[\w/.-]{0,200}[\w/]")

# "```console … ```", and in it a command with what it prints
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


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
    for reference in REFERENCES:
        [_, part] = reference.split(f"\n## `giaoban {name}`\n")
        section = part.partition("\n## ")[0]
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
        "--no-pager",
        "--version",
    }
    for reference in REFERENCES:
        for each in options:
            assert f"`{each.opts[0]}" in reference
        for setting in SETTINGS:
            assert f"`{setting.env}`" in reference


# "## Tìm", "```sh", "| gõ | tìm được |", "giaoban search --on 2024": what a page is made of
PARTS = re.compile(r"^(#{1,4} |```\w*|\|(?:[^|\n]*\|)+|- )", re.MULTILINE)

# "giaoban documents", "`--no-pager`", "`kXIII`": what is typed or printed, the same in any language
COMMAND = re.compile(rf"\bgiaoban ({'|'.join(NAMES)})(?![\w-])")
OPTION = re.compile(r"(?<![\w-])--[a-z-]{2,20}")


def outline(text: str) -> list[str]:
    """Headings, tables, lists and blocks in order, without their words."""
    return [
        found[1] if found[1][0] != "|" else "|" * (found[1].count("|") - found[1].count("\\|"))
        for found in PARTS.finditer(text)
    ]


@pytest.mark.parametrize("name", TWINS)
def test_a_page_says_the_same_in_both_languages(name: str) -> None:
    english = (DOCS / name).read_text(encoding="utf-8")
    vietnamese = (DOCS / "vi" / name).read_text(encoding="utf-8")
    assert outline(english) == outline(vietnamese)
    assert f"](vi/{name})" in english
    assert f"](../{name})" in vietnamese
    for typed in (COMMAND, OPTION):
        assert set(typed.findall(english)) == set(typed.findall(vietnamese))


def test_every_page_in_vietnamese_has_its_twin() -> None:
    assert sorted(page.name for page in (DOCS / "vi").iterdir()) == sorted(TWINS)


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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_a_page_names_exist(page: Path) -> None:
    for name in FILE.findall(page.read_text(encoding="utf-8")):
        assert (ROOT / name).exists(), name


def test_files_that_the_source_names_exist() -> None:
    for path in SOURCES:
        for name in FILE.findall(path.read_text(encoding="utf-8")):
            assert (ROOT / name).exists(), path


def test_files_that_a_sentence_names_exist() -> None:
    for key, *sentences in table("messages"):
        for name in FILE.findall(" ".join(sentences)):
            assert (ROOT / name).exists(), key


def test_the_readme_shows_what_giaoban_prints(tmp_path: Path) -> None:
    user = Giaoban(tmp_path)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [
        part.partition("\n")
        for block in CONSOLE.findall(readme)
        for part in f"\n{block}".split("\n$ giaoban ")[1:]
    ]
    assert len(commands) >= 5
    for words, _, printed in commands:
        with chdir(ROOT):
            ran = user(*shlex.split(words))
        assert ran.code == 0, words
        wanted, dots, _ = printed.rstrip("\n").partition("\n…")
        if dots:
            assert ran.out.startswith(f"{wanted}\n"), words
        elif wanted:
            assert ran.out.rstrip("\n") == wanted, words


def test_pictures_of_the_screens_load_nothing_and_name_no_machine() -> None:
    pictures = sorted((DOCS / "images").iterdir())
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [picture.name for picture in pictures] == sorted(
        re.findall(r"\(docs/images/([a-z]+\.svg)\)", readme)
    )
    for picture in pictures:
        text = picture.read_text(encoding="utf-8")
        assert "giaoban&#160;" in text
        assert not re.search(r"@import|url\(http|<script|<image", text)
        assert str(ROOT) not in text
