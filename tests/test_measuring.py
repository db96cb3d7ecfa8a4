"""What the benchmarks rest on: known items that mean one report, programs asked the same thing."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

import pytest

from benchmarks import corpus
from benchmarks.children import Failed, measured
from benchmarks.figures import Figures, Goal, at_least, goal_table, plainly, tables, warm
from benchmarks.generator import drafts
from benchmarks.letters import old_placement, plain
from benchmarks.peers import fts5, ripgrep, stock_whoosh
from benchmarks.peers.giaoban import Giaoban
from benchmarks.peers.program import FIRST, Command, Corpus, Program
from benchmarks.peers.question import KINDS, Question
from benchmarks.questions import EACH, questions
from benchmarks.reading_cost import best, cost
from benchmarks.search_quality import WAYS, Found, Holders, Known, Result, Way, known_items
from giaoban_cli.models import Page

REPORTS = tuple(drafts(60))

unix = pytest.mark.skipif(sys.platform == "win32", reason="measuring children needs wait4")


# --- what reading costs ---


def test_the_best_time_of_each_part_counts_and_all_are_measured_in_turns() -> None:
    spent = {"ngắn": [0.9, 0.2, 0.5], "dài": [0.1, 0.7, 0.3], "chỉ mục": [2.0, 3.0, 1.5]}
    now = 0.0
    done: list[str] = []

    def does(what: str) -> None:
        nonlocal now
        done.append(what)
        now += spent[what].pop(0)

    steps = [[partial(does, "ngắn"), partial(does, "dài")], [partial(does, "chỉ mục")]]
    assert best(steps, rounds=3, clock=lambda: now) == pytest.approx([0.2 + 0.1, 1.5])
    assert done == ["ngắn", "dài", "chỉ mục"] * 3


def test_decoding_reading_and_indexing_are_measured_apart() -> None:
    text = REPORTS[0].text
    spent = cost([text], [text], rounds=1)
    assert spent._fields == ("decoding", "reading", "whoosh")
    assert all(seconds > 0 for seconds in spent)


# --- known items ---


@pytest.mark.parametrize("way", WAYS, ids=[way.name for way in WAYS])
def test_a_known_item_means_one_report(way: Way) -> None:
    holders = Holders(REPORTS)
    draws = islice(known_items(way, REPORTS, holders, seed=5), 60)
    kept = [known for known in draws if known]
    assert kept
    for known in kept:
        assert 3 <= len(known.words.split()) <= 5
        holding = [report for report in REPORTS if spoken(known.words) in spoken(report.text)]
        assert holding == [known.report]


def spoken(text: str) -> str:
    """The words of a text, parted by single spaces."""
    return old_placement(" " + " ".join(re.findall(r"\w+", text.lower())) + " ")


def test_ways_of_typing_change_what_they_say() -> None:
    kept = {
        way.name: [
            known
            for known in islice(known_items(way, REPORTS, Holders(REPORTS), seed=5), 60)
            if known
        ]
        for way in WAYS
    }
    assert all(known.typed == known.words for known in kept["with marks"])
    assert all(known.typed == plain(known.words) for known in kept["without marks"])
    for known in kept["half the marks"]:
        assert plain(known.typed) == plain(known.words)
        assert plain(known.typed) != known.typed != known.words
    for known in kept["old tone placement"]:
        assert known.typed == old_placement(known.words) != known.words
    for known in kept["one slip of the finger"]:
        typed, words = known.typed.split(), known.words.split()
        assert sum(one != other for one, other in zip(typed, words, strict=True)) == 1


def test_mean_reciprocal_rank_counts_what_is_missing_as_nothing() -> None:
    known = Known("a", "a", REPORTS[0])
    page = Page("a", 0, True, ())
    found = tuple(Found(known, rank, False, page) for rank in (1, 2, 0, 4))
    assert Result(WAYS[0], found, 8).mrr == (1 + 1 / 2 + 0 + 1 / 4) / 4


# --- programs side by side ---


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("corpus") / "sixty"
    corpus.main(str(folder), "60", "1")
    return Corpus(folder)


def hits(program: Program, made: Corpus, home: Path, asked: Question) -> int:
    """How many hits a program has."""
    opened = program.opened(home)
    assert opened is not None
    with opened as answer:
        return answer(asked)


def test_questions_are_written_and_read_back(made: Corpus) -> None:
    written = made.questions.read_text(encoding="utf-8").splitlines()
    asked = [Question.from_json(line) for line in written]
    assert [each.kind for each in asked] == [kind for kind in KINDS for _ in range(EACH)]
    assert [each.to_json() for each in asked] == written


def test_the_same_questions_are_drawn_again() -> None:
    assert questions(tuple(drafts(300))) == questions(tuple(drafts(300)))


SEARCHING = (
    Giaoban("whoosh", whole=True),
    Giaoban("whoosh", whole=False),
    Giaoban("tantivy", whole=True),
    Giaoban("tantivy", whole=False),
    stock_whoosh.PROGRAM,
    stock_whoosh.FOLDING,
    fts5.PROGRAM,
)


@unix
@pytest.mark.parametrize("program", SEARCHING, ids=lambda program: program.name)
def test_programs_find_the_report_that_is_asked_for(
    program: Program, made: Corpus, tmp_path: Path
) -> None:
    """One matter that a single report tells, asked for in each way that words can be joined."""
    home = tmp_path / "home"
    program.build(made, home)
    known = next(filter(None, known_items(WAYS[0], REPORTS, Holders(REPORTS), seed=9)))
    words = tuple(known.words.split())
    day = known.report.date.isoformat()
    phrase = Question("phrase", words, "phrase")

    def count(asked: Question) -> int:
        return hits(program, made, home, asked)

    assert count(phrase) == 1
    assert count(replace(phrase, days=(day, day))) == 1
    assert count(replace(phrase, days=("1990-01-01", "1990-12-31"))) == 0
    assert count(replace(phrase, name=known.report.chairs[0])) == 1
    assert count(Question("AND", words)) >= 1
    assert count(Question("OR", (*words, "zzzz"), "any")) >= 1
    assert count(Question("prefix", words[:1], "prefix")) >= 1
    command = program.command(made, home, phrase)
    if command:
        measured(command, tmp_path)  # raises when it fails


def test_whoosh_with_its_own_folding_answers_without_marks(made: Corpus, tmp_path: Path) -> None:
    with_marks, without = (
        Question("AND", words) for words in (("đảng", "huyện"), ("dang", "huyen"))
    )
    for program, found in ((stock_whoosh.PROGRAM, 0), (stock_whoosh.FOLDING, FIRST)):
        home = tmp_path / program.home
        program.build(made, home)
        assert hits(program, made, home, with_marks) == FIRST
        assert hits(program, made, home, without) == found


def test_ripgrep_is_given_a_pattern_that_folds_marks() -> None:
    asked = Question("phrase", ("kết", "nạp", "đảng"), "phrase")
    pattern = re.compile(ripgrep.pattern(asked), re.IGNORECASE)
    assert pattern.search("đã Kết nạp Đảng viên")
    assert pattern.search("ket nap dang")
    assert not pattern.search("kết nạp 12 đảng viên")


# --- processes and figures ---


@unix
def test_a_process_is_measured_with_its_children(tmp_path: Path) -> None:
    large = "b'x' * 300_000_000"
    nested = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {large!r}], check=True)"
    )
    family, _ = measured(Command((sys.executable, "-c", nested)), tmp_path)
    assert family.memory > 300_000_000


@unix
def test_a_process_that_fails_says_why(tmp_path: Path) -> None:
    fails = "import sys; sys.stderr.write('no such thing'); sys.exit(3)"
    with pytest.raises(Failed, match="no such thing"):
        measured(Command((sys.executable, "-c", fails)), tmp_path)


def test_a_row_ends_with_the_exponent_of_its_growth() -> None:
    figures = Figures()
    for size, value in ((1_000, 2.0), (10_000, 20.0)):
        figures.note("one", warm("AND"), size, value)
        figures.note("other", warm("AND"), size, 2.0)
    text = tables(figures)
    assert "| AND | one | 2.00 | 20.00 | 1.00 |" in text
    assert "| AND | other | 2.00 | 2.00 | 0.00 |" in text


def test_goals_tell_what_was_reached_and_leave_out_what_was_not_measured() -> None:
    figures = Figures()
    figures.note("one", "speed", 1_000, 3.0)
    goals = (
        Goal("fast", "≥ 2", plainly("one", "speed"), at_least(2)),
        Goal("faster", "≥ 4", plainly("one", "speed"), at_least(4)),
        Goal("other", "≥ 1", plainly("other", "speed"), at_least(1)),
    )
    text = goal_table(figures, goals)
    assert "| fast | ≥ 2 | 3.00 ✓ |" in text
    assert "| faster | ≥ 4 | 3.00 ✗ |" in text
    assert "other" not in text
