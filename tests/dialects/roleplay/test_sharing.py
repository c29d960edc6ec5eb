"""Who may see a character: visibilities, share ids, and the page behind a share link."""

import pytest
from tests.dialects.roleplay.bodies import created, listed, updated
from tests.served import Caller, Served

VISIBLE = ["unlisted", "public"]


def page(served: Served, share_id: str) -> int:
    return served.http.get(f"/c/{share_id}").status_code


@pytest.mark.parametrize("visibility", VISIBLE)
def test_a_share_id_is_issued_on_create(visibility: str, ada: Caller) -> None:
    character = created(ada, visibility=visibility, issue_share_id=True)
    assert len(character["share_id"]) == 10
    assert character["share_url"] == f"{ada.served.url}/c/{character['share_id']}"
    assert page(ada.served, character["share_id"]) == 200
    assert listed(ada) == [character]


@pytest.mark.parametrize("visibility", VISIBLE)
def test_none_is_issued_unless_asked_for(visibility: str, ada: Caller) -> None:
    for asked in (False, None):
        character = created(ada, visibility=visibility, issue_share_id=asked)
        assert not {"share_id", "share_url"} & character.keys()


def test_a_private_character_gets_none(ada: Caller) -> None:
    character = created(ada, issue_share_id=True)
    assert "share_id" not in character
    assert "share_id" not in updated(ada, character, issue_share_id=True)
    assert "share_id" not in updated(ada, character, visibility="public")


def test_one_is_issued_by_the_update_that_makes_it_visible(ada: Caller) -> None:
    after = updated(ada, created(ada), visibility="unlisted", issue_share_id=True)
    assert page(ada.served, after["share_id"]) == 200


def test_it_is_stable_and_neither_false_nor_null_revoke_it(ada: Caller) -> None:
    character = created(ada, visibility="public", issue_share_id=True)
    for asked in (True, False, None):
        assert updated(ada, character, issue_share_id=asked) == character


def test_it_is_suspended_while_private_and_then_the_same(ada: Caller) -> None:
    character = created(ada, visibility="public", issue_share_id=True)
    hidden = updated(ada, character, visibility="private")
    assert hidden.keys() == character.keys() - {"share_id", "share_url"}
    assert listed(ada) == [hidden]
    assert page(ada.served, character["share_id"]) == 404
    assert updated(ada, character, visibility="public") == character
    assert page(ada.served, character["share_id"]) == 200


def test_a_deleted_character_has_no_page(ada: Caller) -> None:
    character = created(ada, visibility="public", issue_share_id=True)
    ada.post("/apiDeleteCharacter", {"id": character["id"]})
    assert page(ada.served, character["share_id"]) == 404


@pytest.mark.parametrize("path", ["/apiUpdateCharacter", "/apiDeleteCharacter"])
@pytest.mark.parametrize(("visibility", "status"), [("private", 404), ("unlisted", 403), ("public", 403)])
def test_a_stranger_may_do_nothing(path: str, visibility: str, status: int, ada: Caller, bob: Caller) -> None:
    before = created(ada, visibility=visibility)
    body = {"id": before["id"], "name": "Mine now", "avatar": "not even a picture"}
    assert bob.post(path, body).status_code == status
    assert bob.get(f"/apiListCharacters?id={before['id']}").status_code == status
    assert (listed(ada), listed(bob)) == ([before], [])


def test_what_a_stranger_may_not_see_answers_like_what_never_was(ada: Caller, bob: Caller) -> None:
    hidden, never = created(ada)["id"], "01900000-0000-7000-8000-000000000000"
    one = bob.post("/apiUpdateCharacter", {"id": hidden, "name": "x"})
    other = bob.post("/apiUpdateCharacter", {"id": never, "name": "x"})
    assert one.text.replace(hidden, never) == other.text
    assert one.status_code == other.status_code
