"""Which instance a local command works on, and working on it: also while a server runs on the same data."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, TypeVarTuple

import click

from greenroom.accounts import secret_mark
from greenroom.app import all_settings, open_house
from greenroom.cli.output import Output
from greenroom.cli.owner import refuse_root
from greenroom.cli.whereabouts import found_in
from greenroom.database import Database, Refused, Transaction
from greenroom.database.engines import is_address
from greenroom.dialects.kit.house import House
from greenroom.kit.privacy import only_for_owner
from greenroom.place import Place, place_of
from greenroom.secret import is_kept, server_secret
from greenroom.settings import DATABASE, Value, load, read_environment

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
P = ParamSpec("P")

_TO_DO = (
    "Name the server's data folder with --data, or its secret with GREENROOM_SECRET_FILE. If that is lost: "
    "`greenroom key accept-secret`."
)


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
        """The server's secret, made if need be, whether or not the database knows it."""
        return server_secret(self.place.data, self.settings["secret"])

    def held_secret(self) -> bytes:
        """The server's secret, made if need be; raises Refused where the database's keys are made with another."""
        return asyncio.run(self._open(self._held_secret))

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

    def write_keyed(self, unit: Callable[[Transaction, bytes], T], *, make: bool = False) -> T:
        """What a unit did that makes or judges keys, and is given the secret; raises Refused as `held_secret` does."""

        async def work(database: Database) -> T:
            return await database.write_long(unit, await self._held_secret(database))

        return asyncio.run(self._open(work, make=make))

    def work(self, work: Callable[[House], Awaitable[T]]) -> T:
        """What became of work that needs the instance's rooms; raises Refused as `held_secret` does."""

        async def within(database: Database) -> T:
            await self._held_secret(database)
            return await work(open_house(self.settings, database))

        return asyncio.run(self._open(within))

    async def _held_secret(self, database: Database) -> bytes:
        data, given = self.place.data, self.settings["secret"]
        if await database.read(secret_mark.is_marked) and not is_kept(data, given):
            raise Refused(f"{data} has no secret, and the keys of this database were made with one. {_TO_DO}")
        secret = self.secret()
        if not await database.write_long(secret_mark.fits, secret):
            this = "the setting secret" if given else f"that of {data}"
            raise Refused(f"The keys of this database were made with another secret than {this}. {_TO_DO}")
        return secret

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
        settings = read_settings(data=data, database=database)
        settings["public_url"] = settings["public_url"] or found_in(Path(settings["data"])) or ""
        instance = Instance(settings)
        return command(instance, Output(as_json), **arguments)

    return with_instance
