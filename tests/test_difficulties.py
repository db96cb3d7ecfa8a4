"""What goes badly, and who said so."""

from __future__ import annotations

import pytest

from giaoban_cli.models import Statement
from giaoban_cli.parse import parse

LEAD = (
    "Huyện ủy Khê Lĩnh giao ban tháng 5\n\n"
    "Sáng ngày 6/5/2023, Thường trực Huyện ủy Khê Lĩnh tổ chức hội nghị giao ban công tác xây"
    " dựng Đảng. Đồng chí Trịnh Quang Hợi, TUV, Bí thư Huyện ủy chủ trì hội nghị. Dự có đồng chí"
    " Bùi Thị Ngần, Trưởng Ban Dân vận Huyện ủy.\n\n"
)


def read(body: str) -> tuple[Statement, ...]:
    return parse(LEAD + body).difficulties


def raised(body: str) -> list[tuple[str | None, str]]:
    return [(difficulty.speaker, difficulty.text) for difficulty in read(body)]


def test_delegates_list_difficulties_in_one_sentence() -> None:
    body = (
        "Tại hội nghị, các đại biểu đã thảo luận, làm rõ những khó khăn như: đường vào thôn lầy"
        " lội; học sinh bỏ học sau Tết; quỹ hội cạn dần."
    )
    assert raised(body) == [
        ("các đại biểu", "đường vào thôn lầy lội"),
        ("các đại biểu", "học sinh bỏ học sau Tết"),
        ("các đại biểu", "quỹ hội cạn dần"),
    ]


def test_a_list_goes_on_over_sentences_while_they_tell_of_difficulties() -> None:
    body = (
        "Tại hội nghị, các đại biểu đã thảo luận những hạn chế như: Công tác phối hợp chưa nhịp"
        " nhàng. Sinh hoạt chi đoàn còn hình thức. Đồng thời đề xuất nhiều giải pháp."
    )
    assert [text for _, text in raised(body)] == [
        "Công tác phối hợp chưa nhịp nhàng",
        "Sinh hoạt chi đoàn còn hình thức",
    ]


@pytest.mark.parametrize(
    ("body", "speaker", "text"),
    [
        (
            "Đồng chí Bùi Thị Ngần phản ánh hai thôn vùng trên không có sóng điện thoại.",
            "Bùi Thị Ngần",
            "hai thôn vùng trên không có sóng điện thoại",
        ),
        (
            "Đồng chí Bùi Thị Ngần cho biết việc đối thoại với dân còn chậm.",
            "Bùi Thị Ngần",
            "việc đối thoại với dân còn chậm",
        ),
        (
            "Kết luận, đồng chí Trịnh Quang Hợi phê bình ba xã nộp báo cáo muộn và đề nghị sửa.",
            "Trịnh Quang Hợi",
            "ba xã nộp báo cáo muộn",
        ),
        (
            "Theo Văn phòng Huyện ủy, hồ sơ gửi lên còn nhiều sai sót.",
            "Văn phòng Huyện ủy",
            "hồ sơ gửi lên còn nhiều sai sót",
        ),
        (
            "Tuy nhiên, tiến độ giải ngân chưa đạt yêu cầu.",
            None,
            "tiến độ giải ngân chưa đạt yêu cầu",
        ),
    ],
)
def test_who_raised_it_is_kept(body: str, speaker: str | None, text: str) -> None:
    assert raised(body) == [(speaker, text)]


@pytest.mark.parametrize(
    "body",
    [
        "Các đoàn thể trao quà cho hộ nghèo, hộ khó khăn về nhà ở.",
        "Đồng chí Bùi Thị Ngần cho biết các ban đã phối hợp tháo gỡ khó khăn cho cơ sở.",
        "Kết luận, đồng chí Trịnh Quang Hợi đề nghị tập trung khắc phục hạn chế, vướng mắc.",
        "Các đại biểu trao đổi những thuận lợi, khó khăn tại cơ sở.",
        "Quý I, các chi bộ đã sinh hoạt đều, kết nạp 12 đảng viên.",
    ],
)
def test_words_of_difficulty_that_mean_none(body: str) -> None:
    assert raised(body) == []


def test_what_is_asked_for_is_no_difficulty() -> None:
    body = (
        "Kết luận, đồng chí Trịnh Quang Hợi yêu cầu các xã còn chậm phải hoàn thành trong tháng 6."
    )
    report = parse(LEAD + body)
    assert [d.text for d in report.directions] == ["các xã còn chậm phải hoàn thành trong tháng 6"]
    assert report.difficulties == ()


def test_it_ends_where_the_sentence_turns_to_the_good() -> None:
    body = (
        "Đồng chí Bùi Thị Ngần cho biết cán bộ cơ sở vừa thiếu vừa yếu, nhưng các tổ vẫn giữ nếp"
        " sinh hoạt."
    )
    assert [text for _, text in raised(body)] == ["cán bộ cơ sở vừa thiếu vừa yếu"]


def test_the_evidence_is_the_text_as_it_stands() -> None:
    report = LEAD + "Tuy nhiên,  việc thu quỹ –  phí còn chậm."
    (difficulty,) = parse(report).difficulties
    assert report[slice(*difficulty.span)] == "việc thu quỹ –  phí còn chậm"
    assert difficulty.text == "việc thu quỹ – phí còn chậm"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "2. Tồn tại: tiến độ giải ngân chậm; 4 xã chưa nộp báo cáo.",
            [(None, "tiến độ giải ngân chậm"), (None, "4 xã chưa nộp báo cáo")],
        ),
        (
            "Đồng chí Bùi Thị Ngần nêu hai việc vướng: kinh phí quá thấp; cán bộ thay đổi luôn.",
            [
                ("Bùi Thị Ngần", "kinh phí quá thấp"),
                ("Bùi Thị Ngần", "cán bộ thay đổi luôn"),
            ],
        ),
        (
            "Đồng chí Bùi Thị Ngần phân tích: xuất khẩu mới đạt 58% do đơn hàng giảm.",
            [("Bùi Thị Ngần", "xuất khẩu mới đạt 58% do đơn hàng giảm")],
        ),
        (
            "Vật tư tăng giá nhanh khiến nhà thầu cầm chừng, theo Ban Quản lý dự án.",
            [("Ban Quản lý dự án", "Vật tư tăng giá nhanh khiến nhà thầu cầm chừng")],
        ),
        (
            "Theo tổ công tác, đến nay đã bàn giao 318 hộp tài liệu; còn 46 hộp chưa rõ nơi nhận.",
            [("tổ công tác", "còn 46 hộp chưa rõ nơi nhận")],
        ),
    ],
)
def test_what_is_announced_as_a_difficulty_is_one(
    body: str, expected: list[tuple[str | None, str]]
) -> None:
    assert raised(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Quý II, số xã chưa kết nạp được đảng viên giảm từ 9 xã xuống còn 2 xã.",
        "Những thôn chưa có nước sạch đã được giải quyết trong tháng 4.",
        "Mưa chưa tạnh hẳn nhưng các tổ đã ra quân từ sáng sớm.",
    ],
)
def test_what_goes_better_is_no_difficulty(body: str) -> None:
    assert raised(body) == []


def test_the_paragraph_that_tells_of_the_meeting_tells_no_difficulty() -> None:
    text = (
        "Giao ban xã\n\nTrời chưa hửng nắng, sáng 6/5/2023 Đảng ủy xã Khê Hạ tổ chức giao ban bí"
        " thư chi bộ. Đồng chí Lê Văn Bảo chủ trì.\n"
    )
    assert parse(text).difficulties == ()
