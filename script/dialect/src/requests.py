"""What requests of this dialect may say: which fields, and what is wrong with their values."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from greenroom.characters.codecs import Context
from greenroom.characters.edits import Edit
from greenroom.characters.lens import read_layer
from greenroom.characters.model import Character, Record
from greenroom.dialects.acme import wire
from greenroom.dialects.acme.translate import LENS, NAME, put
from greenroom.dialects.kit.conversion import checker
from greenroom.http.bodies import refuse_nul
from greenroom.kit.json_values import same
from greenroom.problems import BadValue

FIELDS = {
    "name": checker(wire.Name),
    "description": checker(wire.Description | None),
    "greeting": checker(wire.Greeting | None),
}
"""What may be written, each with its check."""


class Said(NamedTuple):
    """A body, sorted: values to be judged, and the unknown fields by name; None clears either."""

    patch: dict[str, Any]
    unknown: dict[str, Any]


def read(body: Mapping[str, Any]) -> Said:
    """The body of a create or an update. What callers only read is ignored."""
    patch = {name: body[name] for name in FIELDS if name in body}
    return Said(patch, {name: value for name, value in body.items() if name not in LENS.rows})


def begin(said: Said, context: Context, blank: Record) -> Character:
    """The character that a create asks for; raises BadValue for the first fault."""
    if "name" not in said.patch:
        raise BadValue("name", "is required")
    FIELDS["name"](said.patch["name"], "name")  # also where a blank one would change nothing
    return decide(said, context, blank)(blank)


def decide(said: Said, context: Context, record: Record) -> Edit:
    """What an update does to every copy of a character; raises BadValue for the first fault.

    What is shown already may always be sent back, and is not judged.
    """
    patch = LENS.effective(said.patch, record, context)
    for name, value in patch.items():
        FIELDS[name](value, name)
        refuse_nul(value, name)
    kept = read_layer(record.character.unknown, NAME)
    for name, value in said.unknown.items():
        if name not in kept or not same(value, kept[name]):
            refuse_nul(name, name)
            refuse_nul(value, name)
    return partial(put, patch, said.unknown, context)
