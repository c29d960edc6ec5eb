"""Bodies about things beside characters: read, and applied to what is there, under the mask rule of characters. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from greenroom.characters.losses import Loss
from greenroom.dialects.inworld import unknown
from greenroom.dialects.inworld.bounds import remarks
from greenroom.dialects.inworld.masks import UnknownPatch, patch, unknown_fields, unknown_patch
from greenroom.dialects.inworld.translate import part_at, written
from greenroom.dialects.kit.matching import replaced
from greenroom.dialects.kit.messages import Part, Shape
from greenroom.dialects.kit.protojson import read
from greenroom.dialects.kit.protojson.writer import write
from greenroom.dialects.kit.unknown import check_size
from greenroom.kit.json_values import merge_below, same

Tree = dict[str, Any]
_WHOSE = "a resource"


class Said(NamedTuple):
    """What a body changes: known fields by path in wire form, None clearing, and unknown ones; what is remarkable in it.

    `strange` are all unknown fields by path, those in items of lists too, null where one is removed.
    """

    patch: Tree
    unknown: UnknownPatch
    strange: Mapping[str, Any]
    remarks: tuple[Loss, ...] = ()


def read_said(body: bytes, mask: str | None, shape: Shape, wrapper: str) -> Said:
    """A body under a mask.

    Raises:
        NotJson, BadValue: The body is at fault; the sentence has the line and column, if it is not about a bound.
        BadParameter: The mask names what is not there.
    """
    tree = read(body, shape, wrapper=wrapper)
    known = {path: written(part_at(path, shape), value) for path, value in patch(tree, shape, mask).items()}
    odd = unknown_patch(tree, shape, mask)
    strange = dict([*unknown.fields(odd.changes, shape), *_in_items(known, shape)])
    check_size(strange.values(), strange, _WHOSE)
    return Said(known, odd, strange, tuple(remarks(known, shape)))


def changed(said: Said, tree: Tree, shape: Shape) -> Tree:
    """What was there after what was said; raises BadValue beyond what is kept of unknown fields."""
    layer = unknown.merged(unknown_fields(tree, shape), said.unknown, shape)
    after = _known(tree, shape)
    for path, value in said.patch.items():
        part = part_at(path, shape)
        after = _put(after, path.split("."), _items(part, value, after.get(path)) if part.repeated else value)
    kept = [layer, *dict(_in_items(after, shape)).values()]
    merge_below(after, layer)
    if not same(after, tree):
        check_size(kept, said.strange, _WHOSE)
    return after


def completed(tree: Mapping[str, Any], shape: Shape) -> Tree:
    """What is stored as it is shown."""
    return write(tree, shape)


def _known(tree: Mapping[str, Any], shape: Shape) -> Tree:
    """What is known in a tree."""
    known: Tree = {}
    for name, part in shape.parts.items():
        if name in tree:
            inner = part.shape if part.branches else None
            known[name] = _known(tree[name], inner) if inner and tree[name] else tree[name]
    return known


def _put(tree: Tree, path: list[str], value: Any) -> Tree:
    """A tree with another value at a path, or with none where it is None; a message that lost all of its own goes."""
    first, *below = path
    if below:
        value = _put(tree.get(first) or {}, below, value) or None
    rest = {name: one for name, one in tree.items() if name != first}
    return rest if value is None else rest | {first: value}


def _items(part: Part, items: list[Any] | None, old: list[Any] | None) -> list[Any] | None:
    """A list that replaces one, each message with the unknown fields of the one that it is."""
    if part.shape is None or items is None or same(items, old):
        return items
    return replaced(items, old or [], frozenset(part.shape.parts))


def _in_items(tree: Mapping[str, Any], shape: Shape) -> Iterator[tuple[str, Any]]:
    """What is unknown in the items of lists: path and value."""
    for name, part in shape.parts.items():
        for number, item in enumerate((part.repeated and part.shape and tree.get(name)) or ()):
            assert part.shape
            for key in item.keys() - part.shape.parts.keys():
                yield f"{name}[{number}].{key}", item[key]
