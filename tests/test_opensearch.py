"""What OpenSearch is asked and sent, told without a server; what needs one is in tests/contract."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from giaoban_cli.cli.shared import shared_index
from giaoban_cli.config import load as settings_of
from giaoban_cli.errors import OutOfReach, UsageError
from giaoban_cli.index.clauses import (
    EVERYTHING,
    NOTHING,
    All,
    Clause,
    Falls,
    Holds,
    Near,
    Stands,
    Without,
)
from giaoban_cli.index.clauses import Any as AnyOf
from giaoban_cli.index.grade import EXACT, MARKS, SYNONYM, Grade
from giaoban_cli.index.opensearch import bulk, dsl, states
from giaoban_cli.index.opensearch.bulk import Operation, Patience, Rejected
from giaoban_cli.index.opensearch.documents import published, shown_in, source_of, words_of
from giaoban_cli.index.opensearch.index import OpenSearchIndex
from giaoban_cli.index.opensearch.server import Server, Waiting, line
from giaoban_cli.index.port import IndexDamaged
from giaoban_cli.models import Meeting, Official, SharedIndex, Source, Stored
from tests.contract.making import meeting
from tests.running import Giaoban

NOWHERE = "http://127.0.0.1:9"
"""Where nobody listens."""


# --- queries ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "query"),
    [
        (EVERYTHING, {"match_all": {}}),
        (NOTHING, {"match_none": {}}),
        (Stands("body", (("dat", "dat đâtS"),)), {"terms": {"body": ["dat", "dat!đâtS"]}}),
        (
            Stands("title", (("so", "so sôS"), ("ket",))),
            {"match_phrase": {"title": {"query": "so|so!sôS ket", "analyzer": "either"}}},
        ),
        (Holds("kind", ("họp",)), {"terms": {"kind": ["họp"]}}),
        (
            Falls("2024-01-01", None),
            {
                "bool": {
                    "filter": [
                        {"range": {"day": {"lte": 3652059}}},
                        {"range": {"last_day": {"gte": 738886}}},
                    ],
                    "must_not": [],
                }
            },
        ),
        (
            All((Holds("kind", ("họp",)), Without(Holds("level", ("xã",))))),
            {
                "bool": {
                    "filter": [{"terms": {"kind": ["họp"]}}],
                    "must_not": [{"terms": {"level": ["xã"]}}],
                }
            },
        ),
        (
            AnyOf((Holds("kind", ("họp",)), Holds("level", ("xã",)))),
            {
                "bool": {
                    "should": [{"terms": {"kind": ["họp"]}}, {"terms": {"level": ["xã"]}}],
                    "minimum_should_match": 1,
                }
            },
        ),
    ],
)
def test_a_clause_is_a_query(clause: Clause, query: dict[str, Any]) -> None:
    assert dsl.query_of(clause) == query


def test_words_near_each_other_are_patterns_in_any_order() -> None:
    query = dsl.query_of(Near((("tu^", "tu tuw"), ("hop",), ("hop",)), 8))
    asked = query["intervals"]["body"]["all_of"]
    assert [rule["regexp"]["pattern"] for rule in asked["intervals"]] == [r"tu\^|tu\!tuw", "hop"]
    assert (asked["max_gaps"], asked["ordered"]) == (6, False)
    ordered = dsl.query_of(Stands("body", (("a",), ("b",)), 3))["intervals"]["body"]["all_of"]
    assert (ordered["max_gaps"], ordered["ordered"]) == (3, True)


def test_a_score_tells_the_grade_and_within_it_how_much_words_count() -> None:
    one, two, three = (Holds("kind", (name,)) for name in "abc")
    grades: list[tuple[Grade, Clause]] = [
        ((EXACT, 3), one),
        ((MARKS, 3), AnyOf((one, two))),
        ((SYNONYM, 3), AnyOf((one, two, three))),
    ]
    query = dsl.graded(grades, [("dat",)], [("NTM",)])["bool"]
    steps = query["must"][0]["dis_max"]["queries"]
    first, second = steps[0]["constant_score"], steps[1]["constant_score"]
    last = steps[2]["bool"]
    assert first["boost"] > second["boost"] > last["must"][0]["constant_score"]["boost"] > 0
    assert dsl.query_of(one) not in json_of(second), "what is better has a better score already"
    assert [dsl.grade_of(first["boost"] + more, 3) for more in (0.0, 127.9)] == [0, 0]
    assert dsl.grade_of(second["boost"], 3) == 1
    assert dsl.score_within(second["boost"] + 2.5) == 2.5
    assert "NTM" in str(last["should"]), "other wordings count where only they were found"
    assert "NTM" not in str(query["should"])


def json_of(value: Any) -> list[Any]:
    """Every part of a query."""
    parts = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(parts, list):
        return [value]
    return [value, *(inner for part in parts for inner in json_of(part))]


def test_long_queries_stay_countable() -> None:
    many = [(f"a{number}", f"b{number}") for number in range(60)]
    assert dsl.clauses_in(dsl.query_of(Near(tuple(many), 120))) == 60
    assert dsl.clauses_in(dsl.query_of(Stands("body", tuple(many)))) == 60
    assert dsl.clauses_in(dsl.query_of(Stands("body", (("a", "b", "c"),)))) == 1


# --- documents -------------------------------------------------------------------------------


def test_a_meeting_is_tokens_in_paragraphs_and_zones() -> None:
    document = meeting(
        7, "Họp bàn", "việc TU", title="Sơ kết", day="2024-04-29", last_day="2024-05-02",
        chairs=["Lê An"], place=["Khe Linh", "Hoành Giang"], kind="sơ kết",
    )  # fmt: skip
    source = source_of(document, "khe-linh", "b1", 3)
    assert source["body"] == ["so!sơ ket!kêtS", "hop!hopJ ban!banF", "viec!viêcJ tu!tu^"]
    assert (source["title"], source["people"]) == (["so!sơ ket!kêtS"], [])
    assert source["chair"] == ["< le!lê an >"]
    assert source["place"] == ["khe linh", "hoanh!hoanhF giang"]
    assert source["last_day"] - source["day"] == 3
    assert (source["born"], source["died"]) == (3, states.NEVER)
    assert "day" not in source_of(meeting(8, "x"), "khe-linh", "b1", 3)
    assert {"lê", "khe", "tu^"} <= words_of(document)


def test_a_zone_within_a_paragraph_ends_where_it_leaves_the_text() -> None:
    document = meeting(1, "a b c d e", directions="g h")
    zones = {**document.zones, "people": ((3, 4), (5, 7), (6, 7))}
    from dataclasses import replace

    assert source_of(replace(document, zones=zones), "x", "b", 1)["people"] == ["b", "d e"]


def test_what_lists_show_comes_back_from_a_document() -> None:
    text = "Sơ kết. Lê An chủ trì."
    stored = Stored(
        "2024-04-16-khe-linh-3f9a1c",
        Meeting(
            text,
            date="2024-04-16",
            title="Sơ kết",
            organisation="Huyện ủy Khe Linh",
            officials=(Official("Lê An", ("Bí thư",), ("chair", "concluded"), (8, 13)),),
            chairs=("Lê An",),
        ),
        (Source("/a.txt", "0" * 64, "utf-8", "text", 9, "2024-05-02T08:00:00Z"),),
    )
    source = source_of(published(meeting(1, text), stored, ((0, 3),)), "khe-linh", "b", 1)
    again = shown_in(json.loads(line({"index": {}}, source).splitlines()[1]))
    assert again.stored == stored
    assert again.unsearched == ((0, 3),)
    assert source["facet"] == {
        "year": "2024",
        "organisation": "Huyện ủy Khe Linh",
        "official": ["Lê An"],
        "concluded": ["Lê An"],
    }


def test_letters_that_are_no_unicode_do_no_harm() -> None:
    assert "?" in line({"index": {}}, {"text": "a\ud800b"}).decode()


# --- many at once ----------------------------------------------------------------------------


class Answering(Server):
    """A server that answers as it is told; keeps what it was sent.

    Args:
        answers: for each request the statuses of its operations; None: it cannot now.
    """

    def __init__(self, answers: Sequence[Sequence[int] | None]) -> None:
        self.where = NOWHERE
        self.sent: list[list[bytes]] = []
        self._answers = list(answers)

    def bulk(self, lines: Sequence[bytes]) -> list[Mapping[str, Any]]:  # type: ignore[override]
        self.sent.append(list(lines))
        statuses = self._answers.pop(0) if self._answers else [201] * len(lines)
        if statuses is None:
            raise Waiting("503")
        return [
            {"status": status, "error": {"reason": f"because of {status}"}} for status in statuses
        ]


def waiting() -> tuple[list[float], Patience]:
    """Patience that takes no time, and how long it would have taken."""
    slept: list[float] = []
    return slept, Patience(slept.append, lambda: 1.0)


def operations(number: int) -> list[Operation]:
    return [Operation(b"%d\n" % at, f"id-{at}") for at in range(number)]


def test_only_what_servers_had_no_room_for_is_sent_again() -> None:
    server = Answering([[201, 429, 201, 503], [201, 429], None, [201]])
    slept, patience = waiting()
    assert bulk.send(server, operations(4), patience) == []
    assert server.sent == [[b"0\n", b"1\n", b"2\n", b"3\n"], [b"1\n", b"3\n"], [b"3\n"], [b"3\n"]]
    assert slept == [0.5, 1.0, 2.0]


def test_writers_do_not_all_come_back_at_once() -> None:
    slept: list[float] = []
    for chance in (0.0, 0.5):
        Patience(slept.append, lambda chance=chance: chance).pause(20)  # type: ignore[misc]
    assert slept == [bulk.LONGEST_PAUSE / 2, bulk.LONGEST_PAUSE * 0.75]


def test_a_document_that_is_not_taken_is_named_and_the_others_are_written() -> None:
    server = Answering([[201, 400, 409]])
    assert bulk.send(server, operations(3), waiting()[1]) == [Rejected("id-1", "because of 400")]


def test_servers_that_do_not_answer_are_given_up_in_the_end() -> None:
    server = Answering([None] * bulk.TRIES)
    slept, patience = waiting()
    with pytest.raises(OutOfReach):
        bulk.send(server, operations(1), patience)
    assert len(server.sent) == bulk.TRIES
    assert sum(slept) < 120


def test_batches_are_bounded_in_number_and_bytes() -> None:
    server = Answering([])
    with bulk.batches(server, waiting()[1], pytest.fail) as under_way:  # type: ignore[arg-type]
        for operation in operations(bulk.MOST_OPERATIONS + 1):
            under_way.add(operation)
        for _ in range(3):
            under_way.add(Operation(b"x" * (bulk.MOST_BYTES // 2)))
    assert sorted(map(len, server.sent)) == [2, 2, bulk.MOST_OPERATIONS]
    assert all(sum(map(len, batch)) <= bulk.MOST_BYTES for batch in server.sent)


# --- what holds ------------------------------------------------------------------------------


def test_readers_see_what_was_born_and_has_not_died() -> None:
    state = states.State("khe-linh", "o", build="b", update=4, since=2)
    assert {"range": {"born": {"lte": 4}}} in states.visible(state)
    assert {"range": {"died": {"gt": 4}}} in states.visible(state)
    everywhere = str(states.visible_everywhere(["b", "c"], [state]))
    assert "'must_not': [{'terms': {'archive': ['khe-linh']}}]" in everywhere
    assert str(states.visible(state)[-1]) in everywhere


# --- settings and login ----------------------------------------------------------------------


def shared(environ: Mapping[str, str], url: str = "https://a.example:9200") -> SharedIndex:
    """What settings and environment make of an address."""
    found = shared_index(settings_of(f'url = "{url}"', "config.toml", {}), environ)
    assert found
    return found


def test_a_login_stands_in_the_environment_and_shows_nowhere() -> None:
    secret = {"GIAOBAN_OPENSEARCH_USER": "an", "GIAOBAN_OPENSEARCH_PASSWORD": "bimat"}
    found = shared(secret)
    assert found.authorization() == "Basic YW46YmltYXQ="
    assert "bimat" not in repr(found)
    assert "YW46" not in repr(found)
    assert shared({"GIAOBAN_OPENSEARCH_TOKEN": "t"}).authorization() == "Bearer t"
    assert shared({}).authorization() is None


@pytest.mark.parametrize(
    ("environ", "url", "key"),
    [
        ({"GIAOBAN_OPENSEARCH_USER": "an"}, "https://a:9200", "cluster.half_login"),
        ({"GIAOBAN_OPENSEARCH_TOKEN": "t"}, "http://a.example:9200", "cluster.plain_login"),
        (
            {"GIAOBAN_OPENSEARCH_TOKEN": "t"},
            "https://a:9200,http://b:9200",
            "cluster.plain_login",
        ),
    ],
)
def test_a_login_that_is_not_safe_or_whole_is_refused(
    environ: dict[str, str], url: str, key: str
) -> None:
    with pytest.raises(OutOfReach) as caught:
        shared(environ, url).authorization()
    assert caught.value.key == key


@pytest.mark.parametrize("url", ["https://an:bimat@a:9200", "https://a:9200,https://bimat@b"])
def test_a_login_in_an_address_is_refused_and_not_repeated(tmp_path: Path, url: str) -> None:
    with pytest.raises(UsageError) as caught:
        settings_of(f'url = "{url}"', "config.toml", {})
    assert caught.value.key == "config.login_in_url"
    ran = Giaoban(tmp_path)("config", "url", url)
    assert (ran.code, ran.out) == (2, "")
    assert "bimat" not in ran.err
    assert "GIAOBAN_OPENSEARCH_PASSWORD" in ran.err


def test_what_is_missing_is_said_in_one_sentence(tmp_path: Path) -> None:
    user = Giaoban(tmp_path)
    report = tmp_path / "a.txt"
    report.write_text("Sáng 16/4/2024, Huyện ủy Khe Linh họp giao ban.", encoding="utf-8")
    assert user("ingest", report).code == 0
    for setting, missing in (("url", "config url"), ("name", "config name")):
        ran = user("config", "engine", "opensearch")
        assert ran.code == 2
        assert missing in ran.err
        value = NOWHERE if setting == "url" else "Huyện ủy Khe Linh"
        assert user("config", setting, value).code == 0
    ran = user("config", "engine", "opensearch")
    assert ran.code == 5
    assert NOWHERE in ran.err
    assert user("config", "engine").out.strip() == "whoosh"
    assert user("search", "giao ban").code == 0


def test_a_search_of_all_needs_a_shared_index(tmp_path: Path) -> None:
    ran = Giaoban(tmp_path)("search", "--all", "họp")
    assert ran.code == 2
    assert "config engine opensearch" in ran.err


# --- the folder ------------------------------------------------------------------------------


def test_an_archive_that_published_elsewhere_publishes_anew(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / "PUBLISHED").write_text('{"index": "other", "name": "x", "owner": "o"}\n')
    with pytest.raises(IndexDamaged):
        OpenSearchIndex(folder, SharedIndex((NOWHERE,), "reports", "x", "o"), pytest.fail)  # type: ignore[arg-type]


def test_a_folder_that_published_nothing_asks_nobody(tmp_path: Path) -> None:
    index = OpenSearchIndex(
        tmp_path / "index",
        SharedIndex((NOWHERE,), "reports", "x", "o"),
        pytest.fail,  # type: ignore[arg-type]
    )
    assert index.generation == 0
    assert index.similar("họp", 5) == ()
    index.close()
