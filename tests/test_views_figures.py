"""How a counted thing went: meanings, places and lengths of period apart, gaps told."""

from __future__ import annotations

from datetime import date

from giaoban_cli.models import Stored
from giaoban_cli.query.parse import parse
from giaoban_cli.views.figures import Indicator, indicators, readings
from tests.gatherings import read

UNIT = "Huyện ủy Khê Lĩnh, Hoành Giang"


def report(day: str, period: str, words: str, unit: str = UNIT) -> Stored:
    text = (
        f"Hội nghị giao ban {period}\n\n"
        f"Sáng ngày {day}, Huyện ủy tổ chức hội nghị giao ban công tác xây dựng Đảng {period}."
        f" Đồng chí Lò Văn Mấn, Bí thư Huyện ủy chủ trì.\n\n{words}\n"
    )
    return read(text, id_=f"{day}-{unit}".replace("/", "-"), unit=unit)


def of(query: str, *reports: Stored) -> tuple[Indicator, ...]:
    return indicators(readings(reports, parse(query, today=date(2024, 5, 2))))


def rows(indicator: Indicator) -> dict[str, list[tuple[str | None, list[float]]]]:
    return {
        series.shape: [
            (row.period, [one.figure.value for one in row.readings]) for row in series.rows
        ]
        for series in indicator.results
    }


Q1 = report("6/4/2023", "quý I năm 2023", "Toàn huyện kết nạp 21 đảng viên; kiểm tra 11 đảng viên.")
Q2 = report("6/7/2023", "quý II năm 2023", "Toàn huyện kết nạp 37 đảng viên.")
Q4 = report("4/1/2024", "quý IV năm 2023", "Toàn huyện kết nạp 41 đảng viên.")
NINE = report("3/10/2023", "9 tháng năm 2023", "Toàn huyện kết nạp 91 đảng viên.")


def test_a_figure_by_quarter_with_the_missing_one() -> None:
    [admitted] = of("kết nạp đảng viên", Q1, Q2, Q4)
    assert (admitted.unit, admitted.what) == ("đảng viên", "kết nạp")
    assert rows(admitted) == {
        "quarter": [("2023-Q1", [21]), ("2023-Q2", [37]), ("2023-Q3", []), ("2023-Q4", [41])]
    }


def test_another_meaning_is_another_indicator() -> None:
    found = of("đảng viên", Q1)
    assert sorted(each.what or "" for each in found) == ["kiểm tra", "kết nạp"]


def test_nine_months_never_stand_among_quarters() -> None:
    [admitted] = of("ket nap dang vien", Q1, NINE, Q4)
    assert rows(admitted)["months"] == [("2023-M01..M09", [91])]
    assert [period for period, _ in rows(admitted)["quarter"]] == [
        "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4",
    ]  # fmt: skip


def test_two_figures_of_one_period_stand_side_by_side_and_are_not_added_up() -> None:
    again = report("8/4/2023", "quý I năm 2023", "Toàn huyện kết nạp 22 đảng viên.")
    [admitted] = of("kết nạp", Q1, again)
    assert rows(admitted) == {"quarter": [("2023-Q1", [21, 22])]}


def test_figures_of_two_districts_are_two_indicators() -> None:
    other = report(
        "7/4/2023", "quý I năm 2023", "Toàn huyện kết nạp 9 đảng viên.", "Huyện ủy Vàm Tràm"
    )
    assert len(of("kết nạp", Q1, other)) == 2


def test_the_sentence_may_name_another_period() -> None:
    half = report(
        "11/7/2023",
        "6 tháng đầu năm 2023",
        "Sau sáu tháng, toàn huyện kết nạp 58 đảng viên, riêng quý II kết nạp 37 đảng viên,"
        " cao hơn quý I.",
    )
    [admitted] = of("kết nạp", half)
    assert rows(admitted) == {"quarter": [("2023-Q2", [37])], "half": [("2023-H1", [58])]}


def test_a_target_is_no_result() -> None:
    text = "Đồng chí Lò Văn Mấn kết luận, yêu cầu: quý II kết nạp ít nhất 30 đảng viên."
    asked = report("6/4/2023", "quý I năm 2023", f"Toàn huyện kết nạp 21 đảng viên.\n\n{text}")
    [admitted] = of("kết nạp đảng viên", asked)
    assert rows(admitted) == {"quarter": [("2023-Q1", [21])]}
    [target] = admitted.targets
    assert (target.figure.value, target.figure.qualifier, target.period) == (
        30, "ít nhất", "2023-Q2",
    )  # fmt: skip


def test_when_no_figure_is_named_so_those_answer_in_whose_sentence_the_words_stand() -> None:
    words = "Thôn Rào Đá còn 17 hộ dân chờ nơi ở mới. Cả huyện có 38 tổ chức cơ sở đảng."
    found = readings(
        [report("6/4/2023", "quý I năm 2023", words)], parse("Rào Đá", today=date(2024, 5, 2))
    )
    assert found.near
    assert [reading.figure.value for _, reading in found.readings] == [17]


def test_each_figure_has_its_sentence() -> None:
    found = readings([Q1], parse("kiểm tra", today=date(2024, 5, 2)))
    [(_, reading)] = found.readings
    assert reading.text == "Toàn huyện kết nạp 21 đảng viên; kiểm tra 11 đảng viên."
