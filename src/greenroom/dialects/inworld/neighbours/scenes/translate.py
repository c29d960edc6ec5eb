"""Scenes in wire form and as the core keeps them. Pure."""

from collections.abc import Mapping
from typing import Any

from msgspec import Raw

from greenroom.characters.lens import read_layer
from greenroom.dialects.inworld.translate import NAME
from greenroom.dialects.inworld.wire import enums
from greenroom.dialects.kit.items import more_of
from greenroom.places.scenes import Role, Scene, Trigger

_SCENE = {"description": "description", "displayName": "title", "timePeriod": "period"}
_TRIGGER = {"trigger": "name", "description": "description"}
_ROLE = {
    "character": "character",
    "displayTitle": "title",
    "imageUri": "picture",
    "additionalAgentInfo": "info",
}
_KNOWN = {*_SCENE, "sceneTriggers", "commonKnowledge", "characters", "name", "meta"}


def tree_of(scene: Scene) -> dict[str, Any]:
    """A scene in wire form, without what the server says of it."""
    return {
        **_shown(scene, _SCENE),
        "sceneTriggers": [_shown(one, _TRIGGER) for one in scene.triggers],
        "commonKnowledge": list(scene.knowledge),
        "characters": [_shown(one, _ROLE) for one in scene.cast],
    }


def scene_of(tree: Mapping[str, Any], old: Scene) -> Scene:
    """The scene that a tree says; what other surfaces keep in the old one stays."""
    return Scene(
        **{name: tree.get(wire, "") for wire, name in _SCENE.items()},
        triggers=tuple(Trigger(**_said(one, _TRIGGER)) for one in tree.get("sceneTriggers") or ()),
        knowledge=tuple(tree.get("commonKnowledge") or ()),
        cast=tuple(Role(**_said(one, _ROLE)) for one in tree.get("characters") or ()),
        more=more_of(tree, _KNOWN, NAME, old.more),
    )


def meta_of(scene: Scene, view: str) -> dict[str, Any] | None:
    """The counts of a scene, in the view that asks for them."""
    if view != enums.SCENE_ITEM_VIEW.names[2]:
        return None
    return {
        "totalCommonKnowledge": len(scene.knowledge),
        "goalsVersion": 0,
        "totalTriggers": len(scene.triggers),
        "totalCharacters": len(scene.cast),
    }


def _shown(part: Scene | Trigger | Role, names: Mapping[str, str]) -> dict[str, Any]:
    return {wire: getattr(part, name) for wire, name in names.items()} | read_layer(part.more, NAME)


def _said(item: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {name: item.get(wire) or "" for wire, name in names.items()}
    more: Mapping[str, Raw] = more_of(item, names, NAME, {})
    return said | {"more": more}
