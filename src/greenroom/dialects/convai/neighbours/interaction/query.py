"""Queries: what is said to a character, and how the answer is wanted."""

from typing import Any, NamedTuple

from greenroom.dialects.convai.bodies import Body, as_flag, character_id, flag, text
from greenroom.dialects.convai.neighbours.interaction.sessions import NEW
from greenroom.dialects.convai.neighbours.interaction.surroundings import (
    Surroundings,
    read_surroundings,
    texts,
)
from greenroom.dialects.convai.neighbours.interaction.wire import MOST_TEXT
from greenroom.problems import BadValue

_ONE_INPUT = "Expecting only one; either an audio file or user's query as a string"


class Query(NamedTuple):
    """`text` is None where it is sound that was sent; `labels` are None where the query is not to be classified."""

    character_id: str
    text: str | None
    session: str
    streamed: bool
    labels: tuple[str, ...] | None
    in_steps: bool
    surroundings: Surroundings


def read_query(body: Body) -> Query:
    """The query in a body; raises BadValue, in the vendor's sentence where there are two inputs or none."""
    said, identity = _input(body), character_id(body.fields)
    wanted = as_flag(body.fields.get("classification"))
    in_steps = isinstance(wanted, str) and wanted.strip().lower() == "multistep"
    return Query(
        identity,
        said,
        _session(body.fields),
        flag(body.fields, "stream"),
        None if in_steps or not wanted else texts(body.fields, "classLabels"),
        in_steps,
        read_surroundings(body.fields),
    )


def _input(body: Body) -> str | None:
    """What was said, None where it is sound; blank ones don't count."""
    said = text(body.fields, "userText", default="")
    sound = body.files.get("file")
    has_sound = bool(sound.data if sound else body.fields.get("file"))
    if has_sound == bool(said.strip()):
        raise BadValue("userText", _ONE_INPUT)
    if len(said) > MOST_TEXT:
        raise BadValue("userText", f"must have at most {MOST_TEXT:,} characters")
    return None if has_sound else said


def _session(fields: dict[str, Any]) -> str:
    value = fields.get("sessionID")
    if value in (None, "", -1):
        return NEW
    return text(fields, "sessionID").strip().lower()
