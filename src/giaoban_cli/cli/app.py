"""giaoban: argv and a world → an exit code. The only file that prints errors and exits.

Commands are made when they are called for, each from the file of its name, so that one command
never pays for the imports of another. Options are read by Typer; what it complains about is told
in our words (`usage`), and so is everything else that goes wrong.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from giaoban_cli import __version__
from giaoban_cli.cli.options import picked
from giaoban_cli.cli.usage import globals_first, in_our_words, unknown_command
from giaoban_cli.cli.world import Session, World, begin, real_world, session_of
from giaoban_cli.errors import Exit, GiaobanError, IndexBehind, UsageError
from giaoban_cli.messages import LANGUAGES
from giaoban_cli.platform import refused, write_whole

if TYPE_CHECKING:
    from typer._click.core import Context, Parameter
    from typer._click.shell_completion import CompletionItem

PROGRAM = "giaoban"

GROUPS = {
    "help.daily": ("ingest", "search", "show", "export"),
    "help.views": (
        "officials",
        "documents",
        "figures",
        "directions",
        "timeline",
        "chronicle",
    ),
    "help.corrections": ("review", "amend", "forget", "merge"),
    "help.care": ("stats", "check", "backup", "restore", "config", "completion"),
}
"""The commands under their headings, in the order in which a user meets them."""

NAMES = tuple(name for names in GROUPS.values() for name in names)
"""Every command; each stands in `cli/NAME.py` as a function of that name."""


def main() -> None:
    """The console script."""
    code = run(sys.argv[1:], real_world())
    with suppress(OSError):
        if sys.stdout:
            sys.stdout.flush()
        sys.exit(code)
    # The reader is gone: keep the interpreter from trying to write the rest as it ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def run(args: list[str], world: World) -> int:
    """Run one command line.

    Args:
        args: the words after the program's name.
        world: what surrounds the run.

    Returns:
        The exit code.
    """
    args = globals_first(args)
    if world.pager is None or not world.stdout.isatty():
        return _run(args, world)
    from giaoban_cli.cli.pager import paging

    with paging(args, world) as paged:
        return _run(args, paged)


def _run(args: list[str], world: World) -> int:
    """Run one command line whose options for giaoban itself stand in front."""
    session = begin(args, world)
    try:
        code = _dispatch(args, session)
        world.stdout.flush()
    except BrokenPipeError:
        return Exit.DONE  # `| head` has seen enough
    except KeyboardInterrupt:
        return _told(session, Exit.INTERRUPTED, "interrupted", {})
    except typer.Exit as end:
        return end.exit_code
    except typer.TyperException as error:
        return _failed(session, in_our_words(error))
    except GiaobanError as error:
        return _failed(session, error)
    except OSError as error:
        return _failed(session, refused(error.filename or session.say("stdout"), error))
    except Exception as error:  # noqa: BLE001  a user never meets a traceback
        return _told(session, Exit.BUG, "bug", _traced(error, session))
    return code


def _dispatch(args: list[str], session: Session) -> int:
    group = build()
    instruction = session.world.environ.get("_GIAOBAN_COMPLETE")
    if instruction:
        from typer._completion_classes import completion_init
        from typer.completion import shell_complete

        completion_init()
        return shell_complete(group, {"obj": session}, PROGRAM, "_GIAOBAN_COMPLETE", instruction)
    with group.make_context(PROGRAM, args, obj=session) as context:
        return int(group.invoke(context) or Exit.DONE)


def _failed(session: Session, error: GiaobanError) -> int:
    if isinstance(error, IndexBehind):
        reason = session.say(error.reason.key, **error.reason.details)
        return _told(session, error.exit, error.key, {"reason": reason})
    return _told(session, error.exit, error.key, error.details)


def _told(session: Session, code: Exit, key: str, args: Mapping[str, str | int]) -> int:
    with suppress(OSError):
        session.tell(key, **args)
        session.world.stderr.flush()
    return code


def _traced(error: Exception, session: Session) -> dict[str, str]:
    """What the sentence about a fault of ours says; the traceback goes to a file."""
    import traceback

    where = session.world.folders.state / "fault.txt"
    try:
        where.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lines = "".join(traceback.format_exception(error))
        write_whole(where, lines.encode("utf-8", "backslashreplace"))  # for the user's eyes only
    except OSError:
        return {"kind": type(error).__name__, "where": "—"}
    return {"kind": type(error).__name__, "where": str(where)}


class Command(TyperCommand):
    """A command whose help and complaints are ours."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the command line; words that no parameter takes are an error of ours."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise UsageError(
                "usage.extra", words=" ".join(rest), help=f"{PROGRAM} {self.name} --help"
            )
        return rest

    def get_help_option(self, ctx: Context) -> TyperOption | None:  # noqa: ARG002
        """`--help`, which writes our page."""
        if self._help_option is None:
            self._help_option = _help_option()
        return self._help_option

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """Options that begin so, with their help in the user's language."""
        return _worded(super().shell_complete(ctx, incomplete), ctx)


class Commands(TyperGroup):
    """The group of all commands; each is made when it is asked for."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002
        """Every command's name."""
        return list(NAMES)

    def get_command(self, ctx: Context, cmd_name: str) -> TyperCommand | None:  # noqa: ARG002
        """The command of a name."""
        return command(cmd_name) if cmd_name in NAMES else None

    def resolve_command(self, ctx: Context, args: list[str]) -> Any:
        """The command that the first word means."""
        if args[0] not in NAMES and not ctx.resilient_parsing:
            raise unknown_command(args[0], list(NAMES))
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the options before the command; without a command, show the help."""
        rest = super().parse_args(ctx, args)
        if not ctx._protected_args and not ctx.resilient_parsing:  # noqa: SLF001
            _show_help(ctx)
        return rest

    def get_help_option(self, ctx: Context) -> TyperOption | None:  # noqa: ARG002
        """`--help`, which writes our page."""
        if self._help_option is None:
            self._help_option = _help_option()
        return self._help_option

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """Commands or options that begin so; no command is loaded for that."""
        if incomplete.startswith("-"):
            return _worded(super().shell_complete(ctx, incomplete), ctx)
        from typer._click.shell_completion import CompletionItem

        names = [name for name in NAMES if name.startswith(incomplete)]
        return _worded([CompletionItem(name, help=f"cmd.{name}") for name in names], ctx)


def _worded(items: list[CompletionItem], context: Context) -> list[CompletionItem]:
    """What a shell offers, with sentences in the place of their keys."""
    messages = session_of(context).messages  # type: ignore[arg-type]
    for item in items:
        item.help = messages(item.help) if item.help else None
    return items


def _help_option() -> TyperOption:
    def show(context: Context, parameter: Parameter, value: bool) -> None:  # noqa: ARG001
        if value and not context.resilient_parsing:
            _show_help(context)

    return TyperOption(
        param_decls=["--help", "-h"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        help="opt.help",
        callback=show,
    )


def _show_help(context: Context) -> None:
    from giaoban_cli.cli.help import command_page, group_page, page_text

    session = session_of(context)  # type: ignore[arg-type]
    chosen = context.command
    if isinstance(chosen, TyperGroup):
        page = group_page(chosen, PROGRAM, GROUPS, session.messages)
    else:
        assert isinstance(chosen, TyperCommand)
        page = command_page(chosen, f"{PROGRAM} {chosen.name}", session.messages)
    session.out.write(page_text(page, session.messages, session.out.width))
    raise typer.Exit(Exit.DONE)


def _show_version(context: typer.Context, value: bool) -> None:
    if value and not context.resilient_parsing:
        session_of(context).out.write(f"{PROGRAM} {__version__}")
        raise typer.Exit(Exit.DONE)


def command(name: str) -> TyperCommand:
    """The command of a name, made from the function of that name in `cli/NAME.py`."""
    function: Callable[..., Any] = getattr(import_module(f"giaoban_cli.cli.{name}"), name)
    holder = typer.Typer(add_completion=False, rich_markup_mode=None)
    holder.command(name=name, cls=Command, help=f"cmd.{name}")(function)
    made = typer.main.get_command(holder)
    assert isinstance(made, TyperCommand)
    return made


def build() -> TyperGroup:
    """The whole command line, without its commands, which are made when called for."""
    holder = typer.Typer(
        cls=Commands,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        pretty_exceptions_show_locals=False,
    )
    holder.callback()(giaoban)
    made = typer.main.get_command(holder)
    assert isinstance(made, TyperGroup)
    return made


def giaoban(
    context: typer.Context,
    archive: Annotated[
        Path | None, typer.Option("--archive", metavar="DIR", readable=False, help="opt.archive")
    ] = None,
    lang: Annotated[str | None, picked("--lang", LANGUAGES, "opt.lang")] = None,  # noqa: ARG001
    no_color: Annotated[bool, typer.Option("--no-color", help="opt.no_color")] = False,
    no_pager: Annotated[  # noqa: ARG001  read before anything is written
        bool, typer.Option("--no-pager", help="opt.no_pager")
    ] = False,
    version: Annotated[  # noqa: ARG001  its callback ends the run
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="opt.version")
    ] = False,
) -> None:
    """Take in the options that stand before the command."""
    session = session_of(context)
    context.obj = replace(
        session,
        archive_option=archive or session.archive_option,
        colour=session.colour and not no_color,
    )
