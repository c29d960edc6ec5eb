"""The unknown layer of a character, or of another message, nested along the known messages that its fields stand in. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from greenroom.dialects.inworld.masks import UnknownPatch
from greenroom.dialects.inworld.wire import CHARACTER
from greenroom.dialects.kit.messages import Shape


def merged(layer: Mapping[str, Any], patch: UnknownPatch, shape: Shape = CHARACTER) -> dict[str, Any]:
    """The layer after a patch: fields replaced whole, removed by null or with the message that is cleared."""
    for message in patch.cleared:
        layer = _without(layer, message)
    return _merged(layer, patch.changes, shape)


def fields(
    changes: Mapping[str, Any], shape: Shape = CHARACTER, prefix: str = ""
) -> Iterator[tuple[str, Any]]:
    """Dotted path and value of each field in the changes of such a layer."""
    for name, value in changes.items():
        part = shape.parts.get(name)
        if part and part.shape:
            yield from fields(value, part.shape, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _without(layer: Mapping[str, Any], message: tuple[str, ...]) -> dict[str, Any]:
    """The layer without what it has inside a message."""
    if not message:
        return {}
    first, *below = message
    if first not in layer:
        return dict(layer)
    inner = _without(layer[first], tuple(below))
    rest = {name: value for name, value in layer.items() if name != first}
    return rest | {first: inner} if inner else rest


def _merged(kept: Mapping[str, Any], changes: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
    merged = dict(kept)
    for name, value in changes.items():
        part = shape.parts.get(name)
        below = _merged(kept.get(name, {}), value, part.shape) if part and part.shape else value
        if below is None or (part and not below):
            merged.pop(name, None)
        else:
            merged[name] = below
    return merged
