"""The connection to OpenSearch: the only file that imports its client.

In: requests as JSON types. Out: answers as JSON types, or an error of ours in one sentence. What
the servers answered only in part is told to whoever asked for it, and is never passed over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError as Unconnected
from opensearchpy.exceptions import OpenSearchException, SSLError, TransportError

from giaoban_cli.errors import OutOfReach
from giaoban_cli.models import Note, SharedIndex

Json = dict[str, Any]

SECONDS = 30.0
"""How long an answer is waited for."""

TRIES = 3
"""How often another server is asked when one does not answer."""

BUSY = frozenset({429, 502, 503, 504})
"""What servers answer that cannot now, and perhaps can in a while."""

Tell = Callable[[Note], None]
"""Takes a word about an answer or a document, for the user."""


class Conflict(Exception):
    """Something newer stands there already."""


class Server:
    """A shared index on its servers.

    Args:
        shared: where it lies.
        tell: told once when answers are only parts of what there is.
    """

    def __init__(self, shared: SharedIndex, tell: Tell) -> None:
        self.index = shared.index
        self.where = ", ".join(shared.urls)
        self._tell = tell
        self._told = False
        login = shared.authorization()
        options: Json = {"ca_certs": shared.certificate} if shared.certificate else {}
        with self._asking():
            self._client = OpenSearch(
                list(shared.urls),
                headers={"authorization": login} if login else {},
                timeout=SECONDS,
                max_retries=TRIES,
                retry_on_timeout=False,  # who was not answered in that time is told so
                retry_on_status=(502, 503, 504),
                http_compress=True,
                **options,
            )

    # --- asking ------------------------------------------------------------------------------

    def search(
        self, body: Json, *, whole: bool = False, point: bool = False, ranked: bool = False
    ) -> Json:
        """The answer to a search; an empty one where there is no index.

        Args:
            body: the search.
            whole: whether a part of the answer is no answer.
            point: whether the body names a point in time, and so the index.
            ranked: whether words are to count alike in all parts of the index.

        Raises:
            OutOfReach: no server answers, or only some of the parts of an index could be asked.
        """
        asked = {} if point else {"index": self.index, "ignore_unavailable": True}
        with self._asking():
            found: Json = self._client.search(
                body=body,
                params={
                    "allow_partial_search_results": "false" if whole else "true",
                    "search_type": "dfs_query_then_fetch" if ranked else "query_then_fetch",
                },
                **asked,
            )
        missing = _missing(found)
        if missing and whole:
            raise OutOfReach("cluster.not_whole", url=self.where, **missing)
        if missing and not self._told:
            self._told = True
            self._tell(Note("cluster.partial", {"url": self.where, **missing}))
        return found

    def lookup(self, body: Json) -> list[Json]:
        """The hits of a search for what lies in one part of the index.

        Raises:
            OutOfReach: nothing was found, and a part of the index could not be asked.
        """
        with self._asking():
            found = self._client.search(body=body, index=self.index, ignore_unavailable=True)
        hits: list[Json] = found["hits"]["hits"]
        missing = _missing(found)
        if missing and not hits:
            raise OutOfReach("cluster.not_whole", url=self.where, **missing)
        return hits

    @contextmanager
    def point(self) -> Iterator[Json]:
        """A point in time: what is asked at it is not changed by what is written meanwhile."""
        with self._asking():
            made = self._client.create_pit(
                index=self.index,
                params={"keep_alive": "2m", "allow_partial_pit_creation": "false"},
            )
        try:
            yield {"id": made["pit_id"], "keep_alive": "2m"}
        finally:
            with suppress(OpenSearchException):  # it ends by itself
                self._client.delete_pit(body={"pit_id": [made["pit_id"]]})

    def sizes(self) -> Json:
        """How many documents and bytes the whole index has."""
        with self._asking():
            found = self._client.indices.stats(index=self.index, metric="docs,store")
        whole: Json = found["_all"]["primaries"]
        return whole

    # --- writing -----------------------------------------------------------------------------

    def prepare(self, made_of: Json) -> None:
        """Make the index, or see that an index of that name is one of ours.

        Args:
            made_of: settings and mappings.
        """
        with self._asking():
            if not self._client.indices.exists(index=self.index):
                try:
                    self._client.indices.create(index=self.index, body=made_of)
                except TransportError as error:
                    if error.error != "resource_already_exists_exception":
                        raise
            known = self._client.indices.get_mapping(index=self.index)
        for mapping in known.values():
            if "giaoban" not in mapping["mappings"].get("_meta", {}):
                raise OutOfReach("cluster.foreign_index", index=self.index, url=self.where)

    def put(
        self, id_: str, body: Json, *, index: str | None = None, **condition: int
    ) -> tuple[str, int, int]:
        """Write a single document, seen by whoever searches from then on.

        Args:
            id_: its id.
            body: all of it.
            index: which of several indices behind one name it stands in, when it is known.
            condition: `if_seq_no` and `if_primary_term` as the document was read; without them
                there must be none.

        Returns:
            Index, sequence number and term of what was written.

        Raises:
            Conflict: there is one, or it was written since.
        """
        params: Json = {"refresh": "true", **condition}
        with self._asking():
            try:
                write = self._client.index if condition else self._client.create
                made = write(index=index or self.index, id=id_, body=body, params=params)
            except TransportError as error:
                if error.status_code == 409:
                    raise Conflict(id_) from None
                raise
        return made["_index"], made["_seq_no"], made["_primary_term"]

    def bulk(self, lines: Sequence[bytes]) -> list[Json]:
        """What became of many operations, in their order.

        Raises:
            Waiting: the servers could not now.
        """
        try:
            answer = self._client.bulk(body=b"".join(lines), index=self.index)
        except SSLError:
            raise OutOfReach("cluster.certificate", url=self.where) from None
        except Unconnected as error:
            raise Waiting(_reason(error)) from None
        except TransportError as error:
            if error.status_code not in BUSY:
                raise self._refusal(error) from None
            raise Waiting(_reason(error)) from None
        return [next(iter(item.values())) for item in answer["items"]]

    def refresh(self) -> None:
        """Let searches see what was written."""
        with self._asking():
            self._client.indices.refresh(index=self.index)

    def close(self) -> None:
        """End the connections."""
        self._client.close()

    # --- errors ------------------------------------------------------------------------------

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Errors of the client in our words; nothing of who logs in is in them."""
        try:
            yield
        except (OutOfReach, Conflict):
            raise
        except SSLError:
            raise OutOfReach("cluster.certificate", url=self.where) from None
        except Unconnected:
            raise OutOfReach("cluster.unreachable", url=self.where) from None
        except TransportError as error:
            raise self._refusal(error) from None
        except (OpenSearchException, OSError, ValueError) as error:
            raise OutOfReach("cluster.odd", url=self.where, detail=_reason(error)) from None

    def _refusal(self, error: TransportError) -> OutOfReach:
        match error.status_code:
            case 401:
                return OutOfReach("cluster.login", url=self.where)
            case 403:
                return OutOfReach("cluster.forbidden", url=self.where, index=self.index)
            case status if status in BUSY:
                return OutOfReach("cluster.overloaded", url=self.where)
            case _:
                return OutOfReach("cluster.odd", url=self.where, detail=_reason(error))


class Waiting(Exception):
    """The servers could not now, and perhaps can in a while; the text is what they said."""


def line(operation: Json, body: Json | None = None) -> bytes:
    """An operation of a bulk request."""
    parts = (operation,) if body is None else (operation, body)
    return b"".join(
        json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        + b"\n"
        for part in parts
    )


def _missing(found: Json) -> dict[str, str | int]:
    """How many parts of the index did not answer, of how many; nothing when all did."""
    parts = found["_shards"]
    if parts["successful"] == parts["total"] and not found.get("timed_out"):
        return {}
    return {"missing": parts["total"] - parts["successful"], "parts": parts["total"]}


def _reason(error: Exception) -> str:
    """What a server said, in a few words."""
    if isinstance(error, TransportError):
        return f"{error.status_code} {error.error}"[:200]
    return type(error).__name__
