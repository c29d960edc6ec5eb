"""Items of lists: what a surface keeps in each, beside what other surfaces keep there."""

from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Raw

from greenroom.characters.layer import Layer
from greenroom.kit.json_values import encode_json


def more_of(item: Mapping[str, Any], known: Collection[str], surface: str, old: Layer) -> Layer:
    """A surface's own keys of an item, those that are not `known`, beside what others keep in the item it replaces."""
    others = {name: raw for name, raw in old.items() if name != surface}
    own = {name: value for name, value in item.items() if name not in known}
    return others | {surface: Raw(encode_json(own))} if own else others
