"""Servers that do not answer, or answer no: one sentence, exit 5, nothing of the login in any word.

Servers that only refuse are small ones of the tests' own; a cluster is needed for the rest alone.
"""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

from tests.cluster.between import CERTIFICATE, Asked, Said, between
from tests.cluster.cluster import answer
from tests.cluster.office import Office, complaints
from tests.faults import notes
from tests.faults.child import Ended

NOWHERE = "http://127.0.0.1:9"
"""Where nobody listens."""

FAR = "http://khong-co-may-nay.invalid:9200"
"""What is said to it could be read on the way."""

PASSWORD = "cau-treo-khe-linh"
LOGIN = {"GIAOBAN_OPENSEARCH_USER": "van-thu", "GIAOBAN_OPENSEARCH_PASSWORD": PASSWORD}
SENT = b64encode(f"van-thu:{PASSWORD}".encode()).decode()

REFUSED = 5


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    notes.write(folder, 30)
    return folder


def refused(ended: Ended) -> None:
    """One sentence, and nothing on standard output but what an ingest tells."""
    assert ended.code == REFUSED, (ended.code, ended.err)
    assert ended.err.count("\n") == 1, ended.err
    assert "Traceback" not in ended.err


def keep_silent(office: Office, ended: Ended) -> None:
    """Nothing of the login is printed, or kept in any file."""
    told = ended.out.decode() + ended.err
    kept = b"".join(path.read_bytes() for path in office.folder.rglob("*") if path.is_file())
    for secret in (PASSWORD, SENT):
        assert secret not in told
        assert secret.encode() not in kept


@pytest.mark.parametrize("status", [401, 403])
def test_a_login_that_is_refused(reports: Path, tmp_path: Path, status: int) -> None:
    with between(NOWHERE, lambda _: Said(status), encrypted=True) as server:
        office = Office(
            tmp_path / "office", server.url, more={**LOGIN, "GIAOBAN_CA": str(CERTIFICATE)}
        )
        for words in (
            ("ingest", "--format", "jsonl", reports),
            ("search", notes.QUESTION),
            ("search", "--all", notes.QUESTION),
            ("check",),
        ):
            ended = office.run(*words)
            refused(ended)
            keep_silent(office, ended)
        for words in (("config",), ("stats",)):
            keep_silent(office, office.run(*words))
    sent = {asked.headers.get("authorization") for asked, _ in server.requests}
    assert sent == {f"Basic {SENT}"}


def test_a_password_is_not_sent_where_others_can_read_it(reports: Path, tmp_path: Path) -> None:
    office = Office(tmp_path / "office", FAR, more=LOGIN)
    for words in (("ingest", reports), ("search", notes.QUESTION), ("check",)):
        ended = office.run(*words)
        refused(ended)
        assert "https://" in ended.err
        keep_silent(office, ended)


def test_a_certificate_that_nobody_vouches_for(reports: Path, tmp_path: Path) -> None:
    with between(NOWHERE, lambda _: Said(200), encrypted=True) as server:
        office = Office(tmp_path / "office", server.url, more=LOGIN)
        ended = office.run("ingest", reports)
        refused(ended)
        assert "certificate" in ended.err
        keep_silent(office, ended)
    assert server.requests == []


def test_a_password_in_the_address(reports: Path, tmp_path: Path) -> None:
    office = Office(tmp_path / "office", f"https://van-thu:{PASSWORD}@127.0.0.1:9")
    for words in (("ingest", reports), ("search", "họp"), ("config", "url", office.server)):
        ended = office.run(*words)
        assert ended.code == 2
        keep_silent(office, ended)


@pytest.mark.parametrize("server", [NOWHERE, FAR])
def test_nobody_listens(reports: Path, tmp_path: Path, server: str) -> None:
    office = Office(tmp_path / "office", server)
    ended = office.run("ingest", "--format", "jsonl", reports)
    refused(ended)
    assert len(ended.told) == 30, "the truth is local"
    refused(office.run("search", notes.QUESTION))
    shown = office.run("show", next(iter(ended.told.values())), "--format", "json")
    assert shown.code == 0, shown.err


def test_a_server_that_is_something_else(reports: Path, tmp_path: Path) -> None:
    page = Said(200, "<html>Trang chủ</html>".encode(), {"Content-Type": "text/html"})
    with between(NOWHERE, lambda _: page) as server:
        office = Office(tmp_path / "office", server.url)
        refused(office.run("ingest", reports))
        refused(office.run("search", notes.QUESTION))


@pytest.mark.cluster
@pytest.mark.parametrize("status", [429, 503])
def test_busy_servers_are_waited_for(
    server: str, reports: Path, tmp_path: Path, status: int
) -> None:
    def rule(asked: Asked) -> Said | None:
        return Said(status) if "_bulk" in asked.path and asked.number <= 3 else None

    with between(server, rule) as busy:
        office = Office(tmp_path / "office", busy.url)
        ended = office.run("ingest", "--format", "jsonl", reports)
    assert (ended.code, ended.err) == (0, "")
    assert [said for asked, said in busy.requests if "_bulk" in asked.path][:4] == [
        *[status] * 3,
        200,
    ]
    assert complaints(Office(office.folder, server, office.index), ended.told, range(30)) == []


@pytest.mark.cluster
def test_an_index_of_somebody_else_is_left_alone(
    server: str, reports: Path, tmp_path: Path
) -> None:
    office = Office(tmp_path / "office", server)
    url = f"{server.partition(',')[0]}/{office.index}"
    assert answer(f"{url}/_doc/1?refresh=true", {"so": 1}, "PUT")
    ended = office.run("ingest", reports)
    refused(ended)
    assert office.index in ended.err
    assert answer(f"{url}/_count")["count"] == 1
    assert answer(url, method="DELETE")["acknowledged"]
