"""Scenes: places and moments where characters meet."""

from collections.abc import Mapping

from msgspec import Raw, Struct

from greenroom.database import statements
from greenroom.places.things import Drawer, Queries

SQL = statements(__package__)


class Trigger(Struct, frozen=True, omit_defaults=True):
    """Something that can happen in a scene. `more` is, for each surface, JSON that it alone reads."""

    name: str = ""
    description: str = ""
    more: Mapping[str, Raw] = {}


class Role(Struct, frozen=True, omit_defaults=True):
    """Somebody in a scene: `character` is a name in whatever dialect wrote it, and may be that of nobody."""

    character: str = ""
    title: str = ""
    picture: str = ""
    info: str = ""
    more: Mapping[str, Raw] = {}


class Scene(Struct, frozen=True, omit_defaults=True):
    """What a scene is. `knowledge` are names of what all in it know."""

    title: str = ""
    description: str = ""
    period: str = ""
    triggers: tuple[Trigger, ...] = ()
    knowledge: tuple[str, ...] = ()
    cast: tuple[Role, ...] = ()
    more: Mapping[str, Raw] = {}


SCENES = Drawer(
    "scene",
    Scene,
    Queries(
        SQL.insert_scene,
        SQL.scene,
        SQL.locked_scene,
        SQL.scenes,
        SQL.update_scene,
        SQL.deploy_scene,
        SQL.delete_scene,
    ),
)
"""The scenes of all accounts."""
