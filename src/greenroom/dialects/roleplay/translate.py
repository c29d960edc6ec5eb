"""The vendor's fields and the character, as a table. Pure."""

from collections.abc import Mapping
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from greenroom.characters.codecs import LIST, Codec, Context, avatar
from greenroom.characters.lens import Field, Lens, Output, Patch, read_layer
from greenroom.characters.model import Character, Greetings, Record
from greenroom.dialects.kit.creators import creator_id
from greenroom.dialects.kit.unknown import merge_unknown

NAME = "roleplay"


def _show_greetings(core: Greetings, _: Context) -> list[str]:
    return [*([] if core.first is None else [core.first]), *core.alternates]


def _put_greetings(wire: list[str], old: Greetings, _: Context) -> Greetings:
    return replace(old, first=wire[0] if wire else None, alternates=tuple(wire[1:]))


def _shared(record: Record) -> bool:
    return record.share_id is not None and record.character.visibility != "private"


LENS = Lens(
    NAME,
    [
        Output("id", lambda record, _: record.character_id),
        Field("name", "name"),
        Field("avatar", "avatar", avatar(unset=None)),
        Field("subtitle", "subtitle"),
        Field(
            "greetings",
            "greetings",
            Codec(_show_greetings, _put_greetings),
            unseen=("greetings.group_only",),
        ),
        Field("description", "blurb"),
        Field("definition", "prompt.definition"),
        Field("message_examples", "examples", LIST),
        Field("visibility", "visibility"),
        Field("character_collections", "collections", LIST),
        Output("card_version", lambda _record, _: "2.0"),
        Output("creator_id", lambda record, _: creator_id(record.account_id)),
        Output("creator_tag", lambda record, _: f"@{record.handle}"),
        Output("message_count", lambda record, _: record.message_count),
        Output("used_count", lambda record, _: record.used_count),
        Output("share_id", lambda record, _: record.share_id if _shared(record) else UNSET),
        Output(
            "share_url",
            lambda record, context: f"{context.public_url}/c/{record.share_id}" if _shared(record) else UNSET,
        ),
    ],
)


def put(patch: Patch, unknown: Mapping[str, Any], context: Context, record: Record) -> Character:
    """The character after a request: judged values by wire name, and unknown fields, of which null removes one.

    Raises BadValue for more unknown fields than are kept.
    """
    character = LENS.put(patch, record, context)
    return LENS.put_unknown(character, merge_unknown(read_layer(character.unknown, NAME), unknown))
