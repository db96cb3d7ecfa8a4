"""Which numbered documents a report cites: numbers, issuers, dates, terms, keys, relations."""

from __future__ import annotations

import pytest

from giaoban_cli.models import Citation
from giaoban_cli.text.page.clean import Cleaned
from giaoban_cli.text.page.sections import Outline
from giaoban_cli.text.what import documents


def page_of(text: str) -> tuple[Cleaned, Outline]:
    """A page without chrome whose every line is a paragraph."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    plain = text.replace("–", "-").replace("“", '"').replace("”", '"').replace("\u00a0", " ")
    body = tuple(span for span in spans if span[0] < span[1])
    return Cleaned(text, plain, (), ()), Outline(None, None, body[0], body, (), ())


def cited(text: str) -> tuple[Citation, ...]:
    return documents.citations(*page_of(text))


def numbers(text: str) -> list[str]:
    return [citation.number for citation in cited(text)]


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        # party form: number, hyphen, kind, stroke, body
        ("theo Kế hoạch số 29-KH/TU về rà soát", "29-KH/TU", "Kế hoạch"),
        ("theo Chỉ thị 05-CT/TW", "05-CT/TW", "Chỉ thị"),
        ("Hướng dẫn số 12-HD/BTCTW", "12-HD/BTCTW", "Hướng dẫn"),
        ("Chương trình hành động số 17-CTr/HU", "17-CTr/HU", "Chương trình hành động"),
        ("quyết định số 14047-QĐ/TU", "14047-QĐ/TU", "Quyết định"),
        # state form: number, stroke, kind, hyphen, body
        ("Nghị quyết 1286/NQ-UBTVQH của Quốc hội", "1286/NQ-UBTVQH", "Nghị quyết"),
        ("theo 03/CT-BCA-X11", "03/CT-BCA-X11", "Chỉ thị"),
        ("Nghị định số 178/2024/NĐ-CP", "178/2024/NĐ-CP", "Nghị định"),
        ("Luật số 72/2025/QH15", "72/2025/QH15", "Luật"),
        ("Nghị quyết số 35/2023/UBTVQH15", "35/2023/UBTVQH15", "Nghị quyết"),
        ("Công văn số 1234/UBND-NV", "1234/UBND-NV", "Công văn"),
        # a code stands for two kinds: the word before it, else the body, says which
        ("Quy định số 96-QĐ/TW", "96-QĐ/TW", "Quy định"),
        ("theo 96-QĐ/TW", "96-QĐ/TW", "Quyết định"),
        ("Thông tri số 07-TT/TU", "07-TT/TU", "Thông tri"),
        ("07/TT-BNV", "07/TT-BNV", "Thông tư"),
        # slips of the pen
        ("Kế hoạch số 292- KH/TU", "292-KH/TU", "Kế hoạch"),
        ("Kết luận 21-KL-TW", "21-KL/TW", "Kết luận"),
        ("Chỉ thị 05 CT/TW", "05-CT/TW", "Chỉ thị"),
        ("Quyết định 218 – QĐ/TƯ", "218-QĐ/TW", "Quyết định"),
        ("704 /TB-VPUBND", "704/TB-VPUBND", "Thông báo"),
        ("Nghị quyết số 04-NQTW", "04-NQ/TW", "Nghị quyết"),
        ("CT05-CT/TW", "05-CT/TW", "Chỉ thị"),
        # bare numbers get the code of their kind
        ("theo Quy định 11 của Bộ Chính trị", "11-QĐ", "Quy định"),
        ("thực hiện chỉ thị số 35.", "35-CT", "Chỉ thị"),
        ("thực hiện NQ 18", "18-NQ", "Nghị quyết"),
        ("Nghị quyết chuyên đề số 05 về du lịch", "05-NQ", "Nghị quyết"),
        ("Nghị quyết 30a", "30a-NQ", "Nghị quyết"),
    ],
)
def test_a_number_is_read_in_its_due_form(text: str, number: str, kind: str) -> None:
    (citation,) = cited(text)
    assert (citation.number, citation.kind) == (number, kind)


@pytest.mark.parametrize(
    "text",
    [
        "phòng, chống dịch Covid-19 trên địa bàn",
        "Kế hoạch 5 năm 2021 - 2025",
        "Kế hoạch 2024 của huyện",
        "Báo cáo 6 tháng đầu năm",
        "Sáng 19/3/2024, ngày 18-11, quý I, 9/15 xã",
        "kết luận 3 đảng viên có vi phạm",
        "thông báo 5 nội dung; quyết định 12 biên chế",
        "Chương trình 100 ngày cao điểm",
        "03 Chương trình MTQG",
        "các nghị quyết, chỉ thị của cấp trên",
        "Nghị quyết Đại hội lần thứ XIII",
        "bão số 3, đường 12B, khóa 12, tỷ lệ 18,5%",
    ],
)
def test_what_only_looks_like_a_document_is_none(text: str) -> None:
    assert numbers(text) == []


def test_nghi_quyet_with_its_year_is_a_document_but_a_span_of_years_is_not() -> None:
    assert numbers("Nghị quyết 18 năm 2017") == ["18-NQ"]
    assert numbers("Nghị quyết 5 năm 2021 - 2025") == []


def test_one_type_word_may_have_many_numbers() -> None:
    text = "Nghị quyết 18,19 của Ban Chấp hành Trung ương khóa XII"
    first, second = cited(text)
    assert [first.number, second.number] == ["18-NQ", "19-NQ"]
    assert first.issuer == second.issuer == "Ban Chấp hành Trung ương"
    assert first.term == second.term == "XII"
    assert first.span == second.span == (0, len(text))


def test_a_list_shares_the_suffix_of_its_last_number() -> None:
    text = "Quyết định 217, 218-QĐ/TW của Bộ Chính trị"
    assert numbers(text) == ["217-QĐ/TW", "218-QĐ/TW"]
    assert numbers("Nghị quyết 18, 19-NQ/TW và Chỉ thị 05") == ["18-NQ/TW", "19-NQ/TW", "05-CT"]


def test_a_list_ends_where_something_is_counted() -> None:
    assert numbers("Nghị quyết 18, 12 xã đã làm xong") == ["18-NQ"]


@pytest.mark.parametrize(
    ("behind", "issuer", "date", "term"),
    [
        (
            ", ngày 16/6/2022 của Ban Chấp hành Trung ương khóa XIII",
            "Ban Chấp hành Trung ương",
            "2022-06-16",
            "XIII",
        ),
        (" của Bộ Chính trị (khoá XII)", "Bộ Chính trị", None, "XII"),
        (" ngày 16 tháng 6 năm 2022", None, "2022-06-16", None),
        (", ngày 30-01-2023 của Tỉnh uỷ Hoành Giang", "Tỉnh ủy Hoành Giang", "2023-01-30", None),
        (" của UBND huyện Khê Lĩnh về đất đai", "UBND huyện Khê Lĩnh", None, None),
        (" của Ban Thường vụ Huyện ủy", "Ban Thường vụ Huyện ủy", None, None),
        (
            " Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa 12",
            "Ban Chấp hành Trung ương Đảng",
            None,
            "XII",
        ),
        (", ngày 31/6 của ngành", None, None, None),
        (" và ngày 20/11/2022 tổ chức lễ", None, None, None),
    ],
)
def test_what_follows_a_number_belongs_to_the_document(
    behind: str, issuer: str | None, date: str | None, term: str | None
) -> None:
    (citation,) = cited("thực hiện Nghị quyết số 21-NQ/TW" + behind)
    assert (citation.issuer, citation.date, citation.term) == (issuer, date, term)


def test_the_body_that_is_said_to_have_issued_it_counts_as_well() -> None:
    (citation,) = cited("Vừa qua, UBND tỉnh vừa có Công văn số 1234/UBND-NV về dịch vụ công.")
    assert citation.issuer == "UBND tỉnh"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Kế hoạch số 29-KH/TU, ngày 14/01/2022", "KH|29|TU|2022"),
        ("Kết luận số 21-KL/TW khóa XIII", "KL|21|TW|kXIII"),
        ("Chỉ thị 05-CT/TW của Bộ Chính trị", "CT|5|TW|?"),
        ("Quy định 11 của Bộ Chính trị", "QDI|11|TW|?"),
        ("Chương trình hành động số 17-CTr/TU, ngày 22/11/2022", "CTR|17|TU|2022"),
        ("Nghị quyết số 28-NQ/TW, ngày 17/11/2022", "NQ|28|TW|kXIII"),
        ("Nghị quyết số 21-NQ/TW, ngày 25/10/2017", "NQ|21|TW|kXII"),
        ("Luật số 72/2025/QH15", "LUAT|72|QH|2025"),
        ("Nghị quyết số 819/NQ-UBTVQH14", "NQ|819|UBTVQH|kXIV"),
        ("Thông báo số 110 của Chủ tịch UBND huyện", "TB|110|UBND|?"),
        ("Nghị quyết 12", "NQ|12|?|?"),
    ],
)
def test_the_key_holds_type_number_body_and_term_or_year(text: str, key: str) -> None:
    assert [citation.key for citation in cited(text)] == [key]


def test_a_document_named_in_full_and_bare_is_one() -> None:
    text = (
        "Nghị quyết số 18-NQ/TW được quán triệt.\nViệc thực hiện Nghị quyết 18 khóa XII còn chậm."
    )
    (citation,) = cited(text)
    assert citation.number == "18-NQ/TW"
    assert citation.term == "XII"
    assert [text[start:end] for start, end in citation.spans] == [
        "Nghị quyết số 18-NQ/TW",
        "Nghị quyết 18 khóa XII",
    ]


def test_terms_and_bodies_keep_documents_apart() -> None:
    text = "Nghị quyết 28-NQ/TW khóa XII; Nghị quyết 28-NQ/TW khóa XIII; Nghị quyết 28-NQ/HU."
    assert [c.key for c in cited(text)] == ["NQ|28|TW|kXII", "NQ|28|TW|kXIII", "NQ|28|HU|?"]


def test_the_evidence_is_the_text_as_it_stands() -> None:
    text = "Việc “Học tập” theo Kết luận số 21-KL/TW của Huyện uỷ Khê Lĩnh – nơi khởi đầu."
    (citation,) = cited(text)
    start, end = citation.span
    assert text[start:end] == "Kết luận số 21-KL/TW của Huyện uỷ Khê Lĩnh"


def test_a_plan_carries_out_what_it_is_said_to_carry_out() -> None:
    text = (
        "Kế hoạch số 29-KH/HU của Huyện ủy về thực hiện Kết luận số 21-KL/TW khóa XIII;"
        " Chương trình hành động số 17-CTr/HU về việc triển khai thực hiện Nghị quyết 18, 19;"
        " Chỉ thị 05-CT/TW và Quy định 11."
    )
    page, outline = page_of(text)
    assert documents.relations(page.plain, documents.citations(page, outline)) == (
        ("KH|29|HU|?", "KL|21|TW|kXIII"),
        ("CTR|17|HU|?", "NQ|18|?|?"),
        ("CTR|17|HU|?", "NQ|19|?|?"),
    )


def test_a_plan_carries_out_all_that_are_listed_and_nothing_behind() -> None:
    text = (
        "Hướng dẫn số 09-HD/HU của Huyện ủy về một số nội dung thực hiện Chỉ thị số 35-CT/TW"
        " và Kết luận số 21-KL/TW khóa XIII. Hội nghị cũng nhắc Quy định 11."
    )
    page, outline = page_of(text)
    assert documents.relations(page.plain, documents.citations(page, outline)) == (
        ("HD|9|HU|?", "CT|35|TW|?"),
        ("HD|9|HU|?", "KL|21|TW|kXIII"),
    )


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("05-CT/TW", ("ct", "5", "tw", None)),
        ("05 CT TW", ("ct", "5", "tw", None)),
        ("05–ct/tw", ("ct", "5", "tw", None)),
        ("05-CT/TƯ", ("ct", "5", "tw", None)),
        ("ct05", ("ct", "5", None, None)),
        ("chi thi 5", ("ct", "5", None, None)),
        ("chỉ thị 05", ("ct", "5", None, None)),
        ("NQ 18", ("nq", "18", None, None)),
        ("nghị quyết số 19", ("nq", "19", None, None)),
        ("21-NQ/TW khóa XIII", ("nq", "21", "tw", "xiii")),
        ("nq 21 khoa 13", ("nq", "21", None, "xiii")),
        ("Quy định 11", ("qdi", "11", None, None)),
        ("chương trình hành động 17", ("ctr", "17", None, None)),
        ("72/2025/QH15", ("", "72", "qh", None)),
        ("30/2020/NĐ-CP", ("nd", "30", "cp", None)),
        ("1234/UBND-NV", ("cv", "1234", "ubnd", None)),
    ],
)
def test_a_typed_number_is_recognised(
    typed: str, parts: tuple[str, str, str | None, str | None]
) -> None:
    assert documents.parse_number(typed) == parts


@pytest.mark.parametrize(
    "typed", ["19", "19/3", "Covid-19", "6 tháng", "2 xã", "nghị quyết", "quận 1", "giảm nghèo", ""]
)
def test_other_words_are_no_typed_number(typed: str) -> None:
    assert documents.parse_number(typed) is None


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Chỉ thị số 05", ("05-CT/TW", "ct 5")),
        ("Chỉ thị 05-CT/TW của Bộ Chính trị", ("05-CT/TW", "ct05", "chi thi 5", "05 ct tw")),
        ("Nghị quyết 18, 19 của BCH TW khóa XII", ("NQ 18", "19-NQ/TW", "nq 19 khóa xii")),
        ("Quy định 11 của Bộ Chính trị", ("quy định 11", "11-QĐi/TW", "11-QĐ/TW")),
        ("Luật số 72/2025/QH15", ("72/2025/QH15",)),
    ],
)
def test_what_is_typed_is_found_among_the_index_terms(text: str, typed: tuple[str, ...]) -> None:
    terms = {term for citation in cited(text) for term in documents.index_terms(citation)}
    for each in typed:
        parts = documents.parse_number(each)
        assert parts is not None
        assert terms & set(documents.query_terms(*parts))


@pytest.mark.parametrize("typed", ["05-CT/HU", "ct 105", "nq 5", "ct 5 khóa xii"])
def test_another_number_body_or_term_does_not_find_it(typed: str) -> None:
    (citation,) = cited("Chỉ thị 05-CT/TW")
    parts = documents.parse_number(typed)
    assert parts is not None
    assert not set(documents.index_terms(citation)) & set(documents.query_terms(*parts))
