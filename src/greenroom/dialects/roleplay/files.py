"""Characters in files: as the get or the list answers them."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from greenroom.cards.formats.format import Format, Value
from greenroom.cards.imported import Contents, Found
from greenroom.cards.refusals import refused
from greenroom.characters.codecs import Context
from greenroom.characters.model import blank_record
from greenroom.dialects.kit.fidelity import compared, outputs
from greenroom.dialects.kit.pictures import picture_in, picture_line
from greenroom.dialects.roleplay.requests import read_update
from greenroom.dialects.roleplay.translate import LENS, NAME, put
from greenroom.dialects.roleplay.wire import VISIBILITIES

_LIST, _AVATAR = "characters", "avatar"
_NOWHERE = Context("")
_MADE = outputs(LENS)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "name": _is_text,
    "subtitle": _is_text,
    "greetings": lambda value: _are_texts(value) and bool(value),
    "description": _is_text,
    "definition": _is_text,
    "message_examples": _are_texts,
    "visibility": lambda value: value in VISIBILITIES,
    "character_collections": _are_texts,
}
"""What each field holds, however long it is."""


def _is_body(value: Any) -> bool:
    return isinstance(value, Mapping) and "definition" in value and isinstance(value.get("greetings"), list)


def _bodies(value: Value) -> list[tuple[str, dict[str, Any]]]:
    if _is_body(value):
        return [("", dict(value))]
    listed = value.get(_LIST)
    items = enumerate(listed if isinstance(listed, list) else ())
    return [(f"{_LIST}[{at}]", body) for at, body in items if _is_body(body)]


def _read(value: Value) -> Contents:
    return Contents(tuple(_found(place, body) for place, body in _bodies(value)))


def _found(place: str, body: dict[str, Any]) -> Found:
    if body.get("name") is None:
        raise refused("no_name")
    said = read_update(body, avatar_required=False)
    patch = {name: value for name, value in said.patch.items() if name in _KINDS and _KINDS[name](value)}
    blank = blank_record("", "", 0)
    character = put(patch, said.unknown, _NOWHERE, blank)
    avatar = body.get(_AVATAR)
    rest = {name: value for name, value in body.items() if name != _AVATAR}
    lines = compared(rest, LENS.show(replace(blank, character=character), _NOWHERE), made=_MADE)
    picture = (picture_line(_AVATAR, avatar),) if avatar else ()
    return Found(character, NAME, NAME, (*lines, *picture), place, picture_in(avatar))


FILES = Format(NAME, lambda value: bool(_bodies(value)), _read, LENS.show)
