"""One update of an archive's part of a shared index: all or nothing for readers, and repeatable.

In: the state before, analysed documents and keys. Out: the state after. Documents are written as
born with the new update, and what they replace is marked as dead with it; nobody sees either until
the state names the update. What a writer left that was cut off is removed before anything is
written.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import replace

from giaoban_cli import data
from giaoban_cli.errors import OutOfReach
from giaoban_cli.index.opensearch import states
from giaoban_cli.index.opensearch.bulk import Batches, Operation, Patience, Rejected, batches
from giaoban_cli.index.opensearch.documents import source_of, word_id, word_source, words_of
from giaoban_cli.index.opensearch.dsl import Dsl, all_of
from giaoban_cli.index.opensearch.search import WINDOW
from giaoban_cli.index.opensearch.server import Conflict, Json, Server, line
from giaoban_cli.index.opensearch.states import LAYOUT, State, document_of, id_of
from giaoban_cli.index.port import ANALYSIS, IndexDocument, IndexWriter

MOST_DEAD = 1000
"""Replaced documents that are kept for whoever still reads; when there are more, all go."""

_MANY = 1000
"""Keys looked for in one request."""


class Publisher(IndexWriter):
    """What writes into a shared index for one archive.

    Args:
        server: where the index is.
        before: the state as it stands.
        patience: how to wait for busy servers.
        rejected: told of each document that was not taken.
        anew: whether what is added takes the place of all that was there before.
        finished: called with the state once it names the update.
    """

    def __init__(
        self,
        server: Server,
        before: State,
        patience: Patience,
        rejected: Callable[[Rejected], None],
        *,
        anew: bool = False,
        finished: Callable[[State], None] = lambda _: None,
    ) -> None:
        self._server = server
        self._state = before
        self._patience = patience
        self._rejected = rejected
        self._anew = anew
        self._finished = finished
        self._build = secrets.token_hex(8) if anew else before.build
        self._update = before.update + 1
        self._under_way: Batches | None = None
        self._added: set[int] = set()
        self._words: set[str] = set()

    def add(self, document: IndexDocument) -> None:
        """Take one document in, with its words; nobody sees it yet.

        Its id holds what makes it one: sent twice it is written once. Its version is the place of
        the writer's claim in the order of all that was written: what a writer sends that was
        taken for dead never takes the place of what its successor wrote.
        """
        under_way = self._begun()
        if document.key in self._added:
            under_way.drain()  # the later one counts
        self._added.add(document.key)
        assert self._state.place
        source = source_of(document, self._state.archive, self._build, self._update)
        operation = {
            "_id": f"{self._state.archive}/{self._build}/{document.key}/{self._update}",
            "version": self._state.place[1],
            "version_type": "external_gte",
        }
        name = str(source.get("id", document.key))
        under_way.add(Operation(line({"index": operation}, source), name))
        new = words_of(document) - self._words
        self._words |= new
        for word in new:
            made = {"create": {"_id": word_id(word)}}
            under_way.add(Operation(line(made, word_source(word)), word))

    def finish(self, remove: Iterable[int], generation: int) -> None:
        """Let readers see what was added, and no more what it replaces nor `remove`."""
        under_way = self._begun()
        under_way.drain()
        for keys in _grouped({*self._added, *remove}) if not self._anew else ():
            self._bury(under_way, self._state, keys, self._update)
        self._server.refresh()
        after = replace(
            self._state,
            build=self._build,
            update=self._update,
            since=self._update if self._anew else self._state.since,
            generation=generation,
            analysis=ANALYSIS,
            layout=LAYOUT,
        )
        living, dead = self._counts(after)
        after = replace(after, documents=living, busy=self._anew)
        if dead > MOST_DEAD:
            after = replace(after, since=self._update, busy=True)
        self._state = self._put(after)
        self._end()
        self._finished(self.tidied())

    def close(self) -> None:
        """Remove what was not finished, if the servers answer; else the next writer will."""
        if self._under_way is None:
            return
        self._end()
        with suppress(OutOfReach):
            self.tidied()

    def tidied(self) -> State:
        """The state once nothing is left of cut off writers and of what it replaced."""
        if self._state.busy:
            self._sweep()
            self._state = self._put(replace(self._state, busy=False))
        return self._state

    def withdraw(self) -> None:
        """Take everything of an archive out of the index, its state last."""
        self._state = self._put(replace(self._state, busy=True))
        self._remove(all_of(states.of_archive(self._state)))
        with self._batches() as under_way:
            assert self._state.place
            state = {"_id": id_of(self._state.archive), "_index": self._state.place[0]}
            under_way.add(Operation(line({"delete": state})))
        self._server.refresh()

    def _begun(self) -> Batches:
        """The batches of this update; the first claims the archive for this writer."""
        if self._under_way is None:
            self._server.prepare(data.document("opensearch"))
            interrupted = self._state.busy
            self._state = self._put(replace(self._state, busy=True))
            if interrupted:
                self._sweep()
            self._under_way = Batches(self._server, self._patience, self._rejected)
        return self._under_way

    def _end(self) -> None:
        if self._under_way is not None:
            self._under_way.close()
            self._under_way = None

    # --- documents ---------------------------------------------------------------------------

    def _bury(self, under_way: Batches, before: State, keys: list[int], update: int) -> None:
        """Mark what holds of some keys as dead with an update."""
        wanted = [*states.visible(before), {"terms": {"key": keys}}]
        for hit in self._found(all_of(wanted)):
            under_way.add(_changed(hit, {"died": update}))
        under_way.drain()

    def _sweep(self) -> None:
        """Undo what cut off writers began, and remove what is not kept any more."""
        with self._batches() as under_way:
            for hit in self._found(states.unburied(self._state)):
                under_way.add(_changed(hit, {"died": states.NEVER}))
        self._remove(states.unfinished(self._state))

    def _remove(self, wanted: Dsl) -> None:
        """Remove documents."""
        with self._batches() as under_way:
            for hit in self._found(wanted):
                operation = {"delete": {"_id": hit["_id"], "_index": hit["_index"]}}
                under_way.add(Operation(line(operation)))
        self._server.refresh()

    def _found(self, wanted: Dsl) -> Iterator[Json]:
        """Documents, by index and id; first those that were written last are made to be seen."""
        self._server.refresh()
        with self._server.point() as point:
            body: Json = {
                "query": wanted, "pit": point, "size": WINDOW, "_source": False,
                "sort": [{"build": "asc"}, {"key": "asc"}, {"born": "asc"}],
                "track_total_hits": False,
            }  # fmt: skip
            while hits := self._server.search(body, whole=True, point=True)["hits"]["hits"]:
                yield from hits
                body["search_after"] = hits[-1]["sort"]

    def _counts(self, state: State) -> tuple[int, int]:
        """How many documents hold, and how many are kept for readers of older updates."""
        written = all_of([*states.of_archive(state), {"term": {"build": state.build}}])
        dead = {"filter": {"range": {"died": {"lte": state.update}}}}
        body = {"query": written, "size": 0, "track_total_hits": True, "aggs": {"dead": dead}}
        found = self._server.search(body, whole=True)
        died = int(found["aggregations"]["dead"]["doc_count"])
        return int(found["hits"]["total"]["value"]) - died, died

    def _batches(self) -> AbstractContextManager[Batches]:
        return batches(self._server, self._patience, self._rejected)

    # --- states ------------------------------------------------------------------------------

    def _put(self, state: State) -> State:
        """Write a state in the place of the one it was made from.

        Raises:
            OutOfReach: another one stands there by now.
        """
        index, condition = None, {}
        if state.place:
            index, number, term = state.place
            condition = {"if_seq_no": number, "if_primary_term": term}
        try:
            place = self._server.put(
                id_of(state.archive), document_of(state), index=index, **condition
            )
        except Conflict:
            there = read_state(self._server, state.archive)
            if there and replace(there, place=state.place) == state:
                return there  # an answer was lost, and the servers were asked twice
            raise OutOfReach(
                "cluster.overtaken", name=state.archive, url=self._server.where
            ) from None
        return replace(state, place=place)


def read_state(server: Server, archive: str) -> State | None:
    """The state of an archive; None when it has never been published.

    Raises:
        OutOfReach: the servers do not answer, or not the one that would know.
    """
    found = server.lookup(states.asked(archive=archive))
    return states.state_of(found[0]) if found else None


def _changed(hit: Json, values: Json) -> Operation:
    """An operation that sets some fields of a document."""
    operation = {"_id": hit["_id"], "_index": hit["_index"], "retry_on_conflict": 3}
    return Operation(line({"update": operation}, {"doc": values}), hit["_id"])


def _grouped(keys: Iterable[int]) -> Iterator[list[int]]:
    """Keys in groups that one request asks for."""
    every = sorted(keys)
    for start in range(0, len(every), _MANY):
        yield every[start : start + _MANY]
