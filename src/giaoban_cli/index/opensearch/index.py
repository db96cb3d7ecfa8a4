"""One archive's part of a shared index: everything `port.Index` promises.

In: a folder, a server, analysed documents, queries. Out: hits. The folder holds but a mark that the
archive publishes, and where; what holds of it stands in the index, as the archive's state.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from giaoban_cli.errors import OutOfReach
from giaoban_cli.index.opensearch.bulk import Patience, Rejected
from giaoban_cli.index.opensearch.lexicon import Counted, Lexicon
from giaoban_cli.index.opensearch.publishing import Publisher, read_state
from giaoban_cli.index.opensearch.search import Search
from giaoban_cli.index.opensearch.server import Server, Tell
from giaoban_cli.index.opensearch.states import LAYOUT, State, visible
from giaoban_cli.index.port import ANALYSIS, Answer, Index, IndexDamaged, IndexWriter
from giaoban_cli.index.suggest import one_edit_away, similar, variants
from giaoban_cli.models import Note, SharedIndex
from giaoban_cli.platform import write_whole, writing_to
from giaoban_cli.query import Query, Sort

NAME = "PUBLISHED"
"""The file that says where an archive publishes."""

PATIENCE = Patience(time.sleep, random.random)

Found = TypeVar("Found")


class OpenSearchIndex(Index):
    """The part of one archive in a shared index.

    Args:
        folder: where the archive notes that it publishes; an empty index when there is nothing.
        shared: where the index lies, and under which name the archive publishes.
        tell: takes words about answers and documents, for the user.
        patience: how to wait for busy servers.

    Raises:
        IndexDamaged: the servers do not have what the folder says was published.
        OutOfReach: they do not answer, or another archive publishes under the same name.
    """

    def __init__(
        self,
        folder: Path,
        shared: SharedIndex,
        tell: Tell,
        patience: Patience | None = None,
    ) -> None:
        self._folder = folder
        self._shared = shared
        self._name = shared.name or ""
        self._tell = tell
        self._patience = patience or PATIENCE
        self._connected: Server | None = None
        self._state = State(self._name, shared.owner)
        self._load()

    @property
    def _server(self) -> Server:
        """The connection, made when there is something to ask."""
        if self._connected is None:
            self._connected = Server(self._shared, self._tell)
        return self._connected

    @property
    def _mark(self) -> bytes:
        """What the folder says of an archive that publishes."""
        where = {"index": self._shared.index, "name": self._name, "owner": self._shared.owner}
        return json.dumps(where, ensure_ascii=False).encode() + b"\n"

    def _load(self) -> None:
        """Look at the state, and let go of what was known of another one."""
        self._state = State(self._name, self._shared.owner)
        try:
            mark = (self._folder / NAME).read_bytes()
        except OSError:
            mark = b""
        if mark:
            if mark != self._mark:
                raise IndexDamaged(NAME)
            state = self._read()
            if state is None or (state.analysis, state.layout) != (ANALYSIS, LAYOUT):
                raise IndexDamaged(self._name)
            self._state = state
        self._lexicon = Lexicon(self._server, visible(self._state)) if mark else None

    def _read(self) -> State | None:
        """The state of this archive in the index; see `own_state`."""
        return own_state(self._server, self._shared)

    @property
    def generation(self) -> int:
        """The store's generation that this index reflects; 0 for an empty one."""
        return self._state.generation

    # --- reading -----------------------------------------------------------------------------

    def search(self, query: Query, *, sort: Sort, limit: int, offset: int = 0) -> Answer:
        """The hits `offset … offset + limit` of a query."""
        return self._asked(
            lambda lexicon: self._search(query, lexicon).page(sort, limit, offset), Answer((), 0)
        )

    def keys(self, query: Query) -> tuple[int, ...]:
        """The keys of every document that answers, in no order."""
        return self._asked(lambda lexicon: tuple(self._search(query, lexicon).keys()), ())

    def count(self, query: Query, bound: int) -> int:
        """How many documents answer, counting no further than `bound`."""
        return self._asked(lambda lexicon: self._search(query, lexicon).count(bound), 0)

    def variants(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        """The marked keys whose plain key this is, with document counts, most first."""
        return self._asked(lambda words: variants([Counted(words, [plain])], plain, limit), ())

    def similar(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Plain keys one edit away, with document counts, most first."""
        return self._asked(
            lambda words: similar([Counted(words, one_edit_away(plain))], plain, limit), ()
        )

    def _search(self, query: Query, lexicon: Lexicon) -> Search:
        return Search(self._server, visible(self._state), lexicon, query, lambda _, key: key)

    def _asked(self, question: Callable[[Lexicon], Found], nothing: Found) -> Found:
        """An answer, once nothing that it rests on has been removed meanwhile.

        Raises:
            IndexDamaged: something was: the state is to be read again.
        """
        if self._lexicon is None:
            return nothing
        answer = question(self._lexicon)
        now = self._read()
        if now is None or now.build != self._state.build or now.since > self._state.update:
            raise IndexDamaged(self._name)
        return answer

    # --- care --------------------------------------------------------------------------------

    def untidy(self) -> bool:
        """Whether a writer is at work or was cut off."""
        return self._state.busy or any(True for _ in self._strays())

    def tidy(self) -> None:
        """Remove what it left. The caller holds the archive's lock, so no writer is at work."""
        self._load()
        if self._lexicon is not None:
            self._state = self._publisher(self._state).tidied()
        self._sweep()

    def verify(self) -> tuple[str, ...]:
        """The name of the index, when it has lost documents.

        Raises:
            OutOfReach: a part of it cannot be asked.
        """
        if self._lexicon is None:
            return ()
        held = len(self.keys(Query("", None)))
        return () if held == self._state.documents else (f"{self._shared.index}/{self._name}",)

    def close(self) -> None:
        """End the connections."""
        self._state = State(self._name, self._shared.owner)
        self._lexicon = None
        if self._connected:
            self._connected.close()
            self._connected = None

    # --- writing -----------------------------------------------------------------------------

    def writer(self) -> IndexWriter:
        """Begin to take documents in.

        In a folder that has no mark yet everything is written anew, and takes the place of what
        was published before once it is whole.
        """
        self._load()
        anew = self._lexicon is None
        before = (self._read() if anew else self._state) or State(self._name, self._shared.owner)
        return self._publisher(before, anew=anew)

    def _published(self, state: State) -> None:
        """Note that the archive publishes, and look at what it has published."""
        with writing_to(self._folder):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not (self._folder / NAME).exists():
                write_whole(self._folder / NAME, self._mark)
        self._state = state
        self._lexicon = Lexicon(self._server, visible(state))
        self._sweep()

    def _publisher(self, state: State, *, anew: bool = False) -> Publisher:
        return Publisher(
            self._server,
            state,
            self._patience,
            partial(_reject, self._tell),
            anew=anew,
            finished=self._published,
        )

    def _strays(self) -> Iterable[Path]:
        """What lies in the folder and is not the mark."""
        with suppress(OSError):
            return [path for path in self._folder.iterdir() if path.name != NAME]
        return []

    def _sweep(self) -> None:
        """Remove it."""
        import shutil

        for path in self._strays():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):
                    path.unlink()


def own_state(server: Server, shared: SharedIndex) -> State | None:
    """The state of an archive in a shared index; None when it does not publish there.

    Raises:
        OutOfReach: the servers do not answer, or another archive publishes under the same name.
    """
    state = read_state(server, shared.name or "")
    if state and state.owner != shared.owner:
        if shared.replaces:
            return replace(state, owner=shared.owner)
        raise OutOfReach("cluster.name_taken", name=state.archive, index=shared.index)
    return state


def withdraw(former: SharedIndex, now: SharedIndex | None) -> None:
    """Take an archive out of a shared index, unless it is there that it publishes now.

    Args:
        former: where it published, and as what.
        now: where it publishes now; the same servers may go by another address.
    """
    server = Server(former, _unheard)
    state = own_state(server, former)
    kept = own_state(Server(now, _unheard), now) if now and now.name else None
    if state and not (kept and (kept.archive, kept.build) == (state.archive, state.build)):
        Publisher(server, state, PATIENCE, partial(_reject, _unheard)).withdraw()
    server.close()


def _reject(tell: Tell, document: Rejected) -> None:
    """Name a document that the servers would not take."""
    tell(Note("cluster.rejected", {"name": document.name, "reason": document.reason}))


def _unheard(note: Note) -> None:
    """For what has nothing to tell."""
