"""Long results on a terminal are paged, short ones and those of other programs never."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from giaoban_cli.cli.app import run
from giaoban_cli.cli.pager import Pager, command_line, start, wanted
from giaoban_cli.cli.world import World, draws
from tests.running import NOW, Giaoban, Stream
from tests.test_views_golden import SAMPLES


class Book:
    """A pager that keeps what it is given, and may be left early."""

    def __init__(self, pages: int | None = None) -> None:
        self.text = ""
        self.closed = False
        self._pages = pages

    def write(self, text: str) -> None:
        if self._pages is not None and self.text.count("\n") >= self._pages:
            raise BrokenPipeError
        self.text += text

    def close(self) -> None:
        self.closed = True


class Desk:
    """A terminal of 80 columns and ten lines, with a pager."""

    def __init__(self, home: Path, book: Book | None = None, **environ: str) -> None:
        self.out, self.err = Stream(terminal=True), Stream(terminal=True)
        self.started: list[list[str]] = []
        self.book = book or Book()
        self.environ = {"COLUMNS": "80", "LINES": "10", "TERM": "xterm", "PAGER": "less -X"}
        self.environ |= environ
        self._home = home

    def _start(self, command: list[str], environ: Mapping[str, str]) -> Pager:
        self.started.append(command)
        return self.book

    def __call__(self, *words: str) -> int:
        world = World(
            environ=self.environ,
            home=self._home,
            stdout=self.out,
            stderr=self.err,
            clock=lambda: NOW,
            locale="en",
            pager=self._start,
        )
        return run(list(words), world)

    @property
    def shown(self) -> str:
        return self.out.bytes.decode()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    assert Giaoban(home)("ingest", SAMPLES / "huyen-uy-khe-linh").code == 0
    return home


def plain(home: Path, *words: str) -> str:
    user = Giaoban(home, terminal=True, environ={"COLUMNS": "80", "TERM": "xterm"})
    return user(*words).out


def test_a_long_result_goes_to_the_pager_whole_and_in_colour(home: Path) -> None:
    desk = Desk(home)
    assert desk("timeline") == 0
    assert (desk.started, desk.shown) == ([["less", "-X"]], "")
    assert desk.book.closed
    assert desk.book.text == plain(home, "timeline")
    assert "\x1b[" in desk.book.text


def test_a_short_result_is_written_as_it_is(home: Path) -> None:
    desk = Desk(home)
    assert desk("timeline", "--on", "2023", "--by", "year") == 0
    assert (desk.started, desk.shown) == (
        [],
        plain(home, "timeline", "--on", "2023", "--by", "year"),
    )


@pytest.mark.parametrize(
    ("words", "environ"),
    [
        (("--no-pager", "timeline"), {}),
        (("timeline", "--no-pager"), {}),
        (("timeline",), {"GIAOBAN_PAGER": ""}),
        (("timeline",), {"PAGER": ""}),
        (("timeline",), {"TERM": "dumb"}),
        (("timeline",), {"PAGER": "'less"}),
        (("timeline", "--format", "json"), {}),
        (("show", "2023-07-11", "--format", "json"), {}),
        (("check",), {}),
    ],
)
def test_what_is_never_paged(home: Path, words: tuple[str, ...], environ: dict[str, str]) -> None:
    desk = Desk(home)
    desk.environ |= environ
    assert desk(*words) == 0
    assert desk.started == []
    assert desk.shown


def test_the_pager_of_giaoban_comes_before_the_users(home: Path) -> None:
    desk = Desk(home, GIAOBAN_PAGER="most -w")
    desk("show", "2023-07-11", "--full")
    assert desk.started == [["most", "-w"]]


def test_who_leaves_the_pager_early_has_seen_enough(home: Path) -> None:
    desk = Desk(home, Book(pages=12))
    assert desk("show", "2023-07-11", "--full") == 0
    assert desk.book.closed
    assert desk.shown == ""


def test_what_is_told_beside_waits_until_the_pager_is_left(home: Path) -> None:
    desk = Desk(home, LINES="4")
    told_at: list[bytes] = []
    desk.book.close = lambda: told_at.append(desk.err.bytes)  # type: ignore[method-assign]
    assert desk("officials", "Lê Đắc Nhuận") == 0
    assert desk.started
    assert told_at == [b""]
    assert b"giaoban officials" in desk.err.bytes


class Ordered(Stream):
    """A terminal that tells when it is written to."""

    def __init__(self, name: str, order: list[str]) -> None:
        super().__init__(terminal=True)
        self._named = name
        self._order = order

    def write(self, text: str) -> int:
        self._order.append(self._named)
        return super().write(text)


def test_what_is_told_comes_where_it_is_said_when_nothing_is_paged(home: Path) -> None:
    order: list[str] = []
    desk = Desk(home, LINES="500")
    desk.out, desk.err = Ordered("out", order), Ordered("err", order)
    assert desk("officials", "Lê Đắc Nhuận") == 0
    assert order == sorted(order, reverse=True), "first the table, then what to type next"
    order.clear()
    assert desk("timeline", "nhà tàm") == 0
    assert order == sorted(order), "first that marks were ignored, then the chart"


def test_without_the_pager_the_result_is_written(home: Path) -> None:
    desk = Desk(home)

    def missing(command: list[str], environ: Mapping[str, str]) -> Pager:
        raise FileNotFoundError(command[0])

    desk._start = missing  # type: ignore[method-assign]
    assert desk("timeline") == 0
    assert desk.shown == plain(home, "timeline")


@pytest.mark.parametrize(
    ("args", "pages"),
    [
        (["search", "x"], True),
        (["--archive", "check", "show", "@1"], True),
        (["--lang", "vi", "ingest", "."], False),
        (["backup", "x"], False),
        (["--help"], True),
        (["--no-pager", "search"], False),
        (["search", "--", "--no-pager"], True),
    ],
)
def test_which_commands_are_paged(args: list[str], pages: bool) -> None:
    assert wanted(args) is pages


def test_less_is_used_when_it_is_there(tmp_path: Path) -> None:
    assert command_line({"PATH": str(tmp_path)}) == []
    less = tmp_path / "less"
    less.touch(mode=0o700)
    assert command_line({"PATH": str(tmp_path)}) == ["less"]


@contextmanager
def paging_to(file: Path, environ: Mapping[str, str]) -> Iterator[Pager]:
    script = "import os, sys; open(sys.argv[1], 'w').write(os.environ['LESS'] + sys.stdin.read())"
    pager = start([sys.executable, "-c", script, str(file)], environ)
    yield pager
    pager.close()


def test_a_real_pager_gets_the_text_and_the_manners_of_less(tmp_path: Path) -> None:
    with paging_to(tmp_path / "a", {"PYTHONUTF8": "1"}) as pager:
        pager.write("Khê Lĩnh")
    assert (tmp_path / "a").read_text(encoding="utf-8") == "FRXKhê Lĩnh"
    with paging_to(tmp_path / "b", {"PYTHONUTF8": "1", "LESS": "S"}) as pager:
        pager.write("x")
    assert (tmp_path / "b").read_text() == "Sx"


@pytest.mark.parametrize(
    ("environ", "drawn"),
    [
        ({}, True),
        ({"LANG": "vi_VN.UTF-8"}, True),
        ({"LANG": "C.UTF-8"}, True),
        ({"LANG": "vi_VN"}, True),
        ({"LANG": "C"}, False),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "POSIX"}, False),
        ({"LANG": "vi_VN.TCVN"}, False),
    ],
)
def test_a_locale_without_unicode_draws_with_ascii(
    home: Path, environ: dict[str, str], drawn: bool
) -> None:
    assert draws(environ) is drawn
    user = Giaoban(home, terminal=True, environ={"COLUMNS": "80", **environ})
    shown = user("--lang", "vi", "timeline").out
    assert ("█" in shown) is drawn
    assert ("#" in shown) is not drawn
    assert "quý" in shown, "letters stay"
    assert "█" in replace(user, terminal=False)("timeline").out
