"""Which words of a text a query means: spans for highlighting, and the piece of text to show.

In: a query and the original text. Out: character spans that cut exactly the matched words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from giaoban_cli.models import Snippet, Span
from giaoban_cli.query.tree import And, Name, Node, Not, Or, Phrase, Query, Term, Within, Words
from giaoban_cli.text.fold import CAPITALS, begins, compatible, tokens, unmarked


def highlights(query: Query, text: str) -> tuple[Span, ...]:
    """The places of a text that answer a query, in order, none overlapping.

    A run of words is shown where it stands together; its words are shown apart only when it
    stands together nowhere in the text.

    Args:
        query: the query.
        text: the text, one paragraph a line; no phrase goes from one line into the next.

    Returns:
        Spans that begin with the first letter of a matched word and end with the last of one.
    """
    matcher = _Matcher(text, ignore=query.marks == "ignore")
    spans: list[Span] = []
    for node in (query.root, *query.filters):
        if node is not None:
            spans += matcher.spans(node)
    return _apart(spans)


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

    def __init__(self, text: str, *, ignore: bool) -> None:
        self._text = text
        self._words = tokens(text)
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
            case Name(_, terms) | Within(_, terms):
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
        if run.parts and not all(self._at(term, False) for term in run.terms):
            for wordings in run.parts:
                for wording in wordings:
                    yield from self._phrase(wording)
            return
        for index, term in enumerate(run.terms):
            open_end = run.prefix and index == len(run.terms) - 1
            yield from (self._span(at, at) for at in self._at(term, open_end))

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
        for first in places[0]:
            at, left = first, slop
            for following in places[1:]:
                index = bisect_left(following, at + 1)
                if index == len(following) or following[index] - at - 1 > left:
                    break
                left -= following[index] - at - 1
                at = following[index]
            else:
                start, end = self._span(first, at)
                if "\n" not in self._text[start:end]:
                    yield start, end

    def _wordings(self, terms: Sequence[Term]) -> list[int]:
        """The indexes of the words that any of these terms may mean."""
        return sorted({at for term in terms for at in self._at(term, False)})

    def _at(self, term: Term, open_end: bool) -> list[int]:
        """The indexes of the words that a term may mean."""
        known = (term, open_end)
        if known not in self._places:
            self._places[known] = [
                index
                for index, word in enumerate(self._words)
                if means(term, word.key, open_end=open_end, ignore=self._ignore)
            ]
        return self._places[known]

    def _span(self, first: int, last: int) -> Span:
        return self._words[first].start, self._words[last].end


def _words(run: Words) -> Iterator[list[Term]]:
    """The words of a run in order, each with the other single words it may be written as."""
    for part in run.parts:
        typed = part[0].terms
        if len(typed) == 1:
            yield [wording.terms[0] for wording in part if len(wording.terms) == 1]
        else:
            yield from ([term] for term in typed)


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
    """The stretch that holds the most spans, begun a little before the first of them."""
    if not spans:
        start = len(text) - len(text.lstrip())
        return start, _back_to_space(text, min(start + width, len(text)))
    starts = [span[0] for span in spans]
    ends = [span[1] for span in spans]

    def held(index: int) -> int:
        return sum(1 for end in ends[index:] if end <= starts[index] + width * 3 // 4)

    best = max(range(len(spans)), key=lambda index: (held(index), -index))
    first = starts[best]
    start = max(text.rfind("\n", 0, first) + 1, first - width // 4)
    if start > 0 and not text[start - 1].isspace():
        start = min(text.find(" ", start, first) + 1 or first, first)
    end = min(len(text), max(start + width, ends[best]))
    line = text.find("\n", ends[best], end)
    if line >= 0 and line - start > width // 2:
        end = line
    return start, max(_back_to_space(text, end), ends[best])


def _back_to_space(text: str, end: int) -> int:
    """The end of the last whole word before an offset."""
    if end >= len(text) or text[end].isspace():
        return end
    space = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end))
    return space if space > 0 else end
