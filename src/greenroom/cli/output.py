"""Where commands speak: results on standard output, everything else on standard error."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import click

from greenroom.kit.json_values import encode_json

_WIDEST = 200

IN_PART = 3
"""The exit code of a command that did only some of what it was asked for."""


Give = Callable[[Any, str], None]
"""Takes an item of a result in both forms: for programs, and for people."""


class Output(NamedTuple):
    """How a command gives its result: as one JSON value for programs, or as a text for people."""

    as_json: bool

    def give(self, value: Any, text: str) -> None:
        """The result, in both forms; where people are told nothing, there isn't an empty line either."""
        if self.as_json or text:
            click.echo(encode_json(value) if self.as_json else text)

    @contextmanager
    def several(self) -> Iterator[Give]:
        """Gives what takes items as they come; for programs they are one array, whose end is missing if this is ended.

        Nothing is written where it fails before the first.
        """
        begun = False

        def give(value: Any, text: str) -> None:
            nonlocal begun
            if self.as_json:
                click.echo((b",\n" if begun else b"[") + encode_json(value), nl=False)
            elif text:
                click.echo(text)
            begun = True

        yield give
        if self.as_json:
            click.echo("]" if begun else "[]")


def say(text: str = "") -> None:
    """Tell whoever is watching; never part of a result."""
    click.echo(text, err=True)


def remark(about: str, field: str, why: str) -> None:
    """Tell what became of a field, whose name may be a stranger's."""
    say(f"{about}: {printable(field)} {printable(why)}")


def table(rows: Sequence[Sequence[str]], *heads: str) -> str:
    """Columns for a terminal, which strangers' texts can't take over: what is no printable character is escaped."""
    lines = [heads, *([printable(cell) for cell in row] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
    padded = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    return "\n".join(padded)


def printable(text: str) -> str:
    """A stranger's text, cut and escaped."""
    cut = text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in cut)
