"""`giaoban completion`: the script with which a shell completes giaoban's words."""

from __future__ import annotations

from typing import Annotated

import typer

from giaoban_cli.cli.options import choice
from giaoban_cli.cli.world import session_of

SHELLS = ("bash", "zsh", "fish", "powershell")


def completion(
    context: typer.Context,
    shell: Annotated[str, typer.Argument(metavar="|".join(SHELLS), help="completion.shell")],
) -> None:
    """Write the script."""
    from typer._completion_shared import get_completion_script

    script = get_completion_script(
        prog_name="giaoban",
        complete_var="_GIAOBAN_COMPLETE",
        shell=choice("SHELL", SHELLS, shell),
    )
    session_of(context).out.machine(script + "\n")
