"""What must hold after any fault: nothing lost, nothing left lying about, and no help needed.

In: an archive that something happened to. Out: complaints; none when the promise was kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from giaoban_cli.archive import Archive, IngestOptions, SearchRequest
from giaoban_cli.errors import UsageError
from tests.faults import notes


def opened(archive: Path, engine: str = "whoosh") -> Archive:
    """The archive, as a command opens it."""
    return Archive(
        archive,
        state=archive.parent / "state",
        clock=lambda: datetime(2024, 5, 2, tzinfo=UTC),
        engine=engine,
    )


def broken(
    archive: Path, told: Mapping[str, str], texts: Mapping[str, str], engine: str = "whoosh"
) -> list[str]:
    """What is wrong with an archive after a fault.

    Args:
        archive: its folder.
        told: path → id of what ingest said is kept.
        texts: path → text of the reports.
        engine: what it searches with.
    """
    try:
        archive_ = opened(archive, engine)
    except UsageError as error:
        return [f"the whole archive is lost: {error.key}"] if told else []
    found: list[str] = []
    with archive_:
        answers = {
            stored.id: stored.meeting.text
            for stored in archive_.export(SearchRequest(notes.QUESTION))
        }
        listed = {stored.id for stored in archive_.export(SearchRequest())}
        if set(answers) != listed:
            found.append(f"{len(listed ^ set(answers))} reports are not searchable")
        for path, id_ in told.items():
            if id_ not in listed:
                found.append(f"lost: {id_}")
            elif answers.get(id_) != texts[path]:
                found.append(f"changed: {id_}")
        found += [f"{fault.code} {fault.subject}" for fault in archive_.check().faults]
    return found + orphans(archive, engine)


def orphans(archive: Path, engine: str = "whoosh") -> list[str]:
    """Files that belong to nothing, in a closed archive and beside it."""
    known = {"ARCHIVE", "amendments.toml", "archive.db", "archive.db-reached", "index", "lock"}
    found = {path.name for path in archive.iterdir()} - known
    found |= {path.name for path in archive.parent.glob(f".{archive.name}*")}
    found |= {path.name for path in (archive / "index").iterdir()} - {engine}
    index = archive / "index" / engine
    if index.exists():
        body = (index / "STAMP").read_bytes().partition(b"\n")[2]
        names = [segment["name"] for segment in json.loads(body)["segments"]]
        named = {"STAMP"} | {name.partition("/")[0] for name in names}
        found |= {path.name for path in index.iterdir()} ^ named
    return [f"orphan: {name}" for name in sorted(found)]


def resumed(
    archive: Path, reports: Path, texts: Mapping[str, str], engine: str = "whoosh"
) -> list[str]:
    """Take everything in again, as a user would, and say what is wrong then."""
    told: dict[str, str] = {}
    Archive.create(archive)
    with opened(archive, engine) as archive_:
        archive_.ingest(
            [reports],
            IngestOptions(),
            lambda outcome: told.update({outcome.path: outcome.id or ""}),
        )
    if set(told) != set(texts) or len(set(told.values())) != len(texts):
        return [f"{len(texts)} files gave {len(set(told.values()))} reports"]
    return broken(archive, told, texts, engine)
