"""Standard input as a file: `giaoban ingest -`.

In: a stream. Out: `Found`, or `Passed` when it is too large. Its name is made of what it holds,
`stdin:3f9a1c02bd11`, so that the same report given twice is one report, and two are two.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from giaoban_cli.errors import SkippedFile
from giaoban_cli.platform import stamp
from giaoban_cli.sources.walk import Found, Passed

NAME = "-"
"""What a user types for standard input."""


@contextmanager
def given(stream: BinaryIO, limit: int) -> Iterator[Found | Passed]:
    """Keep what a stream holds in a file while it is read.

    Args:
        stream: read to its end, or until it is too large.
        limit: greatest size in bytes.
    """
    data = stream.read(limit + 1)
    name = f"stdin:{hashlib.sha256(data).hexdigest()[:12]}"
    if len(data) > limit:
        yield Passed("stdin", SkippedFile("file.too_large", path="stdin", limit=limit))
        return
    with tempfile.TemporaryDirectory(prefix="giaoban-") as folder:
        file = Path(folder, "stdin")
        file.write_bytes(data)
        yield Found(name, str(file), name, stamp(file.lstat()), len(data))
