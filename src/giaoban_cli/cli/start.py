"""The console script: everything it does is done by `app`, which it loads at its own pace.

Python looks for rings of forgotten objects whenever 700 have been made. Starting makes some hundred
thousand, none of which is forgotten, and the looking takes a twentieth of the time of a search.
"""

from __future__ import annotations

import gc

CALM = 50_000
"""Objects that are made between two looks."""


def main() -> None:
    """Run giaoban on the command line of this process, and end it."""
    gc.set_threshold(CALM)
    from giaoban_cli.cli import app

    app.main()
