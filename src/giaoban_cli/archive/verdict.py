"""What a file that was read means for the archive: pure but for a look at other copies of it.

In: a reading, and what the archive knows. Out: `Verdict`: what is to be written.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from giaoban_cli.archive.reading import Reading
from giaoban_cli.errors import UnreadableFile
from giaoban_cli.frozen import frozen
from giaoban_cli.models import FileStatus
from giaoban_cli.platform import read_regular, stamp
from giaoban_cli.store import Card, SourceRow


class Known(Protocol):
    """What an archive knows of its meetings and their files."""

    def card(self, key: int) -> Card | None:
        """A meeting."""

    def sources_of(self, key: int) -> list[SourceRow]:
        """The files that hold it."""

    def purged(self, sha256: str, fingerprint: str) -> bool:
        """Whether a report of these bytes, or one that says the same, was purged."""

    def holder(self, sha256: str, fingerprint: str | None = None) -> Card | None:
        """The meeting that holds these bytes, or else says the same."""


@frozen
class Verdict:
    """What is to be written for one file.

    Attributes:
        status: what the user is told; `skipped` for a report that is not to come back.
        card: the meeting it concerns; None asks for a new one.
        let_go: other files of that meeting that do not hold what it says any more.
    """

    status: FileStatus
    card: Card | None = None
    let_go: tuple[bytes, ...] = ()


def judge(
    reading: Reading,
    source: SourceRow | None,
    known: Known,
    holds_still: Callable[[SourceRow], bool],
) -> Verdict:
    """Decide what a file means.

    The same content is one meeting, however many files hold it. A file that was edited updates
    its meeting, unless another file still holds what it used to say: then it is a new one.

    Args:
        reading: what the file says.
        source: what the archive knew of the file.
        known: the archive.
        holds_still: whether another file still holds what it did.
    """
    own = known.card(source.meeting) if source else None
    document, content = reading.document, reading.content
    if content is None:
        return Verdict("unchanged", own)
    if document is None:
        return Verdict("updated", own)
    if source and document.sha256 == source.origin.sha256:
        return Verdict("updated", own)  # other rules, another encoding
    if known.purged(document.sha256, content.fingerprint):
        return Verdict("skipped")
    holder = known.holder(document.sha256, content.fingerprint)
    if holder and own and holder.key == own.key:
        return Verdict("updated", own)  # only its chrome was edited
    if holder:
        return Verdict("duplicate", holder)
    if own is None or own.forgotten:
        return Verdict("added")
    others = [row for row in known.sources_of(own.key) if row != source]
    if any(holds_still(row) for row in others):
        return Verdict("added")
    return Verdict("updated", own, tuple(row.origin.path for row in others))


def holds_still(row: SourceRow) -> bool:
    """Whether a file still holds the bytes that were ingested from it."""
    path = Path(os.fsdecode(row.origin.path))
    try:
        if stamp(path.lstat()) == row.origin.stamp:
            return True
        data, _ = read_regular(path, row.origin.bytes)
    except (OSError, UnreadableFile):
        return False
    return hashlib.sha256(data).hexdigest() == row.origin.sha256
