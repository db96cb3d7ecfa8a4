"""The values of options, and the FILTERS that several commands share.

In: words of the command line. Out: values, or an error of ours that names the option and what it
takes. Help texts are keys of the message catalogue.
"""

from __future__ import annotations

import functools
import inspect
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar, get_type_hints

import typer

from giaoban_cli.cli.complete import officials, organisations
from giaoban_cli.errors import UsageError
from giaoban_cli.models import KINDS, LEVELS, Filters, Kind, Level

R = TypeVar("R")


def picked(option: str, choices: Sequence[str], help_key: str, metavar: str = "") -> Any:
    """An option that takes one of a few words, however they are cased and marked."""

    def complete(incomplete: str) -> list[str]:
        return [each for each in choices if each.startswith(incomplete)]

    return typer.Option(
        option,
        parser=functools.partial(choice, option, choices),
        metavar=metavar or "|".join(choices),
        autocompletion=complete,
        help=help_key,
        show_default=True,
    )


def choice(option: str, choices: Sequence[str], value: str) -> str:
    """The choice that was meant.

    Raises:
        UsageError: none of them.
    """
    for each in choices:
        if folded(each) == folded(value):
            return each
    raise UsageError("usage.choice", option=option, value=value, choices=", ".join(choices))


def folded(text: str) -> str:
    """Text without case and marks, for comparing what was typed with a few fixed words."""
    bare = unicodedata.normalize("NFD", text.strip().lower().replace("đ", "d"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def counted(option: str, least: int, most: int, help_key: str, metavar: str = "N") -> Any:
    """An option that takes a whole number."""
    return typer.Option(
        option,
        parser=functools.partial(whole_number, option, least, most),
        metavar=metavar,
        help=help_key,
    )


def whole_number(option: str, least: int, most: int, value: str | int) -> int:
    """A whole number within bounds.

    Raises:
        UsageError: no number, or out of bounds.
    """
    try:
        number = int(str(value))
    except ValueError:
        number = least - 1
    if least <= number <= most:
        return number
    raise UsageError("usage.number", option=option, value=str(value), least=least, most=most)


# "20MB", "512k", "1,5 GB"
_SIZE = re.compile(r"([0-9]{1,12}(?:[.,][0-9]{1,3})?) {0,3}([KMG]?)I?B?", re.IGNORECASE)

_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}


def size(option: str, value: str | int) -> int:
    """A size in bytes of what was typed, for example `20MB`.

    Raises:
        UsageError: no size.
    """
    found = _SIZE.fullmatch(str(value).strip())
    if not found:
        raise UsageError("usage.size", option=option, value=str(value))
    return int(float(found[1].replace(",", ".")) * _UNITS[found[2].upper()])


Query = Annotated[
    list[str] | None, typer.Argument(metavar="[QUERY]...", help="arg.query", show_default=False)
]
"""The words of a query, joined by spaces."""

Ref = Annotated[str, typer.Argument(metavar="REF", help="arg.ref")]
"""A meeting, by id, prefix, date, `@N` or path."""


def named(option: str, metavar: str, help_key: str, complete: Any = None) -> Any:
    """A filter that takes a text."""
    return typer.Option(
        option, metavar=metavar, help=help_key, autocompletion=complete, rich_help_panel="filters"
    )


def _one_of(option: str, choices: Sequence[str], help_key: str, metavar: str = "") -> Any:
    info = picked(option, choices, help_key, metavar)
    info.rich_help_panel = "filters"
    return info


def filters(
    official: Annotated[
        list[str] | None, named("--official", "NAME", "filter.official", officials)
    ] = None,
    chair: Annotated[str | None, named("--chair", "NAME", "filter.chair", officials)] = None,
    speaker: Annotated[str | None, named("--speaker", "NAME", "filter.speaker", officials)] = None,
    author: Annotated[str | None, named("--author", "NAME", "filter.author")] = None,
    from_: Annotated[str | None, named("--from", "DATE", "filter.from")] = None,
    to: Annotated[str | None, named("--to", "DATE", "filter.to")] = None,
    on: Annotated[str | None, named("--on", "DATE", "filter.on")] = None,
    place: Annotated[str | None, named("--place", "TEXT", "filter.place")] = None,
    organisation: Annotated[
        str | None, named("--organisation", "TEXT", "filter.organisation", organisations)
    ] = None,
    cites: Annotated[str | None, named("--cites", "NUMBER", "filter.cites")] = None,
    kind: Annotated[Kind | None, _one_of("--kind", KINDS, "filter.kind", "KIND")] = None,
    level: Annotated[Level | None, _one_of("--level", LEVELS, "filter.level")] = None,
) -> Filters:
    """The FILTERS of one command line."""
    return Filters(
        official=tuple(official or ()),
        chair=chair,
        speaker=speaker,
        author=author,
        from_=from_,
        to=to,
        on=on,
        place=place,
        organisation=organisation,
        cites=cites,
        kind=kind,
        level=level,
    )


def takes_filters(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command every option of FILTERS in place of its one parameter `filters`."""
    own = inspect.signature(command).parameters
    shared = inspect.signature(filters).parameters
    hints = get_type_hints(command, include_extras=True) | get_type_hints(
        filters, include_extras=True
    )

    @functools.wraps(command)
    def with_filters(**values: Any) -> R:
        chosen = filters(**{name: values.pop(name) for name in shared})
        return command(**values, filters=chosen)

    parameters = [
        parameter.replace(annotation=hints[parameter.name], kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in (*own.values(), *shared.values())
        if parameter.name != "filters"
    ]
    with_filters.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    with_filters.__annotations__ = {each.name: each.annotation for each in parameters}
    return with_filters
