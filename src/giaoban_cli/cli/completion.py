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
    chosen = choice("SHELL", SHELLS, shell)
    session_of(context).out.machine((_BASH if chosen == "bash" else _theirs(chosen)) + "\n")


def _theirs(shell: str) -> str:
    """The script that Typer has for a shell."""
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name="giaoban", complete_var="_GIAOBAN_COMPLETE", shell=shell)


# Typer's own leaves the spaces of a name bare, so that bash takes it for several words.
_BASH = r"""
_giaoban_completion() {
    local IFS=$'\n' word quoted=
    [[ ${COMP_WORDS[COMP_CWORD]} == [\"\']* ]] && quoted=1
    COMPREPLY=()
    for word in $( env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \
                   _GIAOBAN_COMPLETE=complete_bash "$1" 2>/dev/null ); do
        [[ $quoted ]] || printf -v word '%q' "$word"
        COMPREPLY+=( "$word" )
    done
}
complete -o default -F _giaoban_completion giaoban
""".strip()
