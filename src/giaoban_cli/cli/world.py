"""What a run needs to know: the world around it (`World`) and what it was told (`Session`).

In: streams, environment, home, clock, locale. Out: screens to write on, the language, the settings,
and an open archive. Commands get everything from here, so tests hand in a world of their own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from giaoban_cli import config, messages
from giaoban_cli.errors import GiaobanError, UsageError
from giaoban_cli.frozen import frozen
from giaoban_cli.models import Note, SharedIndex
from giaoban_cli.platform import Folders, account, user_folders
from giaoban_cli.render.screen import PIPE_WIDTH, WIDEST, Screen
from giaoban_cli.render.values import worded

if TYPE_CHECKING:
    import typer

    from giaoban_cli.archive import Archive, Clock, Progress
    from giaoban_cli.archive.everywhere import Everywhere
    from giaoban_cli.cli.pager import Pager, Starter


@frozen
class World:
    """What surrounds one run.

    Attributes:
        environ: the environment variables.
        home: the user's home folder.
        stdout: where results go.
        stderr: where everything else goes.
        clock: the time now, aware of its zone.
        locale: the locale's name, for example `vi_VN.UTF-8`.
        archive: what opens, creates and restores archives; None: `giaoban_cli.archive.Archive`.
        pager: starts the pager of a terminal; None: long results are not paged.
        stdin: what the program is given to read; None: nothing.
    """

    environ: Mapping[str, str]
    home: Path
    stdout: TextIO
    stderr: TextIO
    clock: Clock
    locale: str | None
    archive: type[Archive] | None = None
    pager: Starter | None = None
    stdin: BinaryIO | None = None

    @property
    def folders(self) -> Folders:
        """The user's folders for archive, configuration and state."""
        return user_folders(self.environ, self.home)

    @property
    def config_file(self) -> Path:
        """The user's configuration file; it need not exist."""
        return self.folders.config / "config.toml"


def real_world() -> World:
    """The world of this process."""
    return World(
        environ=os.environ,
        home=Path.home(),
        stdout=sys.stdout or _nowhere(),
        stderr=sys.stderr or _nowhere(),
        clock=lambda: datetime.now(UTC).astimezone(),
        locale=_locale(os.environ),
        pager=_started_pager,
        stdin=sys.stdin.buffer if sys.stdin else None,
    )


def _started_pager(command: list[str], environ: Mapping[str, str]) -> Pager:
    """A pager of this process, loaded when there is something to page."""
    from giaoban_cli.cli.pager import start

    return start(command, environ)


def _nowhere() -> TextIO:
    """A stream for a process that was started without one (`>&-`)."""
    return Path(os.devnull).open("w", encoding="utf-8")


def _locale(environ: Mapping[str, str]) -> str | None:
    """The name of the locale for messages, as POSIX ranks the variables."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return environ[name]
    if sys.platform in ("win32", "darwin"):
        import locale

        return locale.getlocale()[0]
    return None


@frozen
class Session:
    """One run: the world, and what options, environment and configuration say.

    Attributes:
        world: what surrounds it.
        messages: the catalogue of the language chosen.
        settings: the configuration; the defaults when it cannot be read.
        problem: why the configuration cannot be read; raised when a command needs it.
        archive_option: `--archive`.
        colour: false after `--no-color`.
    """

    world: World
    messages: messages.Messages
    settings: config.Settings
    problem: GiaobanError | None = None
    archive_option: Path | None = None
    colour: bool = True

    @property
    def out(self) -> Screen:
        """Where results are written."""
        return self._screen(self.world.stdout)

    @property
    def err(self) -> Screen:
        """Where everything else is written."""
        return self._screen(self.world.stderr)

    def say(self, key: str, /, **args: str | int | float) -> str:
        """A sentence with arguments that may come from anywhere: names of files, options, texts."""
        return worded(self.messages, key, args)

    def tell(self, key: str, /, **args: str | int | float) -> None:
        """Write a sentence to the error stream."""
        self.err.write(self.say(key, **args))

    @property
    def archive_folder(self) -> Path:
        """Where the archive lives: option, environment, configuration, else the user's data."""
        chosen = self.archive_option or self.settings.text("archive")
        return Path(chosen).expanduser() if chosen else self.world.folders.data

    @property
    def user(self) -> str:
        """Who corrects: the configuration, else the name of the login, else of the account."""
        environ = self.world.environ
        names = (environ.get(name) for name in ("LOGNAME", "USER", "USERNAME"))
        return self.settings.text("user") or next(filter(None, names), None) or account()

    def open(
        self,
        progress: Progress | None = None,
        *,
        engine: str | None = None,
        settings: config.Settings | None = None,
        replaces: bool = False,
        tell: Callable[[Note], None] | None = None,
    ) -> Archive:
        """The archive, which must exist, with the engine of the settings or another.

        Args:
            progress: told about long steps.
            engine: another engine.
            settings: others that say where a shared index lies.
            replaces: whether it takes the place of another archive of its name there.
            tell: takes words about answers; None writes them to the error stream.

        Raises:
            UsageError: there is none, or the configuration cannot be read.
        """
        if self.problem:
            raise self.problem
        return self.archives(
            self.archive_folder,
            state=self.world.folders.state,
            clock=self.world.clock,
            synonyms=self.settings.synonyms,
            engine=engine or self.settings.text("engine") or "whoosh",
            progress=progress,
            shared=self.shared(settings, replaces=replaces),
            tell=tell or self.note,
        )

    def shared(
        self, settings: config.Settings | None = None, *, replaces: bool = False
    ) -> SharedIndex | None:
        """Where the index lies that archives share; None when the settings do not say."""
        chosen = settings or self.settings
        if not chosen.text("url"):
            return None
        from giaoban_cli.cli.shared import shared_index

        return shared_index(chosen, self.world.environ, replaces=replaces)

    def everywhere(self, tell: Callable[[Note], None]) -> Everywhere:
        """All archives of the shared index; there need not be one here.

        Raises:
            UsageError: the settings do not say where the index lies.
        """
        from giaoban_cli.archive.everywhere import Everywhere

        shared = self.shared()
        if shared is None:
            raise UsageError("cluster.no_url")
        synonyms = self.settings.synonyms
        return Everywhere(shared, clock=self.world.clock, synonyms=synonyms, tell=tell)

    def note(self, note: Note) -> None:
        """Write a word about an answer to the error stream."""
        self.tell(note.key, **note.args)

    @property
    def archives(self) -> type[Archive]:
        """What opens, creates and restores archives."""
        if self.world.archive is not None:
            return self.world.archive
        from giaoban_cli.archive import Archive

        return Archive

    def _screen(self, stream: TextIO) -> Screen:
        environ = self.world.environ
        terminal = stream.isatty()
        plain = bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb"
        return Screen(
            stream=stream,
            width=min(_columns(stream, environ), WIDEST) if terminal else PIPE_WIDTH,
            terminal=terminal,
            colour=terminal and self.colour and not plain,
            drawing=not terminal or draws(environ),
        )


def draws(environ: Mapping[str, str]) -> bool:
    """Whether the locale lets a terminal draw: not when it is said to be C, POSIX or not UTF-8.

    A locale that is not set says nothing, as in most containers.
    """
    name = next((environ[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(key)), "")
    charset = name.partition("@")[0].partition(".")[2].lower().replace("-", "")
    return name not in ("C", "POSIX") and charset in ("", "utf8")


def _columns(stream: TextIO, environ: Mapping[str, str]) -> int:
    """How wide a terminal is; 80 when it does not say."""
    if environ.get("COLUMNS", "").isdecimal():
        return max(20, int(environ["COLUMNS"]))
    try:
        return max(20, os.get_terminal_size(stream.fileno()).columns or 80)
    except (OSError, ValueError):
        return 80


def begin(args: list[str], world: World) -> Session:
    """The session of a run, before its options are read: only `--lang` counts so early.

    Args:
        args: the command line without the program's name.
        world: what surrounds the run.
    """
    problem: GiaobanError | None = None
    path = world.config_file
    settings = config.defaults()
    try:
        settings = config.load(config_text(path), str(path), world.environ)
    except GiaobanError as error:
        problem = error
    asked = (_asked_language(args), world.environ.get("GIAOBAN_LANG"), settings.text("lang"))
    language = messages.choose_language(asked, world.locale)
    return Session(world, messages.load(language), settings, problem)


def config_text(path: Path) -> str:
    """The configuration's text; empty when there is none.

    Raises:
        UsageError: the file is no UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except UnicodeDecodeError:
        raise UsageError("config.not_utf8", path=str(path)) from None
    except OSError as error:
        raise UsageError("config.unreadable", path=str(path), problem=str(error.strerror)) from None


def _asked_language(args: list[str]) -> str | None:
    """What `--lang` says, which stands before the command."""
    words = iter(args)
    for word in words:
        if word == "--lang":
            return next(words, None)
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--archive":
            next(words, None)
        elif not word.startswith("-") or word == "--":
            return None
    return None


def session_of(context: typer.Context) -> Session:
    """The session that a command runs in."""
    found = context.obj
    assert isinstance(found, Session)
    return found
