"""What is asked: a query string and filters → a tree of our own that knows no engine.

In: what the user typed, the filters, today's date. Out: `Query`, or a `QueryError` that says
where the text goes wrong. docs/query-language.md is this package told to users.

Here stand the values of the tree, which every command needs; what reads a query is loaded when
there is one: `query.parse` conducts, `pieces` and `grammar` read the string, `expand` finds other
ways to say the same, `dates` reads the DATE forms, `highlight` finds the matched words in a text.
"""

from giaoban_cli.models import Filters, Marks, Sort
from giaoban_cli.query.tree import (
    And,
    Cites,
    Dates,
    Is,
    Name,
    NameField,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Term,
    TextField,
    Within,
    Words,
)

__all__ = [
    "And",
    "Cites",
    "Dates",
    "Filters",
    "Is",
    "Marks",
    "Name",
    "NameField",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Query",
    "Sort",
    "Term",
    "TextField",
    "Within",
    "Words",
]
