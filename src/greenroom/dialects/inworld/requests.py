"""Bodies of this dialect: read, modernised, and sorted into a patch in wire form and the unknown fields."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from greenroom.characters.codecs import Context
from greenroom.characters.knowledge import BigList, Fact
from greenroom.characters.lens import read_layer
from greenroom.characters.losses import Loss
from greenroom.characters.model import Character, Record
from greenroom.dialects.inworld.bounds import remarks
from greenroom.dialects.inworld.masks import UnknownPatch, patch, unknown_patch
from greenroom.dialects.inworld.older import modernise
from greenroom.dialects.inworld.translate import GIVEN_NAME, LENS, NAME, UNNAMED, normal, part_at, put
from greenroom.dialects.inworld.wire import CHARACTER
from greenroom.dialects.kit.messages import Shape
from greenroom.dialects.kit.protojson import read
from greenroom.dialects.kit.unknown import check_size
from greenroom.kit.ids import NewId
from greenroom.kit.structs import put_paths

_STYLES = "defaultCharacterDescription.customDialogStyles"


class Said(NamedTuple):
    """What a body changes: known fields in wire form, None clearing, and unknown ones; and what is remarkable in it."""

    patch: dict[str, Any]
    unknown: UnknownPatch
    remarks: tuple[Loss, ...] = ()


def read_body(body: bytes, mask: str | None, new_id: NewId) -> Said:
    """A body under a mask.

    Raises:
        NotJson, BadValue: The body is at fault; the sentence has the line and column.
        BadParameter: The mask names what is not there.
    """
    tree = modernise(read(body, CHARACTER, wrapper="character"))
    known = normal(patch(tree, CHARACTER, mask))
    for style in known.get(_STYLES) or ():
        style["uuid"] = style["uuid"] or new_id()
    _check_items(known)
    return Said(known, unknown_patch(tree, CHARACTER, mask), tuple(remarks(known)))


def change(said: Said, record: Record, context: Context) -> Character:
    """A copy of a character after what was said; raises BadValue beyond what is kept of unknown fields."""
    character = put(said.patch, record, context)
    unknown = read_layer(character.unknown, NAME)
    for message in said.unknown.cleared:
        unknown = _without(unknown, message)
    unknown = _merged(unknown, said.unknown.changes, CHARACTER)
    check_size(unknown)
    if "personalKnowledge" in unknown and character.knowledge.facts is None:  # a message with content is set
        character = put_paths(character, {"knowledge.facts": BigList[Fact]()})
    return LENS.put_unknown(character, unknown)


def create(said: Said, blank: Record, context: Context) -> Character:
    """A new character as it was said; one without a given name gets the vendor's."""
    said = said._replace(patch={GIVEN_NAME: UNNAMED} | said.patch)
    character = change(said, blank, context)
    return replace(character, name=character.name or UNNAMED)


def _check_items(patch: Mapping[str, Any]) -> None:
    """Hold the unknown fields in items of lists to their bound, and drop those that are null.

    Raises:
        BadValue: They are more than is kept.
    """
    strange = {path: list(_strange(items, path)) for path, items in _lists(patch)}
    check_size({path: fields for path, fields in strange.items() if any(fields)})


def _lists(patch: Mapping[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for path, value in patch.items():
        if path == "personalKnowledge" and value:
            yield f"{path}.facts", value["facts"]
        elif isinstance(value, list) and part_at(path).shape:
            yield path, value


def _strange(items: list[dict[str, Any]], path: str) -> Iterator[dict[str, Any]]:
    shape = part_at(path).shape
    assert shape
    for item in items:
        unknown = {name: value for name, value in item.items() if name not in shape.parts}
        for name in [name for name, value in unknown.items() if value is None]:
            del item[name], unknown[name]
        yield unknown


def _without(layer: Mapping[str, Any], message: tuple[str, ...]) -> dict[str, Any]:
    """The unknown layer without what it has inside a message."""
    if not message:
        return {}
    first, *below = message
    if first not in layer:
        return dict(layer)
    inner = _without(layer[first], tuple(below))
    rest = {name: value for name, value in layer.items() if name != first}
    return rest | {first: inner} if inner else rest


def _merged(kept: Mapping[str, Any], changes: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
    """Unknown fields replaced whole, removed by null, along the known messages that they stand in."""
    merged = dict(kept)
    for name, value in changes.items():
        part = shape.parts.get(name)
        below = _merged(kept.get(name, {}), value, part.shape) if part and part.shape else value
        if below is None or (part and not below):
            merged.pop(name, None)
        else:
            merged[name] = below
    return merged
