"""Which instance a local command works on, and working on it: also while a server runs on the same data."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, TypeVarTuple

import click

from greenroom import settings
from greenroom.app import Place, all_settings, place_of
from greenroom.database import Database, Transaction, open_database

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
F = TypeVar("F", bound=Callable[..., Any])


def instance_options(command: F) -> F:
    """`--data`, `--database` and `--json`, on every local command."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="One JSON value on standard output."),
        click.option("--database", metavar="URL", help="postgresql:// address; default: SQLite in the data folder."),
        click.option("--data", metavar="DIR", help="The instance's data folder."),
    ):
        command = option(command)
    return command


def read_settings(**given: settings.Value) -> dict[str, Any]:
    """All settings; `given` is what the command line said."""
    return settings.load(all_settings(), given, settings.read_environment())


class Instance:
    """An instance to work on: its settings and place, and its database while a unit runs."""

    def __init__(self, data: str | None, database: str | None) -> None:
        self.settings: Mapping[str, Any] = read_settings(data=data, database=database)
        self.place: Place = place_of(self.settings)

    def open(self) -> Database:
        """Its database, opened and migrated. To be called with an event loop running."""
        self.place.data.mkdir(parents=True, exist_ok=True)
        return open_database(self.place.database)

    def write(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        """What a unit does, once it is durable."""
        return asyncio.run(self._run(unit, args))

    async def _run(self, unit: Callable[..., T], args: tuple[Any, ...]) -> T:
        database = self.open()
        try:
            return await database.write(unit, *args)
        finally:
            await database.close()
