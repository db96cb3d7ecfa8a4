"""Many documents at once: bounded batches, patience with busy servers, and what was rejected.

In: operations, each of which may be repeated without harm. Out: all of them done, or told of one by
one. A batch is sent while the next one is made ready.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from giaoban_cli.errors import OutOfReach
from giaoban_cli.frozen import frozen
from giaoban_cli.index.opensearch.server import BUSY, Server, Waiting

MOST_BYTES = 4 << 20
MOST_OPERATIONS = 1000
"""Of one batch."""

AT_ONCE = 2
"""Batches under way."""

TRIES = 9
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 20.0
"""How often a batch is sent, and the seconds between: twice as long each time, a minute in all."""

_DONE = frozenset({200, 201, 404, 409})
"""Written; deleted before; or something newer, or the same, stands there already."""


@frozen
class Patience:
    """How a writer waits.

    Attributes:
        sleep: waits for so many seconds.
        chance: gives a number from 0 to 1, so that writers do not all come back at once.
    """

    sleep: Callable[[float], None]
    chance: Callable[[], float]

    def pause(self, tries: int) -> None:
        """Wait before a batch is sent once more."""
        longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2**tries)
        self.sleep(longest * (1 + self.chance()) / 2)


@frozen
class Operation:
    """One operation; `name` tells the user which document it is about."""

    line: bytes
    name: str = ""


@frozen
class Rejected:
    """A document that the servers would not take, and why."""

    name: str
    reason: str


class Batches:
    """Operations on their way.

    Args:
        server: where they go.
        patience: how to wait.
        rejected: told of each document that was not taken.
    """

    def __init__(
        self, server: Server, patience: Patience, rejected: Callable[[Rejected], None]
    ) -> None:
        self._server = server
        self._patience = patience
        self._rejected = rejected
        self._pool = ThreadPoolExecutor(AT_ONCE, "giaoban-bulk")
        self._under_way: deque[Future[list[Rejected]]] = deque()
        self._batch: list[Operation] = []
        self._bytes = 0

    def add(self, operation: Operation) -> None:
        """Send an operation with the next batch.

        Raises:
            OutOfReach: an earlier batch could not be sent.
        """
        size = len(operation.line)
        if self._batch and (self._bytes + size > MOST_BYTES or len(self._batch) == MOST_OPERATIONS):
            self._send()
        self._batch.append(operation)
        self._bytes += size

    def drain(self) -> None:
        """Send what is left and wait until all is done."""
        if self._batch:
            self._send()
        while self._under_way:
            self._settle()

    def close(self) -> None:
        """Let what is under way end, and send nothing more."""
        self._pool.shutdown(cancel_futures=True)

    def _send(self) -> None:
        while len(self._under_way) >= AT_ONCE:
            self._settle()
        batch, self._batch, self._bytes = self._batch, [], 0
        self._under_way.append(self._pool.submit(send, self._server, batch, self._patience))

    def _settle(self) -> None:
        for each in self._under_way.popleft().result():
            self._rejected(each)


@contextmanager
def batches(
    server: Server, patience: Patience, rejected: Callable[[Rejected], None]
) -> Iterator[Batches]:
    """Batches that are all done at the end, unless something goes wrong before."""
    under_way = Batches(server, patience, rejected)
    try:
        yield under_way
        under_way.drain()
    finally:
        under_way.close()


def send(server: Server, batch: list[Operation], patience: Patience) -> list[Rejected]:
    """Send one batch until all of it is done; those that the servers had no room for again.

    Returns:
        What they would not take.

    Raises:
        OutOfReach: they did not answer in the end.
    """
    rejected: list[Rejected] = []
    for tries in range(TRIES):
        if tries:
            patience.pause(tries - 1)
        try:
            answers = server.bulk([each.line for each in batch])
        except Waiting:
            continue
        again: list[Operation] = []
        for operation, answer in zip(batch, answers, strict=True):
            if answer["status"] in BUSY:
                again.append(operation)
            elif answer["status"] not in _DONE:
                rejected.append(Rejected(operation.name, _reason(answer)))
        batch = again
        if not batch:
            return rejected
    raise OutOfReach("cluster.unreachable", url=server.where)


def _reason(answer: dict[str, Any]) -> str:
    """Why a server would not take a document, in its own words."""
    error = answer.get("error") or {}
    return str(error.get("reason") or error.get("type") or answer["status"])[:200]
