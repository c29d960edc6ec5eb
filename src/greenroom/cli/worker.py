"""`greenroom worker`: a process that answers nobody, and does the work that goes on beside requests."""

import asyncio
import signal
from collections.abc import Mapping
from typing import Any

import click

from greenroom.app import open_house
from greenroom.cli.instance import Instance, place_options, read_settings
from greenroom.cli.output import Output
from greenroom.dialects.kit.house import House
from greenroom.http.logs import configure_logs
from greenroom.kit.privacy import only_for_owner
from greenroom.life import live

_LOOK = 0.5
"""Seconds between two looks for work: nobody wakes a process that others ask."""


@click.command()
@place_options
def worker(*, as_json: bool, **given: Any) -> None:
    """Do operations, moves and housekeeping, beside servers that leave them.

    Those are told so by `serve --no-worker`. There may be several, on several machines that share the data folder.
    """
    settings = read_settings(**given, background=True)
    configure_logs(settings["log_level"])
    with only_for_owner():
        asyncio.run(_work(Instance(settings), settings, Output(as_json)))


async def _work(instance: Instance, settings: Mapping[str, Any], output: Output) -> None:
    asked = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    instance.expect()
    database = await asyncio.to_thread(instance.place.open)
    house = _attentive(open_house(settings, database))
    end = await live(house)
    output.give({"data": str(instance.place.data)}, f"Greenroom works on {instance.place.data}")
    try:
        await asked.wait()
    finally:
        await end()


def _attentive(house: House) -> House:
    for one in (house.worker, house.mover):
        one.look_every(_LOOK)
    return house
