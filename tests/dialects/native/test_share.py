"""What a share link leads to for programs: what everybody may see, and what nobody else ever does."""

from typing import Any

import pytest
from tests.dialects.roleplay.bodies import created, updated
from tests.served import Caller, Served

from greenroom.accounts import service
from greenroom.database import Transaction

SECRETS = {
    "definition": "canary definition",
    "message_examples": ["canary example"],
    "character_collections": ["canary collection"],
    "x_unknown": "canary unknown",
}


def shared(who: Caller, **fields: Any) -> Any:
    return created(who, **SECRETS, **{"visibility": "unlisted", "issue_share_id": True} | fields)


def page(served: Served, character: Any, accept: str = "application/json") -> Any:
    return served.http.get(f"/c/{character['share_id']}", headers={"accept": accept})


def test_who_asks_for_json_gets_json(ada: Caller) -> None:
    character = shared(ada)
    said = page(ada.served, character, "application/json").json()
    assert said == {
        "id": character["id"],
        "name": character["name"],
        "subtitle": character["subtitle"],
        "description": character["description"],
        "greeting": character["greetings"][0],
        "creator_tag": f"@{ada.handle}",
        "avatar": character["avatar"],
        "visibility": "unlisted",
        "share_url": character["share_url"],
        "message_count": 0,
        "used_count": 0,
    }


@pytest.mark.parametrize("accept", ["application/json", "application/json, text/html;q=0.5"])
def test_what_is_the_owner_s_alone_is_never_shown(accept: str, ada: Caller) -> None:
    answer = page(ada.served, shared(ada), accept)
    assert "canary" not in answer.text
    assert ada.account_id not in answer.text


def test_an_unlisted_one_is_not_for_search_engines_and_a_public_one_is(ada: Caller) -> None:
    character = shared(ada)
    assert page(ada.served, character).headers["x-robots-tag"] == "noindex"
    updated(ada, character, visibility="public")
    assert "x-robots-tag" not in page(ada.served, character).headers


def test_it_tells_other_sites_nothing_and_is_cached_by_what_was_asked_for(ada: Caller) -> None:
    headers = page(ada.served, shared(ada)).headers
    assert (headers["referrer-policy"], headers["vary"]) == ("no-referrer", "Accept")


def test_a_key_opens_no_more_of_it(ada: Caller) -> None:
    assert "canary" not in ada.get(f"/c/{shared(ada)['share_id']}").text


@pytest.mark.parametrize("how", ["private", "deleted", "revoked", "suspended"])
def test_a_link_that_leads_nowhere_is_404(how: str, ada: Caller) -> None:
    character = shared(ada)
    match how:
        case "private":
            updated(ada, character, visibility="private")
        case "deleted":
            ada.post("/apiDeleteCharacter", {"id": character["id"]})
        case "revoked":
            ada.delete(f"/v1/characters/{character['id']}/share")
        case _:
            ada.served.write(_suspend, ada.account_id)
    answer = page(ada.served, character)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_a_link_that_was_revoked_stays_so_and_the_next_is_another(ada: Caller) -> None:
    character = shared(ada)
    ada.delete(f"/v1/characters/{character['id']}/share")
    again = updated(ada, character, issue_share_id=True)
    assert again["share_id"] != character["share_id"]
    assert page(ada.served, character).status_code == 404
    assert page(ada.served, again).status_code == 200


@pytest.mark.parametrize("name", ["x", "AAAAAAAAAA", "%00", "a%2Fb", "'; DROP TABLE shares; --"])
def test_a_link_that_never_was(name: str, served: Served) -> None:
    assert served.http.get(f"/c/{name}").status_code == 404


def _suspend(db: Transaction, account_id: str) -> None:
    service.suspend_account(db, account_id)
