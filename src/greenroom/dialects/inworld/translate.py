"""The vendor's fields and the character, as a table. Pure.

Values are in wire form both ways, complete: `normal` brings what a request said into it, `show` gives it back.
"""

import re
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from msgspec.structs import replace

from greenroom.characters.codecs import BLOCKS, LIST, SAME, Codec, Context, avatar_link, words
from greenroom.characters.lens import Field, Kept, Lens, Output
from greenroom.characters.model import Character, Record
from greenroom.dialects.inworld.items import FACTS, OLDER_FACTS, STYLES, SURFACE
from greenroom.dialects.inworld.names import CharacterName
from greenroom.dialects.inworld.wire import CHARACTER
from greenroom.dialects.kit.messages import Part, Shape
from greenroom.dialects.kit.protojson import write, write_value

NAME = SURFACE
UNNAMED = "Character"
"""What the vendor calls a character whose given name is absent or empty."""


def _prefixed(prefix: str, *core_words: str) -> dict[str, str]:
    return {word: prefix + word.upper() for word in core_words}


_PRONOUNS = _prefixed("PRONOUN_", "female", "male", "other")
PRONOUN = Codec(
    lambda core, _: _PRONOUNS.get(core.lower(), "PRONOUN_OTHER") if core else "PRONOUN_UNSPECIFIED",
    words(_PRONOUNS).put,
    "mapped",
)
LIFE_STAGE = words(
    {
        "infant": "LIFE_STAGE_CHILDHOOD",
        "child": "LIFE_STAGE_CHILDHOOD",
        "teenager": "LIFE_STAGE_ADOLESCENCE",
        "young_adult": "LIFE_STAGE_YOUNG_ADULTHOOD",
        "adult": "LIFE_STAGE_MIDDLE_ADULTHOOD",
        "middle_aged": "LIFE_STAGE_MIDDLE_ADULTHOOD",
        "elderly": "LIFE_STAGE_LATE_ADULTHOOD",
    },
    unset="LIFE_STAGE_UNSPECIFIED",
    back={"LIFE_STAGE_CHILDHOOD": "child", "LIFE_STAGE_MIDDLE_ADULTHOOD": "adult"},
)
DIALOG_STYLE = words(
    _prefixed(
        "EXAMPLE_DIALOG_STYLE_",
        *("default", "bubbly", "formal", "blunt", "inquisitive", "commanding", "empathetic", "entertaining"),
        *("hypochondriac", "laidback", "long_winded", "moral", "mysterious", "raconteur", "sarcastic"),
        *("tenacious", "villainous", "custom"),
    ),
    unset="EXAMPLE_DIALOG_STYLE_UNSPECIFIED",
)
RESPONSE_LENGTH = words(
    _prefixed("DIALOG_RESPONSE_LENGTH_", "very_short", "short", "medium", "long", "very_long"),
    unset="DIALOG_RESPONSE_LENGTH_UNSPECIFIED",
)
COGNITIVE_CONTROL = words(
    _prefixed("COGNITIVE_CONTROL_", "none", "mild", "strict"), unset="COGNITIVE_CONTROL_UNSPECIFIED"
)
_LEVELS = {"unspecified": "SAFETY_LEVEL_UNSPECIFIED"} | {
    word: f"SAFETY_LEVEL_{word.upper()}" for word in ("no_control", "mild_control", "strict_control")
}
_LEVEL_WORDS = {wire: core for core, wire in _LEVELS.items()}
_TOPIC = re.compile(r"TOPIC_([A-Z_]+)")
_TOPIC_WORD = re.compile(r"[a-z_]+")


def _show_topic(core: str) -> str:
    return f"TOPIC_{core.upper()}" if _TOPIC_WORD.fullmatch(core) else core


def _put_topic(wire: str) -> str:
    return found[1].lower() if (found := _TOPIC.fullmatch(wire)) else wire


SAFETY = Codec(
    lambda core, _: {_show_topic(topic): _LEVELS.get(level, level) for topic, level in core.items()},
    lambda wire, _old, _: {
        _put_topic(topic): _LEVEL_WORDS.get(level, "unspecified") for topic, level in wire.items()
    },
)
_LANGUAGE = re.compile(r"([A-Z]{2,3})_([A-Z]{2})")
_LANGUAGE_TAG = re.compile(r"([a-z]{2,3})-([A-Z]{2})")
_FIRST_LANGUAGE = "EN_US"


def _show_language(core: str, _: Context) -> str:
    return (
        f"{found[1].upper()}_{found[2]}"
        if (found := _LANGUAGE_TAG.fullmatch(core))
        else core or _FIRST_LANGUAGE
    )


def _put_language(wire: str, _old: str, _: Context) -> str:
    return f"{found[1].lower()}-{found[2]}" if (found := _LANGUAGE.fullmatch(wire)) else wire


LANGUAGE = Codec(_show_language, _put_language)
NUMBER = Codec(
    lambda core, _: int(core) if core == int(core) else core,
    lambda wire, old, _: (
        old if isinstance(wire, str) else wire
    ),  # "NaN" and the infinities stay beside the core
)
_NAMED = Codec(lambda core, _: core or UNNAMED, SAME.put)

_DCD = "defaultCharacterDescription"
_DCA = "defaultCharacterAssets"
_VOICE = f"{_DCA}.voice."


def resource_name(record: Record) -> CharacterName:
    """The character's name in the workspace it was asked for in."""
    return CharacterName(record.container, record.address)


def _share_info(record: Record, _: Context) -> dict[str, Any] | None:
    if record.character.visibility != "public":
        return None
    return {
        "prompt": "",
        "byline": record.character.subtitle,
        "isShared": True,
        "shortAlias": record.share_id or "",
        "allowedOnShowcase": True,
        "interactionCountStat": None,
    }


LENS = Lens(
    NAME,
    [
        Output("name", lambda record, _: str(resource_name(record))),
        Field("language", "language", LANGUAGE),
        Field(f"{_DCD}.givenName", "name", _NAMED),
        Field(f"{_DCD}.description", "prompt.definition"),
        Field(f"{_DCD}.pronoun", "person.gender", PRONOUN),
        Field(f"{_DCD}.nicknames", "person.aliases", LIST),
        Field(f"{_DCD}.motivation", "person.motivation"),
        Kept(f"{_DCD}.wikipediaUri"),
        Field(f"{_DCD}.exampleDialog", "examples", BLOCKS),
        Field(f"{_DCD}.exampleDialogStyle", "style.dialog", DIALOG_STYLE),
        Field(f"{_DCD}.personalityAdjectives", "person.traits", LIST),
        Field(f"{_DCD}.lifeStage", "person.life_stage", LIFE_STAGE),
        Field(f"{_DCD}.hobbyOrInterests", "person.interests", LIST),
        Field(f"{_DCD}.characterRole", "person.role"),
        Field(f"{_DCD}.narrativeActionsEnabled", "style.narrative_actions"),
        Field(f"{_DCD}.customDialogStyles", "style.custom", STYLES),
        Field(f"{_DCD}.flaws", "person.flaws"),
        Field(f"{_DCD}.dialogResponseLength", "style.response_length", RESPONSE_LENGTH),
        Field(f"{_DCD}.externalDescription", "blurb", when_stored=True),
        Kept(f"{_DCD}.playerRole"),
        Kept(f"{_DCD}.defaultContext"),
        Kept(f"{_VOICE}baseName"),
        Kept(f"{_VOICE}ttsType"),
        Kept(f"{_VOICE}gender"),
        Kept(f"{_VOICE}pitch"),
        Kept(f"{_VOICE}speakingRate"),
        Kept(f"{_VOICE}roboticVoiceFilterLevel"),
        Kept(f"{_VOICE}age"),
        Kept(f"{_VOICE}language"),
        Kept(f"{_VOICE}languageCode"),
        Kept(f"{_VOICE}phonemesOverrides"),
        Kept(f"{_VOICE}ttsMetadata.voiceId"),
        Field(f"{_DCA}.avatarImg", "avatar", avatar_link("")),
        Kept(f"{_DCA}.avatarImgOriginal"),
        Kept(f"{_DCA}.avatarType"),
        Kept(f"{_DCA}.avatarDisplayImageSource"),
        Kept(f"{_DCA}.rpmAvatar.rpmModelUri"),
        Kept(f"{_DCA}.rpmAvatar.rpmImageUri"),
        Kept(f"{_DCA}.rpmAvatar.rpmImageUriPortrait"),
        Kept(f"{_DCA}.rpmAvatar.rpmImageUriPosture"),
        Kept(f"{_DCA}.innequinAvatar.avatarBackground"),
        Kept(f"{_DCA}.innequinAvatar.avatarMaterial"),
        Kept(f"{_DCA}.innequinAvatar.avatarImgUri"),
        Kept(f"{_DCA}.innequinAvatar.avatarImgOriginalUri"),
        Field("initialMood.joy", "mood.joy"),
        Field("initialMood.fear", "mood.fear"),
        Field("initialMood.trust", "mood.trust"),
        Field("initialMood.surprise", "mood.surprise"),
        Field("personality.positive", "axes.positive"),
        Field("personality.peaceful", "axes.peaceful"),
        Field("personality.open", "axes.open"),
        Field("personality.extravert", "axes.extravert"),
        Field("commonKnowledge", "knowledge.common", LIST),
        Field("socialRank", "dynamics.social_rank", NUMBER),
        Field("personalKnowledge", "knowledge.facts", FACTS),
        Field("emotionalFluidity", "dynamics.emotional_fluidity", NUMBER),
        Output("sharePortalInfo", _share_info),
        Field("yamlConfig", "goals"),
        Field("safetyConfig", "safety", SAFETY),
        Field("relationship.enabled", "dynamics.relationship_enabled"),
        Field("relationship.fluidity", "dynamics.relationship_fluidity", NUMBER),
        Field("cognitiveControl", "dynamics.cognitive_control", COGNITIVE_CONTROL),
        Kept("languageCode"),
        Kept("behavioralContexts"),
        Kept("fourthWall"),
        Kept("longTermCoherence.enabled"),
        Kept("inworldTags"),
        Kept("userTags"),
        Field("facts", "knowledge.older_facts", OLDER_FACTS),
        Kept("brainSettings.conversationConfig.behavioralContextsDisabled"),
        Kept("brainSettings.conversationConfig.emotionsDisabled"),
        Kept("brainSettings.conversationConfig.fillerSpec.fillersDisabled"),
        Kept("brainTriggers"),
    ],
)


def show(record: Record, context: Context) -> dict[str, Any]:
    """The character as the vendor writes it: every documented field, unset ones with their zeros."""
    tree = LENS.show(record, context)
    if tree["personalKnowledge"] is not None:
        tree["personalKnowledge"]["uuid"] = str(uuid5(NAMESPACE_OID, f"knowledge of {record.character_id}"))
    return write(tree, CHARACTER)


def normal(patch: Mapping[str, Any]) -> dict[str, Any]:
    """A patch of `masks.patch` with its values in wire form, one entry for each row of the table."""
    values = {
        path: value if value is None else write_value(_part(path), value) for path, value in patch.items()
    }
    if "personalKnowledge.facts" in values:
        values["personalKnowledge"] = {"facts": values.pop("personalKnowledge.facts") or []}
    for path, empty in ((f"{_DCD}.givenName", UNNAMED), ("language", _FIRST_LANGUAGE)):
        if path in values:
            values[path] = values[path] or empty
    return values


def put(patch: Mapping[str, Any], record: Record, context: Context) -> Character:
    """The character after a patch in wire form. The voice that is written last is the one that speaks."""
    character = LENS.put(patch, record, context)
    if any(path.startswith(_VOICE) for path in LENS.effective(patch, record, context)):
        return replace(character, voice=replace(character.voice, speaks=NAME))
    return character


def _part(path: str) -> Part:
    shape: Shape | None = CHARACTER
    for step in path.split("."):
        assert shape is not None
        part = shape.parts[step]
        shape = part.shape
    return part
