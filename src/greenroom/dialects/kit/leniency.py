"""Reading bodies of files leniently: a field that is at fault is left out and told, and the rest is read."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from greenroom.cards.imported import Line
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadValue

T = TypeVar("T")

_MOST_FAULTS, _LARGE, _MOST_OF_LARGE = 50, 256 * 1024, 3
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def leniently(body: Mapping[str, Any], read: Callable[[dict[str, Any]], T]) -> tuple[T, tuple[Line, ...]]:
    """What `read` makes of a body without the fields that it refuses, and a line for each of those.

    Raises:
        BadValue: A fault in what can't be left out, or more than 50 of them, or 3 in a large body.
    """
    rest, lines = dict(body), list[Line]()
    most = _MOST_FAULTS if len(encode_json(body)) < _LARGE else _MOST_OF_LARGE
    while True:
        try:
            return read(rest), tuple(lines)
        except BadValue as problem:
            shorter = without(rest, steps(problem.field))
            if shorter is rest or len(lines) == most:
                raise
            rest = shorter
            lines.append(Line(problem.field, "dropped", problem.why))


def steps(path: str) -> tuple[str | int, ...]:
    """The steps of a path such as `items[0].name`."""
    return tuple(int(found[1]) if found[1] else found[2] for found in _STEP.finditer(path))


def without(tree: Any, path: tuple[str | int, ...]) -> Any:
    """A tree without what stands at a path; the same tree if nothing does."""
    if not path:
        return tree
    step, *below = path
    if isinstance(tree, dict) and step in tree:
        inner = without(tree[step], tuple(below)) if below else None
        rest = {name: part for name, part in tree.items() if name != step}
        return tree if inner is tree[step] else rest | ({step: inner} if below else {})
    if isinstance(tree, list) and isinstance(step, int) and step < len(tree):
        inner = without(tree[step], tuple(below)) if below else None
        return (
            tree
            if inner is tree[step] and below
            else [*tree[:step], *([inner] if below else []), *tree[step + 1 :]]
        )
    return tree
