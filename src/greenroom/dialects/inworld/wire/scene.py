"""Scenes: in a list of characters those that a character is in, and by themselves."""

from typing import Annotated

from msgspec import UNSET, Struct, UnsetType

from greenroom.dialects.inworld.wire.sharing import Meta
from greenroom.dialects.kit.messages import NotNull, about


class SceneTrigger(Struct, rename="camel", frozen=True):
    """Something that can happen in the scene."""

    trigger: Annotated[str, about("Its name.")] = ""
    description: Annotated[str, about("What happens.")] = ""


class SceneCharacter(Struct, rename="camel", frozen=True):
    """Someone in the scene."""

    character: Annotated[str, about("Resource name of the character.")] = ""
    display_title: Annotated[str, about("What to call it.")] = ""
    image_uri: Annotated[str, about("Link to its picture.")] = ""
    additional_agent_info: Annotated[str, about("What is particular about it in this scene.")] = ""


class DefaultSceneAssets(Struct, rename="camel", frozen=True):
    """How the scene looks."""

    scene_img: Annotated[str | UnsetType, about("Link to its picture, resized.")] = UNSET
    scene_img_original: Annotated[str | UnsetType, about("Link to its picture as it was uploaded.")] = UNSET


class Scene(Struct, rename="camel", frozen=True):
    """A place and moment where characters meet."""

    name: Annotated[str, about("Resource name.", output_only=True)] = ""
    description: Annotated[str, about("What is going on.")] = ""
    scene_triggers: Annotated[list[SceneTrigger], about("What can happen.")] = []
    display_name: Annotated[str, about("Its title.")] = ""
    meta: Annotated[Meta | None, about("Counts.", output_only=True)] = None
    common_knowledge: Annotated[list[str], about("Names of the knowledge that all in it share.")] = []
    time_period: Annotated[str, about("When it plays.")] = ""
    characters: Annotated[list[SceneCharacter], about("Who is in it.")] = []
    inworld_tags: Annotated[list[NotNull] | UnsetType, about("Tags given by the vendor.")] = UNSET
    default_scene_assets: Annotated[DefaultSceneAssets | UnsetType, about("How it looks.")] = UNSET


class ListScenesResponse(Struct, rename="camel", frozen=True):
    """One page of scenes."""

    scenes: Annotated[list[Scene], about("The scenes, oldest first.")] = []
    next_page_token: Annotated[str, about("Asks for the next page; empty at the end.")] = ""
