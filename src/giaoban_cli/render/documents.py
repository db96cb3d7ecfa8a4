"""Which documents are cited → a table, the citations of one, or a tree of what carries out what.

In: `Document`s and `Branch`es. Out: lines; a document whose term no report tells is shown as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from giaoban_cli.messages import Messages
from giaoban_cli.render import values
from giaoban_cli.render.screen import Piece, Screen
from giaoban_cli.views.documents import Branch, Document, Reference

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

WIDE = 72
"""Columns from which a document takes one line."""


def show_documents(screen: Screen, messages: Messages, every: Sequence[Document]) -> None:
    """Write a table of documents."""
    if not every:
        return
    screen.show(screen.text((messages("documents.count", n=len(every)), "title")))
    screen.write("")
    wide = screen.width >= WIDE
    grid = screen.grid(None, None, 1, None) if wide else screen.grid(None, 1)
    if wide:
        heads = ("cited", "head", "issuer", "seen")
        grid.add_row(
            *(screen.text((messages(f"documents.column.{head}"), "faint")) for head in heads)
        )
    for each in every:
        count = screen.right(str(len(each.citations)), "title")
        about = _about(each, messages)
        if wide:
            number = values.shortened(each.number, 24)
            grid.add_row(count, screen.text(number), screen.text(*about), _years(screen, each))
        else:
            grid.add_row(count, screen.text(each.number, " · ", *about))
    screen.show(grid)


def _about(each: Document, messages: Messages) -> list[Piece]:
    """What kind of document it is, who issued it, and of which term or year."""
    issuer = each.issuer or ""
    if each.place and not set(each.place.split()) & set(issuer.split()[-1:]):
        issuer = f"{issuer} ({each.place})" if issuer else each.place
    parts = [each.kind, issuer]
    said = " · ".join(filter(None, parts))
    known = _scope(each, messages)
    unknown = each.term is None and each.year is None
    return [f"{said} · ", (known, "warn" if unknown else "")]


def _scope(each: Document, messages: Messages) -> str:
    """The term or year; that it is not known, and which it may be."""
    if each.term:
        return messages("documents.term", term=each.term)
    if each.year:
        return messages("period.year", year=each.year)
    party = each.key.split("|")[2].endswith("TW")
    unknown = messages("documents.no_term" if party else "documents.no_year")
    if not each.perhaps:
        return unknown
    scopes = [key.rpartition("|")[2].removeprefix("k") for key in each.perhaps]
    return messages("documents.perhaps", unknown=unknown, scopes=messages.list(scopes))


def _years(screen: Screen, each: Document) -> Text:
    first, last = (each.first or "")[:4], (each.last or "")[:4]
    return screen.text((first if first == last else f"{first}–{last}", "faint"))


def _title(each: Document) -> str:
    return f"{each.kind} {each.number}"


def show_cited(
    screen: Screen, messages: Messages, found: Sequence[Document], every: Iterable[Document]
) -> None:
    """Write who cites some documents, when and in which sentence, and what carries them out."""
    known = tuple(every)
    by_reference = {each.reference: each for each in known}
    for index, each in enumerate(found):
        if index:
            screen.write("")
        screen.show(screen.text((_title(each), "title"), " · ", *_about(each, messages)[1:]))
        about = " · ".join(filter(None, (each.issuer, each.place)))
        count = messages("documents.n_cited", n=len(each.citations))
        screen.show(screen.text(f"{about} · {count}" if about else count))
        _show_relations(screen, messages, "documents.implements", each.implements, by_reference)
        by = [one for one in known if each.reference in one.implements]
        _show_relations(
            screen, messages, "documents.by", [one.reference for one in by], by_reference
        )
        for one in each.citations:
            screen.write("")
            day = (values.day(one.date, messages), "title")
            who = f"  {one.by}  " if one.by else "  "
            screen.show(screen.indented(screen.text(day, who, (one.id, "id")), 2))  # type: ignore[arg-type]
            screen.show(screen.indented(screen.text(f"“{one.text}”"), 4))


def _show_relations(
    screen: Screen,
    messages: Messages,
    key: str,
    references: Sequence[Reference],
    known: dict[Reference, Document],
) -> None:
    if not references:
        return
    names = [
        _title(known[each]) if each in known else " ".join(each.key.split("|")[:3])
        for each in references
    ]
    screen.show(screen.text((f"{messages(key)}: ", "label"), messages.list(names)))


def show_tree(screen: Screen, messages: Messages, branches: Sequence[Branch]) -> None:
    """Write trees: below each document those that carry it out."""
    for branch in branches:
        screen.show(_tree(screen, messages, branch))


def _tree(screen: Screen, messages: Messages, branch: Branch) -> Tree:
    from rich.tree import Tree

    made = Tree(_leaf(screen, messages, branch.document), guide_style="dim")
    row = [(made, branch)]
    while row:
        node, at = row.pop(0)
        row += [
            (node.add(_leaf(screen, messages, child.document)), child)
            for child in at.carried_out_by
        ]
    return made


def _leaf(screen: Screen, messages: Messages, each: Document) -> Text:
    count = messages("documents.n_cited", n=len(each.citations))
    about = _about(each, messages)
    return screen.text((_title(each), "title"), " · ", *about[1:], (f" · {count}", "faint"))
