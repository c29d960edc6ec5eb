from typing import Any

import pytest

from greenroom.dialects.inworld.older import MOVED, modernise
from greenroom.dialects.inworld.wire import CHARACTER
from greenroom.dialects.kit.messages import Part
from greenroom.dialects.kit.protojson import read

ASSETS = "defaultCharacterAssets"

MODERNISED: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({"commonKnowledge": ["a"], "facts": []}, {"commonKnowledge": ["a"], "facts": []}),
    ({"commonKnowledges": ["a"]}, {"commonKnowledge": ["a"]}),
    ({"commonKnowledges": ["a"], "commonKnowledge": ["b"]}, {"commonKnowledge": ["b"]}),
    ({"commonKnowledges": ["a"], "commonKnowledge": []}, {"commonKnowledge": ["a"]}),
    ({"commonKnowledges": [], "commonKnowledge": ["b"]}, {"commonKnowledge": ["b"]}),
    ({"commonKnowledges": None, "commonKnowledge": []}, {"commonKnowledge": []}),
    ({"commonKnowledges": [], "commonKnowledge": None}, {"commonKnowledge": None}),
    ({"commonKnowledges": ["a"], "commonKnowledge": None}, {"commonKnowledge": ["a"]}),
    ({"commonKnowledges": None}, {"commonKnowledge": None}),
    (
        {ASSETS: {"rpmModelUri": "m", "avatarImg": "i"}},
        {ASSETS: {"avatarImg": "i", "rpmAvatar": {"rpmModelUri": "m"}}},
    ),
    ({ASSETS: {"rpmImageUri": "p", "rpmAvatar": None}}, {ASSETS: {"rpmAvatar": {"rpmImageUri": "p"}}}),
    (
        {ASSETS: {"rpmModelUri": "m", "rpmImageUri": "p", "rpmAvatar": {"rpmModelUri": "n"}}},
        {ASSETS: {"rpmAvatar": {"rpmModelUri": "n", "rpmImageUri": "p"}}},
    ),
    (
        {
            ASSETS: {
                "rpmModelUri": "m",
                "rpmImageUri": "",
                "rpmAvatar": {"rpmModelUri": "", "rpmImageUri": "p"},
            }
        },
        {ASSETS: {"rpmAvatar": {"rpmModelUri": "m", "rpmImageUri": "p"}}},
    ),
    ({ASSETS: None}, {ASSETS: None}),
    ({ASSETS: {}}, {ASSETS: {}}),
]


@pytest.mark.parametrize(("tree", "modern"), MODERNISED)
def test_moved_fields_are_read_in_their_present_place(tree: dict[str, Any], modern: dict[str, Any]) -> None:
    assert modernise(tree) == modern


def test_the_tree_itself_is_left_alone() -> None:
    tree = {"commonKnowledges": ["a"], ASSETS: {"rpmModelUri": "m", "rpmAvatar": {}}}
    modernise(tree)
    assert tree == {"commonKnowledges": ["a"], ASSETS: {"rpmModelUri": "m", "rpmAvatar": {}}}


def part_at(path: str) -> Part:
    shape, *names = CHARACTER, *path.split(".")
    for name in names[:-1]:
        inner = shape.parts[name].shape
        assert inner
        shape = inner
    return shape.parts[names[-1]]


@pytest.mark.parametrize(("old", "new"), MOVED.items())
def test_both_places_exist_and_the_old_one_is_shown_only_when_stored(old: str, new: str) -> None:
    was, now = part_at(old), part_at(new)
    assert (was.kind, was.repeated, was.emit) == (now.kind, now.repeated, "when stored")
    assert now.emit == "always"


def test_an_export_of_may_2023_is_read() -> None:
    body = b"""{"brainSettings": {"conversationConfig": {"fillerSpec": {"fillersDisabled": true}}}, "brainTriggers": [{"x": 1}],
        "common_knowledges": ["workspaces/w/common-knowledge/k"],
        "defaultCharacterDescription": {"playerRole": "guest", "defaultContext": "a bar", "customDialogStyles": {"adverbs": ["slowly"]}},
        "defaultCharacterAssets": {"rpmModelUri": "m"}, "safetyConfig": [{"key": "TOPIC_ALCOHOL", "value": "SAFETY_LEVEL_NO_CONTROL"}],
        "facts": [{"uuid": "u", "text": ["t"], "tags": ["TAG_MEMORY"]}]}"""
    assert modernise(read(body, CHARACTER)) == {
        "brainSettings": {"conversationConfig": {"fillerSpec": {"fillersDisabled": True}}},
        "brainTriggers": [{"x": 1}],
        "commonKnowledge": ["workspaces/w/common-knowledge/k"],
        "defaultCharacterDescription": {
            "playerRole": "guest",
            "defaultContext": "a bar",
            "customDialogStyles": [{"adverbs": ["slowly"]}],
        },
        "defaultCharacterAssets": {"rpmAvatar": {"rpmModelUri": "m"}},
        "safetyConfig": {"TOPIC_ALCOHOL": "SAFETY_LEVEL_NO_CONTROL"},
        "facts": [{"uuid": "u", "text": ["t"], "tags": ["TAG_MEMORY"]}],
    }
