"""Conditions: entity tags of personas, scenes and threads, and what holds only for one of them."""

from typing import Any

import pytest
from tests.dialects.native.talk.talker import Talker
from tests.isolation.ask import said
from tests.served import PICTURE, Caller


@pytest.fixture(params=["personas", "scenes", "threads"])
def path(request: pytest.FixtureRequest, talk: Talker) -> str:
    """Something of each kind."""
    if request.param == "threads":
        return talk.path
    name = {"personas": "name", "scenes": "title"}[request.param]
    return f"/v1/{request.param}/{said(talk.who.post(f'/v1/{request.param}', {name: 'It'}))['id']}"


def tag(who: Caller, path: str) -> str:
    return who.get(path).headers["etag"]


def test_what_is_known_is_not_sent_again(ada: Caller, path: str) -> None:
    known = {"if-none-match": tag(ada, path)}
    answer = ada.get(path, headers=known)
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", known["if-none-match"])
    assert ada.get(path, headers={"if-none-match": '"9-00000000"'}).status_code == 200


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_change_holds_for_the_revision_that_is_named(ada: Caller, path: str, method: str) -> None:
    body: Any = {"json": {}} if method == "PATCH" else {}
    stale = ada.send(method, path, headers={"if-match": '"99"'}, **body)
    assert (stale.status_code, "The character" in stale.json()["detail"]) == (412, False)
    said(ada.send(method, path, headers={"if-match": tag(ada, path)}, **body))


def test_who_shows_something_else_has_another_revision(ada: Caller) -> None:
    talk = Talker.of(ada)
    ann = f"/v1/personas/{said(ada.post('/v1/personas', {'name': 'Ann', 'default': True}))['id']}"
    here, there, third = (
        f"/v1/scenes/{said(ada.post('/v1/scenes', {'title': title}))['id']}" for title in "HTX"
    )
    said(ada.send("PATCH", here, json={"characters": [talk.character_id]}))
    shown = [said(ada.get(path)) for path in (ann, here, there)]
    said(ada.post("/v1/personas", {"name": "Ben", "default": True}))
    said(ada.post(f"{here}/move", {"to": there.rpartition("/")[2]}))
    now = [said(ada.get(path)) for path in (ann, here, there)]
    assert [one["revision"] for one in now] == [one["revision"] + 1 for one in shown]
    said(ada.send("PATCH", third, json={"characters": [talk.character_id]}))
    assert said(ada.get(there))["revision"] == now[2]["revision"] + 1
    before = tag(ada, third)
    said(ada.delete(f"/v1/characters/{talk.character_id}"))
    assert tag(ada, third) != before


def test_a_persona_has_a_picture_that_lore_may_ask_for(talk: Talker, bob: Caller) -> None:
    who = talk.who
    asset = said(who.post("/v1/assets", {"picture": PICTURE}))["id"]
    refused = bob.post("/v1/personas", {"name": "Bob", "picture": asset})
    assert refused.json()["errors"][0]["pointer"] == "/picture"
    made = said(who.post("/v1/personas", {"name": "Ann", "picture": asset, "default": True}))
    assert (made["picture"], asset in made["picture_url"]) == (asset, True)
    assert who.delete(f"/v1/assets/{asset}").json()["title"] == "In use"
    entries = [
        {"content": f"@@is_user_icon {icon}\nMet by {icon}.", "constant": True}
        for icon in (asset, "Ann", "Ben")
    ]
    lore = {"knowledge": {"lorebook": {"entries": entries}}}
    said(who.send("PATCH", f"/v1/characters/{talk.character_id}", json={"character": lore}))
    shown = said(who.get(f"{talk.path}/prompt"))
    told = [one["text"] for one in shown["sections"] if one["name"] == "lore"]
    assert told == [f"Met by {asset}.", "Met by Ann."]
    said(who.send("PATCH", f"/v1/personas/{made['id']}", json={"picture": None}))
    said(who.delete(f"/v1/assets/{asset}"))


def test_a_persona_is_chosen_for_who_can_be_talked_with(talk: Talker, bob: Caller) -> None:
    never = "01900000-0000-7000-8000-000000000000"
    for stranger in (talk.character_id, never, "x"):
        refused = bob.post("/v1/personas", {"name": "Bob", "characters": [stranger]})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/characters/0")
    chosen = said(talk.who.post("/v1/personas", {"name": "Ann", "characters": [talk.character_id]}))
    said(talk.who.delete(f"/v1/characters/{talk.character_id}"))
    said(talk.who.send("PATCH", f"/v1/personas/{chosen['id']}", json={"characters": chosen["characters"]}))
