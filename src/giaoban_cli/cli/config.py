"""`giaoban config`: the settings, where each comes from, and how to change one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from giaoban_cli import config as settings
from giaoban_cli.cli.options import picked
from giaoban_cli.cli.progress import progress
from giaoban_cli.cli.world import Session, config_text, session_of
from giaoban_cli.errors import OutOfReach, UsageError
from giaoban_cli.models import SCHEMA

if TYPE_CHECKING:
    from giaoban_cli.archive import Archive

FORMATS = ("table", "json")


def config(
    context: typer.Context,
    key: Annotated[str | None, typer.Argument(metavar="[KEY]", help="config.key")] = None,
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", help="config.value")] = None,
    unset: Annotated[bool, typer.Option("--unset", help="config.unset")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="config.replace")] = False,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> None:
    """Show every setting or one, or set one."""
    session = session_of(context)
    if value is not None or unset:
        if key is None or (value is not None and unset):
            raise UsageError("config.what")
        if replace and key != "engine":
            raise UsageError("config.replace_what")
        _change(session, key, value, replaces=replace)
        return
    if session.problem:
        raise session.problem
    if key is not None:
        session.out.write(_value(session, key))
    elif format_ == "json":
        from giaoban_cli.render.machine import to_json

        session.out.machine(to_json(_record(session)) + "\n")
    else:
        from giaoban_cli.render.settings import show_settings

        show_settings(session.out, session.messages, _record(session))


def _change(session: Session, key: str, value: str | None, *, replaces: bool) -> None:
    from giaoban_cli.platform import write_whole, writing_to

    path = session.world.config_file
    after = settings.changed(config_text(path), str(path), key, value)
    ready = (
        _engine_ready(session, key, after, replaces=replaces)
        if key in _OF_ENGINE
        else nullcontext()
    )
    with ready, writing_to(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, after.encode("utf-8"))
    done = "config.removed" if value is None else "config.changed"
    session.tell(done, name=key, path=str(path))
    variable = f"GIAOBAN_{key.upper()}"
    if session.world.environ.get(variable):
        session.tell("config.overridden", name=key, variable=variable)


_OF_ENGINE = ("engine", "url", "index", "name", "ca")
"""The settings that say where an index lies."""


@contextmanager
def _engine_ready(session: Session, key: str, content: str, *, replaces: bool) -> Iterator[None]:
    """Make the index that settings name before they are written; others go after that.

    Args:
        session: the run, with the settings as they were.
        key: which setting changes.
        content: the text of the settings as they shall be.
        replaces: whether another archive that published under this name is no more.

    Raises:
        Refused: what the engine needs is not installed, or its servers do not answer.
    """
    from giaoban_cli.archive.engines import SHARED, load
    from giaoban_cli.archive.home import is_archive

    now = settings.load(content, str(session.world.config_file), session.world.environ)
    former, engine = session.settings.text("engine"), str(now.values["engine"])
    if key == "engine" or engine == SHARED:
        load(engine, session.shared(now))
    unchanged = engine == former != SHARED
    if session.problem or unchanged or not is_archive(session.archive_folder):
        yield
        return
    with (
        progress(session) as report,
        session.open(report, engine=engine, settings=now, replaces=replaces) as archive,
    ):
        archive.reindex()
        yield
        archive.drop_other_indexes()
        if former == SHARED:
            _withdraw(session, archive)
    session.tell("engine.ready", engine=engine)


def _withdraw(session: Session, archive: Archive) -> None:
    """Take an archive out of the shared index of the settings as they were."""
    former = session.shared()
    if former is None or former.name is None:
        return
    try:
        archive.withdraw(former)
    except OutOfReach as error:
        reason = session.say(error.key, **error.details)
        session.tell("cluster.not_withdrawn", reason=reason, index=former.index, name=former.name)


def _value(session: Session, key: str) -> str:
    table, _, short = key.partition(".")
    if table == settings.SYNONYMS and short:
        return dict(session.settings.synonyms).get(short, "")
    return session.settings.text(settings.find(key).name) or ""


def _record(session: Session) -> dict[str, object]:
    """The settings as JSON types."""
    return {
        "schema": SCHEMA,
        "file": str(session.world.config_file),
        "archive": str(session.archive_folder),
        "settings": [
            {
                "name": each.name,
                "value": session.settings.values[each.name],
                "type": each.kind,
                "origin": session.settings.origins[each.name],
                "env": each.env,
            }
            for each in settings.SETTINGS
        ],
        "synonyms": dict(session.settings.synonyms),
    }
