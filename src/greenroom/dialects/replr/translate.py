"""The vendor's fields and the character, as a table. Pure."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from greenroom.characters.codecs import Codec, Context, avatar_link, media_link
from greenroom.characters.lens import Field, Kept, Lens, Output, Patch, Row, read_layer, still_beside
from greenroom.characters.model import Character, Record, Visibility
from greenroom.dialects.kit.creators import creator_id
from greenroom.dialects.kit.unknown import merge_unknown
from greenroom.dialects.replr.wire import CATEGORIES, DEFAULT_MODEL
from greenroom.kit.clock import rfc3339

NAME = "replr"


def _put_public(wire: bool, old: Visibility, _: Context) -> Visibility:  # noqa: FBT001 - a wire value
    if wire:
        return "public"
    return "private" if old == "public" else old


_TEXT = Codec(lambda core, _: core or None, lambda wire, _old, _: wire)
_MODEL = Codec(
    lambda core, _: core or DEFAULT_MODEL,
    lambda wire, _old, _: "" if wire == DEFAULT_MODEL else wire,
)
_LINK = Codec(
    lambda core, context: media_link(core, context) if core else None, avatar_link("").put, "mapped"
)
_IS_PUBLIC = Codec(lambda core, _: core == "public", _put_public, "mapped")
_CATEGORY = Codec(lambda core, _: core if core in CATEGORIES else None, lambda wire, _old, _: wire, "mapped")

_ROWS: list[Row] = [
    Output("id", lambda record, _: record.character_id),
    Field("name", "name"),
    Field("description", "blurb", _TEXT),
    Field("instructions", "prompt.definition"),
    Field("model", "engine.model", _MODEL),
    Field("avatar_url", "avatar", _LINK),
    Field("is_public", "visibility", _IS_PUBLIC),
    Field("category", "category", _CATEGORY),
    Field("greeting_message", "greetings.first"),
    Kept("voice_id", None),
    Output("message_count", lambda record, _: record.message_count),
    Output("creator_id", lambda record, _: creator_id(record.account_id)),
    Output("created_at", lambda record, _: rfc3339(record.created_at, "seconds")),
    Output("updated_at", lambda record, _: rfc3339(record.updated_at, "seconds")),
]
LENS = Lens(NAME, _ROWS)


class Excerpt(NamedTuple):
    """Some fields of a character, and nothing that nobody documented."""

    surface: str
    lens: Lens

    def show(self, record: Record, context: Context) -> dict[str, Any]:
        """These fields of this character."""
        shown = self.lens.show(record, context)
        return {name: shown[name] for name in self.lens.rows}


def _without(name: str, *fields: str) -> Excerpt:
    return Excerpt(f"{NAME} {name}", Lens(NAME, [row for row in _ROWS if row.wire not in fields]))


PUBLIC = _without("public", "instructions")
"""What anybody but its owner sees of a public character: the system prompt is the creator's."""

FOUND = _without("found", "instructions", "greeting_message", "voice_id")
"""What the feed of everybody's public characters shows."""

ITEM = _without("item", "instructions", "greeting_message", "voice_id", "creator_id")
"""What the list of one's own shows."""


def linked_picture(link: Any, context: Context) -> str:
    """The id of the picture that a link of this server is for, whoever's it is; "" for any other link."""
    start, end = media_link("\n", context).split("\n")
    ours = isinstance(link, str) and link.startswith(start) and link.endswith(end)
    return link[len(start) : -len(end)] if ours else ""


def put(
    patch: Patch, unknown: Mapping[str, Any], context: Context, record: Record, *, picture: str = ""
) -> Character:
    """The character after a request: judged values by wire name, and unknown fields, of which null removes one.

    `picture` is the id of the account's own picture to which `avatar_url` leads. The voice that is written last is the
    one that speaks. Raises BadValue for more unknown fields than are kept.
    """
    if picture:
        faced = replace(record.character, avatar=picture)
        faced = replace(faced, beside=still_beside(record.character, faced))
        record = replace(record, character=faced)
    character = LENS.put(patch, record, context)
    if patch.get("voice_id") is not None:
        character = replace(character, voice=replace(character.voice, speaks=NAME))
    return LENS.put_unknown(character, merge_unknown(read_layer(character.unknown, NAME), unknown))
