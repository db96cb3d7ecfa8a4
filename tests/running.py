"""Runs giaoban inside the test's own process, in a world of the test's making."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from giaoban_cli.archive import Archive
from giaoban_cli.cli.app import run
from giaoban_cli.cli.world import World

NOW = datetime(2024, 5, 2, 8, 0, tzinfo=UTC)


class Stream(io.TextIOWrapper):
    """A standard stream that keeps its bytes; `terminal` decides what `isatty` says."""

    def __init__(self, *, terminal: bool = False, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    @property
    def bytes(self) -> bytes:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue()


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    code: int
    raw: bytes
    err: str
    encoding: str = "utf-8"

    @property
    def out(self) -> str:
        return self.raw.decode(self.encoding)

    @property
    def json(self) -> Any:
        return json.loads(self.raw)


@dataclass(frozen=True)
class Giaoban:
    """A user at a machine of their own: call it with words of a command line."""

    home: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    terminal: bool = False
    encoding: str = "utf-8"
    locale: str = "en_GB.UTF-8"
    archive: type[Archive] | None = None
    given: bytes | None = None

    def __call__(self, *words: str | Path) -> Ran:
        out = Stream(terminal=self.terminal, encoding=self.encoding)
        err = Stream(terminal=False)
        world = World(
            environ=self.environ,
            home=self.home,
            stdout=out,
            stderr=err,
            clock=lambda: NOW,
            locale=self.locale,
            archive=self.archive,
            stdin=None if self.given is None else io.BytesIO(self.given),
        )
        code = run([str(word) for word in words], world)
        return Ran(code, out.bytes, err.bytes.decode(), self.encoding)

    @property
    def config_file(self) -> Path:
        return self.home / ".config" / "giaoban" / "config.toml"
