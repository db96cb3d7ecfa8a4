"""The query tree: frozen values that say what is asked, and nothing of how it is found.

In: nothing. Out: the nodes that engines evaluate.
"""

from __future__ import annotations

from typing import Literal

from giaoban_cli.frozen import frozen
from giaoban_cli.models import Marks

NEARBY = 8
"""Words that stand within so many words of each other are near; twice their number if more."""

NameField = Literal["official", "chair", "speaker", "author"]
TextField = Literal["title", "place", "organisation"]


@frozen
class Term:
    """One typed word: `plain` without marks, `marked` with those typed (keys of text.fold).

    `also` are marked keys of other words that say the same at this place, as `iii` does for the 3
    of quý 3: they match as what is typed plain does, never exactly.
    """

    typed: str
    plain: str
    marked: str
    also: tuple[str, ...] = ()


@frozen
class Words:
    """Bare words that must all occur, best where they stand together.

    `prefix` makes the last word the beginning of one. `parts` divides the run into pieces that
    can be said in more than one way, each as its phrases, the typed one first: a meeting that has
    every part in some form answers too, after all those that have the words themselves. Empty
    when the run can only be said as it was typed.
    """

    terms: tuple[Term, ...]
    prefix: bool = False
    parts: tuple[tuple[Phrase, ...], ...] = ()


@frozen
class Phrase:
    """Words in this order, with at most `slop` others between them."""

    terms: tuple[Term, ...]
    slop: int = 0
    prefix: bool = False


@frozen
class Cites:
    """A numbered document: type code and number, with the body and term when they were typed.

    `own`: the paper of that number answers too, not only who cites it.
    """

    code: str | None
    number: str
    body: str | None = None
    term: str | None = None
    own: bool = False


@frozen
class Name:
    """A person by full name or a run of its words from either end."""

    field: NameField
    terms: tuple[Term, ...]


@frozen
class Within:
    """Words in this order inside one field of the record."""

    field: TextField
    terms: tuple[Term, ...]


@frozen
class Dates:
    """Meetings that fall between two ISO days, both inclusive; None leaves that end open."""

    start: str | None
    end: str | None


@frozen
class Is:
    """Meetings of one kind or level."""

    field: Literal["kind", "level"]
    value: str


@frozen
class And:
    """All of the children."""

    children: tuple[Node, ...]


@frozen
class Or:
    """Any of the children."""

    children: tuple[Node, ...]


@frozen
class Not:
    """None of what the child finds."""

    child: Node


Node = Words | Phrase | Cites | Name | Within | Dates | Is | And | Or | Not


@frozen
class Query:
    """A query ready for an engine.

    `root` ranks and selects; None asks for everything. `filters` only select. `text` is what was
    typed, for messages.
    """

    text: str
    root: Node | None
    filters: tuple[Node, ...] = ()
    marks: Marks = "smart"


def reach(words: int) -> int:
    """Within how many words of a text so many words are near each other."""
    return max(NEARBY, 2 * words)
