"""XML read within bounds: no document type, no entities of its own, no depth without end.

In: bytes. Out: calls for the tags and texts in them, in order; no tree is built. The parser is
expat, as Python ships it: docs/decisions/0008-documents.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from giaoban_cli.errors import UnreadableFile

DEEPEST = 500
"""Elements within elements; a table in a text box in a table has 60."""

_BETWEEN = "|"
_OFFICE = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
    "http://schemas.openxmlformats.org/markup-compatibility/2006",
)
"""Namespaces whose names stand by themselves; those of others keep their namespace."""

Attributes = Mapping[str, str]


def scan(
    data: bytes,
    path: str,
    *,
    start: Callable[[str, Attributes], None] = lambda _tag, _attributes: None,
    end: Callable[[str], None] = lambda _tag: None,
    text: Callable[[str], None] = lambda _text: None,
) -> None:
    """Go through a document.

    Args:
        data: the document; nothing to do when it is empty.
        path: the file's name, for errors.
        start: called with the local name and attributes of an element that begins.
        end: called with the local name of an element that ends.
        text: called with its text, piece by piece.

    Raises:
        UnreadableFile: it is not well formed, has a document type, or is nested without end.
    """
    if not data:
        return
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.buffer_text = True
    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise UnreadableFile("file.too_deep", path=path)
        start(_local(name), {_local(key): value for key, value in attributes.items()})

    def finish(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(_local(name))

    def refuse(*_: object) -> None:
        raise UnreadableFile("file.document_type", path=path)

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise UnreadableFile("file.damaged", path=path) from None


def _local(name: str) -> str:
    """A name without its namespace, when that is one of Office's for words."""
    space, _, local = name.rpartition(_BETWEEN)
    return local if not space or space in _OFFICE else name
