"""Throw-away file systems: a disk that loses its power, one that is small, one that is read-only.

They need root, Linux and a kernel that allows it; `mounted` skips the test and says why otherwise.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_SHUTDOWN = 0x8004587D
"""EXT4_IOC_SHUTDOWN of linux/fs/ext4/ext4.h: the file system stops where it stands."""

_NO_FLUSH = 2
"""EXT4_GOING_FLAGS_NOLOGFLUSH: nothing more is written, not even the journal."""


def run(*words: str | Path) -> None:
    """Run a tool of the system; the test is skipped when the system will not."""
    tool = shutil.which(str(words[0]))
    if tool is None:
        pytest.skip(f"there is no {words[0]} here")
    done = subprocess.run([tool, *map(str, words[1:])], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"{words[0]}: {done.stderr.strip() or done.returncode}")


@contextmanager
def mounted(point: Path, *words: str | Path) -> Iterator[Path]:
    """A file system at a folder while the block runs; `words` are those of mount."""
    if not sys.platform.startswith("linux"):
        pytest.skip("needs the file systems of Linux")
    if os.geteuid() != 0:
        pytest.skip("mounting needs root")
    point.mkdir(parents=True, exist_ok=True)
    run("mount", *words, point)
    try:
        yield point
    finally:
        _unmount(point)


def _unmount(point: Path) -> None:
    """Take a file system away, once its last user is gone."""
    for left in reversed(range(100)):
        done = subprocess.run(["umount", str(point)], capture_output=True, text=True)
        if done.returncode == 0:
            return
        assert left, done.stderr
        time.sleep(0.05)


class Disk:
    """An ext4 disk in a file, whose power can be cut.

    Args:
        folder: where its image and its mount point are made.
        megabytes: its size.
    """

    def __init__(self, folder: Path, megabytes: int = 64) -> None:
        self._image = folder / "disk.img"
        self.point = folder / "disk"
        with self._image.open("wb") as file:
            file.truncate(megabytes << 20)
        run("mkfs.ext4", "-q", "-F", self._image)

    @contextmanager
    def on(self) -> Iterator[Path]:
        """The disk while it has power."""
        with mounted(self.point, "-o", "loop", self._image):
            yield self.point

    def cut(self) -> None:
        """Cut the power: what has not reached the disk by now never will."""
        import fcntl

        handle = os.open(self.point, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, _SHUTDOWN, struct.pack("I", _NO_FLUSH))
        except OSError as error:
            pytest.skip(f"the kernel cuts no disk off: {error}")
        finally:
            os.close(handle)
