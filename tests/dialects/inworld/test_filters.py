"""Filters of a list, through a served process: what is documented, every kind of field, and what is refused."""

from typing import Any

import pytest
from tests.dialects.inworld.reference import ROWS
from tests.dialects.inworld.studio import DCA, DCD, Refused, Studio, tree_of

W = "workspaces/magic_world"
AXEON: dict[str, Any] = {
    DCD: {
        "givenName": "Axeon the Enchanted",
        "description": "Fearless warrior",
        "nicknames": ["Ax", "Dragon-bane"],
        "pronoun": "PRONOUN_MALE",
        "narrativeActionsEnabled": True,
        "customDialogStyles": [{"displayName": "Boastful", "adjectives": ["curt"]}],
    },
    "initialMood": {"joy": -40},
    "socialRank": 12.5,
    "safetyConfig": {"TOPIC_VIOLENCE": "SAFETY_LEVEL_MILD_CONTROL"},
    "personalKnowledge": {"facts": [{"text": "Slew a dragon"}]},
    "commonKnowledge": ["workspaces/magic_world/common-knowledge/lore"],
}
BEA: dict[str, Any] = {DCD: {"givenName": "Béa", "lifeStage": 7, "pronoun": 1}, "yamlConfig": "a_b"}


@pytest.fixture
def cast(studio: Studio) -> list[str]:
    """Two characters: `axeon_the_enchanted`, and `bea` after it."""
    return [studio.create(body)["name"].rpartition("/")[2] for body in (AXEON, BEA)]


BOTH = "axeon_the_enchanted bea"
AX = "axeon_the_enchanted"

MATCHED = [
    # as documented, and by segment or id, in plural and singular, in any case
    (f"character.name={W}/character/{{axeon}}", AX),
    (f"character.name={W}/character/{{axeon}} OR character.name={W}/character/{{bea}}", BOTH),
    (f"name={W}/characters/bea", "bea"),
    (f'character.name = "{W}/character/bea"', "bea"),
    (f"name={W}/characters/BEA", "bea"),
    (f"name={W}/characters/{{BEA}}", "bea"),
    (f"name={W}/character/b*", "bea"),
    ("name=*/character/axeon*", AX),
    (f"name!={W}/characters/bea", AX),
    (f"name!={W}/character/{{bea}}", AX),
    (f"NOT name={W}/character/bea", AX),
    (f"name={W}/characters/nobody", ""),
    ("name=workspaces/other/characters/bea", ""),
    ("name=bea", ""),
    (f"name=({W}/characters/bea OR {W}/characters/{AX})", BOTH),
    (f"name={W}/characters/bea AND name={W}/characters/{AX}", ""),
    (f"name={W}/characters/bea OR initialMood.joy<0", BOTH),
    # blank
    ("", BOTH), ("  ", BOTH),
    # strings
    (f'{DCD}.givenName="Axeon*"', AX), (f'{DCD}.givenName="axeon*"', ""), ("default_character_description.given_name=*the*", AX),
    (f'{DCD}.description:"FEARLESS"', AX), ("yamlConfig=a_b", "bea"), ("yamlConfig=a?b", ""), ('yamlConfig!=""', "bea"),
    # enums, by their exact names
    (f"{DCD}.pronoun=PRONOUN_MALE", AX), (f"{DCD}.pronoun!=PRONOUN_MALE", "bea"), (f"{DCD}.lifeStage=LIFE_STAGE_MIDDLE_ADULTHOOD", "bea"),
    ("cognitiveControl=COGNITIVE_CONTROL_UNSPECIFIED", BOTH),
    # numbers and booleans
    ("initialMood.joy<0", AX), ("initial_mood.joy>=-40", BOTH), ("socialRank>12", AX), ("social_rank=12.5", AX),
    (f"{DCD}.narrativeActionsEnabled=true", AX), (f"{DCA}.voice.speakingRate=1", BOTH),
    # lists, maps, messages
    (f"{DCD}.nicknames:Ax", AX), (f"{DCD}.customDialogStyles.adjectives:curt", AX), ("safetyConfig:TOPIC_VIOLENCE", AX),
    ("safetyConfig.TOPIC_VIOLENCE:SAFETY_LEVEL_MILD_CONTROL", AX), ("safetyConfig.TOPIC_VIOLENCE!=SAFETY_LEVEL_MILD_CONTROL", ""),
    ("personalKnowledge:*", AX), ("personalKnowledge=null", "bea"), ("personalKnowledge.facts.text:DRAGON", AX), ("personalKnowledge.facts.text:dragons", ""),
    ('personalKnowledge.facts.text:"Slew a dragon"', AX), (f"{DCD}:flaws", ""), (f"{DCD}.givenName:*", BOTH),
    # what is not shown has its zero, and is never null
    ("longTermCoherence.enabled=false", BOTH), ("longTermCoherence.enabled!=false", ""), ("longTermCoherence=null", ""),
    ("longTermCoherence!=null", BOTH), ("brainSettings.conversationConfig.emotionsDisabled=false", BOTH),
    (f'{DCA}.voice.ttsMetadata.voiceId=""', BOTH), (f'{DCA}.voice.ttsMetadata.voiceId!=""', ""), ("longTermCoherence:*", ""),
    # what is unset makes a restriction false
    ('personalKnowledge.uuid!=""', AX), ('NOT personalKnowledge.uuid!=""', "bea"),
    # words alone
    ("fearless", AX), ("béa", "bea"), ("BEA", "bea"), ("dragon warrior", AX), ("dragon bea", ""), ("dragon OR bea", BOTH), ("-dragon", "bea"),
    # OR binds tighter than AND
    ("fearless AND bea OR dragon", AX),
]  # fmt: skip


def test_filters_find_whom_they_describe(studio: Studio, cast: list[str]) -> None:
    items = studio.who.get("/v1/characters").json()["items"]
    bea, axeon = (item["id"] for item in items)
    for text, names in MATCHED:
        said = text.replace("{axeon}", axeon).replace("{bea}", bea).replace("{BEA}", bea.upper())
        assert studio.list(filter=said) == names.split(), text
        assert studio.list(filter=said, pageSize=1) == names.split(), text
    assert cast == BOTH.split()


@pytest.mark.usefixtures("cast")
def test_every_field_may_be_asked_about(studio: Studio) -> None:
    for row in ROWS:
        path = row.path.replace("[]", "")
        assert isinstance(studio.list(filter=f"character.{path}:*"), list), path


REFUSED = [
    ("hue=1", 'position 1: found "hue", expected the name of a field'),
    ("initialMood.hue=1", 'position 13: found "hue"'),
    ("name=", 'position 6: expected a value after "="'),
    ("initialMood.joy=x", 'position 17: expected a whole number for "initialMood.joy", found "x"'),
    ("socialRank:true", 'position 12: expected a number for "socialRank", found "true"'),
    (f"{DCD}.pronoun=MALE", "expected one of PRONOUN_UNSPECIFIED, PRONOUN_FEMALE"),
    (f"{DCD}.pronoun<PRONOUN_MALE", 'expected "=" or "!="'),
    (f"{DCD}.pronoun:PRONOUN_MALE", 'expected "=" or "!=" for'),
    (f"{DCD}.narrativeActionsEnabled:true", 'expected "=" or "!=" for'),
    (f"{DCA}.voice.ttsType:TTS_TYPE_INWORLD", 'expected "=" or "!=" for'),
    (f"{DCD}.nicknames[0]=Ax", "found the index"),
    (f"{DCD}.nicknames=Ax", 'expected ":" for'),
    ("now()", "there are no functions"),
    ("a && b", "found &&, expected AND"),
    ("a || b", "found ||, expected OR"),
    ("NOT NOT a", "a term is negated once"),
    ("(a", "position 3: "),
    ('"a', "that is never closed"),
    ("a = 2012-04-21T11:30:00Z", "expected it quoted"),
    ("yamlConfig=null", "only messages can be null"),
    (r'yamlConfig="\q"', "found the escape"),
    ("(" * 33 + "a" + ")" * 33, "at most 32 parentheses"),
    ("a " * 513, "at most 512 words and signs"),
    ("x" * 16_385, "expected at most 16,384 bytes"),
]


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(("text", "sentence"), REFUSED, ids=lambda text: text[:20])
def test_what_is_no_filter_is_refused_with_its_position(text: str, sentence: str, studio: Studio) -> None:
    with pytest.raises(Refused) as refused:
        studio.page(filter=text)
    assert (refused.value.status, refused.value.code) == (400, 3)
    assert refused.value.message.startswith("filter: position ")
    assert sentence in refused.value.message


def test_a_filtered_list_has_pages_like_any_other(studio: Studio) -> None:
    for number in range(9):
        studio.create({DCD: {"givenName": f"c{number}"}, "initialMood": {"joy": number % 3}})
    pages = list(studio.pages(filter="initialMood.joy=1", pageSize=2))
    assert pages == [["c1", "c4"], ["c7"]]


def test_a_workspace_called_like_a_collection_is_no_trap(studio: Studio) -> None:
    other = Studio(studio.who, "character")
    name = other.named("Character")
    assert name == "workspaces/character/characters/character"
    for said in (name, "workspaces/character/character/character"):
        assert other.list(filter=f"name={said}") == ["character"]
        assert other.list(filter=f"name={said} OR hobby") == ["character"]


def test_what_nobody_documented_is_no_field(studio: Studio) -> None:
    studio.create(tree_of("hue", 1))
    with pytest.raises(Refused, match="the name of a field"):
        studio.page(filter="hue=1")
