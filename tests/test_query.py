"""The query language: what a query string means, and where it goes wrong."""

from __future__ import annotations

from datetime import date

import pytest

from giaoban_cli.data import table
from giaoban_cli.errors import Exit, QueryError, UsageError
from giaoban_cli.index.segment import PARAGRAPH_GAP
from giaoban_cli.query import (
    And,
    Cites,
    Dates,
    Filters,
    Is,
    Name,
    Node,
    Not,
    Or,
    Phrase,
    Within,
    Words,
)
from giaoban_cli.query.parse import parse
from giaoban_cli.query.pieces import WIDEST_SLOP
from giaoban_cli.text.abbreviations import Abbreviations, rules_from
from giaoban_cli.text.fold import keys

TODAY = date(2024, 7, 1)


def told(node: Node | None) -> str:
    """A tree in one line: words by their keys, other wordings behind a bar."""
    match node:
        case None:
            return "everything"
        case Words(terms, prefix, parts):
            words = " ".join(term.marked for term in terms) + ("*" if prefix else "")
            others = [
                " ".join(term.marked for term in wording.terms)
                for part in parts
                for wording in part[1:]
            ]
            return f"[{words}{' | ' + ', '.join(others) if others else ''}]"
        case Phrase(terms, slop, prefix):
            words = " ".join(term.marked for term in terms) + ("*" if prefix else "")
            return f'"{words}"' + (f"~{slop}" if slop else "")
        case And(children):
            return f"({' & '.join(told(child) for child in children)})"
        case Or(children):
            return f"({' or '.join(told(child) for child in children)})"
        case Not(child):
            return f"not {told(child)}"
        case Name(field, terms) | Within(field, terms):
            return f"{field}={' '.join(term.marked for term in terms)}"
        case Cites(code, number, body, term):
            return f"cites={code} {number} {body} {term}"
        case Dates(start, end):
            return f"{start}..{end}"
        case Is(field, value):
            return f"{field}={value}"


def read(text: str, **options: bool) -> str:
    return told(parse(text, today=TODAY, **options).root)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("", "everything"),
        ("  ", "everything"),
        ("*", "everything"),
        ("giảm nghèo", "[giamR ngheoF]"),
        ("giảm\u00a0nghèo\u200b", "[giamR ngheoF]"),
        ("«giảm nghèo»", '"giamR ngheoF"'),
        ("“giảm nghèo”~5", '"giamR ngheoF"~5'),
        ('giảm "bền vững" nghèo', '([giamR] & "bênF vưngX" & [ngheoF])'),
        ("văn AND hóa", "([văn] & [hoaS])"),
        ("văn and hóa", "[văn and hoaS]"),
        ("văn OR hóa xã", "([văn] or [hoaS xaX])"),
        ("văn hóa OR xã hội NOT nghèo", "([văn hoaS] or ([xaX hôiJ] & not [ngheoF]))"),
        ("(văn OR hóa) nghèo", "(([văn] or [hoaS]) & [ngheoF])"),
        ("nghèo -hóa", "([ngheoF] & not [hoaS])"),
        ("nghèo –hóa", "([ngheoF] & not [hoaS])"),
        ('-"bền vững"', 'not "bênF vưngX"'),
        ("-(văn OR hóa)", "not ([văn] or [hoaS])"),
        ("-văn hóa", "(not [văn] & [hoaS])"),
        ("NOT NOT nghèo", "[ngheoF]"),
        ("NOT - NOT nghèo", "[ngheoF]"),
        ("văn hóa - thể thao", "[văn hoaS thêR thao]"),
        ("văn hóa-thể thao", "[văn hoaS thêR thao]"),
        ("văn hóa -", "[văn hoaS]"),
        ("nghè*", "[ngheF*]"),
        ("giảm nghè*", "[giamR ngheF*]"),
        ("nghè* bền", "([ngheF*] & [bênF])"),
        ('"giảm ngh*"', '"giamR ngh*"'),
        ("văn, hóa; (thể) & thao!", "([văn hoaS] & [thêR] & [thao])"),
        ("họp: 16:30", "[hopJ 16 30]"),
        ("xóa [nhà}", "[xoaS nhaF]"),
        ("TO", "[to]"),
    ],
)
def test_reads(text: str, meaning: str) -> None:
    assert read(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ('chair:"Lê Kỳ Sơn"', "chair=lê kyF sơn"),
        ("chu-tri:Sơn", "chair=sơn"),
        ("chủ-trì:Sơn", "chair=sơn"),
        ("CHAIR:Sơn", "chair=sơn"),
        ("can-bo:Mai", "official=mai"),
        ("phat-bieu:Mai", "speaker=mai"),
        ("tac-gia:Mai", "author=mai"),
        ('tieu-de:"sơ kết"', "title=sơ kêtS"),
        ("noi:Huế", "place=huêS"),
        ('don-vi:"Huyện ủy"', "organisation=huyênJ uyR"),
        ("van-ban:05-CT/TW", "cites=ct 5 tw None"),
        ("loai:so-ket", "kind=sơ kết"),
        ("cap:tinh", "level=tỉnh"),
        ("date:2024", "2024-01-01..2024-12-31"),
        ('ngay:"quý I/2024"', "2024-01-01..2024-03-31"),
        ("ngày: 16/4/2024", "2024-04-16..2024-04-16"),
        ("date:2024-03..2024-06", "2024-03-01..2024-06-30"),
        ("date:2024-03..", "2024-03-01..None"),
        ("date:..16/4/2024", "None..2024-04-16"),
        ("-chair:Sơn họp", "(not chair=sơn & [hopJ])"),
        ("họp chair:Sơn mở rộng", "([hopJ] & chair=sơn & [mơR rôngJ])"),
    ],
)
def test_reads_fields(text: str, meaning: str) -> None:
    assert read(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("05-CT/TW", "cites=ct 5 tw None"),
        ("chi thi 5", "cites=ct 5 None None"),
        ("ct05", "cites=ct 5 None None"),
        ("NQ 18", "cites=nq 18 None None"),
        ("nghị quyết 19 khóa XII", "cites=nq 19 None xii"),
        ("hộ nghèo 05-CT/TW", "([hôJ ngheoF] & cites=ct 5 tw None)"),
        ("19", "[19]"),
        ("kế hoạch 5 năm", "[kêS hoachJ 5 năm]"),
        ("báo cáo 6 tháng", "[baoS caoS 6 thangS]"),
        ("nghị quyết về 19 hộ", "[nghiJ quyêtS vêF 19 hôJ]"),
    ],
)
def test_recognises_document_numbers(text: str, meaning: str) -> None:
    assert read(text, exact=True) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("TCXDĐ", "[tcxdđ | tôR chưcS xây dưngJ đangR]"),
        ("nong thon moi", "[nong thon moi | ntm, ntmnc, ntmkm]"),
        ("vốn MTQG", "[vônS mtqg | mucJ tiêu quôcS gia, ctmtqg]"),
        ("HU", "[hu^ | huyênJ uyR]"),
        ("hu", "[hu]"),
        ("huyện uỷ", "[huyênJ uyR | hu^]"),
        ("kt-xh", "[kt xh | kinh têS xaX hôiJ]"),
        ("CT", "[ct | chuR tichJ, chiR thiJ]"),
        ("chủ tịch", "[chuR tichJ]"),
        ("UBND và HĐND", "[ubnd vaF hđnd | uyR ban nhân dân, hôiJ đôngF nhân dân]"),
        ("kỉ luật", "[kiR luâtJ | kyR]"),
        ("nt*", "[nt*]"),
        ("khu dân c*", "[khu dân c*]"),
        ('"NTM"', '"ntm"'),
    ],
)
def test_knows_other_wordings(text: str, meaning: str) -> None:
    assert read(text) == meaning


def test_exact_takes_words_as_they_are() -> None:
    assert read("NTM kỉ luật", exact=True) == "[ntm kiR luâtJ]"


def test_the_configuration_adds_short_forms() -> None:
    query = parse("PTKT xã", today=TODAY, synonyms=(("PTKT", "phát triển kinh tế"),))
    assert told(query.root) == "[ptkt xaX | phatS triênR kinh têS]"
    query = parse("phat trien kinh te", today=TODAY, synonyms=(("PTKT", "phát triển kinh tế"),))
    assert "ptkt" in told(query.root)


@pytest.mark.parametrize(
    ("text", "key", "position"),
    [
        ('họp "giao ban', "query.open_quote", 5),
        ('"hiến đất"~16', "query.slop", 11),
        ("họp (giao ban", "query.open_parenthesis", 5),
        ("họp) giao", "query.stray_parenthesis", 4),
        ("họp ()", "query.empty_parentheses", 5),
        ('họp ""', "query.empty_phrase", 5),
        ("họp AND", "query.operand", 5),
        ("AND họp", "query.operand", 1),
        ("họp OR", "query.operand", 5),
        ("OR họp", "query.operand", 1),
        ("họp NOT", "query.operand", 5),
        ("NOT", "query.operand", 1),
        ("(họp OR) giao", "query.operand", 6),
        ("gi*o", "query.star_inside", 3),
        ("họp *", "query.star_alone", 5),
        ("…?!", "query.no_words", 1),
        ("họp chair:", "query.field_value", 5),
        ("chair:(Sơn)", "query.field_value", 1),
        ('chair:""', "query.field_value", 7),
        ("họp foo:bar", "query.unknown_field", 5),
        ("kind:tiec", "query.unknown_value", 6),
        ("level:châu", "query.unknown_value", 7),
        ("cites:abc", "query.no_number", 7),
        ("họp date:31/2/2024", "date.no_such_day", 10),
        ("date:mai", "date.unknown", 6),
        ("date:..", "query.field_value", 6),
        ("(" * 21 + "a" + ")" * 21, "query.too_deep", 21),
        ("a " * 65, "query.too_many_words", 1),
        ("a AND " * 64 + "b", "query.too_many_words", 385),
        ("a" * 1001, "query.too_long", 1001),
    ],
)
def test_says_where_it_goes_wrong(text: str, key: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        read(text)
    assert (caught.value.key, caught.value.details["position"]) == (key, position)
    assert caught.value.exit is Exit.USAGE


def test_bounds_are_reached_without_complaint() -> None:
    assert read("(" * 20 + "a" + ")" * 20) == "[a]"
    assert read("a " * 64).count("a") == 64
    assert len(read("a" * 1000)) == 1002


def test_filters_become_nodes() -> None:
    filters = Filters(
        official=("Lê An", "Ba"),
        chair="Sơn",
        speaker="Mai",
        author="Tuấn",
        from_="2023",
        to="6/2024",
        on="quý I/2024",
        place="Huế",
        organisation="Huyện ủy",
        cites="chi thi 5",
        kind="sơ kết",
        level="huyện",
    )
    query = parse("", filters, today=TODAY)
    assert query.root is None
    assert [told(node) for node in query.filters] == [
        "official=lê an",
        "official=ba",
        "chair=sơn",
        "speaker=mai",
        "author=tuânS",
        "2023-01-01..None",
        "None..2024-06-30",
        "2024-01-01..2024-03-31",
        "place=huêS",
        "organisation=huyênJ uyR",
        "cites=ct 5 None None",
        "kind=sơ kết",
        "level=huyện",
    ]


@pytest.mark.parametrize(
    ("filters", "key", "option"),
    [
        (Filters(chair="…"), "query.empty_filter", "--chair"),
        (Filters(official=("",)), "query.empty_filter", "--official"),
        (Filters(from_="hôm nào"), "date.unknown", "--from"),
        (Filters(to="30/2/2024"), "date.no_such_day", "--to"),
        (Filters(on="quý 5/2024"), "date.impossible", "--on"),
        (Filters(cites="giảm nghèo"), "query.no_number_filter", "--cites"),
        (Filters(kind="tiệc"), "query.unknown_filter", "--kind"),  # type: ignore[arg-type]
        (Filters(level="bản"), "query.unknown_filter", "--level"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_filter_is_named(filters: Filters, key: str, option: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse("họp", filters, today=TODAY)
    assert (caught.value.key, caught.value.details["option"]) == (key, option)


SHIPPED = [row for row in table("abbreviations") if len(row) < 3 and row[0].isupper()]


@pytest.mark.parametrize("own", [(), (("QLDA", "quản lý dự án"),)])
def test_each_form_of_the_table_is_found_by_the_other(own: tuple[tuple[str, str], ...]) -> None:
    known = Abbreviations(own)
    assert len(SHIPPED) > 100
    for short, long in [row[:2] for row in SHIPPED] + list(own):
        for typed, meant in ((short, long), (long, short)):
            length, others = known.others(keys(typed), 0)
            assert length == len(keys(typed)), typed
            assert keys(meant) in others, typed


def test_a_word_that_no_form_begins_with_stands_for_itself() -> None:
    assert rules_from("xoa") == ()
    assert Abbreviations().others(keys("xóa nhà tạm"), 0) == (1, ())


def test_no_distance_within_a_phrase_reaches_over_the_end_of_a_paragraph() -> None:
    assert WIDEST_SLOP < PARAGRAPH_GAP
