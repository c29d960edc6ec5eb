"""`greenroom openapi`: the description of a dialect for programs, without a server."""

import click
import msgspec

from greenroom.cli.dialects import all_dialects
from greenroom.cli.instance import Instance, on_instance
from greenroom.cli.output import Output
from greenroom.dialects.kit.openapi import openapi as document_of
from greenroom.kit.json_values import encode_json


@click.command()
@click.argument("dialect")
@on_instance
def openapi(instance: Instance, output: Output, *, dialect: str) -> None:
    """Print a dialect's OpenAPI document.

    It is the one that a server with these settings serves.
    """
    known = all_dialects()
    if dialect not in known:
        raise click.BadParameter(f"{dialect} is none of {', '.join(known)}.", param_hint="DIALECT")
    document = document_of(known[dialect], instance.place.public_url)
    output.give(document, msgspec.json.format(encode_json(document)).decode())
