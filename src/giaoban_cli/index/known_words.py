"""What the words of queries mean in one segment, remembered as long as the segment is open.

In: a segment and the terms of a query. Out: `Occurrences`. One answer asks for the same words
several times: what is found, whether more would be without marks, whether they stand together.
"""

from __future__ import annotations

from giaoban_cli.index.forms import Forms, SegmentLexicon
from giaoban_cli.index.occurrences import Occurrences
from giaoban_cli.index.segment import WORDS, Segment
from giaoban_cli.query import Marks, Term

_MOST_KEPT = 1_000_000
"""Postings that are remembered: some ten megabytes."""


class KnownWords:
    """The words of a segment, as far as they were asked for.

    Args:
        segment: the segment.
    """

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._known: dict[tuple[Term, bool, bool, Marks], Occurrences] = {}
        self._by_forms: dict[tuple[str, ...], Occurrences] = {}
        self._kept = 0

    def trim(self) -> None:
        """Forget everything when it has become much; called between queries."""
        if self._kept > _MOST_KEPT:
            self._known.clear()
            self._by_forms.clear()
            self._kept = 0

    def occurrences(self, term: Term, open_end: bool, exact: bool, marks: Marks) -> Occurrences:
        """Where a term occurs.

        Args:
            term: the term.
            open_end: whether it is only the beginning of a word.
            exact: only letter for letter as it was typed.
            marks: whether marks that were typed must match.
        """
        asked = (term, open_end, exact, marks)
        known = self._known.get(asked)
        if known is None:
            forms = Forms(SegmentLexicon(self._segment), marks)
            found = forms.of(term, open_end, exact)
            known = self._known[asked] = self._read(found, forms.cut_short)
        return known

    def _read(self, forms: tuple[str, ...], cut_short: bool) -> Occurrences:
        """The postings of some forms of a word."""
        known = self._by_forms.get(forms)
        if known is None:
            read = (self._segment.postings(WORDS, form) for form in forms)
            found = [each for each in read if each]
            self._kept += sum(len(each.ids) for each in found) + 1
            known = Occurrences(found, self._segment.size, cut_short=cut_short)
            self._by_forms[forms] = known
        return known
