"""Typer's own complaints → errors of ours, so that they are told in the user's language.

In: what Typer raises when the command line cannot be read. Out: a `UsageError` with a hint at the
nearest option. Values of options are checked in `options`, which raises our errors itself.
"""

from __future__ import annotations

from difflib import get_close_matches

# Typer ships its parser as a private package and exports one of its errors only; the version is
# held below 0.29 in pyproject.toml, and tests/test_contract_command_line.py tries them.
from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption
from typer._click.exceptions import UsageError as TyperUsageError
from typer.core import TyperOption
from typer.exceptions import TyperException

from giaoban_cli.errors import UsageError

TAKES_VALUE = ("--archive", "--lang")
GLOBAL = (*TAKES_VALUE, "--no-color", "--no-pager")
"""Options of giaoban itself, which may also stand after the command."""


def globals_first(args: list[str]) -> list[str]:
    """A command line with giaoban's own options before the command, where Typer wants them.

    What follows `--` is query and stays, and so does an option at the end whose value is missing.
    """
    moved: list[str] = []
    kept: list[str] = []
    words = iter(args)
    for word in words:
        name, sign, _ = word.partition("=")
        if word == "--":
            kept += [word, *words]
        elif word in TAKES_VALUE:
            value = next(words, None)
            if value is None:
                kept.append(word)
            else:
                moved += [word, value]
        elif word in GLOBAL or (sign and name in TAKES_VALUE):
            moved.append(word)
        else:
            kept.append(word)
    return moved + kept


def in_our_words(error: TyperException) -> UsageError:
    """The error of ours that says what Typer's error says."""
    if isinstance(error, NoSuchOption):
        return _no_such_option(error)
    if isinstance(error, MissingParameter):
        name = (error.param.name if error.param else "") or ""
        return UsageError(f"usage.missing.{name}", help=_help(error))
    if isinstance(error, BadOptionUsage):
        key = "usage.no_value" if "does not take" in error.message else "usage.needs_value"
        return UsageError(key, option=error.option_name)
    return UsageError("usage.other", problem=error.format_message())


def unknown_command(typed: str, known: list[str]) -> UsageError:
    """The error for a command that does not exist."""
    near = get_close_matches(typed.lower(), known, n=2, cutoff=0.5)
    if near:
        return UsageError("usage.command_near", typed=typed, near=", ".join(near))
    return UsageError("usage.command", typed=typed)


def _no_such_option(error: NoSuchOption) -> UsageError:
    option, command = error.option_name, _command(error)
    if option in TAKES_VALUE:  # otherwise it would stand before the command by now
        return UsageError("usage.needs_value", option=option)
    if option == "--version":
        return UsageError("usage.option_before", option=option)
    known = [
        name
        for param in (error.ctx.command.params if error.ctx else [])
        if isinstance(param, TyperOption)
        for name in param.opts
    ]
    near = get_close_matches(option, known, n=1, cutoff=0.6)
    if near:
        return UsageError("usage.option_near", option=option, near=near[0])
    if command in ("search", "export", "figures", "directions", "timeline"):
        return UsageError("usage.option_query", option=option, command=command)
    return UsageError("usage.option", option=option, help=_help(error))


def _help(error: TyperUsageError) -> str:
    """What to type to read about the command."""
    return " ".join(filter(None, ("giaoban", _command(error), "--help")))


def _command(error: TyperUsageError) -> str:
    name = error.ctx.info_name if error.ctx and error.ctx.parent else None
    return name or ""
