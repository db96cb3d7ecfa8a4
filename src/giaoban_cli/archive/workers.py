"""Work shared out to processes, answers in the order of the questions.

In: a function and what to apply it to. Out: the answers, in order. Questions go out in groups: the
way to another process and back costs more than some answers. A process that dies takes nothing with
it: what was in hand is tried again, question by question. A question that takes too long or too
much memory ends its process, and is answered as one that killed it.
"""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from multiprocessing.connection import wait
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Generic, TypeVar

from giaoban_cli.platform import bound_memory

Item = TypeVar("Item")
Question = TypeVar("Question")
Reply = TypeVar("Reply")

_CONTEXT = multiprocessing.get_context("spawn")
"""Fresh interpreters: safe on every system, and with threads about."""

CALM = 50_000
"""Objects made between two looks for rings of forgotten ones: reading leaves hardly any."""

GROUP = 16
"""Questions that go to a process at once."""

HEAVY = 256 << 10
"""Weight from which a group is full, however few questions it has."""

AHEAD = 6
"""Groups in hand for each process: enough to keep it busy while this process writes, few enough to
bound memory."""

PATIENCE = 60.0
"""Seconds that one question may take, or a group of short ones: the longest report that is read
takes a tenth of it."""

MOST_MEMORY = 2 << 30
"""Bytes of address space that a process may take, where the system can hold it to that."""


def in_order(
    function: Callable[[Sequence[Question]], list[Reply]],
    items: Iterable[Item],
    *,
    question: Callable[[Item], Question | None],
    jobs: int,
    lost: Callable[[Question], Reply],
    weight: Callable[[Item], int] = lambda _: 0,
    apart: Callable[[Question], bool] = lambda _: False,
    patience: float = PATIENCE,
) -> Generator[tuple[Item, Reply | None], None, None]:
    """Answer the questions of many items in `jobs` processes; with one job, in this process.

    Even then a question that could harm this process is answered in another, started at need.

    Args:
        function: answers questions; a fresh process must be able to import it.
        items: taken as they are needed.
        question: what to ask about an item; None passes it through in its place.
        jobs: number of processes.
        lost: the answer to a question that kills whoever tries it.
        weight: bytes that an item stands for: what is in hand at once is bound by them.
        apart: whether a question could do that.
        patience: seconds that a process may take over a group of questions, and then over each.

    Returns:
        The items in their order, with the answers.
    """
    crew: _Crew[Item, Question, Reply] = _Crew(function, max(1, jobs), lost, patience)
    try:
        for item in items:
            asked = question(item)
            if jobs <= 1 and (asked is None or not apart(asked)):
                yield item, None if asked is None else function([asked])[0]
                continue
            crew.take(item, asked, weight(item))
            while crew.ready or crew.full or (jobs <= 1 and crew.waiting):
                yield crew.next()
        while crew.waiting:
            yield crew.next()
    finally:
        crew.dismiss()


@dataclass
class _Group(Generic[Question, Reply]):
    """Questions that go to a process together; they have `answers` once they have gone."""

    questions: list[Question] = field(default_factory=list)
    weight: int = 0
    answers: Future[list[Reply]] | None = None

    @property
    def answered(self) -> bool:
        """Whether there are answers, and not only the news that a process died."""
        future = self.answers
        if future is None or not future.done() or future.cancelled():
            return False
        return future.exception() is None


class _Crew(Generic[Item, Question, Reply]):
    """Processes, and the items whose answers are waited for."""

    def __init__(
        self,
        function: Callable[[Sequence[Question]], list[Reply]],
        jobs: int,
        lost: Callable[[Question], Reply],
        patience: float,
    ) -> None:
        self._function = function
        self._jobs = jobs
        self._lost = lost
        self._patience = patience
        self._pool: ProcessPoolExecutor | None = None
        self._here = False
        self._groups: deque[_Group[Question, Reply]] = deque()
        self.waiting: deque[tuple[Item, _Group[Question, Reply] | None, int]] = deque()
        """Items in their order, each with its place in the group of its question."""

    @cached_property
    def _began(self) -> Event:
        """Set by the first process that comes to work."""
        return _CONTEXT.Event()

    @property
    def full(self) -> bool:
        """Whether there are questions enough in hand."""
        return len(self._groups) > self._jobs * AHEAD

    @property
    def ready(self) -> bool:
        """Whether the first item has its answer."""
        if not self.waiting:
            return False
        group = self.waiting[0][1]
        return group is None or group.answered

    def take(self, item: Item, question: Question | None, weight: int) -> None:
        """Take an item in hand."""
        if question is None:
            self.waiting.append((item, None, 0))
            return
        if not self._groups or self._groups[-1].answers:
            self._groups.append(_Group())
        group = self._groups[-1]
        self.waiting.append((item, group, len(group.questions)))
        group.questions.append(question)
        group.weight += weight
        if len(group.questions) == GROUP or group.weight >= HEAVY:
            group.answers = self._ask(group.questions)

    def _ask(self, questions: list[Question]) -> Future[list[Reply]]:
        """Hand questions out."""
        if self._here:
            return _done(self._function(questions))
        if self._pool is None:
            self._pool = self._fresh(self._jobs)
        try:
            return self._pool.submit(_answer, self._patience, self._function, questions)
        except BrokenProcessPool:
            self._recover()
            return self._ask(questions)

    def next(self) -> tuple[Item, Reply | None]:
        """The first item with its answer, once it is there."""
        item, group, place = self.waiting[0]
        reply = None
        if group is not None:
            if group.answers is None:
                group.answers = self._ask(group.questions)
            try:
                reply = group.answers.result()[place]
            except BrokenProcessPool:
                self._recover()
                return self.next()
            if place == len(group.questions) - 1:
                self._groups.popleft()
        self.waiting.popleft()
        return item, reply

    def _recover(self) -> None:
        """A process died: ask everything in hand again, one question after the other.

        Only so it shows which of them it was.
        """
        self.dismiss()
        # When no process ever came to work, this program cannot be started anew in one, as with a
        # script that has no `if __name__ == "__main__"`. Then the work is done here.
        self._here = not self._began.is_set()
        for group in self._groups:
            if group.answers and not group.answered:
                ask = self._ask if self._here else self._one_by_one
                group.answers = ask(group.questions)

    def _one_by_one(self, questions: list[Question]) -> Future[list[Reply]]:
        """Ask one question after the other, each that kills its process in another by itself."""
        replies: list[Reply] = []
        while len(replies) < len(questions):
            before = len(replies)
            with self._fresh(1) as pool, suppress(BrokenProcessPool):
                for question in questions[before:]:
                    asked = pool.submit(_answer, self._patience, self._function, [question])
                    replies += asked.result()
            if len(replies) == before:  # it was the first that this process was asked
                replies.append(self._lost(questions[before]))
        return _done(replies)

    def _fresh(self, jobs: int) -> ProcessPoolExecutor:
        """Fresh processes."""
        return ProcessPoolExecutor(
            jobs, mp_context=_CONTEXT, initializer=_begin, initargs=(self._began,)
        )

    def dismiss(self) -> None:
        """End the processes; what they have in hand is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _done(replies: list[Reply]) -> Future[list[Reply]]:
    """A future that has its answers."""
    future: Future[list[Reply]] = Future()
    future.set_result(replies)
    return future


def _begin(began: Event) -> None:
    """What a new process does first: tell that it came, leave Ctrl-C to its parent, and mind it."""
    began.set()
    bound_memory(MOST_MEMORY)
    gc.set_threshold(CALM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _answer(
    patience: float,
    function: Callable[[Sequence[Question]], list[Reply]],
    questions: Sequence[Question],
) -> list[Reply]:
    """Answer questions, or end this process when that takes too long.

    The clock is faulthandler's, which runs even while a library written in C does not let Python
    go on; what it would print goes nowhere.
    """
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(patience, exit=True, file=nowhere)
        try:
            return function(questions)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _end_with_parent() -> None:
    """Wait for the parent to end, and end too: a parent that was killed cannot tell us."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
