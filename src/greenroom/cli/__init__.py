"""The command line. Each command is a module, loaded only when it is called, so that the others cost it no time.

Every command has `--json`: one JSON value on standard output. What people read on the way goes to standard error.
Exit codes: 0 done, 1 refused or failed, 2 wrongly called.
"""

import sys
from importlib import import_module

import click

from greenroom import __version__
from greenroom.cli.output import fail

COMMANDS = {
    "serve": "serve:serve",
    "account": "account:account",
    "key": "key:key",
    "import": "cards:import_card",
    "export": "cards:export_card",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "settings": "settings:show_settings",
    "openapi": "openapi:document",
    "bench": "bench:bench",
}
"""Command → module and function in this package."""


class _Lazy(click.Group):
    def list_commands(self, _context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, function = COMMANDS[name].partition(":")
        found = getattr(import_module(f"{__name__}.{module}"), function)
        assert isinstance(found, click.Command)
        return found


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="greenroom")
def cli() -> None:
    """An open server for AI characters: one catalogue, many vendors' APIs, at one address."""


def main() -> None:
    """The entry point `greenroom`."""
    from greenroom.database import Refused as RefusedDatabase  # noqa: PLC0415 - `--help` needs no database
    from greenroom.problems import Problem  # noqa: PLC0415 - as above
    from greenroom.settings import Refused  # noqa: PLC0415 - as above

    try:
        cli()
    except (Problem, Refused, RefusedDatabase) as error:
        fail(str(error))
    except BrokenPipeError:
        sys.exit(1)
