"""All archives of a shared index, asked together: whoever searches needs none of them.

In: queries. Out: hits, what lists show of them, counts. A hit's key is a number that this reader
gives it, for a key is unique in its archive only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from giaoban_cli.frozen import frozen
from giaoban_cli.index.opensearch import states
from giaoban_cli.index.opensearch.documents import Shown, shown_in
from giaoban_cli.index.opensearch.dsl import Dsl, all_of, any_of
from giaoban_cli.index.opensearch.lexicon import Counted, Lexicon
from giaoban_cli.index.opensearch.search import Search
from giaoban_cli.index.opensearch.server import Json, Server, Tell
from giaoban_cli.index.opensearch.states import State
from giaoban_cli.index.port import Answer, Searchable
from giaoban_cli.index.suggest import one_edit_away, similar, variants
from giaoban_cli.models import SharedIndex
from giaoban_cli.query import Query, Sort

_TRIES = 3
"""How often a question is put again when an archive was published to meanwhile."""

_VALUES = 1000
"""Values of a facet that are counted, the most frequent; spellings of one are added up after."""

_NEWEST = 5
"""The newest meetings of a person in which an office is looked for."""

Found = TypeVar("Found")


@frozen
class Person:
    """A person as the meetings of all archives know them; `places` with their meetings."""

    name: str
    meetings: int
    concluded: int
    places: tuple[tuple[str, int], ...]
    roles: tuple[str, ...]


@frozen
class _Published:
    """What holds of all archives: their builds, the sum of their updates, who is written to."""

    builds: tuple[str, ...]
    updates: int
    busy: tuple[State, ...]


class EveryArchive(Searchable):
    """What all archives published.

    Args:
        shared: where the index lies.
        tell: takes words about answers that are not whole.
    """

    def __init__(self, shared: SharedIndex, tell: Tell) -> None:
        self._server = Server(shared, tell)
        self._hits: list[tuple[str, int]] = []
        self._numbers: dict[tuple[str, int], int] = {}

    def search(self, query: Query, *, sort: Sort, limit: int, offset: int = 0) -> Answer:
        """The hits `offset … offset + limit` of a query."""
        return self._asked(lambda visible: self._search(visible, query).page(sort, limit, offset))

    def keys(self, query: Query) -> tuple[int, ...]:
        """The numbers of every document that answers, in no order."""
        return self._asked(lambda visible: tuple(self._search(visible, query).keys()))

    def count(self, query: Query, bound: int) -> int:
        """How many documents answer, counting no further than `bound`."""
        return self._asked(lambda visible: self._search(visible, query).count(bound))

    def variants(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        """The marked keys whose plain key this is, with document counts, most first."""
        return self._asked(
            lambda visible: variants([Counted(self._lexicon(visible), [plain])], plain, limit)
        )

    def similar(self, plain: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Plain keys one edit away, with document counts, most first."""
        near = one_edit_away(plain)
        return self._asked(
            lambda visible: similar([Counted(self._lexicon(visible), near)], plain, limit)
        )

    def shown(self, numbers: Iterable[int]) -> dict[int, tuple[str, Shown]]:
        """What lists show of some hits, each with the name of its archive."""
        keys: dict[str, list[int]] = {}
        for number in numbers:
            archive, key = self._hits[number]
            keys.setdefault(archive, []).append(key)
        wanted = any_of(
            [
                all_of([{"term": {"archive": archive}}, {"terms": {"key": some}}])
                for archive, some in keys.items()
            ]
        )
        return self._asked(lambda visible: self._shown(all_of([*visible, wanted])))

    def facets(self, query: Query, names: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
        """How what answers is spread over the values of some facets."""
        aggregations = {name: _values(f"facet.{name}") for name in names}

        def ask(visible: list[Dsl]) -> dict[str, list[tuple[str, int]]]:
            found = self._aggregated(self._search(visible, query).selecting, aggregations)
            return {name: _buckets(found.get(name)) for name in names}

        return self._asked(ask)

    def officials(self, query: Query) -> list[str]:
        """The names of the officials of what answers."""
        return [name for name, _ in self.facets(query, ["official"])["official"]]

    def persons(self, names: Iterable[str]) -> list[Person]:
        """What is known of some persons, by their names as records have them."""
        wanted = list(names)
        aggregations = {f"{at}": _person(name) for at, name in enumerate(wanted)}

        def ask(visible: list[Dsl]) -> list[Person]:
            found = self._aggregated(all_of(visible), aggregations) if wanted else {}
            return [_person_in(name, found[f"{at}"]) for at, name in enumerate(wanted) if found]

        return self._asked(ask)

    def archives_of(self, id_: str) -> list[tuple[str, str]]:
        """The ids that begin so, with the names of the archives that keep them; two at most."""

        def ask(visible: list[Dsl]) -> list[tuple[str, str]]:
            body: Json = {
                "query": all_of([*visible, {"prefix": {"id": id_}}]),
                "size": 2,
                "_source": ["id", "archive"],
            }
            hits = self._server.search(body)["hits"]["hits"]
            return [(hit["_source"]["id"], hit["_source"]["archive"]) for hit in hits]

        return self._asked(ask)

    def close(self) -> None:
        """End the connections."""
        self._server.close()

    # --- what holds --------------------------------------------------------------------------

    def _asked(self, question: Callable[[list[Dsl]], Found]) -> Found:
        """An answer from one state of all archives, unless they are written to all the time."""
        published = self._published()
        for _ in range(_TRIES):
            answer = question(states.visible_everywhere(published.builds, published.busy))
            before, published = published, self._published()
            if before == published:
                break
        return answer

    def _published(self) -> _Published:
        """What holds of all archives now."""
        aggregations = {
            "builds": {"terms": {"field": "build", "size": states.MOST_ARCHIVES}},
            "updates": {"sum": {"field": "update"}},
        }
        found = self._server.search(
            {
                "query": {"term": {"what": "archive"}},
                "post_filter": {"term": {"busy": True}},
                "aggs": aggregations,
                "seq_no_primary_term": True,
                "sort": [{"archive": "asc"}],
                "size": states.MOST_BUSY,
            }
        )
        if "aggregations" not in found:  # there is no index
            return _Published((), 0, ())
        sums = found["aggregations"]
        return _Published(
            tuple(sorted(build for build, _ in _buckets(sums["builds"]))),
            int(sums["updates"]["value"]),
            tuple(map(states.state_of, found["hits"]["hits"])),
        )

    # --- requests ----------------------------------------------------------------------------

    def _lexicon(self, visible: list[Dsl]) -> Lexicon:
        return Lexicon(self._server, visible)

    def _search(self, visible: list[Dsl], query: Query) -> Search:
        return Search(self._server, visible, self._lexicon(visible), query, self._number)

    def _number(self, archive: str, key: int) -> int:
        """The number of a hit."""
        hit = (archive, key)
        if hit not in self._numbers:
            self._numbers[hit] = len(self._hits)
            self._hits.append(hit)
        return self._numbers[hit]

    def _shown(self, wanted: Dsl) -> dict[int, tuple[str, Shown]]:
        body: Json = {"query": wanted, "size": 1000, "_source": ["archive", "key", "shown"]}
        sources = [hit["_source"] for hit in self._server.search(body)["hits"]["hits"]]
        return {
            self._number(source["archive"], source["key"]): (source["archive"], shown_in(source))
            for source in sources
            if "shown" in source
        }

    def _aggregated(self, query: Dsl, aggregations: Json) -> Json:
        body: Json = {"query": query, "size": 0, "aggs": aggregations}
        found: Json = self._server.search(body).get("aggregations", {})
        return found


def _values(field: str) -> Json:
    return {"terms": {"field": field, "size": _VALUES}}


def _buckets(found: Json | None) -> list[tuple[str, int]]:
    return [(bucket["key"], bucket["doc_count"]) for bucket in (found or {}).get("buckets", ())]


def _person(name: str) -> Json:
    """What is asked about a person."""
    newest = {
        "size": _NEWEST,
        "sort": [{"day": {"order": "desc", "missing": "_last"}}],
        "_source": ["shown.record.officials"],
    }
    return {
        "filter": {"term": {"facet.official": name}},
        "aggs": {
            "places": _values("facet.place"),
            "concluded": {"filter": {"term": {"facet.concluded": name}}},
            "newest": {"top_hits": newest},
        },
    }


def _person_in(name: str, found: Json) -> Person:
    """What was answered."""
    told = (
        tuple(official["roles"])
        for hit in found["newest"]["hits"]["hits"]
        for official in hit["_source"]["shown"]["record"]["officials"]
        if official["name"] == name
    )
    places = Counter(dict(_buckets(found["places"])))
    return Person(
        name=name,
        meetings=found["doc_count"],
        concluded=found["concluded"]["doc_count"],
        places=tuple(places.most_common()),
        roles=next(filter(None, told), ()),
    )
