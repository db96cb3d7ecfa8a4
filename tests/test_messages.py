"""Every sentence exists in both languages, with the same arguments, and every key used exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from giaoban_cli.cli.app import NAMES, command
from giaoban_cli.config import SETTINGS
from giaoban_cli.data import table
from giaoban_cli.errors import Exit
from giaoban_cli.messages import LANGUAGES, choose_language, load, number, size
from giaoban_cli.models import LEVELS, PARTS
from giaoban_cli.views.figures import Shape
from giaoban_cli.views.timeline import STEPS

SOURCE = Path(__file__).parent.parent / "src" / "giaoban_cli"
ROWS = table("messages")
KEYS = {row[0] for row in ROWS}

ERRORS = {
    "GiaobanError",
    "UsageError",
    "QueryError",
    "UnreadableFile",
    "SkippedFile",
    "DamagedArchive",
    "Refused",
    "Busy",
    "Note",
}
"""What takes a key as its first argument."""

SAYERS = {"messages", "say", "tell", "worded"}

MADE_UP = re.compile(
    r"(cmd|weekday|session|basis|confidence|place|part|part_of_year|period|setting|origin|facet|progress|level"
    r"|caveat|review|field|fault|settings|exit|kind|usage\.missing|timeline\.gap|figures\.by|(officials|documents)\.column)\..*|show\..*_fact"
)
"""Keys that the source puts together from a prefix and a value."""


def constants(folder: Path = SOURCE) -> Iterator[tuple[Path, str]]:
    """Every string constant of the source that could be a key."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path, node.value


def keys_used() -> Iterator[tuple[str, str]]:
    """Every constant that an error, a note or a catalogue is called with, and where."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = 1 if name == "worded" else 0
            if name in ERRORS | SAYERS and len(node.args) > place:
                first = node.args[place]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield f"{path.name}:{node.lineno}", first.value
            for keyword in node.keywords:
                if keyword.arg == "help" and isinstance(keyword.value, ast.Constant):
                    yield f"{path.name}:{node.lineno}", str(keyword.value.value)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_sentence_stands_in_both_languages_with_the_same_arguments(row: tuple[str, ...]) -> None:
    key, *sentences = row
    assert len(sentences) == len(LANGUAGES)
    vietnamese, english = sentences
    assert vietnamese.strip()
    assert english.strip()
    missing = placeholders(vietnamese) ^ placeholders(english)
    assert missing <= ({"n"} if key.endswith(".one") else set())


def test_no_key_stands_twice() -> None:
    keys = [row[0] for row in ROWS]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize(("where", "key"), sorted(set(keys_used())))
def test_a_key_that_is_used_exists(where: str, key: str) -> None:
    assert key in KEYS, where


def test_every_key_is_used() -> None:
    used = {value for _, value in constants()}
    used |= {value for _, value in constants(SOURCE.parent.parent / "scripts")}
    idle = {
        key
        for key in KEYS - used
        if not MADE_UP.fullmatch(key) and key.removesuffix(".one") not in used
    }
    assert not idle


def test_keys_made_from_values_exist() -> None:
    made = {f"cmd.{name}" for name in NAMES}
    made |= {f"setting.{setting.name}" for setting in SETTINGS}
    made |= {f"part.{part}" for part in PARTS}
    made |= {f"weekday.{day}" for day in range(1, 8)}
    made |= {f"period.quarter.{quarter}" for quarter in range(1, 5)}
    made |= {f"part_of_year.quarter.{quarter}" for quarter in range(1, 5)}
    made |= {f"figures.by.{shape or 'day'}" for shape in get_args(Shape)}
    made |= {f"timeline.gap.{step}" for step in STEPS}
    made |= {"period.half.1", "period.half.2"}
    made |= {f"basis.{source}" for source in ("title", "period", "stamp", "filename", "set")}
    made |= {f"place.{basis}" for basis in ("text", "inferred", "set")}
    made |= {f"origin.{origin}" for origin in ("default", "file", "environment")}
    made |= {f"session.{part}" for part in ("morning", "noon", "afternoon", "evening", "day")}
    made |= {f"exit.{code.value}" for code in Exit}
    made |= {f"kind.{setting.kind}" for setting in SETTINGS if not setting.choices}
    assert made <= KEYS
    assert len(LEVELS) == sum(key.startswith("level.") for key in KEYS)


def caveat_codes() -> Iterator[str]:
    """Every code of a warning in the source."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "Caveat",
                "_caveat",
            ):
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value)


@pytest.mark.parametrize("code", sorted(set(caveat_codes())))
def test_every_warning_has_a_sentence_and_a_short_name(code: str) -> None:
    assert {f"caveat.{code}", f"review.{code}"} <= KEYS


def test_whatever_may_be_missing_has_a_sentence() -> None:
    for name in NAMES:
        for param in command(name).params:
            if param.required:
                assert f"usage.missing.{param.name}" in KEYS, name


def test_vietnamese_sentences_are_composed_and_have_no_stray_spaces() -> None:
    import unicodedata

    for key, vietnamese, english in ROWS:
        for sentence in (vietnamese, english):
            assert unicodedata.is_normalized("NFC", sentence), key
            assert sentence == sentence.strip(), key
            bare = sentence if key.endswith(".examples") else sentence.replace("  ", "\0")
            assert "\0" not in bare, key


@pytest.mark.parametrize(
    ("language", "n", "sentence"),
    [
        ("vi", 1, "1 cuộc họp"),
        ("vi", 1204, "1.204 cuộc họp"),
        ("en", 1, "1 meeting"),
        ("en", 1204, "1,204 meetings"),
    ],
)
def test_counts_are_worded_and_grouped_as_the_language_does(
    language: str, n: int, sentence: str
) -> None:
    assert load(choose_language([language], None))("search.count", n=n) == sentence


def test_a_key_without_a_sentence_is_told_with_its_arguments() -> None:
    assert load("vi")("no.such.key", path="a.txt") == "no.such.key path=a.txt"


def test_an_argument_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    assert "{0.__class__}" in load("en")("ref.unknown", ref="{0.__class__}")


@pytest.mark.parametrize(
    ("wanted", "locale", "language"),
    [
        (["vi", "en"], "en_GB", "vi"),
        ([None, "en"], "vi_VN.UTF-8", "en"),
        ([None, None], "vi_VN.UTF-8", "vi"),
        ([None], "Vietnamese_Vietnam.1258", "vi"),
        ([None], "fr_FR", "en"),
        ([None], None, "en"),
        (["de"], "vi_VN", "vi"),
    ],
)
def test_the_first_language_asked_for_is_spoken(
    wanted: list[str | None], locale: str | None, language: str
) -> None:
    assert choose_language(wanted, locale) == language


def test_numbers_and_sizes() -> None:
    assert number(1204.5, ",.1f", "vi") == "1.204,5"
    assert size(20 * 1024 * 1024, "vi") == "20 MB"
    assert size(28_600_000, "en") == "27.3 MB"
    assert size(512, "en") == "512 B"
