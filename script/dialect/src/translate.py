"""The vendor's fields and the character, as a table. Pure."""

from collections.abc import Mapping
from typing import Any

from greenroom.characters.codecs import Context
from greenroom.characters.lens import Field, Lens, Output, Patch, read_layer
from greenroom.characters.model import Character, Record
from greenroom.dialects.kit.unknown import merge_unknown

NAME = "acme"

LENS = Lens(
    NAME,
    [
        Output("id", lambda record, _: record.character_id),
        Field("name", "name"),
        Field("description", "prompt.definition"),
        Field("greeting", "greetings.first"),
    ],
)


def put(patch: Patch, unknown: Mapping[str, Any], context: Context, record: Record) -> Character:
    """The character after a request: judged values by wire name, and unknown fields, of which null removes one.

    Raises BadValue for more unknown fields than are kept.
    """
    character = LENS.put(patch, record, context)
    return LENS.put_unknown(character, merge_unknown(read_layer(character.unknown, NAME), unknown))
