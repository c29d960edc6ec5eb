"""The vendor's fields and the character, as a table. Pure.

The table has each field once, where the list of characters has it. `whole` adds the places where the vendor says the same
again; the list and the get each show a part of that.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from greenroom.characters.codecs import BLOCKS, LIST, Context, avatar_link
from greenroom.characters.lens import Field, Kept, Lens, Output, Patch, read_layer
from greenroom.characters.model import Character, Record
from greenroom.dialects.convai import wire
from greenroom.dialects.convai.words import (
    DEFAULT_TEMPERATURE,
    DEFAULT_VERBOSITY,
    FILTERS,
    FIRST_LANGUAGE,
    LANGUAGES,
    MODEL,
    SCALE,
    unless_said,
)
from greenroom.dialects.kit.unknown import check_size, merge_nested
from greenroom.kit.clock import rfc3339

NAME = "convai"

_AVATAR = avatar_link("")
_CONFIG = "personalised_prompt_config."
_HUMAN = "model_details.METAHUMAN."
_TRAITS = "character_traits.personality_traits."
BACKSTORY, VOICE = "backstory", "voice_type"
PLACEHOLDER = "model_details.modelPlaceholder"
FACES = (f"{_HUMAN}avatar_image", f"{_HUMAN}avatar_image_square")
"""Pictures that show the avatar where nobody named another."""


def _created(record: Record, _: Context) -> str:
    return rfc3339(record.created_at)[:19]


def _talked(record: Record, _: Context) -> str:
    """When somebody last talked with it; before that, when it was made."""
    return rfc3339(record.talked_at or record.created_at)[:19]


LENS = Lens(
    NAME,
    [
        Field("character_name", "name"),
        Output("collection_name", lambda _record, _: "convai_default_collection"),
        Output("user_id", lambda record, _: record.account_id),
        Output("character_id", lambda record, _: record.character_id),
        Kept("state_names", []),
        Kept("state_links", []),
        Field("listing", "visibility"),
        Kept(VOICE, ""),
        Kept("voice_pitch", 0.0),
        Kept("blockchain", "NULL"),
        Kept("contract_address", "NULL"),
        Kept("mint_address", "NULL"),
        Kept("owner_address", "NULL"),
        Output("timestamp", _created),
        Field("character_actions", "world.actions", LIST),
        Field("character_emotions", "dynamics.emotions", LIST),
        Kept("model_details.modelType", "RPM-3D"),
        Kept("model_details.modelLink", ""),
        Field(PLACEHOLDER, "avatar", _AVATAR),
        Kept(f"{_HUMAN}avatar_id", ""),
        Kept(FACES[0], ""),
        Kept(FACES[1], ""),
        Kept(f"{_HUMAN}experience_id", ""),
        Kept(f"{_HUMAN}bg_image", ""),
        Kept("guard_rails", {"type1": "3"}),
        Kept("metadata_filter", {}),
        Field(f"{_CONFIG}MODEL", "engine.model", MODEL),
        Field(f"{_CONFIG}PROMPT", "prompt.system"),
        Field(f"{_CONFIG}VERBOSITY", "engine.verbosity", unless_said(DEFAULT_VERBOSITY)),
        Field(f"{_CONFIG}TEMPERATURE", "engine.temperature", unless_said(DEFAULT_TEMPERATURE)),
        Kept(f"{_CONFIG}SPEAKER", "User"),
        Field(f"{_CONFIG}MODERATION_ENABLED", "safety.active", unless_said(default=True)),
        Kept(f"{_CONFIG}USE_COMBINED_PROMPT", unset=True),
        Field(f"{_CONFIG}ALLOWED_MODERATION_FILTERS", "safety.topics", FILTERS),
        Kept(f"{_CONFIG}USE_ACTION_OPTMIZED_PROMPT"),
        Kept("boosted_words.words", []),
        Kept("guardrail_meta.limitResponseLevel", 4),
        Field("guardrail_meta.blockedWords", "safety.blocked_words", LIST),
        Kept("start_narrative_section_id", None),
        Kept("is_narrative_driven", unset=False),
        Field("character_traits.catch_phrases", "style.catch_phrases", LIST),
        Kept("character_traits.speaking_style", "None"),
        Field(f"{_TRAITS}openness", "axes.open", SCALE),
        Kept(f"{_TRAITS}sensitivity", 2),
        Field(f"{_TRAITS}extraversion", "axes.extravert", SCALE),
        Field(f"{_TRAITS}agreeableness", "axes.peaceful", SCALE),
        Kept(f"{_TRAITS}meticulousness", 2),
        Field("language_codes", "languages", LANGUAGES),
        Field("memory_settings.enabled", "engine.memory"),
        Output("last_interacted_with", _talked),
        Kept("pronunciation_metadata.pronunciations", []),
        Field("description", "blurb"),
        Field("speaking_style.description", "style.manner"),
        Field("speaking_style.sample_dialogues", "examples", BLOCKS),
        Kept("embodiment", None),
        Kept("embodiment_data", {}),
        Field(BACKSTORY, "prompt.definition"),
        Kept("organization_id", ""),
        Kept("uncensored_access_consent", unset=False),
        Kept("nsfw_model_size", ""),
        Output("edit_character_access", lambda _record, _: True),
        Field("reasoning_effort", "engine.reasoning"),
    ],
)

ALIASES: Mapping[str, str] = {
    "model_type": "model_details.modelType",
    "language_code": "language_codes",
    "verbosity": f"{_CONFIG}VERBOSITY",
    "temperature": f"{_CONFIG}TEMPERATURE",
    "moderation_enabled": f"{_CONFIG}MODERATION_ENABLED",
    "allowed_moderation_filters": f"{_CONFIG}ALLOWED_MODERATION_FILTERS",
    "pronunciations": "pronunciation_metadata.pronunciations",
    "model_group_name": f"{_CONFIG}MODEL",
}
"""Fields that say again what another says; of the two the one here is meant, if it says something new."""

SPELLINGS: Mapping[str, str] = {
    "charName": "character_name",
    "voiceType": VOICE,
    "actions": "character_actions",
    "action": "character_actions",
    "languageCode": "language_code",
    "languageCodes": "language_codes",
    "memorySettings": "memory_settings",
}
"""Fields that are written under another name than they are shown."""

OWNED = frozenset({*(path.partition(".")[0] for path in LENS.rows), *ALIASES, *SPELLINGS})
"""The vendor's fields, by the name that stands in the object itself."""


def at(tree: Any, steps: Iterable[str]) -> Any:
    """The value at a path of what is shown; UNSET where there is none."""
    for step in steps:
        tree = tree.get(step, UNSET) if isinstance(tree, dict) else UNSET
    return tree


def whole(record: Record, context: Context) -> dict[str, Any]:
    """The character with everything that any answer shows, unknown fields last."""
    tree = LENS.show(record, context)
    human = tree["model_details"]["METAHUMAN"]
    face = _AVATAR.show(record.character.avatar, context)
    for path in FACES:
        name = path.removeprefix(_HUMAN)
        human[name] = human[name] or face
    for alias, path in ALIASES.items():
        tree[alias] = at(tree, path.split("."))
    tree["language_code"] = next(iter(tree["language_codes"]), FIRST_LANGUAGE)
    return tree


def list_item(record: Record, context: Context) -> dict[str, Any]:
    """The character as the list shows it."""
    return _part(whole(record, context), wire.ListItem.__struct_fields__)


def details(record: Record, context: Context) -> dict[str, Any]:
    """The character as a get shows it, to its owner."""
    tree = _part(whole(record, context), wire.Details.__struct_fields__)
    tree["boosted_words"] = tree["boosted_words"]["words"]
    return tree


def public(record: Record, context: Context) -> dict[str, Any]:
    """The character as a get shows it to anybody: without what is written for the model alone, and what nobody documented."""
    bare = replace(record, character=replace(record.character, unknown={}))
    tree = details(bare, context)
    tree["speaking_style"]["sample_dialogues"] = ""
    guardrail = {"limitResponseLevel": 4, "blockedWords": []}
    return tree | {BACKSTORY: "", "guardrail_meta": guardrail, "edit_character_access": False}


def put(patch: Patch, unknown: Mapping[tuple[str, ...], Any], context: Context, record: Record) -> Character:
    """The character after judged values by the table's paths, and unknown fields by theirs, of which null removes one.

    The voice that is written last is the one that speaks. Raises BadValue for more unknown fields than are kept.
    """
    character = LENS.put(patch, record, context)
    if VOICE in patch:
        character = replace(character, voice=replace(character.voice, speaks=NAME))
    kept = merge_nested(read_layer(character.unknown, NAME), unknown)
    check_size(kept.values(), {path[0]: value for path, value in unknown.items()})
    return LENS.put_unknown(character, kept)


def _part(tree: Mapping[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """Some of the vendor's fields in this order, then the unknown ones."""
    known = {name: tree[name] for name in fields}
    return known | {name: value for name, value in tree.items() if name not in OWNED}
