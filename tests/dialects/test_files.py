"""Vendors' files: every leaf of one is shown again as it was, or named as lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from tests.cards.corpus import text
from tests.cards.test_file import CONVAI, INWORLD, NPC, REPLR, ROLEPLAY, read

from greenroom.app import vendors
from greenroom.cards.imported import Found
from greenroom.characters.codecs import Context
from greenroom.characters.model import Record, blank_record
from greenroom.dialects.convai.translate import list_item
from greenroom.dialects.kit.passport import Dialect
from greenroom.kit.json_values import same

NOWHERE = Context("")
MISSING: Any = object()
DIALECTS = {dialect.name: dialect for dialect in vendors() if dialect.files}

DESCRIPTION = {
    "givenName": "Axeon", "description": "d", "pronoun": "PRONOUN_MALE", "nicknames": ["Ax"], "motivation": "m",
    "wikipediaUri": "https://example.com", "exampleDialog": "Hm.\nHm?", "exampleDialogStyle": "EXAMPLE_DIALOG_STYLE_BLUNT",
    "personalityAdjectives": ["dark"], "lifeStage": "LIFE_STAGE_ADOLESCENCE", "hobbyOrInterests": ["dragons"],
    "characterRole": "guard", "flaws": "none", "dialogResponseLength": "DIALOG_RESPONSE_LENGTH_LONG",
    "strange": {"deep": [1, {"x": None}, "y"]}, "customDialogStyles": [{"uuid": "1", "displayName": "S", "isActive": True, "odd": 5}],
}  # fmt: skip
TODAY = {
    "name": "workspaces/w/characters/axeon",
    "defaultCharacterDescription": DESCRIPTION,
    "defaultCharacterAssets": {"voice": {"baseName": "Armando", "pitch": 1.5, "odd": 1}, "avatarImg": "https://example.com/a.png"},
    "initialMood": {"joy": 20, "fear": -5},
    "personality": {"positive": 100, "extravert": -30},
    "commonKnowledge": ["workspaces/w/common-knowledge/x"],
    "scenes": [{"name": "workspaces/w/scenes/s"}],
    "personalKnowledge": {"facts": [{"uuid": "1", "text": "one"}, {"uuid": "2", "text": "two", "odd": 1}]},
    "safetyConfig": {"TOPIC_VIOLENCE": "STRICT"},
    "socialRank": 0.5,
    "emotionalFluidity": 0.25,
    "yamlConfig": "goals: []",
    "brandNew": [{"a": 1}],
}  # fmt: skip
FORMER = {
    "defaultCharacterDescription": {"givenName": "Axeon", "playerRole": "hero", "personalityAdjectives": []},
    "facts": [{"uuid": "u", "text": ["first", "second"]}],
    "commonKnowledges": ["workspaces/w/common-knowledge/x"],
    "defaultCharacterAssets": {
        "rpmModelUri": "https://example.com/m.glb",
        "rpmImageUri": "https://example.com/i.png",
    },
    "brainSettings": {"conversationConfig": {"emotionsDisabled": True}},
}
LISTED = {
    **CONVAI,
    "listing": "public", "timestamp": "2023-11-07T02:57:59", "character_actions": ["wave"], "voice_pitch": 0.5,
    "state_names": [], "blockchain": "NULL", "boosted_words": {"words": ["Axeon"]}, "guard_rails": {"type1": "5"},
    "personalised_prompt_config": {"MODEL": "gpt-4o", "PROMPT": "p", "VERBOSITY": 3, "USE_COMBINED_PROMPT": "true"},
    "character_traits": {"personality_traits": {"openness": 4, "sensitivity": 0}, "catch_phrases": ["Aha"]},
    "model_details": {"modelType": "metahuman", "METAHUMAN": {"avatar_image": "https://example.com/a.png"}},
    "pronunciation_metadata": {"pronunciations": [{"word": "a", "ipaPronunciation": "b"}]}, "brand_new": {"x": [1]},
}  # fmt: skip
GOT = {
    **CONVAI,
    "backstory": "b" * 200_000,
    "boosted_words": ["x"],
    "language_code": "de-DE",
    "language_codes": ["de-DE"],
}

BODIES: list[tuple[str, dict[str, Any]]] = [
    ("inworld", INWORLD),
    ("inworld", TODAY),
    ("inworld", FORMER),
    ("convai", LISTED),
    ("convai", GOT),
    ("replr", {**REPLR, "description": "d", "greeting_message": "g" * 30_000, "voice_id": "v", "category": "odd", "brand_new": 1}),
    ("roleplay", {**ROLEPLAY, "message_examples": ["a"], "visibility": "unlisted", "brand_new": {"x": 1}}),
    ("npcbuilder", {**NPC, "character": {**NPC["character"], "role": "strange", "items": [{"itemName": "x", "odd": 1}], "brand_new": 1}}),
]  # fmt: skip


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in inside:
        yield from leaves(part, (*path, step))
    if not isinstance(value, dict | list):
        yield path, value


def at(tree: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return MISSING
    return tree


def record_of(found: Found) -> Record:
    return replace(blank_record("account", "handle", 0), character=found.character)


def views(dialect: Dialect, record: Record) -> list[Any]:
    assert dialect.lens
    shown = [dialect.lens.show(record, NOWHERE)]
    if dialect.show:
        shown.append(dialect.show(record, NOWHERE))
    return [*shown, list_item(record, NOWHERE)] if dialect.name == "convai" else shown


@pytest.mark.parametrize(("name", "body"), BODIES)
def test_every_leaf_comes_back_or_is_named(name: str, body: dict[str, Any]) -> None:
    (found,) = read(text(body)).characters
    assert found.format == name
    told = {line.field for line in found.report if line.fate != "kept"}
    inner = body["character"] if name == "npcbuilder" else body
    for path, value in leaves(inner):
        if value in (None, ""):
            continue
        if any(same(at(view, path), value) for view in views(DIALECTS[name], record_of(found))):
            continue
        spelt = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)[1:]
        assert spelt in told, (spelt, value)


@pytest.mark.parametrize("body", [body for _, body in BODIES])
def test_little_is_lost(body: dict[str, Any]) -> None:
    """What is not kept is what the server makes by itself, a picture elsewhere, or no value at all."""
    (found,) = read(text(body)).characters
    lost = {line.field.partition(".")[0].partition("[")[0] for line in found.report if line.fate == "dropped"}
    made = {"id", "name", "scenes", "character_id", "user_id", "timestamp", "creator_id", "role"}
    assert lost <= made


@pytest.mark.parametrize(("name", "body"), BODIES)
def test_what_is_written_is_read_as_the_same_character(name: str, body: dict[str, Any]) -> None:
    (found,) = read(text(body)).characters
    files = DIALECTS[name].files
    assert files
    assert files.write
    again = read(text(files.write(record_of(found), NOWHERE))).characters[0]
    before, after = (views(DIALECTS[name], record_of(one))[0] for one in (found, again))
    assert after == before


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**INWORLD, "brandNew": "x" * 70_000}, "brandNew"),
        ({**INWORLD, "initialMood": {"joy": "much", "fear": 5}}, "initialMood.joy"),
        ({**INWORLD, "personalKnowledge": {"facts": [{"text": ["x"]}, {"text": "y"}]}}, "personalKnowledge.facts[0].text"),
        ({**CONVAI, "personalised_prompt_config": 5}, "personalised_prompt_config"),
    ],
)  # fmt: skip
def test_a_field_at_fault_is_named_and_stops_no_other(body: dict[str, Any], field: str) -> None:
    (found,) = read(text(body)).characters
    assert found.character.name == "Ada"
    assert [
        line.field for line in found.report if line.fate == "dropped" and line.field.startswith(field)
    ] == [field]
