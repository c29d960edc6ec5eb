"""The vendor's fields and the character, as a table. Pure.

Values are in wire form both ways, complete: `normal` brings what a request said into it, `show` gives it back.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from msgspec import UNSET
from msgspec.structs import replace

from greenroom.characters.codecs import BLOCKS, LIST, SAME, Codec, Context, avatar_link
from greenroom.characters.lens import Field, Kept, Lens, Output
from greenroom.characters.model import Character, Record
from greenroom.dialects.inworld.items import FACTS, OLDER_FACTS, STYLES, SURFACE
from greenroom.dialects.inworld.names import CharacterName
from greenroom.dialects.inworld.wire import CHARACTER
from greenroom.dialects.inworld.words import (
    COGNITIVE_CONTROL,
    DIALOG_STYLE,
    FIRST_LANGUAGE,
    LANGUAGE,
    LIFE_STAGE,
    PRONOUN,
    RESPONSE_LENGTH,
    SAFETY,
)
from greenroom.dialects.kit.messages import Part, Shape
from greenroom.dialects.kit.protojson import show_float, write_value, zero_value

NAME = SURFACE
UNNAMED = "Character"
"""What the vendor calls a character whose given name is absent, empty or blank."""


# "NaN" and the infinities stay beside the core.
NUMBER = Codec(
    lambda core, _: show_float(core),
    lambda wire, old, _: old if isinstance(wire, str) else float(wire),
)
_NAMED = Codec(lambda core, _: named(core), SAME.put)

_DCD = "defaultCharacterDescription"
_DCA = "defaultCharacterAssets"
_VOICE = f"{_DCA}.voice."
GIVEN_NAME = f"{_DCD}.givenName"


def named(name: str) -> str:
    """A given name as the vendor has it."""
    return name if name.strip() else UNNAMED


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


@lru_cache(1024)
def part_at(path: str, within: Shape = CHARACTER) -> Part:
    """The field at a dotted path that leads through single messages."""
    shape: Shape | None = within
    for step in path.split("."):
        assert shape is not None
        part = shape.parts[step]
        shape = part.shape
    return part


def _kept(path: str) -> Kept:
    """A field of this surface alone, shown with the vendor's zero where that shows zeros."""
    part = part_at(path)
    return Kept(path, zero_value(part) if part.emit == "always" else UNSET)


LENS = Lens(
    NAME,
    [
        Output("name", lambda record, _: str(resource_name(record))),
        Field("language", "languages.first", LANGUAGE),
        Field(GIVEN_NAME, "name", _NAMED),
        Field(f"{_DCD}.description", "prompt.definition"),
        Field(f"{_DCD}.pronoun", "person.gender", PRONOUN),
        Field(f"{_DCD}.nicknames", "person.aliases", LIST),
        Field(f"{_DCD}.motivation", "person.motivation"),
        _kept(f"{_DCD}.wikipediaUri"),
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
        _kept(f"{_DCD}.playerRole"),
        _kept(f"{_DCD}.defaultContext"),
        _kept(f"{_VOICE}baseName"),
        _kept(f"{_VOICE}ttsType"),
        _kept(f"{_VOICE}gender"),
        _kept(f"{_VOICE}pitch"),
        _kept(f"{_VOICE}speakingRate"),
        _kept(f"{_VOICE}roboticVoiceFilterLevel"),
        _kept(f"{_VOICE}age"),
        _kept(f"{_VOICE}language"),
        _kept(f"{_VOICE}languageCode"),
        _kept(f"{_VOICE}phonemesOverrides"),
        _kept(f"{_VOICE}ttsMetadata.voiceId"),
        Field(f"{_DCA}.avatarImg", "avatar", avatar_link("")),
        _kept(f"{_DCA}.avatarImgOriginal"),
        _kept(f"{_DCA}.avatarType"),
        _kept(f"{_DCA}.avatarDisplayImageSource"),
        _kept(f"{_DCA}.rpmAvatar.rpmModelUri"),
        _kept(f"{_DCA}.rpmAvatar.rpmImageUri"),
        _kept(f"{_DCA}.rpmAvatar.rpmImageUriPortrait"),
        _kept(f"{_DCA}.rpmAvatar.rpmImageUriPosture"),
        _kept(f"{_DCA}.innequinAvatar.avatarBackground"),
        _kept(f"{_DCA}.innequinAvatar.avatarMaterial"),
        _kept(f"{_DCA}.innequinAvatar.avatarImgUri"),
        _kept(f"{_DCA}.innequinAvatar.avatarImgOriginalUri"),
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
        Output("scenes", lambda _record, _: []),
        Field("personalKnowledge", "knowledge.facts", FACTS),
        Output("meta", lambda _record, _: None),
        Field("emotionalFluidity", "dynamics.emotional_fluidity", NUMBER),
        Output("sharePortalInfo", _share_info),
        Field("yamlConfig", "goals"),
        Field("safetyConfig", "safety.topics", SAFETY),
        Field("relationship.enabled", "dynamics.relationship_enabled"),
        Field("relationship.fluidity", "dynamics.relationship_fluidity", NUMBER),
        Field("cognitiveControl", "dynamics.cognitive_control", COGNITIVE_CONTROL),
        _kept("languageCode"),
        _kept("behavioralContexts"),
        _kept("fourthWall"),
        _kept("longTermCoherence.enabled"),
        _kept("inworldTags"),
        _kept("userTags"),
        Field("facts", "knowledge.older_facts", OLDER_FACTS),
        _kept("brainSettings.conversationConfig.behavioralContextsDisabled"),
        _kept("brainSettings.conversationConfig.emotionsDisabled"),
        _kept("brainSettings.conversationConfig.fillerSpec.fillersDisabled"),
        _kept("brainTriggers"),
    ],
)


def show(record: Record, context: Context) -> dict[str, Any]:
    """The character as the vendor writes it: every documented field, unset ones with their zeros."""
    tree = LENS.show(record, context)
    if tree["personalKnowledge"] is not None:
        tree["personalKnowledge"]["uuid"] = str(uuid5(NAMESPACE_OID, f"knowledge of {record.character_id}"))
    return tree


def normal(patch: Mapping[str, Any]) -> dict[str, Any]:
    """A patch of `masks.patch` with its values in wire form, one entry for each row of the table."""
    values = {path: written(part_at(path), value) for path, value in patch.items()}
    if "personalKnowledge.facts" in values:
        values["personalKnowledge"] = {"facts": values.pop("personalKnowledge.facts") or []}
    if GIVEN_NAME in values:
        values[GIVEN_NAME] = named(values[GIVEN_NAME] or "")
    if "language" in values:
        values["language"] = values["language"] or FIRST_LANGUAGE
    return values


def written(part: Part, value: Any) -> Any:
    """One value in wire form. An empty text clears what is shown only when it is stored: protobuf has none there."""
    if value is None or (value == "" and part.emit == "when stored" and part.kind in ("string", "enum")):
        return None
    return write_value(part, value)


def put(patch: Mapping[str, Any], record: Record, context: Context) -> Character:
    """The character after a patch in wire form. The voice that is written last is the one that speaks."""
    character = LENS.put(patch, record, context)
    voice = {path: value for path, value in patch.items() if path.startswith(_VOICE) and value is not None}
    if voice and LENS.effective(voice, record, context):
        return replace(character, voice=replace(character.voice, speaks=NAME))
    return character
