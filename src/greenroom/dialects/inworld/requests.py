"""Bodies of this dialect: read, modernised, and sorted into a patch in wire form and the unknown fields."""

from typing import Any, NamedTuple

from greenroom.characters.lens import read_layer
from greenroom.characters.model import Character
from greenroom.dialects.inworld.masks import UnknownPatch, patch, unknown_patch
from greenroom.dialects.inworld.older import modernise
from greenroom.dialects.inworld.translate import LENS, NAME, UNNAMED, normal
from greenroom.dialects.inworld.wire import CHARACTER
from greenroom.dialects.kit.protojson import read
from greenroom.dialects.kit.unknown import check_size
from greenroom.kit.ids import NewId

_GIVEN_NAME = "defaultCharacterDescription.givenName"
_STYLES = "defaultCharacterDescription.customDialogStyles"


class Said(NamedTuple):
    """What a body changes: known fields in wire form, None clearing, and unknown ones."""

    patch: dict[str, Any]
    unknown: UnknownPatch


def read_create(body: bytes, new_id: NewId) -> Said:
    """The body of a create. Raises NotJson or BadValue, with the line and column of what is wrong."""
    said = read_update(body, None, new_id)
    said.patch.setdefault(_GIVEN_NAME, UNNAMED)
    return said


def read_update(body: bytes, mask: str | None, new_id: NewId) -> Said:
    """The body of an update under a mask; raises BadParameter for a mask that names what is not there."""
    tree = modernise(read(body, CHARACTER, wrapper="character"))
    said = Said(normal(patch(tree, CHARACTER, mask)), unknown_patch(tree, CHARACTER, mask))
    for style in said.patch.get(_STYLES) or ():
        style["uuid"] = style["uuid"] or new_id()
    return said


def put_unknown(character: Character, change: UnknownPatch) -> Character:
    """The character with this surface's unknown fields changed; raises BadValue beyond what is kept of them."""
    kept = {} if change.everything else read_layer(character.unknown, NAME)
    merged = _merged(kept, change.changes)
    check_size(merged)
    return LENS.put_unknown(character, merged)


def _merged(kept: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Unknown keys replaced whole, removed by null, along the known messages they stand in."""
    merged = dict(kept)
    for name, value in changes.items():
        if value is None:
            merged.pop(name, None)
        elif _is_message(name) and isinstance(value, dict):
            below = _merged(merged.get(name, {}), value)
            merged[name] = below
            if not below:
                del merged[name]
        else:
            merged[name] = value
    return merged


def _is_message(name: str) -> bool:
    return name in _MESSAGES


def _messages(shape: Any) -> set[str]:
    branches = [part for part in shape.parts.values() if part.branches]
    return {part.name for part in branches}.union(*(_messages(part.shape) for part in branches))


_MESSAGES = _messages(CHARACTER)
