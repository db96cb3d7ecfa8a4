"""What was asked for: by whom, of whom, for when."""

from __future__ import annotations

from datetime import date

import pytest

from giaoban_cli.query.parse import parse
from giaoban_cli.text.what.addressees import addressee
from giaoban_cli.views.directions import Asked, Days, directions
from giaoban_cli.views.officials import terms
from tests.gatherings import read

REPORT = read(
    """\
Huyện ủy Khê Lĩnh giao ban quý I, triển khai nhiệm vụ quý II năm 2023

Sáng ngày 6/4/2023, Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban quý I và triển khai nhiệm vụ quý \
II năm 2023. Đồng chí Lò Văn Mấn, Bí thư Huyện ủy và đồng chí Bùi Thị Ngần, Phó Bí thư Huyện ủy \
chủ trì hội nghị.

Đồng chí Bùi Thị Ngần phát biểu chỉ đạo, yêu cầu: các đoàn thể chăm lo hộ nghèo.

Đồng chí Lò Văn Mấn kết luận, yêu cầu: Phòng Nông nghiệp hoàn thành phương án giảm nghèo trước \
ngày 15/8; các chi bộ học tập Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị; tiếp tục vận \
động Nhân dân hiến đất.
""",
    id_="2023-04-06",
)
TODAY = date(2024, 5, 2)


def asked(query: str = "", speaker: str = "", period: tuple[str, str] | None = None) -> list[Asked]:
    return list(
        directions(
            [REPORT],
            parse(query, today=TODAY),
            speaker=terms(speaker),
            period=Days(*period) if period else None,
        )
    )


def test_words_must_stand_in_the_direction_itself() -> None:
    assert [each.speaker for each in asked("nghèo")] == ["Bùi Thị Ngần", "Lò Văn Mấn"]
    [poverty] = asked('"giảm nghèo"')
    assert poverty.text.startswith("Phòng Nông nghiệp hoàn thành")
    assert asked("chủ trì hội nghị") == []
    assert len(asked("nghèo -đoàn")) == 1
    assert len(asked("hien dat OR cham lo")) == 2


def test_a_speaker_keeps_only_what_this_one_asked() -> None:
    assert len(asked(speaker="Mấn")) == 3
    assert len(asked(speaker="Bùi Thị Ngần")) == 1
    assert asked(speaker="Lê Văn Bảo") == []


def test_a_number_finds_directions_that_cite_the_document() -> None:
    [directive] = asked("05-CT/TW")
    assert directive.text.startswith("các chi bộ học tập")


def test_of_whom_it_is_asked() -> None:
    assert [each.of for each in asked()] == [
        "các đoàn thể", "Phòng Nông nghiệp", "các chi bộ", None,
    ]  # fmt: skip


def test_what_was_asked_for_a_period() -> None:
    assert len(asked(period=("2023-04-01", "2023-06-30"))) == 4, "the meeting plans this quarter"
    [due] = asked(period=("2023-07-01", "2023-09-30"))
    assert due.due == (("2023-08-15", "2023-08-15"),)
    assert asked(period=("2024-01-01", "2024-03-31")) == []
    assert asked(period=("2016-05-01", "2016-05-31")) == [], "the day of a document is no deadline"


@pytest.mark.parametrize(
    ("direction", "of"),
    [
        ("các đảng ủy xã hoàn thành sửa quy chế", "các đảng ủy xã"),
        ("Ban Tổ chức Huyện ủy tham mưu kế hoạch", "Ban Tổ chức Huyện ủy"),
        ("Ủy ban Kiểm tra Huyện ủy giám sát việc nêu gương", "Ủy ban Kiểm tra Huyện ủy"),
        ("Quý II, mỗi đảng bộ xã phải kết nạp ít nhất 2 đảng viên", "mỗi đảng bộ xã"),
        ("các cấp ủy, tổ chức đảng nhìn thẳng vào hạn chế", "các cấp ủy, tổ chức đảng"),
        ("Phòng Nông nghiệp và các xã ven suối lập phương án",
         "Phòng Nông nghiệp và các xã ven suối"),
        ("UBND thành phố đối thoại với 27 hộ dân", "UBND thành phố"),
        ("tiếp tục vận động Nhân dân hiến đất", None),
        ("công tác cán bộ phải đi trước một bước", None),
        ("xã nào để hồ sơ trễ hạn phải xin lỗi dân", None),
        ("các đoàn thể", None),
        ("", None),
    ],
)  # fmt: skip
def test_addressees(direction: str, of: str | None) -> None:
    found = addressee(direction)
    assert (direction[slice(*found)] if found else None) == of
