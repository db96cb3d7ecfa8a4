"""The index: derived from the store, disposable, behind a small port that engines implement."""
