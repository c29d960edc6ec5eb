"""What lies beyond the bounds that the vendor documents. It is kept and shown all the same: real characters are like that."""

from collections.abc import Iterator, Mapping
from typing import Any

from greenroom.characters.losses import Loss
from greenroom.dialects.inworld.translate import part_at
from greenroom.dialects.inworld.wire import CHARACTER
from greenroom.dialects.kit.messages import Part, Shape


def remarks(values: Mapping[str, Any], shape: Shape = CHARACTER) -> Iterator[Loss]:
    """A remark on each number, text or list beyond its bounds. Keys are fields, or dotted paths as a patch has them."""
    for path, value in values.items():
        if path.partition(".")[0] in shape.parts:
            yield from _beyond(part_at(path, shape), path, value)


def _beyond(part: Part, path: str, value: Any) -> Iterator[Loss]:
    if part.repeated and value:
        yield from _too_long(part, path, value, "items")
        for number, item in enumerate(value):
            yield from _item(part, f"{path}[{number}]", item)
    elif part.shape and value:
        yield from _inside(part, path, value)
    elif isinstance(value, str):
        yield from _too_long(part, path, value, "characters")
    elif part.low is not None and part.high is not None and value is not None:
        yield from _out_of_range(path, value, part.low, part.high)


def _item(part: Part, path: str, item: Any) -> Iterator[Loss]:
    if part.shape:
        yield from _inside(part, path, item)
    elif part.longest_item is not None and len(item) > part.longest_item:
        yield Loss(path, f"has {len(item)} characters; documented are at most {part.longest_item}")


def _out_of_range(path: str, value: float, low: float, high: float) -> Iterator[Loss]:
    if not low <= value <= high:
        yield Loss(path, f"is {value:g}; documented is {low:g} to {high:g}")


def _inside(part: Part, path: str, message: Mapping[str, Any]) -> Iterator[Loss]:
    assert part.shape
    for name, value in message.items():
        if name in part.shape.parts:
            yield from _beyond(part.shape.parts[name], f"{path}.{name}", value)


def _too_long(part: Part, path: str, value: str | list[Any], what: str) -> Iterator[Loss]:
    if part.longest is not None and len(value) > part.longest:
        yield Loss(path, f"has {len(value)} {what}; documented are at most {part.longest}")
