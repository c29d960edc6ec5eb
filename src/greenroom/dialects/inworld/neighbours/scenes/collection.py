"""The collection of scenes."""

from greenroom.dialects.inworld.filtering import filter_fields
from greenroom.dialects.inworld.neighbours.collection import Collection
from greenroom.dialects.inworld.neighbours.scenes.translate import meta_of, scene_of, tree_of
from greenroom.dialects.inworld.queries import scene_view
from greenroom.dialects.inworld.slugs import slugs
from greenroom.dialects.inworld.wire import SCENE, ListScenesResponse, Scene, enums
from greenroom.dialects.kit.filters import Language
from greenroom.dialects.kit.routes import Query
from greenroom.places import scenes

SCENES = Collection(
    path="scenes",
    noun="scene",
    many="scenes",
    wrapper="scene",
    work="deploy scene",
    message=Scene,
    page=ListScenesResponse,
    shape=SCENE,
    language=Language(
        fields=filter_fields(SCENE),
        prefix="scene",
        searched=("displayName", "description"),
        normalisers={"name": str.lower},
    ),
    drawer=scenes.SCENES,
    blank=scenes.Scene(),
    tree=tree_of,
    content=scene_of,
    addresses=lambda scene: slugs(scene.title, "scene"),
    parts=lambda scene: len(scene.triggers) + len(scene.knowledge) + len(scene.cast),
    view=scene_view,
    view_query=(
        Query(
            "view", {"type": "string", "enum": [*enums.SCENE_ITEM_VIEW.names.values()]}, "What to include."
        ),
    ),
    meta=meta_of,
)
"""Scenes; their segment is made from `displayName`, as a character's is from its given name."""
