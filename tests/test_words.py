"""Words that are looked for in texts: found where the plain pattern finds them, and only there."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban_cli.text.words.wordlist import Finder, either_case, one_of

WORDS = ("họp", "hội nghị", "hội ý", "giao ban", "giao", "đề nghị", "ban giao ban")
PLAIN = re.compile(rf"(?<!\w){one_of(WORDS)}(?!\w)")

pieces = st.sampled_from(
    [
        *WORDS,
        "Họp",
        "HỘI NGHỊ",
        "bàn",
        "a",
        " ",
        "  ",
        "\n",
        ", ",
        "-",
        "(",
        '"',
        "“",
        "…",
        "_",
        "1",
    ]
)
texts = st.lists(pieces, max_size=30).map("".join)


@given(texts)
def test_what_a_finder_finds_is_what_the_pattern_finds(text: str) -> None:
    spans = [found.span() for found in Finder(WORDS).finditer(text)]
    assert spans == [found.span() for found in PLAIN.finditer(text)]


@given(texts, st.data())
def test_a_stretch_of_a_text_is_looked_through_alone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = [found.span() for found in Finder(WORDS).finditer(text, start, end)]
    assert spans == [found.span() for found in PLAIN.finditer(text, start, end)]


@given(texts)
def test_the_first_of_a_text_is_found(text: str) -> None:
    found = Finder(WORDS).search(text)
    expected = PLAIN.search(text)
    assert (found and found.span()) == (expected and expected.span())


@pytest.mark.parametrize("text", ["HỌP", "Họp", "họp"])
def test_either_case_of_the_first_letter(text: str) -> None:
    assert re.fullmatch(either_case(WORDS), text)
    assert not re.fullmatch(either_case(WORDS), text + "e")


def test_a_pattern_of_its_own_is_tried_where_a_word_begins() -> None:
    finder = Finder(("ngày",), re.compile(r"ngày \d{1,2}"))
    assert [found[0] for found in finder.finditer("ngày 2, mỗi ngày, ngày 16; rằmngày 3")] == [
        "ngày 2",
        "ngày 16",
    ]
