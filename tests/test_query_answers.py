"""Whether one passage answers a query: words and signs count, what the meeting answers does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from giaoban_cli.query import Cites
from giaoban_cli.query.answers import answers, has_words
from giaoban_cli.query.parse import parse

PASSAGE = "Các chi bộ vận động Nhân dân hiến đất làm đường nông thôn mới, giảm nghèo bền vững"
TODAY = date(2024, 5, 2)


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("", True),
        ("hien dat", True),
        ("hiến đất", True),
        ("hiến đắt", False),
        ("đất nghèo", True),
        ('"hiến đất làm"', True),
        ('"hiến đường"', False),
        ('"hiến đường"~2', True),
        ('"hiến đường"~1', False),
        ("hiế*", True),
        ("hiền*", False),
        ("hiến OR máu", True),
        ("máu OR xăng", False),
        ("hiến -máu", True),
        ("hiến -đường", False),
        ("NTM", True),
        ("MTQG", False),
        ("(máu OR hiến) bền", True),
        ("chair:Hợi", True),
        ("chair:Hợi hiến", True),
        ("chair:Hợi máu", False),
        ("-chair:Hợi hiến", True),
        ("date:2024 OR máu", True),
    ],
)
def test_a_passage_answers(query: str, answer: bool) -> None:
    assert answers(parse(query, today=TODAY), PASSAGE) is answer


def test_marks_are_ignored_when_the_whole_query_ignores_them() -> None:
    query = replace(parse("hiến đắt", today=TODAY), marks="ignore")
    assert answers(query, PASSAGE)


def test_a_document_is_asked_of_whoever_knows() -> None:
    query = parse("05-CT/TW", today=TODAY)
    asked: list[Cites] = []

    def never(node: Cites) -> bool:
        asked.append(node)
        return False

    assert answers(query, PASSAGE)
    assert not answers(query, PASSAGE, never)
    assert [(node.code, node.number) for node in asked] == [("ct", "5")]
    assert answers(query, PASSAGE, lambda _: True)


@pytest.mark.parametrize(
    ("query", "words"),
    [("", False), ("chair:Hợi", False), ("hiến", True), ("chair:Hợi -máu", True), ("NQ 18", True)],
)
def test_whether_a_query_asks_for_words(query: str, words: bool) -> None:
    assert has_words(parse(query, today=TODAY)) is words
