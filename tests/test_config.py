"""Settings come from a TOML file and the environment; a change touches its own line only."""

from __future__ import annotations

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from giaoban_cli.config import SETTINGS, changed, defaults, load
from giaoban_cli.errors import UsageError

WHERE = "config.toml"


def test_without_a_file_every_setting_has_its_default() -> None:
    settings = load("", WHERE, {})
    assert settings == defaults()
    assert settings.text("archive") is None
    assert settings.number("limit") == 20
    assert set(settings.origins.values()) == {"default"}


def test_the_environment_overrides_the_file() -> None:
    settings = load('lang = "vi"\nlimit = 50\n', WHERE, {"GIAOBAN_LANG": "en"})
    assert (settings.text("lang"), settings.origins["lang"]) == ("en", "environment")
    assert (settings.number("limit"), settings.origins["limit"]) == (50, "file")


def test_a_byte_order_mark_and_unknown_keys_do_no_harm() -> None:
    assert load('theme = "dark"\n[other]\nx = 1\n', WHERE, {}) == defaults()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ('lang = "fr"', "config.bad_value"),
        ("limit = 0", "config.bad_value"),
        ("limit = true", "config.bad_value"),
        ('limit = "many"', "config.bad_value"),
        ("marks = [1]", "config.bad_value"),
        ("lang = ", "config.not_toml"),
        ("synonyms = 3", "config.bad_synonyms"),
        ("[synonyms]\nNTM = 3", "config.bad_synonyms"),
    ],
)
def test_a_wrong_file_is_told(content: str, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(content, WHERE, {})
    assert caught.value.key == key
    assert WHERE in caught.value.details.values()


def test_a_wrong_variable_is_named() -> None:
    with pytest.raises(UsageError) as caught:
        load("", WHERE, {"GIAOBAN_LIMIT": "many"})
    assert caught.value.details["where"] == "GIAOBAN_LIMIT"


def test_synonyms_are_pairs_of_short_and_long_form() -> None:
    settings = load('[synonyms]\nQLDA = "quản lý dự án"\n', WHERE, {})
    assert settings.synonyms == (("QLDA", "quản lý dự án"),)


FILE = """\
# what the office uses
archive = "/srv/giao-ban"   # on the server

theme = "dark"

[synonyms]
# ours
QLDA = "quản lý dự án"

[[other]]
lang = "fr"
"""


ARCHIVE = 'archive = "/srv/giao-ban"   # on the server\n'
OURS = 'QLDA = "quản lý dự án"\n'


@pytest.mark.parametrize(
    ("name", "value", "before", "after"),
    [
        ("lang", "vi", "", 'lang = "vi"\n'),
        ("limit", "50", 'lang = "vi"\n', 'lang = "vi"\nlimit = 50\n'),
        ("lang", "en", 'lang = "vi"\n', 'lang = "en"\n'),
        ("lang", None, 'lang = "vi"\nlimit = 5\n', "limit = 5\n"),
        ("synonyms.QLDA", "dự án", "", '[synonyms]\nQLDA = "dự án"\n'),
        ("lang", "vi", FILE, FILE.replace('"dark"\n', '"dark"\nlang = "vi"\n')),
        ("archive", "D:\\ho so", FILE, FILE.replace(ARCHIVE, 'archive = "D:\\\\ho so"\n')),
        ("synonyms.KDC", "khu dân cư", FILE, FILE.replace(OURS, OURS + 'KDC = "khu dân cư"\n')),
        ("synonyms.QLDA", None, FILE, FILE.replace(OURS, "")),
    ],
)  # fmt: skip
def test_a_change_touches_its_own_line_only(
    name: str, value: str | None, before: str, after: str
) -> None:
    assert changed(before, WHERE, name, value) == after


@pytest.mark.parametrize(
    "content",
    ['archive = """\n/srv\n"""\n', 'note = """\nlang = "vi"\n"""\n', "lang.x = 1\n"],
)
def test_a_file_that_only_a_person_can_edit_is_left_alone(content: str) -> None:
    with pytest.raises(UsageError) as caught:
        changed(content, WHERE, "archive" if "archive" in content else "lang", "vi")
    assert caught.value.key in ("config.edit_by_hand", "config.not_toml")


@pytest.mark.parametrize("name", ["nope", "synonyms.", "other.lang", ""])
def test_an_unknown_setting_is_told_with_those_that_exist(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        changed("", WHERE, name, "x")
    assert caught.value.key == "config.unknown"
    assert all(setting.name in str(caught.value.details["known"]) for setting in SETTINGS)


def test_bytes_that_are_no_utf_8_are_refused() -> None:
    with pytest.raises(UsageError) as caught:
        changed("", WHERE, "archive", "/srv/\udcff")
    assert caught.value.key == "config.no_text"


@pytest.mark.parametrize("value", ["", "  "])
def test_a_short_form_needs_its_long_form(value: str) -> None:
    with pytest.raises(UsageError) as caught:
        changed(FILE, WHERE, "synonyms.QLDA", value)
    assert caught.value.key == "config.empty_synonym"


@pytest.mark.parametrize("value", ["abc", "0", "1001", "-3", "٣", "1.5", ""])
def test_a_number_out_of_bounds_is_refused_with_the_bounds(value: str) -> None:
    with pytest.raises(UsageError) as caught:
        changed("", WHERE, "limit", value)
    assert caught.value.key == "config.bad_value"
    assert caught.value.details["wanted"] == "1–1000"


@given(st.text(), st.text(min_size=1).filter(lambda key: key.isprintable()))
def test_any_text_can_be_written_and_read_again(value: str, short: str) -> None:
    once = changed(FILE, WHERE, "archive", value)
    assert tomli.loads(once)["archive"] == value
    twice = changed(once, WHERE, f"synonyms.{short}", f"{value}.")
    assert tomli.loads(twice)["synonyms"][short] == f"{value}."
    assert tomli.loads(twice)["theme"] == "dark"
