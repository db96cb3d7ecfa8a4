"""Finding meetings again: searches, references, exports, completion, counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from giaoban_cli.archive import SearchRequest
from giaoban_cli.archive.engines import Engine
from giaoban_cli.errors import QueryError, UsageError
from giaoban_cli.models import Page
from giaoban_cli.query import Filters
from tests.doubles import Desk, PlainIndex, analyse_plainly, note


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """An archive of four meetings."""
    desk.write(
        "a.txt",
        note(
            "Khe Lĩnh giao ban",
            "xóa nhà tạm cho hộ nghèo",
            date="2024-04-16",
            place="Khe Lĩnh",
            organisation="Huyện ủy Khe Lĩnh",
            official="Lò Văn Mấn",
        ),
    )
    desk.write(
        "b.txt",
        note(
            "Nam Sang sơ kết",
            "phát triển vườn mẩu",
            date="2023-07-12",
            place="Nam Sang",
            organisation="Huyện ủy Nam Sang",
            official="Lò Văn Mấn",
        ),
    )
    desk.write("c.txt", note("Nam Sang giao ban", date="2023-07-12", official="Lô Văn Mận"))
    desk.write("d.txt", note("Chưa rõ ngày"))
    desk.ingest()
    return desk


def search(desk: Desk, text: str = "", **options: object) -> Page:
    with desk.open() as archive:
        return archive.search(SearchRequest(text, **options))  # type: ignore[arg-type]


class TestSearch:
    def test_a_hit_shows_what_a_list_needs(self, filled: Desk) -> None:
        page = search(filled, "xoa nha tam")
        assert page.total == 1
        hit = page.hits[0]
        assert hit.id.startswith("2024-04-16-khe-linh-")
        assert hit.title == "Khe Lĩnh giao ban"
        assert hit.organisation == "Huyện ủy Khe Lĩnh"
        assert Path(hit.source).name == "a.txt"
        cut = [hit.snippet.text[start:end] for start, end in hit.snippet.highlights]
        assert cut == ["xóa nhà tạm"]

    def test_filters_alone_list_meetings(self, filled: Desk) -> None:
        page = search(filled, filters=Filters(on="2023"), sort="newest")
        assert [hit.title for hit in page.hits] == ["Nam Sang giao ban", "Nam Sang sơ kết"]

    def test_pages_go_on_where_the_last_one_ended(self, filled: Desk) -> None:
        first = search(filled, limit=3)
        second = search(filled, limit=3, page=2)
        assert (first.offset, second.offset) == (0, 3)
        assert len({hit.id for hit in (*first.hits, *second.hits)}) == 4
        assert second.total == 4

    def test_marks_that_match_nothing_fall_back_with_a_word(self, filled: Desk) -> None:
        page = search(filled, "vườn mẫu")
        assert [hit.match for hit in page.hits] == ["folded"]
        assert page.notice[0].key == "search.nearest_words"
        assert page.notice[0].args == {"query": "vườn mẫu", "found": "vườn mẩu", "n": 1}

    def test_exact_does_not_fall_back(self, filled: Desk) -> None:
        page = search(filled, "vườn mẫu", exact=True)
        assert (page.total, page.notice) == (0, ())

    def test_more_with_marks_ignored_is_told(self, filled: Desk) -> None:
        page = search(filled, "văn mấn")
        assert page.total == 2
        assert [(note.key, note.args) for note in page.notice] == [("search.more", {"n": 1})]

    def test_a_name_gets_no_word_about_names_with_other_marks(self, filled: Desk) -> None:
        for name in ("Lò Văn Mấn", "Văn Mấn", "đồng chí Mấn"):
            assert search(filled, name).notice == (), name

    @pytest.mark.parametrize(
        "typed", ["ông Mấn", "đ/c Mấn", "đồng chí Lò Văn Mấn", "Đồng chí mấn", "ông mấn"]
    )
    def test_a_form_of_address_asks_for_the_person(self, filled: Desk, typed: str) -> None:
        filled.write("e.txt", note("Họp", "bà con và ông chủ cùng đồng chí mới đến"))
        filled.ingest()
        page = search(filled, typed)
        assert page.total == 2
        assert [(p.name, p.meetings) for p in page.people] == [("Lò Văn Mấn", 2)]
        assert len(search(filled, "dong chi Man").people) == 2
        assert [hit.title for hit in search(filled, "bà con").hits] == ["Họp"]
        filled.write("f.txt", note("Họp kín", "đồng chí Bí thư Huyện ủy vắng mặt"))
        filled.ingest()
        office = search(filled, "Đồng chí Bí thư Huyện ủy")
        assert [hit.title for hit in office.hits] == ["Họp kín"]
        with_words = search(filled, "ông Mấn nhà tạm")
        assert [hit.title for hit in with_words.hits] == ["Khe Lĩnh giao ban"]

    def test_nobody_of_a_name_is_nobody(self, filled: Desk) -> None:
        filled.write("e.txt", note("Họp", "đẩy nhanh giải ngân, bà con đồng thuận"))
        filled.ingest()
        assert search(filled, "bà Ngần").total == 0
        page = search(filled, "bà Mãn")
        assert {hit.match for hit in page.hits} == {"folded"}
        assert page.total == 3

    def test_a_person_stands_where_most_of_their_meetings_were(self, filled: Desk) -> None:
        for day in (3, 4):
            filled.write(
                f"e{day}.txt",
                note("Họp", date=f"2023-08-0{day}", place="Nam Sang", official="Lò Văn Mấn"),
            )
        filled.ingest()
        assert [p.place for p in search(filled, "Lò Văn Mấn").people] == ["Nam Sang"]

    def test_plain_letters_get_no_word_about_marks(self, filled: Desk) -> None:
        assert search(filled, "lo van man").notice == ()

    def test_a_name_brings_its_person(self, filled: Desk) -> None:
        page = search(filled, "lo van man")
        assert [(p.name, p.meetings, p.concluded, p.place) for p in page.people] == [
            ("Lò Văn Mấn", 2, 2, "Khe Lĩnh"),
            ("Lô Văn Mận", 1, 1, None),
        ]
        assert [p.name for p in search(filled, "Lô Văn Mận").people] == ["Lô Văn Mận"]
        assert search(filled, "van man").people == ()

    def test_plain_letters_are_offered_with_the_marks_of_the_archive(self, filled: Desk) -> None:
        assert search(filled, "nha tam").suggestions == ("nhà tạm",)
        assert search(filled, "nhà tạm").suggestions == ()

    def test_marks_are_offered_when_nearly_all_hits_have_them(self, filled: Desk) -> None:
        filled.write("e.txt", note("Họp", "giá nha đam, nhã tám"))
        filled.ingest()
        assert search(filled, "nha tam").suggestions == ()

    @pytest.mark.parametrize("typed", ["24/7", "Covid-19", "NHÀ TẠM", "giao  ban"])
    def test_nothing_is_offered_that_was_typed(self, filled: Desk, typed: str) -> None:
        filled.write("e.txt", note("Họp", "trực 24/7, chống Covid-19, giao ban"))
        filled.ingest()
        page = search(filled, typed)
        assert page.hits
        assert page.suggestions == ()

    def test_a_mistyped_word_is_found_as_it_was_meant_and_said_to_be_so(self, filled: Desk) -> None:
        page = search(filled, "nha tem")
        assert [hit.match for hit in page.hits] == ["folded"]
        assert page.suggestions == ("nhà tạm",)
        assert [(each.key, each.args) for each in page.notice] == [
            ("search.mended", {"query": "nha tem", "found": "nhà tạm", "n": 1})
        ]
        assert search(filled, '"nha tem"').suggestions == ('"nhà tạm"',)
        assert search(filled, "Nha Tem").suggestions == ("Nhà Tạm",)
        assert search(filled, "nha tem", exact=True).total == 0

    def test_a_name_is_mended_like_any_word(self, filled: Desk) -> None:
        page = search(filled, "lo vin man")
        assert page.suggestions == ("lò văn mấn",)
        assert [p.name for p in page.people] == ["Lò Văn Mấn"]

    def test_no_slip_is_seen_in_numbers_and_where_nothing_fits(self, filled: Desk) -> None:
        assert search(filled, "giao ban 2029").suggestions == ()
        assert search(filled, "mẩu nghèo").suggestions == ()

    def test_a_slip_that_makes_another_word_is_mended_where_the_run_stands(
        self, filled: Desk
    ) -> None:
        filled.write("e.txt", note("Họp", "trồng cây na, hộp sữa tạm"))
        filled.ingest()
        assert search(filled, "na tạm").suggestions == ("nhà tạm",)

    def test_of_near_words_the_one_with_the_marks_that_were_typed_comes_first(
        self, filled: Desk
    ) -> None:
        for number in range(3):
            filled.write(f"e{number}.txt", note("Họp", f"làm tậm rồi {number}"))
        filled.ingest()
        assert search(filled, "tạmm").suggestions == ("tạm",)

    def test_what_is_offered_finds_something_under_the_same_filters(self, filled: Desk) -> None:
        assert search(filled, "nha tem", filters=Filters(on="2024")).suggestions
        assert search(filled, "nha tem", filters=Filters(on="2023")).suggestions == ()

    def test_facets_count_what_was_found(self, filled: Desk) -> None:
        facets = search(filled, "giao ban", facets=True).facets
        assert facets
        assert {c.value: c.count for c in facets["year"]} == {"2023": 1, "2024": 1}
        assert {c.value: c.count for c in facets["official"]} == {"Lò Văn Mấn": 1, "Lô Văn Mận": 1}
        assert search(filled, "giao ban").facets is None

    def test_two_spellings_of_one_body_are_counted_as_one(self, filled: Desk) -> None:
        bodies = ("Huyện uỷ Khe Lĩnh", "Huyện ủy Khe Lĩnh", "Huyện ủy Khê Lĩnh")
        for number, body in enumerate(bodies):
            filled.write(f"e{number}.txt", note(f"Họp {number}", organisation=body))
        filled.ingest()
        facets = search(filled, facets=True).facets
        assert facets
        assert {c.value: c.count for c in facets["organisation"]} == {
            "Huyện ủy Khe Lĩnh": 3, "Huyện ủy Khê Lĩnh": 1, "Huyện ủy Nam Sang": 1,
        }  # fmt: skip
        with filled.open() as archive:
            assert archive.stats().by_organisation[0].count == 3

    def test_a_query_that_is_not_well_formed_says_where(self, filled: Desk) -> None:
        with pytest.raises(QueryError):
            search(filled, "(giao ban")


class TestReferences:
    def resolve(self, desk: Desk, ref: str) -> str:
        with desk.open() as archive:
            return archive.resolve(ref)

    def error(self, desk: Desk, ref: str) -> UsageError:
        with pytest.raises(UsageError) as caught:
            self.resolve(desk, ref)
        return caught.value

    def test_an_id_and_the_beginning_of_one(self, filled: Desk) -> None:
        id_ = filled.ids("xóa nhà tạm")[0]
        assert self.resolve(filled, id_) == id_
        assert self.resolve(filled, "2024-04") == id_
        assert self.resolve(filled, "2024-04-16-KHE") == id_

    @pytest.mark.parametrize("ref", ["2024-04-16", "16/4/2024", "16-4-2024", "tháng 4/2024"])
    def test_a_day_held_by_one_meeting(self, filled: Desk, ref: str) -> None:
        assert self.resolve(filled, ref) == filled.ids("xóa nhà tạm")[0]

    @pytest.mark.parametrize("ref", ["2023-07-12", "12/7/2023", "2023"])
    def test_what_means_several_lists_them(self, filled: Desk, ref: str) -> None:
        error = self.error(filled, ref)
        assert error.key == "ref.ambiguous"
        assert str(error.details["candidates"]).count("2023-07-12-nam-sang") == 2

    def test_a_day_that_no_calendar_has(self, filled: Desk) -> None:
        assert self.error(filled, "31/2/2024").key == "date.no_such_day"

    def test_a_hit_of_the_last_search(self, filled: Desk) -> None:
        first = filled.ids("giao ban")
        assert self.resolve(filled, "@1") == first[0]
        assert self.resolve(filled, "@2") == first[1]
        assert self.error(filled, "@3").key == "ref.no_such_hit"
        filled.ids("sơ kết")
        assert self.error(filled, "@2").key == "ref.no_such_hit"

    def test_hits_of_earlier_pages_keep_their_numbers(self, filled: Desk) -> None:
        pages = [filled.ids(limit=1, page=page) for page in (1, 2)]
        assert self.resolve(filled, "@1") == pages[0][0]
        assert self.resolve(filled, "@2") == pages[1][0]

    def test_the_path_of_an_ingested_file(
        self, filled: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        id_ = filled.ids("xóa nhà tạm")[0]
        assert self.resolve(filled, str(filled.reports / "a.txt")) == id_
        monkeypatch.chdir(filled.reports)
        assert self.resolve(filled, "a.txt") == id_

    def test_what_is_unknown_names_near_ids(self, filled: Desk) -> None:
        error = self.error(filled, "2024-04-16-khe-lihn")
        assert error.key == "ref.unknown_near"
        assert "2024-04-16-khe-linh-" in str(error.details["near"])
        assert "2024-04-16-khe-linh-" in str(self.error(filled, "2024-04-17").details["near"])
        assert self.error(filled, "zzz").key == "ref.unknown"
        assert self.error(filled, "").key == "ref.unknown"

    def test_a_state_folder_that_cannot_be_written_does_not_stop_a_search(
        self, filled: Desk
    ) -> None:
        filled.state.parent.mkdir(exist_ok=True)
        if filled.state.is_dir():
            for path in sorted(filled.state.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            filled.state.rmdir()
        filled.state.write_text("in the way", encoding="utf-8")
        assert filled.ids("giao ban")
        assert self.error(filled, "@1").key == "ref.no_such_hit"


class TestWhole:
    def test_export_gives_every_meeting_newest_first(self, filled: Desk) -> None:
        with filled.open() as archive:
            dates = [stored.meeting.date for stored in archive.export(SearchRequest())]
        assert dates == ["2024-04-16", "2023-07-12", "2023-07-12", None]

    def test_what_needs_no_engine_loads_none(self, filled: Desk) -> None:
        def never(folder: Path) -> PlainIndex:
            raise AssertionError("the index was opened")

        filled.engine = Engine("plain", never, analyse_plainly)
        with filled.open() as archive:
            ids = [stored.id for stored in archive.export(SearchRequest())]
            assert archive.get(archive.resolve("16/4/2024")).id == ids[0]

    def test_export_of_a_query(self, filled: Desk) -> None:
        with filled.open() as archive:
            found = [stored.meeting.title for stored in archive.export(SearchRequest("giao ban"))]
        assert found == ["Khe Lĩnh giao ban", "Nam Sang giao ban"]

    def test_export_says_what_is_wrong_before_it_begins(self, filled: Desk) -> None:
        with filled.open() as archive, pytest.raises(QueryError):
            archive.export(SearchRequest("(giao ban"))

    def test_completion_does_not_ask_for_marks(self, filled: Desk) -> None:
        with filled.open() as archive:
            assert list(archive.complete("official", "lo v")) == ["Lò Văn Mấn", "Lô Văn Mận"]
            assert list(archive.complete("organisation", "huyện ủy n")) == ["Huyện ủy Nam Sang"]
            assert len(list(archive.complete("id", "2023"))) == 2
            assert list(archive.complete("id", "1999")) == []

    def test_stats_count_what_is_there_and_what_is_missing(self, filled: Desk) -> None:
        with filled.open() as archive:
            stats = archive.stats()
        assert (stats.meetings, stats.sources) == (4, 4)
        assert (stats.first, stats.last) == ("2023-07-12", "2024-04-16")
        assert [(c.value, c.count) for c in stats.by_year] == [("2023", 2), ("2024", 1)]
        assert {c.value: c.count for c in stats.missing}["date"] == 1
        assert [(c.value, c.count) for c in stats.warnings] == [("no_date", 1)]
        assert stats.text_bytes > 100
        assert stats.index_bytes > 100
        assert stats.engine == "plain"

    def test_an_unknown_id_is_a_usage_error(self, filled: Desk) -> None:
        with filled.open() as archive, pytest.raises(UsageError) as error:
            archive.get("2024-01-01-nowhere-000000")
        assert error.value.key == "ref.unknown"
