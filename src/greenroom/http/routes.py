"""Finding a route: a tree of path segments, so that the cost is the depth of the path and not the number of routes.

A template is a path such as `/things/{thing}/parts/{part}:start`. A segment is a literal, a placeholder in braces, or a
placeholder with a custom verb behind a colon (AIP-136). Literals win over placeholders, and what stands behind a colon at
the end of a path is a verb: a placeholder never takes it. `{name+}` at the end of a template takes all that is left of a
path, slashes and colons included, where nothing else fits. A trailing slash is as good as none. Segments are split before
they are percent-decoded, so that an encoded slash never divides.
"""

from collections.abc import Mapping
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import unquote

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """What stands at a path: by method, with the placeholders' values."""

    methods: Mapping[str, T]
    values: dict[str, str]


class _Node(Generic[T]):
    def __init__(self) -> None:
        self.literals: dict[str, _Node[T]] = {}
        self.placeholder: tuple[str, _Node[T]] | None = None
        self.rest: tuple[str, _Node[T]] | None = None
        self.verbs: dict[str, tuple[str, _Node[T]]] = {}  # verb → placeholder before it
        self.methods: dict[str, T] = {}
        self.owners: set[str] = set()


class RouteTree(Generic[T]):
    """Routes by path and method, each with the name of its owner."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def claim(self, template: str, owner: str) -> _Node[T]:
        """Enter a beginning of paths, beneath which its owner answers for what is not there."""
        node = self._root
        for segment in template.strip("/").split("/"):
            node = _child(node, segment)
            node.owners.add(owner)
        return node

    def add(self, method: str, template: str, target: T, owner: str) -> None:
        """Enter a route; ValueError if the same method and path is there already."""
        node = self.claim(template, owner)
        if method in node.methods:
            raise ValueError(f"two routes for {method} {template}")
        node.methods[method] = target

    def find(self, raw_path: str) -> Found[T] | None:
        """The routes at a path that is still percent-encoded, or None. `//`, `.` and `..` are never found."""
        first = raw_path[1:].partition("/")[0]
        if "%" not in first and _leads_nowhere(self._root, first):
            return None
        segments = split_path(raw_path)
        if segments is None:
            return None
        walked = None if ":" in segments[-1] else _walk(self._root, segments)
        return walked or _find(self._root, segments, 0, {})

    def owner_of(self, raw_path: str) -> str | None:
        """Who would answer for a path where nothing stands: the only owner of its longest known beginning."""
        owner, node = None, self._root
        for segment in raw_path.strip("/").split("/"):
            step = node.literals.get(segment) or (node.placeholder[1] if node.placeholder else None)
            if step is None:
                break
            node = step
            if len(node.owners) == 1:
                (owner,) = node.owners
        return owner


def split_path(raw_path: str) -> list[str] | None:
    """The decoded segments of a path, of the root a single empty one; None where another is empty, or only dots."""
    if raw_path == "/":
        return [""]
    segments = raw_path[1:].removesuffix("/").split("/")
    if "%" in raw_path:
        segments = [unquote(segment, errors="replace") for segment in segments]
    return None if "" in segments or "." in segments or ".." in segments else segments


def _child(node: _Node[T], segment: str) -> _Node[T]:
    if not segment.startswith("{"):
        return node.literals.setdefault(segment, _Node())
    name, _, verb = segment.removeprefix("{").partition("}")
    if name.endswith("+"):
        node.rest = node.rest or (name[:-1], _Node())
        return node.rest[1]
    if verb:
        return node.verbs.setdefault(verb, (name, _Node()))[1]
    if node.placeholder is None:
        node.placeholder = (name, _Node())
    if node.placeholder[0] != name:
        raise ValueError(f"placeholders {name} and {node.placeholder[0]} stand at one place")
    return node.placeholder[1]


def _leads_nowhere(node: _Node[T], segment: str) -> bool:
    """Whether nothing at all can begin with a segment, as where one tree is asked before another."""
    return segment not in node.literals and not (node.placeholder or node.rest or node.verbs)


def _walk(node: _Node[T], segments: list[str]) -> Found[T] | None:
    """What stands at the first path that fits, without ever turning back; nearly always the one that is meant."""
    values: dict[str, str] = {}
    for at, segment in enumerate(segments):
        child = node.literals.get(segment)
        if child is None:
            if node.placeholder is None:
                return _rest(node, segments, at, values)
            name, child = node.placeholder
            values[name] = segment
        node = child
    return Found(node.methods, values) if node.methods else None


def _rest(node: _Node[T], segments: list[str], at: int, values: dict[str, str]) -> Found[T] | None:
    if node.rest is None:
        return None
    name, child = node.rest
    return Found(child.methods, values | {name: "/".join(segments[at:])})


def _find(node: _Node[T], segments: list[str], at: int, values: dict[str, str]) -> Found[T] | None:
    return _fitting(node, segments, at, values) or (
        _rest(node, segments, at, values) if at < len(segments) else None
    )


def _fitting(node: _Node[T], segments: list[str], at: int, values: dict[str, str]) -> Found[T] | None:
    """What stands below a node, but for what takes the rest of a path there."""
    if at == len(segments):
        return Found(node.methods, values) if node.methods else None
    segment = segments[at]
    if segment in node.literals:
        found = _find(node.literals[segment], segments, at + 1, values)
        if found:
            return found
    if node.verbs and ":" in segment:
        before, _, verb = segment.rpartition(":")
        if f":{verb}" in node.verbs:
            name, child = node.verbs[f":{verb}"]
            return _find(child, segments, at + 1, values | {name: before})
    if node.placeholder and not (":" in segment and at + 1 == len(segments)):
        name, child = node.placeholder
        return _find(child, segments, at + 1, values | {name: segment})
    return None
