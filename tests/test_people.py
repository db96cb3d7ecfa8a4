"""Who: officials, chairs, acts and authors, read from one invented report or sentence each."""

from __future__ import annotations

import pytest

from giaoban_cli.text.page.clean import clean
from giaoban_cli.text.page.sections import outline
from giaoban_cli.text.who.authors import authors
from giaoban_cli.text.who.names import title_case
from giaoban_cli.text.who.people import People, people

TITLE = "Huyện ủy Khê Lĩnh giao ban công tác xây dựng Đảng quý I năm 2023\n"
LEAD = "Chiều 6/4, Ban Thường vụ Huyện ủy tổ chức hội nghị giao ban công tác quý I năm 2023. "


def read(text: str) -> People:
    page = clean(text)
    return people(page, outline(page))


def told(sentences: str) -> People:
    """The people of a report whose lead goes on with `sentences`."""
    return read(TITLE + LEAD + sentences)


def roles(found: People) -> dict[str, tuple[str, ...]]:
    return {official.name: official.roles for official in found.officials}


def parts(found: People) -> dict[str, tuple[str, ...]]:
    return {official.name: official.parts for official in found.officials}


# --- chairs ---------------------------------------------------------------------------------

TWO = ("Trịnh Quang Hợi", "Bùi Thị Ngần")


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "Đồng chí Trịnh Quang Hợi, TUV, Bí thư Huyện ủy; đồng chí Bùi Thị Ngần, "
            "Phó Bí thư Thường trực Huyện ủy chủ trì hội nghị."
        ),
        (
            "Đồng chí Trịnh Quang Hợi – Bí thư Huyện ủy và đồng chí Bùi Thị Ngần – "
            "Phó Bí thư Huyện ủy đồng chủ trì."
        ),
        (
            "Các đồng chí: Trịnh Quang Hợi - Bí thư Huyện ủy; Bùi Thị Ngần - Phó Bí "
            "thư Huyện ủy đồng chủ trì hội nghị."
        ),
        (
            "Chủ trì hội nghị có đồng chí Trịnh Quang Hợi (Bí thư Huyện ủy) và bà "
            "Bùi Thị Ngần (Phó Bí thư Huyện ủy)."
        ),
        (
            "Hội nghị diễn ra dưới sự chủ trì của Bí thư Huyện ủy Khê Lĩnh Trịnh "
            "Quang Hợi và Phó Bí thư Huyện ủy Bùi Thị Ngần."
        ),
        (
            "Hội nghị do đồng chí Trịnh Quang Hợi, Bí thư Huyện ủy; đồng chí Bùi "
            "Thị Ngần, Phó Bí thư Huyện ủy chủ trì."
        ),
        (
            "Chủ tọa hội nghị là các đồng chí trong Thường trực Huyện ủy: Trịnh "
            "Quang Hợi, Bùi Thị Ngần."
        ),
        (
            "Hội nghị do Thường trực Huyện ủy chủ trì, gồm các đồng chí: Trịnh "
            "Quang Hợi, Bí thư; Bùi Thị Ngần, Phó Bí thư."
        ),
        (
            "Đồng chí Trịnh Quang Hợi, Bí thư Huyện ủy cùng đồng chí Bùi Thị Ngần, "
            "Phó Bí thư dự và chủ trì hội nghị."
        ),
        (
            "Chủ trì hội nghị có:\n- "
            "Đồng chí Trịnh Quang Hợi, Bí thư;\n- "
            "Đồng chí Bùi Thị Ngần, Phó Bí thư."
        ),
        (
            "Đồng chí Trịnh Quang\nHợi, "
            "Bí thư và các đồng chí Phó Bí thư Huyện ủy: Bùi Thị Ngần chủ trì."
        ),
        (
            "Đồng chí Trịnh Quang Hợi, Bí thư và bà Bùi Thị Ngần được Tỉnh ủy phân công "
            "chủ trì hội nghị."
        ),
        "ĐỒNG CHÍ TRỊNH QUANG HỢI, BÍ THƯ HUYỆN ỦY VÀ ĐỒNG CHÍ BÙI THỊ NGẦN CHỦ TRÌ HỘI NGHỊ.",
        "Đồng chí đồng chí Trịnh  Quang Hợi-Bí thư Huyện ủy, Bùi Thị Ngần-UVTV Huyện uỷ chủ trì.",
    ],
)
def test_every_way_to_name_two_chairs(sentence: str) -> None:
    assert told(sentence).chairs == TWO


@pytest.mark.parametrize(
    "sentence",
    [
        "Đồng chí Trịnh Quang Hợi, Bí thư Huyện ủy dự và chỉ đạo hội nghị.",
        "Kết luận hội nghị, đồng chí Trịnh Quang Hợi yêu cầu các chi bộ làm tốt công tác.",
        "Đồng chí Trịnh Quang Hợi điều hành hội nghị.",
        "Đồng chí Trịnh Quang Hợi đề nghị Phòng Nội vụ chủ trì, phối hợp với các xã rà soát.",
        "Hội nghị giao đồng chí Trịnh Quang Hợi chủ trì thực hiện đề án cấp nước.",
        "Ban Thường vụ Huyện ủy chủ trì. Dự hội nghị có đồng chí Trịnh Quang Hợi, Bí thư Huyện ủy.",
    ],
)
def test_nobody_else_is_a_chair(sentence: str) -> None:
    found = told(sentence)
    assert found.chairs == ()
    assert "Trịnh Quang Hợi" in roles(found)
    assert [caveat.code for caveat in found.warnings] == ["no_chair"]


def test_a_participant_beside_the_chair_is_no_chair() -> None:
    found = told(
        "Đồng chí Trịnh Quang Hợi - Bí thư Huyện ủy chủ trì hội nghị. Cùng dự có "
        "đồng chí Lê Đắc Nhuận - UVTVTU, Trưởng Ban Tổ chức Tỉnh ủy, các đồng chí "
        "trưởng ban, ngành."
    )
    assert found.chairs == ("Trịnh Quang Hợi",)
    assert parts(found)["Lê Đắc Nhuận"] == ("attended",)
    assert roles(found)["Lê Đắc Nhuận"] == ("UVTVTU", "Trưởng Ban Tổ chức Tỉnh ủy")


def test_a_caption_names_the_chair_when_the_body_does_not() -> None:
    caption = "ồng chí Trịnh Quang Hợi - Bí thư Huyện ủy chủ trì hội nghị\n"
    end = "Các đơn vị đã báo cáo kết quả thực hiện nhiệm vụ trong quý và thảo luận nhiều nội dung."
    assert read(f"{TITLE}{LEAD}\n{caption}\n{end}\n").chairs == ("Trịnh Quang Hợi",)


def test_chairs_carry_their_evidence() -> None:
    text = TITLE + LEAD + "Đồng chí Trịnh Quang Hợi, Bí thư Huyện ủy chủ trì hội nghị."
    ((start, end),) = read(text).spans["chairs"]
    assert text[start:end] == "Đồng chí Trịnh Quang Hợi, Bí thư Huyện ủy chủ trì"


# --- officials -------------------------------------------------------------------------------


def test_roles_are_told_apart_and_kept_verbatim() -> None:
    found = told(
        "Đồng chí Trịnh Quang Hợi, TUV, Bí thư Huyện ủy, Chủ tịch HĐND huyện; "
        "Trưởng Phòng Lao động, Thương binh và Xã hội huyện Hồ Sĩ Lựu; bà Cao Thị "
        "Mận - Chủ nhiệm Ủy ban Kiểm tra (UBKT) Huyện ủy; ông Lý Văn Sỉnh – nguyên "
        "Bí thư Huyện ủy chủ trì hội nghị."
    )
    assert roles(found) == {
        "Trịnh Quang Hợi": ("TUV", "Bí thư Huyện ủy", "Chủ tịch HĐND huyện"),
        "Hồ Sĩ Lựu": ("Trưởng Phòng Lao động, Thương binh và Xã hội huyện",),
        "Cao Thị Mận": ("Chủ nhiệm Ủy ban Kiểm tra (UBKT) Huyện ủy",),
        "Lý Văn Sỉnh": ("nguyên Bí thư Huyện ủy",),
    }


def test_an_office_in_another_spelling_is_told_once() -> None:
    found = told(
        "Đồng chí Bùi Thị Ngần, Phó Bí thư thường trực Huyện uỷ chủ trì hội "
        "nghị.\nKết "
        "luận, đồng chí Bùi Thị Ngần, PBT TT Huyện ủy Khê Lĩnh yêu cầu các xã báo "
        "cáo."
    )
    assert roles(found) == {"Bùi Thị Ngần": ("Phó Bí thư thường trực Huyện uỷ",)}
    assert parts(found) == {"Bùi Thị Ngần": ("chair", "concluded", "directed")}


def test_several_people_share_an_office() -> None:
    found = told(
        "Dự hội nghị có các đồng chí Phó Chủ tịch UBND huyện Hồ Sĩ Lựu, Cao Thị Mận và Lê Văn Bảo."
    )
    assert roles(found) == dict.fromkeys(
        ("Hồ Sĩ Lựu", "Cao Thị Mận", "Lê Văn Bảo"), ("Phó Chủ tịch UBND huyện",)
    )


@pytest.mark.parametrize(
    "name", ["Y Thuin Niê", "H'Liăng Êban", "K'Brêl", "A Brưm", "Giàng A Chống", "Rơ Châm Hluin"]
)
def test_names_of_the_highlands(name: str) -> None:
    found = told(f"Đồng chí {name}, Phó Bí thư Huyện ủy chủ trì hội nghị.")
    assert roles(found) == {name: ("Phó Bí thư Huyện ủy",)}


def test_initials_stay_capitals() -> None:
    assert title_case("H.Đ") == "H.Đ"
    assert title_case("H'YIM KĐOH") == "H'Yim Kđoh"


def test_letters_that_look_like_d_are_read_as_d() -> None:
    found = told("Đồng chí \u00d0ặng Văn \u00d0ông, Bí thư \u00d0ảng ủy xã \u00d0ông Lũy chủ trì.")
    assert roles(found) == {"Đặng Văn Đông": ("Bí thư Đảng ủy xã Đông Lũy",)}


def test_who_leads_the_discussion_is_an_official_and_no_chair() -> None:
    found = told(
        "Đồng chí Trịnh Quang Hợi, Bí thư Huyện ủy chủ trì. Điều hành phần thảo luận là đồng chí "
        "Bùi Thị Ngần, Chánh Văn phòng Huyện ủy."
    )
    assert found.chairs == ("Trịnh Quang Hợi",)
    assert parts(found)["Bùi Thị Ngần"] == ("mentioned",)


@pytest.mark.parametrize(
    "others", ["bí thư 12 chi bộ", "trưởng 9 thôn", "bí thư các chi bộ", "chủ tịch UBND 12 xã"]
)
def test_an_office_of_many_is_not_the_one_persons(others: str) -> None:
    found = told(f"Đồng chí Bùi Thị Ngần, Phó Bí thư Thường trực Đảng ủy và {others} dự họp.")
    assert roles(found) == {"Bùi Thị Ngần": ("Phó Bí thư Thường trực Đảng ủy",)}
    assert parts(found) == {"Bùi Thị Ngần": ("attended",)}


def test_a_number_may_be_part_of_one_mans_office() -> None:
    found = told("Dự có đồng chí Bùi Thị Ngần, Trưởng thôn 5 xã Rào Vạc.")
    assert roles(found) == {"Bùi Thị Ngần": ("Trưởng thôn 5 xã Rào Vạc",)}


def test_an_office_ends_before_what_somebody_is_elected_into() -> None:
    found = told("Hội nghị bầu đồng chí Bùi Thị Ngần, Chủ tịch UBND huyện vào chức danh này.")
    assert roles(found) == {"Bùi Thị Ngần": ("Chủ tịch UBND huyện",)}


def test_names_in_capitals_are_written_as_names() -> None:
    assert list(roles(told("Đồng chí TRỊNH QUANG HỢI, Bí thư Huyện ủy chủ trì."))) == [
        "Trịnh Quang Hợi"
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Các chi bộ học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
        "Thị trấn Mai Châu, xã Hồ Sơn và Trường THPT Lê Hồng Phong hoàn thành kế hoạch.",
        "Đoàn Thanh niên, Đoàn kiểm tra và Văn phòng đã bám sát Lý luận chính trị.",
        "Việc đối thoại giữa đồng chí Bí thư cấp ủy với nhân dân được duy trì.",
        "Huyện trao 76 đồng chí Huy hiệu Đảng; bà con phấn khởi.",
        "Phó Bí thư, Chủ tịch các xã cùng các đồng chí trưởng ban nêu ý kiến.",
        "Đoàn viếng mộ cố Tổng Bí thư Lê Văn Mẫu và thăm gia đình bà Nguyễn Thị Mẹ.",
    ],
)
def test_never_persons(sentence: str) -> None:
    assert told(sentence).officials == ()


# --- who speaks ------------------------------------------------------------------------------


def test_an_office_without_a_name_means_the_person_introduced_with_it() -> None:
    found = told(
        "Đồng chí Bùi Thị Ngần, Phó Bí thư Thường trực Huyện ủy chủ trì hội nghị; "
        "đồng chí Hồ Sĩ Lựu, Phó Bí thư Huyện ủy dự.\nVề "
        "nhiệm vụ thời gian tới, đồng chí Phó Bí thư Thường trực Huyện ủy nhấn "
        "mạnh: các xã làm tốt. Đồng chí cũng đề nghị các ban phối hợp. Đồng chí Bí "
        "thư Đảng ủy xã yêu cầu hỗ trợ."
    )
    acts = [(act.kind, act.names, act.group) for act in found.acts]
    assert ("directed", ("Bùi Thị Ngần",), None) in acts
    assert acts.count(("directed", ("Bùi Thị Ngần",), None)) == 2
    assert ("directed", (), "Đồng chí Bí thư Đảng ủy xã") in acts


def test_a_given_name_alone_means_the_person_who_bears_it() -> None:
    found = told(
        "Đồng chí Bùi Thị Ngần, Phó Bí thư Huyện ủy chủ trì hội nghị. Đồng chí Ngần "
        "báo cáo kết quả."
    )
    assert parts(found) == {"Bùi Thị Ngần": ("chair", "spoke")}


def test_who_chairs_need_not_conclude() -> None:
    found = told(
        "Đồng chí Trịnh Quang Hợi, Bí thư Huyện ủy; đồng chí Bùi Thị Ngần, Phó Bí "
        "thư Huyện ủy chủ trì hội nghị.\nPhát "
        "biểu kết luận hội nghị, đồng chí Bùi Thị Ngần đề nghị các chi bộ tiếp tục "
        "thực hiện nghị quyết."
    )
    assert parts(found) == {
        "Trịnh Quang Hợi": ("chair",),
        "Bùi Thị Ngần": ("chair", "concluded", "directed"),
    }


def test_groups_that_speak_are_acts_without_names() -> None:
    found = told("Đồng chí Hồ Sĩ Lựu chủ trì.\nTại hội nghị, các đại biểu đã tập trung thảo luận.")
    last = found.acts[-1]
    assert (last.kind, last.names, last.group) == ("spoke", (), "các đại biểu")


def test_acts_stand_in_the_order_of_the_text_and_end_with_their_verb() -> None:
    text = (
        TITLE
        + LEAD
        + (
            "Đồng chí Hồ Sĩ Lựu, Bí thư Huyện ủy chủ trì hội nghị.\nThay "
            "mặt Ban Thường vụ, đồng chí Hồ Sĩ Lựu biểu dương các xã, đồng thời yêu "
            "cầu các chi bộ khắc phục hạn chế.\n"
        )
    )
    spans = [act.span for act in read(text).acts]
    assert spans == sorted(spans)
    assert [text[start:end].split()[-2:] for start, end in spans] == [
        ["chủ", "trì"],
        ["biểu", "dương"],
        ["yêu", "cầu"],
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "Chủ trì hội nghị gồm các đồng chí:\n- Trịnh Quang Hợi, Bí thư Huyện ủy\n- Bùi Thị "
            "Ngần, Phó Bí thư Huyện ủy"
        ),
        (
            "Chủ trì hội nghị:\n1. Đồng chí Trịnh Quang Hợi - Bí thư Huyện ủy\n2. Đồng chí Bùi Thị "
            "Ngần - Phó Bí thư Huyện ủy"
        ),
        "Ông Trịnh Quang Hợi/Bí thư Huyện ủy và bà Bùi Thị Ngần/Phó Bí thư Huyện ủy chủ trì.",
        (
            "Phó Bí thư Huyện ủy Trịnh Quang Hợi, Phó Chủ tịch UBND huyện - Trưởng đoàn đại biểu "
            "Bùi Thị Ngần chủ trì hội nghị."
        ),
        "Các đồng chí trong Thường trực Huyện ủy gồm Trịnh Quang Hợi, Bùi Thị Ngần chủ trì.",
        "Đ/c Trịnh Quang Hợi - BTHU, đ/c Bùi Thị Ngần - PBTTT Huyện ủy chủ trì hôi nghị.",
        "Các Phó Chủ tịch UBND huyện Trịnh Quang Hợi - Bùi Thị Ngần đồng chủ trì.",
    ],
    ids=["bullets", "numbers", "slashes", "roles first", "gồm", "letters", "office of many"],
)
def test_chairs_in_lists_of_every_shape(sentence: str) -> None:
    assert told(sentence).chairs == TWO


def test_who_is_stood_in_for_does_not_chair() -> None:
    found = told(
        "Đồng chí Trịnh Quang Hợi, Bí thư Huyện ủy vắng mặt. Thừa ủy quyền của Bí thư Huyện ủy, "
        "đồng chí Bùi Thị Ngần, Phó Bí thư Huyện ủy chủ trì hội nghị."
    )
    assert found.chairs == ("Bùi Thị Ngần",)


def test_one_guest_may_be_marked_as_the_chair() -> None:
    found = told(
        "Dự hội nghị có đồng chí Trịnh Quang Hợi - Bí thư Huyện ủy - Chủ trì hội nghị, đồng chí "
        "Bùi Thị Ngần - Phó Bí thư Huyện ủy."
    )
    assert found.chairs == ("Trịnh Quang Hợi",)
    assert roles(found)["Trịnh Quang Hợi"] == ("Bí thư Huyện ủy",)


def test_a_repeated_trigger_opens_no_new_list() -> None:
    found = told(
        "Tham dự có các đồng chí: Đồng chí Trịnh Quang Hợi - Bí thư Đảng ủy. Đồng chí Bùi Thị Ngần."
    )
    assert parts(found)["Trịnh Quang Hợi"] == ("attended",)


def test_ranks_and_brackets_between_office_and_name() -> None:
    found = told(
        "Thượng tá Trịnh Quang Hợi, Trưởng Công an huyện và Trung tá Bùi Văn Ngần, Chỉ huy trưởng "
        "Ban CHQS huyện dự. Bí thư Đảng ủy xã Rào Vạc (huyện Khê Lĩnh) Hồ Sĩ Lựu phát biểu."
    )
    assert roles(found) == {
        "Trịnh Quang Hợi": ("Trưởng Công an huyện",),
        "Bùi Văn Ngần": ("Chỉ huy trưởng Ban CHQS huyện",),
        "Hồ Sĩ Lựu": ("Bí thư Đảng ủy xã Rào Vạc",),
    }


def test_an_office_of_all_in_a_list_is_each_ones() -> None:
    found = told(
        "Tham dự có các đồng chí Ủy viên Ban Thường vụ Huyện ủy: Trịnh Quang Hợi, Trưởng Ban Tổ "
        "chức; Bùi Thị Ngần, Trưởng Ban Dân vận."
    )
    assert roles(found)["Bùi Thị Ngần"] == (
        "Ủy viên Ban Thường vụ Huyện ủy",
        "Trưởng Ban Dân vận",
    )


def test_two_surnames_are_one_name() -> None:
    found = told("Chủ tịch HĐND thành phố Lương Nguyễn Minh Trí chủ trì hội nghị.")
    assert roles(found) == {"Lương Nguyễn Minh Trí": ("Chủ tịch HĐND thành phố",)}


# --- authors ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Thanh Nhàn", ("Thanh Nhàn",)),
        ("Trịnh Thị Hợi – Thanh Nhàn", ("Trịnh Thị Hợi", "Thanh Nhàn")),
        ("Tin, ảnh: Thanh Nhàn", ("Thanh Nhàn",)),
        ("Bài: Mai Hạ; Ảnh: Thanh Nhàn", ("Mai Hạ", "Thanh Nhàn")),
        ("Nguồn: Văn phòng Huyện ủy", ()),
        ("Tác giả: ThS. Thanh Nhàn", ("Thanh Nhàn",)),
        ("Thanh Hội – Công Đoan", ("Thanh Hội", "Công Đoan")),
        ("Thanh Nhàn (Báo Hoành Giang)", ("Thanh Nhàn",)),
    ],
)
def test_authors(line: str, names: tuple[str, ...]) -> None:
    text = f"{TITLE}{LEAD}Đồng chí Trịnh Quang Hợi, Bí thư Huyện ủy chủ trì hội nghị.\n\n{line}\n"
    assert read(text).authors == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Bt + Hình: Thanh Nhàn", ("Thanh Nhàn",)),
        ("(CTV: Thanh Nhàn)", ("Thanh Nhàn",)),
        ("Thanh Nhàn- MTTQ huyện Khê Lĩnh", ("Thanh Nhàn",)),
        ("Trịnh Hợi/BTG", ("Trịnh Hợi",)),
        ("Ban Biên tập", ()),
        ("QR Code", ()),
        ("H.Đ", ("H.Đ",)),
        ("Tin, ảnh: M.H - H.Đ", ("M.H", "H.Đ")),
    ],
)
def test_the_names_in_a_line_that_signs(line: str, names: tuple[str, ...]) -> None:
    assert authors(line, [(0, len(line))])[0] == names


def test_an_author_is_no_official() -> None:
    text = f"{TITLE}{LEAD}Đồng chí Trịnh Quang Hợi, Bí thư Huyện ủy chủ trì.\n\nTrịnh Thị Hợi\n"
    found = read(text)
    assert list(roles(found)) == ["Trịnh Quang Hợi"]
    assert found.authors == ("Trịnh Thị Hợi",)
