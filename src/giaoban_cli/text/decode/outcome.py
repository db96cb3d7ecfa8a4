"""What comes of bytes: a text with the name of its encoding, or one of two errors."""

from __future__ import annotations

from giaoban_cli.frozen import frozen


@frozen
class Decoded:
    """The text of a file: NFC, lines ended by a line feed, without a byte order mark.

    Attributes:
        text: all of it.
        encoding: the name of a codec of Python, `tcvn3` or `vni`; several joined by `+` where
            lines differ: `utf-8+tcvn3` has both, as bytes or with TCVN3 pasted as Unicode;
            `utf-8+cp1252` is UTF-8 that had been taken for cp1252 and written as UTF-8 again.
        warnings: codes of what was lost: `cut_character` when the file ends in the middle of a
            character, `lost_characters` when bytes are missing that no rule brings back,
            `lost_capitals` when headings in a font of capitals have come out small.
    """

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


class BinaryContent(ValueError):
    """The bytes are no text."""


class UnknownEncoding(ValueError):
    """The bytes are text of an encoding that they do not give away, or not of the one named.

    Args:
        best: the likeliest encoding, None when none is likely.
        score: how likely, 0 to 1.
    """

    def __init__(self, best: str | None = None, score: float = 0.0) -> None:
        super().__init__(best, score)
        self.best = best
        self.score = score
