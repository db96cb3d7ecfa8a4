"""A Typer program of two commands that do nothing: what starting such a program costs at least."""

import typer

app = typer.Typer()


@app.command()
def first() -> None:
    """Nothing."""


@app.command()
def second() -> None:
    """Nothing."""


if __name__ == "__main__":
    app()
