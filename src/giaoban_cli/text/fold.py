"""The keys that search compares: text → words, each with a key that forgets what never matters.

In: NFC or NFD text. Out: tokens with their offsets, and rules over keys.

A *marked key* is the word in small letters with its tone taken off the vowel and put at the end as
the letter that Telex typists use for it, so that where the tone is written no longer matters:
`Ủy` and `uỷ` are both `uyR`, `đảng` is `đangR`, `huyện` is `huyênJ`. Keys are folded to small
letters, so a capital letter in one can only be a tone. An abbreviation that reads like a syllable
keeps a trailing `^` when it was written in capitals: `TU` is `tu^`, and never tư, tự or từ.

A *plain key* has no marks at all: `uy`, `dang`, `huyen`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from giaoban_cli.text.words.letters import LIKE_D

TONES = {"\u0300": "F", "\u0301": "S", "\u0309": "R", "\u0303": "X", "\u0323": "J"}
"""Combining tone marks → the Telex letters that stand for them in keys: à F, á S, ả R, ã X, ạ J."""

CAPITALS = "^"
"""Ends the key of an abbreviation that would read like a syllable in small letters."""

_CACHED = 1 << 16
"""Distinct words remembered: Vietnamese has some 7,000 syllables; the rest is names and numbers."""

# A word: letters and digits, with combining marks where the text is NFD; or capitals with stops
# between them, which are one abbreviation: `T.Ư`, `T.W`, `U.B.N.D`. It begins with one letter of a
# class, so that the engine skips what stands between words.
_WORD = re.compile(
    r"[^\W_](?:(?<=[A-ZĐƯ])(?:\.[A-ZĐƯ]){1,5}(?![^\W_])"
    r"|[^\W_]*(?:[\u0300-\u036f\u031b]+[^\W_]*)*)"
)

# What a Vietnamese syllable looks like without marks: `nghiem`, `thuong`, `uy`; not `UBND`, `NTM`.
_SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)

# A Roman numeral of a term or quarter: `XIII`, `IV`.
_ROMAN = re.compile(r"[IVXLC]+")

# A name with an apostrophe behind its first letter, typed without it: `hliang`, `kbrel`, `hyim`;
# the second letter shows that it is no Vietnamese syllable.
_PARTED = re.compile(
    r"(?!(?:ch|gh|gi|kh|ng|nh|ph|th|tr)[a-z])"
    r"([bcdghkmnprs])((?:[bcdghklmnprstvx]|y(?=[aeiou]))[a-z]{0,6}[aeiouy][a-z]{0,6})"
)

# A syllable whose final i may be written y, and the other way round: `ky`, `kyR`, `quyS`, `li`.
_I_OR_Y = re.compile(r"(h|k|l|m|s|t|v|qu)([iy])([FSRXJ]?)")

_CENTRAL = "tw" + CAPITALS
"""The key of `TƯ` until its neighbours have shown that it is Trung ương, which is then `tw`."""

_LIKE_D = str.maketrans(LIKE_D)

_VOWELS = frozenset("aăâeêioôơuưy")
_STRESSED = frozenset("ăâêôơư")


class Token(NamedTuple):
    """A word of a text: its marked key, and where it stands as character offsets."""

    key: str
    start: int
    end: int


def worded(
    text: str, start: int = 0, end: int | None = None
) -> tuple[list[str], list[re.Match[str]]]:
    """The words of `text[start:end]` in order: their marked keys, and matches that tell where."""
    found = list(_WORD.finditer(text, start, len(text) if end is None else end))
    keys_ = list(map(_key_alone, map(re.Match.group, found)))
    for index, key in enumerate(keys_):
        if key[-1] == CAPITALS:
            word = key if not _shouted(found, index) else marked_key(found[index][0])
            keys_[index] = "tw" if word == _CENTRAL else word
    return keys_, found


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of `text[start:end]` in order, with offsets into `text`."""
    return [Token(key, *match.span()) for key, match in zip(*worded(text, start, end), strict=True)]


def keys(text: str) -> tuple[str, ...]:
    """The marked keys of the words of a text."""
    return tuple(worded(text)[0])


@lru_cache(_CACHED)
def _key_alone(word: str) -> str:
    """The key of a word that stands among words in small letters."""
    if not word.isupper() or len(word) == 1:
        return marked_key(word)
    key = marked_key(word.replace(".", ""))
    if key == "tư":
        return "tw" if "." in word else _CENTRAL
    if len(key) <= 3 and _SYLLABLE.fullmatch(unmarked(key)) and not _ROMAN.fullmatch(word):
        return key + CAPITALS
    return key


def _shouted(words: list[re.Match[str]], index: int) -> bool:
    """Whether a capital word stands in a line of capitals: `TƯ TƯỞNG`, unlike `BCH TƯ Đảng`."""
    near = words[max(0, index - 1) : index] + words[index + 1 : index + 2]
    return any(_shouts(word[0]) for word in near)


@lru_cache(_CACHED)
def _shouts(word: str) -> bool:
    """Whether a word is a syllable written in capitals, and no Roman numeral."""
    return (
        len(word) > 1
        and word.isupper()
        and not _ROMAN.fullmatch(word)
        and _SYLLABLE.fullmatch(plain_key(word)) is not None
    )


@lru_cache(_CACHED)
def marked_key(word: str) -> str:
    """The marked key of one word, without regard to its neighbours.

    Leading zeros of a number do not count: `05` is `5`.
    """
    if word.isascii():
        return (word.lstrip("0") or "0") if word.isdigit() else word.lower()
    letters: list[str] = []
    tones: list[str] = []
    for character in normalize("NFD", word.casefold().translate(_LIKE_D)):
        tone = TONES.get(character)
        if tone is None:
            letters.append(character)
        else:
            tones.append(tone)
    return normalize("NFC", "".join(letters)) + "".join(tones)


def plain_key(word: str) -> str:
    """The plain key of one word: `Đảng` → `dang`."""
    return unmarked(marked_key(word))


@lru_cache(_CACHED)
def unmarked(key: str) -> str:
    """The plain key that a marked key belongs to: `đangR` → `dang`."""
    letters = letters_of(key)
    if letters.isascii():
        return letters
    return "".join(base(letter) for letter in letters)


@lru_cache(1 << 10)
def base(letter: str) -> str:
    """A letter without its marks: `ê` → `e`, `đ` → `d`."""
    return "d" if letter == "đ" else normalize("NFD", letter)[0]


def letters_of(key: str) -> str:
    """A marked key without its tone and without the sign for capitals: `đangR` → `đang`."""
    return key.rstrip("FSRXJ^")


def tone_of(key: str) -> str:
    """The tone of a marked key, empty for the level one."""
    return key[len(letters_of(key)) :].rstrip(CAPITALS)


@lru_cache(_CACHED)
def compatible(typed: str, candidate: str) -> bool:
    """Whether what was typed may mean a word of the text.

    A mark that was typed must be there; a letter typed plain stands for itself with any mark.
    Each of ă â ê ô ơ ư đ and the tone counts on its own.

    Args:
        typed: marked key of a word of the query.
        candidate: marked key of a word of the text.
    """
    if typed == candidate:
        return True
    if typed.endswith(CAPITALS):
        return False
    letters, theirs = letters_of(typed), letters_of(candidate)
    return (
        len(letters) == len(theirs)
        and tone_of(typed) in ("", tone_of(candidate))
        and _letters_agree(letters, theirs)
    )


def begins(typed: str, candidate: str) -> bool:
    """Whether a word of the text may begin with what was typed, as `compatible` compares."""
    letters, theirs = letters_of(typed), letters_of(candidate)
    return tone_of(typed) in ("", tone_of(candidate)) and _letters_agree(
        letters, theirs[: len(letters)]
    )


def same(typed: str, candidate: str) -> bool:
    """Whether a word of the text is letter for letter, mark for mark what was typed."""
    return typed == candidate or typed + CAPITALS == candidate


def _letters_agree(letters: str, theirs: str) -> bool:
    return len(letters) == len(theirs) and all(
        typed == other or typed == base(other) for typed, other in zip(letters, theirs, strict=True)
    )


def respelled(key: str) -> str | None:
    """The key with its final i written y or y written i, where both spellings are in use.

    kỷ = kỉ, lý = lí, quý = quí, with the same tone; never tay and tai, thúy and thúi.
    """
    match = _I_OR_Y.fullmatch(key)
    if match is None:
        return None
    onset, vowel, tone = match.groups()
    return f"{onset}{'y' if vowel == 'i' else 'i'}{tone}"


def parted(key: str) -> tuple[str, str] | None:
    """The two words of a name that was typed without its apostrophe: `hliang` → `h`, `liang`.

    H'Liăng, K'Brêl, M'Gar are two words by the letters that a text has; who types them leaves the
    sign out. Short forms have no vowel and words of other tongues no such beginning, or else
    nothing is found under their parts.
    """
    letters = letters_of(key)
    if len(letters) < 4 or key.endswith(CAPITALS) or not _PARTED.fullmatch(unmarked(key)):
        return None
    return letters[0], key[1:]


def is_syllable(key: str) -> bool:
    """Whether a key could be a Vietnamese syllable, by its letters."""
    return _SYLLABLE.fullmatch(unmarked(key)) is not None


def spelled(key: str) -> str:
    """A marked key written as a word again, the tone placed as most offices do: `uyR` → `ủy`."""
    letters, tone = letters_of(key), tone_of(key)
    if key.endswith(CAPITALS):
        return letters.upper()
    if not tone:
        return letters
    marks = {letter: mark for mark, letter in TONES.items()}
    at = _tone_place(letters)
    combined = letters[: at + 1] + "".join(marks[letter] for letter in tone) + letters[at + 1 :]
    return normalize("NFC", combined)


def _tone_place(letters: str) -> int:
    """The index of the vowel that carries the tone."""
    vowels = list(_nucleus(letters))
    if not vowels:
        return len(letters) - 1
    for index in reversed(vowels):
        if letters[index] in _STRESSED:
            return index
    if vowels[-1] < len(letters) - 1 or len(vowels) == 1:
        return vowels[-1]
    return vowels[-2]


def _nucleus(letters: str) -> Iterator[int]:
    """The indexes of the vowels of a syllable; the u of qu and the i of gi belong to the onset."""
    first = 0
    if (letters.startswith("qu") and letters[2:3] in _VOWELS) or (
        letters.startswith("gi") and letters[2:3] in _VOWELS
    ):
        first = 2
    for index in range(first, len(letters)):
        if letters[index] in _VOWELS:
            yield index
