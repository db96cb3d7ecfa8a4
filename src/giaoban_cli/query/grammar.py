"""The query language: a query string → nodes, by hand, so that every error knows its place.

In: the string. Out: a node, or a `QueryError` with the offset at which the text goes wrong.

    either   = all { OR all }
    all      = item { [AND] item }
    item     = { NOT | - } ( "(" either ")" | phrase | field value | run of words )
    phrase   = " words " [ ~ number ]

Bare words that follow each other are one run. AND, OR and NOT count in capitals only; a dash
negates when a word follows it at once and none stands right before it, so that `kinh tế - xã hội`
and `văn hóa-xã hội` are what they look like.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal
from unicodedata import normalize

from giaoban_cli.errors import QueryError, UsageError
from giaoban_cli.models import KINDS, LEVELS
from giaoban_cli.query.expand import named, numbered, parts
from giaoban_cli.query.pieces import Piece, pieces
from giaoban_cli.query.terms import cites, terms_of
from giaoban_cli.query.tree import (
    And,
    Dates,
    Is,
    Node,
    Not,
    Or,
    Phrase,
    Term,
    Within,
    Words,
)
from giaoban_cli.text.abbreviations import Abbreviations
from giaoban_cli.text.fold import keys, unmarked

MOST_TERMS = 64
DEEPEST = 20

# A whole document number inside other words: `05-CT/TW`, `123/QĐ-UBND`.
_WHOLE_NUMBER = re.compile(r"\d{1,5}[a-z]?[-/].{0,30}[-/].{1,30}")


class Reader:
    """Reads one query string.

    Args:
        text: the query string.
        today: the day that relative dates count from.
        abbreviations: what stands for what; None to take words as they are typed.
    """

    def __init__(self, text: str, today: date, abbreviations: Abbreviations | None) -> None:
        self._text = normalize("NFC", text)
        self._today = today
        self._abbreviations = abbreviations
        self._signs = list(pieces(self._text))
        self._at = 0
        self._terms = 0

    def read(self) -> Node:
        """The node of the whole string.

        Raises:
            QueryError: it is not well formed.
        """
        node = self._either(0)
        left = self._next
        if left.sign != "end":
            raise QueryError("query.stray_parenthesis", position=left.start)
        if node is None:
            raise QueryError("query.no_words", position=0)
        return node

    @property
    def _next(self) -> Piece:
        return self._signs[self._at]

    def _take(self) -> Piece:
        piece = self._signs[self._at]
        self._at += 1
        return piece

    def _either(self, depth: int) -> Node | None:
        children = [self._all(depth)]
        while self._next.sign == "OR":
            sign = self._take()
            child = self._all(depth)
            if child is None or children[0] is None:
                raise QueryError("query.operand", position=sign.start, sign=sign.text)
            children.append(child)
        found = tuple(child for child in children if child is not None)
        return found[0] if len(found) == 1 else Or(found) if found else None

    def _all(self, depth: int) -> Node | None:
        children: list[Node] = []
        while True:
            piece = self._next
            if piece.sign in ("end", ")", "OR"):
                break
            if piece.sign == "AND":
                self._take()
                if not children or self._next.sign in ("end", ")", "OR", "AND"):
                    raise QueryError("query.operand", position=piece.start, sign="AND")
                continue
            children.extend(self._item(depth))
        return children[0] if len(children) == 1 else And(tuple(children)) if children else None

    def _item(self, depth: int) -> list[Node]:
        """One operand with the NOTs before it; none for marks that are no word."""
        negated, sign = False, self._next
        while self._next.sign == "NOT":
            self._take()
            negated = not negated
        if sign.sign == "NOT" and self._next.sign in ("end", ")", "OR", "AND"):
            raise QueryError("query.operand", position=sign.start, sign="NOT")
        only_one = sign.sign == "NOT"
        nodes = self._operand(depth, only_one)
        if negated and nodes:
            return [Not(nodes[0] if len(nodes) == 1 else And(tuple(nodes)))]
        return nodes

    def _operand(self, depth: int, only_one: bool) -> list[Node]:
        match self._next.sign:
            case "(":
                return [self._group(depth)]
            case "phrase":
                return [self._quoted()]
            case "field":
                return [self._fielded()]
            case _:
                return self._run(only_one)

    def _group(self, depth: int) -> Node:
        opening = self._take()
        if depth >= DEEPEST:
            raise QueryError("query.too_deep", position=opening.start, most=DEEPEST)
        node = self._either(depth + 1)
        if self._next.sign != ")":
            raise QueryError("query.open_parenthesis", position=opening.start)
        self._take()
        if node is None:
            raise QueryError("query.empty_parentheses", position=opening.start)
        return node

    def _quoted(self) -> Node:
        piece = self._take()
        terms = self._terms_of(piece.text, piece)
        if not terms:
            raise QueryError("query.empty_phrase", position=piece.start)
        return Phrase(terms, piece.slop, prefix=piece.text.rstrip().endswith("*"))

    def _run(self, only_one: bool) -> list[Node]:
        """Bare words up to the next sign; a word with `*` ends its run."""
        nodes: list[Node] = []
        while self._next.sign == "word":
            first = self._next
            words: list[str] = []
            prefix = False
            while self._next.sign == "word" and not prefix:
                piece = self._next
                whole = _WHOLE_NUMBER.fullmatch(piece.text)
                number = cites(piece.text, own=True) if whole else None
                if number is not None:
                    break
                self._take()
                words.append(piece.text.removesuffix("*"))
                prefix = self._has_star(piece)
                if only_one:
                    break
            terms = self._terms_of(" ".join(words), first)
            if terms:
                nodes.append(self._words(terms, prefix))
            if not words and number is not None:
                self._count(1, self._take())
                nodes.append(number)
            if only_one:
                break
        return nodes

    @staticmethod
    def _has_star(piece: Piece) -> bool:
        """Whether a word is the beginning of one; a star elsewhere is an error."""
        star = piece.text.find("*")
        if star < 0:
            return False
        if star < len(piece.text) - 1:
            raise QueryError("query.star_inside", position=piece.start + star)
        if not keys(piece.text):
            raise QueryError("query.star_alone", position=piece.start)
        return True

    def _words(self, terms: tuple[Term, ...], prefix: bool) -> Words:
        if self._abbreviations is None:
            return Words(terms, prefix)
        terms = numbered(terms)
        return Words(terms, prefix, parts(terms, self._abbreviations, prefix=prefix))

    def _terms_of(self, text: str, piece: Piece) -> tuple[Term, ...]:
        terms = terms_of(text)
        self._count(len(terms), piece)
        return terms

    def _count(self, terms: int, piece: Piece) -> None:
        self._terms += terms
        if self._terms > MOST_TERMS:
            raise QueryError("query.too_many_words", position=piece.start, most=MOST_TERMS)

    def _fielded(self) -> Node:
        """A field with its value: a quoted text, or whatever stands before the next space."""
        field = self._take()
        value = self._next
        if value.sign not in ("word", "phrase", "NOT"):
            raise QueryError("query.field_value", position=field.start, name=field.text)
        self._take()
        if value.sign == "NOT":
            raise QueryError("query.field_value", position=value.start, name=field.text)
        return self._valued(field.text, value)

    def _valued(self, field: str, value: Piece) -> Node:
        match field:
            case "official" | "chair" | "speaker" | "author":
                return named(field, self._filled(value, field))
            case "title" | "place" | "organisation":
                return Within(field, self._filled(value, field))
            case "date":
                return self._dates(value)
            case "kind" | "level":
                return self._choice(field, value)
            case _:
                number = cites(value.text)
                if number is None:
                    raise QueryError("query.no_number", position=value.start, value=value.text)
                self._count(1, value)
                return number

    def _filled(self, value: Piece, field: str) -> tuple[Term, ...]:
        terms = self._terms_of(value.text, value)
        if not terms:
            raise QueryError("query.field_value", position=value.start, name=field)
        return terms

    def _choice(self, field: Literal["kind", "level"], value: Piece) -> Is:
        wanted = [unmarked(key) for key in keys(value.text)]
        known = KINDS if field == "kind" else LEVELS
        for each in known:
            if [unmarked(key) for key in keys(each)] == wanted:
                self._count(1, value)
                return Is(field, each)
        raise QueryError(
            "query.unknown_value",
            position=value.start,
            name=field,
            value=value.text,
            known=", ".join(known),
        )

    def _dates(self, value: Piece) -> Dates:
        """`date:2024`, `date:2024-03..2024-06`, `date:2024-03..`."""
        first, dots, last = value.text.partition("..")
        if dots and not first.strip() and not last.strip():
            raise QueryError("query.field_value", position=value.start, name="date")
        self._count(1, value)
        from giaoban_cli.query.dates import read_days

        try:
            start = read_days(first, self._today, option="date:") if first.strip() else None
            if not dots:
                assert start is not None
                return Dates(start.start, start.end)
            end = read_days(last, self._today, option="date:") if last.strip() else None
        except UsageError as error:
            raise QueryError(error.key, position=value.start, **error.details) from None
        return Dates(start.start if start else None, end.end if end else None)
