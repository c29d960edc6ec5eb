"""The vendor's fields and the character, as a table. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from msgspec import Raw
from msgspec.structs import replace

from greenroom.characters.codecs import LIST, Context
from greenroom.characters.lens import Field, Lens, Output, read_layer
from greenroom.characters.losses import Loss
from greenroom.characters.model import Character, Record
from greenroom.dialects.kit.matching import replaced
from greenroom.dialects.kit.unknown import check_size, merge_unchecked
from greenroom.dialects.npcbuilder.items import EVENTS, ITEMS, KEYS, QUESTS, SURFACE
from greenroom.dialects.npcbuilder.words import AGE, FILTERS, GENDER, MODEL, ROLE, TEXT, TONE, opposites

NAME = SURFACE
UNNAMED = "Character"
"""What the other surfaces call a character that this one shows without a name."""

LENS = Lens(
    NAME,
    [
        Output("id", lambda record, _: record.address),
        Field("name", "name", TEXT),
        Field("description", "prompt.definition", TEXT),
        Field("age", "person.life_stage", AGE),
        Field("gender", "person.gender", GENDER),
        Field("role", "person.role", ROLE),
        Field("tone", "style.dialog", TONE),
        Field("traits", "person.traits", LIST),
        Field("items", "world.items", ITEMS),
        Field("events", "world.events", EVENTS),
        Field("quests", "world.quests", QUESTS),
        Field("model", "engine.model", MODEL),
        Field("filters", "safety", FILTERS, unseen=("safety.blocked_words",)),
    ],
)
HIDDEN = ("model", "filters")
"""Written, and never shown."""

_CONTEXT = (
    *("age", "description", "gender", "items", "name", "quests", "role", "tone", "traits"),
    "events",  # which the vendor's example leaves out
)


def show(record: Record, context: Context) -> dict[str, Any]:
    """The character as a get shows it."""
    view = LENS.show(record, context)
    return {name: value for name, value in view.items() if name not in HIDDEN}


def summary(record: Record, context: Context) -> dict[str, Any]:
    """The character as lists show it."""
    return {name: LENS.shown(name, record, context) for name in ("id", "name", "role")}


def changed(verb: str, record: Record, context: Context, keys: Collection[str] = _CONTEXT) -> dict[str, Any]:
    """The answer to a create or an update, with these keys of the character."""
    return {
        "message": f"Character: {record.address} has been {verb} with the following context.",
        "character_id": record.address,
        "character_context": {name: LENS.shown(name, record, context) for name in _CONTEXT if name in keys},
    }


def put(patch: Mapping[str, Any], unknown: Mapping[str, Any], record: Record, context: Context) -> Character:
    """The character after a request: judged values, and unknown fields, of which null removes one.

    `filters` has only those members that are to change. Raises BadValue for more unknown fields than are kept.
    """
    character = LENS.put(_completed(patch, record, context), record, context)
    if "name" in patch:
        character = called(character)
    kept = read_layer(record.character.unknown, NAME)
    merged = merge_unchecked(kept, _with_filters(unknown, kept))
    if strange := {**unknown, **dict(_said_inside(patch))}:
        check_size([merged, *_kept_inside(character)], strange)
    return LENS.put_unknown(character, merged)


def called(character: Character) -> Character:
    """A character without a name gets one for the other surfaces; this one goes on showing that it has none."""
    if character.name:
        return character
    own = character.beside.get("name", {}).get(NAME, Raw(b"null"))
    return replace(character, name=UNNAMED, beside={**character.beside, "name": {NAME: own}})


def remarks(view: Mapping[str, Any]) -> Iterable[Loss]:
    """What the vendor advises against."""
    for one, other in opposites(view["traits"]):
        yield Loss("traits", f"has both {one} and {other}, which contradict each other")


def _with_filters(unknown: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Unknown members of the filters are merged one by one, as the known ones are."""
    if "filters" not in unknown:
        return dict(unknown)
    members = {**kept.get("filters", {}), **unknown["filters"]}
    return {
        **unknown,
        "filters": {name: value for name, value in members.items() if value is not None} or None,
    }


def _completed(patch: Mapping[str, Any], record: Record, context: Context) -> dict[str, Any]:
    """The patch with what it leaves unsaid: the other members of filters, and unknown keys inside of lists."""
    whole = dict(patch)
    if "filters" in patch:
        whole["filters"] = LENS.shown("filters", record, context) | patch["filters"]
    for name, keys in KEYS.items():
        if patch.get(name):
            whole[name] = replaced(patch[name], LENS.shown(name, record, context), frozenset(keys))
    return whole


def _said_inside(patch: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The unknown keys inside the lists of a patch, by path; null where one is to be removed."""
    for name, keys in KEYS.items():
        for at, item in enumerate(patch.get(name) or ()):
            for key in item.keys() - keys.keys():
                yield f"{name}[{at}].{key}", item[key]


def _kept_inside(character: Character) -> Iterator[dict[str, Any]]:
    """The unknown keys inside the lists of a character, item by item."""
    for name in KEYS:
        for one in attrgetter(name)(character.world):
            yield read_layer(one.more, NAME)
