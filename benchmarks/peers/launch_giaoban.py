"""What pip writes as the `giaoban` script, so that it is measured wherever the package lies."""

from giaoban_cli.cli.start import main

if __name__ == "__main__":
    main()
