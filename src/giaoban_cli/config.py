"""The settings: one table of them, read from TOML and environment, changed one line at a time.

In: a TOML file's text and the environment. Out: `Settings`, every value with where it came from.
A change edits only its own line, so comments and keys that giaoban does not know stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from giaoban_cli.errors import UsageError
from giaoban_cli.frozen import frozen

Origin = Literal["default", "file", "environment"]


@frozen
class Setting:
    """One setting. Its description is `setting.NAME` in the message catalogue.

    Attributes:
        name: its key in the TOML file.
        default: its value when nothing sets it; None: unset.
        choices: the values it may have; empty: any text.
        bounds: least and greatest of a whole number; None: no number.
        form: what a text must look like; None: any way.
        example: a text of that form.
    """

    name: str
    default: str | int | None = None
    choices: tuple[str, ...] = ()
    bounds: tuple[int, int] | None = None
    form: re.Pattern[str] | None = None
    example: str = ""

    @property
    def env(self) -> str:
        """The environment variable that overrides the file."""
        return f"GIAOBAN_{self.name.upper()}"

    @property
    def kind(self) -> str:
        """The type as it is shown: `text`, `number`, or the choices."""
        return "|".join(self.choices) or ("number" if self.bounds else "text")

    @property
    def wanted(self) -> str:
        """What it takes, for an error: the choices, the bounds, or an example."""
        if self.bounds:
            return "{}–{}".format(*self.bounds)
        return ", ".join(self.choices) or self.example

    def read(self, text: str) -> str | int | None:
        """The value that a text means; None when the setting cannot have it."""
        if self.form is not None:
            return text if self.form.fullmatch(text) else None
        if self.bounds is None:
            return text if text in self.choices or not self.choices else None
        number = int(text) if text.isascii() and text.isdecimal() else -1
        return number if self.bounds[0] <= number <= self.bounds[1] else None


# "https://search.tinh.example:9200,https://other.tinh.example:9200/archive": servers of one index
_ADDRESSES = re.compile(
    r"https?://[A-Za-z0-9.:\[\]-]{1,255}(?:/[\w./-]{0,200})?"
    r"(?:,https?://[A-Za-z0-9.:\[\]-]{1,255}(?:/[\w./-]{0,200})?){0,50}"
)

# "giaoban-2024": what OpenSearch takes as the name of an index
_INDEX = re.compile(r"[a-z0-9][a-z0-9_.-]{0,199}")

# "Huyện ủy Khe Linh": a name in one line
_NAME = re.compile(r"(?! )[^\x00-\x1f\x7f]{1,100}(?<! )")

SETTINGS: tuple[Setting, ...] = (
    Setting("archive"),
    Setting("lang", choices=("vi", "en")),
    Setting("marks", "smart", choices=("smart", "ignore")),
    Setting("limit", 20, bounds=(1, 1000)),
    Setting("user"),
    Setting("engine", "whoosh", choices=("whoosh", "tantivy", "opensearch")),
    Setting("url", form=_ADDRESSES, example="https://HOST:9200"),
    Setting("index", "giaoban", form=_INDEX, example="giaoban-2024"),
    Setting("name", form=_NAME, example="Huyện ủy Khe Linh"),
    Setting("ca"),
)

SYNONYMS = "synonyms"
"""The TOML table of short forms of one's own: `[synonyms]`, `QLDA = "quản lý dự án"`."""


@frozen
class Settings:
    """Every setting's value.

    Attributes:
        values: name → value; None when unset.
        origins: name → where the value came from.
        synonyms: pairs (short form, long form) from the file.
    """

    values: Mapping[str, str | int | None]
    origins: Mapping[str, Origin]
    synonyms: tuple[tuple[str, str], ...] = ()

    def text(self, name: str) -> str | None:
        """The value of a setting as text; None when unset."""
        value = self.values[name]
        return None if value is None else str(value)

    def number(self, name: str) -> int:
        """The value of a numeric setting."""
        return int(self.values[name] or 0)


def load(content: str, where: str, environ: Mapping[str, str]) -> Settings:
    """Read the settings.

    Args:
        content: the TOML file's text; empty when there is none.
        where: the file's path, for errors.
        environ: the environment.

    Raises:
        UsageError: the file is no TOML, or a value is not what its setting may be; says where.
    """
    document = _document(content, where)
    values: dict[str, str | int | None] = {}
    origins: dict[str, Origin] = {}
    for setting in SETTINGS:
        values[setting.name], origins[setting.name] = setting.default, "default"
        if setting.name in document:
            values[setting.name] = checked(setting, document[setting.name], where)
            origins[setting.name] = "file"
        if environ.get(setting.env):
            values[setting.name] = checked(setting, environ[setting.env], setting.env)
            origins[setting.name] = "environment"
    return Settings(values, origins, _synonyms(document, where))


def defaults() -> Settings:
    """The settings when there is no file and no environment."""
    return Settings(
        {setting.name: setting.default for setting in SETTINGS},
        {setting.name: "default" for setting in SETTINGS},
    )


def checked(setting: Setting, value: object, where: str) -> str | int:
    """A value as its setting wants it.

    Args:
        setting: the setting.
        value: what stands in the file, the environment or the command line.
        where: the file's path or the variable's name, for the error.

    Raises:
        UsageError: the setting cannot have this value.
    """
    if setting.form is _ADDRESSES and "@" in str(value):  # the value is not repeated
        raise UsageError("config.login_in_url", name=setting.name, where=where)
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        read = setting.read(str(value))
        if read is not None:
            return read
    key = "config.bad_value" if setting.wanted else "config.no_text"
    raise UsageError(key, name=setting.name, value=str(value), wanted=setting.wanted, where=where)


def changed(content: str, where: str, name: str, value: str | None) -> str:
    """The file's text with one setting set, or taken out.

    Args:
        content: the TOML file's text.
        where: the file's path, for errors.
        name: a setting's name, or `synonyms.SHORT`.
        value: the new value; None takes the line out.

    Raises:
        UsageError: no such setting, a wrong value, or a file that only a person can edit safely.
    """
    table, key, wanted = _target(name, value, where)
    expected = _document(content, where)
    home = expected.setdefault(table, {}) if table else expected
    if wanted is None:
        home.pop(key, None)
    else:
        home[key] = wanted
    line = None if wanted is None else f"{_key(key)} = {_toml(wanted)}"
    after = _edited(content, table, key, line)
    if _pruned(_document(after, where)) != _pruned(expected):
        raise UsageError("config.edit_by_hand", path=where, name=name)
    return after


def find(name: str) -> Setting:
    """The setting of a name.

    Raises:
        UsageError: there is none; names those there are.
    """
    for setting in SETTINGS:
        if setting.name == name:
            return setting
    known = ", ".join(each.name for each in SETTINGS)
    raise UsageError("config.unknown", name=name, known=known)


def _target(name: str, value: str | None, where: str) -> tuple[str, str, str | int | None]:
    """The table, key and value that a change means."""
    if value is not None and not _writable(name + value):
        raise UsageError("config.no_text", name=name, value=value, where=where)
    table, dot, short = name.partition(".")
    if dot and table == SYNONYMS and short:
        if value is not None and not value.strip():
            raise UsageError("config.empty_synonym", name=short)
        return SYNONYMS, short, value
    setting = find(name)
    return "", name, None if value is None else checked(setting, value, where)


def _writable(text: str) -> bool:
    """Whether UTF-8 has these characters: a word of a command line may hold stray bytes."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _document(content: str, where: str) -> dict[str, Any]:
    if not content.strip():
        return {}
    import tomli

    try:
        return tomli.loads(content)
    except tomli.TOMLDecodeError as error:
        raise UsageError("config.not_toml", path=where, problem=str(error)) from None


def _synonyms(document: Mapping[str, Any], where: str) -> tuple[tuple[str, str], ...]:
    rows = document.get(SYNONYMS, {})
    if not isinstance(rows, dict) or not all(isinstance(long, str) for long in rows.values()):
        raise UsageError("config.bad_synonyms", path=where)
    return tuple(rows.items())


# "archive = …" and "'archive' = …": the key that a line sets
_KEY_LINE = re.compile(
    r"""[ \t]{0,80}(?:"([^"\n]{1,80})"|'([^'\n]{1,80})'|([A-Za-z0-9_-]{1,80}))[ \t]{0,80}="""
)

# "[synonyms]": the table whose keys follow
_TABLE_LINE = re.compile(r"[ \t]{0,80}\[[ \t]{0,80}([^\[\]\n]{1,80}?)[ \t]{0,80}\]")


def _edited(content: str, table: str, key: str, line: str | None) -> str:
    """The file with the line of one key replaced, added or taken out."""
    lines = content.removesuffix("\n").split("\n") if content else []
    here, place, end = "", None, 0 if not table else None
    for number, text in enumerate(lines):
        if heading := _TABLE_LINE.match(text):
            here = heading.group(1).strip("\"'")
        elif text.lstrip().startswith("["):
            here = "[["
        if here == table:
            if text.strip() or end is None:
                end = number + 1
            found = _KEY_LINE.match(text)
            if found and key in found.groups():
                place = number
    if place is not None:
        lines[place : place + 1] = [] if line is None else [line]
    elif line is not None and end is not None:
        lines.insert(end, line)
    elif line is not None:
        lines += ["", f"[{table}]", line] if lines else [f"[{table}]", line]
    return "\n".join(lines) + "\n" if lines else ""


def _pruned(document: dict[str, Any]) -> dict[str, Any]:
    """A document without empty tables, which say nothing."""
    return {key: value for key, value in document.items() if value != {}}


def _key(key: str) -> str:
    """A TOML key."""
    # "QLDA": what needs no quotes
    return key if re.fullmatch(r"[A-Za-z0-9_-]{1,200}", key) else _toml(key)


def _toml(value: str | int) -> str:
    """A TOML value."""
    if isinstance(value, int):
        return str(value)
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(escapes.get(char) or _printable(char) for char in value) + '"'


def _printable(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x20 or ord(char) == 0x7F else char
