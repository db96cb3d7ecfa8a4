"""Queries made to hurt: each answers, or says what is wrong with it, within bounds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban_cli.errors import QueryError
from giaoban_cli.index.port import Index
from giaoban_cli.index.w3 import WhooshIndex
from tests.contract.making import asked, ignoring_marks, meeting

HOSTILE = [
    "(" * 500 + "a" + ")" * 400,
    "(" * 1200,
    ")" * 900,
    "NOT NOT a",
    "NOT " * 200 + "a",
    "-" * 900 + "a",
    "- - - a",
    "a" * 30_000,
    "á" * 999,
    "a " * 499,
    "* " * 400,
    "*",
    "**",
    "?" * 999,
    "[a TO zzzz]",
    "{a TO *}",
    "a*",
    "a* b* c* d* e* n* t* h* k* g*",
    '"' * 999,
    '"a" ' * 64,
    '"t* h*"~15',
    '"' + "a " * 60 + '"~999',
    "AND OR NOT",
    "a AND OR b",
    "a OR " * 60 + "b",
    "(a OR b) AND " * 30 + "c",
    "date:" + "9" * 900,
    "date:..",
    "chair:" * 150,
    ":" * 999,
    "\x00\x1b[31m\u202e",
    "a~5^3 b~ c^",
    "\\\\\\ /.*/ <script>",
    "e\u0301" * 300,
    "ﬁ ß ǅ İ 𝟘 ٣",
    "05-CT/TW " * 60,
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Four hundred meetings of the commonest syllables."""
    chance = random.Random(400)
    syllables = [
        a + b for a in ("t", "h", "k", "ng", "th", "đ") for b in ("a", "á", "ạ", "ế", "ươn")
    ]
    folder: Path = tmp_path_factory.mktemp("hostile")
    opened = WhooshIndex(folder / "index")
    opened.update(
        (
            meeting(key, " ".join(chance.choices(syllables, k=500)), "a b", chairs=["A Á"])
            for key in range(400)
        ),
        [],
        1,
    )
    yield opened
    opened.close()


def test_there_are_enough_of_them() -> None:
    assert len(set(HOSTILE)) >= 32


def refusal(text: str) -> QueryError | None:
    """Why a query string is refused; None when it is read."""
    try:
        asked(text)
    except QueryError as error:
        return error
    return None


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_query_is_answered_or_refused(index: Index, text: str) -> None:
    if error := refusal(text):
        assert 0 <= error.position <= len(text)
        return
    for query in (asked(text), asked(text, exact=True), ignoring_marks(text)):
        answer = index.search(query, sort="relevance", limit=10)
        assert len(answer.hits) <= 10
        assert answer.total <= 400
        assert index.count(query, 5) <= 5


@given(st.text(alphabet='ab ()"*-:~ANDORT\u00a0đ5/..', max_size=80) | st.text(max_size=1100))
def test_any_string_is_read_or_refused(text: str) -> None:
    error = refusal(text)
    assert error is None or 0 <= error.position <= len(text)
