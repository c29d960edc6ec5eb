"""Views: what each dialect shows of a character, and how it says every field."""

from typing import Any

import pytest
from tests.dialects.roleplay.bodies import WHOLE, created
from tests.laws.surfaces import BLANK
from tests.served import Caller

from greenroom.app import vendors
from greenroom.characters.losses import CORE
from greenroom.dialects.native.views import fields


@pytest.fixture
def said(ada: Caller) -> Any:
    one = created(ada, **WHOLE)
    return ada.get(f"/v1/characters/{one['id']}/views").json() | {"one": one}


def test_every_dialect_with_characters_shows_this_one(said: Any) -> None:
    names = {dialect.name for dialect in vendors() if dialect.lens}
    for part in ("views", "fields", "losses", "remarks"):
        assert said[part].keys() == names
    assert said["views"]["roleplay"] == said["one"]
    assert {loss["field"] for loss in said["losses"]["inworld"]} >= {"greetings.first"}


@pytest.mark.parametrize("dialect", [one for one in vendors() if one.lens], ids=lambda one: one.name)
def test_every_core_field_is_said_somehow(dialect: Any) -> None:
    assert tuple(fields(dialect.lens, BLANK)) == CORE
    assert {*fields(dialect.lens, BLANK).values()} <= {"exact", "mapped", "none"}


FIELDS = [
    ("roleplay", "name", "exact"),
    ("roleplay", "mood.joy", "none"),
    ("inworld", "mood.joy", "exact"),
    ("inworld", "person.gender", "mapped"),
    ("inworld", "greetings.first", "none"),
]


@pytest.mark.parametrize(("dialect", "path", "how"), FIELDS)
def test_how_a_field_is_said(dialect: str, path: str, how: str, said: Any) -> None:
    assert said["fields"][dialect][path] == how


def test_what_a_dialect_was_told_beyond_the_core_is_kept_until_the_core_changes(ada: Caller) -> None:
    studio = "/studio/v1/workspaces/default/characters"
    ada.post(studio, {"defaultCharacterDescription": {"givenName": "Nora", "lifeStage": 3}})
    path = f"/v1/characters/{ada.get('/v1/characters').json()['items'][0]['id']}"

    def how() -> str:
        return str(ada.get(f"{path}/views").json()["fields"]["inworld"]["person.life_stage"])

    assert how() == "kept"
    ada.send("PATCH", path, json={"character": {"person": {"life_stage": "elderly"}}})
    assert how() == "mapped"
