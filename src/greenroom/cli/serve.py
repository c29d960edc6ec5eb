"""`greenroom serve`: the server in the foreground, until it is asked to stop."""

from contextlib import ExitStack

import click
import uvicorn

from greenroom.accounts import service
from greenroom.app import build
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
from greenroom.llm.models import DEFAULT, models_of
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
        instance, models = Instance(settings), models_of(settings)
        key, talk = _first_key(instance), None
        if demo:
            models.use(DEFAULT, open_now.enter_context(small_model(instance.place.small_model)))
            talk = instance.work(_demonstration)

        async def greet() -> None:
            small = shown(models.default, SMALL) if demo and models.default else None
            said = greeting(settings, key, small or await find(models, settings), talk)
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


def _first_key(instance: Instance) -> str | None:
    """The key of the operator's account, which a server is never without; None where it is there already."""
    secret = instance.secret()

    def unit(db: Transaction) -> str | None:
        try:
            owner = service.create_account(db, OWNER, instance.settings["default_plan"])
        except AlreadyExists:
            return None
        return service.create_key(db, owner.account_id, "first key", secret)[1]

    return instance.write(unit, make=True)
