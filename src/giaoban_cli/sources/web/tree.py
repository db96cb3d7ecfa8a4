"""A page's markup → its visible blocks of text and the elements they stand in.

In: HTML as text. Out: `Tree`, plain values in document order; the parser's own nodes stay here.
Scripts, hidden elements and form controls are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from giaoban_cli.errors import UnreadableFile
from giaoban_cli.frozen import frozen

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

DEEPEST = 1000
"""Elements within elements: the parser's time grows with the square; real pages have 60."""

DEEPEST_BLOCKS = 400
"""Those of them that begin lines: every line counts for all around it."""

MOST_BLOCKS = 20_000
"""Blocks of text in a page; a long one has 2,000."""

LINK = 0.7
"""A line with so large a share of linked characters is a link."""

_SILENT = frozenset((
    "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object",
    "embed", "applet", "select", "option", "datalist", "button", "input", "textarea", "audio",
    "video", "canvas", "map", "dialog", "marquee", "noframes", "title",
))  # fmt: skip
"""Elements without text for readers."""

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu",
    "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
))  # fmt: skip
"""Elements that begin a line of their own."""

_CELLS = frozenset(("td", "th"))
_IN_LAYOUT = "p, div, ul, ol, table, h1, h2, h3, h4, br, blockquote, img, input"
"""What cells hold that divide a page rather than tell figures."""

LONG_CELL = 150
"""Characters from which a cell stands in a line of its own."""

_LISTS = frozenset(("ul", "ol", "menu", "dir"))

# in a style: “display: none”, “visibility:hidden”
_HIDDEN_STYLE = re.compile(
    r"(?:display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden)", re.IGNORECASE
)
_HIDDEN_CLASSES = frozenset(
    ("hidden", "hide", "sr-only", "visually-hidden", "screen-reader-text", "element-invisible")
)
# among classes: “d-none d-md-block”, hidden on small screens only
_SHOWN_WHEN_WIDE = re.compile(r"(?<!\S)d-(?:sm|md|lg|xl)-(?:block|flex|inline|table|grid)")

# "<div", "</table": a tag that opens or closes an element
_TAG = re.compile(r"<(/?)([a-zA-Z]{1,10})")
_LEFT_OPEN = frozenset((
    "p", "br", "img", "input", "hr", "meta", "link", "area", "base", "col", "embed", "source",
    "track", "wbr", "param", "td", "tr", "th", "dd", "dt", "option", "colgroup", "tbody",
    "thead", "tfoot",
))  # fmt: skip
"""Elements that need no end tag, or seldom have one."""

_NEXT_CELL = "\x1f"
"""Stands between the cells of a row while its line is read."""

_SPACES = re.compile(r"[ \t\n\r\f]+")
_UNSEEN = re.compile("[\u200b\u2060\ufeff]")
_HEADING = re.compile(r"h[1-6]$")


@dataclass(slots=True)
class Element:
    """An element that holds text, and counts over all the text inside it.

    Attributes:
        tag: its name.
        marks: its id and classes, and its role, in small letters.
        parent: place of the element around it in `Tree.elements`; -1 for the outermost.
        characters: of its text.
        linked: those of them inside links.
        links: number of links.
        lines: number of its lines.
        link_lines: those of them that are links, or little else.
    """

    tag: str
    marks: str
    parent: int
    characters: int = 0
    linked: int = 0
    links: int = 0
    lines: int = 0
    link_lines: int = 0

    @property
    def share(self) -> float:
        """How much of the text is links."""
        return self.linked / self.characters if self.characters else 0.0


@frozen
class Block:
    """A line of text as a page shows it.

    Attributes:
        text: its words, spaces collapsed.
        element: place of the innermost block element around it.
        linked: characters of it inside links.
        broken: whether it goes on the line above it within one paragraph (`<br>`).
        heading: whether it is a heading.
    """

    text: str
    element: int
    linked: int
    broken: bool
    heading: bool

    @property
    def is_link(self) -> bool:
        """Whether it is a link, or little else."""
        return self.linked >= LINK * len(self.text)


@dataclass(slots=True)
class Tree:
    """A page: its elements, in the order of their beginnings, and its blocks in order."""

    elements: list[Element] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def around(self, element: int) -> Iterator[int]:
        """An element, and those around it, from the inside out."""
        while element >= 0:
            yield element
            element = self.elements[element].parent


def check_depth(markup: str, path: str) -> None:
    """Refuse a page of elements within elements without end, before it is parsed.

    Raises:
        UnreadableFile: it is one.
    """
    depth: dict[str, int] = {}
    total = 0
    for tag in _TAG.finditer(markup):
        name = tag[2].lower()
        if name in _LEFT_OPEN:
            continue
        if not tag[1]:
            depth[name] = depth.get(name, 0) + 1
            total += 1
            if total > DEEPEST:
                raise UnreadableFile("file.too_deep", path=path)
        elif depth.get(name):
            depth[name] -= 1
            total -= 1


def grow(root: LexborNode, path: str, *, hidden: bool = False) -> Tree:
    """Read the blocks of a page.

    Args:
        root: the parsed page's outermost element.
        path: the file's name, for errors.
        hidden: whether hidden elements count, too.

    Raises:
        UnreadableFile: it is nested deeper than any page.
    """
    growth = _Growth(path)
    growth.read(root, hidden=hidden)
    return growth.tree


class _Growth:
    """A walk over a page's nodes, without recursion, that writes down its lines."""

    def __init__(self, path: str) -> None:
        self.tree = Tree()
        self._path = path
        self._inside: list[int] = []
        self._line: list[str] = []
        self._linked = 0
        self._in_link = 0
        self._in_pre = 0
        self._broken = False
        self._lists: list[int | None] = []
        self._in_row = False

    def read(self, root: LexborNode, *, hidden: bool) -> None:
        node: LexborNode | None = root
        while node is not None and len(self.tree.blocks) < MOST_BLOCKS:
            entered = self._enter(node, hidden=hidden)
            child = node.child if entered else None
            if child is not None:
                node = child
                continue
            if entered:
                self._leave(node)
            while node is not None and node.next is None:
                node = None if node.mem_id == root.mem_id else node.parent
                if node is not None:
                    self._leave(node)
                    if node.mem_id == root.mem_id:
                        node = None
            if node is not None:
                node = node.next
        self._flush()

    def _enter(self, node: LexborNode, *, hidden: bool) -> bool:
        """Take in what stands at a node's beginning; whether to look inside."""
        tag = node.tag or ""
        if tag == "-text":
            self._say(node.text_content or "")
            return False
        if tag.startswith(("-", "!")) or tag in _SILENT:
            return False
        attributes = node.attributes
        if not hidden and _is_hidden(attributes):
            return False
        if tag == "br":
            self._flush(broken=True)
            return False
        if tag == "a" and "href" in attributes:
            self._in_link += 1
            self._count_link()
        elif tag in _BLOCKS:
            self._begin(tag, attributes)
            if tag == "tr":
                self._in_row = _tells_figures(node)
        return True

    def _begin(self, tag: str, attributes: dict[str, str | None]) -> None:
        """A block element begins."""
        if self._in_row and tag in _CELLS:
            self._line.append(_NEXT_CELL)
            return
        self._flush()
        words = (attributes.get(name) or "" for name in ("id", "class", "role", "itemprop"))
        parent = self._inside[-1] if self._inside else -1
        self.tree.elements.append(Element(tag, " ".join(words).lower(), parent))
        self._inside.append(len(self.tree.elements) - 1)
        if len(self._inside) > DEEPEST_BLOCKS:
            raise UnreadableFile("file.too_deep", path=self._path)
        if tag == "pre":
            self._in_pre += 1
        elif tag in _LISTS:
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li" and self._lists:
            count = self._lists[-1]
            if count is None:
                self._line.append("- ")
            else:
                self._lists[-1] = count + 1
                self._line.append(f"{count + 1}. ")

    def _leave(self, node: LexborNode) -> None:
        """Take in what stands at a node's end."""
        tag = node.tag or ""
        if tag == "a" and "href" in node.attributes:
            self._in_link = max(0, self._in_link - 1)
        elif self._in_row and tag in _CELLS:
            return
        elif tag in _BLOCKS and self._inside:
            self._flush()
            if tag == "tr":
                self._in_row = False
            self._inside.pop()
            if tag == "pre":
                self._in_pre -= 1
            elif tag in _LISTS and self._lists:
                self._lists.pop()

    def _say(self, text: str) -> None:
        """Words of the line that is being read."""
        if self._in_pre:
            first, *rest = text.split("\n")
            self._word(first)
            for line in rest:
                self._flush(broken=True)
                self._word(line)
        else:
            self._word(text)

    def _word(self, text: str) -> None:
        text = _UNSEEN.sub("", _SPACES.sub(" ", text))
        self._line.append(text)
        if self._in_link:
            self._linked += len(text.strip())

    def _count_link(self) -> None:
        for element in self._inside:
            self.tree.elements[element].links += 1

    def _flush(self, *, broken: bool = False) -> None:
        """End the line."""
        text = _SPACES.sub(" ", "".join(self._line)).strip(" ")
        if _NEXT_CELL in text:
            text = "\t".join(cell.strip(" ") for cell in text.split(_NEXT_CELL)).strip()
        linked, self._linked = min(self._linked, len(text)), 0
        bullet = text in ("-", "") or (text[-1] == "." and text[:-1].isdigit())
        if bullet and self._line and not broken:
            self._line = [text, " "] if text else []  # a list item whose words follow in a <p>
        else:
            self._line = []
        if text and not bullet and self._inside:
            element = self._inside[-1]
            heading = any(_HEADING.match(self.tree.elements[e].tag) for e in self._inside[-3:])
            block = Block(text, element, linked, self._broken, heading)
            self.tree.blocks.append(block)
            for each in map(self.tree.elements.__getitem__, self._inside):
                each.characters += len(text)
                each.linked += linked
                each.lines += 1
                each.link_lines += block.is_link
        self._broken = broken and (bool(text) or self._broken)


def _tells_figures(row: LexborNode) -> bool:
    """Whether a table's row is one line: several short cells of words and numbers alone."""
    cells = [cell for cell in row.iter() if cell.tag in _CELLS]
    if len(cells) < 2 or row.css_first(_IN_LAYOUT) is not None:
        return False
    return all(len(cell.text()) <= LONG_CELL for cell in cells)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    """Whether an element says of itself that it is not shown."""
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if _HIDDEN_STYLE.search(attributes.get("style") or ""):
        return True
    classes = attributes.get("class") or ""
    named = classes.split()
    if "d-none" in named and not _SHOWN_WHEN_WIDE.search(classes):
        return True
    return not _HIDDEN_CLASSES.isdisjoint(named)
