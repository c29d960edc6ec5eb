"""Characters in files: as the list or the get answers them, or an export of either.

Values beyond what the API takes are kept all the same where they are of the right kind, and told where they are not.
"""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from greenroom.cards.formats.format import Format, Value
from greenroom.cards.imported import Contents, Found
from greenroom.cards.refusals import refused
from greenroom.characters.codecs import Context
from greenroom.characters.model import Character, Record, blank_record
from greenroom.dialects.convai.requests import kept_of, read_update
from greenroom.dialects.convai.translate import LENS, NAME, details, list_item, put
from greenroom.dialects.kit.fidelity import compared, outputs
from greenroom.dialects.kit.leniency import leniently

_LIST = "characters"
_NAME = "character_name"
_NOWHERE = Context("")
_MADE = outputs(LENS)
_BLANK = replace(blank_record("", "", 0), character=Character(visibility="unlisted"))


def _is_body(value: Any) -> bool:
    marks = isinstance(value, Mapping) and _NAME in value and "character_id" in value
    return marks and ("user_id" in value or "voice_type" in value)


def _bodies(value: Value) -> list[tuple[str, dict[str, Any]]]:
    if _is_body(value):
        return [("", dict(value))]
    listed = value.get(_LIST)
    return [
        (f"{_LIST}[{at}]", body)
        for at, body in enumerate(listed if isinstance(listed, list) else ())
        if _is_body(body)
    ]


def _read(value: Value) -> Contents:
    return Contents(tuple(_found(place, body) for place, body in _bodies(value)))


def _found(place: str, body: dict[str, Any]) -> Found:
    if body[_NAME] is None:
        raise refused("no_name")
    character, faults = leniently(body, _character)
    record = replace(_BLANK, character=character)
    at_fault = tuple(line.field for line in faults)
    lines = compared(body, details(record, _NOWHERE), list_item(record, _NOWHERE), made=_MADE)
    told = (line for line in lines if not line.field.startswith(at_fault) or line.fate == "kept")
    return Found(character, NAME, NAME, (*told, *faults), place)


def _character(body: dict[str, Any]) -> Character:
    said = read_update(body)
    said.patch.setdefault(_NAME, body.get(_NAME, ""))
    return put(kept_of(said, _BLANK, _NOWHERE), said.unknown, _NOWHERE, _BLANK)


def _write(record: Record, context: Context) -> dict[str, Any]:
    """Everything that either answer shows, since neither shows all."""
    return list_item(record, context) | details(record, context)


FILES = Format(NAME, lambda value: bool(_bodies(value)), _read, _write)
