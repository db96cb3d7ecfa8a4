"""Where: named, inferred with evidence, set by the user, or left open."""

from __future__ import annotations

import pytest

from giaoban_cli.data import table
from giaoban_cli.models import Place
from giaoban_cli.text.page.clean import clean
from giaoban_cli.text.page.sections import outline
from giaoban_cli.text.who import gazetteer
from giaoban_cli.text.who.organisations import holder
from giaoban_cli.text.who.places import from_unit, place


def read(text: str, **given: str) -> Place | None:
    page = clean(text)
    parts = outline(page)
    return place(page, parts, holder(page, parts, given.get("date")), **given)


def lead(rest: str = "") -> str:
    return (
        "Sáng 16/4/2020, Thường trực Huyện ủy tổ chức hội nghị giao ban quý I với các ban xây dựng "
        f"Đảng của huyện và các cơ quan liên quan.\n{rest}\n"
    )


def test_named_in_the_text() -> None:
    found = read(
        lead("Đồng chí Bí thư Huyện ủy Khê Lĩnh, tỉnh Hoành Giang yêu cầu các xã làm tốt.")
    )
    assert found is not None
    assert (found.name, found.type, found.province) == ("Khê Lĩnh", "huyện", "Hoành Giang")
    assert (found.basis, found.evidence[0].text) == ("text", "Khê Lĩnh")


def test_a_title_may_open_with_the_place() -> None:
    found = read("Khê Lĩnh giao ban công tác xây dựng Đảng quý I năm 2020\n" + lead())
    assert found is not None
    assert (found.name, found.type) == ("Khê Lĩnh", "huyện")


def test_a_known_district_brings_its_province() -> None:
    found = read(lead("Huyện ủy Chợ Đồn đã chỉ đạo các xã."))
    assert found is not None
    assert (found.name, found.province) == ("Chợ Đồn", "Bắc Kạn")


def test_a_shared_name_is_listed_and_never_guessed() -> None:
    found = read(lead("Huyện ủy Tam Nông đã chỉ đạo các xã."))
    assert found is not None
    assert found.province is None
    assert set(found.candidates) == {"Đồng Tháp", "Phú Thọ"}


@pytest.mark.parametrize(
    "words", ["Tam Nông, tỉnh Phú Thọ", "Tam Nông (Phú Thọ)", "Tam Nông, Phú Thọ"]
)
def test_the_province_decides_between_namesakes(words: str) -> None:
    decided = read(lead(f"Huyện ủy {words} đã chỉ đạo các xã."))
    assert decided is not None
    assert (decided.province, decided.candidates) == ("Phú Thọ", ())


def test_a_unique_townlet_tells_the_district() -> None:
    found = read(lead("Hội thi tổ chức tại thị trấn Chợ Chu thành công tốt đẹp."))
    assert found is not None
    assert (found.name, found.province, found.basis) == ("Định Hóa", "Thái Nguyên", "inferred")
    assert [evidence.text for evidence in found.evidence] == ["Chợ Chu"]


def test_one_commune_alone_tells_nothing() -> None:
    assert read(lead("Riêng xã Ea Tul cần hoàn thành kế hoạch.")) is None
    found = read(lead("Riêng 3 xã Ea Tul, Ea Tar và Ea Kiết cần hoàn thành kế hoạch."))
    assert found is not None
    assert (found.name, found.province, found.basis) == ("Cư M'gar", "Đắk Lắk", "inferred")


def test_a_city_committee_tells_the_province() -> None:
    found = read(
        "Chiều 12/7/2023, Ban Tổ chức Tỉnh ủy tổ chức hội nghị sơ kết công tác sáu "
        "tháng đầu năm. Cùng dự có trưởng ban tổ chức các huyện ủy, thị ủy, thành "
        "ủy Đồng Hới."
    )
    assert found is not None
    assert (found.name, found.basis) == ("Quảng Bình", "inferred")


def test_a_place_in_passing_is_not_the_holders() -> None:
    assert read(lead("Đoàn đã học tập kinh nghiệm tại huyện Con Cuông.")) is None


def test_a_person_behind_the_body_is_no_place() -> None:
    found = read(
        "Sáng nay 25/6/2021, Công an tỉnh tổ chức hội nghị sơ kết công tác sáu "
        "tháng đầu năm. Chủ tịch UBND tỉnh Lê Trí Thành đến dự hội nghị. Phó Chủ "
        "tịch UBND tỉnh Lê Trí Thành phát biểu."
    )
    assert found is None


def test_the_user_knows_better() -> None:
    found = read(lead("Huyện ủy Tam Nông chỉ đạo."), unit="Huyện ủy Chợ Đồn, Bắc Kạn")
    assert found == Place("Chợ Đồn", "huyện", "Bắc Kạn", "set")


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("huyện uỷ chợ đồn", ("Chợ Đồn", "huyện", "Bắc Kạn", ())),
        ("Huyện ủy Khê Lĩnh, tỉnh Hoành Giang", ("Khê Lĩnh", "huyện", "Hoành Giang", ())),
        ("Huyện ủy Khê Lĩnh tỉnh Hoành Giang", ("Khê Lĩnh", "huyện", "Hoành Giang", ())),
        ("Đảng ủy xã Rào Vạc (Khê Lĩnh, Hoành Giang)", ("Rào Vạc", "xã", "Hoành Giang", ())),
        ("Huyện ủy Tam Đảo Xanh, Vân Sơn", ("Tam Đảo Xanh", "huyện", "Vân Sơn", ())),
        ("Thành ủy Hà Nội", ("Hà Nội", "thành phố", "Hà Nội", ())),
        ("Khê Lĩnh, Hoành Giang", ("Khê Lĩnh", None, "Hoành Giang", ())),
        ("Huyện ủy Chợ Đồn", ("Chợ Đồn", "huyện", "Bắc Kạn", ())),
        ("Thành ủy Đồng Hới", ("Đồng Hới", "thành phố", "Quảng Bình", ())),
        ("Quận ủy Quận 3, TP.HCM", ("Quận 3", "quận", "Hồ Chí Minh", ())),
        ("Tỉnh ủy Bắc Kạn", ("Bắc Kạn", "tỉnh", "Bắc Kạn", ())),
        ("Đảng ủy xã Chợ Đồn, tỉnh Thái Nguyên", ("Chợ Đồn", "xã", "Thái Nguyên", ())),
        ("Huyện ủy Tam Nông", ("Tam Nông", "huyện", None, ("Đồng Tháp", "Phú Thọ"))),
        ("Văn phòng", None),
    ],
)
def test_what_a_user_may_set(unit: str, expected: tuple[object, ...] | None) -> None:
    found = from_unit(unit)
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert (found.name, found.type, found.province, found.candidates) == expected
        assert found.basis == "set"


def test_a_province_from_the_tables_is_the_one_of_the_day() -> None:
    text = "Sáng 2/8/2025, Đảng ủy xã Ea Tul họp giao ban.\nXã Ea Tul trước thuộc huyện Chợ Đồn."
    old, new = read(text), read(text, date="2025-08-02")
    assert old is not None
    assert new is not None
    assert (old.province, new.province) == ("Bắc Kạn", "Thái Nguyên")


# --- the tables ---------------------------------------------------------------------------------


def test_sixty_three_provinces_become_thirty_four() -> None:
    rows = table("provinces")
    assert len(rows) == 63 + 1  # Hà Tây, which Hà Nội took in in 2008
    assert len({row[2] for row in rows}) == 34
    assert gazetteer.successor("Bắc Cạn") == "Thái Nguyên"


COMMUNE_LEAD = (
    "Chiều {day}, Ban Thường vụ Đảng ủy {name} tổ chức hội nghị giao ban bí thư các chi bộ trực "
    "thuộc, đánh giá kết quả tháng trước và bàn nhiệm vụ tháng tới.\n"
)


@pytest.mark.parametrize(
    ("name", "date", "province", "candidates"),
    [
        ("xã Cù Lao Giêng", "2025-09-28", "An Giang", ()),
        ("xã Cù Lao Giêng", "2019-09-28", None, ()),  # there was none yet
        ("xã Đất Mũi", "2019-09-28", "Cà Mau", ()),
        ("xã Bình Mỹ", "2025-09-28", None, ("An Giang", "Hồ Chí Minh", "Ninh Bình")),
        ("xã Bình Mỹ", "2019-09-28", None, ()),
        ("phường Đất Mũi", "2025-09-28", None, ()),
        ("xã Rào Vạc", "2025-09-28", None, ()),
    ],
)
def test_a_commune_that_stands_alone_has_a_province_only_when_its_name_is_the_only_one(
    name: str, date: str, province: str | None, candidates: tuple[str, ...]
) -> None:
    year, month, day = date.split("-")
    found = read(COMMUNE_LEAD.format(day=f"{day}/{month}/{year}", name=name), date=date)
    assert found is not None
    assert (found.province, found.candidates) == (province, candidates)


def test_two_communes_tell_their_district_unless_their_names_return_everywhere() -> None:
    found = read(lead("Các xã Đất Mũi, Viên An Đông báo cáo tiến độ."))
    assert found is not None
    assert (found.name, found.province, found.basis) == ("Ngọc Hiển", "Cà Mau", "inferred")
    assert read(lead("Các xã Tân Lập, Tân Thành báo cáo tiến độ.")) is None


def test_every_commune_lies_in_a_province_of_its_time() -> None:
    successors = {row[2] for row in table("provinces")}
    rows = table("communes_since_2025")
    assert {row[0] for row in rows} == successors
    assert sum(len(row[2].split("|")) for row in rows) == 3321
    assert {row[1] for row in rows} == {"xã", "phường", "đặc khu"}


def test_every_district_lies_in_a_province_and_every_commune_in_a_district() -> None:
    provinces = {row[0] for row in table("provinces")}
    districts = {(row[0], row[1]) for row in table("districts")}
    assert {row[0] for row in table("districts")} == provinces - {"Hà Tây"}
    assert len(districts) == len(table("districts")) > 700
    assert {(row[0], row[1]) for row in table("communes")} <= districts


def test_names_that_return() -> None:
    assert len(gazetteer.districts("châu thành")) == 10
    assert {unit.province for unit in gazetteer.districts("An Lão")} == {
        "Bình Định",
        "Hải Phòng",
    }
    assert gazetteer.districts("Lệ Thuỷ") == gazetteer.districts("Lệ Thủy") != ()
    assert gazetteer.districts("Lão") == ()


def test_what_follows_a_unit_word_by_chance_is_no_place() -> None:
    found = read(
        "Chủ trì có đồng chí Đào Đức Mẫn, Chủ tịch UBND xã; Văn phòng UBND xã\nCác đại biểu thảo "
        "luận, UBND xã họp.\n"
    )
    assert found is None


def test_a_person_behind_a_unit_word_is_no_place() -> None:
    found = read(
        "Sáng 1/10, UBND tỉnh tổ chức hội nghị. Trưởng đoàn đại biểu Quốc hội tỉnh Nguyễn Trúc "
        "Mẫn, Chủ tịch HĐND tỉnh Lương Nguyễn Minh Trí dự."
    )
    assert found is None


@pytest.mark.parametrize(
    ("text", "name", "province"),
    [
        ("Sáng 3/10, UBND quận 7 họp giao ban.", "7", "Hồ Chí Minh"),
        ("Sáng 3/10, UBND thị trấn Chờ (Yên Phong) họp giao ban.", "Chờ", "Bắc Ninh"),
        ("Sáng 3/10, Sở Y tế Hà Nội tổ chức giao ban.", "Hà Nội", "Hà Nội"),
        ("Nậm Pồ: Giao ban tháng 9\nSáng 3/10, UBND huyện họp giao ban.", "Nậm Pồ", "Điện Biên"),
        ("Huyện Nậm Pồ sơ kết 9 tháng\nSáng 3/10, UBND huyện họp.", "Nậm Pồ", "Điện Biên"),
        ("Sáng 3/10, HĐND tỉnh họp với các huyện Sốp Cộp, Mai Sơn.", "Sơn La", "Sơn La"),
    ],
    ids=["numbered", "district behind", "no unit word", "title", "title with unit", "list"],
)
def test_named_in_other_ways(text: str, name: str, province: str) -> None:
    found = read(text)
    assert found is not None
    assert (found.name, found.province) == (name, province)


@pytest.mark.parametrize(
    ("date", "level"), [("2024-10-03", "huyện"), ("2025-02-03", "tỉnh"), ("2025-10-03", "tỉnh")]
)
def test_hue_is_of_the_level_it_had_on_the_day(date: str, level: str) -> None:
    page = clean("Sáng 3/10, UBND thành phố Huế tổ chức họp với các xã, phường.")
    assert holder(page, outline(page), date).level == level


@pytest.mark.parametrize(
    ("words", "name", "province"),
    [
        ("Huyện ủy Chợ Đồn Xanh, tỉnh Hoành Giang", "Chợ Đồn Xanh", "Hoành Giang"),
        ("Huyện ủy Chợ Đồn, tỉnh Hoành Giang", "Chợ Đồn", "Hoành Giang"),
        ("Huyện ủy Chợ Đồn (Hoành Giang)", "Chợ Đồn", "Hoành Giang"),
        ("Huyện ủy Chợ Đồn Nguyễn Thị Hà", "Chợ Đồn", "Bắc Kạn"),
        ("Huyện ủy Chợ Đồn Sáng 16/4", "Chợ Đồn", "Bắc Kạn"),
    ],
)
def test_what_is_printed_beside_the_name_wins_over_the_tables(
    words: str, name: str, province: str
) -> None:
    found = read(lead(f"Đồng chí Bí thư {words} phát biểu."))
    assert found is not None
    assert (found.name, found.province) == (name, province)


def test_a_number_behind_a_unit_word_counts_people() -> None:
    text = "Sáng 16/4/2020, Ban Tuyên giáo Tỉnh ủy giao ban dư luận.\nCấp tỉnh 34, cấp huyện 280."
    assert read(text) is None


def test_a_line_that_opens_with_a_central_city_tells_the_level() -> None:
    text = (
        "Hải Phòng: Họp chuẩn bị giao ban quý I\n\n"
        "Chiều 3/4/2020, chủ trì cuộc họp là Bí thư Thành ủy; dự họp có các sở, ngành."
    )
    page = clean(text)
    assert holder(page, outline(page)).level == "tỉnh"
    found = read(text)
    assert found is not None
    assert (found.name, found.type, found.province) == ("Hải Phòng", "thành phố", "Hải Phòng")


def test_the_front_of_a_district_tells_the_place() -> None:
    found = read(
        "Mặt trận huyện Khê Lĩnh giao ban\n\nSáng 2/7/2021, hội nghị giao ban được Ban Thường trực "
        "Ủy ban MTTQ Việt Nam huyện tổ chức."
    )
    assert found is not None
    assert found.name == "Khê Lĩnh"


def test_letters_that_look_like_d_are_read_as_d() -> None:
    found = read(lead("Huyện ủy \u00d0ông Lĩnh đã chỉ đạo các xã."))
    assert found is not None
    assert found.name == "Đông Lĩnh"
