"""Every sentence a user reads, in Vietnamese and English: a key and its arguments → the sentence.

In: data/messages.tsv (key, Vietnamese, English). Out: `Messages`, the catalogue of one language.
A key that ends in `.one` is the English wording when the count `n` is 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from giaoban_cli.data import table
from giaoban_cli.frozen import frozen

Language = Literal["vi", "en"]

LANGUAGES: tuple[Language, ...] = get_args(Language)


@frozen
class Messages:
    """The catalogue of one language.

    Attributes:
        language: `vi` or `en`.
        sentences: key → sentence with `{placeholders}`; `{n:,}` groups thousands the way the
            language does.
    """

    language: Language
    sentences: Mapping[str, str]

    def __call__(self, key: str, /, **args: str | int | float) -> str:
        """The sentence of `key` with its placeholders filled.

        A key that is not in the catalogue gives the key with its arguments: the sentence is
        poorer then, but an error is never lost while it is being told.
        """
        if args.get("n") == 1 and f"{key}.one" in self.sentences:
            key = f"{key}.one"
        sentence = self.sentences.get(key)
        if sentence is None:
            return " ".join([key, *(f"{name}={value}" for name, value in args.items())])
        if not args:
            return sentence
        shown = {name: _Shown(value, self.language) for name, value in args.items()}
        return sentence.format_map(_Arguments(shown))

    def __contains__(self, key: str) -> bool:
        """Whether the catalogue has this key."""
        return key in self.sentences

    def list(self, items: Iterable[str]) -> str:
        """Items as a list in a sentence: `a, b, c`."""
        return ", ".join(items)


@frozen
class _Shown:
    """An argument that writes numbers the way a language does: 1.204,5 or 1,204.5."""

    value: str | int | float
    language: Language

    def __format__(self, spec: str) -> str:
        if spec == "bytes":
            return size(int(self.value), self.language)
        if isinstance(self.value, (int, float)) and spec:
            return number(self.value, spec, self.language)
        return str(self.value)


class _Arguments(dict[str, _Shown]):
    """The arguments of a sentence by their names; one that was not given stays visible."""

    def __missing__(self, name: str) -> _Shown:
        return _Shown(f"{{{name}}}", "en")


def number(value: float, spec: str, language: Language) -> str:
    """A number in a language's own way.

    Args:
        value: the number.
        spec: a format specification, for example `,` or `,.1f`.
        language: `vi` writes 1.204,5 and `en` 1,204.5.
    """
    text = format(value, spec)
    return text.translate(_SWAPPED) if language == "vi" else text


def size(count: int, language: Language) -> str:
    """A size in words: `27,3 MB`.

    Args:
        count: bytes.
        language: decides the decimal sign.
    """
    amount, unit = float(count), "B"
    for unit in ("B", "KB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1024
    whole = unit == "B" or amount >= 100 or amount == int(amount)
    return f"{number(amount, ',.0f' if whole else ',.1f', language)} {unit}"


_SWAPPED = str.maketrans(",.", ".,")


def load(language: Language) -> Messages:
    """The catalogue of a language."""
    column = 1 + LANGUAGES.index(language)
    rows = table("messages")
    return Messages(language, {row[0]: row[column].replace("\\n", "\n") for row in rows})


def choose_language(wanted: Iterable[str | None], locale: str | None) -> Language:
    """The language to speak.

    Args:
        wanted: what option, environment and configuration ask for, in that order.
        locale: the locale's name, for example `vi_VN.UTF-8`; decides when nothing is asked for.
    """
    for each in wanted:
        if each in LANGUAGES:
            return each
    return "vi" if (locale or "").lower().startswith("vi") else "en"
