"""`greenroom serve`: the server in the foreground, until it is asked to stop."""

from contextlib import ExitStack, suppress
from typing import NamedTuple

import click
import uvicorn

from greenroom.accounts import service, tickets
from greenroom.accounts.operators import list_operators, name_operator
from greenroom.app import build, models_said
from greenroom.characters import Transaction
from greenroom.cli import demonstration
from greenroom.cli.answering import SMALL, find, shown
from greenroom.cli.demonstration import Talk
from greenroom.cli.graceful_server import GracefulServer
from greenroom.cli.greeting import OWNER, greeting, hints, words
from greenroom.cli.instance import Instance, place_options, read_settings
from greenroom.cli.listener import listen
from greenroom.cli.output import Output, say
from greenroom.cli.small_model import small_model
from greenroom.dialects.kit.house import House
from greenroom.http.logs import configure_logs
from greenroom.http.server import Server
from greenroom.kit.privacy import only_for_owner
from greenroom.llm.models import DEFAULT
from greenroom.problems import AlreadyExists

_GRACE = 10
"""Seconds that running requests get to end in."""


@click.command()
@click.option("--host", help="Address to listen on; default 127.0.0.1.")
@click.option("--port", type=int, help="Port to listen on; default 8700; 0 takes a free one.")
@click.option(
    "--demo", is_flag=True, help="Install and run a small model, and have a character to talk with at once."
)
@place_options
def serve(
    *, host: str | None, port: int | None, demo: bool, data: str | None, database: str | None, as_json: bool
) -> None:
    """Serve all dialects at one address."""
    settings = read_settings(host=host, port=port, data=data, database=database)
    configure_logs(settings["log_level"])
    with ExitStack() as open_now:
        open_now.enter_context(only_for_owner())
        listener = open_now.enter_context(listen(settings["host"], settings["port"]))
        settings["port"] = listener.getsockname()[1]
        instance, models = Instance(settings), models_said(settings)
        beginning, talk = _begin(instance), None
        if demo:
            models.use(DEFAULT, open_now.enter_context(small_model(instance.place.small_model)))
            talk = instance.work(_demonstration)

        async def greet() -> None:
            small = shown(models.default, SMALL) if demo and models.default else None
            said = greeting(
                settings, beginning.key, small or await find(models, settings), talk, beginning.sign_in
            )
            Output(as_json).give(said, words(said))
            for hint in hints(settings):
                say(hint)

        server = build(settings, models)
        GracefulServer(_config(server), greet, server.hurry).run([listener])


async def _demonstration(house: House) -> Talk:
    return await house.database.write(demonstration.begin, house.catalogue, OWNER)


def _config(server: Server) -> uvicorn.Config:
    return uvicorn.Config(
        server,
        lifespan="on",
        interface="asgi3",
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE,
    )


class _Beginning(NamedTuple):
    """What whoever starts a server needs to get in: the first key, where there was none, and a link to sign in by."""

    key: str | None
    sign_in: str | None


def _begin(instance: Instance) -> _Beginning:
    """Make what the operator needs; a server is never without their account."""
    secret = instance.secret()

    def unit(db: Transaction) -> tuple[str | None, str | None]:
        key = None
        with suppress(AlreadyExists):
            owner = service.create_account(db, OWNER, instance.settings["default_plan"])
            name_operator(db, OWNER)
            key = service.create_key(db, owner.account_id, "first key", secret)[1]
        operators = list_operators(db)
        return key, tickets.make_link(db, secret, operators[0].account_id) if operators else None

    key, ticket = instance.write(unit, make=True)
    return _Beginning(key, ticket and tickets.link_url(instance.place.public_url, ticket))
