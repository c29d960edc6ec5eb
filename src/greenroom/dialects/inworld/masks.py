"""What a PATCH changes: the vendor's mask rule, as a grpc-gateway derives it (AIP-134, AIP-161).

Without `updateMask` every leaf in the body is set. With one, exactly its paths are: those that the body lacks are
cleared. A path ends at a scalar, list, map, null or empty object; a message stands for all leaves below it, and
`*` for the whole message. Output-only fields are skipped silently wherever they are named.

Both functions take a body as `protojson.read` and `older.modernise` leave it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from greenroom.dialects.inworld.older import MOVED
from greenroom.dialects.kit.messages import Part, Shape
from greenroom.problems import BadParameter

Leaf = tuple[str, Any]
Path = tuple[Part, ...]
"""A path of a mask; the empty one is the whole character."""


class UnknownPatch(NamedTuple):
    """A change of the unknown layer: first the messages that lose all of theirs, then what to set, null meaning remove.

    `cleared` are paths by name, the empty one being the whole character. `changes` nests along messages, as that
    layer does; a value replaces the old one whole.
    """

    cleared: tuple[tuple[str, ...], ...]
    changes: dict[str, Any]


def patch(tree: Mapping[str, Any], shape: Shape, mask: str | None) -> dict[str, Any]:
    """The known leaves to change: dotted camelCase path to value, or to None where it is cleared.

    A nullable message that is cleared is a leaf itself. An empty mask counts as none.

    Raises:
        BadParameter: The mask names a path that doesn't exist.
    """
    if not mask:
        return dict(_sent(tree, shape))
    return dict(leaf for path in _paths(mask, shape) for leaf in _masked(tree, shape, path))


def unknown_patch(tree: Mapping[str, Any], shape: Shape, mask: str | None) -> UnknownPatch:
    """The unknown fields to change: without a mask those of the body, with one those inside its messages.

    Raises:
        BadParameter: The mask names a path that doesn't exist.
    """
    changes = unknown_fields(tree, shape)
    if not mask:
        return UnknownPatch(tuple(_emptied(tree, shape)), changes)
    paths = [path for path in _paths(mask, shape) if not any(part.output_only for part in path)]
    whole = tuple(tuple(part.name for part in path) for path in paths if not path or path[-1].branches)
    return UnknownPatch(whole, changes if () in whole else _within(changes, whole))


def _paths(mask: str, shape: Shape) -> list[Path]:
    return [() if path.strip() == "*" else _path(path.strip(), shape) for path in mask.split(",")]


def _path(dotted: str, shape: Shape) -> Path:
    parts: list[Part] = []
    inner: Shape | None = shape
    for name in dotted.split("."):
        part = inner.spellings.get(name) if inner else None
        if not part:
            raise BadParameter(
                "updateMask", f'updateMask: "{dotted}" names no field that can be set by itself'
            )
        parts.append(part)
        inner = part.shape if part.branches else None
    moved = MOVED.get(".".join(part.name for part in parts))
    return _path(moved, shape) if moved else tuple(parts)


def _sent(tree: Mapping[str, Any], shape: Shape, prefix: str = "") -> Iterator[Leaf]:
    """The leaves in a body."""
    for name, value in tree.items():
        part = shape.parts.get(name)
        if not part or part.output_only:
            continue
        if value and part.branches and part.shape:
            yield from _sent(value, part.shape, f"{prefix}{name}.")
        else:
            yield from _whole(part, prefix + name, value)


def _masked(tree: Mapping[str, Any], shape: Shape, path: Path) -> Iterator[Leaf]:
    """The leaves that one path of a mask stands for, with their values in the body."""
    if not path:
        yield from _all(shape, "", tree)
    elif not any(part.output_only for part in path):
        for part in path[:-1]:
            tree = tree.get(part.name) or {}
        last = path[-1]
        yield from _whole(last, ".".join(part.name for part in path), tree.get(last.name))


def _whole(part: Part, dotted: str, value: Any) -> Iterator[Leaf]:
    """A part with everything below it; what the value lacks is cleared."""
    if not part.branches or not part.shape:
        yield dotted, value
    elif part.nullable and not value:
        yield dotted, None
    else:
        yield from _all(part.shape, f"{dotted}.", value or {})


def _all(shape: Shape, prefix: str, value: Mapping[str, Any]) -> Iterator[Leaf]:
    for name, part in shape.parts.items():
        if not part.output_only and prefix + name not in MOVED:
            yield from _whole(part, prefix + name, value.get(name))


def unknown_fields(tree: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
    """The unknown fields of a body, nested, but for those inside output-only messages."""
    changes: dict[str, Any] = {}
    for name, value in tree.items():
        part = shape.parts.get(name)
        if not part:
            changes[name] = value
        elif value and part.branches and part.shape and not part.output_only:
            below = unknown_fields(value, part.shape)
            changes |= {name: below} if below else {}
    return changes


def _emptied(tree: Mapping[str, Any], shape: Shape) -> Iterator[tuple[str, ...]]:
    """The messages that a body clears: those it holds as null or as an empty object."""
    for name, value in tree.items():
        part = shape.parts.get(name)
        if not part or not part.branches or not part.shape or part.output_only:
            continue
        if value:
            yield from ((name, *path) for path in _emptied(value, part.shape))
        else:
            yield (name,)


def _within(changes: Mapping[str, Any], paths: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    """Of `changes`, what is inside the messages that `paths` name."""
    kept: dict[str, Any] = {}
    for name, value in changes.items():
        below = [path[1:] for path in paths if path[0] == name]
        inner = value if () in below else _within(value, below) if below else {}
        kept |= {name: inner} if inner else {}
    return kept
