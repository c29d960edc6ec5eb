"""Items, events and quests: the vendor's objects and the character's, each with the keys that nobody documented."""

from collections import defaultdict, deque
from collections.abc import Mapping
from typing import Any

from greenroom.characters.codecs import Codec, Context
from greenroom.characters.layer import Layer
from greenroom.characters.lens import read_layer
from greenroom.characters.world import Event, Item, Quest
from greenroom.dialects.kit.items import more_of

SURFACE = "npcbuilder"

Thing = Item | Event | Quest

_ITEM = {
    "itemName": "name",
    "unit": "unit",
    "value": "value",
    "type": "kind",
    "description": "description",
}
_EVENT = {"eventName": "name", "type": "kind", "description": "description"}
_QUEST = {"description": "description", "objective": "objective", "reward": "reward"}

KEYS: dict[str, Mapping[str, str]] = {"items": _ITEM, "events": _EVENT, "quests": _QUEST}
"""For each list of objects, its documented keys and what the character calls them."""


def _codec(kind: type[Thing], keys: Mapping[str, str]) -> Codec:
    """Every key that is not at its default is shown; the lens remembers where one was sent at its default."""
    blank = kind()
    unset = {name: getattr(blank, name) for name in keys.values()}

    def show(core: tuple[Thing, ...], _: Context) -> list[dict[str, Any]]:
        return [_show(one, keys, unset) for one in core]

    def put(wire: list[dict[str, Any]], old: tuple[Thing, ...], _: Context) -> tuple[Thing, ...]:
        kept = _by_content(old, keys)
        return tuple(_put(kind, item, keys, kept) for item in wire)

    return Codec(show, put)


def _show(one: Thing, keys: Mapping[str, str], unset: Mapping[str, Any]) -> dict[str, Any]:
    said = {wire: getattr(one, name) for wire, name in keys.items()}
    return {wire: value for wire, value in said.items() if value != unset[keys[wire]]} | read_layer(
        one.more, SURFACE
    )


def _put(
    kind: type[Thing],
    item: Mapping[str, Any],
    keys: Mapping[str, str],
    kept: Mapping[tuple[Any, ...], deque[Layer]],
) -> Thing:
    one = kind(**{name: item[wire] for wire, name in keys.items() if wire in item})
    layers = kept.get(_content(one, keys))
    return kind(
        **{name: getattr(one, name) for name in keys.values()},
        more=more_of(item, keys, SURFACE, layers.popleft() if layers else {}),
    )


def _content(one: Thing, keys: Mapping[str, str]) -> tuple[Any, ...]:
    return tuple(getattr(one, name) for name in keys.values())


def _by_content(old: tuple[Thing, ...], keys: Mapping[str, str]) -> Mapping[tuple[Any, ...], deque[Layer]]:
    """What other surfaces keep in each object, found again by equal content, and among equals by position."""
    kept: dict[tuple[Any, ...], deque[Layer]] = defaultdict(deque)
    for one in old:
        kept[_content(one, keys)].append(one.more)
    return kept


ITEMS, EVENTS, QUESTS = _codec(Item, _ITEM), _codec(Event, _EVENT), _codec(Quest, _QUEST)
