"""`giaoban search`: the meetings that answer a query, best first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from giaoban_cli.cli.options import Query, counted, picked, takes_filters
from giaoban_cli.cli.progress import progress
from giaoban_cli.cli.world import Session, session_of
from giaoban_cli.errors import Exit, UsageError
from giaoban_cli.models import Filters, Marks, Note, Page, Sort

if TYPE_CHECKING:
    from giaoban_cli.archive import SearchRequest

FORMATS = ("table", "json", "jsonl", "csv", "ids")


@takes_filters
def search(
    context: typer.Context,
    filters: Filters,
    query: Query = None,
    sort: Annotated[
        Sort | None, picked("--sort", ("relevance", "newest", "oldest"), "search.sort")
    ] = None,
    limit: Annotated[int | None, counted("--limit", 1, 1000, "search.limit")] = None,
    page: Annotated[int, counted("--page", 1, 100_000, "search.page")] = 1,
    marks: Annotated[Marks | None, picked("--marks", ("smart", "ignore"), "search.marks")] = None,
    exact: Annotated[bool, typer.Option("--exact", help="search.exact")] = False,
    facets: Annotated[bool, typer.Option("--facets", help="search.facets")] = False,
    everywhere: Annotated[bool, typer.Option("--all", help="search.all")] = False,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> Exit:
    """Search the archive, remember the hits for `@N`, and write them."""
    from giaoban_cli.archive import SearchRequest

    session = session_of(context)
    text = " ".join(query or ())
    started = session.world.clock()
    if session.problem:
        raise session.problem
    request = SearchRequest(
        text=text,
        filters=filters,
        sort=sort or ("relevance" if text.strip() else "newest"),
        limit=limit or session.settings.number("limit"),
        page=page,
        marks=marks or ("ignore" if session.settings.text("marks") == "ignore" else "smart"),
        exact=exact,
        facets=facets,
    )
    warnings: list[Note] = []
    if everywhere:
        found = _everywhere(session, request, warnings.append)
    else:
        with progress(session) as report, session.open(report, tell=warnings.append) as archive:
            found = archive.search(request)
    found = replace(found, warnings=tuple(warnings))
    if found.total and not found.hits:
        last = -(-found.total // request.limit)
        beyond = Note("search.beyond", {"page": page, "last": last})
        found = replace(found, notice=(*found.notice, beyond))
    if format_ == "table":
        from giaoban_cli.render.search import show_page

        seconds = (session.world.clock() - started).total_seconds()
        show_page(session.out, session.messages, found, request.marks, seconds)
    else:
        _write(session, found, format_)
    if found.warnings:
        return Exit.PARTLY
    return Exit.DONE if found.hits else Exit.NOTHING_FOUND


def _everywhere(session: Session, request: SearchRequest, tell: Callable[[Note], None]) -> Page:
    """The answer of all archives that share the index; there need not be one here.

    Raises:
        UsageError: the index is this archive's alone.
    """
    from giaoban_cli.archive.engines import SHARED
    from giaoban_cli.archive.home import is_archive

    engine = session.settings.text("engine") or ""
    if engine != SHARED:
        raise UsageError("search.all_local", engine=engine)
    if is_archive(session.archive_folder):
        with session.open(tell=tell) as archive:
            return archive.search_everywhere(request)
    with session.everywhere(tell) as all_archives:
        return all_archives.search(request)


def _write(session: Session, found: Page, format_: str) -> None:
    """Write a page in a format for programs; what is said beside it goes to the error stream."""
    from giaoban_cli.render import machine
    from giaoban_cli.render.records import hit_record, page_record

    if format_ == "json":
        notice = " ".join(session.say(note.key, **note.args) for note in found.notice)
        warnings = [session.say(note.key, **note.args) for note in found.warnings]
        for note in found.warnings:
            session.note(note)
        session.out.machine(machine.to_json(page_record(found, notice or None, warnings)) + "\n")
        return
    for note in (*found.warnings, *found.notice):
        session.note(note)
    if not found.total:
        session.tell("search.none")
    if format_ == "csv":
        keys: tuple[str, ...] = (
            "id", "date", "title", "organisation", "chairs", "source", "match", "snippet",
        )  # fmt: skip
        if any(hit.archive for hit in found.hits):
            keys = (*keys, "archive")
        rows = [{**hit_record(hit), "snippet": hit.snippet.text} for hit in found.hits]
        session.out.machine("".join(machine.to_csv(keys, rows)))
    elif format_ == "jsonl":
        lines = (machine.to_json_line(hit_record(hit)) + "\n" for hit in found.hits)
        session.out.machine("".join(lines))
    else:
        session.out.machine("".join(f"{hit.id}\n" for hit in found.hits))
