"""Work in other processes: whatever happens to one of them, each question gets an answer."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import pytest

from giaoban_cli.archive.workers import GROUP, MOST_MEMORY, in_order

LOST = "lost"


def answered(
    function: Callable[[int], str],
    questions: Iterable[int],
    *,
    jobs: int = 2,
    apart: Callable[[int], bool] = lambda _: False,
    patience: float = 60.0,
) -> list[str | None]:
    told = in_order(
        partial(each, function),
        questions,
        question=lambda number: number,
        jobs=jobs,
        lost=lambda _: LOST,
        apart=apart,
        patience=patience,
    )
    return [reply for _, reply in told]


def each(function: Callable[[int], str], questions: Sequence[int]) -> list[str]:
    """One question after the other."""
    return [function(question) for question in questions]


def process(_: int) -> str:
    return str(os.getpid())


def sleeps_on_two(number: int) -> str:
    if number == 2:
        time.sleep(600)
    return str(number)


def crashes_now_and_then(number: int) -> str:
    if number % 20 == 2:
        ctypes.string_at(0)
    return str(number)


def never_lets_go_on_two(number: int) -> str:
    """A library written in C that keeps Python waiting."""
    if number == 2:
        ctypes.PyDLL(None).sleep(600)
    return str(number)


def crashes_on_two(number: int) -> str:
    if number == 2:
        ctypes.string_at(0)
    return str(number)


def devours(_: int) -> str:
    try:
        return str(len(bytearray(MOST_MEMORY)))
    except MemoryError:
        return "too much"


def odd(number: int) -> bool:
    return number % 2 == 1


class TestQuestionsThatMayDoHarm:
    def test_are_answered_in_another_process_even_when_one_is_enough(self) -> None:
        here = str(os.getpid())
        told = answered(process, range(4), jobs=1, apart=odd)
        assert [reply == here for reply in told] == [True, False, True, False]
        assert told[1] == told[3], "one process is enough for all of them"

    @pytest.mark.parametrize("jobs", [1, 2])
    @pytest.mark.parametrize("function", [sleeps_on_two, crashes_on_two])
    def test_cost_only_themselves(self, function: Callable[[int], str], jobs: int) -> None:
        told = answered(function, range(4), jobs=jobs, apart=lambda _: True, patience=3)
        assert told == ["0", "1", LOST, "3"]

    def test_cost_only_themselves_among_many_that_go_out_together(self) -> None:
        told = answered(crashes_now_and_then, range(3 * GROUP))
        assert told == [LOST if number % 20 == 2 else str(number) for number in range(3 * GROUP)]

    @pytest.mark.skipif(sys.platform == "win32", reason="POSIX sleep")
    def test_cost_only_themselves_even_when_they_hold_python_up(self) -> None:
        told = answered(never_lets_go_on_two, range(4), patience=3)
        assert told == ["0", "1", LOST, "3"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds memory so")
def test_a_process_has_only_so_much_memory() -> None:
    assert answered(devours, [1]) == ["too much"]


def test_answers_come_in_the_order_of_the_items_with_those_between_that_ask_nothing() -> None:
    told = in_order(
        partial(each, str),
        range(100),
        question=lambda number: None if odd(number) else number,
        jobs=2,
        lost=lambda _: LOST,
        weight=lambda number: number << 12,
    )
    assert list(told) == [(each, None if odd(each) else str(each)) for each in range(100)]
