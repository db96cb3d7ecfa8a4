"""Other ways to say what was typed: short and long forms, and i written y.

In: the terms of a run of bare words. Out: its parts for `Words.parts`, or nothing when the run can
only be said as it was typed.
"""

from __future__ import annotations

from giaoban_cli.query.tree import Phrase, Term
from giaoban_cli.text.abbreviations import Abbreviations
from giaoban_cli.text.fold import respelled, spelled, unmarked

Parts = tuple[tuple[Phrase, ...], ...]


def parts(terms: tuple[Term, ...], abbreviations: Abbreviations, *, prefix: bool) -> Parts:
    """Divide a run into the longest pieces that have other wordings, and single words.

    Args:
        terms: the run.
        abbreviations: what stands for what.
        prefix: whether the last word is only the beginning of one.

    Returns:
        For each piece its wordings, the typed one first; empty when no piece has a second one.
    """
    typed = [term.marked for term in terms]
    found: list[tuple[Phrase, ...]] = []
    at = 0
    while at < len(terms):
        open_end = prefix and at == len(terms) - 1
        length, others = (1, ()) if open_end else abbreviations.others(typed, at)
        last = prefix and at + length == len(terms)
        wordings = [Phrase(terms[at : at + length], prefix=last)]
        wordings += [Phrase(tuple(_term(key) for key in other)) for other in others]
        if length == 1 and not open_end and (other_i := respelled(typed[at])):
            wordings.append(Phrase((_term(other_i),)))
        found.append(tuple(wordings))
        at += length
    return tuple(found) if any(len(wordings) > 1 for wordings in found) else ()


def _term(key: str) -> Term:
    return Term(spelled(key), unmarked(key), key)
