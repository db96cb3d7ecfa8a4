"""Which documents are cited: terms and places kept apart, what carries out what."""

from __future__ import annotations

import pytest

from giaoban_cli.models import Stored
from giaoban_cli.views.documents import Branch, Document, documents, means, served, tree, typed
from tests.gatherings import read

UNIT = "Huyện ủy Khê Lĩnh, Hoành Giang"
OTHER = "Huyện ủy Vàm Tràm, Vĩnh Tràm"

LEAD = "Sáng ngày {day}, Huyện ủy tổ chức hội nghị giao ban. Đồng chí Lò Văn Mấn chủ trì.\n\n"


def meeting(day: str, words: str, unit: str = UNIT) -> Stored:
    name = f"{day.replace('/', '-')}-{unit.split()[2]}"
    return read(f"Hội nghị giao ban\n\n{LEAD.format(day=day)}{words}\n", id_=name, unit=unit)


def found(*meetings: Stored) -> dict[str, Document]:
    return {f"{each.key}@{each.place or ''}": each for each in documents(meetings)}


def test_one_number_of_two_terms_is_two_documents() -> None:
    made = found(
        meeting("2/3/2022", "Hội nghị nghe về Nghị quyết số 21-NQ/TW khóa XII."),
        meeting("4/5/2023", "Hội nghị nghe về Nghị quyết số 21-NQ/TW khóa XIII."),
        meeting("6/6/2023", "Hội nghị lại nghe về Nghị quyết số 21-NQ/TW khóa XIII."),
    )
    assert {key: len(each.citations) for key, each in made.items()} == {
        "NQ|21|TW|kXIII@": 2,
        "NQ|21|TW|kXII@": 1,
    }
    assert made["NQ|21|TW|kXIII@"].term == "XIII"


def test_a_term_that_no_report_tells_stays_unknown() -> None:
    made = found(
        meeting("2/3/2022", "Hội nghị nghe về Nghị quyết số 21-NQ/TW khóa XII."),
        meeting("4/5/2023", "Các chi bộ học tập Nghị quyết số 21-NQ/TW."),
    )
    unknown = made["NQ|21|TW|?@"]
    assert (unknown.term, unknown.perhaps) == (None, ("NQ|21|TW|kXII",))
    assert made["NQ|21|TW|kXII@"].perhaps == ()


def test_plans_of_two_districts_are_two_documents() -> None:
    plan = "Hội nghị thông qua Kế hoạch số 5-KH/HU, ngày 1/2/2022."
    made = found(meeting("2/3/2022", plan), meeting("3/3/2022", plan, OTHER))
    assert sorted(made) == [
        "KH|5|HU|2022@huyện Khê Lĩnh, Hoành Giang",
        "KH|5|HU|2022@huyện Vàm Tràm, Vĩnh Tràm",
    ]


def test_a_document_of_the_province_is_one_in_all_its_districts() -> None:
    plan = "Hội nghị triển khai Kế hoạch số 5-KH/TU, ngày 1/2/2022."
    neighbour = "Huyện ủy Đồng Trảy, Hoành Giang"
    made = found(meeting("2/3/2022", plan), meeting("3/3/2022", plan, neighbour))
    assert list(made) == ["KH|5|TU|2022@tỉnh Hoành Giang"]


def test_who_cites_when_and_in_which_sentence() -> None:
    words = (
        "Thu ngân sách đạt khá. Đồng chí Lò Văn Mấn kết luận, yêu cầu: các chi bộ học tập Chỉ thị"
        " số 05-CT/TW ngay trong tháng; giữ vệ sinh đường làng."
    )
    made = found(
        meeting("2/3/2022", words), meeting("1/1/2022", "Hội nghị nghe Chỉ thị số 05-CT/TW.")
    )
    first, second = made["CT|5|TW|?@"].citations
    assert (first.date, second.date) == ("2022-01-01", "2022-03-02")
    assert second.by == "Lò Văn Mấn"
    assert "05-CT/TW" in second.text
    assert "ngân sách" not in second.text


TO_THE_PROVINCE = (
    "Hội nghị nghe về Chương trình hành động số 17-CTr/TU, ngày 22/11/2022 của Tỉnh ủy về thực hiện"
    " Nghị quyết số 21-NQ/TW khóa XIII."
)
TO_THE_DISTRICT = (
    "Hội nghị thông qua Kế hoạch số 110-KH/HU, ngày 4/4/2023 của Huyện ủy về thực hiện Chương trình"
    " hành động số 17-CTr/TU, ngày 22/11/2022 của Tỉnh ủy."
)


def test_the_tree_goes_from_the_centre_to_the_district() -> None:
    every = documents([meeting("2/12/2022", TO_THE_PROVINCE), meeting("5/5/2023", TO_THE_DISTRICT)])
    [branch] = tree(every, served(every))
    assert branch.document.key == "NQ|21|TW|kXIII"
    [below] = branch.carried_out_by
    assert below.document.key == "CTR|17|TU|2022"
    [leaf] = below.carried_out_by
    assert (leaf.document.key, leaf.carried_out_by) == ("KH|110|HU|2023", ())


def test_documents_that_carry_out_each_other_make_no_endless_tree() -> None:
    words = (
        "Kế hoạch số 1-KH/HU, ngày 1/2/2022 về thực hiện Nghị quyết số 2-NQ/HU, ngày 1/2/2022."
        " Nghị quyết số 2-NQ/HU, ngày 1/2/2022 về thực hiện Kế hoạch số 1-KH/HU, ngày 1/2/2022."
    )
    every = documents([meeting("2/3/2022", words)])
    trees = tree(every, every)
    assert len(trees) == 2
    assert max(map(depth, trees)) == 2


def depth(branch: Branch) -> int:
    return 1 + max(map(depth, branch.carried_out_by), default=0)


@pytest.mark.parametrize(
    ("number", "key", "meant"),
    [
        ("05-CT/TW", "CT|5|TW|?", True),
        ("chi thi 5", "CT|5|TW|kXII", True),
        ("nghị quyết 21 khóa XII", "NQ|21|TW|kXII", True),
        ("nghị quyết 21 khóa XII", "NQ|21|TW|kXIII", False),
        ("6-CT/TW", "CT|5|TW|?", False),
    ],
)
def test_which_documents_a_typed_number_means(number: str, key: str, meant: bool) -> None:
    read_number = typed(number)
    assert read_number is not None
    assert means(read_number, key) is meant


def test_words_are_no_number() -> None:
    assert typed("giảm nghèo") is None
