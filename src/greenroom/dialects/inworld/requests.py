"""Bodies of this dialect: read, modernised, and sorted into a patch in wire form and the unknown fields."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from greenroom.characters.codecs import Context
from greenroom.characters.knowledge import BigList, Fact
from greenroom.characters.lens import read_layer
from greenroom.characters.losses import Loss
from greenroom.characters.model import Character, Record
from greenroom.dialects.inworld import lists, unknown
from greenroom.dialects.inworld.bounds import remarks
from greenroom.dialects.inworld.masks import UnknownPatch, patch, unknown_patch
from greenroom.dialects.inworld.older import modernise
from greenroom.dialects.inworld.translate import GIVEN_NAME, LENS, NAME, UNNAMED, named, normal, put
from greenroom.dialects.inworld.wire import CHARACTER
from greenroom.dialects.kit.protojson import read
from greenroom.dialects.kit.unknown import check_size
from greenroom.kit.ids import NewId
from greenroom.kit.structs import put_paths

_STYLES = "defaultCharacterDescription.customDialogStyles"


class Said(NamedTuple):
    """What a body changes: known fields in wire form, None clearing, and unknown ones; and what is remarkable in it.

    `strange` are all unknown fields by path, those in items of lists too, null where one is removed. `new_ids` are for
    the styles that come without a uuid, as many as there are.
    """

    patch: dict[str, Any]
    unknown: UnknownPatch
    strange: Mapping[str, Any]
    new_ids: tuple[str, ...] = ()
    remarks: tuple[Loss, ...] = ()


def read_body(body: bytes, mask: str | None, new_id: NewId) -> Said:
    """A body under a mask.

    Raises:
        NotJson, BadValue: The body is at fault; the sentence has the line and column, if it is not about a bound.
        BadParameter: The mask names what is not there.
    """
    tree = modernise(read(body, CHARACTER, wrapper="character"))
    known, odd = normal(patch(tree, CHARACTER, mask)), unknown_patch(tree, CHARACTER, mask)
    strange = dict([*unknown.fields(odd.changes), *lists.unknown_in(known)])
    check_size(strange.values(), strange)  # what can't be kept should not reach the database
    new_ids = tuple(new_id() for style in known.get(_STYLES) or () if not style["uuid"])
    return Said(known, odd, strange, new_ids, tuple(remarks(known)))


def change(said: Said, record: Record, context: Context) -> Character:
    """A copy of a character after what was said; raises BadValue beyond what is kept of unknown fields."""
    patch = lists.completed(said.patch, record, context, said.unknown.cleared)
    if styles := patch.get(_STYLES):
        new_ids = iter(said.new_ids)
        patch[_STYLES] = [style if style.get("uuid") else style | {"uuid": next(new_ids)} for style in styles]
    character = put(patch, record, context)
    layer = unknown.merged(read_layer(character.unknown, NAME), said.unknown)
    if "personalKnowledge" in layer and character.knowledge.facts is None:  # a message with content is set
        character = put_paths(character, {"knowledge.facts": BigList[Fact]()})
    after = LENS.put_unknown(character, layer)
    if said.strange and after != record.character:
        kept = lists.unknown_kept(replace(record, character=after), context)
        check_size([layer, *kept], said.strange)
    return after


def create(said: Said, blank: Record, context: Context) -> Character:
    """A new character as it was said; one without a given name gets the vendor's."""
    said = said._replace(patch={GIVEN_NAME: UNNAMED} | said.patch)
    character = change(said, blank, context)
    return replace(character, name=named(character.name))
