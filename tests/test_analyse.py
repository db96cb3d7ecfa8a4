"""What of a meeting is searched: its text without chrome and bylines, its zones, its facts."""

from __future__ import annotations

from dataclasses import replace

from giaoban_cli.index.analyse import analyse, searchable
from giaoban_cli.models import Citation, Meeting, Official, Place, Span, Statement, Stored

TEXT = (
    "Lượt xem: 512\n"
    "Huyện ủy Khe Vàng giao ban quý I\n"
    "Sáng 4/4, đồng chí Lê Văn Sơn, Bí thư Huyện ủy chủ trì hội nghị; nhắc Chỉ thị 05-CT/TW.\n"
    "Đồng chí đề nghị sớm làm đường.\n"
    "Mai Hoa\n"
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


MEETING = Meeting(
    text=TEXT,
    title="Huyện ủy Khe Vàng giao ban quý I",
    kind="giao ban",
    kinds=("giao ban", "triển khai"),
    date="2024-04-04",
    date_end="2024-04-05",
    organisation="Huyện ủy Khe Vàng",
    level="huyện",
    place=Place("Khe Vàng", "huyện", "Sơn Nam", "text"),
    chairs=("Lê Văn Sơn",),
    officials=(
        Official("Lê Văn Sơn", ("Bí thư Huyện ủy",), ("chair", "directed"), span("Lê Văn Sơn")),
        Official("Võ Ba", (), ("attended",), span("Sơn")),
    ),
    documents=(Citation("05-CT/TW", "Chỉ thị", None, None, None, "CT|5|TW|?", span("05-CT/TW")),),
    directions=(Statement("sớm làm đường", "Lê Văn Sơn", span("sớm làm đường")),),
    authors=("Mai Hoa",),
    spans={"title": (span("Huyện ủy Khe Vàng giao ban quý I"),), "authors": (span("Mai Hoa"),)},
)
DOCUMENT = analyse(7, Stored("x", MEETING, ()))


def words(zone: str) -> list[str]:
    return [
        key
        for start, end in DOCUMENT.zones[zone]  # type: ignore[index]
        for key in DOCUMENT.body[start:end]
        if key
    ]


def test_chrome_and_bylines_are_not_searched() -> None:
    assert len(searchable(MEETING)) == len(TEXT)
    for word in ("lươtJ", "xem", "512", "mai", "hoa"):
        assert word not in DOCUMENT.body
    assert searchable(MEETING)[span("sớm làm")[0] :].startswith("sớm làm đường.")


def test_paragraphs_are_parted() -> None:
    at = DOCUMENT.body.index("i")
    assert DOCUMENT.body[at : at + 3] == ("i", None, "sangS")
    assert DOCUMENT.body[0] is not None


def test_zones_hold_the_words_of_title_people_and_directions() -> None:
    assert words("title") == ["huyênJ", "uyR", "khe", "vangF", "giao", "ban", "quyS", "i"]
    assert words("people")[:7] == ["lê", "văn", "sơn", "biS", "thư", "huyênJ", "uyR"]
    assert words("directions") == ["sơmS", "lamF", "đươngF"]


def test_facts() -> None:
    assert (DOCUMENT.key, DOCUMENT.date, DOCUMENT.date_end) == (7, "2024-04-04", "2024-04-05")
    assert DOCUMENT.names["chair"] == (("lê", "văn", "sơn"),)
    assert DOCUMENT.names["official"] == (("lê", "văn", "sơn"), ("voX", "ba"))
    assert DOCUMENT.names["speaker"] == (("lê", "văn", "sơn"),)
    assert DOCUMENT.names["author"] == (("mai", "hoa"),)
    assert DOCUMENT.fields["place"] == (("khe", "vangF"), ("sơn", "nam"))
    assert DOCUMENT.fields["organisation"] == (("huyênJ", "uyR", "khe", "vangF"),)
    assert DOCUMENT.terms["kind"] == ("giao ban", "triển khai")
    assert DOCUMENT.terms["level"] == ("huyện",)
    assert DOCUMENT.terms["cites"] == ("ct 5", "ct 5 tw")


def test_a_meeting_of_which_nothing_was_read_is_searched_all_the_same() -> None:
    document = analyse(1, Stored("x", Meeting(text="Chỉ có chữ."), ()))
    assert document.body == ("chiR", "coS", "chưX")
    assert not any(document.zones.values())
    assert analyse(1, Stored("x", Meeting(text=""), ())).body == ()


def test_a_chair_set_by_hand_can_be_filtered_for() -> None:
    amended = replace(MEETING, chairs=("Trần Tư",))
    assert ("trânF", "tư") in analyse(7, Stored("x", amended, ())).names["official"]
