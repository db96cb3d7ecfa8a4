"""An HTTP server between giaoban and a cluster: passes on what is asked, or answers as told.

In: the address of a server, and a rule. Out: an address, and a list of what was asked. It speaks
HTTPS when told to, with a certificate that nobody knows but who names `CERTIFICATE`.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

_TLS = Path(__file__).parent / "tls"
CERTIFICATE = _TLS / "certificate.pem"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `number` counts, from 1, the requests of the same path without its query."""

    method: str
    path: str
    number: int
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """An answer."""

    status: int
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)


Rule = Callable[[Asked], "Said | None"]
"""What to answer instead of the cluster; None passes the request on."""


@dataclass(frozen=True, slots=True)
class Between:
    """Where it listens, and every request so far with the status of its answer."""

    url: str
    requests: list[tuple[Asked, int]] = field(default_factory=list)

    def count(self, path: str) -> int:
        """How many requests had this in their path."""
        return sum(path in asked.path for asked, _ in self.requests)


@contextmanager
def between(server: str, rule: Rule, *, encrypted: bool = False) -> Iterator[Between]:
    """Listen on this machine until the block ends.

    Args:
        server: where to pass requests on to; several addresses with commas: the first is asked.
        rule: asked first.
        encrypted: whether to speak HTTPS.
    """
    behind = server.partition(",")[0]
    counts: dict[str, int] = {}
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = self.path.partition("?")[0]
            with lock:
                counts[path] = counts.get(path, 0) + 1
                asked = Asked(self.command, self.path, counts[path], dict(self.headers))
            said = rule(asked) or passed_on(behind, asked, body)
            with lock:
                here.requests.append((asked, said.status))
            self.send_response(said.status)
            headers = {"Content-Type": "application/json"} | said.headers
            for name, value in (headers | {"Content-Length": str(len(said.body))}).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(said.body)

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _any  # noqa: N815  as the library calls them

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    if encrypted:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE, _TLS / "key.pem")
        listening.socket = context.wrap_socket(listening.socket, server_side=True)
    here = Between(f"http{'s' * encrypted}://127.0.0.1:{listening.server_port}")
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


def passed_on(server: str, asked: Asked, body: bytes) -> Said:
    """What the server says."""
    kept = {"content-type", "accept", "authorization", "content-encoding"}
    headers = {name: value for name, value in asked.headers.items() if name.lower() in kept}
    request = Request(server + asked.path, body or None, headers, method=asked.method)
    try:
        with urlopen(request, timeout=60) as said:
            return Said(said.status, said.read())
    except HTTPError as error:
        with error:
            return Said(error.code, error.read())
    except OSError:
        return Said(502)
