"""Which instance a local command works on, and working on it: also while a server runs on the same data."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar, TypeVarTuple

import click

from greenroom.app import all_settings, open_house
from greenroom.cli.output import Output
from greenroom.cli.owner import refuse_root
from greenroom.database import Database, Refused, Transaction
from greenroom.database.engines import is_address
from greenroom.dialects.kit.house import House
from greenroom.kit.privacy import only_for_owner
from greenroom.place import Place, place_of
from greenroom.secret import server_secret
from greenroom.settings import DATABASE, Value, load, read_environment

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
P = ParamSpec("P")


def read_settings(**given: Value) -> dict[str, Any]:
    """All settings; `given` is what the command line said."""
    return load(all_settings(), given, read_environment())


class Instance:
    """An instance to work on: its settings and place, and its database while a unit runs; what `refuse_root` raises."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings
        self.place: Place = place_of(settings)
        refuse_root(self.place.data)

    def secret(self) -> bytes:
        """The server's secret, made if need be."""
        return server_secret(self.place.data, self.settings["secret"])

    def expect(self) -> None:
        """Raise Refused if there is none yet. Nothing is made by asking, so that a mistyped name stays without harm."""
        if not self.place.is_begun():
            where, option = str(self.place.data), "--data"
            if database := self.settings["database"]:
                where, option = "the database" if is_address(database) else database, "--database"
            raise Refused(
                f"There is no instance in {where}; `greenroom serve` makes one, {option} names another."
            )

    def read(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        """What a unit finds."""
        return asyncio.run(self._open(lambda database: database.scan(unit, *args)))

    def write(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts, make: bool = False) -> T:
        """What a unit did, once it is durable; with `make` also in an instance that this begins."""
        return asyncio.run(self._open(lambda database: database.write_long(unit, *args), make=make))

    def work(self, work: Callable[[House], Awaitable[T]]) -> T:
        """What became of work that needs the instance's rooms."""
        return asyncio.run(self._open(lambda database: work(open_house(self.settings, database))))

    async def _open(self, work: Callable[[Database], Awaitable[T]], *, make: bool = False) -> T:
        if not make:
            self.expect()
        with only_for_owner():
            database = self.place.open()
            try:
                return await work(database)
            finally:
                await database.close()


def place_options(command: Callable[P, T]) -> Callable[P, T]:
    """`--data`, `--database` and `--json`, on every local command."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="One JSON value on standard output."),
        click.option("--database", metavar="URL_OR_FILE", help=DATABASE.help),
        click.option("--data", metavar="DIR", help="The instance's data folder."),
    ):
        command = option(command)
    return command


def on_instance(command: Callable[..., T]) -> Callable[..., T]:
    """Gives a command the instance and the output that those options name, before its own arguments."""

    @place_options
    @wraps(command)
    def with_instance(*, data: str | None, database: str | None, as_json: bool, **arguments: Any) -> T:
        instance = Instance(read_settings(data=data, database=database))
        return command(instance, Output(as_json), **arguments)

    return with_instance
