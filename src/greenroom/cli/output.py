"""Where commands speak: results on standard output, everything else on standard error."""

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click
import msgspec


def say(text: str = "") -> None:
    """Tell whoever is watching; never part of a result."""
    click.echo(text, err=True)


def fail(text: str) -> NoReturn:
    """Say why nothing was done, and end with exit code 1."""
    click.echo(f"greenroom: {text}", err=True)
    sys.exit(1)


def give(value: Any, *, as_json: bool, text: str) -> None:
    """A result: the value as one JSON text for programs, or `text` for people."""
    click.echo(msgspec.json.encode(value).decode() if as_json else text)


def table(rows: Sequence[Sequence[str]], *heads: str) -> str:
    """Columns for a terminal."""
    lines = [heads, *rows]
    widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
    padded = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
    return "\n".join(padded)
