"""One character made through each dialect in turn, and told something through every one: each view shows what was said
last, in its own words, and nothing else moves.
"""

from typing import Any, NamedTuple

import pytest
from tests.served import PICTURE, Caller
from tests.test_whole_character import leaves, moved

ALL = "/v1/characters"
STUDIO = "/studio/v1/workspaces/default/characters"
WORLD = "/api/context/characters/default/default"
MANY = "A character of many."
MADE: dict[str, tuple[str, dict[str, Any]]] = {
    "native": (ALL, {"character": {"name": "Mara", "prompt": {"definition": MANY}}}),
    "roleplay": (
        "/apiCreateCharacter",
        {"name": "Mara", "definition": MANY, "avatar": PICTURE, "greetings": ["Hm?"]},
    ),
    "inworld": (STUDIO, {"defaultCharacterDescription": {"givenName": "Mara", "description": MANY}}),
    "replr": ("/v1/replrs", {"name": "Mara", "instructions": MANY}),
    "npcbuilder": (WORLD, {"name": "Mara", "description": MANY}),
    "convai": (
        "/character/create",
        {"charName": "Mara", "voiceType": "MALE", "backstory": MANY, "listing": "private"},
    ),
}


class Write(NamedTuple):
    """`{id}` stands for the character; `moves` are the leaves that are others afterwards, view by view."""

    via: str
    method: str
    path: str
    body: dict[str, Any]
    moves: dict[str, dict[str, Any]]


WRITES = [
    Write(
        "roleplay",
        "POST",
        "/apiUpdateCharacter",
        {
            "id": "{id}",
            "subtitle": "Ferrywoman",
            "greetings": ["Mind the step.", "You again?"],
            "message_examples": ["<START>\n{{user}}: Hello?\n{{char}}: Tea?"],
            "visibility": "unlisted",
            "x_depth": [1, 2.5, None],
        },
        {
            "convai": {
                "listing": "unlisted",
                "speaking_style.sample_dialogues": "<START>\n{{user}}: Hello?\n{{char}}: Tea?",
            },
            "inworld": {
                "defaultCharacterDescription.exampleDialog": "<START>\n{{user}}: Hello?\n{{char}}: Tea?"
            },
            "replr": {"greeting_message": "Mind the step."},
            "roleplay": {
                "subtitle": "Ferrywoman",
                "greetings": ["Mind the step.", "You again?"],
                "message_examples": ["<START>\n{{user}}: Hello?\n{{char}}: Tea?"],
                "visibility": "unlisted",
                "x_depth": [1, 2.5, None],
            },
            "card": {
                "data.first_mes": "Mind the step.",
                "data.mes_example": "<START>\n{{user}}: Hello?\n{{char}}: Tea?",
                "data.alternate_greetings": ["You again?"],
            },
        },
    ),
    Write(
        "replr",
        "PUT",
        "/v1/replrs/{id}",
        {
            "greeting_message": "Welcome aboard.",
            "is_public": False,
            "model": "creative",
            "voice_id": "alloy",
            "category": "companion",
        },
        {
            "convai": {"model_group_name": "creative"},
            "replr": {
                "model": "creative",
                "category": "companion",
                "greeting_message": "Welcome aboard.",
                "voice_id": "alloy",
            },
            "roleplay": {"greetings": ["Welcome aboard.", "You again?"]},
            "card": {"data.first_mes": "Welcome aboard."},
        },
    ),
    Write(
        "inworld",
        "PATCH",
        f"{STUDIO}/{{id}}",
        {
            "language": "ES_ES",
            "personality": {"open": 87, "extravert": -30, "peaceful": 13},
            "initialMood": {"joy": -20},
            "safetyConfig": {"TOPIC_VIOLENCE": "SAFETY_LEVEL_MILD_CONTROL"},
            "defaultCharacterDescription": {
                "motivation": "To keep one promise.",
                "lifeStage": "LIFE_STAGE_MIDDLE_ADULTHOOD",
                "pronoun": "PRONOUN_FEMALE",
                "exampleDialogStyle": "EXAMPLE_DIALOG_STYLE_EMPATHETIC",
            },
        },
        {
            "convai": {
                "language_code": "es-ES",
                "language_codes": ["es-ES"],
                "character_traits.personality_traits.openness": 4,
                "character_traits.personality_traits.extraversion": 1,
                "allowed_moderation_filters": [],
            },
            "inworld": {
                "language": "ES_ES",
                "defaultCharacterDescription.pronoun": "PRONOUN_FEMALE",
                "defaultCharacterDescription.motivation": "To keep one promise.",
                "defaultCharacterDescription.exampleDialogStyle": "EXAMPLE_DIALOG_STYLE_EMPATHETIC",
                "defaultCharacterDescription.lifeStage": "LIFE_STAGE_MIDDLE_ADULTHOOD",
                "initialMood.joy": -20,
                "personality.peaceful": 13,
                "personality.open": 87,
                "personality.extravert": -30,
                "safetyConfig": None,
                "safetyConfig.TOPIC_VIOLENCE": "SAFETY_LEVEL_MILD_CONTROL",
            },
            "npcbuilder": {"age": "adult", "gender": "Female", "tone": "emotive"},
            "card": {"data.description": f"{MANY}\n\nMotivation: To keep one promise."},
        },
    ),
    Write(
        "npcbuilder",
        "PATCH",
        f"{WORLD}/{{id}}",
        {
            "age": "middleAged",
            "gender": "Female",
            "tone": "emotive",
            "role": "questGiver",
            "traits": ["dry", "kind"],
            "items": [{"itemName": "lantern", "value": 3}],
            "filters": {"violence": True, "drugs": True},
        },
        {
            "inworld": {
                "defaultCharacterDescription.personalityAdjectives": ["dry", "kind"],
                "defaultCharacterDescription.characterRole": "quest giver",
                "safetyConfig.TOPIC_SUBSTANCE_USE": "SAFETY_LEVEL_STRICT_CONTROL",
            },
            "npcbuilder": {
                "age": "middleAged",
                "role": "questGiver",
                "traits": ["dry", "kind"],
                "items": [{"itemName": "lantern", "value": 3}],
            },
            "card": {"data.personality": "dry, kind"},
        },
    ),
    Write(
        "convai",
        "POST",
        "/character/update",
        {
            "charID": "{id}",
            "character_traits": {
                "catch_phrases": ["All aboard."],
                "personality_traits": {
                    "openness": 4,
                    "extraversion": 1,
                    "agreeableness": 2,
                    "sensitivity": 3,
                    "meticulousness": 2,
                },
            },
            "language_codes": ["es-ES"],
            "description": "Runs the ferry.",
            "temperature": 0.4,
        },
        {
            "convai": {
                "character_traits.catch_phrases": ["All aboard."],
                "character_traits.personality_traits.sensitivity": 3,
                "description": "Runs the ferry.",
                "temperature": 0.4,
            },
            "inworld": {"defaultCharacterDescription.externalDescription": "Runs the ferry."},
            "replr": {"description": "Runs the ferry."},
            "roleplay": {"description": "Runs the ferry."},
            "card": {"data.creator_notes": "Runs the ferry."},
        },
    ),
    Write(
        "native",
        "PATCH",
        f"{ALL}/{{id}}",
        {
            "character": {
                "name": "Mara Lane",
                "prompt": {"scenario": "On the river."},
                "greetings": {"group_only": ["All of you?"]},
            }
        },
        {
            "convai": {"character_name": "Mara Lane"},
            "inworld": {"defaultCharacterDescription.givenName": "Mara Lane"},
            "npcbuilder": {"name": "Mara Lane"},
            "replr": {"name": "Mara Lane"},
            "roleplay": {"name": "Mara Lane"},
            "card": {
                "data.name": "Mara Lane",
                "data.scenario": "On the river.",
                "data.group_only_greetings": ["All of you?"],
            },
        },
    ),
]


def said(answer: Any) -> Any:
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()


def made(who: Caller, via: str) -> str:
    """The id of a new character."""
    said(who.post(*MADE[via]))
    return str(said(who.get(ALL))["items"][0]["id"])


def views(who: Caller, identity: str) -> dict[str, dict[str, Any]]:
    """What the dialects that speak here and the card show of a character, as leaves by path, without the times of writes."""
    shown: dict[str, Any] = said(who.get(f"{ALL}/{identity}/views"))["views"]
    shown["replr"].pop("updated_at")
    shown["card"] = said(who.get(f"{ALL}/{identity}/export"))
    shown["card"]["data"].pop("modification_date", None)
    shown["card"]["data"]["extensions"].pop(
        "greenroom/told", None
    )  # what no field of a card says: tests/cards
    return {name: leaves(shown[name]) for name in (*MADE, "card") if name in shown}


def changes(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found = {name: moved(before[name], after[name]) for name in after}
    return {name: some for name, some in found.items() if some}


def written(who: Caller, identity: str, write: Write) -> None:
    body = {name: identity if value == "{id}" else value for name, value in write.body.items()}
    said(who.send(write.method, write.path.replace("{id}", identity), json=body))


@pytest.mark.parametrize("maker", MADE)
def test_every_view_shows_what_was_said_last_and_nothing_else_moves(maker: str, ada: Caller) -> None:
    identity = made(ada, maker)
    before = views(ada, identity)
    for write in WRITES:
        written(ada, identity, write)
        after = views(ada, identity)
        assert changes(before, after) == write.moves, write.via
        before = after


@pytest.mark.parametrize("maker", MADE)
def test_it_leaves_as_a_card_and_comes_back(maker: str, ada: Caller) -> None:
    identity = made(ada, maker)
    for write in WRITES:
        written(ada, identity, write)
    card = said(ada.get(f"{ALL}/{identity}/export?format=chara_card_v3"))
    again = said(ada.post("/v1/imports", card))["id"]
    assert moved(views(ada, identity)["card"], views(ada, again)["card"]) == {}
