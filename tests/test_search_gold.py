"""Queries over real reports with the hits a reader expects, and those that must not come.

The reports lie in the folder that `GIAOBAN_GOLD` names, in `seeds/`; here they go by the first
three characters of their file names. Without the folder these tests are skipped, and say so.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from giaoban_cli.archive import Archive, IngestOptions, SearchRequest
from giaoban_cli.models import Hit, Page
from giaoban_cli.query import Filters
from giaoban_cli.text.fold import marked_key, plain_key, respelled, spelled
from tests.engines import ENGINES, shared_for

FOLDER = os.environ.get("GIAOBAN_GOLD")

pytestmark = pytest.mark.skipif(not FOLDER, reason="GIAOBAN_GOLD names no folder of reports")

Search = Callable[..., Page]


@pytest.fixture(scope="module", params=ENGINES)
def search(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Search]:
    """An archive of the real reports, to be asked."""
    assert FOLDER
    home = tmp_path_factory.mktemp("gold")
    Archive.create(home / "archive")
    with Archive(
        home / "archive",
        state=home / "state",
        clock=lambda: datetime(2024, 5, 2, tzinfo=UTC),
        engine=request.param,
        shared=shared_for(request),
    ) as archive:
        report = archive.ingest([Path(FOLDER) / "seeds"], IngestOptions(), lambda _: None)
        assert report.added == 5

        def ask(text: str, **options: object) -> Page:
            return archive.search(SearchRequest(text=text, **options))  # type: ignore[arg-type]

        yield ask


def name(hit: Hit) -> str:
    return Path(hit.source).name[:3]


def names(page: Page) -> list[str]:
    return [name(hit) for hit in page.hits]


def highlighted(page: Page) -> set[str]:
    """The words shown as matches, folded in case only."""
    return {
        " ".join(hit.snippet.text[start:end].split()).casefold()
        for hit in page.hits
        for start, end in hit.snippet.highlights
    }


@pytest.mark.parametrize(
    ("text", "first", "others", "never"),
    [
        ("Kỷ", "003", "", "000 001 002 004"),
        ("chỉnh đốn", "004", "", "000 001 002 003"),
        ("chính", "002", "000 001 003 004", ""),
        ("chinh", "002", "000 001 003 004", ""),
        ("NTM", "003", "000 001", "002 004"),
        ("nông thôn mới", "000", "001 003", "002 004"),
        ("MTQG", "001", "000 003", "002 004"),
        ("mục tiêu quốc gia", "000", "001 003", ""),
        ("05-CT/TW", "004", "", "000 001 002 003"),
        ("chi thi 5", "004", "", "000 001 002 003"),
        ("ct05", "004", "", "000 001 002 003"),
        ("nghị quyết 19", "003", "", "000 001 002 004"),
        ("“dân vận khéo”", "002", "000", "001 003 004"),
        ("dan van kheo", "002", "000", ""),
        ("kết nạp đảng viên", "004", "000", ""),
        ("giam ngheo", "000", "001", "002 003 004"),
        ("vườn mẫu", "003", "", "000 001 002 004"),
        ("tự chuyển hoá", "004", "", "000 001 002 003"),
        ("bàn", "001", "", "000 002 003 004"),
        ("lấy phiếu tín nhiệm", "004", "", "000 001 002 003"),
        ("chào cờ", "003", "", "000 001 002 004"),
        ("hien dat", "000", "", "001 003"),
        ("“hien dat”", "000", "", "001 002 003 004"),
        ("phản biện xã hội", "001", "", ""),
        ("phường", "000", "", "001 002 003 004"),
        ("sap nhap", "003", "000", "001 002 004"),
        ("kinh tế xã hội", "001", "002", ""),
        ("“kinh tế xã hội”", "001", "002", "000 003 004"),
        ("TU", "004", "", "003"),
        ("xoa nha tam", "000", "", "001 002 003 004"),
        ("tổ chức xây dựng đảng", "004", "", ""),
        ("quí I", "000", "", "001 003"),
    ],
)
def test_hits(search: Search, text: str, first: str, others: str, never: str) -> None:
    found = names(search(text))
    assert found[:1] == [first]
    assert set(others.split()) <= set(found)
    assert not set(never.split()) & set(found)


def test_two_spellings_and_capitals_are_one(search: Search) -> None:
    whole = names(search("huyện uỷ"))
    assert whole == names(search("huyện ủy"))
    assert set(whole[:3]) == {"001", "002", "003"}, "the title counts more"
    assert set(whole[3:]) == {"000", "004"}
    assert set(names(search("HUYEN UY"))) == set(whole)


def test_a_tone_that_is_nowhere_is_said_to_be_so(search: Search) -> None:
    page = search("vườn mẫu")
    assert [(name(hit), hit.match) for hit in page.hits] == [("003", "folded")]
    assert page.notice
    assert search("vườn mẫu", exact=True).total == 0


def test_only_what_matches_is_highlighted(search: Search) -> None:
    assert highlighted(search("chính")) == {"chính"}
    assert highlighted(search("chinh")) == {"chính", "chỉnh"}
    assert highlighted(search("đảng")) == {"đảng"}
    assert highlighted(search("huyen uy")) <= {"huyện ủy", "huyện uỷ"}


def test_the_phrase_comes_before_the_words_near_each_other(search: Search) -> None:
    hits = search("kết nạp đảng viên").hits
    assert [(name(hit), hit.match) for hit in hits] == [("004", "exact"), ("000", "near")]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(on="16/4/2024"), "000"),
        (Filters(on="quý I/2024"), "002"),
        (Filters(from_="2023", to="2024-03"), "002 004"),
        (Filters(cites="21-NQ/TW"), "004"),
        (Filters(level="tỉnh"), "004"),
        (Filters(kind="sơ kết"), "004"),
    ],
)
def test_filters(search: Search, filters: Filters, expected: str) -> None:
    assert sorted(names(search("", filters=filters))) == expected.split()


# --- names, from the annotation --------------------------------------------------------------


def annotation() -> dict[str, dict[str, Any]]:
    """The annotated facts by report; none when no folder is named."""
    if not FOLDER:
        return {}
    text = (Path(FOLDER) / "gold" / "seeds_gold.json").read_text(encoding="utf-8")
    return {file[:3]: facts for file, facts in json.loads(text).items()}


GOLD = annotation()
CHAIRS = [(report, chair["name"]) for report, facts in GOLD.items() for chair in facts["chairs"]]
AUTHORS = [(report, who) for report, facts in GOLD.items() for who in facts["byline"]["authors"]]


def half_marked(text: str) -> str:
    """The text with every second word typed plain."""
    return " ".join(
        plain_key(word) if index % 2 else word for index, word in enumerate(text.split())
    )


@pytest.mark.parametrize(("report", "chair"), CHAIRS, ids=range(len(CHAIRS)))
def test_a_chair_is_found_however_the_name_is_typed(
    search: Search, report: str, chair: str
) -> None:
    plain = " ".join(plain_key(word) for word in chair.split())
    for typed in (chair, plain, half_marked(chair), chair.upper()):
        assert names(search(typed))[0] == report
        assert search(typed).hits[0].match in ("exact", "marks")
    *_, given = chair.split()
    for typed in (chair, plain, given, " ".join(chair.split()[1:]), " ".join(chair.split()[:2])):
        for filters in (Filters(chair=typed), Filters(official=(typed,))):
            assert report in names(search("", filters=filters))


@pytest.mark.parametrize(("report", "author"), AUTHORS, ids=range(len(AUTHORS)))
def test_an_author_is_found_as_one_and_is_no_official(
    search: Search, report: str, author: str
) -> None:
    assert report in names(search("", filters=Filters(author=author)))
    assert search("", filters=Filters(official=(author,))).total == 0
    assert report not in names(search(f'"{author}"'))


def respelled_chairs() -> list[tuple[str, str, str]]:
    """Chairs with a name that may be written with i or y: report, other spelling, wrong tone."""
    found: list[tuple[str, str, str]] = []
    for report, chair in CHAIRS:
        words = chair.split()
        other = respelled(marked_key(words[-1]))
        if other:
            wrong = other[:-1] + ("F" if other[-1] != "F" else "S")
            found.append(
                (
                    report,
                    " ".join([*words[:-1], spelled(other)]),
                    " ".join([*words[:-1], spelled(wrong)]),
                )
            )
    return found


@pytest.mark.parametrize(("report", "typed", "wrong"), respelled_chairs(), ids=lambda _: "")
def test_i_for_y_finds_a_name_but_not_with_another_tone(
    search: Search, report: str, typed: str, wrong: str
) -> None:
    assert [(name(hit), hit.match) for hit in search(typed).hits] == [(report, "synonym")]
    assert [(name(hit), hit.match) for hit in search(wrong).hits] == [(report, "folded")]


def test_a_place_named_in_the_text_comes_first(search: Search) -> None:
    for report, facts in GOLD.items():
        place = facts["place"]
        if place["in_text"] is True and place["district"]:
            assert names(search(place["district"]))[0] == report
            plain = " ".join(plain_key(word) for word in place["district"].split())
            assert report in names(search("", filters=Filters(place=plain)))


def test_every_cited_document_is_found_by_its_number(search: Search) -> None:
    for report, facts in GOLD.items():
        for document in facts["documents"]:
            kind, number, body, _ = document["key"].split("|")
            assert report in names(search("", filters=Filters(cites=f"{kind} {number}")))
            assert report in names(search(f"{number}-{kind}/{body}"))
