"""`python -m giaoban_cli`: the same as the command `giaoban`."""

from __future__ import annotations

from giaoban_cli.cli.start import main

if __name__ == "__main__":
    main()
