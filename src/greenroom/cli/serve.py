"""`greenroom serve`: the server in the foreground, until it is asked to stop."""

import click
import uvicorn

from greenroom.accounts import service
from greenroom.app import build
from greenroom.characters import Transaction
from greenroom.cli.graceful_server import GracefulServer
from greenroom.cli.greeting import OWNER, greeting, hints, words
from greenroom.cli.instance import Instance, place_options, read_settings
from greenroom.cli.listener import listen
from greenroom.cli.output import Output, say
from greenroom.http.logs import configure_logs
from greenroom.http.server import Server
from greenroom.kit.privacy import only_for_owner
from greenroom.problems import AlreadyExists

_GRACE = 10
"""Seconds that running requests get to end in."""


@click.command()
@click.option("--host", help="Address to listen on; default 127.0.0.1.")
@click.option("--port", type=int, help="Port to listen on; default 8700; 0 takes a free one.")
@place_options
def serve(
    *, host: str | None, port: int | None, data: str | None, database: str | None, as_json: bool
) -> None:
    """Serve all dialects at one address."""
    settings = read_settings(host=host, port=port, data=data, database=database)
    configure_logs(settings["log_level"])
    with only_for_owner(), listen(settings["host"], settings["port"]) as listener:
        settings["port"] = listener.getsockname()[1]
        said = greeting(settings, _first_key(Instance(settings)))

        def greet() -> None:
            Output(as_json).give(said, words(said))
            for hint in hints(settings):
                say(hint)

        server = build(settings)
        GracefulServer(_config(server), greet, server.hurry).run([listener])


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
