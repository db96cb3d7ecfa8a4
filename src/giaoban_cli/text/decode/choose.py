"""Which encoding each line of a text is in, by how much Vietnamese each reading makes of it.

In: a text whose bytes were taken for cp1252, wholly or in some of its lines. Out: `Chosen`, the
text as it was meant, with the encodings that were found. A line decides for itself when one reading
is clearly ahead; a line too short for that goes with its neighbours, unless another reading makes
more Vietnamese of it.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from giaoban_cli.frozen import frozen
from giaoban_cli.text.decode.legacy import LOST, PASTED, RAW
from giaoban_cli.text.decode.syllables import Tally, tally

ENOUGH = 0.6
"""Share of legal syllables from which a reading is Vietnamese: the right one has nine in ten."""

AHEAD = 0.2
"""By so much of a share the best reading must be ahead of the next: a wrong one has a third."""

WITNESSES = 2
"""So many more legal syllables than the next reading it must have: one may be an accident. Where
the text may be right as it stands, it takes one more."""

MANY = 4
"""Words from which a line that no encoding of its neighbours fits may have one of its own."""

AS_IS = "as is"
"""The reading that changes nothing; none for bytes that are no Unicode."""

# letters and signs of cp1252 that no Vietnamese word has, beside a letter: "nh©n", "baïn", "Ä‘"
_FOREIGN = re.compile(
    "[¡-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ\x80-\x9f](?:(?<=[a-zA-ZÀ-ỹ].)|(?=[a-zA-ZÀ-ỹ]))"
)

_BEYOND = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")

_TOP = 2000
_SHORTEST, _LONGEST = 6, 120
"""Characters of a text among which headings are looked for, and those of a heading."""

Tallies = Mapping[str, Tally]


@frozen
class Chosen:
    """A text as it was meant.

    Attributes:
        text: all of it.
        names: the encodings of its lines, as they come; lines of ASCII count for none, lines left
            as they were are `AS_IS`.
        best: the likeliest encoding of the whole, None when there is nothing to tell by.
        share: its share of legal syllables.
        sure: whether the encodings were clear.
    """

    text: str
    names: tuple[str, ...]
    best: str | None
    share: float
    sure: bool

    @property
    def losses(self) -> tuple[str, ...]:
        """Codes of what a human should look at."""
        found = []
        if LOST in self.text and "utf-8" in self.names:
            found.append("lost_characters")
        if "tcvn3" in self.names and has_small_heading(self.text):
            found.append("lost_capitals")
        return tuple(found)


def is_suspect(text: str) -> bool:
    """Whether a text of Unicode may hold lines that were pasted from another encoding: a glance."""
    return not text.isascii() and _FOREIGN.search(text) is not None


def choose(text: str, *, as_is: bool) -> Chosen:
    """Read each line in the encoding that makes most Vietnamese of it.

    Args:
        text: bytes taken for cp1252, or Unicode with such text pasted into it.
        as_is: whether a line may be right as it stands. Then lines without a foreign letter are
            looked at only when one that has some turns out to be of another encoding.
    """
    lines = text.split("\n")
    if as_is and not _is_pasted(lines):
        return Chosen(text, (), None, 0.0, sure=True)
    told = [number for number, line in enumerate(lines) if not line.isascii()]
    read = {number: _Line.read(lines[number], as_is=as_is) for number in told}
    whole = _sum(line.tallies for line in read.values())
    own = {number: name for number, line in read.items() if (name := line.clear())}
    known = _clear(whole)
    best = _best(whole)
    if not own and known is None:
        return Chosen(text, (), best, whole[best].share if best else 0.0, sure=False)
    settled = _settled(read, own, known)
    for number, name in settled.items():
        lines[number] = read[number].readings[name]
    share = _sum({AS_IS: read[number].tallies[name]} for number, name in settled.items())
    found = tuple(dict.fromkeys(settled.values()))
    sure = as_is or share[AS_IS].share >= ENOUGH
    return Chosen("\n".join(lines), found, best, share[AS_IS].share, sure)


def _is_pasted(lines: Sequence[str]) -> bool:
    """Whether lines with foreign letters are of another encoding, one of them or all together."""
    read = [_Line.read(line, as_is=True) for line in lines if is_suspect(line)]
    clear = {line.clear() for line in read} | {_clear(_sum(line.tallies for line in read))}
    return not clear <= {None, AS_IS}


def has_small_heading(text: str) -> bool:
    """Whether one of the first lines stands by itself and has no capital, not even at its start."""
    lines = [line.strip() for line in text[:_TOP].split("\n")]
    return any(
        not above
        and _SHORTEST <= len(line) <= _LONGEST
        and line[0].isalpha()
        and line[-1] not in ".,;:"
        and not any(map(str.isupper, line))
        for above, line in pairwise(["", *lines])
    )


@frozen
class _Line:
    """A line in each encoding, and how much Vietnamese each makes of it."""

    readings: Mapping[str, str]
    tallies: Tallies

    @classmethod
    def read(cls, line: str, *, as_is: bool) -> _Line:
        """Read a line of a text of Unicode, or of bytes taken for cp1252."""
        readings = {name: reading(line) for name, reading in (PASTED if as_is else RAW).items()}
        if as_is:
            readings = {AS_IS: line, **readings}
        return cls(readings, {name: tally(meant) for name, meant in readings.items()})

    @property
    def words(self) -> int:
        """Words that tell, in the reading that has most."""
        return max((found.words for found in self.tallies.values()), default=0)

    @property
    def is_unicode(self) -> bool:
        """Whether the line has letters of Vietnamese that cp1252 lacks: `ể`, `đ`, `ư`."""
        return _BEYOND.search(self.readings.get(AS_IS, "")) is not None

    def clear(self) -> str | None:
        """The reading that is clearly ahead; None too when two encodings, or all, read the same."""
        best = _best(self.tallies)
        if best is None:
            return None
        rivals = {n: t for n, t in self.tallies.items() if self.readings[n] != self.readings[best]}
        if not rivals or (best != AS_IS and len(rivals) < len(self.tallies) - 1):
            return None
        return _clear({best: self.tallies[best], **rivals})


def _sum(counted: Iterable[Tallies]) -> dict[str, Tally]:
    total: dict[str, Tally] = {}
    for tallies in counted:
        for name, (legal, words) in tallies.items():
            so_far = total.get(name, Tally(0, 0))
            total[name] = Tally(so_far.legal + legal, so_far.words + words)
    return total


def _best(tallies: Tallies) -> str | None:
    """The reading with the greatest share, None when no word tells; of equals the first."""
    best = max(tallies, key=lambda name: tallies[name].share, default=None)
    return best if best is not None and tallies[best].legal else None


def _clear(tallies: Tallies) -> str | None:
    """The reading that is clearly ahead, None when none is."""
    best = _best(tallies)
    witnesses = WITNESSES + (AS_IS in tallies and best != AS_IS)
    if best is None or tallies[best].share < ENOUGH or tallies[best].legal < witnesses:
        return None
    ahead = all(
        tallies[best].share - other.share >= AHEAD
        and tallies[best].legal - other.legal >= witnesses
        for name, other in tallies.items()
        if name != best
    )
    return best if ahead else None


def _settled(
    read: Mapping[int, _Line], own: Mapping[int, str], known: str | None
) -> dict[int, str]:
    """The encoding of every line: its own; else of those met in the text the one that fits best.

    When none of them makes Vietnamese of a line of many words, all are tried. Of those that fit
    alike it is the line as it stands, if it has letters of Unicode, or many words where other lines
    stand right; else that of the nearest clear line.
    """
    sure = sorted(own)
    met = dict.fromkeys([*own.values(), *([known] if known else [])])
    names = {}
    for number, line in read.items():
        if number in own:
            names[number] = own[number]
            continue
        fits = {name: line.tallies[name].share for name in (AS_IS, *met) if name in line.tallies}
        if max(fits.values(), default=0) < ENOUGH and line.words >= MANY:
            fits = {name: found.share for name, found in line.tallies.items()}
        best = [name for name, share in fits.items() if share == max(fits.values())]
        if AS_IS in best and (line.is_unicode or (AS_IS in met and line.words >= MANY)):
            names[number] = AS_IS
            continue
        at = bisect(sure, number)
        near = min(sure[max(0, at - 1) : at + 1], key=lambda n: abs(n - number), default=None)
        preferred = (known if near is None else own[near], known, best[0])
        names[number] = next(name for name in preferred if name in best)
    return names
