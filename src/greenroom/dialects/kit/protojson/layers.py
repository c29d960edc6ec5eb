"""A tree's two layers: the fields that its shape knows, and those that it does not.

Layers part along single messages. Items of lists keep their unknown fields, since only the item says where they
belong. For every tree, `join(*split(tree, shape), shape)` equals it.
"""

from collections.abc import Mapping
from typing import Any

from greenroom.dialects.kit.messages import Shape


def split(tree: Mapping[str, Any], shape: Shape) -> tuple[dict[str, Any], dict[str, Any]]:
    """The known fields; and the unknown ones, nested in the messages they stand in."""
    known: dict[str, Any] = {}
    unknown: dict[str, Any] = {}
    for name, value in tree.items():
        part = shape.parts.get(name)
        if not part:
            unknown[name] = value
        elif value and part.branches and part.shape:
            known[name], below = split(value, part.shape)
            unknown |= {name: below} if below else {}
        else:
            known[name] = value
    return known, unknown


def join(known: Mapping[str, Any], unknown: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
    """The two layers as one tree.

    Nothing unknown shadows a known field, and nothing unknown is shown below a message that is null or absent.
    """
    tree = dict(known)
    for name, value in unknown.items():
        part = shape.parts.get(name)
        if not part:
            tree[name] = value
        elif part.branches and part.shape and isinstance(tree.get(name), Mapping):
            tree[name] = join(tree[name], value, part.shape)
    return tree
