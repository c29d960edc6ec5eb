import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.dialects.inworld import wire
from greenroom.dialects.inworld.masks import patch, unknown_patch
from greenroom.dialects.inworld.older import modernise
from greenroom.dialects.inworld.wire import CHARACTER
from greenroom.dialects.kit.messages import Shape
from greenroom.dialects.kit.protojson import read, write
from greenroom.problems import BadValue, NotJson

AXEON = {
    "defaultCharacterDescription": {
        "givenName": "Axeon the Enchanted",
        "description": "Fearless warrior",
        "motivation": "Likes to fight against dragons",
    }
}

SHOWN = """
{"name":"","language":"EN_US",
 "defaultCharacterDescription":{"givenName":"Axeon the Enchanted","description":"Fearless warrior","pronoun":"PRONOUN_UNSPECIFIED",
  "nicknames":[],"motivation":"Likes to fight against dragons","wikipediaUri":"","exampleDialog":"",
  "exampleDialogStyle":"EXAMPLE_DIALOG_STYLE_UNSPECIFIED","personalityAdjectives":[],"lifeStage":"LIFE_STAGE_UNSPECIFIED",
  "hobbyOrInterests":[],"characterRole":"","narrativeActionsEnabled":false,"customDialogStyles":[],"flaws":"",
  "dialogResponseLength":"DIALOG_RESPONSE_LENGTH_UNSPECIFIED"},
 "defaultCharacterAssets":{"voice":{"baseName":"","ttsType":"TTS_TYPE_INWORLD","gender":"VOICE_GENDER_UNSPECIFIED","pitch":0,
   "speakingRate":1,"roboticVoiceFilterLevel":0},
  "avatarImg":"","avatarImgOriginal":"","avatarType":"AVATAR_TYPE_UNSPECIFIED",
  "avatarDisplayImageSource":"AVATAR_DISPLAY_IMAGE_SOURCE_UNSPECIFIED",
  "rpmAvatar":{"rpmModelUri":"","rpmImageUri":"","rpmImageUriPortrait":"","rpmImageUriPosture":""},
  "innequinAvatar":{"avatarBackground":"","avatarMaterial":"","avatarImgUri":"","avatarImgOriginalUri":""}},
 "initialMood":{"joy":0,"fear":0,"trust":0,"surprise":0},"personality":{"positive":0,"peaceful":0,"open":0,"extravert":0},
 "commonKnowledge":[],"socialRank":0,"scenes":[],"personalKnowledge":null,"meta":null,"emotionalFluidity":0,
 "sharePortalInfo":null,"yamlConfig":"","safetyConfig":{},"relationship":{"enabled":false,"fluidity":0},
 "cognitiveControl":"COGNITIVE_CONTROL_UNSPECIFIED"}
"""


def test_the_documented_create_is_answered_as_documented() -> None:
    shown = write(read(json.dumps(AXEON).encode(), CHARACTER), CHARACTER)
    assert msgspec.json.encode(shown) == "".join(line.strip() for line in SHOWN.splitlines()).encode()


def test_an_unnamed_character_is_called_character() -> None:
    assert write({}, CHARACTER)["defaultCharacterDescription"]["givenName"] == "Character"


def paths(shape: Shape, prefix: str = "") -> list[str]:
    """Every field below a message, lists of messages entered by `[]`."""
    found = []
    for name, part in shape.parts.items():
        found.append(prefix + name)
        if part.shape:
            found += paths(part.shape, f"{prefix}{name}{'[]' if part.repeated else ''}.")
    return found


STORED = {
    "languageCode", "behavioralContexts", "fourthWall", "longTermCoherence", "longTermCoherence.enabled", "inworldTags", "userTags",
    "facts", "facts[].uuid", "facts[].text", "facts[].tags", "brainSettings", "brainSettings.conversationConfig",
    "brainSettings.conversationConfig.behavioralContextsDisabled", "brainSettings.conversationConfig.emotionsDisabled",
    "brainSettings.conversationConfig.fillerSpec", "brainSettings.conversationConfig.fillerSpec.fillersDisabled",
    "brainTriggers", "commonKnowledges", "defaultCharacterDescription.externalDescription",
    "defaultCharacterDescription.playerRole", "defaultCharacterDescription.defaultContext",
    "defaultCharacterDescription.customDialogStyles[].adverbs", "defaultCharacterAssets.voice.age",
    "defaultCharacterAssets.voice.language", "defaultCharacterAssets.voice.languageCode",
    "defaultCharacterAssets.voice.phonemesOverrides", "defaultCharacterAssets.voice.ttsMetadata",
    "defaultCharacterAssets.voice.ttsMetadata.voiceId", "defaultCharacterAssets.rpmModelUri", "defaultCharacterAssets.rpmImageUri",
    "defaultCharacterAssets.rpmImageUriPortrait", "defaultCharacterAssets.rpmImageUriPosture",
}  # fmt: skip


def test_undocumented_fields_are_known_and_shown_only_when_stored() -> None:
    assert set(paths(CHARACTER)) >= STORED
    silent = {path for path in paths(CHARACTER) if part_at(path).emit == "when stored"}
    assert {path for path in silent if not path.startswith(("scenes", "meta"))} == STORED


def part_at(path: str) -> Any:
    shape, part = CHARACTER, None
    for name in path.replace("[]", "").split("."):
        part = shape.parts[name]
        shape = part.shape or shape
    return part


def test_what_only_the_server_says_is_output_only() -> None:
    own = {path for path in paths(CHARACTER) if part_at(path).output_only and "." not in path}
    assert own == {"name", "meta", "sharePortalInfo", "scenes"}
    assert part_at("personalKnowledge.uuid").output_only


STRANGE = [
    # programs that are out there
    ('{"defaultCharacterDescription":{"chracterRole":"smith"}}', {"defaultCharacterDescription": {"chracterRole": "smith"}}),
    ('{"name":"","meta":null,"scenes":null,"socialRank":70}', {"name": "", "meta": None, "scenes": None, "socialRank": 70.0}),
    ('{"relationship":{"fluidity":3}}', {"relationship": {"fluidity": 3.0}}),
    ('{"defaultCharacterDescription":{"exampleDialogStyle":"EXAMPLE_DIALOG_STYLE_HYPOCHONDRIAC."}}', {"defaultCharacterDescription": {"exampleDialogStyle": "EXAMPLE_DIALOG_STYLE_HYPOCHONDRIAC"}}),
    ('{"character":{"language":"DE_DE"}}', {"language": "DE_DE"}),
    ('{"safetyConfig":{"TOPIC_NEW":"SAFETY_LEVEL_NO_CONTROL"}}', {"safetyConfig": {"TOPIC_NEW": "SAFETY_LEVEL_NO_CONTROL"}}),
]  # fmt: skip


@pytest.mark.parametrize(("body", "tree"), STRANGE)
def test_real_bodies_are_read(body: str, tree: dict[str, Any]) -> None:
    assert read(body.encode(), CHARACTER, wrapper="character") == tree


def test_a_wrong_value_is_placed_as_the_vendor_s_gateway_did() -> None:
    with pytest.raises(BadValue) as refused:
        read(b'{"defaultCharacterDescription":{"lifeStage":true}}', CHARACTER)
    assert refused.value.why == "proto: (line 1:45): invalid value for enum field lifeStage: true"


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.sampled_from(["NaN", "Infinity", "1.0", "PRONOUN_MALE", "key", "value"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3) | st.just("key"), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def bodies(draw: st.DrawFn) -> dict[str, Any]:
    """Some fields, in either spelling, that hold anything; and some unknown ones."""
    body = draw(st.dictionaries(st.sampled_from(["hue", "Name", "x.y", ""]), json_values, max_size=2))
    for path in draw(st.lists(st.sampled_from(paths(CHARACTER)), max_size=4)):
        _put(body, path.replace("[]", ".0").split("."), draw(json_values), snake=draw(st.booleans()))
    return body


def _put(body: Any, path: list[str], value: Any, *, snake: bool) -> None:
    here, shape = body, CHARACTER
    for name, below in zip(path, [*path[1:], ""], strict=True):
        if name == "0":
            here.append({})
            here = here[-1]
            continue
        part = shape.parts[name]
        spelled = part.proto_name if snake else name
        shape = part.shape or shape
        if not below:
            here[spelled] = value
            return
        fresh: Any = [] if below == "0" else {}
        if not isinstance(here.get(spelled), type(fresh)):
            here[spelled] = fresh
        here = here[spelled]


@given(bodies())
def test_any_body_is_read_or_refused_and_what_is_read_is_stable(body: dict[str, Any]) -> None:
    sent = json.dumps(body).encode()
    try:
        tree = read(sent, CHARACTER)
    except (BadValue, NotJson):
        return
    shown = write(tree, CHARACTER)
    again = write(read(msgspec.json.encode(shown), CHARACTER), CHARACTER)
    assert canonical(again) == canonical(shown)
    modern = modernise(tree)
    assert set(patch(modern, CHARACTER, None)) <= set(paths(CHARACTER))
    assert canonical(unknown_patch(modern, CHARACTER, None).changes) == canonical(unknown(modern, CHARACTER))


def canonical(value: Any) -> bytes:
    """Equal for values that are equal but for order; NaN equals itself."""
    return msgspec.json.encode(value, order="deterministic")


def unknown(tree: dict[str, Any], shape: Shape) -> dict[str, Any]:
    """What a tree has that its shape has not, but for what stands inside output-only messages."""
    found = {name: value for name, value in tree.items() if name not in shape.parts}
    for name, part in shape.parts.items():
        if part.shape and not part.repeated and not part.output_only and tree.get(name):
            below = unknown(tree[name], part.shape)
            found |= {name: below} if below else {}
    return found


def test_the_structs_make_an_api_reference_with_a_sentence_for_each_field() -> None:
    structs = [wire.Character, wire.ListCharactersResponse, wire.Operation, wire.Status]
    _, schemas = msgspec.json.schema_components(structs, ref_template="#/components/schemas/{name}")
    assert {"Character", "CharacterAssets", "SharedPortalInfo", "Operation", "Status"} <= set(schemas)
    for schema in schemas.values():
        assert schema["description"]
        assert [
            name
            for name, each in schema["properties"].items()
            if "description" not in each and "$ref" not in each
        ] == []


def test_an_operation_shows_only_the_outcome_that_it_has() -> None:
    name = "workspaces/w/characters/c/operations/o"
    running = wire.Operation(name, wire.Packed({"target": "workspaces/w/characters/c"}))
    assert json.loads(msgspec.json.encode(running)) == {
        "name": name,
        "metadata": {
            "@type": "type.googleapis.com/google.protobuf.Struct",
            "value": {"target": "workspaces/w/characters/c"},
        },
        "done": False,
    }
    failed = msgspec.structs.replace(running, done=True, error=wire.Status(13, "out of order"))
    assert json.loads(msgspec.json.encode(failed))["error"] == {
        "code": 13,
        "message": "out of order",
        "details": [],
    }
