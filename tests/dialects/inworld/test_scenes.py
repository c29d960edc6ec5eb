"""What only scenes have, through a served process: their names, triggers, casts, and what characters show of them."""

from typing import Any

import pytest
from tests.dialects.inworld.studio import Refused, Studio
from tests.dialects.inworld.things import SCENES, Things

NOTHING: dict[str, Any] = {
    "name": "workspaces/magic_world/scenes/hills",
    "description": "",
    "sceneTriggers": [],
    "displayName": "Hills",
    "meta": None,
    "commonKnowledge": [],
    "timePeriod": "",
    "characters": [],
}
ROLE = {"displayTitle": "", "imageUri": "", "additionalAgentInfo": ""}


@pytest.fixture
def scenes(studio: Studio) -> Things:
    return Things(studio, SCENES)


def test_every_documented_field_is_shown(scenes: Things) -> None:
    assert scenes.create({"displayName": "Hills"}) == NOTHING


@pytest.mark.parametrize(
    ("title", "segment"),
    [("The Old Mill", "the_old_mill"), ("Éa.b", "eab"), ("", "scene"), ("!", "scene")],
)
def test_a_name_is_made_from_the_title_and_stays(title: str, segment: str, scenes: Things) -> None:
    name = scenes.named(title)
    assert name == f"{scenes.path}/{segment}"
    assert scenes.studio.patch(name, {"displayName": "Other"})["name"] == name
    assert scenes.named(title).startswith(f"{name}-")
    assert scenes.studio.get(f"{scenes.path}/{segment.upper()}")["name"] == name


def test_all_fields_come_back(scenes: Things) -> None:
    said = {
        "displayName": "Hills",
        "description": "Green.",
        "timePeriod": "Bronze age",
        "sceneTriggers": [{"trigger": "rain", "description": "It rains.", "odd": 1}],
        "commonKnowledge": ["workspaces/magic_world/common-knowledge/x"],
        "characters": [
            {
                "character": "workspaces/magic_world/characters/nobody",
                "displayTitle": "Nobody",
                "imageUri": "http://x",
                "additionalAgentInfo": "Is not there.",
                "odd": [1],
            }
        ],
        "inworldTags": ["a"],
        "defaultSceneAssets": {"sceneImg": "http://y", "odd": {"a": 1}},
        "strange": 1,
    }
    made = scenes.create(said)
    assert made == NOTHING | said
    name = made["name"]
    assert scenes.studio.patch(name, {"defaultSceneAssets": {"sceneImgOriginal": "z"}})[
        "defaultSceneAssets"
    ] == {
        "sceneImg": "http://y",
        "sceneImgOriginal": "z",
        "odd": {"a": 1},
    }
    assert "defaultSceneAssets" not in scenes.studio.patch(name, {"defaultSceneAssets": {}})
    kept = scenes.studio.patch(name, {"sceneTriggers": [{"trigger": "rain", "description": "It rains."}]})
    assert kept["sceneTriggers"] == said["sceneTriggers"]
    assert scenes.studio.patch(name, {"sceneTriggers": [{"trigger": "sun"}]})["sceneTriggers"] == [
        {"trigger": "sun", "description": ""}
    ]


@pytest.mark.parametrize("view", ["SCENE_ITEM_VIEW_WITH_META", "2"])
def test_the_view_with_meta_counts(view: str, scenes: Things) -> None:
    name = scenes.named("Hills", commonKnowledge=["a"], sceneTriggers=[{}, {}], characters=[{}, {}, {}])
    meta = {"totalCommonKnowledge": 1, "goalsVersion": 0, "totalTriggers": 2, "totalCharacters": 3}
    assert scenes.studio.get(name, f"?view={view}")["meta"] == meta
    assert scenes.page(view=view)["scenes"][0]["meta"] == meta
    for plain in ("", "?view=SCENE_ITEM_VIEW_DEFAULT", "?view=0"):
        assert scenes.studio.get(name, plain)["meta"] is None
    with pytest.raises(Refused, match='parsing field "view"'):
        scenes.page(view="CHARACTER_VIEW_DEFAULT")


def listed(studio: Studio, **query: Any) -> dict[str, list[str]]:
    """The titles of each character's scenes, by the character's segment."""
    found = studio.page(view="CHARACTER_VIEW_WITH_SCENES", **query)["characters"]
    return {
        one["name"].rpartition("/")[2]: [scene["displayName"] for scene in one["scenes"]] for one in found
    }


def test_a_list_with_scenes_shows_those_that_name_the_character(scenes: Things) -> None:
    studio = scenes.studio
    ada, bea = studio.named("Ada"), studio.named("Bea")
    identity = studio.who.get("/v1/characters").json()["items"][-1]["id"]
    hills = scenes.create({"displayName": "Hills", "characters": [{"character": ada}, {"character": bea}]})
    scenes.named("Dales", characters=[{"character": ada.replace("characters", "character").upper().replace(
        "WORKSPACES", "workspaces").replace("CHARACTER", "character")}, {"character": ada}])  # fmt: skip
    by_id = f"{studio.workspace}/characters/{identity}"
    scenes.named("Woods", characters=[{"character": by_id}])
    scenes.named("Void", characters=[{"character": "workspaces/default/characters/ada"}, {"character": "x"}])
    shown = listed(studio)
    assert sorted(shown["ada"] + shown["bea"]) == ["Dales", "Hills", "Hills", "Woods"]
    assert {"Hills", "Dales"} <= set(shown["ada"])
    assert studio.page(view="CHARACTER_VIEW_WITH_SCENES")["characters"][0]["scenes"][0] == hills
    assert [one["scenes"] for one in studio.page()["characters"]] == [[], []]
    assert studio.get(ada)["scenes"] == []
    assert list(listed(studio, filter='scenes.displayName:"Dales"')) == ["ada"]
    assert studio.list(filter='scenes.displayName:"Dales"') == []
    studio.delete(hills["name"])
    assert "Hills" not in listed(studio)["ada"]


def test_a_character_that_is_deleted_leaves_its_name_in_the_scene(scenes: Things) -> None:
    ada = scenes.studio.named("Ada")
    name = scenes.named("Hills", characters=[{"character": ada}])
    scenes.studio.delete(ada)
    assert scenes.studio.get(name)["characters"] == [{"character": ada} | ROLE]
