"""giaoban with its index on servers: nodes that are started on this machine, or some that run.

A row of this kind needs `served` before it is built or asked. Its processes find the servers by a
file beside the archive.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

from benchmarks.peers.giaoban import Giaoban

if TYPE_CHECKING:
    from giaoban_cli.models import SharedIndex

SERVER = "GIAOBAN_TEST_OPENSEARCH"
"""Names servers that run already, several with commas."""

INDEX = "giaoban-bench"


@dataclass(frozen=True, slots=True)
class Clustered(Giaoban):
    """giaoban over a cluster of so many nodes; 0: over the servers that are named."""

    nodes: int = 1

    @property
    def name(self) -> str:
        """Its row in the tables."""
        which = f"{self.nodes} node{'s' * (self.nodes > 1)}" if self.nodes else "named servers"
        return f"giaoban, opensearch, {which}" + ("" if self.whole else ", engine alone")

    @property
    def home(self) -> str:
        """Both kinds of answers come from one archive."""
        return f"giaoban-opensearch-{self.nodes}"

    @contextmanager
    def served(self, home: Path) -> Iterator[None]:
        """Servers, for as long as the block lasts."""
        home.parent.mkdir(parents=True, exist_ok=True)
        if not self.nodes:
            _told(home).write_text(os.environ[SERVER], encoding="utf-8")
            yield
            return
        from tests.cluster.cluster import Cluster

        with Cluster(home.with_name(f"{home.name}-nodes"), self.nodes) as cluster:
            _told(home).write_text(",".join(cluster.urls), encoding="utf-8")
            yield

    def environment(self, home: Path) -> Mapping[str, str]:
        """The settings of its user."""
        url = _told(home).read_text(encoding="utf-8")
        return {
            "GIAOBAN_ENGINE": self.engine,
            "GIAOBAN_URL": url,
            "GIAOBAN_INDEX": INDEX,
            "GIAOBAN_NAME": INDEX,
        }

    def shared(self, home: Path) -> SharedIndex:
        """Where its index lies."""
        from giaoban_cli.archive.home import open_home
        from giaoban_cli.models import SharedIndex

        urls = tuple(_told(home).read_text(encoding="utf-8").split(","))
        return SharedIndex(urls, INDEX, INDEX, owner=open_home(home).name)

    def index_bytes(self, home: Path) -> int:
        """What its index takes, each report counted once; its second copy takes as much again."""
        server = _told(home).read_text(encoding="utf-8").partition(",")[0]
        with urlopen(f"{server}/{INDEX}/_stats/store", timeout=60) as said:
            return int(json.load(said)["_all"]["primaries"]["store"]["size_in_bytes"])


def _told(home: Path) -> Path:
    """The file that says where the servers are."""
    return home.with_name(f"{home.name}.server")


def measurable() -> tuple[tuple[Clustered, ...], str]:
    """The rows that can be measured here, and why there are none."""
    if os.environ.get(SERVER):
        return tuple(each for each in PROGRAMS if not each.nodes), ""
    from tests.cluster.launcher import Unavailable, prepared

    try:
        prepared()
    except Unavailable as reason:
        return (), str(reason)
    return tuple(each for each in PROGRAMS if each.nodes), ""


PROGRAMS = tuple(
    Clustered("opensearch", whole, nodes) for nodes in (0, 1, 3) for whole in (True, False)
)
