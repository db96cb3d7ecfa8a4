"""The programs that are measured side by side. A further one is one more row here."""

from __future__ import annotations

from importlib.util import find_spec

from benchmarks.peers import fts5, opensearch, ripgrep, stock_whoosh
from benchmarks.peers.giaoban import Giaoban
from benchmarks.peers.program import Program

PROGRAMS: tuple[Program, ...] = (
    Giaoban("whoosh", whole=True),
    Giaoban("whoosh", whole=False),
    *(Giaoban("tantivy", whole=whole) for whole in (True, False) if find_spec("tantivy")),
    *(opensearch.PROGRAMS if find_spec("opensearchpy") else ()),
    stock_whoosh.PROGRAM,
    stock_whoosh.FOLDING,
    fts5.PROGRAM,
    *((ripgrep.PROGRAM,) if ripgrep.installed() else ()),
)


def named(name: str) -> Program:
    """The program of a name."""
    return next(program for program in PROGRAMS if program.name == name)
