"""`greenroom serve`: the server in the foreground, until it is asked to stop."""

import asyncio
import socket
import sys
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from functools import partial
from typing import Any, NamedTuple

import click

from greenroom.accounts import service, tickets
from greenroom.accounts.operators import list_operators, name_operator
from greenroom.app import all_settings, build, models_said
from greenroom.characters import Transaction
from greenroom.cli import demonstration, seat
from greenroom.cli.answering import SMALL, Answering, find, shown
from greenroom.cli.demonstration import Talk
from greenroom.cli.graceful_server import GracefulServer, configured
from greenroom.cli.greeting import OWNER, greeting, hints, words
from greenroom.cli.instance import Instance, place_options, read_settings
from greenroom.cli.listener import listen
from greenroom.cli.output import Output, printable, say
from greenroom.cli.seat import Channel, Seat
from greenroom.cli.small_model import small_model
from greenroom.cli.supervisor import Supervisor
from greenroom.cli.whereabouts import noted
from greenroom.database.engines import is_address
from greenroom.dialects.kit.house import House
from greenroom.http.logs import configure_logs
from greenroom.kit.privacy import only_for_owner
from greenroom.llm.models import DEFAULT
from greenroom.problems import AlreadyExists
from greenroom.settings import Refused, read_environment, strangers


@click.command()
@click.option("--host", help="Address to listen on; default 127.0.0.1.")
@click.option("--port", type=int, help="Port to listen on; default 8700; 0 takes a free one.")
@click.option("--workers", type=int, help="Processes that answer, over PostgreSQL; SIGHUP replaces them.")
@click.option("--no-worker", is_flag=True, help="Leave work beside requests to `greenroom worker`.")
@click.option(
    "--demo", is_flag=True, help="Install and run a small model, and have a character to talk with at once."
)
@click.option(seat.OPTION, "seated", hidden=True, help="What a supervisor gives a process.")
@place_options
def serve(*, demo: bool, no_worker: bool, seated: str | None, as_json: bool, **given: Any) -> None:
    """Serve all dialects at one address."""
    settings = read_settings(**given, background=False if no_worker else None)
    configure_logs(settings["log_level"])
    with only_for_owner():
        if seated:
            _sit(settings, seat.read(seated))
        elif settings["workers"]:
            _supervise(settings, Output(as_json), demo=demo)
        else:
            _serve(settings, Output(as_json), demo=demo)


def _serve(settings: dict[str, Any], output: Output, *, demo: bool) -> None:
    """Answer in this process."""
    with ExitStack() as open_now:
        listener = open_now.enter_context(listen(settings["host"], settings["port"]))
        settings["port"] = listener.getsockname()[1]
        instance, models = Instance(settings), models_said(settings)
        beginning, talk = _begin(instance), None
        if demo:
            models.use(DEFAULT, open_now.enter_context(small_model(instance.place.small_model)))
            talk = instance.work(partial(_demonstration, beginning.account))

        async def greet() -> None:
            small = shown(models.default, SMALL) if demo and models.default else None
            _greet(settings, output, beginning, small or await find(models, settings), talk)

        server = build(settings, models)
        open_now.enter_context(noted(settings))
        GracefulServer(configured(server), greet, server.hurry).run([listener])


def _supervise(settings: dict[str, Any], output: Output, *, demo: bool) -> None:
    """Let other processes answer, and watch over them."""
    _check_many(settings, demo=demo)
    models = models_said(settings)
    with ExitStack() as open_now:
        listener = open_now.enter_context(listen(settings["host"], settings["port"]))
        settings["port"] = listener.getsockname()[1]
        beginning = _begin(Instance(settings))  # makes or migrates the database, before any of them opens it
        open_now.enter_context(noted(settings))

        def greet() -> None:
            _greet(settings, output, beginning, asyncio.run(find(models, settings)), None)

        if not Supervisor(listener, settings["workers"]).run(greet):
            sys.exit(1)


def _sit(settings: dict[str, Any], seat: Seat) -> None:
    """Answer as one of several processes."""
    listener = socket.socket(fileno=seat.listener)
    settings["port"] = listener.getsockname()[1]
    models = models_said(settings)
    application = build(settings, models, seat.company)

    async def greet() -> None:
        await find(models, settings)
        Channel(seat.channel, server.leave, server.stop).open()

    server = GracefulServer(configured(application), greet, application.hurry, settings["drain_seconds"])
    server.run([listener])


def _check_many(settings: Mapping[str, Any], *, demo: bool) -> None:
    if sys.platform == "win32":
        raise Refused("Windows has no sockets that several processes accept from: serve without --workers.")
    if demo:
        raise Refused("A demonstration is of one process: serve --demo without --workers.")
    if settings["workers"] > 1 and not is_address(settings["database"] or ""):
        raise Refused(
            "SQLite is served by one process, which counts its limits and lets no writer wait for another; several "
            "share PostgreSQL: --database postgresql://…, or --workers 1."
        )


def _greet(
    settings: Mapping[str, Any],
    output: Output,
    beginning: "_Beginning",
    model: Answering | None,
    talk: Talk | None,
) -> None:
    said = greeting(settings, beginning.key, model, talk, beginning.sign_in, beginning.account)
    output.give(said, words(said))
    for hint in hints(settings):
        say(hint)
    for stranger in strangers(all_settings(), read_environment()):
        say(printable(stranger))


async def _demonstration(account: str, house: House) -> Talk:
    return await house.database.write(demonstration.begin, house.catalogue, account)


class _Beginning(NamedTuple):
    """What whoever starts a server needs to get in: the operator's handle, the first key if it was made, a link to sign in by."""

    account: str
    key: str | None
    sign_in: str


def _begin(instance: Instance) -> _Beginning:
    """Make what the operator needs; a server is never without one."""

    def unit(db: Transaction, secret: bytes) -> tuple[str, str | None, str]:
        operators, key = list_operators(db), None
        if not operators:
            with suppress(AlreadyExists):
                service.create_account(db, OWNER, instance.settings["default_plan"])
            operators = [name_operator(db, OWNER)]
            if not service.list_keys(db, operators[0].account_id):
                key = service.create_key(db, operators[0].account_id, "first key", secret)[1]
        return operators[0].handle, key, tickets.make_link(db, secret, operators[0].account_id)

    account, key, ticket = instance.write_keyed(unit, make=True)
    return _Beginning(account, key, tickets.link_url(instance.place.public_url, ticket))
