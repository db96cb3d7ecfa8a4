"""Order: tier, zone, score, newer date."""

from __future__ import annotations

from dataclasses import replace

import pytest

from giaoban_cli.query import Query, Words
from tests.contract.conftest import Indexed
from tests.contract.making import asked, found, graded, meeting


def test_tiers_in_order(indexed: Indexed) -> None:
    far = "hôm qua " * 20
    index = indexed(
        meeting(1, f"đẩy mạnh {far} chuyển đổi {far} số"),
        meeting(2, "thúc đẩy CĐS"),
        meeting(3, "chuyển đổi số"),
        meeting(4, "chuyển nhanh sang đổi mới số hóa"),
        meeting(5, "chuyện đổi sổ"),
        meeting(6, "chuyển đổi"),
    )
    assert graded(index, "chuyển đổi số") == [
        (3, "exact"), (4, "near"), (1, "all"), (2, "synonym"),
    ]  # fmt: skip
    first, second, *others = graded(index, "chuyen doi so")
    # which of two equals comes first is left to the engine: copies on servers weigh words apart
    assert {first, second} == {(3, "marks"), (5, "marks")}
    assert others == [(4, "near"), (1, "all"), (2, "synonym")]


@pytest.mark.parametrize(("between", "match"), [(1, "near"), (6, "near"), (7, "all")])
def test_near_is_within_eight_words(indexed: Indexed, between: int, match: str) -> None:
    index = indexed(meeting(1, "kết " + "và " * between + "nạp"))
    assert graded(index, "kết nạp") == [(1, match)]
    assert graded(index, "nạp kết") == [(1, match)]


@pytest.mark.parametrize(("between", "match"), [(6, "near"), (7, "all")])
def test_many_words_are_near_within_twice_their_number(
    indexed: Indexed, between: int, match: str
) -> None:
    index = indexed(meeting(1, "a b c " + "và " * between + "d e f"))
    assert graded(index, "f e d c b a") == [(1, match)]


def test_an_unrelated_meeting_changes_no_tier(indexed: Indexed) -> None:
    far = "hôm qua " * 20
    meetings = [
        meeting(1, f"kết {far} nạp"),
        meeting(2, "kết nạp"),
        meeting(3, "kết quả nạp"),
    ]
    before = graded(indexed(*meetings), "kết nạp")
    assert before == graded(indexed(*meetings, meeting(9, "trồng cây")), "kết nạp")
    assert [key for key, _ in before] == [2, 3, 1]


def test_zones_within_a_tier(indexed: Indexed) -> None:
    index = indexed(
        meeting(1, "giảm nghèo giảm nghèo giảm nghèo"),
        meeting(2, "khác", directions="tập trung giảm nghèo"),
        meeting(3, "khác", people="Trưởng ban giảm nghèo"),
        meeting(4, "khác", title="Hội nghị giảm nghèo"),
    )
    assert found(index, "giảm nghèo") == [4, 3, 2, 1]
    assert found(index, "nghèo") == [4, 3, 2, 1]
    assert found(index, '"giam ngheo"') == [4, 3, 2, 1]


def test_a_phrase_that_stands_in_no_zone_gains_nothing_from_words_that_do(
    indexed: Indexed,
) -> None:
    index = indexed(
        meeting(1, "dân vận", title="Vận động nhân dân"), meeting(2, directions="công tác dân vận")
    )
    assert found(index, "dân vận") == [2, 1]


def test_repetition_and_brevity_count_within_a_zone(indexed: Indexed) -> None:
    index = indexed(
        meeting(1, "hiến đất " + "làm đường " * 30),
        meeting(2, "hiến đất làm đường"),
        meeting(3, "hiến đất hiến đất hiến đất"),
    )
    assert found(index, "hiến đất") == [3, 2, 1]


def test_the_newer_meeting_comes_first_among_equals(indexed: Indexed) -> None:
    index = indexed(
        meeting(1, "hiến đất", day="2019-05-01"),
        meeting(2, "hiến đất"),
        meeting(3, "hiến đất", day="2023-05-01"),
        meeting(4, "hiến đất", day="2019-05-01"),
    )
    assert found(index, "hiến đất") == [3, 1, 4, 2]


def test_by_date_undated_come_last(indexed: Indexed) -> None:
    index = indexed(
        meeting(1, "họp", day="2019-05-01"),
        meeting(2, "họp"),
        meeting(3, "họp họp họp", day="2023-05-01"),
        meeting(4, "họp", day="2011-05-01"),
    )
    assert found(index, "họp", sort="newest") == [3, 1, 4, 2]
    assert found(index, "họp", sort="oldest") == [4, 1, 3, 2]
    assert found(index, "") == [3, 1, 4, 2]


def test_by_date_hits_tell_how_they_match(indexed: Indexed) -> None:
    index = indexed(
        meeting(1, "chỉ đạo", day="2019-01-01"),
        meeting(2, "chi đạo", day="2020-01-01"),
        meeting(3, "không", day="2021-01-01"),
    )
    assert graded(index, "chi đạo", sort="oldest") == [(1, "marks"), (2, "exact")]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_are_pieces_of_the_whole(indexed: Indexed, sort: str) -> None:
    zones = ("title", "people", "directions")
    index = indexed(
        *(
            meeting(key, "vận động " * (key % 5), **{zones[key % 3]: "vận động hiến đất"})
            for key in range(1, 40)
        )
    )
    query = asked("van động")
    whole = index.search(query, sort=sort, limit=100)  # type: ignore[arg-type]
    pages = [
        index.search(query, sort=sort, limit=7, offset=at)  # type: ignore[arg-type]
        for at in range(0, 49, 7)
    ]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total for page in pages} == {39}


def test_several_words_of_a_tree_are_as_good_as_the_worst(indexed: Indexed) -> None:
    index = indexed(meeting(1, "thi đua, khen thuong"), meeting(2, "thi đua, khen thưởng"))
    assert graded(index, "thi đua AND khen thuong") == [(1, "exact"), (2, "marks")]
    assert graded(index, '"thi đua" AND "khen thuong"') == [(1, "exact"), (2, "marks")]
    assert graded(index, "khen OR thuong") == [(1, "exact"), (2, "exact")]
    assert graded(index, "thuong OR hiến") == [(1, "exact"), (2, "marks")]


def test_a_filter_does_not_rank(indexed: Indexed) -> None:
    index = indexed(
        meeting(1, "họp", chairs=["Lê Văn Bạch"]), meeting(2, "họp họp", chairs=["Lê Văn Bạch"])
    )
    assert found(index, "họp chair:Bạch") == found(index, "họp")


def test_the_typed_word_scores_alone_before_its_other_wordings(indexed: Indexed) -> None:
    index = indexed(
        meeting(1, "NTM NTM NTM, nông thôn mới"), meeting(2, "nông thôn mới"), meeting(3, "NTM")
    )
    assert graded(index, "nông thôn mới")[-1] == (3, "synonym")
    assert isinstance(asked("NTM").root, Words)


def test_a_query_without_words_lists_everything(indexed: Indexed) -> None:
    index = indexed(meeting(1, "a", day="2020-01-01"), meeting(2, "b", day="2021-01-01"))
    assert graded(index, Query("", None)) == [(2, "exact"), (1, "exact")]
    assert found(index, replace(asked("*"), text="*")) == [2, 1]
