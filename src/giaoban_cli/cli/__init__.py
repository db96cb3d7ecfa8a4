"""The command line: `app` holds it together, and every command has a thin file of its own."""
