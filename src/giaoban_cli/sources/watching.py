"""Folders that are followed: what changes in them, in batches that have settled.

In: paths, and the clock. Out: lists of paths to take in. The first is all of them, once nothing can
be missed any more; then files that were changed and have stayed as they are for a moment, so that a
file is not read while it is being written, nor once for every piece of it. A folder that goes away
is waited for. Needs watchfiles, the extra `giaoban[watch]`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from giaoban_cli.errors import UsageError
from giaoban_cli.platform import stamp
from giaoban_cli.sources.registry import known_ending

SETTLE = 1.0
"""Seconds for which a file must stay as it is before it is read."""

MOST_WAIT = 10.0
"""Seconds after which files that have settled are read though others are still being written."""

TICK = 250
"""Milliseconds between two looks at what has settled."""

RETRIES = (2.0, 5.0, 15.0)
"""Seconds after which a file that another program holds is tried again."""

Clock = Callable[[], float]


@dataclass(slots=True)
class _Pending:
    """A file that changed: its stamp, since when it has that, and when it changed first."""

    stamp: str
    since: float
    first: float


class Watch:
    """What to take in, batch by batch, until it is interrupted.

    Args:
        paths: files and folders, which exist.
        clock: seconds that only grow.
        sleep: waits for so many seconds.
        gone: told of a path that is not there any more, and is waited for.

    Raises:
        UsageError: watchfiles is not installed.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        clock: Clock,
        sleep: Callable[[float], None],
        gone: Callable[[Path], None],
    ) -> None:
        try:
            import watchfiles
        except ImportError:
            raise UsageError("watch.missing") from None
        self._events: Any = watchfiles.watch
        self._roots = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100  keeps links
        self._as_typed = dict(zip(self._roots, paths, strict=True))
        self._real = {root.resolve(): root for root in self._roots}
        self._clock = clock
        self._sleep = sleep
        self._gone = gone
        self._pending: dict[Path, _Pending] = {}
        self._tries: dict[Path, int] = {}

    def batches(self) -> Iterator[list[Path]]:
        """Batches without end; each path as it was typed, or below one that was."""
        polling = False
        while True:
            there = self._wait()
            everything = True
            try:
                for events in self._watch(polling=polling):
                    now = self._clock()
                    for name in events:
                        self._note(Path(name), now)
                    if everything:
                        yield [self._as_typed[root] for root in self._roots]
                        everything = False
                    if batch := self._settled(now):
                        yield batch
                    if self._identities() != there:
                        break  # a folder was moved away, or put in another's place
            except OSError:
                if polling:
                    raise
                polling = True  # the system has no more watches to give

    def again(self, path: Path) -> None:
        """Try a file again in a while: another program holds it."""
        place = self._absolute(path)
        tried = self._tries.get(place, 0)
        if tried < len(RETRIES):
            self._tries[place] = tried + 1
            later = self._clock() + RETRIES[tried] - SETTLE
            self._pending[place] = _Pending(_stamp(place) or "", later, later)

    def _watch(self, *, polling: bool) -> Iterator[set[str]]:
        """Names that changed, every tick."""
        folders = {root if root.is_dir() else root.parent for root in self._roots}
        for changes in self._events(
            *folders,
            watch_filter=None,
            debounce=TICK,
            step=TICK // 5,
            rust_timeout=TICK,
            yield_on_timeout=True,
            force_polling=polling or None,
        ):
            yield {name for _, name in changes}

    def _wait(self) -> list[tuple[int, int] | None]:
        """Wait until all paths are there; returns what they are."""
        told: set[Path] = set()
        while True:
            there = self._identities()
            missing = [root for root, what in zip(self._roots, there, strict=True) if what is None]
            if not missing:
                return there
            for root in missing:
                if root not in told:
                    told.add(root)
                    self._gone(self._as_typed[root])
            self._sleep(TICK / 1000)

    def _identities(self) -> list[tuple[int, int] | None]:
        """What every path is: files may be replaced, folders are watched by what they are."""
        found: list[tuple[int, int] | None] = []
        for root in self._roots:
            try:
                status = root.stat()
            except OSError:
                found.append(None)
                continue
            folder = stat.S_ISDIR(status.st_mode)
            found.append((status.st_dev, status.st_ino) if folder else (0, 0))
        return found

    def _note(self, path: Path, now: float) -> None:
        """Remember that something changed, when it may be a report."""
        found = next((r for r in self._real if path == r or r in path.parents), None)
        if found is not None:  # some systems name the folder behind a link
            path = self._real[found] / path.relative_to(found)
        root = next((root for root in self._roots if path == root or root in path.parents), None)
        if root is None:
            return
        inside = path.relative_to(root).parts
        if any(part.startswith((".", "~$")) for part in inside):
            return
        current = _stamp(path)
        if current is None or (current and not known_ending(path.name)):
            return
        before = self._pending.get(path)
        self._pending[path] = _Pending(current, now, min(before.first, now) if before else now)
        self._tries.pop(path, None)

    def _settled(self, now: float) -> list[Path]:
        """Files that have stayed as they are, once all have or some have waited too long."""
        ready: list[Path] = []
        for path, pending in list(self._pending.items()):
            current = _stamp(path)
            if current is None:
                del self._pending[path]  # renamed or removed: its new name is told by itself
            elif current != pending.stamp:
                self._pending[path] = _Pending(current, now, pending.first)
            elif now - pending.since >= SETTLE:
                ready.append(path)
        waited = any(now - self._pending[path].first >= MOST_WAIT for path in ready)
        if len(ready) < len(self._pending) and not waited:
            return []
        for path in ready:
            del self._pending[path]
        return sorted(self._typed(path) for path in ready)

    def _typed(self, path: Path) -> Path:
        """A path below a root as the user would write it."""
        for root, typed in self._as_typed.items():
            if path == root or root in path.parents:
                return typed / path.relative_to(root)
        return path

    def _absolute(self, path: Path) -> Path:
        return Path(os.path.abspath(path))  # noqa: PTH100  keeps links


def _stamp(path: Path) -> str | None:
    """What tells whether a file was touched; empty for a folder, None when it is gone."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return "" if stat.S_ISDIR(status.st_mode) else stamp(status)
