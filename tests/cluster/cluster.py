"""A real cluster of OpenSearch on this machine, whose nodes can be killed and brought back.

In: a folder for the nodes' data. Out: addresses. Every node is a process that ends when the process
that started it does, in whatever way.
"""

from __future__ import annotations

import json
import random
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from tests.cluster.launcher import Launcher, prepared

SERVER = "GIAOBAN_TEST_OPENSEARCH"
"""Names a server that runs already: http://127.0.0.1:9200, several with commas between."""

GREEN_WITHIN = 180.0
"""Seconds for a cluster to be whole; generous, for slow and busy machines."""

ENDED_WITHIN = 20.0
PORTS = range(9400, 30_000)
"""Above what servers use by habit, below what systems lend to clients: free ones stay free."""


class Failed(Exception):
    """A cluster did not become what was waited for; the text has the ends of the nodes' logs."""


class Node:
    """One node: a process, and a folder that outlives it.

    Args:
        name: as the cluster knows it.
        folder: data and log.
        settings: those of the whole cluster.
    """

    def __init__(
        self, name: str, folder: Path, ports: tuple[int, int], settings: dict[str, str]
    ) -> None:
        http, transport = ports
        self.name = name
        self.url = f"http://127.0.0.1:{http}"
        self._folder = folder
        self._settings = settings | {
            "node.name": name,
            "path.home": str(folder),
            "http.port": str(http),
            "transport.port": str(transport),
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self, launcher: Launcher) -> None:
        """Start it, with the data it has."""
        assert not self.running
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                launcher.command(self._settings),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for the tests, which then stop it
            )

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process
        self._process.kill()
        self._reap()

    def stop(self) -> None:
        """Ask it to end, and see to it that it has."""
        if not self._process:
            return
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(ENDED_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._reap()

    def _reap(self) -> None:
        assert self._process
        self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()

    @property
    def state(self) -> str:
        """How it is, and the end of what it wrote."""
        ended = self._process.poll() if self._process else None
        how = "runs" if self.running else f"ended with {ended}"
        return f"{how}\n{(self._folder / 'log').read_text(errors='replace')[-2000:]}"


class Cluster:
    """Nodes that know each other; a context manager, which stops them.

    Args:
        folder: where they keep their data; removed in the end.
        count: how many.
    """

    def __init__(self, folder: Path, count: int = 3) -> None:
        self._folder = folder
        self._launcher = prepared()
        ports = free_ports(2 * count)
        names = [f"node{number}" for number in range(1, count + 1)]
        settings = {
            "cluster.name": f"giaoban-tests-{ports[0]}",
            "network.host": "127.0.0.1",
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in ports[count:]),
            "cluster.initial_cluster_manager_nodes": ",".join(names),
            # The disk of a developer's machine may be fuller than OpenSearch likes.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "path.repo": str(folder / "snapshots"),
            # A copy that was being made when a node died is begun anew soon, not after 30 min.
            "indices.recovery.recovery_activity_timeout": "10s",
            "indices.recovery.internal_action_timeout": "10s",
            "indices.recovery.retry_delay_network": "1s",
        }
        self.nodes = [
            Node(name, folder / name, (http, transport), settings)
            for name, http, transport in zip(names, ports, ports[count:], strict=False)
        ]

    def __enter__(self) -> Cluster:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def urls(self) -> list[str]:
        """The addresses of all nodes, running or not."""
        return [node.url for node in self.nodes]

    def start(self) -> None:
        """Start the nodes that do not run, and wait until all copies of everything are there."""
        for node in self.nodes:
            if not node.running:
                node.start(self._launcher)
        self.wait()

    def kill(self) -> None:
        """End every node at once."""
        for node in self.nodes:
            node.kill()

    def stop(self) -> None:
        """End all, and forget their data."""
        for node in self.nodes:
            node.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def wait(self, within: float = GREEN_WITHIN) -> None:
        """Wait until the nodes that run have found each other and the cluster is green.

        Raises:
            Failed: it is not within that time, or a node has ended.
        """
        running = [node for node in self.nodes if node.running]
        asked = f"/_cluster/health?wait_for_status=green&wait_for_nodes={len(running)}&timeout=2s"
        deadline = time.monotonic() + within
        while time.monotonic() < deadline and all(node.running for node in running):
            if answer(running[0].url + asked):
                return
            time.sleep(0.1)
        health = answer(f"{running[0].url}/_cluster/health")
        states = "\n".join(f"{node.name}: {node.state}" for node in self.nodes)
        raise Failed(f"not green in {within:.0f} s: {health}\n{states}")


def answer(url: str, body: object = None, method: str | None = None) -> Any:
    """What a server says, as JSON; None when it cannot be asked, or says that it cannot."""
    data = None if body is None else json.dumps(body).encode()
    asked = Request(url, data, {"Content-Type": "application/json"}, method=method)
    try:
        with urlopen(asked, timeout=30) as said:
            return json.load(said)
    except (URLError, OSError, ValueError):
        return None


def free_ports(count: int) -> Sequence[int]:
    """Ports on which nobody listens here."""
    found: list[int] = []
    while len(found) < count:
        port = random.choice(PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port not in found:
            found.append(port)
    return found
