"""Whether words are Vietnamese, by how syllables are built: words → how many are legal.

In: text in some reading of its bytes. Out: `Tally`. No list of words: onset, rime and tone either
fit together or they do not, so that names and rare words count like any other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from giaoban_cli.text.fold import marked_key

MOST_WORDS = 60
"""Words of a line that are looked at: more do not change what the line is."""

# what begins a syllable, as far as spelling ties it to the vowel: ngh, gh and k before i, e, ê;
# ng, g and c before the others; "gi" before another vowel: `nghi`, `kê`, `giua`, `qu`
_ONSET = (
    r"(?:(?:ngh|gh)(?=[ieê])|k(?=[ieêy])|(?:ng|g|c)(?![ieêy])|g(?=i)|gi(?=[aăâeêoôơuư])|qu"
    r"|b|ch|d|đ|h|kh|l|m|n|nh|p|ph|r|s|t|th|tr|v|x)?"
)

# y alone: after h k l m s t v and qu, or no letter at all: `kyR`, `myX`, `y`
_Y = r"(?:(?<=[hklmstv])|(?<=qu)|(?<!\w))y"

# rimes that end in a vowel, m, n, ng or nh: `oan`, `iêu`, `ươi`; any tone
_OPEN = (
    rf"(?:o?a(?:[imouy]|nh?|ng)?|o?ă(?:m|ng?)|u?â(?:m|ng?|u|y)|o?e(?:m|ng?|o)?|u?ê(?:m|nh?|u)?"
    rf"|i(?:a|m|nh?|u|ê(?:m|ng?|u))?|{_Y}(?:ê(?:m|ng?|u))?|uy(?:a|nh?|u|ên)?"
    r"|oong|o(?:i|m|ng?)?|ô(?:i|m|ng?)?|uơ|ơ(?:i|m|n)?|u(?:a|i|m|ng?|ô(?:i|m|ng?))?"
    r"|ư(?:a|i|m|ng?|u|ơ(?:i|m|ng?|u))?)"
)

# rimes that end in c, ch, p or t, whose tone is sắc or nặng: `oat`, `iêt`, `ươc`, `uych`
_STOP = (
    rf"(?:o?a(?:ch?|p|t)|o?ă[cpt]|u?â[cpt]|o?e[cpt]|u?ê(?:ch|p|t)|i(?:ch|p|t|ê[cpt])"
    rf"|{_Y}(?:t|êt)|uy(?:ch|p|t|êt)|ooc|[oô][cpt]|ơ[pt]|u(?:[cpt]|ô[ct])|ư(?:[ct]|ơ[cpt]))"
)

# a syllable as `marked_key` writes it: `đangR`, `nghiêp` only with a tone: `nghiêpJ`
_SYLLABLE = re.compile(rf"{_ONSET}(?:{_OPEN}[FSRXJ]?|{_STOP}[SJ])")

# a run without spaces, digits and the punctuation that all encodings share; signs of cp1252 that
# are letters elsewhere belong to it: "nh©n", "caùc"; not “ ” ‘ ’ – — … •
_WORD = re.compile(r"[^\s\x00-\x40\x5b-\x60\x7b-\x7f“”‘’–—…•]+")

_VOWEL = re.compile(r"[aeiouyăâêôơư]", re.IGNORECASE)


class Tally(NamedTuple):
    """Of `words` words with letters beyond ASCII so many are `legal` syllables."""

    legal: int
    words: int

    @property
    def share(self) -> float:
        """Legal words of all, 0 to 1; 0 when there are none."""
        return self.legal / self.words if self.words else 0.0


def tally(line: str) -> Tally:
    """Count the words of a line, at most `MOST_WORDS` of them.

    Words of ASCII letters say nothing of the encoding, nor do single letters; short forms in
    capitals without a vowel (`HĐND`) say nothing of syllables.
    """
    legal = words = 0
    for match in _WORD.finditer(line):
        word = match[0]
        if (
            len(word) == 1
            or word.isascii()
            or (word.isupper() and not _VOWEL.search(marked_key(word)))
        ):
            continue
        words += 1
        legal += is_legal(word)
        if words == MOST_WORDS:
            break
    return Tally(legal, words)


@lru_cache(1 << 14)
def is_legal(word: str) -> bool:
    """Whether a word is a possible Vietnamese syllable, in small letters, capitals, or `Tên`."""
    lower = word.lower()
    if word not in (lower, lower.upper(), lower.capitalize()):
        return False
    return _SYLLABLE.fullmatch(marked_key(word)) is not None
