"""The reports that the benchmarks run over: the same ones everywhere, and like real ones."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import generator
from benchmarks.generator import REFORM, Report, drafts, reports
from benchmarks.genre import genre
from benchmarks.letters import old_placement
from giaoban_cli.data import table
from giaoban_cli.text.fold import keys
from giaoban_cli.text.page.clean import clean
from giaoban_cli.text.page.sections import outline
from giaoban_cli.text.when.when import when
from giaoban_cli.text.who.people import people

MANY = tuple(drafts(400))


def test_the_same_seed_gives_the_same_reports_on_every_machine() -> None:
    """Changing the genre changes this sum, and makes older measurements incomparable."""
    digest = hashlib.sha256()
    for path, text in reports(50, seed=7):
        digest.update(f"{path}\n{text}".encode())
    assert digest.hexdigest()[:16] == "69f069328b7e2d79"


def test_a_small_archive_is_the_beginning_of_a_large_one() -> None:
    assert tuple(drafts(20)) == MANY[:20]


def test_another_seed_gives_other_reports() -> None:
    assert not {text for _, text in reports(20, seed=2)} & {report.text for report in MANY}


def test_every_report_has_a_path_of_its_own() -> None:
    assert len({report.path for report in MANY}) == len(MANY)


def test_reports_are_about_five_kilobytes() -> None:
    sizes = [len(report.text.encode()) for report in MANY]
    assert 4_500 < sum(sizes) / len(sizes) < 6_000
    assert min(sizes) > 2_500
    assert max(sizes) < 9_000


def test_meetings_are_held_on_working_days_of_2010_to_2025() -> None:
    days = [report.date for report in MANY]
    assert {day.year for day in days} == set(range(2010, 2026))
    assert all(day.weekday() < 5 for day in days)


def test_no_district_meets_after_the_reform() -> None:
    after = [report for report in MANY if report.date >= REFORM]
    assert after
    assert all("Huyện ủy" not in old_to_new(report.holder) for report in after)


def old_to_new(text: str) -> str:
    """The few old spellings that holders are written with."""
    return text.replace("uỷ", "ủy")


def test_day_and_chairs_are_found_in_them_as_in_real_reports() -> None:
    missed = [report.path for report in MANY[:150] if not found(report)]
    assert len(missed) <= 3, missed


def found(report: Report) -> bool:
    """Whether the rules of reading find what the generator wrote."""
    page = clean(report.text)
    parts = outline(page)
    return when(page, parts, report.path).date == report.date.isoformat() and (
        people(page, parts).chairs == report.chairs
    )


def test_every_report_tells_a_matter_of_its_own() -> None:
    assert all(report.quirk in report.text for report in MANY)
    assert len({report.quirk for report in MANY}) == len(MANY)


def test_words_are_as_unevenly_used_as_in_real_texts() -> None:
    documents = Counter(key for report in MANY for key in set(keys(report.text)))
    assert sum(count > len(MANY) / 2 for count in documents.values()) > 100
    assert sum(count <= 3 for count in documents.values()) > len(documents) / 5


def test_new_words_keep_coming() -> None:
    first = {key for report in MANY[:200] for key in keys(report.text)}
    second = {key for report in MANY[200:] for key in keys(report.text)}
    assert len(second - first) > 100


def test_officials_return_and_some_more_often_than_others() -> None:
    chairs = Counter(chair for report in drafts(2000) for chair in report.chairs).most_common()
    assert chairs[0][1] >= 10
    assert chairs[-1][1] == 1


def test_units_and_provinces_are_invented() -> None:
    real = {row[1] for row in table("districts")} | {row[0] for row in table("provinces")}
    assert not real & {*genre().names("unit"), *genre().names("province")}


def test_every_slot_can_be_filled() -> None:
    assert not [report.path for report in MANY if re.search(r"[{}]|None", report.text)]


@pytest.mark.parametrize(
    ("today", "before"),
    [
        ("Hòa Bình khỏe, Huyện ủy, Lũy", "Hoà Bình khoẻ, Huyện uỷ, Luỹ"),
        ("HUYỆN ỦY, Thúy, tòa án", "HUYỆN UỶ, Thuý, toà án"),
        ("toàn quý, quỳ, của, ngoài, loạt", "toàn quý, quỳ, của, ngoài, loạt"),
    ],
)
def test_the_old_place_of_the_tone(today: str, before: str) -> None:
    assert old_placement(today) == before
    assert old_placement(before) == before


def test_the_command_writes_them(tmp_path: Path) -> None:
    generator.main(["5", str(tmp_path), "--seed", "3"])
    written = {
        path.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8")
        for path in tmp_path.rglob("*.txt")
    }
    assert written == dict(reports(5, seed=3))
