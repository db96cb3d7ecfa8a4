"""`giaoban merge`: say that two officials are one person, or two again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from giaoban_cli.cli.complete import officials as names
from giaoban_cli.cli.options import picked
from giaoban_cli.cli.progress import progress
from giaoban_cli.cli.world import Session, session_of
from giaoban_cli.errors import Exit, UsageError
from giaoban_cli.models import SCHEMA, Merge, Person, plain

if TYPE_CHECKING:
    from giaoban_cli.archive import Archive

FORMATS = ("table", "json")


def merge(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="merge.name", autocompletion=names)
    ] = None,
    other: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="merge.other", autocompletion=names)
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="merge.undo")] = False,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="opt.by")] = None,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> Exit:
    """Make two officials one, or two again, or list those who were made one."""
    session = session_of(context)
    if (name is None) != (other is None) or (undo and other is None):
        raise UsageError("merge.two_names")
    with progress(session) as report, session.open(report) as archive:
        if name is None or other is None:
            return _list(session, archive.merges(), format_)
        corrections = archive.corrections(by or session.user)
        if undo:
            kept, gone = _merged(archive.merges(), name, other)
            corrections.part(kept, gone)
        else:
            kept, gone = _persons(archive, name, other)
            corrections.merge(kept, gone)
    if format_ == "json":
        from giaoban_cli.render.machine import to_json

        key = "parted" if undo else "merged"
        value = {"schema": SCHEMA, key: {"person": plain(kept), "other": plain(gone)}}
        session.out.machine(to_json(value) + "\n")
    else:
        key = "merge.parted" if undo else "merge.done"
        session.out.write(session.say(key, name=_shown(kept), other=_shown(gone)))
    return Exit.DONE


def _persons(archive: Archive, name: str, other: str) -> tuple[Person, Person]:
    """The two officials that are meant.

    Raises:
        UsageError: nobody is called so, or several are, or both names are one person's.
    """
    from giaoban_cli.archive import SearchRequest
    from giaoban_cli.views.officials import chosen, officials

    everybody = officials(archive.export(SearchRequest()))
    found = []
    for typed in (name, other):
        profiles = chosen(everybody, typed)
        if not profiles:
            raise UsageError("merge.nobody", name=typed)
        if len(profiles) > 1:
            several = "; ".join(_shown(Person(each.name, each.place)) for each in profiles[:8])
            raise UsageError("merge.several", name=typed, several=several)
        found.append(Person(profiles[0].name, profiles[0].place))
    if found[0] == found[1]:
        raise UsageError("merge.same", name=_shown(found[0]))
    return found[0], found[1]


def _merged(merges: tuple[Merge, ...], name: str, other: str) -> Merge:
    """The merge of two officials.

    Raises:
        UsageError: they were not merged, or several of these names were.
    """
    from giaoban_cli.views.officials import called

    pairs = [
        (kept, gone)
        for kept, gone in merges
        if (called(kept, name) and called(gone, other))
        or (called(kept, other) and called(gone, name))
    ]
    if len(pairs) != 1:
        raise UsageError("merge.not_merged", name=name, other=other)
    return pairs[0]


def _list(session: Session, merges: tuple[Merge, ...], format_: str) -> Exit:
    if format_ == "json":
        from giaoban_cli.render.machine import to_json

        rows = [{"person": plain(kept), "other": plain(other)} for kept, other in merges]
        session.out.machine(to_json({"schema": SCHEMA, "merges": rows}) + "\n")
    else:
        for kept, other in merges:
            session.out.write(session.say("merge.one", name=_shown(kept), other=_shown(other)))
        if not merges:
            session.out.write(session.say("merge.none"))
    return Exit.DONE if merges else Exit.NOTHING_FOUND


def _shown(person: Person) -> str:
    """A person as one is typed."""
    return f"{person.name}, {person.place}" if person.place else person.name
