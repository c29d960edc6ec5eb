"""Characters in files: as the get, the list or the feed answers them."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from greenroom.cards.formats.format import Format, Value
from greenroom.cards.imported import Contents, Found
from greenroom.cards.refusals import refused
from greenroom.characters.codecs import Context
from greenroom.characters.model import blank_record
from greenroom.dialects.kit.fidelity import compared, outputs
from greenroom.dialects.replr.requests import RULES, read_update
from greenroom.dialects.replr.translate import LENS, NAME, put

_LIST = "data"
_NOWHERE = Context("")
_MADE = outputs(LENS)


def _is_body(value: Any) -> bool:
    return isinstance(value, Mapping) and "instructions" in value and "creator_id" in value


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
    said = read_update(body)
    patch = {name: value for name, value in said.patch.items() if _may_be_kept(name, value)}
    blank = blank_record("", "", 0)
    character = put(patch, said.unknown, _NOWHERE, blank)
    lines = compared(body, LENS.show(replace(blank, character=character), _NOWHERE), made=_MADE)
    return Found(character, NAME, NAME, lines, place)


def _may_be_kept(name: str, value: Any) -> bool:
    """Whether a value is of its field's kind, however long it is."""
    return isinstance(value, bool if name == "is_public" else str) and name in RULES


FILES = Format(NAME, lambda value: bool(_bodies(value)), _read, LENS.show)
