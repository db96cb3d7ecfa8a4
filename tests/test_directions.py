"""What was asked for, by whom: where directions begin, how they are cut, where they end."""

from __future__ import annotations

import pytest

from giaoban_cli.models import Statement
from giaoban_cli.parse import parse

LEAD = (
    "Huyện ủy Khê Lĩnh giao ban tháng 5\n\n"
    "Sáng ngày 6/5/2023, Thường trực Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban công tác xây"
    " dựng Đảng. Đồng chí Trịnh Quang Hợi, TUV, Bí thư Huyện ủy và đồng chí Bùi Thị Ngần, Phó Bí"
    " thư Thường trực Huyện ủy chủ trì hội nghị. Dự có đồng chí Hồ Sĩ Lựu, Chủ nhiệm Ủy ban Kiểm"
    " tra Huyện ủy.\n\n"
)


def asked(body: str) -> tuple[Statement, ...]:
    return parse(LEAD + body).directions


def texts(body: str) -> list[str]:
    return [direction.text for direction in asked(body)]


@pytest.mark.parametrize(
    "opening",
    [
        "Kết luận hội nghị, đồng chí Trịnh Quang Hợi đề nghị ",
        "Phát biểu chỉ đạo, đồng chí Bí thư Huyện ủy yêu cầu ",
        "Kết luận hội nghị, Bí thư Huyện ủy Trịnh Quang Hợi nhấn mạnh: ",
        "Kết luận, đồng chí Trịnh Quang Hợi giao nhiệm vụ: ",
        "Kết luận hội nghị, đồng chí Trịnh Quang Hợi giao ",
        "Kết luận hội nghị, đồng chí Trịnh Quang Hợi biểu dương các đơn vị và đề nghị ",
        "Kết luận hội nghị, đồng chí Trịnh Quang Hợi yêu cầu tập trung các nhiệm vụ sau: ",
    ],
)
def test_a_direction_begins_behind_a_verb_of_asking(opening: str) -> None:
    (direction,) = asked(opening + "các xã hoàn thành việc nạo vét kênh trước ngày 30/6.")
    assert direction.text == "các xã hoàn thành việc nạo vét kênh trước ngày 30/6"
    assert direction.speaker == "Trịnh Quang Hợi"


def test_clauses_are_cut_at_semicolons_and_sentence_ends_across_paragraphs() -> None:
    body = (
        "Kết luận hội nghị, đồng chí Trịnh Quang Hợi đề nghị các chi bộ giữ nếp sinh hoạt; Ban Dân"
        " vận nắm tình hình các thôn. Công an huyện mở cao điểm tuần tra.\n\n"
        "Các đoàn thể chuẩn bị ngày hội đại đoàn kết; tổ chức gọn, không phô trương.\n"
    )
    assert texts(body) == [
        "các chi bộ giữ nếp sinh hoạt",
        "Ban Dân vận nắm tình hình các thôn",
        "Công an huyện mở cao điểm tuần tra",
        "Các đoàn thể chuẩn bị ngày hội đại đoàn kết",
        "tổ chức gọn, không phô trương",
    ]


@pytest.mark.parametrize(
    "ending",
    [
        "Tại hội nghị, các đại biểu đã thảo luận sôi nổi về tình hình cơ sở.",
        "Dịp này, Thường trực Huyện ủy trao quà cho năm gia đình chính sách.",
        "Nhân dịp này, 22 chi bộ được khen thưởng vì có thành tích.",
        "Hội nghị đã thông qua dự thảo báo cáo gửi cấp trên.",
    ],
)
def test_a_speech_ends_where_the_report_goes_on(ending: str) -> None:
    body = "Kết luận, đồng chí Trịnh Quang Hợi đề nghị các xã làm sạch dữ liệu đảng viên.\n\n"
    assert texts(body + ending) == ["các xã làm sạch dữ liệu đảng viên"]


def test_a_speech_ends_before_the_byline() -> None:
    body = "Kết luận, đồng chí Trịnh Quang Hợi đề nghị các xã làm sạch dữ liệu.\n\nThanh Nhàn"
    assert texts(body) == ["các xã làm sạch dữ liệu"]


def test_each_direction_has_its_own_speaker() -> None:
    body = (
        "Đồng chí Bùi Thị Ngần đề nghị các ban rà soát hồ sơ đảng viên.\n\n"
        "Kết luận hội nghị, đồng chí Trịnh Quang Hợi yêu cầu Văn phòng Huyện ủy đôn đốc hằng tuần."
    )
    assert [(direction.speaker, direction.text) for direction in asked(body)] == [
        ("Bùi Thị Ngần", "các ban rà soát hồ sơ đảng viên"),
        ("Trịnh Quang Hợi", "Văn phòng Huyện ủy đôn đốc hằng tuần"),
    ]


def test_who_speaks_together_is_named_together() -> None:
    body = (
        "Phát biểu chỉ đạo tại hội nghị, đồng chí Trịnh Quang Hợi, Bí thư Huyện ủy và đồng chí Bùi"
        " Thị Ngần, Phó Bí thư Thường trực Huyện ủy đề nghị các đoàn thể bám sát cơ sở."
    )
    assert [direction.speaker for direction in asked(body)] == ["Trịnh Quang Hợi, Bùi Thị Ngần"]


def test_a_person_known_by_office_alone_is_named() -> None:
    body = "Kết luận, đồng chí Phó Bí thư Thường trực Huyện ủy lưu ý các xã không họp tràn lan."
    assert [direction.speaker for direction in asked(body)] == ["Bùi Thị Ngần"]


@pytest.mark.parametrize(
    "body",
    [
        "Kết luận hội nghị, đồng chí Trịnh Quang Hợi đánh giá cao kết quả các xã đã đạt được.",
        "Kết luận hội nghị, đồng chí Trịnh Quang Hợi biểu dương tinh thần của các chi bộ.",
        "Kết luận hội nghị, đồng chí Trịnh Quang Hợi cảm ơn các đại biểu đã về dự.",
        "Các đại biểu đề nghị huyện sớm sửa con đường vào thôn Rào Đá.",
        "Đồng chí Trịnh Quang Hợi đề nghị Tỉnh ủy quan tâm bố trí vốn cho đường Khê Thượng.",
        "Thường trực Huyện ủy đã yêu cầu các xã rà soát từ quý trước.",
    ],
)
def test_praise_and_wishes_of_delegates_are_no_directions(body: str) -> None:
    assert texts(body) == []


def test_the_steps_of_a_list_stand_without_their_numbers() -> None:
    body = (
        "Kết luận hội nghị, đồng chí Trịnh Quang Hợi yêu cầu tập trung 3 nhiệm vụ trọng tâm:\n"
        "1. Rà soát các điểm sạt lở.\n"
        "2. Chuẩn bị khai giảng năm học mới;\n"
        "- Hoàn thành bàn giao mặt bằng.\n"
    )
    assert texts(body) == [
        "Rà soát các điểm sạt lở",
        "Chuẩn bị khai giảng năm học mới",
        "Hoàn thành bàn giao mặt bằng",
    ]


def test_the_evidence_is_the_text_as_it_stands() -> None:
    body = "Kết luận, đồng chí Trịnh Quang Hợi đề nghị các xã –  phường giữ “đường hoa”, sạch rác."
    report = LEAD + body
    (direction,) = parse(report).directions
    start, end = direction.span
    assert report[start:end] == "các xã –  phường giữ “đường hoa”, sạch rác"
    assert direction.text == "các xã – phường giữ “đường hoa”, sạch rác"


@pytest.mark.parametrize(
    ("body", "speaker", "text"),
    [
        (
            "Trong thời gian tới, Thường trực Huyện ủy yêu cầu các cấp ủy giữ nếp đối thoại.",
            "Thường trực Huyện ủy",
            "các cấp ủy giữ nếp đối thoại",
        ),
        (
            "Hội nghị thống nhất giao Ban Tổ chức Huyện ủy tham mưu kiện toàn cấp ủy các xã.",
            None,
            "Ban Tổ chức Huyện ủy tham mưu kiện toàn cấp ủy các xã",
        ),
        (
            "Nghe xong, đồng chí Phó Chủ tịch UBND huyện phụ trách giao Phòng Nội vụ mở lớp.",
            None,
            "Phòng Nội vụ mở lớp",
        ),
        (
            "Ý kiến kết luận của đồng chí Trịnh Quang Hợi: Phòng Tài nguyên đo lại đất thôn Rào.",
            "Trịnh Quang Hợi",
            "Phòng Tài nguyên đo lại đất thôn Rào",
        ),
        (
            "Kết luận hội nghị, đồng chí Trịnh Quang Hợi nêu rõ: Cần tập trung gỡ vướng cho dân.",
            "Trịnh Quang Hợi",
            "Cần tập trung gỡ vướng cho dân",
        ),
        (
            '"Các đồng chí phải xuống tận thôn, nghe tận tai", đồng chí Bùi Thị Ngần nhấn mạnh.',
            "Bùi Thị Ngần",
            '"Các đồng chí phải xuống tận thôn, nghe tận tai"',
        ),
    ],
)
def test_bodies_and_words_before_or_behind_a_colon_ask_too(
    body: str, speaker: str | None, text: str
) -> None:
    assert [(direction.speaker, direction.text) for direction in asked(body)] == [(speaker, text)]


def test_a_committee_is_charged_though_giao_ban_begins_so() -> None:
    body = (
        "Kết luận hội nghị, đồng chí Trịnh Quang Hợi yêu cầu các đơn vị thực hiện các việc sau:\n"
        "1. Giao Ban Tổ chức rà soát nguồn kết nạp.\n"
        "2. Giao Công an huyện tuần tra ban đêm.\n"
    )
    assert texts(body) == ["Ban Tổ chức rà soát nguồn kết nạp", "Công an huyện tuần tra ban đêm"]


def test_those_addressed_before_a_list_are_no_direction() -> None:
    body = "Kết luận, đồng chí Trịnh Quang Hợi yêu cầu các địa phương:\n- Rà soát hộ nghèo;\n"
    assert texts(body) == ["Rà soát hộ nghèo"]


UPWARD = (
    "Họp giao ban huyện Khê Lĩnh\n\nSáng 6/5/2023, Thường trực Huyện ủy Khê Lĩnh giao ban. Đồng chí"
    " Trịnh Quang Hợi, Bí thư Huyện ủy chủ trì. Dự có đồng chí Hồ Thị Nhị, Bí thư Đảng ủy xã Bắc"
    " Lũy; đồng chí Lê Đắc Nhuận, Trưởng Ban Tổ chức Tỉnh ủy; ông Nguyễn Văn Quý, nguyên Bí thư"
    " Huyện ủy.\n\n"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Đồng chí Hồ Thị Nhị đề nghị huyện hỗ trợ kinh phí sửa nhà văn hóa thôn.", []),
        ("Bí thư Đảng ủy xã Bắc Lũy Hồ Thị Nhị xin tỉnh sớm bố trí vốn làm cầu.", []),
        ("Góp ý với hội nghị, ông Nguyễn Văn Quý nhắc: Có nước rồi đừng quên mùa hạn.", []),
        (
            "Đồng chí Lê Đắc Nhuận đề nghị Huyện ủy rà soát các chi bộ thôn ít đảng viên.",
            ["Huyện ủy rà soát các chi bộ thôn ít đảng viên"],
        ),
    ],
)
def test_what_is_asked_of_those_above_is_a_proposal(body: str, expected: list[str]) -> None:
    assert [direction.text for direction in parse(UPWARD + body).directions] == expected


@pytest.mark.parametrize("line", ["PV: Hà Mai", "(CTV: Trịnh Thị Hợi)", "Tin, ảnh: Thanh Nhàn"])
def test_a_sign_off_is_no_direction(line: str) -> None:
    body = f"Kết luận hội nghị, đồng chí Trịnh Quang Hợi đề nghị các xã nạo vét kênh.\n\n{line}\n"
    assert texts(body) == ["các xã nạo vét kênh"]
