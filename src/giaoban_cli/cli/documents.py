"""`giaoban documents`: which documents are cited, by whom, and which carry out which."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from giaoban_cli.cli.options import picked, takes_filters
from giaoban_cli.cli.viewing import FORMATS, opened, request_of, write
from giaoban_cli.cli.world import session_of
from giaoban_cli.errors import Exit, UsageError
from giaoban_cli.models import Filters
from giaoban_cli.views.documents import Branch, Document, means, served, tree, typed
from giaoban_cli.views.documents import documents as cited


@takes_filters
def documents(
    context: typer.Context,
    filters: Filters,
    number: Annotated[
        str | None,
        typer.Argument(metavar="[NUMBER]", help="documents.number", show_default=False),
    ] = None,
    tree_: Annotated[bool, typer.Option("--tree", help="documents.tree")] = False,
    format_: Annotated[str, picked("--format", FORMATS, "opt.format")] = "table",
) -> Exit:
    """List documents, or tell of one."""
    session = session_of(context)
    wanted = None if number is None else typed(number)
    if number is not None and wanted is None:
        raise UsageError("documents.no_number", value=number)
    narrow = number is not None and not tree_ and filters.cites is None
    if narrow:
        filters = replace(filters, cites=number)
    with opened(session) as archive:
        meetings = archive.select(request_of((), filters)).meetings
        every = cited(meetings, sentences=number is not None or format_ == "json")
    found = tuple(each for each in every if wanted is None or means(wanted, each.key))
    branches = tree(every, found if number is not None else served(every)) if tree_ else ()
    if tree_ and format_ != "table":
        found = _all(branches)
    if not found or (tree_ and not branches):
        session.tell("documents.none" if not tree_ else "documents.no_tree")

    def table() -> None:
        from giaoban_cli.render.documents import show_cited, show_documents, show_tree

        if tree_:
            show_tree(session.out, session.messages, branches)
        elif number is None:
            show_documents(session.out, session.messages, found)
        else:
            show_cited(session.out, session.messages, found, every)

    from giaoban_cli.render import view_records as records

    def flat() -> records.Flat:
        if number is None:
            return records.DOCUMENTS, records.flat_documents(found)
        return records.CITATIONS, records.flat_citations(found)

    write(session, format_, "documents", records.documents(found), table, flat)
    return Exit.DONE if (branches if tree_ else found) else Exit.NOTHING_FOUND


def _all(branches: tuple[Branch, ...]) -> tuple[Document, ...]:
    """Every document of some trees, each once, roots first."""
    found: dict[Document, None] = {}
    row = list(branches)
    while row:
        found.update({branch.document: None for branch in row})
        row = [child for branch in row for child in branch.carried_out_by]
    return tuple(found)
