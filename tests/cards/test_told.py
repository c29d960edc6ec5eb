"""What a card has no field for is told in others in files, and is what it was when the card is read here again."""

import json
from typing import Any

import pytest
from msgspec.structs import replace
from tests.cards.corpus import V3, text
from tests.cards.test_exports import first, undated, written

from greenroom.cards.exports import EXPORTS
from greenroom.cards.reader import read
from greenroom.cards.told import TOLD
from greenroom.characters.knowledge import BigList, Fact, Knowledge, Lorebook, LoreEntry
from greenroom.characters.model import Character, Mood, Person, Prompt, Safety, Style

FACTS = Knowledge(facts=BigList.of([Fact(text="It rains."), Fact(text="Often.")]))
WHOLE = Character(
    name="Ada",
    prompt=Prompt(definition="Keeps the lighthouse."),
    person=Person(motivation="Light.", flaws="Proud.", traits=("calm", "odd"), interests=("ships",)),
    mood=Mood(joy=5),
    style=Style(narrative_actions=True),
    knowledge=FACTS,
)
LORE = Lorebook(entries=BigList.of([LoreEntry(content="c", keys=("k",))]))
CHARACTERS = {
    "whole": WHOLE,
    "only facts": Character(name="Ada", knowledge=FACTS),
    "older facts": Character(
        name="Ada", knowledge=Knowledge(older_facts=BigList.of([Fact(text="It rains.")]))
    ),
    "facts and lore": Character(name="Ada", knowledge=replace(FACTS, lorebook=LORE)),
    "a personality too": Character(
        name="Ada", prompt=Prompt(personality="shy"), person=Person(traits=("calm",))
    ),
    "a mood": Character(name="Ada", mood=Mood(joy=-3)),
}


@pytest.mark.parametrize("character", CHARACTERS.values(), ids=CHARACTERS)
@pytest.mark.parametrize("form", EXPORTS)
def test_it_comes_back(form: str, character: Character) -> None:
    assert undated(first(written(form, character).data).character)[0] == character


@pytest.mark.parametrize("form", ["v2", "v3"])
def test_other_programs_find_it_in_fields_that_they_know(form: str) -> None:
    made = written(form, WHOLE)
    data = json.loads(made.data)["data"]
    assert data["description"] == "Keeps the lighthouse.\n\nMotivation: Light.\n\nFlaws: Proud."
    assert data["personality"] == "calm, odd"
    assert [(one["content"], one["constant"]) for one in data["character_book"]["entries"]] == [
        ("It rains.", True), ("Often.", True)
    ]  # fmt: skip
    fates = {line.field: line.fate for line in made.report}
    assert (fates["person.motivation"], fates["knowledge.facts"], fates["mood.joy"]) == ("extension",) * 3


def test_what_was_edited_elsewhere_is_taken_as_it_is() -> None:
    card = json.loads(written("v3", WHOLE).data)
    card["data"]["description"] = "Sleeps.\n\nMotivation: None."
    card["data"]["character_book"]["entries"][0]["content"] = "It snows."
    character = first(text(card)).character
    assert character.prompt.definition == "Sleeps.\n\nMotivation: None."
    assert (character.person.motivation, character.person.flaws, character.person.traits) == (
        "",
        "",
        ("calm", "odd"),
    )
    assert [fact.text for fact in (character.knowledge.facts or BigList()).all()] == ["It snows.", "Often."]


@pytest.mark.parametrize("theirs", [
    5, [], {"core": 1}, {"core": {"mood.joy": "x", "person.traits": 5, "visibility": "public", "safety.active": False}},
    {"core": {"mood.joy": 2**70, "person.life_stage": "x"}}, {"description": 5},
])  # fmt: skip
def test_what_strangers_put_there_is_none_of_ours(theirs: Any) -> None:
    character = read({**V3, "data": {**V3["data"], "extensions": {TOLD: theirs}}}).character
    plain = read({**V3, "data": {**V3["data"], "extensions": {}}}).character
    assert replace(character, facets={}) == replace(plain, facets={})


def test_a_file_shows_nobody_to_everybody() -> None:
    hidden = Character(name="Ada", visibility="public", safety=Safety(active=False), mood=Mood(joy=1))
    assert first(written("v3", hidden).data).character.visibility == "private"
    assert first(written("v3", hidden).data).character.safety == Safety()
