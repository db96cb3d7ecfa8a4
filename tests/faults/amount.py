"""How often each fault is tried: a little in `make test`, the full count in `make faults`."""

from __future__ import annotations

import os

LONG = bool(os.environ.get("GIAOBAN_LONG"))
"""Whether the long profile was asked for."""

SHARE = float(os.environ.get("GIAOBAN_LONG") or 0) or 1.0
"""GIAOBAN_LONG=1 tries everything, GIAOBAN_LONG=0.3 about a third of it."""

SEED = int(os.environ.get("GIAOBAN_SEED", "1"))
"""Another number tries other moments and other bytes."""


def often(short: int, long: int) -> int:
    """How often to try something in the profile that was asked for."""
    return max(short, round(long * SHARE)) if LONG else short
