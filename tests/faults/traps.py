"""A folder as an enemy, or forty years of habits, would leave it: a trap for each way to go wrong.

Each trap makes files below a folder of its own, and says which statuses they may get. A trap that
this system cannot hold (no FIFO, no such name) is left out.
"""

from __future__ import annotations

import gzip
import os
import socket
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults import documents, notes
from tests.faults.amount import LONG

READ = frozenset({"added", "duplicate"})
PASSED = frozenset({"skipped"})
NOT_READ = frozenset({"skipped", "failed"})
EITHER = READ | NOT_READ
"""Whatever it is taken for, it is listed, and nothing hangs."""

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Trap:
    """One trap.

    Attributes:
        name: of its folder.
        make: lays it out in its folder.
        may: statuses that its files may get.
        listed: how many files are told.
    """

    name: str
    make: Callable[[Path], object]
    may: frozenset[str]
    listed: int = 1


def _link(to: str | Path) -> Callable[[Path], object]:
    return lambda folder: (folder / "link.txt").symlink_to(to)


def _file(data: bytes, name: str = "report.txt") -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(data)


def _made(make: Callable[[], bytes], name: str) -> Callable[[Path], object]:
    """A document that is made when its trap is laid."""
    return lambda folder: (folder / name).write_bytes(make())


def _named(name: bytes) -> Callable[[Path], object]:
    """A good report under a bad name."""

    def make(folder: Path) -> None:
        handle = os.open(os.fsencode(folder) + b"/" + name, os.O_WRONLY | os.O_CREAT)
        os.write(handle, notes.text(sum(name)).encode())
        os.close(handle)

    return make


def _sparse(folder: Path) -> None:
    with (folder / "sparse.txt").open("wb") as file:
        file.truncate(1 << 34)


def _grown(folder: Path) -> None:
    """Larger than is read, and text to the last byte."""
    (folder / "large.txt").write_bytes(("giao ban " * 100 + "\n").encode() * 24_000)


def _socket(folder: Path) -> None:
    """A socket; its path is short, whatever the folder's is."""
    handle = os.open(folder, os.O_RDONLY)
    here = os.open(".", os.O_RDONLY)
    try:
        os.fchdir(handle)
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket.txt")
    finally:
        os.fchdir(here)
        os.close(here)
        os.close(handle)


def _device(folder: Path) -> None:
    os.mknod(folder / "zero.txt", 0o20666, os.makedev(1, 5))


def _unreadable(folder: Path) -> None:
    (folder / "closed.txt").write_text(notes.text(3), encoding="utf-8")
    (folder / "closed.txt").chmod(0)


def _closed_folder(folder: Path) -> None:
    (folder / "closed").mkdir()
    (folder / "closed" / "in.txt").write_text(notes.text(4), encoding="utf-8")
    (folder / "closed").chmod(0)


def _twins(folder: Path) -> None:
    """One name in two normal forms: two files on Linux, one on macOS."""
    for form in ("NFC", "NFD"):
        (folder / unicodedata.normalize(form, "Điện Biên.txt")).write_text(
            notes.text(5), encoding="utf-8"
        )


def _deep(folder: Path) -> None:
    path = folder / "/".join(["sau"] * 120)
    path.mkdir(parents=True)
    (path / "day.txt").write_text(notes.text(6), encoding="utf-8")


def _deeper(folder: Path) -> None:
    """Deeper than a path may be long: reached by steps only."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)
        for _ in range(60):
            Path("s" * 100).mkdir()
            os.chdir("s" * 100)
        Path("day.txt").write_text(notes.text(7), encoding="utf-8")
    finally:
        os.fchdir(here)
        os.close(here)


def _hard_links(folder: Path) -> None:
    (folder / "one.txt").write_text(notes.text(8), encoding="utf-8")
    (folder / "two.txt").hardlink_to(folder / "one.txt")


def _loop(folder: Path) -> None:
    (folder / "again").symlink_to(folder, target_is_directory=True)
    (folder / "again.txt").symlink_to("again.txt")


def _folder_like_a_file(folder: Path) -> None:
    (folder / "folder.txt").mkdir()
    (folder / "folder.txt" / "in.txt").write_text(notes.text(9), encoding="utf-8")


def _head(path: str) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(65536)


_LONG = 100_000 if LONG else 10_000
_LINE = 900_000 if LONG else 100_000
_TEXT = notes.text(10)
_OLD = "Sáng mười hai tháng ba, họp bàn về cà phê".encode("cp1258", "ignore")

TRAPS = (
    Trap("fifo", lambda folder: os.mkfifo(folder / "fifo.txt"), PASSED),
    Trap("fifo-without-ending", lambda folder: os.mkfifo(folder / "fifo"), PASSED),
    Trap("socket", _socket, PASSED),
    Trap("device", _device, PASSED),
    Trap("link-to-zero", _link("/dev/zero"), PASSED),
    Trap("link-to-terminal", _link("/dev/tty"), PASSED),
    Trap("link-out", _link("/etc/passwd"), PASSED),
    Trap("link-to-folder-out", _link("/etc"), PASSED),
    Trap("link-to-proc", _link("/proc/self/environ"), PASSED),
    Trap("link-to-nothing", _link("nowhere"), NOT_READ),
    Trap("loops", _loop, PASSED, 2),
    Trap("sparse", _sparse, PASSED),
    Trap("larger-than-is-read", _grown, PASSED),
    Trap("empty", _file(b""), PASSED),
    Trap("blank", _file(b" \n\t\n" * 1000), PASSED),
    Trap("mark-alone", _file(b"\xef\xbb\xbf"), PASSED),
    Trap("nul-inside", _file(_TEXT.encode() + b"\0" * 9 + b"x"), NOT_READ),
    Trap("program", _file(_head(sys.executable)), NOT_READ),
    Trap("noise", _file(bytes((i * i >> 3) % 256 for i in range(50_000))), NOT_READ),
    Trap("picture-called-text", _file(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9), NOT_READ),
    Trap("packed-called-text", _file(gzip.compress(_TEXT.encode() * 50)), NOT_READ),
    Trap("packed-zeros", _file(gzip.compress(bytes(MEGABYTE)), "bomb.docx"), PASSED),
    Trap("page", _file(b"<script>alert(1)</script>" * 40, "page.xyz"), PASSED),
    Trap("utf-16-with-mark", _file(notes.text(11).encode("utf-16")), READ),
    Trap("utf-16-without-mark", _file(notes.text(12).encode("utf-16-be")), READ),
    Trap("cp1258", _file(_OLD), EITHER),
    Trap("broken-utf-8", _file(notes.text(14).encode() + b"\xe1\xbb"), EITHER),
    Trap("surrogates", _file(b"Giao ban \xed\xa0\x80\xed\xb0\x80 2024"), EITHER),
    Trap("old-line-ends", _file(notes.text(15).replace("\n", "\r").encode()), READ),
    Trap("unreadable", _unreadable, EITHER),
    Trap("closed-folder", _closed_folder, EITHER),
    Trap("name-no-utf-8", _named(b"b\xff\xfe.txt"), READ),
    Trap("name-with-newline", _named(b"a\nb.txt"), READ),
    Trap("name-with-escape", _named(b"a\x1b]0;x\x07b.txt"), READ),
    Trap("name-with-options", _named(b"-rf.txt"), READ),
    Trap("name-with-commands", _named(b"$(touch x);`touch y`'\" .txt"), READ),
    Trap("name-as-long-as-can-be", _named(b"n" * 251 + b".txt"), READ),
    Trap("name-of-blanks", _named(b"   "), READ),
    Trap("name-in-two-forms", _twins, READ, 2 if sys.platform == "linux" else 1),
    Trap("hard-links", _hard_links, READ, 2),
    Trap("deep", _deep, READ),
    Trap("deeper-than-a-path", _deeper, EITHER),
    Trap("folder-like-a-file", _folder_like_a_file, READ),
    Trap("one-long-line", _file(b"giao ban " * (_LINE // 9)), READ),
    Trap("one-long-word", _file(b"a" * _LINE), EITHER),
    Trap("marks-upon-marks", _file(("a" + "\u0323\u0302" * _LONG).encode()), EITHER),
    Trap("dates-without-end", _file(b"16/4/" * _LONG), EITHER),
    Trap("numbers-without-end", _file(b"29-KH/TU/" * _LONG), EITHER),
    Trap("names-without-end", _file("đồng chí Nguyễn Văn ".encode() * (_LONG // 2)), EITHER),
    Trap("brackets", _file(b"(" * _LONG + b")" * _LONG), EITHER),
    Trap("quotes", _file("“".encode() * _LONG), EITHER),
    Trap("blanks-without-end", _file(b"giao ban" + b" " * _LINE + b"x"), EITHER),
    Trap("lines-without-end", _file(b"-\n" * _LONG * 3), EITHER),
    Trap("commas", _file("Sáng 16/4, ".encode() + b"a, " * _LONG), EITHER),
    Trap("word-bomb", _made(documents.word_bomb, "bomb.docx"), NOT_READ),
    Trap("word-of-many-words", _made(documents.word_of_many_words, "long.docx"), NOT_READ),
    Trap("billion-laughs", _made(documents.billion_laughs, "laughs.docx"), NOT_READ),
    Trap("external-entities", _made(documents.external_entities, "entity.docx"), NOT_READ),
    Trap("external-relations", _made(documents.external_relations, "else.docx"), NOT_READ),
    Trap("deep-word", _made(documents.deep_word, "deep.docx"), NOT_READ),
    Trap("no-word", _file(b"PK\x03\x04" + b"x" * 9999, "none.docx"), NOT_READ),
    Trap("nested-page", _made(lambda: documents.nested_page("div"), "deep.html"), NOT_READ),
    Trap("nested-lists", _made(lambda: documents.nested_page("ul"), "deep.txt"), NOT_READ),
    Trap("sly-page", _made(documents.sly_page, "sly.html"), EITHER),
    Trap("page-of-links", _made(documents.page_of_links, "links.html"), EITHER),
    Trap("mail-of-mails", _made(documents.mail_of_mails, "mails.mht"), NOT_READ),
    Trap("rich-links", _made(documents.rich_links, "links.rtf"), NOT_READ),
    Trap("rich-nesting", _made(documents.rich_nesting, "deep.rtf"), EITHER),
    Trap("pdf-bomb", _made(documents.pdf_bomb, "bomb.pdf"), NOT_READ),
    Trap("pdf-of-steps", _made(documents.pdf_of_steps, "steps.pdf"), EITHER),
    Trap("pdf-pages", _made(documents.pdf_pages_in_a_circle, "pages.pdf"), NOT_READ),
    Trap("pdf-forms", _made(documents.pdf_forms_in_a_circle, "forms.pdf"), NOT_READ),
    Trap("broken-pdf", _made(documents.broken_pdf, "broken.pdf"), EITHER),
    Trap("old-word", _made(documents.old_word_of_noise, "noise.doc"), EITHER),
    Trap("right-to-left", _file(("\u202e" + notes.text(16)).encode()), READ),
)
"""Every trap; the ones that need a full text are about as large as a report ever is, or larger."""


def lay(folder: Path, names: str = "") -> list[Trap]:
    """Lay out every trap of such a name that this system can hold; returns those."""
    laid = []
    for trap in TRAPS:
        if not trap.name.startswith(names):
            continue
        place = folder / trap.name
        place.mkdir(parents=True)
        try:
            trap.make(place)
        except (AttributeError, OSError, ValueError):
            continue
        laid.append(trap)
    return laid


def gather(folder: Path) -> None:
    """Open what was closed, so that the folder can be removed."""
    for path in _closed(folder):
        path.chmod(0o700)


def _closed(folder: Path) -> Iterator[Path]:
    yield from (each for each in folder.glob("*/closed*") if not each.is_symlink())


@contextmanager
def laid(folder: Path) -> Iterator[list[Trap]]:
    """The traps in a folder, while the block runs."""
    try:
        yield lay(folder)
    finally:
        gather(folder)
