"""The conductor of the query room: a query string and filters → `Query`.

In: what was typed, the filters as typed, today's date. Out: the tree, or an error that says where
the text goes wrong or which option was not understood.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from giaoban_cli.errors import QueryError, UsageError
from giaoban_cli.models import KINDS, LEVELS, Filters, Marks
from giaoban_cli.query.expand import named
from giaoban_cli.query.grammar import Reader
from giaoban_cli.query.pieces import plain_run
from giaoban_cli.query.terms import cites, terms_of
from giaoban_cli.query.tree import (
    Cites,
    Dates,
    Is,
    NameField,
    Node,
    Query,
    Term,
    TextField,
    Within,
)
from giaoban_cli.text.abbreviations import Abbreviations
from giaoban_cli.text.fold import keys, unmarked

MOST_CHARACTERS = 1000


def parse(
    text: str,
    filters: Filters = Filters(),  # noqa: B008  frozen
    *,
    today: date,
    marks: Marks = "smart",
    exact: bool = False,
    synonyms: tuple[tuple[str, str], ...] = (),
) -> Query:
    """Read a query.

    Args:
        text: the query string; at most 1,000 characters and 64 terms, 20 levels deep.
        filters: the filters as typed.
        today: the day that relative dates count from.
        marks: `smart`: a typed mark must match; `ignore`: marks never matter.
        exact: without synonyms.
        synonyms: pairs (short form, long form) beside those that ship.

    Raises:
        QueryError: the text is not well formed; says where.
        UsageError: a filter is not understood; names the option.
    """
    if len(text) > MOST_CHARACTERS:
        raise QueryError("query.too_long", position=MOST_CHARACTERS, most=MOST_CHARACTERS)
    return Query(text, _root(text, today, exact, synonyms), _filters(filters, today), marks)


def _root(
    text: str, today: date, exact: bool, synonyms: tuple[tuple[str, str], ...]
) -> Node | None:
    if not text.strip() or text.strip() == "*":
        return None
    run = plain_run(text)
    number = cites(run, own=True) if run else None
    if number is not None:
        return number
    return Reader(text, today, None if exact else Abbreviations(synonyms)).read()


def _filters(filters: Filters, today: date) -> tuple[Node, ...]:
    """The filters as nodes, in the order of the documentation."""
    nodes: list[Node] = [_name("official", name) for name in filters.official]
    names: tuple[tuple[NameField, str | None], ...] = (
        ("chair", filters.chair),
        ("speaker", filters.speaker),
        ("author", filters.author),
    )
    nodes += [_name(field, name) for field, name in names if name is not None]
    nodes += _between(filters.from_, filters.to, today)
    if filters.on is not None:
        from giaoban_cli.query.dates import read_days

        days = read_days(filters.on, today, option="--on")
        nodes.append(Dates(days.start, days.end))
    texts: tuple[tuple[TextField, str | None], ...] = (
        ("place", filters.place),
        ("organisation", filters.organisation),
    )
    nodes += [Within(field, _terms(field, typed)) for field, typed in texts if typed is not None]
    if filters.cites is not None:
        nodes.append(_number(filters.cites))
    if filters.kind is not None:
        nodes.append(Is("kind", _one_of(KINDS, filters.kind, "--kind")))
    if filters.level is not None:
        nodes.append(Is("level", _one_of(LEVELS, filters.level, "--level")))
    return tuple(nodes)


def _between(first: str | None, last: str | None, today: date) -> Iterator[Dates]:
    """The days from `--from` to `--to`."""
    if first is None and last is None:
        return
    from giaoban_cli.query.dates import read_days

    start = None if first is None else read_days(first, today, option="--from").start
    end = None if last is None else read_days(last, today, option="--to").end
    if start and end and start > end:
        raise UsageError("date.backwards", first=str(first), last=str(last))
    if start:
        yield Dates(start, None)
    if end:
        yield Dates(None, end)


def _name(field: NameField, typed: str) -> Node:
    return named(field, _terms(field, typed))


def _terms(option: str, typed: str) -> tuple[Term, ...]:
    terms = terms_of(typed)
    if not terms:
        raise UsageError("query.empty_filter", option=f"--{option}", value=typed)
    return terms


def _number(typed: str) -> Cites:
    number = cites(typed)
    if number is None:
        raise UsageError("query.no_number_filter", option="--cites", value=typed)
    return number


def _one_of(values: tuple[str, ...], typed: str, option: str) -> str:
    """The value that was typed, with or without marks and hyphens."""
    wanted = [unmarked(key) for key in keys(typed)]
    for value in values:
        if [unmarked(key) for key in keys(value)] == wanted:
            return value
    raise UsageError("query.unknown_filter", option=option, value=typed, known=", ".join(values))
