"""Who is who: a person is a name within a place, whatever the office and the slips of the pen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from giaoban_cli.models import Person, Place, Statement, Stored
from giaoban_cli.views.namesakes import one_letter
from giaoban_cli.views.officials import Profile, chosen, course, officials
from tests.gatherings import KHE_LINH, VAM_TRAM, held, official

SECRETARY, DEPUTY, STANDING = "Bí thư Huyện ủy", "Phó Bí thư Huyện ủy", "PBT TT Huyện ủy"


def people(*meetings: Stored) -> list[tuple[str, str, int]]:
    found = officials(meetings)
    return sorted((each.name, each.place or "?", len(each.meetings)) for each in found)


def test_a_new_office_makes_no_new_person() -> None:
    [person] = officials(
        [
            held("2021-03-01", official("Lò Văn Mấn", STANDING)),
            held("2022-03-01", official("Lò Văn Mấn", "Phó Bí thư Thường trực Huyện uỷ")),
            held("2024-03-01", official("Lò Văn Mấn", SECRETARY, parts=("chair", "concluded"))),
        ]
    )
    assert [(each.role, each.first, each.last) for each in person.roles] == [
        ("Phó Bí thư Thường trực Huyện uỷ", "2021-03-01", "2022-03-01"),
        (SECRETARY, "2024-03-01", "2024-03-01"),
    ]
    assert (person.first, person.last) == ("2021-03-01", "2024-03-01")
    assert (person.chaired, person.spoke, person.attended) == (3, 1, 3)
    assert person.office == SECRETARY


def test_the_same_name_in_two_districts_is_two_people_until_they_are_merged() -> None:
    meetings = [
        held("2021-03-01", official("Lê Văn Bảo", DEPUTY)),
        held("2022-03-01", official("Lê Văn Bảo", SECRETARY), place=VAM_TRAM),
    ]
    assert people(*meetings) == [
        ("Lê Văn Bảo", "huyện Khê Lĩnh, Hoành Giang", 1),
        ("Lê Văn Bảo", "huyện Vàm Tràm, Vĩnh Tràm", 1),
    ]
    merge = (
        Person("Lê Văn Bảo", "huyện Khê Lĩnh, Hoành Giang"),
        Person("Lê Văn Bảo", "huyện Vàm Tràm, Vĩnh Tràm"),
    )
    [person] = officials(meetings, [merge])
    assert [each.role for each in person.roles] == [DEPUTY, SECRETARY]


def test_a_merge_holds_when_the_province_becomes_known_and_keeps_the_first_name() -> None:
    meetings = [
        held("2021-03-01", official("Lê Văn Bảo", DEPUTY)),
        held("2022-03-01", official("Lê Bảo", SECRETARY), place=replace(KHE_LINH, type="thị xã")),
        held("2022-06-01", official("Lê Bảo", SECRETARY), place=replace(KHE_LINH, type="thị xã")),
    ]
    merge = (Person("Lê Văn Bảo", "huyện Khê Lĩnh"), Person("Lê Bảo", "huyện Khê Lĩnh"))
    [person] = officials(meetings, [merge])
    assert (person.name, len(person.meetings)) == ("Lê Văn Bảo", 3)
    commune = (Person("Lê Văn Bảo", "xã Khê Lĩnh"), Person("Lê Bảo", "xã Khê Lĩnh"))
    assert len(officials(meetings, [commune])) == 2


def test_a_merge_concerns_nobody_else() -> None:
    elsewhere = Place("Nậm Sáng", "huyện", "Phja Bắc", "text")
    meetings = [
        held("2021-03-01", official("Lê Văn Bảo", DEPUTY)),
        held("2022-03-01", official("Lê Văn Bảo", SECRETARY), place=VAM_TRAM),
        held("2022-04-01", official("Lê Văn Bảo", SECRETARY), place=elsewhere),
    ]
    merge = (
        Person("Lê Văn Bảo", "huyện Khê Lĩnh, Hoành Giang"),
        Person("Lê Văn Bảo", "huyện Vàm Tràm, Vĩnh Tràm"),
    )
    assert len(officials(meetings, [merge])) == 2


def test_a_report_without_the_province_means_the_only_unit_of_that_name() -> None:
    bare = replace(KHE_LINH, province=None)
    meetings = [
        held("2021-03-01", official("Lò Văn Mấn", SECRETARY)),
        held("2021-06-01", official("Lò Văn Mấn", SECRETARY), place=bare),
    ]
    assert people(*meetings) == [("Lò Văn Mấn", "huyện Khê Lĩnh, Hoành Giang", 2)]
    namesake = replace(KHE_LINH, province="Cao Lâm")
    meetings.append(held("2021-09-01", official("Lò Văn Mấn", SECRETARY), place=namesake))
    assert len(officials(meetings)) == 3
    doubtful = replace(bare, candidates=("Hoành Giang", "Cao Lâm"))
    unclear = held("2022-01-01", official("Lò Văn Mấn"), place=doubtful)
    assert len(officials([meetings[0], unclear])) == 2


def test_a_district_and_a_commune_of_one_name_are_two() -> None:
    commune = Place("Khê Lĩnh", "xã", "Hoành Giang", "text")
    assert people(
        held("2021-03-01", official("Lò Văn Mấn", SECRETARY)),
        held("2025-10-01", official("Lò Văn Mấn"), place=commune, level="xã"),
    ) == [
        ("Lò Văn Mấn", "huyện Khê Lĩnh, Hoành Giang", 1),
        ("Lò Văn Mấn", "xã Khê Lĩnh, Hoành Giang", 1),
    ]


def test_a_district_that_became_a_town_is_one() -> None:
    town = replace(KHE_LINH, type="thị xã")
    assert people(
        held("2021-03-01", official("Lò Văn Mấn", SECRETARY)),
        held("2024-10-01", official("Lò Văn Mấn", "Bí thư Thị ủy"), place=town),
    ) == [("Lò Văn Mấn", "thị xã Khê Lĩnh, Hoành Giang", 2)]


def test_a_guest_from_the_province_belongs_to_the_province() -> None:
    guest = official("Chu Thiện Bách", "TUV", "Trưởng Ban Dân vận Tỉnh ủy", parts=("attended",))
    member = official("Lò Văn Mấn", "Ủy viên Ban Thường vụ Tỉnh ủy", SECRETARY)
    assert people(
        held("2021-03-01", guest, member),
        held("2021-04-01", guest, place=replace(VAM_TRAM, province="Hoành Giang")),
    ) == [
        ("Chu Thiện Bách", "tỉnh Hoành Giang", 2),
        ("Lò Văn Mấn", "huyện Khê Lĩnh, Hoành Giang", 1),
    ]


def test_a_guest_from_the_centre_is_one_person_everywhere() -> None:
    guest = official("Chu Thiện Bách", "Phó Trưởng Ban Tổ chức Trung ương", parts=("attended",))
    leader = official("Lò Văn Mấn", "Ủy viên Bộ Chính trị", "Bí thư Tỉnh ủy")
    province = Place("Hoành Giang", "tỉnh", "Hoành Giang", "text")
    assert people(
        held("2021-03-01", guest, leader, place=province, level="tỉnh"),
        held("2021-04-01", guest, place=VAM_TRAM),
        held("2021-05-01", guest, place=None),
    ) == [("Chu Thiện Bách", "Trung ương", 3), ("Lò Văn Mấn", "tỉnh Hoành Giang", 1)]


def test_an_office_that_names_a_district_leads_home_from_the_province() -> None:
    province = Place("Hoành Giang", "tỉnh", "Hoành Giang", "text")
    role = "Trưởng Ban Tổ chức Huyện ủy Khê Lĩnh"
    assert people(
        held("2021-03-01", official("Lê Văn Bảo", "Trưởng Ban Tổ chức Huyện ủy")),
        held("2021-07-01", official("Lê Văn Bảo", role), place=province, level="tỉnh"),
    ) == [("Lê Văn Bảo", "huyện Khê Lĩnh, Hoành Giang", 2)]


@pytest.mark.parametrize(
    ("slip", "office"),
    [
        ("Trịnh Quang Hơi", SECRETARY),  # a mark lost
        ("Trinh Quang Hợi", DEPUTY),  # marks lost, of whatever office
        ("Trịnh Quang Hợii", SECRETARY),  # a letter too many
        ("Trịnh Qang Hợi", SECRETARY),  # one too few
        ("Trịnh Quagn Hợi", SECRETARY),  # two swapped
        ("Trịnh Quang Họi", SECRETARY),  # another mark
    ],
)
def test_a_slip_of_the_pen_makes_no_new_person(slip: str, office: str) -> None:
    [person] = officials(
        [
            held("2022-03-01", official("Trịnh Quang Hợi", SECRETARY, DEPUTY)),
            held("2022-06-01", official(slip, office)),
            held("2022-09-01", official("Trịnh Quang Hợi", SECRETARY, DEPUTY)),
        ]
    )
    assert person.name == "Trịnh Quang Hợi"
    assert set(person.spellings) == {"Trịnh Quang Hợi", slip}


HUNG, HUWNG = "Nguyễn Văn Hùng", "Nguyễn Văn Hưng"


@pytest.mark.parametrize(
    "meetings",
    [
        [  # two deputies: an office that several hold tells nothing
            held("2022-03-01", official(HUNG, DEPUTY)),
            held("2022-06-01", official(HUWNG, DEPUTY)),
            held("2022-09-01", official(HUNG, DEPUTY)),
        ],
        [  # they met
            held("2022-03-01", official(HUNG, SECRETARY), id_="a"),
            held("2022-03-01", official(HUWNG, SECRETARY), id_="a"),
            held("2022-09-01", official(HUNG, SECRETARY)),
        ],
        [  # one after the other, years apart
            held("2012-03-01", official(HUNG, SECRETARY)),
            held("2013-03-01", official(HUNG, SECRETARY)),
            held("2020-09-01", official(HUWNG, SECRETARY)),
        ],
        [  # neither is rare
            held("2022-03-01", official(HUNG, SECRETARY)),
            held("2022-04-01", official(HUNG, SECRETARY)),
            held("2022-09-01", official(HUWNG, SECRETARY)),
            held("2022-10-01", official(HUWNG, SECRETARY)),
        ],
        [  # two words differ
            held("2022-03-01", official("Hồ Văn Vinh", SECRETARY)),
            held("2022-04-01", official("Hồ Văn Vinh", SECRETARY)),
            held("2022-09-01", official("Hồ Thúy Vịnh", SECRETARY)),
        ],
        [  # other offices
            held("2022-03-01", official(HUNG, SECRETARY)),
            held("2022-04-01", official(HUNG, SECRETARY)),
            held("2022-09-01", official(HUWNG, "Chủ tịch UBND huyện")),
        ],
    ],
    ids=["deputies", "met", "years", "often", "words", "offices"],
)
def test_a_letter_makes_another_person_when_anything_speaks_for_it(meetings: list[Stored]) -> None:
    assert len(officials(meetings)) == 2


def test_tone_placement_and_i_or_y_are_no_other_spelling() -> None:
    assert len(people(
        held("2022-03-01", official("Nguyễn Đăng Kỷ", DEPUTY)),
        held("2022-06-01", official("Nguyễn Đăng Kỉ", DEPUTY)),
        held("2022-09-01", official("NGUYỄN ĐĂNG KỶ", DEPUTY)),
    )) == 1  # fmt: skip


def test_without_a_place_a_person_is_not_taken_for_one_with_a_place() -> None:
    assert people(
        held("2022-03-01", official("Lò Văn Mấn", SECRETARY)),
        held("2022-06-01", official("Lò Văn Mấn", SECRETARY), place=None),
    ) == [("Lò Văn Mấn", "?", 1), ("Lò Văn Mấn", "huyện Khê Lĩnh, Hoành Giang", 1)]


def everybody() -> tuple[Profile, ...]:
    return officials(
        [
            held("2022-03-01", official("Trịnh Quang Hợi", SECRETARY), official("Đỗ Hợi")),
            held("2022-06-01", official("Trịnh Quang Hợi"), place=VAM_TRAM),
            held("2022-09-01", official("Bùi Thị Ngần")),
        ]
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Trịnh Quang Hợi", 2),
        ("trinh quang hoi", 2),
        ("Quang Hợi", 2),
        ("Hợi", 3),
        ("Trịnh Quang Hợi, Vàm Tràm", 1),
        ("Trịnh Quang Hợi, huyện Khê Lĩnh, Hoành Giang", 1),
        ("Trịnh Quang Hợi, Cao Lâm", 0),
        ("Ngần", 1),
        ("Ngân", 1),
        ("Quang", 0),
        ("Không Ai", 0),
        ("…", 0),
    ],
)
def test_whom_a_typed_name_means(typed: str, found: int) -> None:
    assert len(chosen(everybody(), typed)) == found


def test_the_course_of_a_person_tells_who_chaired_beside_and_what_was_asked() -> None:
    said = (
        Statement("các chi bộ kiểm tra lại nhà yếu", "Lò Văn Mấn", (0, 1)),
        Statement("lập danh sách", "Bùi Thị Ngần, Lò Văn Mấn", (0, 1)),
        Statement("giữ nếp họp gọn", "Bùi Thị Ngần", (0, 1)),
    )
    meeting = held("2022-03-01", official("Lò Văn Mấn"), official("Bùi Thị Ngần"), directions=said)
    [person] = chosen(officials([meeting]), "Mấn")
    [step] = course(person, [meeting])
    assert step.beside == ("Bùi Thị Ngần",)
    assert step.directions == ("các chi bộ kiểm tra lại nhà yếu", "lập danh sách")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("hoi", "hoi", True), ("hoi", "hoii", True), ("hoii", "hoi", True), ("hoi", "hai", True),
        ("quang", "quagn", True), ("hoi", "hiu", False), ("", "h", True), ("ab", "cd", False),
        ("hoi", "hoiii", False),
    ],
)  # fmt: skip
def test_one_letter(one: str, other: str, alike: bool) -> None:
    assert one_letter(one, other) is alike
    assert one_letter(other, one) is alike
