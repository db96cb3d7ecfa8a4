"""Help: a command → the page about it, in the user's language, for a terminal or for docs/.

In: a command whose help texts are keys of the message catalogue. Out: `HelpPage`, and that page as
plain text. scripts/generate_docs.py writes the same pages as Markdown.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from typer.core import TyperArgument, TyperOption

from giaoban_cli.frozen import frozen
from giaoban_cli.messages import Messages

if TYPE_CHECKING:
    from typer.core import TyperCommand, TyperGroup


@frozen
class Entry:
    """One line of a list: what is typed, and what it does."""

    name: str
    text: str


@frozen
class Section:
    """A list under a heading."""

    heading: str
    entries: tuple[Entry, ...]


@frozen
class HelpPage:
    """All there is to say about a command; `examples` are command lines with a comment each."""

    usage: str
    summary: str
    more: str
    sections: tuple[Section, ...]
    examples: tuple[Entry, ...]


def command_page(command: TyperCommand, path: str, messages: Messages) -> HelpPage:
    """The page of one command.

    Args:
        command: the command.
        path: how it is called, for example `giaoban search`.
        messages: the catalogue.
    """
    name = command.name or ""
    options = [each for each in command.params if isinstance(each, TyperOption)]
    arguments = [each for each in command.params if isinstance(each, TyperArgument)]
    own = [each for each in options if each.rich_help_panel != "filters"]
    shared = [each for each in options if each.rich_help_panel == "filters"]
    usage = [path, *(_shown(each) for each in arguments), f"[{messages('help.options_word')}]"]
    sections = (
        Section(messages("help.arguments"), tuple(_argument(each, messages) for each in arguments)),
        Section(messages("help.options"), (*_options(own, messages), _help_entry(messages))),
        Section(messages("help.filters"), tuple(_options(shared, messages))),
    )
    return HelpPage(
        usage=" ".join(usage),
        summary=messages(f"cmd.{name}"),
        more=messages(f"cmd.{name}.more") if f"cmd.{name}.more" in messages else "",
        sections=tuple(section for section in sections if section.entries),
        examples=tuple(_examples(name, messages)),
    )


def group_page(
    group: TyperGroup, path: str, parts: Mapping[str, Sequence[str]], messages: Messages
) -> HelpPage:
    """The page of giaoban itself.

    Args:
        group: the group of all commands.
        path: how it is called.
        parts: message keys of headings, and the commands below each.
        messages: the catalogue.
    """
    options = [each for each in group.params if isinstance(each, TyperOption)]
    commands = tuple(
        Section(messages(heading), tuple(Entry(name, messages(f"cmd.{name}")) for name in names))
        for heading, names in parts.items()
    )
    general = Section(
        messages("help.options"), (*_options(options, messages), _help_entry(messages))
    )
    return HelpPage(
        usage=f"{path} [{messages('help.options_word')}] {messages('help.command_word')} …",
        summary=messages("cmd"),
        more=messages("cmd.more"),
        sections=(*commands, general),
        examples=tuple(_examples("", messages)),
    )


def _shown(argument: TyperArgument) -> str:
    return argument.metavar or (argument.name or "").upper()


def _argument(argument: TyperArgument, messages: Messages) -> Entry:
    return Entry(_shown(argument), messages(argument.help or ""))


def _options(options: Sequence[TyperOption], messages: Messages) -> Iterator[Entry]:
    for option in options:
        name = ", ".join([*option.opts, *option.secondary_opts])
        value = "" if option.is_flag else f" {option.metavar or (option.name or '').upper()}"
        text = messages(option.help or "")
        if option.multiple:
            text += f" ({messages('help.repeatable')})"
        if option.default is not None and not option.is_flag and option.show_default:
            text += f" ({messages('help.default', value=str(option.default))})"
        yield Entry(name + value, text)


def _help_entry(messages: Messages) -> Entry:
    return Entry("--help, -h", messages("opt.help"))


def _examples(name: str, messages: Messages) -> Iterator[Entry]:
    """The examples of a command: lines `command line  # what it does` in the catalogue."""
    key = f"cmd.{name}.examples" if name else "cmd.examples"
    if key in messages:
        for line in messages(key).split("\n"):
            typed, _, comment = line.partition("  # ")
            yield Entry(typed.strip(), comment.strip())


def page_text(page: HelpPage, messages: Messages, width: int) -> str:
    """A page as plain text.

    Args:
        page: the page.
        messages: the catalogue, for headings.
        width: columns; more than 100 are not used, because long lines read badly.
    """
    width = min(width, 100)
    lines = [f"{messages('help.usage')}: {page.usage}", "", *_wrapped(page.summary, width)]
    if page.more:
        for paragraph in page.more.split("\n"):
            lines += ["", *_wrapped(paragraph, width)]
    for section in page.sections:
        lines += ["", f"{section.heading}:", *_entries(section.entries, width)]
    if page.examples:
        lines += ["", f"{messages('help.examples')}:"]
        for example in page.examples:
            lines += [*_wrapped(example.text, width, "  "), f"      {example.name}"]
    return "\n".join(lines)


def _entries(entries: Sequence[Entry], width: int) -> Iterator[str]:
    """A list in two columns; a name too long for its column stands on a line of its own."""
    column = min(max(len(entry.name) for entry in entries), 28) + 4
    for entry in entries:
        lines = _wrapped(entry.text, max(width - column, 24)) or [""]
        if len(entry.name) + 4 > column:
            yield f"  {entry.name}"
            yield from (" " * column + line for line in lines)
        else:
            yield f"  {entry.name}".ljust(column) + lines[0]
            yield from (" " * column + line for line in lines[1:])


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )
