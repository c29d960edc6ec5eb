"""`greenroom worker`: a process that does the work that goes on beside requests, and says whether it does."""

from contextlib import ExitStack
from typing import Any

import click

from greenroom.app import open_house
from greenroom.cli.graceful_server import GracefulServer, configured
from greenroom.cli.instance import Instance, place_options, read_settings
from greenroom.cli.listener import listen
from greenroom.cli.output import Output
from greenroom.cli.vitals import vitals
from greenroom.dialects.kit.house import House
from greenroom.http.logs import configure_logs
from greenroom.kit.privacy import only_for_owner
from greenroom.settings.setting import socket_address

_LOOK = 0.5
"""Seconds between two looks for work: nobody wakes a process that others ask."""


@click.command()
@click.option("--health", metavar="HOST:PORT", help="Answer /healthz, /readyz and /metrics there.")
@place_options
def worker(*, as_json: bool, **given: Any) -> None:
    """Do operations, moves and housekeeping, beside servers that leave them.

    Those are told so by `serve --no-worker`. There may be several, on several machines that share the bucket of files or the data folder.
    """
    settings = read_settings(**given, background=True)
    configure_logs(settings["log_level"])
    with only_for_owner():
        _work(Instance(settings), Output(as_json))


def _work(instance: Instance, output: Output) -> None:
    """Until a signal ends it."""
    settings = instance.settings
    instance.held_secret()
    with ExitStack() as open_now:
        listeners = []
        if settings["health"]:
            listeners.append(open_now.enter_context(listen(*socket_address(settings["health"]))))
        house = _attentive(open_house(settings, instance.place.open()))

        async def greet() -> None:
            said = {"data": str(instance.place.data)}
            words = f"Greenroom works on {instance.place.data}"
            for listener in listeners:
                host, port = listener.getsockname()[:2]
                said["health"] = f"http://{f'[{host}]' if ':' in host else host}:{port}/healthz"
                words += f"\nand says so at {said['health']}"
            output.give(said, words)

        GracefulServer(configured(vitals(house, settings)), greet).run(listeners)


def _attentive(house: House) -> House:
    for one in (house.worker, house.mover):
        one.look_every(_LOOK)
    return house
