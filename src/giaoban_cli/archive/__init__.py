"""The library: one object that ingests, searches, shows, exports, checks.

The only user of both store and index.

In: a folder and plain values. Out: the values of `models`. Nothing here prints; progress and
outcomes go to callbacks.
"""

from giaoban_cli.archive.archive import Archive
from giaoban_cli.archive.requests import (
    Clock,
    IngestOptions,
    Progress,
    SearchRequest,
    SelectedDays,
    Selection,
    today,
)

__all__ = [
    "Archive",
    "Clock",
    "IngestOptions",
    "Progress",
    "SearchRequest",
    "SelectedDays",
    "Selection",
    "today",
]
