"""Characters in files: as the get answers them, or a create or an update."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from greenroom.cards.formats.format import Format, Value
from greenroom.cards.imported import Contents, Found
from greenroom.cards.refusals import refused
from greenroom.characters.codecs import Context
from greenroom.characters.model import Record, blank_record
from greenroom.dialects.kit.fidelity import compared, outputs
from greenroom.dialects.npcbuilder.requests import fits, read_create
from greenroom.dialects.npcbuilder.translate import LENS, NAME, called, put, show

_WRAPPERS = ("character", "character_context")
_NOWHERE = Context("")
_MADE = outputs(LENS)


def _body(value: Value) -> dict[str, Any] | None:
    if "character_id" not in value:
        return None
    return next((value[name] for name in _WRAPPERS if isinstance(value.get(name), dict)), None)


def _read(value: Value) -> Contents:
    body = _body(value)
    if body is None or body.get("name") is None:
        raise refused("no_name")
    said = read_create(body)
    patch = {name: part for name, part in said.patch.items() if fits(name, part)}
    blank = blank_record("", "", 0)
    character = called(put(patch, said.unknown, blank, _NOWHERE))
    shown = LENS.show(replace(blank, character=character), _NOWHERE)
    wrapper = next(name for name in _WRAPPERS if value.get(name) is body)
    around = {name: part for name, part in value.items() if name != wrapper}
    return Contents(
        (
            Found(
                character,
                NAME,
                NAME,
                (*compared(body, shown, made=_MADE), *compared(around, {}, made=("character_id",))),
            ),
        )
    )


def _write(record: Record, context: Context) -> Mapping[str, Any]:
    return {"character_id": record.address, "character": show(record, context)}


FILES = Format(NAME, lambda value: _body(value) is not None, _read, _write)
