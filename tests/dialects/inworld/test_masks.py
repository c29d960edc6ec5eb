from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.dialects.inworld.masks import UnknownPatch, patch, unknown_patch
from greenroom.dialects.inworld.older import MOVED
from greenroom.dialects.inworld.wire import CHARACTER
from greenroom.dialects.kit.messages import Shape
from greenroom.problems import BadParameter

DCD = "defaultCharacterDescription"
Tree = dict[str, Any]


def leaves(shape: Shape, prefix: str = "") -> list[str]:
    """Every path that can be set by itself, written down anew and not by the code under test."""
    found: list[str] = []
    for name, part in shape.parts.items():
        if part.output_only or prefix + name in MOVED:
            continue
        if part.kind == "message" and not part.repeated and part.shape:
            found += leaves(part.shape, f"{prefix}{name}.")
        else:
            found.append(prefix + name)
    return found


MOOD = ("initialMood.joy", "initialMood.fear", "initialMood.trust", "initialMood.surprise")

DERIVED: list[tuple[Tree, Tree]] = [
    ({}, {}),
    ({DCD: {"description": "x"}}, {f"{DCD}.description": "x"}),
    ({"initialMood": {"joy": 0, "fear": 5}}, {"initialMood.joy": 0, "initialMood.fear": 5}),
    # what empties a leaf
    ({"yamlConfig": "", "socialRank": None}, {"yamlConfig": "", "socialRank": None}),
    ({DCD: {"nicknames": [], "flaws": None}}, {f"{DCD}.nicknames": [], f"{DCD}.flaws": None}),
    ({"safetyConfig": {}}, {"safetyConfig": {}}),
    # what empties a message
    ({"initialMood": {}}, dict.fromkeys(MOOD)),
    ({"initialMood": None}, dict.fromkeys(MOOD)),
    ({"longTermCoherence": None}, {"longTermCoherence.enabled": None}),
    # a message that may be null is a leaf when cleared
    ({"personalKnowledge": None}, {"personalKnowledge": None}),
    ({"personalKnowledge": {}}, {"personalKnowledge": None}),
    ({"personalKnowledge": {"facts": []}}, {"personalKnowledge.facts": []}),
    ({"personalKnowledge": {"facts": [{"text": "x"}], "uuid": "u"}}, {"personalKnowledge.facts": [{"text": "x"}]}),
    ({"personalKnowledge": {"uuid": "u"}}, {}),
    # lists and maps are whole
    ({DCD: {"customDialogStyles": [{"uuid": "u", "hue": 1}]}}, {f"{DCD}.customDialogStyles": [{"uuid": "u", "hue": 1}]}),
    ({"safetyConfig": {"TOPIC_ALCOHOL": "x"}}, {"safetyConfig": {"TOPIC_ALCOHOL": "x"}}),
    # output-only and unknown fields are not leaves
    ({"name": "n", "meta": {"goalsVersion": 1}, "sharePortalInfo": None, "scenes": []}, {}),
    ({"hue": 1, DCD: {"chracterRole": "x"}}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "changed"), DERIVED)
@pytest.mark.parametrize("mask", [None, ""])
def test_without_a_mask_every_leaf_of_the_body_is_set(tree: Tree, changed: Tree, mask: str | None) -> None:
    assert patch(tree, CHARACTER, mask) == changed


MASKED: list[tuple[str, Tree, Tree]] = [
    ("yamlConfig", {"yamlConfig": "y", "language": "l"}, {"yamlConfig": "y"}),
    ("yaml_config, social_rank", {"yamlConfig": "y"}, {"yamlConfig": "y", "socialRank": None}),
    (f"{DCD}.givenName", {DCD: {"givenName": "A", "flaws": "f"}}, {f"{DCD}.givenName": "A"}),
    ("default_character_description.given_name", {DCD: None}, {f"{DCD}.givenName": None}),
    ("default_character_description.givenName", {}, {f"{DCD}.givenName": None}),
    ("initialMood", {"initialMood": {"joy": 1}}, dict.fromkeys(MOOD) | {"initialMood.joy": 1}),
    ("initialMood", {}, dict.fromkeys(MOOD)),
    ("initialMood,initialMood.joy", {"initialMood": {"joy": 1}}, dict.fromkeys(MOOD) | {"initialMood.joy": 1}),
    ("personalKnowledge", {}, {"personalKnowledge": None}),
    ("personalKnowledge", {"personalKnowledge": {"facts": [1]}}, {"personalKnowledge.facts": [1]}),
    ("personalKnowledge.facts", {"personalKnowledge": None}, {"personalKnowledge.facts": None}),
    ("safetyConfig", {}, {"safetyConfig": None}),
    ("name,meta,meta.goalsVersion,scenes,sharePortalInfo.byline,personalKnowledge.uuid", {"name": "n"}, {}),
    # older places stand for the present ones
    ("commonKnowledges", {"commonKnowledge": ["a"]}, {"commonKnowledge": ["a"]}),
    ("default_character_assets.rpm_model_uri", {}, {"defaultCharacterAssets.rpmAvatar.rpmModelUri": None}),
]  # fmt: skip


@pytest.mark.parametrize(("mask", "tree", "changed"), MASKED)
def test_with_a_mask_exactly_its_paths_are_set(mask: str, tree: Tree, changed: Tree) -> None:
    assert patch(tree, CHARACTER, mask) == changed


def test_a_star_replaces_the_whole_character() -> None:
    changed = patch({"language": "l", "initialMood": {"joy": 1}}, CHARACTER, "*")
    cleared = dict.fromkeys(leaves(CHARACTER)) | {
        "language": "l",
        "initialMood.joy": 1,
        "personalKnowledge": None,
    }
    del cleared["personalKnowledge.facts"]
    assert changed == cleared


@pytest.mark.parametrize(
    "mask",
    [
        "hue",
        "yamlConfig,hue",
        ",",
        " ",
        "yamlConfig,",
        "YamlConfig",
        f"{DCD}.hue",
        f"{DCD}.givenName.x",
        f"{DCD}.",
        "safetyConfig.TOPIC_ALCOHOL",
        "personalKnowledge.facts.text",
        "meta.hue",
        "character.yamlConfig",
        "*.yamlConfig",
    ],
)
def test_a_path_that_does_not_exist_is_refused(mask: str) -> None:
    for change in (patch, unknown_patch):
        with pytest.raises(BadParameter, match="names no field") as refused:
            change({}, CHARACTER, mask)
        assert refused.value.parameter == "updateMask"


@given(st.lists(st.sampled_from(leaves(CHARACTER)), unique=True))
def test_each_leaf_may_be_masked_by_itself(paths: list[str]) -> None:
    assert patch({}, CHARACTER, ",".join(paths)) == dict.fromkeys(paths)


UNKNOWN: Tree = {
    "hue": 1,
    "gone": None,
    "language": "l",
    DCD: {"chracterRole": "smith", "flaws": "f"},
    "defaultCharacterAssets": {"voice": {"style": {}}, "rpmAvatar": {}},
    "meta": {"more": 1},
    "personalKnowledge": {"facts": [{"text": "t", "weight": 1}]},
}

UNMASKED: Tree = {
    "hue": 1,
    "gone": None,
    DCD: {"chracterRole": "smith"},
    "defaultCharacterAssets": {"voice": {"style": {}}},
}
RPM = ("defaultCharacterAssets", "rpmAvatar")
VOICE = ("defaultCharacterAssets", "voice")

TAKEN: list[tuple[str | None, tuple[tuple[str, ...], ...], Tree]] = [
    (None, (RPM,), UNMASKED),
    ("", (RPM,), UNMASKED),
    ("*", ((),), UNMASKED),
    ("language,*", ((),), UNMASKED),
    (f"{DCD},language", ((DCD,),), {DCD: {"chracterRole": "smith"}}),
    (f"{DCD}.flaws", (), {}),
    ("defaultCharacterAssets.voice", (VOICE,), {"defaultCharacterAssets": {"voice": {"style": {}}}}),
    ("defaultCharacterAssets.rpmAvatar", (RPM,), {}),
    ("initialMood,relationship", (("initialMood",), ("relationship",)), {}),
    ("language", (), {}),
    ("meta", (), {}),
]


@pytest.mark.parametrize(("mask", "cleared", "changes"), TAKEN)
def test_unknown_fields_are_taken_with_the_message_they_stand_in(
    mask: str | None, cleared: tuple[tuple[str, ...], ...], changes: Tree
) -> None:
    assert unknown_patch(UNKNOWN, CHARACTER, mask) == UnknownPatch(cleared, changes)


def test_what_empties_a_message_empties_its_unknown_fields() -> None:
    body: Tree = {
        "initialMood": None,
        "meta": None,
        "personalKnowledge": {},
        "defaultCharacterAssets": {"voice": None},
    }
    assert unknown_patch(body, CHARACTER, None).cleared == (("initialMood",), ("personalKnowledge",), VOICE)
