"""Offices: where one ends, the name that closes it, and when two spellings are one."""

from __future__ import annotations

import pytest

from giaoban_cli.text.who.roles import normal, role_at, same
from giaoban_cli.text.words.wordlist import lowered


@pytest.mark.parametrize(
    "spellings",
    [
        ("TUV", "Tỉnh ủy viên", "Tỉnh uỷ viên"),
        (
            "PBT TT Huyện ủy",
            "Phó Bí thư Thường trực Huyện ủy",
            "Phó Bí thư thường trực Huyện uỷ",
            "Phó  Bí thư TT Huyện ủy",
        ),
        ("UVTVTU", "UVTV Tỉnh ủy", "UVBTVTU", "Ủy viên Ban Thường vụ Tỉnh ủy", "Ủy viên BTV TU"),
        ("UVBTVHU", "UV BTV Huyện ủy", "Ủy viên BTV Huyện ủy", "Ủy viên Thường vụ Huyện ủy"),
        ("UV.BTV", "UVTV", "Ủy viên Ban Thường vụ"),
        ("UVTW Đảng", "UVT.Ư Đảng", "Ủy viên Trung ương Đảng", "Ủy viên BCH Trung ương Đảng"),
        ("Chủ tịch HĐND huyện", "Chủ tịch Hội đồng nhân dân huyện"),
        ("Chủ tịch UBMTTQVN huyện", "Chủ tịch Ủy ban MTTQ Việt Nam huyện", "Chủ tịch MTTQ huyện"),
        ("Q. Chủ tịch UBND", "Quyền Chủ tịch Ủy ban nhân dân"),
        ("Chủ nhiệm UBKT Huyện ủy", "Chủ nhiệm Ủy ban Kiểm tra (UBKT) Huyện ủy"),
    ],
)
def test_spellings_of_one_role(spellings: tuple[str, ...]) -> None:
    assert len({normal(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bí thư Huyện ủy", "nguyên Bí thư Huyện ủy"),
        ("Bí thư Huyện ủy", "Phó Bí thư Huyện ủy"),
        ("Phó Bí thư Huyện ủy", "Phó Bí thư Thường trực Huyện ủy"),
        ("Chủ tịch HĐND huyện", "Chủ tịch UBND huyện"),
        ("Chủ tịch UBND huyện", "Quyền Chủ tịch UBND huyện"),
    ],
)
def test_different_roles(one: str, other: str) -> None:
    assert not same(normal(one), normal(other))


def test_a_role_with_the_place_behind_it_is_the_same() -> None:
    assert same(normal("Bí thư Huyện ủy"), normal("Bí thư Huyện uỷ Khê Lĩnh"))


@pytest.mark.parametrize(
    ("phrase", "role", "name"),
    [
        ("Phó Bí thư Tỉnh ủy Phan Văn Thơ ghi nhận", "Phó Bí thư Tỉnh ủy", "Phan Văn Thơ"),
        ("Bí thư Huyện ủy Khê Lĩnh Võ Văn Vinh", "Bí thư Huyện ủy Khê Lĩnh", "Võ Văn Vinh"),
        ("Bí thư Huyện ủy Hà Trung Ngô Thị Hà", "Bí thư Huyện ủy Hà Trung", "Ngô Thị Hà"),
        ("Bí thư Quận ủy Quận 3 Trần Kim Ngà", "Bí thư Quận ủy Quận 3", "Trần Kim Ngà"),
        ("Chủ tịch UBND huyện Trần Văn An và", "Chủ tịch UBND huyện", "Trần Văn An"),
        ("Bí thư Huyện ủy Trần Văn An lật giở sổ", "Bí thư Huyện ủy", "Trần Văn An"),
        ("Bí thư Đảng ủy xã Hồ Sơn phát biểu", "Bí thư Đảng ủy xã Hồ Sơn", None),
        ("Bí thư Đảng ủy phường Lê Hồng Phong nói", "Bí thư Đảng ủy phường Lê Hồng Phong", None),
        ("Giám đốc Sở Kế hoạch và Đầu tư; đồng chí", "Giám đốc Sở Kế hoạch và Đầu tư", None),
        (
            "Trưởng Phòng Tài chính - Kế hoạch huyện dự",
            "Trưởng Phòng Tài chính - Kế hoạch huyện",
            None,
        ),
        (
            ("Trưởng Ban Chỉ đạo phòng, chống dịch huyện chủ trì"),
            "Trưởng Ban Chỉ đạo phòng, chống dịch huyện",
            None,
        ),
        ("Trưởng Ban Quản lý dự án huyện dự", "Trưởng Ban Quản lý dự án huyện", None),
        (
            "Chủ nhiệm Ủy ban Kiểm tra (UBKT) Tỉnh ủy, Phó",
            "Chủ nhiệm Ủy ban Kiểm tra (UBKT) Tỉnh ủy",
            None,
        ),
        ("Bí thư Huyện ủy và 33 đại biểu", "Bí thư Huyện ủy", None),
        ("Phó Trưởng Ban Tổ chức Tỉnh ủy đã trình bày", "Phó Trưởng Ban Tổ chức Tỉnh ủy", None),
    ],
)
def test_where_a_role_ends(phrase: str, role: str, name: str | None) -> None:
    found = role_at(phrase, lowered(phrase), 0, len(phrase))
    assert found is not None
    assert phrase[slice(*found.span)] == role
    assert (phrase[slice(*found.name)] if found.name else None) == name


@pytest.mark.parametrize("phrase", ["Hội nghị đã", "Nguyễn Văn An", "đảng viên"])
def test_no_role(phrase: str) -> None:
    assert role_at(phrase, lowered(phrase), 0, len(phrase)) is None
