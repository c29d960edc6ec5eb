"""The order of keys in a card, so that an edited file differs from the original only where it was edited."""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any


def arrange(value: Any, like: Any) -> Any:
    """`value` with the keys of its objects in the order they have in `like`, new ones last; lists go item by item."""
    if isinstance(value, dict) and isinstance(like, Mapping):
        order = [key for key in like if key in value] + [key for key in value if key not in like]
        return {key: arrange(value[key], like.get(key)) for key in order}
    if isinstance(value, list) and isinstance(like, list):
        return [arrange(item, other) for item, other in zip_longest(value, like[: len(value)])]
    return value
