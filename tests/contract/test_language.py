"""The query language, as an engine answers it."""

from __future__ import annotations

import pytest

from giaoban_cli.query import Filters
from tests.contract.conftest import Indexed
from tests.contract.making import asked, found, graded, meeting


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ('"hiến đất"', [1]),
        ('"hiến đất"~1', [1, 2]),
        ('"hiến đất"~3', [1, 2, 3]),
        ('"đất hiến"', []),
        ('"hien dat"~2', [1, 2]),
        ("hiến AND đất", [1, 2, 3]),
        ("hiến -máu", [1, 2, 3]),
        ("hiến NOT đất", [4]),
        ("NOT hiến", [5]),
        ("-hiến", [5]),
        ("NOT NOT hiến", [1, 2, 3, 4]),
        ("máu OR trồng", [4, 5]),
        ("hiến (máu OR trồng)", [4]),
        ("(hiến máu) OR (trồng cây)", [4, 5]),
        ("hiến đấ*", [1, 2, 3]),
        ("tr*", [5]),
        ('"trồng c*"', [5]),
        ("trong*", [5]),
        ("hiến -(đất OR máu)", []),
        ("hiến trồng", []),
    ],
)
def test_signs(indexed: Indexed, typed: str, keys: list[int]) -> None:
    index = indexed(
        meeting(1, "hiến đất"),
        meeting(2, "hiến nhiều đất"),
        meeting(3, "hiến cây, ruộng, vườn, đất"),
        meeting(4, "hiến máu"),
        meeting(5, "trồng cây"),
    )
    assert sorted(found(index, typed)) == keys


def test_a_phrase_does_not_cross_paragraphs(indexed: Indexed) -> None:
    index = indexed(meeting(1, "về công tác", "cán bộ"), meeting(2, "công tác cán bộ"))
    assert found(index, '"công tác cán bộ"') == [2]
    assert found(index, '"công tác cán bộ"~5') == [2]
    assert graded(index, "công tác cán bộ") == [(2, "exact"), (1, "all")]


def test_a_phrase_does_not_cross_meetings(indexed: Indexed) -> None:
    index = indexed(meeting(1, "hiến"), meeting(2, "đất"), meeting(3, "hiến đất"))
    assert found(index, '"hiến đất"') == [3]
    assert found(index, "hiến đất") == [3]


def test_a_word_twice_must_stand_twice_in_a_phrase(indexed: Indexed) -> None:
    index = indexed(meeting(1, "nhà nhà thi đua"), meeting(2, "nhà thi đua"))
    assert graded(index, "nhà nhà") == [(1, "exact"), (2, "near")]
    assert found(index, '"nhà nhà"') == [1]


def test_the_beginning_of_a_word_follows_the_rule_of_marks(indexed: Indexed) -> None:
    index = indexed(meeting(1, "thương binh"), meeting(2, "thường xuyên"), meeting(3, "thuế"))
    assert sorted(found(index, "thu*")) == [1, 2, 3]
    assert sorted(found(index, "thư*")) == [1, 2]
    assert found(index, "thườ*") == [2]


def test_a_quarter_is_one_however_its_number_is_written(indexed: Indexed) -> None:
    index = indexed(
        meeting(1, "giao ban quý III/2025"),
        meeting(2, "giao ban quý 3/2025"),
        meeting(3, "giao ban quí 3 năm 2025"),
        meeting(4, "giao ban quý II/2025, có 3 xã vắng"),
        meeting(5, "giao ban Q3/2025"),
    )
    assert graded(index, "quý 3/2025") == [
        (2, "exact"), (1, "marks"), (3, "near"), (4, "near"), (5, "synonym"),
    ]  # fmt: skip
    assert found(index, "quý III/2025")[:2] == [1, 2]
    for typed in ("qúy 3", "quí 3", "quy iii", "quý ba", "Q3"):
        assert {1, 2, 3} <= set(found(index, typed)[:4]), typed
    assert found(index, '"quý 3"') == [2], "quoted words are taken as they are typed"
    assert found(index, asked("quý III", exact=True)) == [1]


def test_what_is_counted_by_roman_numbers_is_found_by_the_others(indexed: Indexed) -> None:
    index = indexed(meeting(1, "Đại hội XIII"), meeting(2, "khóa XII"), meeting(3, "lần thứ 15"))
    assert found(index, "đại hội 13") == [1]
    assert found(index, "khoá 12") == [2]
    assert found(index, "lan thu xv") == [3]
    assert found(index, "thứ XVI") == []


@pytest.mark.parametrize("typed", ["HLiăng Êban", "hliang eban", "H'Liăng Êban", "h liang eban"])
def test_a_name_is_found_with_its_apostrophe_or_without(indexed: Indexed, typed: str) -> None:
    index = indexed(
        meeting(1, "đồng chí H’Liăng Êban", officials=["H’Liăng Êban"]),
        meeting(2, "đồng chí Hliăng Êban", officials=["Hliăng Êban"]),
        meeting(3, "đồng chí Hoàng Liêm", officials=["Hoàng Liêm"]),
    )
    assert set(found(index, typed)) == {1, 2}
    assert set(found(index, asked("", Filters(official=(typed,))))) == {1, 2}
    assert set(found(index, f'official:"{typed}"')) == {1, 2}


def test_a_number_with_its_body_finds_citations_that_name_none(indexed: Indexed) -> None:
    index = indexed(
        meeting(1, cites=["CT|5|TW|?"]), meeting(2, cites=["CT|5|?|?"]),
        meeting(3, cites=["CT|5|TU|?"]),
    )  # fmt: skip
    assert sorted(found(index, "05-CT/TW")) == [1, 2]
    assert sorted(found(index, "chỉ thị 5")) == [1, 2, 3]


# --- facts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("chair:Sơn", [1]),
        ('chair:"Lê Kỳ Sơn"', [1]),
        ('chu-tri:"ky son"', [1]),
        ('chair:"Lê Kỳ"', [1]),
        ("chair:Kỳ", []),
        ("official:Mai", [1, 2]),
        ('official:"Phạm Thị Mai"', [1, 2]),
        ("can-bo:mai", [1, 2]),
        ("speaker:Mai", [2]),
        ("author:Tuấn", [2]),
        ("official:Tuấn", []),
        ("chair:lê", [1]),
        ("chair:le", [1]),
        ("chair:lệ", []),
        ("place:nam", [2]),
        ('noi:"Khe Linh"', [1]),
        ('place:"Hoành Giang"', [1]),
        ('organisation:"huyện ủy khe"', [1]),
        ("don-vi:uy", [1, 2]),
        ('title:"sơ kết"', [2]),
        ("title:họp", []),
        ("kind:so-ket", [2]),
        ("level:huyện", [1]),
        ("cites:05-CT/TW", [1]),
        ("cites:ct05", [1]),
        ('van-ban:"chỉ thị 5"', [1]),
        ("cites:15-CT/TW", []),
        ("date:2024", [1, 2]),
        ("date:2024-04", [1]),
        ("ngay:16/4/2024", [1]),
        ("date:2024-05..2024-06", [2]),
        ("date:..2024-05", [1]),
        ("date:2024-05..", [2]),
        ("họp chair:Sơn", [1]),
        ("-chair:Sơn", [2, 3]),
    ],
)
def test_fields(indexed: Indexed, typed: str, keys: list[int]) -> None:
    index = indexed(
        meeting(
            1,
            "họp",
            day="2024-04-16",
            title="Giao ban quý I",
            officials=["Phạm Thị Mai"],
            chairs=["Lê Kỳ Sơn"],
            place=["Khe Linh", "Hoành Giang"],
            organisation="Ban Thường vụ Huyện ủy Khe Linh",
            cites=["CT|5|TW|kXII"],
            kind="giao ban",
            level="huyện",
        ),
        meeting(
            2,
            "họp",
            day="2024-06-30",
            title="Hội nghị sơ kết",
            officials=["Phạm Thị Mai"],
            speakers=["Phạm Thị Mai"],
            authors=["Anh Tuấn"],
            place=["Nam Sang"],
            organisation="Tỉnh ủy",
            kind="sơ kết",
            level="tỉnh",
        ),
        meeting(3, "họp"),
    )
    assert sorted(found(index, typed)) == keys


@pytest.mark.parametrize("typed", ["kỉ", "Kỷ", "dang ki", "Trần Đăng Kỉ", "tran dang ky"])
def test_a_name_is_found_by_either_spelling(indexed: Indexed, typed: str) -> None:
    index = indexed(
        meeting(1, "x", officials=["Trần Đăng Kỷ"]), meeting(2, "x", officials=["Lê Kỳ"])
    )
    assert found(index, asked("", Filters(official=(typed,)))) == [1]


def test_filters_all_hold(indexed: Indexed) -> None:
    index = indexed(
        meeting(1, "họp", day="2024-04-16", officials=["Lê An", "Võ Ba"], kind="giao ban"),
        meeting(2, "họp", day="2024-04-16", officials=["Lê An"], kind="giao ban"),
        meeting(3, "họp", day="2020-04-16", officials=["Lê An", "Võ Ba"], kind="giao ban"),
    )
    both = Filters(official=("Lê An", "Ba"), from_="2024", to="4/2024", kind="giao ban")
    assert found(index, asked("họp", both)) == [1]
    assert found(index, asked("", Filters(on="quý II/2020"))) == [3]


def test_a_meeting_of_several_days_is_held_on_each(indexed: Indexed) -> None:
    index = indexed(meeting(1, "họp", day="2024-04-29", last_day="2024-05-02"))
    for day in ("2024-04-29", "30/4/2024", "2024-05", "2/5/2024"):
        assert found(index, asked("", Filters(on=day))) == [1]
    assert found(index, asked("", Filters(on="3/5/2024"))) == []


def test_a_document_number_finds_who_cites_it_and_nothing_else(indexed: Indexed) -> None:
    index = indexed(
        meeting(1, "Nghị quyết 18, 19 của Trung ương", cites=["NQ|18|TW|kXII", "NQ|19|TW|kXII"]),
        meeting(2, "nghị quyết về phòng chống Covid-19"),
        meeting(3, "ngày 19/3 bàn nghị quyết"),
    )
    assert found(index, "nghị quyết 19") == [1]
    assert found(index, "NQ 18") == [1]
    assert found(index, "19-NQ/TW") == [1]


def test_a_paper_is_found_by_its_own_number_unless_citations_are_asked_for(
    indexed: Indexed,
) -> None:
    index = indexed(
        meeting(1, "thông báo kết luận", paper="215-TB/HU"),
        meeting(2, "giao ban", cites=["TB|215|HU|?"]),
        meeting(3, "thông báo", paper="15-TB/HU"),
        meeting(4, "mời họp", paper="41/UBND-VP"),
    )
    assert sorted(found(index, "215-TB/HU")) == [1, 2]
    assert sorted(found(index, "thông báo 215")) == [1, 2]
    assert found(index, "cites:215-TB/HU") == [2]
    assert found(index, asked("", Filters(cites="215-TB/HU"))) == [2]
    assert found(index, "41/UBND-VP") == [4]


# --- short forms -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("NTM", [2, 1]),
        ("ntm", [2, 1]),
        ("nong thon moi", [1, 2]),
        ("xây dựng NTM", [2, 1]),
        ("xây dựng nông thôn mới", [1, 2]),
        ("UBND xã", [3, 4]),
        ("ủy ban nhân dân xã", [4, 3]),
        ("HU", [5, 6]),
        ("Huyện uỷ", [6, 5]),
    ],
)
def test_short_and_long_forms_find_each_other_literal_hits_first(
    indexed: Indexed, typed: str, keys: list[int]
) -> None:
    index = indexed(
        meeting(1, "chương trình xây dựng nông thôn mới"),
        meeting(2, "xây dựng NTM"),
        meeting(3, "UBND xã"),
        meeting(4, "Ủy ban nhân dân xã"),
        meeting(5, "Văn phòng HU"),
        meeting(6, "văn phòng huyện ủy"),
        meeting(7, "hư hỏng, tu sửa, hủ tục"),
    )
    assert found(index, typed) == keys


# --- help ------------------------------------------------------------------------------------


def test_variants_restore_marks(indexed: Indexed) -> None:
    index = indexed(
        meeting(1, "huyện ủy huyện"), meeting(2, "huyện"), meeting(3, "huyền thoại, huyện")
    )
    assert index.variants("huyen", 1) == (("huyênJ", 3),)
    assert index.variants("huyen", 5) == (("huyênJ", 3), ("huyênF", 1))
    assert index.variants("khong", 5) == ()


def test_similar_words_are_one_slip_away(indexed: Indexed) -> None:
    index = indexed(meeting(1, "nghèo nghèo"), meeting(2, "nghèo"), meeting(3, "nghe"))
    assert index.similar("nghoe", 5) == (("ngheo", 2), ("nghe", 1))
    assert index.similar("ngheo", 5) == (("nghe", 1),)
    assert index.similar("x", 5) == ()
