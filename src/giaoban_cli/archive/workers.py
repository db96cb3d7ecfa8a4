"""Work shared out to processes, answers in the order of the questions.

In: a function and what to apply it to. Out: the answers, in order. A process that dies takes
nothing with it: what it had in hand is tried again, each question alone. A question that takes
too long or too much memory ends its process, and is answered as one that killed it.
"""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
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

AHEAD = 4
"""Questions in hand for each process: enough to keep it busy, few enough to bound memory."""

PATIENCE = 60.0
"""Seconds that one question may take: the longest report that is read takes a tenth of it."""

MOST_MEMORY = 2 << 30
"""Bytes of address space that a process may take, where the system can hold it to that."""


def in_order(
    function: Callable[[Question], Reply],
    items: Iterable[Item],
    *,
    question: Callable[[Item], Question | None],
    jobs: int,
    lost: Callable[[Question], Reply],
    apart: Callable[[Question], bool] = lambda _: False,
    patience: float = PATIENCE,
) -> Generator[tuple[Item, Reply | None], None, None]:
    """Answer the questions of many items in `jobs` processes; with one job, in this process.

    Even then a question that could harm this process is answered in another, started at need.

    Args:
        function: answers a question; a fresh process must be able to import it.
        items: taken as they are needed.
        question: what to ask about an item; None passes it through in its place.
        jobs: number of processes.
        lost: the answer to a question that kills whoever tries it.
        apart: whether a question could do that.
        patience: seconds that a process may take over one question.

    Returns:
        The items in their order, with the answers.
    """
    crew: _Crew[Item, Question, Reply] = _Crew(function, max(1, jobs), lost, patience)
    try:
        if jobs <= 1:
            for item in items:
                asked = question(item)
                if asked is not None and apart(asked):
                    crew.take(item, asked)
                    yield crew.next()
                else:
                    yield item, None if asked is None else function(asked)
            return
        for item in items:
            crew.take(item, question(item))
            while crew.ready or crew.full:
                yield crew.next()
        while crew.waiting:
            yield crew.next()
    finally:
        crew.dismiss()


class _Crew(Generic[Item, Question, Reply]):
    """Processes, and the items whose answers are waited for."""

    def __init__(
        self,
        function: Callable[[Question], Reply],
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
        self._asked = 0
        self.waiting: deque[tuple[Item, Question | None, Future[Reply] | None]] = deque()

    @cached_property
    def _began(self) -> Event:
        """Set by the first process that comes to work."""
        return _CONTEXT.Event()

    @property
    def full(self) -> bool:
        """Whether there are questions enough in hand."""
        return self._asked >= self._jobs * AHEAD

    @property
    def ready(self) -> bool:
        """Whether the first item has its answer."""
        return bool(self.waiting) and (self.waiting[0][2] is None or _answered(self.waiting[0][2]))

    def take(self, item: Item, question: Question | None) -> None:
        """Take an item in hand."""
        if question is None:
            self.waiting.append((item, None, None))
            return
        self._asked += 1
        self.waiting.append((item, question, self._ask(question)))

    def _ask(self, question: Question) -> Future[Reply]:
        """Hand a question out."""
        if self._here:
            return _done(self._function(question))
        if self._pool is None:
            self._pool = self._fresh(self._jobs)
        try:
            return self._pool.submit(_timed, self._patience, self._function, question)
        except BrokenProcessPool:
            self._recover()
            return self._ask(question)

    def next(self) -> tuple[Item, Reply | None]:
        """The first item with its answer, once it is there."""
        item, _, future = self.waiting[0]
        reply = None
        if future is not None:
            try:
                reply = future.result()
            except BrokenProcessPool:
                self._recover()
                return self.next()
            self._asked -= 1
        self.waiting.popleft()
        return item, reply

    def _recover(self) -> None:
        """A process died: try everything in hand again, each question in a process of its own.

        Only so it shows which of them it was.
        """
        self.dismiss()
        if not self._began.is_set():
            # No process ever came to work: this program cannot be started anew in one, as with a
            # script that has no `if __name__ == "__main__"`. Then the work is done here.
            self._here = True
        for place, (item, question, future) in enumerate(self.waiting):
            if question is not None and future is not None and not _answered(future):
                self.waiting[place] = (item, question, self._alone(question))

    def _alone(self, question: Question) -> Future[Reply]:
        """One question in a process of its own."""
        if not self._began.is_set():
            return _done(self._function(question))
        with self._fresh(1) as pool:
            try:
                asked = pool.submit(_timed, self._patience, self._function, question)
                return _done(asked.result())
            except BrokenProcessPool:
                return _done(self._lost(question))

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


def _done(reply: Reply) -> Future[Reply]:
    """A future that has its answer."""
    future: Future[Reply] = Future()
    future.set_result(reply)
    return future


def _answered(future: Future[Reply] | None) -> bool:
    """Whether there is an answer, and not only the news that a process died."""
    return (
        future is not None
        and future.done()
        and not future.cancelled()
        and future.exception() is None
    )


def _begin(began: Event) -> None:
    """What a new process does first: tell that it came, leave Ctrl-C to its parent, and mind it."""
    began.set()
    bound_memory(MOST_MEMORY)
    gc.set_threshold(CALM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _timed(patience: float, function: Callable[[Question], Reply], question: Question) -> Reply:
    """Answer a question, or end this process when that takes too long.

    The clock is faulthandler's, which runs even while a library written in C does not let Python
    go on; what it would print goes nowhere.
    """
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(patience, exit=True, file=nowhere)
        try:
            return function(question)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _end_with_parent() -> None:
    """Wait for the parent to end, and end too: a parent that was killed cannot tell us."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
