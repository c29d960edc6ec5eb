"""YAML as an outline of texts, lists and mappings: what PyYAML's safe loader reads, and nothing that it would construct.

Only the events of the loader are used. So every scalar is the text that was written (a name `yes` stays `yes`), no tag makes
an object, depth takes no stack, and an alias counts as all that it repeats.
"""

from collections.abc import Iterator
from typing import Any

import yaml
from yaml import events

LONGEST, DEEPEST, MOST_NODES = 1 << 16, 20, 10_000
"""Bytes of UTF-8 that are read, levels, and nodes, those that aliases repeat included."""

Outline = str | list[Any] | dict[str, Any]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, ten times as fast


class NoOutline(ValueError):
    """The text is not YAML, or goes beyond a bound; its words say which."""


def read(text: str) -> Outline:
    """The outline of a text's first document; "" where it is empty.

    Raises:
        NoOutline: as said there.
    """
    if len(text.encode("utf-8", "replace")) > LONGEST:
        raise NoOutline(f"is longer than {LONGEST} bytes")
    try:
        return _Reader().read(yaml.parse(text, _LOADER))
    except (yaml.YAMLError, UnicodeError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        raise NoOutline(f"is not YAML{place}") from error
    except NoOutline:
        raise
    except ValueError as error:  # the loader's own, of a character that does not exist
        raise NoOutline("is not YAML") from error


class _Reader:
    """Builds an outline from events."""

    def __init__(self) -> None:
        self._nodes = 0
        self._open: list[
            tuple[list[Any], bool, str | None, int]
        ] = []  # items, mapping?, anchor, nodes before
        self._anchors: dict[str, tuple[Outline, int]] = {}

    def read(self, found: Iterator[Any]) -> Outline:
        for event in found:
            node = self._take(event)
            if node is not None and not self._open:
                return node
        return ""

    def _take(self, event: Any) -> Outline | None:
        """A node that ends with this event, at its place in what is open."""
        match event:
            case events.SequenceStartEvent() | events.MappingStartEvent():
                self._begin(event)
                return None
            case events.SequenceEndEvent() | events.MappingEndEvent():
                node, anchor, before = self._end()
            case events.ScalarEvent():
                self._count(1)
                node, anchor, before = _text(event), event.anchor, self._nodes - 1
            case events.AliasEvent():
                if event.anchor not in self._anchors:  # of nothing, or of what it stands in
                    raise NoOutline("is not YAML")
                node, size = self._anchors[event.anchor]
                self._count(size)
                anchor, before = None, self._nodes
            case _:
                return None
        if anchor:
            self._anchors[anchor] = (node, self._nodes - before)
        if self._open:
            self._open[-1][0].append(node)
        return node

    def _begin(self, event: Any) -> None:
        self._count(1)
        if len(self._open) >= DEEPEST:
            raise NoOutline(f"is deeper than {DEEPEST} levels")
        mapping = isinstance(event, events.MappingStartEvent)
        self._open.append(([], mapping, event.anchor, self._nodes - 1))

    def _end(self) -> tuple[Outline, str | None, int]:
        items, mapping, anchor, before = self._open.pop()
        if not mapping:
            return items, anchor, before
        pairs = zip(items[::2], items[1::2], strict=True)
        return {key: value for key, value in pairs if isinstance(key, str)}, anchor, before

    def _count(self, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MOST_NODES:
            raise NoOutline(f"has more than {MOST_NODES} nodes")


def _text(event: Any) -> str:
    empty = event.implicit[0] and event.value.lower() in {"~", "null"}
    return "" if empty else str(event.value)
