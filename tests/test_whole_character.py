"""One character through RolePlay, Inworld Studio and a V3 card: every field is what its last writer said."""

from typing import Any

from tests.served import PICTURE, Caller

ROLEPLAY: dict[str, Any] = {
    "name": "Nora Finn",
    "avatar": PICTURE,
    "subtitle": "Who keeps the light",
    "greetings": ["Mind the step.", "You again? *sighs* {{user}}…", "Quiet tonight."],
    "description": "Keeper of the lighthouse at Skerry. 灯台",
    "definition": "{{char}} is forty, dry, and kinder than she sounds.",
    "message_examples": ["<START>\n{{user}}: Hello?\n{{char}}: Door's open.", "<START>\n{{char}}: Tea?"],
    "visibility": "unlisted",
    "character_collections": ["harbour", "keepers"],
    "x_mystery": {"depth": [1, 2.5, None, True, 2**70]},
}
FACTS: list[dict[str, Any]] = [
    {"text": f"Ship {number} passed the light {number * 7 % 365} days ago."} for number in range(10_000)
]
FACTS[4711] = {"text": "The Ada Lane never came back.", "confidence": 0.25}
STUDIO = {
    "initialMood": {"joy": -20, "trust": 65},
    "defaultCharacterDescription": {"motivation": "To keep one promise.", "unheard": {"of": "here"}},
    "personalKnowledge": {"facts": FACTS},
}
CHANGE = {
    "name": "Nora Lane",
    "greetings": ["You're late."],
    "definition": "{{char}} is forty-one.",
    "subtitle": "",
    "x_mystery": "solved",
}
DCD = "defaultCharacterDescription"
TOLD = "data.extensions.greenroom/told"
MOTIVATION = "Motivation: To keep one promise."


class Views:
    """What all three surfaces show of a character, as leaves by path."""

    def __init__(self, who: Caller, character_id: str) -> None:
        studio = f"/studio/v1/workspaces/default/characters/{character_id}"
        self.roleplay = leaves(said(who.get(f"/apiListCharacters?id={character_id}"))["characters"][0])
        self.studio = leaves(said(who.get(studio)))
        card = said(who.get(f"/v1/characters/{character_id}/export?format=chara_card_v3"))
        card["data"].pop("modification_date", None)  # when it was exported
        self.card = leaves(card)


def said(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


def leaves(tree: Any, path: str = "") -> dict[str, Any]:
    """Every value that is no object, and every empty object, by dotted path; lists are values."""
    if not isinstance(tree, dict) or not tree:
        return {path: tree}
    return {
        leaf: value
        for key, inner in tree.items()
        for leaf, value in leaves(inner, f"{path}.{key}" if path else key).items()
    }


def moved(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What is another value now, or new; None for what is gone."""
    return {
        path: after.get(path) for path in before | after if before.get(path, path) != after.get(path, path)
    }


def test_every_field_is_what_its_last_writer_said(ada: Caller) -> None:
    made = said(ada.post("/apiCreateCharacter", ROLEPLAY))
    born = Views(ada, made["id"])
    assert born.roleplay == leaves(made)
    for name in ROLEPLAY.keys() - {"avatar"}:
        assert made[name] == ROLEPLAY[name], name
    assert born.studio[f"{DCD}.givenName"] == ROLEPLAY["name"]
    assert born.studio[f"{DCD}.description"] == ROLEPLAY["definition"]
    assert born.studio[f"{DCD}.exampleDialog"] == "\n".join(ROLEPLAY["message_examples"])
    assert born.studio["personalKnowledge"] is None
    assert (
        born.card
        | {
            "spec": "chara_card_v3",
            "data.name": ROLEPLAY["name"],
            "data.description": ROLEPLAY["definition"],
            "data.first_mes": "Mind the step.",
            "data.alternate_greetings": ["You again? *sighs* {{user}}…", "Quiet tonight."],
            "data.mes_example": born.studio[f"{DCD}.exampleDialog"],
            "data.creator_notes": ROLEPLAY["description"],
        }
        == born.card
    )

    name = born.studio["name"]
    assert name == "workspaces/default/characters/nora_finn"
    told = leaves(said(ada.send("PATCH", f"/studio/v1/{name}", json=STUDIO)))
    taught = Views(ada, made["id"])
    assert taught.studio == told
    changes = moved(born.studio, taught.studio)
    assert changes.pop("personalKnowledge", "gone") is None  # it is an object now
    assert changes.pop("personalKnowledge.uuid")
    assert changes == {
        "initialMood.joy": -20,
        "initialMood.trust": 65,
        f"{DCD}.motivation": "To keep one promise.",
        f"{DCD}.unheard.of": "here",
        "personalKnowledge.facts": FACTS,
    }
    assert moved(born.roleplay, taught.roleplay) == {}
    cards = moved(born.card, taught.card)
    entries = cards.pop("data.character_book.entries")
    assert [one["content"] for one in entries] == [one["text"] for one in FACTS]
    cards.pop("data.character_book.extensions", None)
    assert cards == {
        "data.description": f"{ROLEPLAY['definition']}\n\n{MOTIVATION}",
        f"{TOLD}.description": ROLEPLAY["definition"],
        f"{TOLD}.core.person.motivation": "To keep one promise.",
        f"{TOLD}.core.mood.joy": -20,
        f"{TOLD}.core.mood.trust": 65,
    }

    changed = said(ada.post("/apiUpdateCharacter", {"id": made["id"]} | CHANGE))
    last = Views(ada, made["id"])
    assert last.roleplay == leaves(changed)
    solved = {"x_mystery": "solved", "x_mystery.depth": None}
    assert moved(taught.roleplay, last.roleplay) == CHANGE | solved
    assert moved(taught.studio, last.studio) == {
        f"{DCD}.givenName": "Nora Lane",
        f"{DCD}.description": "{{char}} is forty-one.",
    }
    assert moved(taught.card, last.card) == {
        "data.name": "Nora Lane",
        "data.description": f"{{{{char}}}} is forty-one.\n\n{MOTIVATION}",
        f"{TOLD}.description": "{{char}} is forty-one.",
        f"{TOLD}.core.subtitle": None,
        "data.first_mes": "You're late.",
        "data.alternate_greetings": [],
    }

    history = said(ada.get(f"/v1/characters/{made['id']}/revisions"))["items"]
    assert [(one["via"], one["changed"]) for one in history] == [
        (
            "roleplay",
            ["name", "subtitle", "prompt.definition", "greetings.first", "greetings.alternates", "unknown"],
        ),
        ("inworld", ["person.motivation", "mood.joy", "mood.trust", "knowledge.facts", "unknown"]),
        ("roleplay", []),
    ]
    whole = said(ada.get(f"/v1/characters/{made['id']}"))
    assert (whole["revision"], whole["live_revision"]) == (3, 1)  # what the studio said was never deployed


def test_a_card_that_went_out_comes_in_as_the_same_character(ada: Caller) -> None:
    made = said(ada.post("/apiCreateCharacter", ROLEPLAY))
    card = said(ada.get(f"/v1/characters/{made['id']}/export"))
    answer = ada.post("/v1/imports", card)
    assert answer.status_code == 201
    again = Views(ada, answer.json()["id"])
    assert moved(Views(ada, made["id"]).card, again.card) == {}
    assert again.roleplay["greetings"] == ROLEPLAY["greetings"]
    assert again.studio["name"] == "workspaces/default/characters/nora_finn-" + again.studio["name"][-5:]
