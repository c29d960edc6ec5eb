"""One character in this dialect and in others: what is carried over, and what belongs to this one alone."""

from typing import Any

import pytest
from tests.dialects.inworld.studio import DCA, DCD, Studio, at, tree_of
from tests.served import PICTURE, Caller

NORA = {
    "name": "Nora",
    "definition": "A fixer.",
    "description": "Sharp.",
    "subtitle": "Fixer",
    "greetings": ["Hi."],
    "message_examples": ["<START>\nUSER: Who?\nCHAR: Me."],
    "avatar": PICTURE,
}
NAME = "workspaces/default/characters/nora"


class Elsewhere:
    """The same character through the dialect whose operations are called like functions."""

    def __init__(self, who: Caller) -> None:
        self.who = who
        made = who.post("/apiCreateCharacter", NORA)
        assert made.status_code == 200, made.text
        self.id = made.json()["id"]

    def update(self, **fields: Any) -> None:
        told = self.who.post("/apiUpdateCharacter", {"id": self.id} | fields)
        assert told.status_code == 200, told.text

    def shown(self) -> Any:
        return self.who.get(f"/apiListCharacters?id={self.id}").json()["characters"][0]

    def core(self) -> Any:
        return self.who.get(f"/v1/characters/{self.id}").json()["character"]


@pytest.fixture
def elsewhere(ada: Caller) -> Elsewhere:
    return Elsewhere(ada)


@pytest.fixture
def default(ada: Caller) -> Studio:
    return Studio(ada, "default")


SHARED = [
    ("name", f"{DCD}.givenName"),
    ("definition", f"{DCD}.description"),
    ("description", f"{DCD}.externalDescription"),
]


@pytest.mark.parametrize(("there", "here"), SHARED)
def test_texts_are_the_same_in_both(there: str, here: str, default: Studio, elsewhere: Elsewhere) -> None:
    assert at(default.get(NAME), here) == NORA[there]
    default.patch(NAME, tree_of(here, "new"))
    assert elsewhere.shown()[there] == "new"
    elsewhere.update(**{there: "newer"})
    assert at(default.get(NAME), here) == "newer"


def test_examples_are_one_text_here_and_blocks_there(default: Studio, elsewhere: Elsewhere) -> None:
    path = f"{DCD}.exampleDialog"
    assert at(default.get(NAME), path) == NORA["message_examples"][0]
    default.patch(NAME, tree_of(path, "<START>\nA: 1\n<START>\nB: 2"))
    assert elsewhere.shown()["message_examples"] == ["<START>\nA: 1", "<START>\nB: 2"]


def test_a_picture_uploaded_elsewhere_is_shown_and_stays(default: Studio, elsewhere: Elsewhere) -> None:
    shown = default.get(NAME)
    link = at(shown, f"{DCA}.avatarImg")
    assert link == elsewhere.shown()["avatar"]
    assert default.patch(NAME, shown) == shown

    foreign = "https://cdn.example/nora.png"
    assert at(default.patch(NAME, tree_of(f"{DCA}.avatarImg", foreign)), f"{DCA}.avatarImg") == foreign
    assert elsewhere.shown()["avatar"] == link
    assert at(default.patch(NAME, tree_of(f"{DCA}.avatarImg", "")), f"{DCA}.avatarImg") == ""
    assert elsewhere.shown()["avatar"].endswith("/media/default.webp")


def test_sharing_is_told_and_never_taken(default: Studio, elsewhere: Elsewhere) -> None:
    assert default.get(NAME)["sharePortalInfo"] is None
    elsewhere.update(visibility="unlisted", issue_share_id=True)
    assert default.get(NAME)["sharePortalInfo"] is None
    elsewhere.update(visibility="public")
    info = default.get(NAME)["sharePortalInfo"]
    assert info == {
        "prompt": "",
        "byline": "Fixer",
        "isShared": True,
        "shortAlias": elsewhere.shown()["share_id"],
        "allowedOnShowcase": True,
        "interactionCountStat": None,
    }
    assert default.patch(NAME, {"sharePortalInfo": {"isShared": False}})["sharePortalInfo"] == info
    assert default.list(filter="sharePortalInfo.isShared=true") == ["nora"]
    elsewhere.update(visibility="private")
    assert default.get(NAME)["sharePortalInfo"] is None


CORE = [
    (f"{DCD}.pronoun", "PRONOUN_FEMALE", ("person", "gender"), "female"),
    (f"{DCD}.lifeStage", "LIFE_STAGE_CHILDHOOD", ("person", "life_stage"), "child"),
    (f"{DCD}.lifeStage", "LIFE_STAGE_ADOLESCENCE", ("person", "life_stage"), "teenager"),
    (f"{DCD}.lifeStage", "LIFE_STAGE_YOUNG_ADULTHOOD", ("person", "life_stage"), "young_adult"),
    (f"{DCD}.lifeStage", "LIFE_STAGE_MIDDLE_ADULTHOOD", ("person", "life_stage"), "adult"),
    (f"{DCD}.lifeStage", "LIFE_STAGE_LATE_ADULTHOOD", ("person", "life_stage"), "elderly"),
    (f"{DCD}.exampleDialogStyle", "EXAMPLE_DIALOG_STYLE_SARCASTIC", ("style", "dialog"), "sarcastic"),
    (f"{DCD}.dialogResponseLength", 2, ("style", "response_length"), "short"),
    (f"{DCD}.nicknames", ["N"], ("person", "aliases"), ["N"]),
    ("language", "DE_DE", ("languages", "first"), "de-DE"),
    ("cognitiveControl", "COGNITIVE_CONTROL_STRICT", ("dynamics", "cognitive_control"), "strict"),
    ("safetyConfig", {"TOPIC_VIOLENCE": "SAFETY_LEVEL_MILD_CONTROL"}, ("safety", "topics"), {"violence": "mild_control"}),
    ("initialMood.joy", 40, ("mood", "joy"), 40),
    ("yamlConfig", "goals: []", ("goals",), "goals: []"),
    (f"{DCA}.voice.pitch", 2, ("voice", "speaks"), "inworld"),
]  # fmt: skip


@pytest.mark.parametrize(("here", "said", "core", "meant"), CORE)
def test_the_model_has_what_was_meant(here: str, said: Any, core: tuple[str, ...], meant: Any, default: Studio, elsewhere: Elsewhere) -> None:  # fmt: skip
    default.patch(NAME, tree_of(here, said))
    found = elsewhere.core()
    for step in core:
        found = found[step]
    assert found == meant


def test_a_character_without_a_name_is_called_character_everywhere(ada: Caller) -> None:
    Studio(ada).create({})
    assert ada.get("/apiListCharacters").json()["characters"][0]["name"] == "Character"


def test_what_says_nothing_of_the_voice_lets_the_other_one_speak(
    default: Studio, elsewhere: Elsewhere
) -> None:
    shown = default.get(NAME)
    default.patch(NAME, shown)
    default.patch(NAME, {}, "defaultCharacterAssets.voice")
    assert "voice" not in elsewhere.core()
