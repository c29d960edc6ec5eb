"""`greenroom settings`: the whole table as it is on this machine."""

from typing import Any

import click

from greenroom.app import all_settings
from greenroom.cli.instance import place_options
from greenroom.cli.output import Output
from greenroom.kit.passwords import MASK, without_passwords
from greenroom.settings import Found, Setting, Value, read_environment, trace, variable


@click.command()
@place_options
def settings(*, data: str | None, database: str | None, as_json: bool) -> None:
    """Show all settings, and where each value comes from."""
    rows = all_settings()
    found = trace(rows, {"data": data, "database": database}, read_environment())
    shown = [_show(row, found[row.name]) for row in rows]
    Output(as_json).give(shown, "\n".join(map(_words, shown)))


def _show(row: Setting, found: Found) -> dict[str, Any]:
    return {
        "name": row.name,
        "value": _masked(row, found.value),
        "source": found.source,
        "default": row.default,
        "variable": variable(row.name),
        "help": row.help,
    }


def _masked(row: Setting, value: Value) -> Value:
    """A value that anybody may see: no secret, and no password within an address."""
    if row.secret:
        return MASK if value else value
    return without_passwords(value) if isinstance(value, str) else value


def _words(shown: dict[str, Any]) -> str:
    said = shown["source"]
    if said != "default":
        said += f"; default {_text(shown['default'])}"
    return f"{shown['name']} = {_text(shown['value'])}  ({said})\n    {shown['help']}"


def _text(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    if isinstance(value, bool):
        return str(value).lower()
    return "none" if value in {None, ""} else str(value)
