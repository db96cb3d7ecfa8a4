"""Other ways to say what was typed: short and long forms, i written y, names in one word or two.

In: the terms of a run of bare words. Out: its parts for `Words.parts`, or nothing when the run can
only be said as it was typed; its terms with the other way to write a counted quarter or term.
"""

from __future__ import annotations

from dataclasses import replace

from giaoban_cli.query.tree import Name, NameField, Node, Or, Phrase, Term
from giaoban_cli.text.abbreviations import Abbreviations
from giaoban_cli.text.fold import compatible, keys, parted, respelled, spelled, unmarked

Parts = tuple[tuple[Phrase, ...], ...]

_QUARTER = keys("quý")[0]
_COUNTED = {
    _QUARTER: 4,
    keys("khóa")[0]: 30,
    keys("thứ")[0]: 60,
    keys("hội")[0]: 30,
}
"""What is counted with Arabic or Roman numbers (quý III, khóa XIII, lần thứ 15, Đại hội XIII), and
how far."""

_SPOKEN = {"môtJ": 1, "hai": 2, "ba": 3, "tư": 4, "bônS": 4}
"""Numbers of quarters in words: quý một, quý tư."""


def numbered(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms of a run, a number that is counted so meaning its other way of writing, too.

    Args:
        terms: the run: `quý 3`, `quí iii`, `quy ba`, `khóa 13`.

    Returns:
        The same terms; the numbers, and a quý or quí before them, with `also`.
    """
    found = list(terms)
    for at in range(len(terms) - 1):
        counted = _counted(terms[at].marked)
        other = _other_number(terms[at + 1].marked, counted)
        if other:
            found[at + 1] = replace(terms[at + 1], also=other)
            if counted == _QUARTER and (spelling := respelled(terms[at].marked)):
                found[at] = replace(found[at], also=(spelling,))
    return tuple(found)


def _counted(typed: str) -> str | None:
    """What a word counts by number, as in `_COUNTED`."""
    spellings = [typed, respelled(typed) or typed]
    return next(
        (word for word in _COUNTED if any(compatible(each, word) for each in spellings)), None
    )


def _other_number(typed: str, counted: str | None) -> tuple[str, ...]:
    """The other ways to write a number behind what it counts."""
    if counted is None:
        return ()
    from giaoban_cli.text.what.symbols import roman

    if counted == _QUARTER:
        for spoken, number in _SPOKEN.items():
            if compatible(typed, spoken):
                return (str(number), roman(str(number)).lower())
    for number in range(1, _COUNTED[counted] + 1):
        arabic, latin = str(number), roman(str(number)).lower()
        if typed == arabic:
            return (latin,)
        if typed == latin:
            return (arabic,)
    return ()


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
        wordings += [Phrase(numbered(tuple(_term(key) for key in other))) for other in others]
        if length == 1 and not open_end:
            if (other_i := respelled(typed[at])) and other_i not in terms[at].also:
                wordings.append(Phrase((_term(other_i),)))
            if apart := parted(typed[at]):
                wordings.append(Phrase(tuple(_term(key) for key in apart)))
            elif (joined := _joined(typed[at : at + 2])) and not (prefix and at + 2 == len(terms)):
                length = 2
                wordings = [Phrase(terms[at : at + 2]), Phrase((_term(joined),))]
        found.append(tuple(wordings))
        at += length
    return tuple(found) if any(len(wordings) > 1 for wordings in found) else ()


def _term(key: str) -> Term:
    return Term(spelled(key), unmarked(key), key)


def _joined(typed: list[str]) -> str | None:
    """Two typed words as the one that a name is written as without its apostrophe: h liang."""
    joined = "".join(typed)
    return joined if len(typed) == 2 and len(typed[0]) == 1 and parted(joined) else None


def named(field: NameField, terms: tuple[Term, ...]) -> Node:
    """The node of a typed name, however its apostrophes were typed."""
    names = tuple(Name(field, each) for each in (terms, *other_names(terms)))
    return names[0] if len(names) == 1 else Or(names)


def other_names(terms: tuple[Term, ...]) -> tuple[tuple[Term, ...], ...]:
    """Other ways to write a name: `hliang eban` is h liang eban, and the other way round."""
    apart: list[Term] = []
    together: list[Term] = []
    at = 0
    while at < len(terms):
        marked = terms[at].marked
        apart += [_term(key) for key in parted(marked) or ()] or [terms[at]]
        joined = _joined([term.marked for term in terms[at : at + 2]])
        together.append(_term(joined) if joined else terms[at])
        at += 2 if joined else 1
    found = {tuple(term.marked for term in other): tuple(other) for other in (apart, together)}
    found.pop(tuple(term.marked for term in terms), None)
    return tuple(found.values())
