"""Which body held the meeting, its level, and its name completed with the place."""

from __future__ import annotations

import pytest

from giaoban_cli.models import Place
from giaoban_cli.text.page.clean import clean
from giaoban_cli.text.page.sections import outline
from giaoban_cli.text.who.organisations import Held, holder, named, warnings
from giaoban_cli.text.who.places import place


def read(text: str, unit: str | None = None) -> tuple[Held, str | None]:
    """The holder and its completed name."""
    page = clean(text)
    parts = outline(page)
    held = holder(page, parts, None, unit)
    return held, named(held, place(page, parts, held, unit))


@pytest.mark.parametrize(
    ("lead", "name", "level"),
    [
        (
            ("Sáng 16/4, Ban Thường vụ Huyện ủy tổ chức hội nghị giao ban."),
            "Ban Thường vụ Huyện ủy",
            "huyện",
        ),
        (
            (
                "Ngày 7/3/2020, Thường trực HĐND huyện khóa XI, nhiệm kỳ 2016-2021 "
                "họp thường kỳ tháng 3."
            ),
            "Thường trực HĐND huyện",
            "huyện",
        ),
        (
            ("Ngày 9/10, UBND xã Rào Vạc đã tổ chức phiên họp thường kỳ tháng 10."),
            "UBND xã Rào Vạc",
            "xã",
        ),
        (
            ("Sáng 2/3, Đảng ủy phường Đông Lũy giao ban công tác xây dựng Đảng."),
            "Đảng ủy phường Đông Lũy",
            "xã",
        ),
        (
            ("Ngày 2/6, Ủy ban Kiểm tra (UBKT) Tỉnh ủy nhiệm kỳ 2020 - 2025 tổ chức kỳ họp thứ 5."),
            "Ủy ban Kiểm tra Tỉnh ủy",
            "tỉnh",
        ),
        (
            ("Chiều 12/7, Ban Tổ chức Tỉnh ủy đã tổ chức Hội nghị sơ kết."),
            "Ban Tổ chức Tỉnh ủy",
            "tỉnh",
        ),
        (
            ("Ngày 10/7, Ban Dân vận Trung ương tổ chức Hội nghị trực tuyến sơ kết."),
            "Ban Dân vận Trung ương",
            "trung ương",
        ),
        (
            (
                "Sáng 4/5, Huyện ủy Khê Lĩnh, tỉnh Hoành Giang phối hợp với Trường "
                "Chính trị tổ chức hội nghị."
            ),
            "Huyện ủy Khê Lĩnh",
            "huyện",
        ),
        (
            (
                "Sáng 4/5, tại Hội trường nhà văn hóa trung tâm, Thường trực HĐND tỉnh tổ chức "
                "hội nghị giao ban."
            ),
            "Thường trực HĐND tỉnh",
            "tỉnh",
        ),
        (
            "Sáng 4/5, tại nhà khách Tỉnh ủy, Ban Thường vụ Tỉnh ủy tổ chức hội nghị giao ban.",
            "Ban Thường vụ Tỉnh ủy",
            "tỉnh",
        ),
        (
            ("Sáng 4/5, tại trụ sở UBND xã Rào Vạc, Thường trực Huyện ủy giao ban với các xã."),
            "Thường trực Huyện ủy",
            "huyện",
        ),
        (
            (
                "Ngày 2/5, tập thể Lãnh đạo UBND quận do đồng chí Vũ Thị Hà chủ trì "
                "đã họp xem xét nội dung."
            ),
            "UBND quận",
            "huyện",
        ),
        (
            ("Chiều 3/4, hội nghị giao ban các ban đảng do Thường trực Thị ủy tổ chức đã diễn ra."),
            "Thường trực Thị ủy",
            "huyện",
        ),
    ],
)
def test_the_holder_is_the_subject_of_the_meeting(lead: str, name: str, level: str) -> None:
    held, _ = read(lead)
    assert (held.organisation, held.level) == (name, level)


def test_who_chairs_does_not_hold() -> None:
    held, name = read(
        "Ngày 9-7, đồng chí Đoàn Thị Hiền, Bí thư Huyện ủy chủ trì hội nghị giao "
        "ban với các xã trong huyện. Chủ tịch UBND huyện báo cáo."
    )
    assert (held.organisation, name, held.level) == (None, None, "huyện")


def test_bodies_that_are_only_mentioned_do_not_set_the_level() -> None:
    held, _ = read(
        "Sáng 16/4, Ban Thường vụ Huyện ủy giao ban quý I. Tỉnh ủy, Tỉnh ủy và "
        "Trung ương đã chỉ đạo; UBND tỉnh và UBND tỉnh đã hướng dẫn."
    )
    assert held.level == "huyện"


def test_the_name_is_completed_from_the_text() -> None:
    _, name = read(
        "Huyện ủy giao ban quý I\nSáng "
        "16/4, Thường trực Huyện ủy tổ chức hội nghị giao ban quý I với các ban xây "
        "dựng Đảng của huyện.\nKết "
        "luận, Bí thư Huyện ủy Khê Lĩnh yêu cầu."
    )
    assert name == "Thường trực Huyện ủy Khê Lĩnh"


def test_the_title_serves_when_the_lead_is_missing() -> None:
    held, _ = read(
        "Đảng ủy Khối các cơ quan tỉnh giao ban cụm 1\nTrong "
        "quý, các chi bộ đã lãnh đạo thực hiện tốt nhiệm vụ chính trị, công tác tư "
        "tưởng và phát triển đảng viên theo kế hoạch đề ra từ đầu năm."
    )
    assert (held.organisation, held.level) == ("Đảng ủy Khối các cơ quan tỉnh", "tỉnh")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Sáng 2/3, Thành ủy Vinh, tỉnh Nghệ An giao ban quý I.", "huyện"),
        ("Sáng 2/3, UBND thành phố Hà Nội họp giao ban với các quận, huyện.", "tỉnh"),
    ],
)
def test_a_city_is_of_the_district_level_unless_the_centre_governs_it(
    text: str, level: str
) -> None:
    assert read(text)[0].level == level


def test_caveats() -> None:
    held = Held("Huyện ủy", "huyện", "huyện")
    twice = Place("Tam Nông", "huyện", None, "text", ("Đồng Tháp", "Phú Thọ"))
    codes = [caveat.code for caveat in warnings(held, twice, "2025-07-02")]
    assert codes == ["place_ambiguous", "after_district_abolished"]
    assert warnings(held, None, "2025-06-30") == ()
    assert warnings(Held("Đảng ủy xã", "xã", "xã"), None, "2025-09-01") == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Sáng 5/7, hội nghị giao ban khối dân vận được Ban Dân vận Huyện ủy Khê Lĩnh tổ chức.",
            "Ban Dân vận Huyện ủy Khê Lĩnh",
        ),
        (
            "Hội nghị lần thứ 20 Ban Chấp hành Đảng bộ huyện Khê Lĩnh khóa XXIII diễn ra sáng 3/7.",
            "Ban Chấp hành Đảng bộ huyện Khê Lĩnh",
        ),
        (
            "Sáng 3/10, đồng chí Trịnh Quang Hợi chủ trì phiên họp thường kỳ UBND tỉnh tháng 9.",
            "UBND tỉnh",
        ),
        (
            ("Sáng 3/10, đoàn công tác của Tỉnh ủy do đồng chí Lò Văn Bí, Phó Bí thư Tỉnh ủy làm "
            "trưởng đoàn đã có buổi làm việc với Huyện ủy Khê Lĩnh."),
            "Tỉnh ủy",
        ),
        (
            ("Chiều 4/11, tại trụ sở Đảng ủy – HĐND – UBND phường Đông Lũy, Thường trực HĐND "
            "phường tổ chức hội nghị liên tịch."),
            "Thường trực HĐND phường",
        ),
        (
            "Ngày 3/10, Ban Chỉ đạo phòng, chống tham nhũng, tiêu cực tỉnh họp phiên thứ 12.",
            "Ban Chỉ đạo phòng, chống tham nhũng, tiêu cực tỉnh",
        ),
        (
            "Đảng ủy xã Rào Vạc vừa ban hành kế hoạch và tổ chức hội nghị triển khai công tác.",
            "Đảng ủy xã Rào Vạc",
        ),
        (
            "Sáng 3/10, với sự tham dự của lãnh đạo Tỉnh ủy, Huyện ủy Khê Lĩnh tổ chức giao ban.",
            "Huyện ủy Khê Lĩnh",
        ),
        (
            "Chiều 29/5, UBND tỉnh tiếp tục thảo luận các nội dung trình tại kỳ họp giữa năm.",
            "UBND tỉnh",
        ),
        (
            ("UBND tỉnh: Phiên họp thường kỳ tháng 9\nSáng 3/10/2023, đồng chí Trịnh Quang Hợi, "
            "Chủ tịch UBND tỉnh chủ trì, nghe các sở, ngành báo cáo tình hình."),
            "UBND tỉnh",
        ),
    ],
    ids=[
        "passive", "numbered session", "session of", "working group", "address in a list",
        "commas in the name", "two verbs", "guests", "deliberates", "title with a colon",
    ],
)  # fmt: skip
def test_the_holder_in_other_orders(text: str, name: str) -> None:
    assert read(text)[0].organisation == name


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 30/3, hội nghị quán triệt Nghị quyết Hội nghị lần thứ 8 Ban Chấp hành Trung ương.",
        "Chiều 1/6, đồng chí Trịnh Quang Hợi chủ trì họp về nội dung kỳ họp thứ Hai HĐND huyện.",
        "Ngày 2/5, tại hội nghị, các chi bộ, đảng bộ huyện tổ chức học tập nghị quyết.",
    ],
)
def test_topics_and_groups_hold_no_meeting(text: str) -> None:
    assert read(text)[0].organisation is None


def test_the_hall_and_the_area_of_a_body_tell_its_place() -> None:
    assert (
        read("Sáng 12/1, tại Hội trường phường Đông Lũy, Đảng ủy phường tổ chức hội nghị.")[1]
        == "Đảng ủy phường Đông Lũy"
    )


@pytest.mark.parametrize(
    ("unit", "name", "level"),
    [
        ("Huyện ủy Khê Lĩnh", "Huyện ủy Khê Lĩnh", "huyện"),
        ("Huyện uỷ Khê Lĩnh, tỉnh Hoành Giang", "Huyện uỷ Khê Lĩnh", "huyện"),
        ("huyện ủy khê lĩnh", "Huyện ủy Khê Lĩnh", "huyện"),
        ("Đảng ủy xã Rào Vạc, huyện Khê Lĩnh", "Đảng ủy xã Rào Vạc", "xã"),
        ("Tỉnh ủy Hoành Giang", "Tỉnh ủy Hoành Giang", "tỉnh"),
        ("UBND tỉnh Hoành Giang", "UBND tỉnh Hoành Giang", "tỉnh"),
        ("Thành ủy Cửa Lũy, Hoành Giang", "Thành ủy Cửa Lũy", "huyện"),
        ("Thành ủy Hà Nội", "Thành ủy Hà Nội", "tỉnh"),
        ("Ban Dân vận Trung ương", "Ban Dân vận Trung ương", "trung ương"),
        ("huyện Khê Lĩnh", None, "huyện"),
    ],
)
def test_a_text_that_names_no_body_is_of_the_unit_that_was_set(
    unit: str, name: str | None, level: str
) -> None:
    held, whole = read("Sáng 16/4, hội nghị giao ban quý I được tổ chức tại hội trường.", unit)
    assert (whole, held.level, held.span) == (name, level, None)


@pytest.mark.parametrize(
    ("holder_in_text", "unit", "name"),
    [
        ("Ban Thường vụ Huyện ủy", "Huyện ủy Khê Lĩnh", "Ban Thường vụ Huyện ủy Khê Lĩnh"),
        ("Đảng ủy", "Đảng ủy xã Rào Vạc", "Đảng ủy xã Rào Vạc"),
        ("Huyện ủy Vũ Lâm", "Huyện ủy Khê Lĩnh", "Huyện ủy Vũ Lâm"),
        ("Ban Tổ chức Tỉnh ủy", "Huyện ủy Khê Lĩnh", "Ban Tổ chức Tỉnh ủy"),
        (
            "Ban Tổ chức Tỉnh ủy",
            "Huyện ủy Khê Lĩnh, Hoành Giang",
            "Ban Tổ chức Tỉnh ủy Hoành Giang",
        ),
        ("Quận ủy", "Thành ủy Hà Nội", "Quận ủy"),
    ],
)
def test_a_body_of_the_text_is_completed_by_the_unit_of_its_level(
    holder_in_text: str, unit: str, name: str
) -> None:
    _, whole = read(f"Sáng 16/4, {holder_in_text} tổ chức hội nghị giao ban quý I.", unit)
    assert whole == name


def test_a_city_that_was_set_is_of_the_level_of_the_day() -> None:
    page = clean("Sáng 16/4, hội nghị giao ban quý I được tổ chức tại hội trường.")
    before, after = (
        holder(page, outline(page), day, "Thành ủy Huế") for day in ("2023-04-16", "2025-04-16")
    )
    assert (before.level, after.level) == ("huyện", "tỉnh")


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        (
            "Sáng 16/4 diễn ra hội nghị giao ban Văn phòng Thành ủy Cửa Lũy quý I.",
            "Văn phòng Thành ủy Cửa Lũy",
        ),
        (
            "Chiều 17/9, Ban Chỉ đạo Quận ủy thực hiện Chỉ thị 10 sơ kết 9 tháng đầu năm.",
            "Ban Chỉ đạo Quận ủy thực hiện Chỉ thị 10",
        ),
        (
            "Sáng 16/4, \u00d0ảng ủy xã \u00d0ông Lũy họp giao ban.",
            "Đảng ủy xã Đông Lũy",
        ),
        ("Chiều 3/6, việc xây dựng công an xã được các ngành đưa ra Hội nghị sơ kết.", None),
    ],
)
def test_holders_named_in_rarer_ways(lead: str, name: str | None) -> None:
    assert read(lead)[0].organisation == name
