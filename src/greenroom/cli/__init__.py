"""The command line. A command is a module that is loaded only when it is called, so that the others cost it no time.

Every command has `--json`: one JSON value on standard output. What people read on the way goes to standard error.
Exit codes: 0 done, 1 refused or failed, 2 wrongly called, 3 done in part.
"""

import os
from importlib import import_module
from typing import Any, NamedTuple

import click

from greenroom import __version__


class Entry(NamedTuple):
    """Where a command is, as `module:function` of this package, and its line in the list of commands."""

    place: str
    help: str


COMMANDS = {
    "serve": Entry("serve:serve", "Serve all dialects at one address."),
    "worker": Entry(
        "worker:worker", "Do operations, moves and housekeeping, beside servers that leave them."
    ),
    "account": Entry(
        "account:account",
        "Create, list, suspend and delete accounts, change their plans, move them, and let people in.",
    ),
    "key": Entry("key:key", "Create, list, rotate and revoke API keys, and find those that leaked."),
    "import": Entry("importing:import_files", "Make characters of files, folders and archives."),
    "export": Entry("exporting:export_characters", "Write characters as files, or a whole account as one."),
    "backup": Entry("backup:backup", "Write a whole instance to one file."),
    "restore": Entry("backup:restore", "Make a new instance from a backup."),
    "db": Entry("db:db", "Copy a database to the other engine, or to another place."),
    "check": Entry("check:check", "Hold the counters of all characters to the ledger of what was said."),
    "audit": Entry("audit:audit", "Show who signed in, made keys or acted as an operator, newest first."),
    "requests": Entry("requests:requests", "Show what was asked of this instance's server, newest first."),
    "settings": Entry("settings:settings", "Show all settings, and where each value comes from."),
    "openapi": Entry("openapi:openapi", "Print a dialect's OpenAPI document."),
    "probe": Entry("probe:probe_server", "Replay the dialects' transcripts against the server at URL."),
    "bench": Entry(
        "bench:bench",
        "Measure this server beside others: get, create, list, explore, chat, import, pages, start, or all of them.",
    ),
}


class _Lazy(click.Group):
    """The commands of the table above, and what failed in any of them in one sentence."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        for argument in args:
            if not _is_utf8(argument):
                said = os.fsencode(argument).decode("utf-8", "backslashreplace")
                raise click.UsageError(f"The argument {said} is not a text in UTF-8.")
        return super().parse_args(context, args)

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, function = COMMANDS[name].place.partition(":")
        found = getattr(import_module(f"{__name__}.{module}"), function)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except BrokenPipeError:
            raise  # whoever read us has gone; click ends quietly
        except _refusals() as error:
            from greenroom.cli.sentences import sentence  # noqa: PLC0415 - only where something failed

            raise click.ClickException(sentence(error)) from error


def _is_utf8(argument: str) -> bool:
    """Whether an argument can be written again; of other bytes, Python makes halves of surrogate pairs."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refusals() -> tuple[type[Exception], ...]:
    """Whatever is no fault of ours. Called only when something was raised, since it loads what raises it."""
    from greenroom.cli.sentences import refusals  # noqa: PLC0415 - as said

    return refusals()


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="greenroom")
def cli() -> None:
    """An open server for AI characters: one catalogue, many vendors' APIs, at one address."""


def main() -> None:
    """The entry point `greenroom`."""
    cli(prog_name="greenroom")
