"""What differs between systems: reading without waiting, whole writes, the user's folders."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from giaoban_cli.errors import Refused, SkippedFile, UnreadableFile
from giaoban_cli.platform import (
    locked,
    read_regular,
    refused,
    shown,
    stamp,
    sync_folder,
    unreadable,
    user_folders,
    write_whole,
    writing_to,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


class TestReading:
    def reason(self, path: Path, limit: int = 1000) -> str:
        with pytest.raises(UnreadableFile) as error:
            read_regular(path, limit)
        return error.value.key

    def test_a_file_comes_with_the_stamp_of_what_was_read(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes(b"giao ban")
        data, status = read_regular(path, 8)
        assert data == b"giao ban"
        assert stamp(status) == stamp(path.stat())

    def test_more_than_the_limit_is_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes(b"giao ban")
        assert self.reason(path, 7) == "file.too_large"

    @pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc")
    def test_a_size_that_lies_does_not_matter(self) -> None:
        assert Path("/proc/self/status").stat().st_size == 0
        assert self.reason(Path("/proc/self/status"), 10) == "file.too_large"

    def test_a_sparse_file_is_as_large_as_it_says(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        with path.open("wb") as file:
            file.truncate(1 << 34)
        assert self.reason(path) == "file.too_large"

    @posix
    def test_nothing_but_regular_files_is_read_and_nothing_waits(self, tmp_path: Path) -> None:
        (tmp_path / "target").write_bytes(b"x")
        (tmp_path / "link").symlink_to(tmp_path / "target")
        os.mkfifo(tmp_path / "fifo")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(tmp_path / "s"))
        assert self.reason(tmp_path / "link") == "file.link"
        assert self.reason(tmp_path / "fifo") == "file.not_regular"
        assert self.reason(tmp_path / "s") == "file.not_regular"
        assert self.reason(tmp_path) == "file.not_regular"
        assert self.reason(Path("/dev/zero")) == "file.not_regular"

    def test_what_is_gone_is_told(self, tmp_path: Path) -> None:
        assert self.reason(tmp_path / "gone") == "file.gone"

    def test_what_the_system_says_has_a_reason_of_ours(self) -> None:
        assert isinstance(unreadable("x", OSError(40, "loop")), SkippedFile)
        assert unreadable("x", PermissionError(13, "no")).key == "file.no_permission"
        assert unreadable("x", OSError(5, "Input/output error")).details == {
            "path": "x",
            "detail": "Input/output error",
        }


class TestWriting:
    def test_a_whole_write_replaces_the_file_and_leaves_nothing_else(self, tmp_path: Path) -> None:
        path = tmp_path / "a"
        write_whole(path, b"old")
        write_whole(path, b"new")
        assert path.read_bytes() == b"new"
        assert list(tmp_path.iterdir()) == [path]

    def test_a_failed_write_leaves_the_old_bytes_and_nothing_else(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "a"
        write_whole(path, b"old")

        def full(handle: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="space"):
            write_whole(path, b"new")
        assert path.read_bytes() == b"old"
        assert list(tmp_path.iterdir()) == [path]

    @pytest.mark.parametrize(
        ("number", "key"),
        [
            (28, "disk.full"),
            (27, "disk.full"),
            (30, "disk.read_only"),
            (13, "disk.no_permission"),
            (5, "disk.error"),
        ],
    )
    def test_what_the_system_refuses_is_told(self, number: int, key: str) -> None:
        assert refused("x", OSError(number, "text")).key == key
        with pytest.raises(Refused), writing_to("x"):
            raise OSError(number, "text")

    def test_a_folder_can_be_made_durable(self, tmp_path: Path) -> None:
        sync_folder(tmp_path)

    def test_a_lock_that_cannot_be_made_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(Refused), locked(tmp_path / "missing" / "lock", wait=0):
            pass


@posix
def test_a_name_that_is_no_text_is_shown_with_its_bytes() -> None:
    assert shown(os.fsdecode(b"b\xe1o c\xe1o.txt")) == "b\\xe1o c\\xe1o.txt"
    assert shown("báo cáo.txt") == "báo cáo.txt"


HOME = Path("/home/lan") if sys.platform != "win32" else Path("C:/Users/lan")


class TestFolders:
    def test_linux(self) -> None:
        folders = user_folders({}, HOME, "linux")
        assert folders.data == HOME / ".local/share/giaoban"
        assert folders.config == HOME / ".config/giaoban"
        assert folders.state == HOME / ".local/state/giaoban"

    def test_linux_with_folders_of_ones_own(self) -> None:
        other = HOME / "other"
        folders = user_folders({"XDG_DATA_HOME": str(other), "XDG_STATE_HOME": "x"}, HOME, "linux")
        assert folders.data == other / "giaoban"
        assert folders.state == HOME / ".local/state/giaoban"

    def test_macos(self) -> None:
        folders = user_folders({}, HOME, "darwin")
        assert folders.data == HOME / "Library/Application Support/giaoban/archive"

    def test_windows(self) -> None:
        folders = user_folders({"APPDATA": str(HOME / "Roaming")}, HOME, "win32")
        assert folders.config == HOME / "Roaming" / "giaoban"
        assert folders.data == HOME / "AppData/Local/giaoban/archive"
        assert folders.state == HOME / "AppData/Local/giaoban/state"
