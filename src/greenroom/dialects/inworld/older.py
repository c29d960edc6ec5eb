"""Bodies of the older generation, read as today's.

Exports of May 2023 hold some fields under another name or in another place; `modernise` moves them. What else is
older (`brainSettings`, `facts`, `playerRole` ...) has no successor and stays as it is.
"""

from collections.abc import Mapping
from typing import Any

MOVED: Mapping[str, str] = {
    "commonKnowledges": "commonKnowledge",
    "defaultCharacterAssets.rpmModelUri": "defaultCharacterAssets.rpmAvatar.rpmModelUri",
    "defaultCharacterAssets.rpmImageUri": "defaultCharacterAssets.rpmAvatar.rpmImageUri",
    "defaultCharacterAssets.rpmImageUriPortrait": "defaultCharacterAssets.rpmAvatar.rpmImageUriPortrait",
    "defaultCharacterAssets.rpmImageUriPosture": "defaultCharacterAssets.rpmAvatar.rpmImageUriPosture",
}
"""Where a field was, and where it is now."""

_ASSETS = "defaultCharacterAssets"
_FORMER = {
    place: frozenset(name for within, _, name in (old.rpartition(".") for old in MOVED) if within == place)
    for place in ("", _ASSETS)
}
"""The names of former places, in the character itself and in its assets."""


def modernise(tree: dict[str, Any]) -> dict[str, Any]:
    """`tree`, as read from a body, with every moved field in its present place.

    Where both places are filled the present one wins; one that holds null, or what it has by default, is not filled.
    """
    if not _is_older(tree):
        return tree
    for old, new in MOVED.items():
        tree = _moved(tree, old.split("."), new.split("."))
    return tree


def _is_older(tree: Mapping[str, Any]) -> bool:
    """Whether any field stands in a former place; nearly never, and quickly said."""
    return not (_FORMER[""].isdisjoint(tree) and _FORMER[_ASSETS].isdisjoint(tree.get(_ASSETS) or ()))


def _moved(tree: dict[str, Any], old: list[str], new: list[str]) -> dict[str, Any]:
    rest, value = _taken(tree, old)
    return tree if rest is tree else _filled(rest, new, value)


def _taken(tree: dict[str, Any], path: list[str]) -> tuple[dict[str, Any], Any]:
    """`tree` without `path`, and what stood there; the same tree if nothing did."""
    first, *below = path
    if not below:
        rest = {name: value for name, value in tree.items() if name != first}
        return (rest, tree[first]) if first in tree else (tree, None)
    if not tree.get(first):
        return tree, None
    rest, value = _taken(tree[first], below)
    return (tree, None) if rest is tree[first] else (tree | {first: rest}, value)


def _filled(tree: dict[str, Any], path: list[str], value: Any) -> dict[str, Any]:
    first, *below = path
    if below:
        return tree | {first: _filled(tree.get(first) or {}, below, value)}
    return tree if tree.get(first) or (first in tree and not value) else tree | {first: value}
