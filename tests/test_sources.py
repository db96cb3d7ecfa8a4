"""Which files a walk finds, and which of them are read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from giaoban_cli.errors import SkippedFile, UnreadableFile, UsageError
from giaoban_cli.platform import shown
from giaoban_cli.sources import Found, Passed, read, walk
from giaoban_cli.sources.registry import choose, known_ending, readers

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


def tell(*paths: Path, **options: bool) -> dict[str, str]:
    """File name → `found`, or the key of the reason why it was passed over."""
    return {
        shown(Path(entry.path).name): "found" if isinstance(entry, Found) else entry.error.key
        for entry in walk(paths, **options)  # type: ignore[arg-type]
    }


class TestWalk:
    def test_files_come_in_the_order_of_their_names_folders_in_place(self, tmp_path: Path) -> None:
        for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt", "b/a/3.txt"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(name, encoding="utf-8")
        found = [Path(e.path).relative_to(tmp_path).as_posix() for e in walk([tmp_path])]
        assert found == ["a.txt", "b/1.txt", "b/2.txt", "b/a/3.txt", "c.txt"]

    def test_a_file_named_twice_comes_once(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("x", encoding="utf-8")
        assert len(list(walk([path, tmp_path, tmp_path / "." / "a.txt"]))) == 1

    def test_hidden_names_are_left_out_unless_they_are_named(self, tmp_path: Path) -> None:
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git" / "config").write_text("x", encoding="utf-8")
        (tmp_path / ".an").write_text("x", encoding="utf-8")
        assert tell(tmp_path) == {}
        assert tell(tmp_path / ".an") == {".an": "found"}
        assert tell(tmp_path / ".git") == {"config": "found"}

    def test_a_missing_path_is_an_error_before_the_first_file(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError):
            walk([tmp_path, tmp_path / "missing"])

    def test_folders_can_be_left_out(self, tmp_path: Path) -> None:
        for name in ("kho/a.txt", "b.txt"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("x", encoding="utf-8")
        found = list(walk([tmp_path], leave_out=lambda folder: folder.name == "kho"))
        assert [Path(entry.path).name for entry in found] == ["b.txt"]

    @posix
    def test_links_are_told_and_not_followed(self, tmp_path: Path) -> None:
        inside = tmp_path / "in"
        outside = tmp_path / "out"
        for folder in (inside, outside):
            folder.mkdir()
            (folder / "a.txt").write_text("x", encoding="utf-8")
        (inside / "same.txt").symlink_to("a.txt")
        (inside / "away.txt").symlink_to(outside / "a.txt")
        (inside / "away").symlink_to(outside)
        (inside / "round").symlink_to(inside)
        (inside / "self").symlink_to("self")
        (inside / "dangling.txt").symlink_to("nothing")
        assert tell(inside) == {
            "a.txt": "found",
            "same.txt": "file.link",
            "away.txt": "file.link",
            "away": "file.link",
            "round": "file.link",
            "self": "file.link",
            "dangling.txt": "file.link",
        }
        assert tell(inside, follow=True) == {
            "a.txt": "found",
            "same.txt": "found",
            "away.txt": "file.link_outside",
            "away": "file.link_outside",
            "round": "file.link_loop",
            "self": "file.link_loop",
            "dangling.txt": "file.gone",
        }

    @posix
    def test_a_named_folder_may_be_a_link_and_a_named_file_may_not(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "real" / "a.txt").write_text("x", encoding="utf-8")
        (tmp_path / "folder").symlink_to("real")
        (tmp_path / "file.txt").symlink_to("real/a.txt")
        assert tell(tmp_path / "folder") == {"a.txt": "found"}
        assert tell(tmp_path / "file.txt") == {"file.txt": "file.link"}
        assert tell(tmp_path / "file.txt", follow=True) == {"file.txt": "found"}

    @posix
    def test_a_link_is_known_by_its_own_name_and_opened_by_its_end(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("x", encoding="utf-8")
        (tmp_path / "b.txt").symlink_to("a.txt")
        found = list(walk([tmp_path], follow=True))[1]
        assert isinstance(found, Found)
        assert Path(found.place).name == "b.txt"
        assert Path(found.opened).name == "a.txt"

    @posix
    def test_pipes_are_told(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        assert tell(tmp_path) == {"pipe.txt": "file.not_regular"}

    @posix
    def test_any_name_can_be_listed(self, tmp_path: Path) -> None:
        names = [b"b\xe1o.txt", "báo.txt".encode(), b"a\nb.txt", b"\x1b[2J.txt", b"-rf", b" a "]
        for name in names:
            (tmp_path / os.fsdecode(name)).write_text("x", encoding="utf-8")
        assert sorted(tell(tmp_path)) == sorted(
            ["b\\xe1o.txt", "báo.txt", "a\nb.txt", "\x1b[2J.txt", "-rf", " a "]
        )

    def test_a_tree_deeper_than_the_stack_is_walked(self, tmp_path: Path) -> None:
        folders = [tmp_path]
        while len(folders) < 1200 and len(str(folders[-1])) < 3900:
            folders.append(folders[-1] / "d")
            folders[-1].mkdir()
        file = folders[-1] / "a.txt"
        file.write_text("x", encoding="utf-8")
        try:
            assert tell(tmp_path) == {"a.txt": "found"}
        finally:  # Python's own removal of trees may be recursive
            file.unlink()
            for folder in reversed(folders[1:]):
                folder.rmdir()

    @pytest.mark.usefixtures("modes_count")
    def test_a_closed_folder_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "closed").mkdir(mode=0)
        try:
            assert tell(tmp_path) == {"closed": "file.no_permission"}
        finally:
            (tmp_path / "closed").chmod(0o700)


class TestReaders:
    @pytest.mark.parametrize(
        "name",
        ["a.txt", "a.TXT", "a.md", "a", "Giao ban 16.4.2024", "so 3. bao cao", "thang 4.2024"],
    )
    def test_text_is_known_by_its_ending_or_has_none(self, name: str) -> None:
        assert known_ending(name)

    @pytest.mark.parametrize("name", ["logo.png", "a.mp3", "thumbs.db", "bang.xlsx"])
    def test_other_files_need_not_be_opened(self, name: str, tmp_path: Path) -> None:
        assert not known_ending(name)
        with pytest.raises(SkippedFile) as error:
            read(str(tmp_path / name), limit=1000)
        assert error.value.key == "file.unknown_format"

    @pytest.mark.parametrize("name", ["a.zip", "A.RAR", "giao ban 2024.7z"])
    def test_archives_are_to_be_unpacked_first(self, name: str, tmp_path: Path) -> None:
        with pytest.raises(SkippedFile) as error:
            read(str(tmp_path / name), limit=1000)
        assert error.value.key == "file.packed"

    def test_every_reader_has_a_name_and_endings_of_its_own(self) -> None:
        names = [reader.format for reader in readers()]
        endings = [ending for reader in readers() for ending in reader.extensions]
        assert "text" in names
        assert len(set(names)) == len(names)
        assert len(set(endings)) == len(endings)

    def test_a_plain_file_is_read_as_text(self) -> None:
        reader = choose("a.txt", b"Giao ban")
        assert reader
        assert reader.format == "text"

    def test_a_text_too_long_for_one_report_is_skipped(self, tmp_path: Path) -> None:
        path = tmp_path / "all.txt"
        path.write_text("Giao ban\n" * 111_111 + "x", encoding="utf-8")
        assert read(str(path), limit=20 << 20).text
        path.write_text("Giao ban\n" * 111_111 + "xy", encoding="utf-8")
        with pytest.raises(SkippedFile) as error:
            read(str(path), limit=20 << 20)
        assert error.value.key == "file.too_long"

    def reason(self, path: Path, data: bytes) -> str:
        path.write_bytes(data)
        with pytest.raises(UnreadableFile) as error:
            read(str(path), limit=1000)
        return error.value.key

    @pytest.mark.parametrize("data", [b"", b" \n\t\n"])
    def test_an_empty_file_is_skipped(self, tmp_path: Path, data: bytes) -> None:
        assert self.reason(tmp_path / "a.txt", data) == "file.empty"

    def test_a_binary_file_is_skipped(self, tmp_path: Path) -> None:
        assert self.reason(tmp_path / "a.txt", bytes(range(256)) * 3) == "file.binary"

    def test_a_text_comes_with_its_hash_size_and_encoding(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes("\ufeffHội nghị giao ban\r\n".encode())
        document = read(str(path), limit=1000)
        assert document.text == "Hội nghị giao ban\n"
        assert document.encoding.startswith("utf-8")
        assert (document.format, document.size) == ("text", 26)
        again = read(str(path), limit=1000, known=document.sha256)
        assert again.text is None
        assert again.sha256 == document.sha256

    def test_what_was_passed_over_keeps_its_reason(self, tmp_path: Path) -> None:
        passed = Passed("a", SkippedFile("file.link", path="a"))
        assert passed.error.details == {"path": "a"}


class TestWhatIsLeftOutOfFolders:
    def test_the_parts_of_a_saved_page_and_the_notes_of_word(self, tmp_path: Path) -> None:
        for name in ("tin.htm", "Bai.HTML", "~$bao-cao.docx", ".an.txt"):
            (tmp_path / name).write_text("x", encoding="utf-8")
        for folder in ("tin_files", "Bai.files", "ho-so_files"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "quang-cao.htm").write_text("x", encoding="utf-8")
        found = sorted(str(Path(each.path).relative_to(tmp_path)) for each in walk([tmp_path]))
        assert found == ["Bai.HTML", str(Path("ho-so_files", "quang-cao.htm")), "tin.htm"]

    def test_unless_they_are_named(self, tmp_path: Path) -> None:
        (tmp_path / "tin.htm").write_text("x", encoding="utf-8")
        (tmp_path / "tin_files").mkdir()
        (tmp_path / "tin_files" / "khung.htm").write_text("x", encoding="utf-8")
        assert [Path(each.path).name for each in walk([tmp_path / "tin_files"])] == ["khung.htm"]
