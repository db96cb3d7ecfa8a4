"""Where the index lies that archives share, and who asks for it: from settings and environment.

In: the settings, the environment. Out: `SharedIndex`. A login stands in the environment only: it is
read when a connection is made and kept nowhere.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from giaoban_cli.config import Settings
from giaoban_cli.errors import OutOfReach
from giaoban_cli.models import SharedIndex

USER = "GIAOBAN_OPENSEARCH_USER"
PASSWORD = "GIAOBAN_OPENSEARCH_PASSWORD"  # noqa: S105  the variable's name
TOKEN = "GIAOBAN_OPENSEARCH_TOKEN"  # noqa: S105  the variable's name

_HERE = ("localhost", "127.0.0.1", "::1")
"""What is said to these leaves no machine."""


def shared_index(
    settings: Settings, environ: Mapping[str, str], *, replaces: bool = False
) -> SharedIndex | None:
    """The shared index of the settings; None when they name no server.

    Args:
        settings: the settings.
        environ: the environment, where a login stands.
        replaces: whether the archive takes the place of another of its name.
    """
    urls = settings.text("url")
    if not urls:
        return None
    certificate = settings.text("ca")
    addresses = tuple(urls.split(","))

    def authorization() -> str | None:
        header = login(environ)
        if header is not None:
            for url in addresses:
                _private(url)
        if certificate is not None:
            _readable(certificate)
        return header

    return SharedIndex(
        urls=addresses,
        index=settings.text("index") or "",
        name=settings.text("name"),
        certificate=certificate and str(Path(certificate).expanduser()),
        authorization=authorization,
        replaces=replaces,
    )


def login(environ: Mapping[str, str]) -> str | None:
    """The HTTP header that logs in: a token, or user and password; None when nothing is set.

    Raises:
        OutOfReach: a user without a password, or the other way round.
    """
    if environ.get(TOKEN):
        return f"Bearer {environ[TOKEN]}"
    user, password = environ.get(USER), environ.get(PASSWORD)
    if not user and not password:
        return None
    if not user or not password:
        raise OutOfReach("cluster.half_login")
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode("ascii")


def _private(url: str) -> None:
    """See that nobody on the way can read what is sent to an address.

    Raises:
        OutOfReach: anybody could.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _HERE:
        raise OutOfReach("cluster.plain_login", url=url)


def _readable(certificate: str) -> None:
    """See that there is a certificate file.

    Raises:
        OutOfReach: it cannot be read.
    """
    try:
        Path(certificate).expanduser().open("rb").close()
    except OSError:
        raise OutOfReach("cluster.no_certificate", path=certificate) from None
