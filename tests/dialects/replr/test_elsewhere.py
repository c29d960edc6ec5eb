"""The same character through other APIs: what is shown here may be put back, and only what is said here is changed."""

from typing import Any

import pytest
from tests.dialects.replr.bodies import WHOLE, created, fetched, listed, path_of, revision, timeless, updated
from tests.served import PICTURE, Caller, data_url, png

CARD: dict[str, Any] = {"spec": "chara_card_v2", "spec_version": "2.0"}
NORA: dict[str, Any] = {
    "name": "N" * 90,
    "definition": "Stay in-character.",
    "greetings": ["First.", "Second.", "Third."],
    "description": "d" * 400,
    "avatar": PICTURE,
    "subtitle": "Fixer",
}


def roleplay(who: Caller, character: Any = None, **fields: Any) -> Any:
    """A character as the other API shows it, after an update there or, without one, as it is."""
    if fields:
        assert who.post("/apiUpdateCharacter", {"id": character["id"], **fields}).status_code == 200
    return who.get(f"/apiListCharacters?id={character['id']}").json()["characters"][0]


@pytest.fixture
def nora(ada: Caller) -> Any:
    """A character made elsewhere, beyond the bounds that hold here, as it is shown here."""
    answer = ada.post("/apiCreateCharacter", NORA)
    assert answer.status_code == 200
    return fetched(ada, answer.json())


def test_it_is_shown_unshortened(nora: Any) -> None:
    assert (nora["name"], nora["description"], nora["greeting_message"]) == ("N" * 90, "d" * 400, "First.")
    assert nora["instructions"] == "Stay in-character."


def test_what_is_shown_may_be_put_back(ada: Caller, nora: Any) -> None:
    assert updated(ada, nora, **nora) == nora
    assert revision(ada, nora) == 1
    after = updated(ada, nora, **nora | {"model": "creative"})
    assert timeless(after) == timeless(nora) | {"model": "creative"}


def test_what_was_never_shown_is_judged(ada: Caller, nora: Any) -> None:
    answer = ada.send("PUT", path_of(nora), json=nora | {"name": "M" * 90, "description": "e" * 400})
    assert answer.json()["details"]["fields"].keys() == {"name", "description"}


def test_the_greeting_is_the_first_of_several_and_leaves_the_others(ada: Caller, nora: Any) -> None:
    updated(ada, nora, greeting_message="Hey.")
    assert roleplay(ada, nora)["greetings"] == ["Hey.", "Second.", "Third."]
    updated(ada, nora, greeting_message=None)
    assert roleplay(ada, nora)["greetings"] == ["Second.", "Third."]
    assert fetched(ada, nora)["greeting_message"] is None
    updated(ada, nora, greeting_message="")
    assert fetched(ada, nora)["greeting_message"] == ""


def test_what_only_others_show_is_left_alone(ada: Caller, nora: Any) -> None:
    before = roleplay(ada, nora)
    updated(ada, nora, **{name: value for name, value in WHOLE.items() if name != "avatar_url"})
    after = roleplay(ada, nora)
    same = {"subtitle", "avatar", "message_examples", "character_collections", "visibility"}
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert (after["name"], after["definition"]) == (WHOLE["name"], WHOLE["instructions"])


# --- visibility ---


@pytest.mark.parametrize(
    ("was", "said", "then"),
    [
        ("private", False, "private"),
        ("unlisted", False, "unlisted"),
        ("public", False, "private"),
        ("private", True, "public"),
        ("unlisted", True, "public"),
        ("public", True, "public"),
    ],
)
def test_is_public_leaves_an_unlisted_character_unlisted(
    was: str,
    said: bool,  # noqa: FBT001 - a column
    then: str,
    ada: Caller,
    nora: Any,
) -> None:
    roleplay(ada, nora, visibility=was)
    assert fetched(ada, nora)["is_public"] == (was == "public")
    assert updated(ada, nora, is_public=said)["is_public"] == said
    assert roleplay(ada, nora)["visibility"] == then


# --- the picture ---

LINK = "https://cdn.example/nora.png"


def test_a_picture_of_one_s_own_is_that_picture(ada: Caller, nora: Any) -> None:
    assert nora["avatar_url"].startswith(f"{ada.served.url}/media/")
    roleplay(ada, nora, avatar=data_url(png((1, 2, 3), side=9)))
    now = fetched(ada, nora)
    assert now["avatar_url"] != nora["avatar_url"]
    for ours in (now["avatar_url"], f"{ada.served.url}/media/default.webp"):
        assert updated(ada, nora, avatar_url=ours) == now
    assert roleplay(ada, nora)["avatar"] == now["avatar_url"]
    url = ada.post("/v1/assets", {"picture": data_url(png((7, 7, 7)))}).json()["url"]
    for own in (url, nora["avatar_url"]):
        other = created(ada, avatar_url=own)
        for one in (other, updated(ada, nora, avatar_url=own), updated(ada, created(ada), avatar_url=own)):
            assert one["avatar_url"] == roleplay(ada, one)["avatar"] == own
            assert updated(ada, one, avatar_url=LINK)["avatar_url"] == LINK
            assert updated(ada, one, avatar_url=own)["avatar_url"] == own
    assert ada.delete(f"/v1/assets/{url.rpartition('/')[2].removesuffix('.webp')}").status_code == 409


def test_a_foreign_link_is_kept_beside_the_picture_until_another_is_uploaded(ada: Caller, nora: Any) -> None:
    assert updated(ada, nora, avatar_url=LINK)["avatar_url"] == LINK
    assert roleplay(ada, nora)["avatar"] == nora["avatar_url"]
    assert updated(ada, nora, name="New")["avatar_url"] == LINK
    newest = roleplay(ada, nora, avatar=data_url(png((1, 2, 3), side=9)))["avatar"]
    assert fetched(ada, nora)["avatar_url"] == newest


def test_the_link_of_its_own_picture_brings_that_back(ada: Caller, nora: Any) -> None:
    updated(ada, nora, avatar_url=LINK)
    assert updated(ada, nora, avatar_url=nora["avatar_url"])["avatar_url"] == nora["avatar_url"]


def test_null_takes_the_picture_away(ada: Caller, nora: Any) -> None:
    for _ in range(2):
        assert updated(ada, nora, avatar_url=None)["avatar_url"] is None
        assert roleplay(ada, nora)["avatar"] == f"{ada.served.url}/media/default.webp"
        updated(ada, nora, avatar_url=LINK)


def test_the_picture_of_a_stranger_becomes_nobody_else_s(ada: Caller, bob: Caller, nora: Any) -> None:
    hers = nora["avatar_url"]
    for his in (created(bob, avatar_url=hers), updated(bob, created(bob), avatar_url=hers)):
        assert his["avatar_url"] == hers  # a link as good as any
        assert roleplay(bob, his)["avatar"] == f"{ada.served.url}/media/default.webp"


# --- model, category, voice ---


def core(who: Caller, character: Any) -> Any:
    return who.get(f"/v1/characters/{character['id']}").json()["character"]


def test_the_default_model_is_nobody_s_choice(ada: Caller) -> None:
    character = created(ada, model="default")
    assert "engine" not in core(ada, character)
    updated(ada, character, model="creative")
    assert core(ada, character)["engine"] == {"model": "creative"}
    assert updated(ada, character, model=None)["model"] == "default"


def test_the_voice_that_was_written_last_speaks(ada: Caller) -> None:
    character = created(ada, voice_id="alloy")
    assert core(ada, character)["voice"] == {"speaks": "replr"}
    studio = f"/studio/v1/workspaces/default/characters/{character['id']}"
    ada.send("PATCH", studio, json={"defaultCharacterAssets": {"voice": {"baseName": "Alex"}}})
    assert core(ada, character)["voice"] == {"speaks": "inworld"}
    updated(ada, character, voice_id="alloy", name="New")  # shown already
    assert core(ada, character)["voice"] == {"speaks": "inworld"}
    updated(ada, character, voice_id="echo")
    assert core(ada, character)["voice"] == {"speaks": "replr"}


def test_a_character_of_the_studio_may_hold_what_is_refused_as_new(ada: Caller) -> None:
    said = {"defaultCharacterDescription": {"givenName": "Nu\0l", "description": ""}}
    ada.post("/studio/v1/workspaces/default/characters", said)
    shown = fetched(ada, listed(ada)[0])
    assert (shown["name"], shown["instructions"]) == ("Nu\0l", "")
    assert updated(ada, shown, **shown) == shown
    assert timeless(updated(ada, shown, **shown | {"category": "other"})) == timeless(shown) | {
        "category": "other"
    }


def test_a_card_without_greeting_has_none(ada: Caller) -> None:
    ada.post("/v1/imports", CARD | {"data": {"name": "Mute", "description": "d", "creator_notes": "Public."}})
    shown = fetched(ada, listed(ada)[0])
    assert (shown["greeting_message"], shown["description"]) == (None, "Public.")
