"""Which lines of a page are the report: its title, stamp, paragraphs and authors; the rest is left.

In: the blocks of a page and what it says of itself. Out: lines of text. The part of the page is
chosen in which most prose stands closest together, as readers' views of browsers do (Readability);
how portals name their parts (data/page_parts.tsv) only tips the balance. What chrome is left inside
that part, the rules of `text.page` know by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from giaoban_cli.data import table
from giaoban_cli.sources.web.about import About
from giaoban_cli.sources.web.tree import Block, Tree
from giaoban_cli.text.page.bylines import is_byline
from giaoban_cli.text.page.prose import words
from giaoban_cli.text.page.stamp_lines import find_stamp

FEW_LINKS = 2
"""A page of at most so many links is nothing but the report: saved from Word."""

PROSE = 12
"""A block of so many words is prose."""

LINKED = 0.4
"""Share of linked characters from which a block is none."""

LIST_OF_LINKS = (3, 0.5)
"""An element of so many links, with so large a share of linked characters, lists other pages."""

HELD = 0.5
"""A part that holds so large a share of the page's prose is never left out."""

ONE_IN_THREE = 3
"""Where one line in so many is a link, summaries of other reports stand below them."""

BELOW_TITLE = 3.0
"""So much more the part counts in which prose stands below the title that the page tells."""

WORTH_CLIMBING = 0.5
"""Prose beside the chosen part, by its share, for which the part around both is chosen."""

WIDGET = 4
"""A part below a heading of at most so many words is a box of the site."""

TITLE = 5
"""A title has at least so many words, unless the page tells it."""

SECTION = 8
"""The section's name has at most so many words."""

BESIDE = 6
"""It stands inside one of so many elements around the title."""

LOOK_BACK = 12
"""Blocks above the report among which its title is looked for when the page does not tell it."""

NEAR = 5
"""Blocks above the title, and below the report, among which its stamp and authors stand."""

FAR = 30
"""Blocks between title and report from which the title stands elsewhere on the page."""

_LETTERS = re.compile(r"\w+")


@cache
def _named(kind: str) -> re.Pattern[str]:
    """What portals call parts of a kind: one fragment or another, anywhere in a name."""
    fragments = (row[1] for row in table("page_parts") if row[0] == kind)
    return re.compile("|".join(map(re.escape, fragments)))


def report(tree: Tree, told: About) -> tuple[str, bool]:
    """The report's text.

    Args:
        tree: the page.
        told: what the page says of itself.

    Returns:
        Its lines, paragraphs parted by an empty line; and whether the day that the page tells is
        among them.
    """
    prose = _Prose(tree, told)
    title = _title(tree, prose, told)
    chosen = _chosen(tree, prose, title)
    lines = [tree.blocks[index] for index in chosen]
    stamped = any(find_stamp(block.text, 0, above=True) for block in lines)
    texts = _joined(lines)
    section = told.section or _path_end(tree, told)
    if section and title is not None and not any(b.text == section for b in lines):
        texts = f"{section}\n\n{texts}"
    if title is None and told.headline and told.headline not in texts:
        texts = f"{told.headline}\n\n{texts}"
    return texts, stamped


class _Prose:
    """How much prose stands in each element, and where it is densest.

    `weight` is each block's, `inside` each element's with all that stands in it.
    """

    def __init__(self, tree: Tree, told: About) -> None:
        self._tree = tree
        self.weight = [_weight(block) for block in tree.blocks]
        self.inside = [0] * len(tree.elements)
        self._first_block: dict[int, int] = {}
        self._children: dict[int, list[int]] = {}
        for element, entry in enumerate(tree.elements):
            self._children.setdefault(entry.parent, []).append(element)
        for index, (block, weight) in enumerate(zip(tree.blocks, self.weight, strict=True)):
            for element in tree.around(block.element):
                self._first_block.setdefault(element, index)
                self.inside[element] += weight
        self.total = sum(self.weight)
        below = self._below_title(told)
        self._below = set() if below is None else set(tree.around(tree.blocks[below].element))
        self.aside = [self._is_aside(element) for element in range(len(tree.elements))]
        self.best = self._climbed(self._densest())
        self.first = next(
            (i for i, w in enumerate(self.weight) if w and self.within(i, self.best)), None
        )

    def within(self, block: int, element: int) -> bool:
        """Whether a block stands inside an element."""
        return element in self._tree.around(self._tree.blocks[block].element)

    def left_out(self, block: int) -> bool:
        """Whether a block stands in a part that is not the report."""
        return any(self.aside[e] for e in self._tree.around(self._tree.blocks[block].element))

    def _below_title(self, told: About) -> int | None:
        """The first prose below the title that the page tells, wherever it prints it."""
        blocks = self._tree.blocks
        for name in told.titles:
            wanted = _folded(name)
            found = [
                (below - index, below)
                for index, block in enumerate(blocks)
                if words(block.text) >= TITLE and _folded(block.text) == wanted
                for below in range(index + 1, min(len(blocks), index + LOOK_BACK))
                if self.weight[below]
            ]
            if found:
                return min(found)[1]
        return None

    def _is_aside(self, element: int) -> bool:
        """Whether an element is a part that is not the report."""
        entry = self._tree.elements[element]
        most = self.total and self.inside[element] >= HELD * self.total
        if element in self._below or (most and not self._below):
            return False
        if entry.tag in ("nav", "aside", "footer") or _named("aside").search(entry.marks):
            return True
        links, share = LIST_OF_LINKS
        return entry.links >= links and (
            entry.share > share or entry.link_lines * ONE_IN_THREE >= entry.lines
        )

    def _densest(self) -> int:
        """The element in which most prose stands closest together."""
        scores = [0.0] * len(self._tree.elements)
        for index, weight in enumerate(self.weight):
            if not weight or self.left_out(index):
                continue
            around = list(self._tree.around(self._tree.blocks[index].element))
            if self._tree.elements[around[0]].tag in ("p", "li", "dd", "pre", "blockquote"):
                around = around[1:] or around
            for step, element in enumerate(around[:4]):
                if step == 0 or self._tree.elements[element].tag != "body":
                    scores[element] += weight / 2**step
        for element, entry in enumerate(self._tree.elements):
            scores[element] *= 1 - entry.share
            if _named("main").search(entry.marks) or entry.tag in ("article", "main"):
                scores[element] *= 1.25
            if element in self._below:
                scores[element] *= BELOW_TITLE
        return max(range(len(scores)), key=scores.__getitem__, default=0)

    def _climbed(self, best: int) -> int:
        """The chosen element, or one around it when much of the report stands beside it."""
        inner = best
        for element in list(self._tree.around(best))[1:]:
            beside = sum(
                self.inside[other]
                for other in self._children.get(element, ())
                if other != inner and not self.aside[other] and not self._is_widget(other)
            )
            if beside >= WORTH_CLIMBING * self.inside[best]:
                best = element
            inner = element
        return best

    def _is_widget(self, element: int) -> bool:
        """Whether a part stands below a short heading of its own: “Giới thiệu”, “Bình luận”."""
        index = self._first_block.get(element)
        block = None if index is None else self._tree.blocks[index]
        return block is not None and block.heading and words(block.text) <= WIDGET


def _weight(block: Block) -> int:
    """How much prose a block is."""
    own = len(block.text) - block.linked
    if block.linked > LINKED * len(block.text) or words(block.text) < PROSE:
        return 0
    return own


def _title(tree: Tree, prose: _Prose, told: About) -> int | None:
    """Which block is the report's title."""
    first = prose.first if prose.first is not None else len(tree.blocks) - 1
    for name in told.titles:
        wanted = _folded(name)
        same = [i for i in range(first + 1) if _folded(tree.blocks[i].text) == wanted]
        inside = [i for i in same if not prose.left_out(i)]
        if wanted and (inside or (same and words(name) >= TITLE)):
            return (inside or same)[-1]
    nearest = [
        index
        for index in range(first - 1, max(-1, first - LOOK_BACK), -1)
        if words(tree.blocks[index].text) >= TITLE
        and not prose.left_out(index)
        and not _is_stamp(tree.blocks[index])
    ]
    headings = [index for index in nearest if _is_heading(tree, index)]
    plain = [index for index in nearest if not tree.blocks[index].is_link]
    return next(iter([*headings, *plain]), None)


def _is_heading(tree: Tree, index: int) -> bool:
    """Whether a block is marked as a heading, or named as a title."""
    block = tree.blocks[index]
    around = list(tree.around(block.element))[:2]
    return block.heading or any(_named("title").search(tree.elements[e].marks) for e in around)


def _folded(text: str) -> str:
    """Letters and digits alone, for comparing titles."""
    return " ".join(_LETTERS.findall(text.lower()))


def _chosen(tree: Tree, prose: _Prose, title: int | None) -> list[int]:
    """The blocks of the report, in order."""
    every = range(len(tree.blocks))
    root = tree.elements[0] if tree.elements else None
    if root is None or root.links <= FEW_LINKS:
        return [i for i in every if i == title or not prose.left_out(i)]
    inside = [i for i in every if prose.within(i, prose.best)]
    if not inside:
        return list(every)
    begin, end = inside[0], inside[-1]
    first = prose.first or 0
    found = [
        i
        for i in inside
        if i == title or not (prose.left_out(i) or (i < first and _is_entry(tree, i)))
    ]
    if title is not None and title < begin:
        between = range(title + 1, begin)
        if len(between) <= FAR:
            kept = [i for i in between if not prose.left_out(i) and not tree.blocks[i].is_link]
        else:
            kept = [i for i in between if _is_stamp(tree.blocks[i])]
        found = [title, *kept, *found]
        begin = title
    found = [*_above(tree, prose, begin, title), *found]
    tail = range(end + 1, min(len(tree.blocks), end + 1 + NEAR))
    found += [i for i in tail if not prose.left_out(i) and _ends(tree.blocks[i])]
    return _without_links(tree.blocks, found, title)


def _above(tree: Tree, prose: _Prose, begin: int, title: int | None) -> list[int]:
    """The stamp above the report, and the section's name above its title."""
    near = [] if title is None else list(tree.around(tree.blocks[title].element))[:BESIDE]
    return [
        i
        for i in range(max(0, begin - NEAR), begin)
        if _is_stamp(tree.blocks[i])
        or (
            words(tree.blocks[i].text) <= SECTION
            and not prose.left_out(i)
            and _stand_together(tree, tree.blocks[i], near)
        )
    ]


def _stand_together(tree: Tree, block: Block, near: Sequence[int]) -> bool:
    """Whether a short line belongs to the title below it, by the elements near around the title.

    Cells of one row are columns of the page; entries of a list are menus.
    """
    around = list(tree.around(block.element))
    common = next((element for element in near if element in around), None)
    if common is None or tree.elements[around[0]].tag == "li":
        return False
    steps = near.index(common)
    return {"tr": 0, "tbody": 2, "table": 2}.get(tree.elements[common].tag, BESIDE) >= steps


def _is_entry(tree: Tree, index: int) -> bool:
    """Whether a block is a link in a list: a button, an entry of a menu."""
    block = tree.blocks[index]
    return block.is_link and tree.elements[block.element].tag == "li"


def _is_stamp(block: Block) -> bool:
    return find_stamp(block.text, 0, above=True) is not None


def _ends(block: Block) -> bool:
    """Whether a block below the report's part still belongs to it."""
    return not block.linked and (_is_stamp(block) or is_byline(block.text))


def _without_links(blocks: Sequence[Block], chosen: Sequence[int], title: int | None) -> list[int]:
    """The chosen blocks without runs of links: lists of other reports inside the report's part."""
    found: list[int] = []
    run: list[int] = []
    for index in (*chosen, -1):
        if index >= 0 and index != title and blocks[index].is_link and index != chosen[0]:
            run.append(index)
            continue
        if len(run) == 1:
            found += run
        run = []
        if index >= 0:
            found.append(index)
    return found


def _path_end(tree: Tree, told: About) -> str | None:
    """The last step of the way from the front page: the section's name."""
    titles = {_folded(title) for title in told.titles}
    last: str | None = None
    for block in tree.blocks:
        around = tree.around(block.element)
        if not any(_named("path").search(tree.elements[e].marks) for e in around):
            if last:
                break
            continue
        step = re.split(r"[»›>/|]", block.text)[-1].strip(" -\t")
        step = re.sub(r"^\d{1,2}\.\s|^-\s", "", step)
        if step and _folded(step) not in titles and not step.lower().startswith("trang "):
            last = step
    return last if last and words(last) <= SECTION else None


def _joined(blocks: Sequence[Block]) -> str:
    """Lines, those of one paragraph below each other and others apart."""

    def pieces() -> Iterator[str]:
        for number, block in enumerate(blocks):
            if number:
                yield "\n" if block.broken else "\n\n"
            yield block.text

    return "".join(pieces())
