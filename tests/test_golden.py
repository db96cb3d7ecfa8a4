"""Golden pairs: every report of the sample corpus and the record a careful clerk reads from it.

Facts that are right or wrong are compared exactly. How well clauses are cut (figures,
difficulties, directions) is a matter of degree: `make eval` measures it, and here their F1 is held
to nine in ten.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks.evaluate import read_record
from benchmarks.golden import Pair, beside
from benchmarks.scores import FIELDS, Field, Tally, tally

ROOT = Path(__file__).parent.parent
PAIRS = list(beside(ROOT / "sample_corpus", ROOT / "tests" / "golden"))
BY_DEGREE = ("figures", "difficulties", "directions")


@cache
def record(pair_name: str) -> dict[str, Any]:
    return read_record(next(pair.report for pair in PAIRS if pair.name == pair_name))


@pytest.mark.parametrize("pair", PAIRS, ids=[pair.name for pair in PAIRS])
def test_a_report_and_its_record(pair: Pair) -> None:
    read = record(pair.name)
    wrong = {
        field.name: (scored.extra, scored.missing)
        for field in FIELDS
        if field.name not in BY_DEGREE
        and (scored := tally(field, read, pair.golden))
        and (scored.extra or scored.missing)
    }
    assert not wrong
    basis = read["date_basis"]
    assert (basis["year_from"] if basis else None) == pair.golden["year_from"]
    assert read["kinds"] == pair.golden["kinds"]
    assert read["section"] == pair.golden["section"]
    assert {caveat["code"] for caveat in read["warnings"]} == set(pair.golden["warnings"])


@pytest.mark.parametrize("field", [f for f in FIELDS if f.name in BY_DEGREE], ids=lambda f: f.name)
def test_nine_in_ten_clauses_are_cut_as_a_clerk_would(field: Field) -> None:
    total = sum((tally(field, record(pair.name), pair.golden) for pair in PAIRS), Tally())
    assert total.f1 >= 0.9


def test_every_report_has_a_golden_record() -> None:
    reports = {p for p in (ROOT / "sample_corpus").rglob("*") if p.is_file() and p.name[0] != "."}
    assert reports == {pair.report for pair in PAIRS}
