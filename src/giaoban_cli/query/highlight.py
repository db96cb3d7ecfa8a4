"""Which words of a text a query means: spans for highlighting, and the piece of text to show.

In: a query and the original text. Out: character spans that cut exactly the matched words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, count

from giaoban_cli.models import Snippet, Span
from giaoban_cli.query.tree import (
    And,
    Cites,
    Name,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Term,
    Within,
    Words,
    reach,
)
from giaoban_cli.text.fold import CAPITALS, begins, compatible, keys, unmarked, worded

Known = Callable[[Node], Sequence[Span]]
"""What a record knows of where a name or document stands; nothing for other nodes."""


def highlights(query: Query, text: str, known: Known = lambda _: ()) -> tuple[Span, ...]:
    """The places of a text that answer a query, in order, none overlapping.

    A run of words is shown where it stands together; else where its words stand near each other,
    and only there; else word by word. Names are shown where they are written as names.

    Args:
        query: the query.
        text: the text, one paragraph a line; no phrase goes from one line into the next.
        known: tells for a name or document where it stands.

    Returns:
        Spans that begin with the first letter of a matched word and end with the last of one.
    """
    matcher = _Matcher(text, ignore=query.marks == "ignore", known=known)
    spans: list[Span] = []
    for node in (query.root, *query.filters):
        if node is not None:
            spans += matcher.spans(node)
    return _apart(spans)


def readings(terms: Sequence[Term], text: str, *, ignore: bool) -> tuple[tuple[str, ...], ...]:
    """How a text writes a run of words, as marked keys, once for each place.

    Args:
        terms: the run.
        text: as for `highlights`.
        ignore: whether marks never matter.
    """
    return tuple(_Matcher(text, ignore=ignore).readings(terms))


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order; of two that overlap the longer one stays."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
        elif span[1] - span[0] > kept[-1][1] - kept[-1][0]:
            kept[-1] = span
    return tuple(kept)


class _Matcher:
    """The words of one text, and where the terms of a query stand among them."""

    def __init__(self, text: str, *, ignore: bool, known: Known = lambda _: ()) -> None:
        self._text = text
        self._known = known
        self._keys, self._found = worded(text)
        self._different = set(self._keys)
        self._ignore = ignore
        self._places: dict[tuple[Term, bool], list[int]] = {}

    def spans(self, node: Node) -> Iterator[Span]:
        """The places that one node means; a negated one means none."""
        match node:
            case And(children) | Or(children):
                for child in children:
                    yield from self.spans(child)
            case Phrase():
                yield from self._phrase(node)
            case Words():
                yield from self._run(node)
            case Name(_, terms):
                yield from self._known(node) or (
                    span for span in self._phrase(Phrase(terms)) if self._text[span[0]].isupper()
                )
            case Cites():
                yield from self._known(node)
            case Within(_, terms):
                yield from self._phrase(Phrase(terms))
            case Not():
                return

    def _run(self, run: Words) -> Iterator[Span]:
        together = list(self._phrase(Phrase(run.terms, prefix=run.prefix)))
        if not together and run.parts:
            together = list(self._in_order([self._wordings(part) for part in _words(run)], 0))
        if together:
            yield from together
            return
        last = len(run.terms) - 1
        places = [
            self._at(term, run.prefix and index == last) for index, term in enumerate(run.terms)
        ]
        if run.parts and not all(places):
            for wordings in run.parts:
                for wording in wordings:
                    yield from self._phrase(wording)
            return
        close = list(self._near(places)) if all(places) else []
        for row in close or [[at] for each in places for at in each]:
            yield from self._joined(sorted(set(row)))

    def _near(self, places: Sequence[list[int]]) -> Iterator[list[int]]:
        """Where all words stand near each other: the place of each word, the closest first.

        A stretch that shares a word with a shorter one is left out.
        """
        found: list[tuple[int, list[int]]] = []
        held: dict[int, int] = {}
        for at, word in sorted((at, word) for word, each in enumerate(places) for at in each):
            held[word] = at
            if len(held) == len(places):
                first, last = min(held.values()), max(held.values())
                if last - first < reach(len(places)) and self._on_one_line(first, last):
                    found.append((last - first, _side_by_side(places, held, first, last)))
        used: set[int] = set()
        for _, row in sorted(found):
            if used.isdisjoint(row):
                used.update(row)
                yield row

    def _joined(self, row: Sequence[int]) -> Iterator[Span]:
        """Spans of these words, those that follow each other as one."""
        first = last = row[0]
        for at in row[1:]:
            if at > last + 1:
                yield self._span(first, last)
                first = at
            last = at
        yield self._span(first, last)

    def _on_one_line(self, first: int, last: int) -> bool:
        start, end = self._span(first, last)
        return "\n" not in self._text[start:end]

    def _phrase(self, phrase: Phrase) -> Iterator[Span]:
        """Where the terms stand in order, with at most `slop` other words between them."""
        last = len(phrase.terms) - 1
        places = [
            self._at(term, phrase.prefix and index == last)
            for index, term in enumerate(phrase.terms)
        ]
        return self._in_order(places, phrase.slop)

    def _in_order(self, places: Sequence[list[int]], slop: int) -> Iterator[Span]:
        """Where words, each given by its places, follow each other."""
        for row in self._rows(places, slop):
            yield self._span(row[0], row[-1])

    def _rows(self, places: Sequence[list[int]], slop: int) -> Iterator[list[int]]:
        """The places of words that follow each other on one line."""
        for first in places[0]:
            row, left = [first], slop
            for following in places[1:]:
                index = bisect_left(following, row[-1] + 1)
                if index == len(following) or following[index] - row[-1] - 1 > left:
                    break
                left -= following[index] - row[-1] - 1
                row.append(following[index])
            else:
                if self._on_one_line(row[0], row[-1]):
                    yield row

    def readings(self, terms: Sequence[Term]) -> Iterator[tuple[str, ...]]:
        """The words that a run means where they follow each other, or else stand near."""
        places = [self._at(term, False) for term in terms]
        for row in list(self._rows(places, 0)) or list(self._near(places)):
            yield tuple(self._keys[at] for at in row)

    def _wordings(self, terms: Sequence[Term]) -> list[int]:
        """The indexes of the words that any of these terms may mean."""
        return sorted({at for term in terms for at in self._at(term, False)})

    def _at(self, term: Term, open_end: bool) -> list[int]:
        """The indexes of the words that a term may mean."""
        known = (term, open_end)
        if known not in self._places:
            meant = {
                key
                for key in self._candidates(term, open_end)
                if means(term, key, open_end=open_end, ignore=self._ignore)
            }
            wanted = map(meant.__contains__, self._keys) if meant else ()
            self._places[known] = list(compress(count(), wanted))
        return self._places[known]

    def _candidates(self, term: Term, open_end: bool) -> Iterable[str]:
        """The keys of the text that a term could mean by their plain letters."""
        wanted = {unmarked(typed) for typed in (term.marked, *term.also)}
        if open_end:
            beginnings = tuple(wanted)
            return [key for key in self._different if unmarked(key).startswith(beginnings)]
        return compress(self._different, map(wanted.__contains__, map(unmarked, self._different)))

    def _span(self, first: int, last: int) -> Span:
        return self._found[first].start(), self._found[last].end()


def _words(run: Words) -> Iterator[list[Term]]:
    """The words of a run in order, each with the other single words it may be written as."""
    for part in run.parts:
        typed = part[0].terms
        if len(typed) == 1:
            yield [wording.terms[0] for wording in part if len(wording.terms) == 1]
        else:
            yield from ([term] for term in typed)


def _side_by_side(
    places: Sequence[list[int]], held: dict[int, int], first: int, last: int
) -> list[int]:
    """The place of each word within a stretch: right behind the word before it where it can be."""
    row: list[int] = []
    for word, each in enumerate(places):
        follows = row[-1] + 1 if row else first
        index = bisect_left(each, follows)
        stands = follows <= last and index < len(each) and each[index] == follows
        row.append(follows if stands else held[word])
    return row


def means(term: Term, key: str, *, open_end: bool, ignore: bool) -> bool:
    """Whether a term of a query may mean a word of a text.

    Args:
        term: the term.
        key: marked key of the word.
        open_end: whether the term is only the beginning of a word.
        ignore: whether marks never matter.
    """
    return any(_means(typed, key, open_end, ignore) for typed in (term.marked, *term.also))


def _means(typed: str, key: str, open_end: bool, ignore: bool) -> bool:
    if ignore and not typed.endswith(CAPITALS):
        plain, wanted = unmarked(key), unmarked(typed)
        return plain.startswith(wanted) if open_end else plain == wanted
    return begins(typed, key) if open_end else compatible(typed, key)


def snippet(text: str, spans: Sequence[Span], width: int = 240) -> Snippet:
    """The piece of a text that shows the most matches, with words whole.

    Args:
        text: the original text.
        spans: what to highlight, in order, as `highlights` gives it.
        width: greatest number of characters.

    Returns:
        The piece in one line with `…` where the text goes on, and the highlights inside it.
    """
    start, end = _window(text, spans, width)
    piece = text[start:end]
    before = "… " if start > 0 else ""
    after = " …" if end < len(text) else ""
    flat = "".join(" " if letter.isspace() else letter for letter in piece)
    shift = len(before) - start
    inside = tuple((s + shift, e + shift) for s, e in spans if start <= s and e <= end)
    return Snippet(before + flat + after, inside)


def _window(text: str, spans: Sequence[Span], width: int) -> Span:
    """The stretch that tells the most, begun with its sentence or a little before the first span.

    A word tells more when it stands in fewer places, and a run of words more than one; the same
    word again tells nothing.
    """
    if not spans:
        start = len(text) - len(text.lstrip())
        return start, _back_to_space(text, min(start + width, len(text)))
    words = [keys(text[start:end]) for start, end in spans]
    often = Counter(words)

    def told(index: int) -> tuple[float, int]:
        """How much the spans from one on tell, and in how few characters."""
        start = end = spans[index][0]
        new: set[tuple[str, ...]] = set()
        for at in range(index, len(spans)):
            if spans[at][1] > start + width * 3 // 4 and at > index:
                break
            if words[at] not in new:
                new.add(words[at])
                end = spans[at][1]
        return sum(len(each) / often[each] + len(each) for each in new), start - end

    best = max(range(len(spans)), key=lambda index: (told(index), -index))
    first, last = spans[best]
    start = _beginning(text, first, width)
    end = min(len(text), max(start + width, last))
    line = text.find("\n", last, end)
    if line >= 0 and line - start > width // 2:
        end = line
    return start, max(_back_to_space(text, end), last)


# What ends a sentence before the next one: `. Đ`, `; đ`.
_SENTENCE_END = re.compile(r"[.!?;:]\s{1,4}(?=\S)")


def _beginning(text: str, first: int, width: int) -> int:
    """Where the piece around a span begins: with its line or sentence, or else with a word."""
    line = text.rfind("\n", 0, first) + 1
    if first - line <= width // 4:
        return line
    ends = list(_SENTENCE_END.finditer(text, max(line, first - width // 2), first))
    if ends and ends[-1].end() <= first:
        return ends[-1].end()
    start = max(line, first - width // 4)
    if start > 0 and not text[start - 1].isspace():
        start = min(text.find(" ", start, first) + 1 or first, first)
    return start


def _back_to_space(text: str, end: int) -> int:
    """The end of the last whole word before an offset."""
    if end >= len(text) or text[end].isspace():
        return end
    space = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end))
    return space if space > 0 else end
