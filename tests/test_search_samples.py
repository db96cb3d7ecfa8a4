"""Queries over the sample corpus with the hits a reader expects, and those that must not come."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from giaoban_cli.archive import Archive, IngestOptions, SearchRequest
from giaoban_cli.errors import QueryError
from giaoban_cli.models import Match, Page
from giaoban_cli.query import Filters
from tests.engines import ENGINES, shared_for
from tests.test_hostile_queries import HOSTILE

SAMPLES = Path(__file__).parent.parent / "sample_corpus"

Search = Callable[..., Page]


@pytest.fixture(scope="module", params=ENGINES)
def search(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Search]:
    """An archive of the sample corpus, to be asked."""
    home = tmp_path_factory.mktemp("samples")
    Archive.create(home / "archive")
    with Archive(
        home / "archive",
        state=home / "state",
        clock=lambda: datetime(2025, 12, 1, tzinfo=UTC),
        engine=request.param,
        shared=shared_for(request),
    ) as archive:
        report = archive.ingest([SAMPLES], IngestOptions(), lambda _: None)
        assert report.added > 20

        def ask(text: str, **options: object) -> Page:
            return archive.search(
                SearchRequest(text=text, **{"limit": 100, **options})  # type: ignore[arg-type]
            )

        yield ask


def name(path: str) -> str:
    """Unit and file, as in `khe-linh/2023-h1`."""
    file = Path(path)
    unit = "-".join(file.parent.name.split("-")[-2:])
    return f"{unit}/{'-'.join(file.stem.split('-')[:2])}"


def names(page: Page) -> list[str]:
    return [name(hit.source) for hit in page.hits]


KHE_2016, KHE_2018, KHE_Q1, KHE_H1, KHE_9M, KHE_2024, KHE_2025 = (
    f"khe-linh/{each}"
    for each in ("2016-01", "2018-thang", "2023-q1", "2023-h1", "2023-9", "2024-01", "2025-06")
)
XA_KHE, XA_MY = "khe-linh/2025-10", "my-luy/2019-10"
EA_2018, EA_2020, EA_2022, EA_BUON = (
    "ea-mnga/2018-q1",
    "ea-mnga/2020-07",
    "ea-mnga/2022-10",
    "ro-huyen/2019-08",
)
VAM_2017, VAM_2020, VAM_2023, VAM_2025 = (
    f"vam-tram/{each}" for each in ("2017-q1", "2020-12", "2023-10", "2025-07")
)
UB_2022, UB_DIA = "vam-tram/2022-06", "vam-tram/2024-03"
LUY_2019, LUY_2022, LUY_2024 = "cua-luy/2019-q1", "cua-luy/2022-06", "cua-luy/2024-giao"
TINH_2021, TINH_2025 = "hoanh-giang/2021-07", "hoanh-giang/2025-10"
CHAU = "chau-thanh/2019-04"


@pytest.mark.parametrize(
    ("text", "first", "also", "never"),
    [
        # with marks, without, with half of them
        ("hiến đất", XA_KHE, [XA_MY], [UB_2022]),
        ("hien dat", XA_KHE, [XA_MY], []),
        ("“hien dat”", XA_KHE, [], [XA_MY, KHE_Q1]),
        ("già làng", EA_2022, [EA_2018], [VAM_2017]),
        ("gia lang", EA_2022, [EA_2018], []),
        ("giá lang", None, [], [EA_2018]),
        ("tảo hôn", EA_2020, [EA_2018], []),
        ("tao hon", EA_2020, [EA_2018], []),
        ("táo hôn", EA_2020, [EA_2018], []),  # nothing, so marks are ignored
        ("tín dụng đen", VAM_2017, [], []),
        ("tin dụng đen", VAM_2017, [], []),
        ("cầu khỉ", None, [VAM_2017, UB_DIA], [LUY_2022]),
        ("cau khi", None, [VAM_2017, UB_DIA], []),
        ("hồ trữ ngọt", VAM_2023, [VAM_2020], [UB_DIA]),
        ("ho tru ngot cai muop", VAM_2023, [], []),
        ("tát đìa", UB_DIA, [], [VAM_2017]),
        ("nước ngọt", None, [UB_DIA, VAM_2017, VAM_2020, VAM_2023], [EA_2022]),
        ("rào đá", None, [KHE_2018, KHE_Q1, KHE_H1, KHE_9M, XA_KHE], [TINH_2021]),
        ("vỉa hè", None, [LUY_2022, LUY_2024], [LUY_2019]),
        ("via he", None, [LUY_2022, LUY_2024], []),
        ("rác thải biển", LUY_2024, [], [LUY_2022]),
        ("nước thải", None, [LUY_2019, LUY_2022], [LUY_2024]),
        ("loa phường", LUY_2019, [], []),
        ("chôm chôm", CHAU, [], [VAM_2017]),
        ("cồng chiêng", EA_2018, [], [EA_2020]),
        ("rừng thiêng", EA_2022, [], [EA_2018]),
        ("tái canh", EA_BUON, [], []),
        ("bàn giao hồ sơ", VAM_2025, [], []),
        ("chính quyền lưu động", None, [XA_KHE, TINH_2025], []),
        # spelling, form, punctuation
        ("thuỷ lợi", VAM_2020, [], []),
        ("thủy lợi", VAM_2020, [], []),
        ("Thành uỷ Cửa Luỹ", None, [LUY_2019, LUY_2022, LUY_2024], [KHE_2016]),
        ("THÀNH ỦY CỬA LŨY", None, [LUY_2019, LUY_2022, LUY_2024], []),
        ("thanh uy cua luy", None, [LUY_2019, LUY_2022, LUY_2024], []),
        ("kỉ luật", None, [KHE_2016, TINH_2021], [VAM_2025]),
        ("kỷ luật", None, [KHE_2016, TINH_2021], [VAM_2025]),
        ("kì luật", None, [KHE_2016], []),  # no such word: marks are ignored
        ("quí II", None, [LUY_2022, VAM_2017], [UB_DIA]),
        ("24/7", None, [XA_MY, XA_KHE, KHE_2018], [UB_DIA]),
        ("kinh tế – xã hội", None, [UB_2022], [UB_DIA]),
        ("TCXDĐ", TINH_2021, [], [UB_DIA]),
        ("tổ chức xây dựng đảng", TINH_2021, [], [UB_DIA]),
        ("Covid", "nam-sang/2021-08", [], [XA_MY]),
        # short forms
        ("NTM", KHE_2018, [KHE_2016, VAM_2020, VAM_2023], [UB_DIA]),
        ("nông thôn mới", None, [KHE_2018, KHE_2016, VAM_2020], [LUY_2019]),
        ("GPMB", None, [VAM_2020, UB_2022, LUY_2022], [KHE_2016]),
        ("giai phong mat bang", None, [VAM_2020, UB_2022, LUY_2022], []),
        ("CCHC", UB_2022, [LUY_2022, LUY_2024], [UB_DIA]),
        ("cải cách hành chính", None, [UB_2022, LUY_2022, LUY_2024], [UB_DIA]),
        ("DTTS", EA_2022, [], [EA_2018]),
        ("MTQG", None, [EA_2022, KHE_2018], [UB_DIA]),
        ("mục tiêu quốc gia", None, [EA_2022, KHE_2018], [UB_DIA]),
        ("PBT", None, [EA_2020, EA_BUON], [UB_DIA]),
        ("HUV", None, [EA_2018, EA_2020, KHE_2018, EA_BUON], [UB_DIA]),
        # numbers of documents
        ("05-CT/TW", None, [LUY_2024, KHE_Q1, EA_2020], [XA_MY, VAM_2020]),
        ("chi thi 5", None, [LUY_2024, KHE_Q1, EA_2020], [XA_MY, VAM_2020]),
        ("ct05", None, [LUY_2024, KHE_Q1, EA_2020], [XA_MY]),
        ("nghị quyết 18", None, [KHE_2018, TINH_2021], [VAM_2020, KHE_2016]),
        ("NQ 19", None, [KHE_2018, TINH_2021], [XA_MY, CHAU]),
        ("21-NQ/TW", None, [CHAU], [KHE_2018]),
        ("quyết định 217", KHE_2018, [], [CHAU]),
        ("218-QĐ/TW", KHE_2018, [], []),
        ("123/QĐ-UBND", UB_2022, [], []),
        ("292-KH/TU", KHE_2018, [], [UB_2022]),
        ("kế hoạch 5 năm", None, [VAM_2020], [UB_DIA]),
        # quarters by either number, names without apostrophe, forms of address, slips
        ("quý 3/2025", TINH_2025, [XA_KHE], []),
        ("giao ban quý 3 năm 2025", XA_KHE, [], []),
        ("Q3/2025", None, [TINH_2025, XA_KHE], []),
        ("hliang", None, [EA_2018, EA_2020], [UB_DIA]),
        ("kbrel", EA_2020, [], []),
        ("ông Hợi", None, [KHE_2018, KHE_2025, XA_KHE, TINH_2025], [UB_2022]),
        ("dong chi Hoi", None, [KHE_2018, KHE_2025, XA_KHE, TINH_2025], [UB_2022]),
        ("bà Ngần", None, [KHE_2018, TINH_2025], ["nam-sang/2021-08", UB_2022]),
        ("đ/c Côi", None, [], [EA_BUON]),
        ("trịnh qang hợi", None, [KHE_2018, KHE_2025, XA_KHE, TINH_2025], [UB_2022]),
        ("xoa nha tma", KHE_H1, [], []),
        ("tai din cu", None, [KHE_Q1, XA_KHE], []),
        # people, as words
        ("Trịnh Quang Hợi", None, [KHE_2018, KHE_2016, XA_KHE, TINH_2025], [UB_DIA]),
        ("trinh quang hoi", None, [KHE_2018, KHE_2016, XA_KHE, TINH_2025], [UB_DIA]),
        ("H'Nhum Ayun", EA_BUON, [], [EA_2018]),
        ("K’Brêl", EA_2020, [], []),
        ("Y Thuin Niê", None, [EA_2018, EA_2020, EA_2022], [EA_BUON]),
        ("le dac nhuan", None, [KHE_2016, KHE_H1, TINH_2021, TINH_2025], [UB_DIA]),
        # what the page prints around a report, and who wrote it, is not searched
        ("lượt truy cập", None, [], [KHE_2018]),
        ("EmailPrintAa", None, [], [KHE_2018]),
        ("“Ngọc Giàu”", None, [], [VAM_2023, UB_DIA]),
        # signs
        ("hiến -đất", None, [], [XA_KHE]),
        ("(tảo hôn) OR (cồng chiêng)", None, [EA_2018, EA_2020], [EA_2022]),
        ("“bàn giao mặt bằng”", None, [LUY_2024, VAM_2023], [LUY_2022]),
        ("“nhận tiền mặt bằng”~5", LUY_2024, [], []),
        ("chiê*", None, [EA_2018], [CHAU]),
        ("title:“sơ kết”", None, [KHE_H1, LUY_2022, EA_2020, TINH_2021], [KHE_2016, VAM_2023]),
        ("hạn chair:“Y Thuin Niê”", None, [EA_2020], [VAM_2023]),
        ("chu-tri:Ngần", None, [KHE_9M], [KHE_2018, TINH_2025]),
        ("ngay:2023 nước", None, [KHE_H1, VAM_2023], [UB_DIA, VAM_2017]),
    ],
)
def test_hits(
    search: Search, text: str, first: str | None, also: list[str], never: list[str]
) -> None:
    for form in ("NFC", "NFD"):
        found = names(search(unicodedata.normalize(form, text)))
        if first is not None:
            assert found[:1] == [first]
        assert set(also) <= set(found)
        assert not set(never) & set(found)


@pytest.mark.parametrize(
    ("text", "report", "match"),
    [
        ("tảo hôn", EA_2018, "exact"),
        ("tao hon", EA_2018, "marks"),
        ("táo hôn", EA_2018, "folded"),
        ("hiến đất", XA_MY, "near"),
        ("GPMB", LUY_2022, "synonym"),
        ("kỉ luật", KHE_2016, "synonym"),
        ("hồ Trữ ngọt", VAM_2023, "exact"),
        ("05-CT/TW", LUY_2024, "exact"),
    ],
)
def test_hits_tell_how_they_match(search: Search, text: str, report: str, match: Match) -> None:
    assert (report, match) in [(name(hit.source), hit.match) for hit in search(text).hits]


@pytest.mark.parametrize(
    ("filters", "also", "never"),
    [
        (Filters(official=("Hợi",)), [KHE_2016, XA_KHE, TINH_2025], [UB_DIA, VAM_2017]),
        (Filters(official=("Trịnh Thị Hợi",)), [], [XA_KHE]),
        (Filters(author="Trịnh Thị Hợi"), [KHE_2024], [KHE_2016]),
        (Filters(author="Ngọc Giàu"), [VAM_2023, UB_2022], [VAM_2020]),
        (Filters(chair="Lê Đắc Nhuận"), [KHE_2016, TINH_2021, TINH_2025], [KHE_H1]),
        (Filters(chair="nhuan", to="2020"), [KHE_2016], [TINH_2021, TINH_2025]),
        (Filters(on="2/10/2025"), [XA_KHE], [TINH_2025]),
        (Filters(on="quý IV/2025"), [XA_KHE, TINH_2025], [KHE_2025]),
        (Filters(on="15/7/2021"), [TINH_2021], []),
        (Filters(on="16/7/2021"), [TINH_2021], []),
        (Filters(cites="02-CTr/HU"), [VAM_2020, VAM_2023], [UB_2022]),
        (Filters(level="tỉnh"), [TINH_2021, TINH_2025], [XA_KHE, KHE_H1]),
        (Filters(level="xã"), [XA_KHE, XA_MY], [TINH_2025]),
        (Filters(kind="sơ kết"), [KHE_H1, LUY_2022], [KHE_2018]),
        (Filters(place="khe linh"), [KHE_H1, XA_KHE], [VAM_2023]),
        (Filters(organisation="thanh uy"), [LUY_2022], [KHE_H1]),
    ],
)
def test_filters(search: Search, filters: Filters, also: list[str], never: list[str]) -> None:
    found = names(search("", filters=filters))
    assert set(also) <= set(found)
    assert not set(never) & set(found)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_query_gets_a_whole_answer_or_a_reason(search: Search, text: str) -> None:
    with suppress(QueryError):
        page = search(text, facets=True)
        assert len(page.hits) == min(page.total, 100)


def test_every_highlight_is_a_word_of_the_report(search: Search) -> None:
    for text in ("nuoc ngot", "NTM", "trinh quang hoi", "kỉ luật", "táo hôn", "ke hoa*"):
        for hit in search(text).hits:
            shown = [hit.snippet.text[start:end] for start, end in hit.snippet.highlights]
            assert shown, (text, hit.source)
            assert all(words == words.strip() != "" for words in shown)


def test_a_hit_found_by_a_document_shows_the_words_that_cite_it(search: Search) -> None:
    for page in (search("21-NQ/TW"), search("", filters=Filters(cites="21-NQ/TW"))):
        assert page.hits
        for hit in page.hits:
            marked = [hit.snippet.text[start:end] for start, end in hit.snippet.highlights]
            assert marked, hit.source
            assert all("21" in words for words in marked)


def test_a_document_that_is_not_wanted_is_not_shown(search: Search) -> None:
    page = search("hội nghị -21-NQ/TW", limit=5)
    assert page.hits
    for hit in page.hits:
        marked = {hit.snippet.text[start:end].lower() for start, end in hit.snippet.highlights}
        assert marked <= {"hội nghị", "hội", "nghị"}
