"""Everything that can go wrong for a user: one tree, each branch with its exit code.

An error carries the key of its sentence in the message catalogue and that sentence's arguments;
only the command line words it. docs/commands.md lists the codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes, which scripts rely on."""

    DONE = 0
    NOTHING_FOUND = 1
    USAGE = 2
    PARTLY = 3
    DAMAGED = 4
    REFUSED = 5
    BUSY = 6
    BUG = 70
    INTERRUPTED = 130


class GiaobanError(Exception):
    """An error whose sentence is `messages[key]`, filled with `args`.

    Args:
        key: key of the sentence in the message catalogue.
        args: what fills the sentence's `{placeholders}`: paths, options, values as text.
    """

    exit: Exit = Exit.USAGE

    def __init__(self, key: str, **args: str | int) -> None:
        super().__init__(key, args)
        self.key = key
        self.details: Mapping[str, str | int] = args


class UsageError(GiaobanError):
    """A wrong option, query, date or meeting reference; nothing was done."""

    exit = Exit.USAGE


class QueryError(UsageError):
    """A query that is not well formed.

    Args:
        position: character offset into the query string at which it goes wrong.
    """

    def __init__(self, key: str, *, position: int, **args: str | int) -> None:
        super().__init__(key, position=position + 1, **args)
        self.position = position


class UnreadableFile(GiaobanError):
    """A file that cannot be read as a report; it never stops the others."""

    exit = Exit.PARTLY


class SkippedFile(UnreadableFile):
    """A file that is no report: empty, binary, too large, a device; listed, not a failure."""


class DamagedArchive(GiaobanError):
    """The archive is not what was written."""

    exit = Exit.DAMAGED


class DataMissing(DamagedArchive):
    """What was written is not there any more.

    Args:
        found: how far the database has come, or how much of it is left.
        known: how far it once had, or how much there should be.
    """

    def __init__(self, *, found: int, known: int) -> None:
        super().__init__("archive.damaged.data_missing", found=found, known=known)

    @property
    def gap(self) -> str:
        """Both numbers, the greater first."""
        return f"{self.details['known']} > {self.details['found']}"


class Refused(GiaobanError):
    """The machine will not: no space, no permission, read-only, a service out of reach."""

    exit = Exit.REFUSED


class OutOfReach(Refused):
    """A service on another machine does not answer, or says no; the archive itself is well."""


class IndexBehind(OutOfReach):
    """What was to be done has been done, but an index on another machine could not follow.

    Args:
        reason: why.
    """

    def __init__(self, reason: GiaobanError) -> None:
        super().__init__("index.behind", reason=reason.key)
        self.reason = reason


class Busy(GiaobanError):
    """Another process is writing."""

    exit = Exit.BUSY
